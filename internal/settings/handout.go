package settings

import (
	"strings"
)

// Keys that only the region's file has, beside settings.
const (
	caPEM       = "ca-pem"
	fingerprint = "fingerprint"
)

// Handout is the file by which a region sets up its clinics' computers: settings,
// with the issuer of the server's certificate in the file itself, or with a
// fingerprint in its place.
type Handout struct {
	Server      string
	Region      string
	CA          string // PEM; "": none
	Fingerprint string // SHA-256 in hex, small letters without colons; "": none
	CardIssuer  []string
}

// ReadHandout reads such a file. An error is a Fault, or the system's.
func ReadHandout(path string) (Handout, error) {
	raw, err := read(path)
	if err != nil {
		return Handout{}, err
	}
	f := parse(path, raw, []string{Server, Region, caPEM, fingerprint, CardIssuer})
	f.check()
	if len(f.Faults) > 0 {
		return Handout{}, f.Faults[0]
	}
	if f.entries[Server].text == "" {
		return Handout{}, Fault{Path: path, Reason: BadServer, Key: Server}
	}
	h := Handout{Server: f.entries[Server].text, Region: f.entries[Region].text, CA: f.entries[caPEM].text, Fingerprint: PlainFingerprint(f.entries[fingerprint].text)}
	if list := f.entries[CardIssuer].text; list != "" {
		h.CardIssuer = strings.Split(list, ",")
	}
	return h, nil
}

// PlainFingerprint is a fingerprint without what people put between its digits:
// "SHA256:AB:CD" and "ab cd" are the same.
func PlainFingerprint(s string) string {
	s = strings.ToLower(s)
	for _, lead := range []string{"sha256", "sha-256"} {
		s = strings.TrimPrefix(s, lead)
	}
	return strings.NewReplacer(":", "", " ", "", "-", "").Replace(s)
}

// String writes the file, to be read by ReadHandout.
func (h Handout) String() string {
	var b strings.Builder
	b.WriteString("# Från regionen, till klinikens dator: tandtui setup FIL\n")
	put := func(c Change) {
		if c.Text != "" || len(c.Items) > 0 {
			b.WriteString(c.Name + " = " + c.toml() + "\n")
		}
	}
	put(Change{Name: Server, Text: h.Server})
	put(Change{Name: Region, Text: h.Region})
	put(Change{Name: fingerprint, Text: h.Fingerprint})
	put(Change{Name: CardIssuer, Items: h.CardIssuer})
	if h.CA != "" {
		b.WriteString(caPEM + " = '''\n" + strings.TrimSpace(h.CA) + "\n'''\n")
	}
	return b.String()
}
