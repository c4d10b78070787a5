package store

import (
	"bytes"
	"testing"
)

// After Close the file's keys are no longer in memory: see TestV9 for what the ciphers hold.
func TestCloseForgetsTheKeys(t *testing.T) {
	s := open(t, t.TempDir())
	index := s.keys.index
	if len(index) == 0 || bytes.Count(index, []byte{0}) == len(index) {
		t.Fatal("no key to forget")
	}
	must(t, s.Close())
	if s.keys.records != nil || bytes.Count(index, []byte{0}) != len(index) {
		t.Error("a key is left")
	}
}
