package pkcs15

import (
	"bytes"
	"encoding/hex"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/internal/card/tlv"
)

func seq(parts ...[]byte) []byte             { return tlv.Encode(0x30, parts...) }
func oct(b ...byte) []byte                   { return tlv.Encode(0x04, b) }
func num(n byte) []byte                      { return tlv.Encode(0x02, []byte{n}) }
func str(s string) []byte                    { return tlv.Encode(0x0C, []byte(s)) }
func bits(b ...byte) []byte                  { return tlv.Encode(0x03, []byte{0}, b) }
func ctx(tag uint32, parts ...[]byte) []byte { return tlv.Encode(tag, parts...) }
func join(parts ...[]byte) []byte            { return bytes.Join(parts, nil) }

var keyPath = []byte{0x3F, 0x00, 0x50, 0x15, 0x4B, 0x01}

func key(id byte, ref ...byte) []byte {
	class := [][]byte{oct(id), bits(0x20), tlv.Encode(0x01, []byte{0xFF}), bits(0xB8)}
	if len(ref) > 0 {
		class = append(class, num(ref[0]))
	}
	return seq(seq(str("legitimering"), bits(0x80), oct(1)), seq(class...),
		ctx(0xA0, seq(str("subclass"))), ctx(0xA1, seq(seq(oct(keyPath...)), tlv.Encode(0x02, []byte{0x08, 0x00}))))
}

func TestParsePrKDF(t *testing.T) {
	file := join([]byte{0xFF, 0x00}, key(0x45, 0x81), []byte{0, 0, 0},
		ctx(0xA0, seq(str("elliptic"), bits(0x80), oct(1)), seq(oct(0x47), bits(0x20), num(3)), ctx(0xA1, seq(seq(oct(keyPath...))))),
		ctx(0xA2, seq()),               // another choice
		seq(seq(str("no class part"))), // unusable entry
		seq(seq(), seq(oct(9)), ctx(0xA1, seq(seq(oct(1, 2, 3))))), // odd path
		key(0x46), bytes.Repeat([]byte{0xFF}, 40))
	got, err := ParsePrKDF(file)
	if err != nil {
		t.Fatal(err)
	}
	want := []PrivateKey{
		{ID: []byte{0x45}, AuthID: []byte{1}, Label: "legitimering", Path: Path{File: keyPath, Length: -1}, Reference: 0x81, Bits: 2048},
		{ID: []byte{0x47}, AuthID: []byte{1}, Label: "elliptic", Path: Path{File: keyPath, Length: -1}, Reference: 3, Bits: -1},
		{ID: []byte{0x46}, AuthID: []byte{1}, Label: "legitimering", Path: Path{File: keyPath, Length: -1}, Reference: -1, Bits: 2048},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestParseCDF(t *testing.T) {
	der := seq(num(1), num(2))
	got, err := ParseCDF(join(
		seq(seq(str("in a file")), seq(oct([]byte("IdentificationC")...)), ctx(0xA1, seq(seq(oct(0x43, 0x31), num(4), ctx(0x80, []byte{0x01, 0x00}))))),
		seq(seq(str("here")), seq(oct(2)), ctx(0xA1, seq(ctx(0xA0, der)))),
		seq(seq(str("junk here")), seq(oct(3)), ctx(0xA1, seq(ctx(0xA0, der, der)))),
	))
	if err != nil {
		t.Fatal(err)
	}
	want := []Certificate{
		{ID: []byte("IdentificationC"), Label: "in a file", Path: Path{File: []byte{0x43, 0x31}, Offset: 4, Length: 256}},
		{ID: []byte{2}, Label: "here", DER: der},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func pinObject(flags byte, attrs ...[]byte) []byte {
	return seq(seq(str("PIN")), seq(oct(1)), ctx(0xA1, seq(append([][]byte{bits(flags), tlv.Encode(0x0A, []byte{1})}, attrs...)...)))
}

func TestParseAODF(t *testing.T) {
	got, err := ParseAODF(join(
		pinObject(0x0C, num(6), num(8), num(8), ctx(0x80, []byte{0x00, 0x81}), oct(0xFF), tlv.Encode(0x18, []byte("20260101000000Z")), seq(oct(0x3F, 0, 0x50, 0x15))),
		pinObject(0x08, num(4), num(6)),         // no maximum, no reference
		pinObject(0x0D, num(6), num(8), num(8)), // bit 7: security officer
		pinObject(0x0E, num(6), num(8), num(8)), // bit 6: unblocking
		pinObject(0x08, num(9), num(8), num(8)), // min above max
	))
	if err != nil {
		t.Fatal(err)
	}
	want := []PIN{
		{
			ID: []byte{1}, Label: "PIN", Path: Path{File: []byte{0x3F, 0, 0x50, 0x15}, Length: -1}, Reference: 0x81,
			Min: 6, Max: 8, Stored: 8, Padded: true, PadChar: 0xFF, Type: ASCIINumeric,
		},
		{ID: []byte{1}, Label: "PIN", Min: 4, Max: 6, Stored: 6, PadChar: -1, Type: ASCIINumeric},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestParseODF(t *testing.T) {
	p := func(tag uint32, lo byte) []byte { return ctx(tag, seq(oct(0x3F, 0, 0x50, 0x15, 0x44, lo))) }
	got, err := ParseODF(join(p(0xA0, 1), p(0xA1, 9), p(0xA3, 9), p(0xA4, 2), p(0xA5, 3), p(0xA7, 9), p(0xA8, 4), make([]byte, 20)))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.PrivateKeys) != 1 || len(got.Certificates) != 2 || len(got.PINs) != 1 || got.PINs[0].File[5] != 4 {
		t.Errorf("got %+v", got)
	}
}

func TestParseTokenInfoAndDIR(t *testing.T) {
	ti, err := ParseTokenInfo(seq(num(0), oct(0x97, 0x52), str("Maker"), ctx(0x80, []byte("SITHS")), bits(0x50)))
	if err != nil || ti.Manufacturer != "Maker" || ti.Label != "SITHS" || hex.EncodeToString(ti.Serial) != "9752" {
		t.Errorf("got %+v, %v", ti, err)
	}
	apps, err := ParseDIR(join(ctx(0x61, ctx(0x4F, []byte{0xA0, 1}), ctx(0x50, []byte("App")), ctx(0x51, []byte{0x3F, 0, 0x50, 0x15})), ctx(0x61), []byte{0, 0}))
	if err != nil || len(apps) != 1 || apps[0].Label != "App" || len(apps[0].Path) != 4 {
		t.Errorf("got %+v, %v", apps, err)
	}
}

func TestMalformedFiles(t *testing.T) {
	for name, file := range map[string][]byte{
		"cut in the middle": key(0x45)[:20],
		"too many objects":  bytes.Repeat([]byte{0x30, 0}, maxObjects+1),
		"too long":          make([]byte, MaxFile+1),
		"indefinite length": {0x30, 0x80, 0, 0},
	} {
		if _, err := ParsePrKDF(file); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v, want ErrMalformed", name, err)
		}
	}
}

// FuzzParse: no input makes a parser panic or give something a caller may not
// use without checking.
func FuzzParse(f *testing.F) {
	f.Add(key(0x45, 0x81))
	f.Add(pinObject(0x0C, num(6), num(8), num(8), ctx(0x80, []byte{1}), oct(0)))
	f.Add(join(ctx(0xA0, seq(oct(keyPath...))), []byte{0, 0}))
	f.Add(ctx(0x61, ctx(0x4F, []byte{0xA0, 1})))
	f.Fuzz(func(t *testing.T, file []byte) {
		checkPath := func(p Path) {
			if len(p.File)%2 != 0 || len(p.File) > maxPath || p.Offset < 0 || p.Offset > MaxFile || p.Length < -1 || p.Length > MaxFile {
				t.Fatalf("path %+v", p)
			}
		}
		keys, _ := ParsePrKDF(file)
		for _, k := range keys {
			checkPath(k.Path)
			if len(k.Path.File) < 2 || k.Reference < -1 || k.Reference > 0xFF {
				t.Fatalf("key %+v", k)
			}
		}
		certs, _ := ParseCDF(file)
		for _, c := range certs {
			checkPath(c.Path)
			if (len(c.Path.File) == 0) == (len(c.DER) == 0) {
				t.Fatalf("certificate is in %d places: %+v", len(c.DER), c)
			}
		}
		pins, _ := ParseAODF(file)
		for _, p := range pins {
			checkPath(p.Path)
			if p.Min < 0 || p.Max < p.Min || p.Max > 64 || p.Stored > 64 {
				t.Fatalf("pin %+v", p)
			}
		}
		if len(keys) > maxObjects || len(certs) > maxObjects || len(pins) > maxObjects {
			t.Fatal("too many objects")
		}
		_, _ = ParseODF(file)
		_, _ = ParseDIR(file)
		_, _ = ParseTokenInfo(file)
	})
}
