package store

import (
	"errors"
	"os"
)

// shed takes out of the file what it no longer holds: bbolt leaves pages that have
// become free as they were, and a slot could be found there by whoever reads the file
// page by page, as the rescue does. A copy without them takes the file's place.
func (s *Store) shed() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(); err != nil {
		return err
	}
	temp, err := copyOf(s.db, s.path)
	if err != nil {
		return err
	}
	if err := blankFree(temp); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	s.drop()
	if err := replace(temp, s.path); err != nil {
		return errors.Join(err, s.reopen())
	}
	return s.reopen()
}

// blankFree overwrites the free pages of a file that no program has open.
func blankFree(path string) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // #nosec G304 -- made by copyOf
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	w, err := walkPages(f, info.Size())
	if err != nil {
		return err
	}
	blank := make([]byte, w.meta.pageSize)
	for _, id := range w.free {
		if _, err := f.WriteAt(blank, int64(id)*w.meta.pageSize); err != nil {
			return err
		}
	}
	return f.Sync()
}
