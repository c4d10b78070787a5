package idprime

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func record(fid uint16, size int, name, dir string) []byte {
	r := make([]byte, indexLen)
	r[0], r[1], r[2], r[3] = byte(fid>>8), byte(fid), byte(size>>8), byte(size)
	copy(r[4:12], name)
	copy(r[12:20], dir)
	return r
}

func TestIndex(t *testing.T) {
	file := append([]byte{4}, record(0x0204, 1290, "cmapfile", "mscp")...)
	file = append(file, record(0x0206, 900, "kxc02", "mscp")...)
	file = append(file, record(0x0207, 901, "ksc14", "mscp")...)
	file = append(file, record(0x0208, 40, "kxc03", "p11")...)
	file = append(file, make([]byte, 100)...) // filler
	list, err := ParseIndex(file)
	if err != nil || len(list) != 4 {
		t.Fatalf("%d entries, %v", len(list), err)
	}
	if want := (Entry{0x0206, 900, "kxc02", "mscp"}); list[1] != want {
		t.Errorf("%+v", list[1])
	}
	var containers []int
	for _, e := range list {
		if n, ok := e.Container(); ok {
			containers = append(containers, n)
		}
	}
	if d := cmp.Diff([]int{2, 14}, containers); d != "" {
		t.Error(d)
	}
	for name, bad := range map[string][]byte{"empty": {}, "cut": file[:30], "too many": append([]byte{200}, make([]byte, 200*indexLen)...)} {
		if _, err := ParseIndex(bad); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"kxc", "kxc1", "kxc-1", "kxc99", "kxcAA", "kxp00", "cmapfile"} {
		if n, ok := (Entry{Name: name, Dir: "mscp"}).Container(); ok {
			t.Errorf("%s is taken for container %d", name, n)
		}
	}
}

func TestKeyMap(t *testing.T) {
	keys := ParseKeys([]byte{1, 0x56, 0, 9, 9, 9, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x5E, 3, 0, 0, 0, 0, 2, 1})
	if d := cmp.Diff([]Key{{0, 0x56, PINUser}, {3, 0x5E, PINSignature}}, keys); d != "" {
		t.Error(d)
	}
}

func packed(t *testing.T, content []byte, stated int) []byte {
	t.Helper()
	var b bytes.Buffer
	b.Write([]byte{1, 0, byte(stated), byte(stated >> 8)})
	z := zlib.NewWriter(&b)
	if _, err := z.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), 0, 0, 0)
}

func TestCertificateFile(t *testing.T) {
	der := []byte{0x30, 3, 1, 2, 3}
	for name, file := range map[string][]byte{"plain": der, "plain, filler": append(bytes.Clone(der), 0, 0), "compressed": packed(t, der, len(der))} {
		if got, err := Certificate(file); err != nil || !bytes.Equal(got, der) {
			t.Errorf("%s: %X, %v", name, got, err)
		}
	}
	bomb := make([]byte, 1<<20)
	for name, file := range map[string][]byte{
		"empty": nil, "cut": {0x30, 9, 1}, "another form": {2, 0, 5, 0, 1}, "no zlib": {1, 0, 5, 0, 1, 2, 3},
		"another length": packed(t, der, 6), "a small file that becomes large": packed(t, bomb, 0xFFFF),
	} {
		if got, err := Certificate(file); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}

// The table of docs and of OpenSC's driver, by answer to reset.
func TestGenerations(t *testing.T) {
	for atr, want := range map[string]struct {
		name         string
		two          byte // reference of container 2
		padded, sure bool
	}{
		"3B7F96000080318065B084413DF6120FFE829000":     {"3810", 0x33, false, true},
		"3B7F96000080318065B084565110120FFE829000":     {"830", 0x43, false, true},
		"3B7F96000080318065B0846160FB120FFE829000":     {"930", 0x15, false, true},
		"3BFF9600008131FE4380318065B0846566FB120FFE82": {"930+", 0x14, false, true},
		"3B7F96000080318065B0850300EF120FFE829000":     {"840", 0xF9, true, true},
		"3B7F96000080318065B0855956FB120FFE829000":     {"940", 0x58, true, true},
		"3B7F96000080318065B085050039120FFE829000":     {"940", 0x58, true, true},
		"3B7F96000080318065B0850300EF1202F0829000":     {"840", 0xF9, true, false}, // Sweden's own
		"3B7F96000080318065B0850400111202F0829000":     {"940?", 0x58, true, false},
		"3B7F96": {"OS 2", 0x13, false, false},
	} {
		raw, err := hex.DecodeString(atr)
		if err != nil {
			t.Fatal(err)
		}
		g := Of(raw, append(make([]byte, osRelease), 2, 0))
		reference, ok := g.Reference(2)
		if g.Name != want.name || reference != want.two || !ok || g.Padded != want.padded || g.Sure != want.sure {
			t.Errorf("%s: %+v, reference %X", atr, g, reference)
		}
	}
	if g := Of(nil, nil); g.Sure || !g.KeyMap {
		t.Errorf("unknown: %+v", g)
	}
	if _, ok := (Generation{Base: 0xF7, Step: 1}).Reference(9); ok {
		t.Error("a reference beyond a byte")
	}
}

func FuzzFiles(f *testing.F) {
	f.Add(append([]byte{1}, record(0x0206, 900, "kxc02", "mscp")...))
	f.Add([]byte{1, 0, 5, 0, 0x78, 0x9C})
	f.Fuzz(func(t *testing.T, file []byte) {
		if list, err := ParseIndex(file); err == nil && len(list) > maxEntries {
			t.Error("more entries than allowed")
		}
		if len(ParseKeys(file)) > maxEntries {
			t.Error("more records than allowed")
		}
		if der, err := Certificate(file); err == nil && len(der) > MaxCertificate {
			t.Error("a certificate beyond the limit")
		}
	})
}
