package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Favourites are each clinic's own, stay over a restart, and are sealed.
func TestFavourites(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	must(t, s.PutFavourites("31", []string{"101", "patAvg-hemlig"}))
	must(t, s.PutFavourites("32", []string{"825"}))
	must(t, s.Close())
	s = open(t, dir)
	for clinic, want := range map[string][]string{"31": {"101", "patAvg-hemlig"}, "32": {"825"}, "33": nil} {
		got, err := s.Favourites(clinic)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v", clinic, got, err)
		}
	}
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte("hemlig")) {
			t.Errorf("%s holds a favourite in clear", path)
		}
		return err
	}))
}
