package store

import (
	"errors"
	"os"
)

// Beside the file lies a copy of its newest good state, made whenever the file is
// closed. It stands in for a file that is damaged as a whole.

func copyPath(path string) string { return path + ".kopia" }

// putCopy makes the copy, unless nothing has changed since or something in the file
// is known to be damaged: then the older copy is the better one. The caller holds mu
// to write.
func (s *Store) putCopy() error {
	if !s.changed || s.damaged.len() > 0 {
		return nil
	}
	temp, err := copyOf(s.db, s.path)
	if err != nil {
		return err
	}
	if err := checkFile(temp); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	if err := replace(temp, copyPath(s.path)); err != nil {
		return err
	}
	s.changed = false
	return nil
}

// checkFile looks at the structure of a file that no program has open.
func checkFile(path string) error {
	f, err := os.Open(path) // #nosec G304 -- made by copyOf
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return checkPages(f, info.Size())
}

// dropCopy removes the copy: it could still be opened in a way that the file no
// longer can.
func (s *Store) dropCopy() error {
	if err := os.Remove(copyPath(s.path)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
