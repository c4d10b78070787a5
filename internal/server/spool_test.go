package server

import (
	"bytes"
	"io"
	"testing"
)

// What lies on the disk while a file is worked on tells nothing, and is not taken for
// what was written once it is changed.
func TestASpoolIsSealed(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, spoolPiece - 1, spoolPiece, 3*spoolPiece + 7} {
		s, err := newSpool(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		content := bytes.Repeat([]byte("19600917-2336,"), n/14+1)[:n]
		for part := content; len(part) > 0; part = part[min(1000, len(part)):] {
			if _, err := s.Write(part[:min(1000, len(part))]); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			in, err := s.reader()
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(in); err != nil || !bytes.Equal(got, content) || s.size != int64(n) {
				t.Fatalf("%d bytes: %d %v", n, len(got), err)
			}
		}
		raw := make([]byte, n)
		if _, err := s.file.ReadAt(raw, 0); err != nil || bytes.Contains(raw, []byte("0917")) {
			t.Fatalf("%d bytes lie there to be read: %v", n, err)
		}
		if n < 2*spoolPiece {
			continue
		}
		one := make([]byte, spoolPiece+spoolMore)
		if _, err := s.file.ReadAt(one, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := s.file.WriteAt(one, int64(len(one))); err != nil { // the first piece again
			t.Fatal(err)
		}
		in, err := s.reader()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(in); err == nil {
			t.Error("pieces can change places")
		}
	}
}
