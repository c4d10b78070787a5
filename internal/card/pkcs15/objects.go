package pkcs15

import (
	"slices"

	"example.org/tandtui/internal/card/tlv"
)

// PrivateKey is an RSA or elliptic key that the card keeps to itself.
type PrivateKey struct {
	ID        []byte // the same as its certificate's
	AuthID    []byte // of the PIN that guards it
	Label     string
	Path      Path
	Reference int // −1 when the card states none
	Bits      int // modulus length of RSA, −1 when not stated
}

// Certificate is an X.509 certificate: either in the file Path or, as some cards
// do with short ones, right here in DER.
type Certificate struct {
	ID    []byte
	Label string
	Path  Path
	DER   []byte
}

// PIN is a password of the user. PINs that only unblock, and the security
// officer's, are not given.
type PIN struct {
	ID        []byte
	Label     string
	Path      Path // Path.File is nil when not stated
	Reference byte
	Min, Max  int  // characters
	Stored    int  // bytes when padded, 0 unknown
	Padded    bool // to Stored bytes, with PadChar
	PadChar   int  // −1 when not stated
	Type      PINType
}

// PINType is how the characters are written.
type PINType int

// The types of PIN, by their ASN.1 value.
const (
	BCD PINType = iota
	ASCIINumeric
	UTF8
	HalfNibbleBCD
	ISO9564
)

// Bits of PinFlags.
const (
	flagNeedsPadding = 5
	flagUnblocking   = 6
	flagSO           = 7
)

// objects gives parse's result for each entry of file with one of tags; other
// choices (biometrics, …) and entries that parse refuses are left out.
func objects[T any](file []byte, parse func(fields) (T, bool), tags ...uint32) ([]T, error) {
	list, err := records(file)
	if err != nil {
		return nil, err
	}
	var out []T
	for _, e := range list {
		if !slices.Contains(tags, e.Tag) {
			continue
		}
		if o, ok := parse(sequence(e.Value)); ok {
			out = append(out, o)
		}
	}
	return out, nil
}

// ParsePrKDF reads a private key directory: RSA keys are plain entries, elliptic
// ones are in [0].
func ParsePrKDF(file []byte) ([]PrivateKey, error) {
	return objects(file, privateKey, tagSequence, tagExplicit0)
}

// ParseCDF reads a certificate directory.
func ParseCDF(file []byte) ([]Certificate, error) { return objects(file, certificate, tagSequence) }

// ParseAODF reads an authentication object directory.
func ParseAODF(file []byte) ([]PIN, error) { return objects(file, pin, tagSequence) }

func privateKey(f fields) (k PrivateKey, ok bool) {
	k.Label, k.AuthID = f.common()
	class, _ := f.take(tagSequence)
	c := sequence(class)
	if k.ID, ok = c.take(tagOctets); !ok || len(k.ID) > maxID {
		return k, false
	}
	c.take(tagBits) // usage: what the certificate says is what counts
	c.take(tagBool) // native
	c.take(tagBits) // access flags
	ref, ok := c.take(tagInt)
	if k.Reference = unsigned(ref, ok); k.Reference > 0xFF {
		return k, false
	}
	a := f.typeAttributes()
	path, ok := a.take(tagSequence)
	if !ok {
		return k, false
	}
	if k.Path, ok = parsePath(path); !ok {
		return k, false
	}
	k.Bits = unsigned(a.take(tagInt))
	return k, true
}

func certificate(f fields) (c Certificate, ok bool) {
	c.Label, _ = f.common()
	class, _ := f.take(tagSequence)
	attrs := sequence(class)
	if c.ID, ok = attrs.take(tagOctets); !ok || len(c.ID) > maxID {
		return c, false
	}
	a := f.typeAttributes()
	if path, ok := a.take(tagSequence); ok {
		c.Path, ok = parsePath(path)
		return c, ok
	}
	direct, ok := a.take(tagExplicit0)
	if !ok {
		return c, false
	}
	e, rest, err := tlv.Next(direct)
	if err != nil || e.Tag != tagSequence || len(rest) != 0 {
		return c, false
	}
	c.DER = direct
	return c, true
}

func pin(f fields) (p PIN, ok bool) {
	p.Label, _ = f.common()
	class, _ := f.take(tagSequence)
	c := sequence(class)
	if p.ID, ok = c.take(tagOctets); !ok || len(p.ID) > maxID {
		return p, false
	}
	a := f.typeAttributes()
	flags, ok := a.take(tagBits)
	if !ok || hasBit(flags, flagUnblocking) || hasBit(flags, flagSO) {
		return p, false
	}
	p.Padded = hasBit(flags, flagNeedsPadding)
	p.Type = PINType(unsigned(a.take(tagEnum)))
	p.Min = unsigned(a.take(tagInt))
	p.Stored = unsigned(a.take(tagInt))
	if p.Max = unsigned(a.take(tagInt)); p.Max < 0 {
		p.Max = p.Stored
	}
	ref, stated := a.take(tagContext0)
	if stated {
		n := unsigned(ref, true)
		if n < 0 || n > 0xFF {
			return p, false
		}
		p.Reference = byte(n)
	}
	p.PadChar = -1
	if v, ok := a.take(tagOctets); ok && len(v) == 1 {
		p.PadChar = int(v[0])
	}
	a.take(tagGenTime) // last change
	if v, ok := a.take(tagSequence); ok {
		p.Path, _ = parsePath(v)
	}
	return p, p.Min >= 0 && p.Stored >= 0 && p.Stored <= 64 && p.Max >= p.Min && p.Max <= 64
}
