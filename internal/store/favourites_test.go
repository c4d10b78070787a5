package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
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

// So are templates.
func TestTemplates(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	want := []app.Template{{Name: "Undersökning", Rows: []domain.DraftItem{{Code: "101"}, {Code: "825", Position: "UK"}}}}
	must(t, s.PutTemplates("31", want))
	must(t, s.Close())
	s = open(t, dir)
	got, err := s.Templates("31")
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Fatal(d, err)
	}
	if other, err := s.Templates("32"); err != nil || len(other) != 0 {
		t.Fatal(other, err)
	}
}
