package store

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
)

// Beside the file lies a mark of how far it has come: the number of its last
// transaction, which bbolt counts in its head, sealed. A file whose number is lower is
// an older state that was put back: what was written since is missing, and the user
// must be told (V4). Records cannot tell that: each of them is whole.
var pathMark = bucketPath{"mark"}

func markPath(path string) string { return path + ".stand" }

// number is how many transactions the file has seen.
func (s *Store) number() (n uint64, err error) {
	err = guarded(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			n = uint64(tx.ID())
			return nil
		})
	})
	return n, err
}

// marked reads the mark, and when it was made; 0 if there is none that this file's keys
// open: it is then another file's, begun anew.
func (s *Store) marked() (n uint64, at time.Time) {
	sealed, err := os.ReadFile(markPath(s.path))
	if err != nil {
		return 0, at
	}
	plain, err := s.keys.openWith(nil, authenticated(pathMark, nil), sealed, pathMark)
	if err != nil || len(plain) != 8 {
		return 0, at
	}
	if info, err := os.Stat(markPath(s.path)); err == nil {
		at = info.ModTime()
	}
	return binary.BigEndian.Uint64(plain), at
}

// lookAtMark finds out whether the file is an older state, and marks one that has come
// further, as after a crash.
func (s *Store) lookAtMark() error {
	now, err := s.number()
	if err != nil {
		return err
	}
	switch before, at := s.marked(); {
	case now < before:
		s.rescued = &app.Rescue{Known: at}
	case now > before:
		return s.putMark(now)
	}
	return nil
}

// leaveMark marks the file as it is left, an older state too: its user has been told.
// The caller holds mu to write.
func (s *Store) leaveMark() error {
	now, err := s.number()
	if err != nil {
		return err
	}
	if before, _ := s.marked(); before == now {
		return nil
	}
	return s.putMark(now)
}

func (s *Store) putMark(n uint64) error {
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+tempMark+"*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(s.keys.seal(pathMark, nil, numKey(int64(n))))
	return finish(f, err, markPath(s.path))
}
