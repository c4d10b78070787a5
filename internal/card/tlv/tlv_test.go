package tlv

import (
	"bytes"
	"encoding/hex"
	"errors"
	"testing"
)

func TestNext(t *testing.T) {
	for _, tc := range []struct {
		name, in  string
		tag       uint32
		val, rest string
		bad       bool
	}{
		{name: "short", in: "0402AABBCC", tag: 0x04, val: "AABB", rest: "CC"},
		{name: "length not minimal", in: "048102AABB", tag: 0x04, val: "AABB"},
		{name: "two byte tag", in: "5F2F01AA", tag: 0x5F2F, val: "AA"},
		{name: "three byte tag", in: "DF810201AA", tag: 0xDF8102, val: "AA"},
		{name: "empty value", in: "3000", tag: 0x30},
		{name: "nothing", in: "", bad: true},
		{name: "tag only", in: "30", bad: true},
		{name: "value too short", in: "3003AABB", bad: true},
		{name: "indefinite", in: "3080AABB0000", bad: true},
		{name: "length of length too long", in: "308400000001AA", bad: true},
		{name: "length cut", in: "3082AA", bad: true},
		{name: "tag without end", in: "DF8181818101AA", bad: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in, _ := hex.DecodeString(tc.in)
			e, rest, err := Next(in)
			if tc.bad {
				if !errors.Is(err, ErrMalformed) {
					t.Fatalf("err = %v, want ErrMalformed", err)
				}
				return
			}
			val, _ := hex.DecodeString(tc.val)
			wantRest, _ := hex.DecodeString(tc.rest)
			if err != nil || e.Tag != tc.tag || !bytes.Equal(e.Value, val) || !bytes.Equal(rest, wantRest) {
				t.Fatalf("got %X %X rest %X err %v", e.Tag, e.Value, rest, err)
			}
		})
	}
}

func TestChildrenIsBounded(t *testing.T) {
	if _, err := Children(bytes.Repeat([]byte{0x05, 0x00}, 9), 8); !errors.Is(err, ErrMalformed) {
		t.Fatalf("nine elements accepted where eight are allowed: %v", err)
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add(uint32(0x30), []byte("abc"))
	f.Add(uint32(0x5F2F), bytes.Repeat([]byte{1}, 300))
	f.Fuzz(func(t *testing.T, tag uint32, value []byte) {
		in := Encode(tag, value)
		e, rest, err := Next(in)
		if err != nil || e.Tag != tag {
			return // tags that ISO 7816-4 does not have
		}
		if len(rest) != 0 || !bytes.Equal(e.Value, value) {
			t.Fatalf("tag %X: %d bytes came back as %d, rest %d", tag, len(value), len(e.Value), len(rest))
		}
	})
}
