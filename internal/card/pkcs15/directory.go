package pkcs15

import "example.org/tandtui/internal/card/tlv"

// Application is one entry of EF.DIR.
type Application struct {
	AID   []byte
	Label string
	Path  []byte // may be absent
}

// Tags of EF.DIR (ISO 7816-4 §12.2.2).
const (
	tagApplication = 0x61
	tagAID         = 0x4F
	tagAppLabel    = 0x50
	tagAppPath     = 0x51
	maxAID         = 16
)

// ParseDIR reads EF.DIR, the card's list of applications.
func ParseDIR(file []byte) ([]Application, error) {
	list, err := records(file)
	if err != nil {
		return nil, err
	}
	var apps []Application
	for _, e := range list {
		if e.Tag != tagApplication {
			continue
		}
		var a Application
		for _, f := range sequence(e.Value) {
			switch {
			case f.Tag == tagAID && len(f.Value) <= maxAID:
				a.AID = f.Value
			case f.Tag == tagAppLabel && len(f.Value) <= maxLabel:
				a.Label = string(f.Value)
			case f.Tag == tagAppPath && len(f.Value)%2 == 0 && len(f.Value) <= maxPath:
				a.Path = f.Value
			}
		}
		if len(a.AID) > 0 || len(a.Path) > 0 {
			apps = append(apps, a)
		}
	}
	return apps, nil
}

// ODF is the object directory: the files that list each kind of object.
type ODF struct {
	PrivateKeys  []Path
	Certificates []Path // the holder's, then trusted and useful ones
	PINs         []Path
}

// ParseODF reads the object directory file.
func ParseODF(file []byte) (ODF, error) {
	list, err := records(file)
	if err != nil {
		return ODF{}, err
	}
	var o ODF
	for _, e := range list {
		switch e.Tag {
		case 0xA0:
			o.PrivateKeys = appendPath(o.PrivateKeys, e)
		case 0xA4, 0xA5, 0xA6:
			o.Certificates = appendPath(o.Certificates, e)
		case 0xA8:
			o.PINs = appendPath(o.PINs, e)
		}
	}
	return o, nil
}

func appendPath(list []Path, e tlv.Element) []Path {
	f := sequence(e.Value)
	v, ok := f.take(tagSequence)
	if !ok {
		return list
	}
	if p, ok := parsePath(v); ok {
		list = append(list, p)
	}
	return list
}

// TokenInfo is what a card says of itself.
type TokenInfo struct {
	Serial       []byte
	Manufacturer string
	Label        string
}

// ParseTokenInfo reads EF(TokenInfo).
func ParseTokenInfo(file []byte) (TokenInfo, error) {
	list, err := records(file)
	if err != nil {
		return TokenInfo{}, err
	}
	if len(list) == 0 || list[0].Tag != tagSequence {
		return TokenInfo{}, ErrMalformed
	}
	f := sequence(list[0].Value)
	var t TokenInfo
	f.take(tagInt) // version
	if v, ok := f.take(tagOctets); ok && len(v) <= maxID {
		t.Serial = v
	}
	if v, ok := f.take(tagUTF8); ok && len(v) <= maxLabel {
		t.Manufacturer = string(v)
	}
	if v, ok := f.take(tagContext0); ok && len(v) <= maxLabel {
		t.Label = string(v)
	}
	return t, nil
}
