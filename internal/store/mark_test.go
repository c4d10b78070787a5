package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestV4AnOlderCopyThatIsPutBackIsRecognised, once, with what was in it.
func TestV4AnOlderCopyThatIsPutBackIsRecognised(t *testing.T) {
	dir, path := filled(t, 3)
	old, err := os.ReadFile(path)
	must(t, err)
	s := open(t, dir)
	if s.Rescued() != nil {
		t.Errorf("told of the newest: %+v", s.Rescued())
	}
	d, row := draft(9)
	must(t, s.SaveDraft(d, row))
	must(t, s.Close())
	left, err := os.Stat(markPath(path))
	must(t, err)

	must(t, os.WriteFile(path, old, 0o600))
	s = open(t, dir)
	if r := s.Rescued(); r == nil || !r.Known.Equal(left.ModTime()) {
		t.Errorf("not recognised: %+v", r)
	}
	if list, err := s.Drafts("101"); err != nil || len(list) != 3 {
		t.Errorf("%d drafts, %v", len(list), err)
	}
	must(t, s.Close())
	s = open(t, dir)
	if s.Rescued() != nil {
		t.Error("told again")
	}
}

// Without anything older nothing is told: after a kill, with the mark lost, damaged or
// another file's, and with the copy that lies beside the file put in its place.
func TestV4NothingIsToldOfTheNewestState(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, path string){
		"killed": func(t *testing.T, path string) { // the mark is of an earlier state
			mark, err := os.ReadFile(markPath(path))
			must(t, err)
			s := open(t, filepath.Dir(path))
			d, row := draft(9)
			must(t, s.SaveDraft(d, row))
			must(t, s.Close())
			must(t, os.WriteFile(markPath(path), mark, 0o600))
		},
		"lost":    func(t *testing.T, path string) { must(t, os.Remove(markPath(path))) },
		"damaged": func(t *testing.T, path string) { must(t, os.WriteFile(markPath(path), []byte("no mark"), 0o600)) },
		"begun anew": func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, os.Remove(copyPath(path)))
		},
		"its copy": func(t *testing.T, path string) { must(t, os.Rename(copyPath(path), path)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, path := filled(t, 3)
			change(t, path)
			s := open(t, dir)
			if s.Rescued() != nil {
				t.Errorf("%+v", s.Rescued())
			}
			must(t, s.Close())
			sealed, err := os.ReadFile(markPath(path))
			if err != nil || bytes.Equal(sealed, []byte("no mark")) {
				t.Errorf("no mark was left: %v", err)
			}
		})
	}
}
