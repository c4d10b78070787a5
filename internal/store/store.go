package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Store is one user's open file. It implements app.Store; its methods may be
// called from any goroutine.
type Store struct {
	path   string
	commit func(*bolt.Tx) error // (*bolt.Tx).Commit, but for tests of what may go wrong there

	writing  sync.Mutex // one save at a time, with its repair; also guards the next two
	outdated bool       // of an older schema: the next save brings it up to date first
	tallies  tallies
	changed  bool // since the copy beside the file was made

	damaged  damages
	rescued  *app.Rescue // it stands for a damaged file, or is an older state
	spoiltMu sync.Mutex
	spoilt   map[string]bool // clinics whose mirror was found damaged

	mu     sync.RWMutex // held to read by whoever uses db, to write by whoever changes it
	db     *bolt.DB     // nil: closed, or lost in a failed repair
	keys   *keys
	closed bool
}

// Close lets go of file and keys.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if s.db == nil {
		s.keys.wipe()
		return nil
	}
	_ = s.leaveMark() // the next opening does it
	s.keys.wipe()
	_ = s.putCopy() // the older one stays
	db := s.db
	s.db = nil
	return fault("store.close", guarded(db.Close))
}

// usable returns why the file cannot be used, nil if it can. The caller holds mu.
func (s *Store) usable() error {
	switch {
	case s.closed:
		return errClosed
	case s.db == nil:
		return &domain.Error{Kind: domain.Internal, Code: app.CodeStoreUnsure, Op: "store"}
	}
	return nil
}

// view reads in one transaction.
func (s *Store) view(op string, f func(records) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(); err != nil {
		return fault(op, err)
	}
	return fault(op, guarded(func() error {
		return s.db.View(func(tx *bolt.Tx) error { return f(records{tx: tx, keys: s.keys, damaged: &s.damaged}) })
	}))
}

// update writes in one durable transaction. nil means saved; another error than
// app.CodeStoreUnsure means that nothing was changed.
func (s *Store) update(op string, f func(records) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.heal(); err != nil {
		return fault(op, err)
	}
	if s.outdated {
		if err := s.upgrade(op); err != nil {
			return fault(op, err)
		}
	}
	return fault(op, s.write(op, f))
}

// write runs a transaction and finds out whether it was saved where that is not
// clear. The caller holds writing.
func (s *Store) write(op string, f func(records) error) error {
	var done []change
	moved := tallies{}
	err := s.try(f, &done, moved)
	var failed *commitError
	if errors.As(err, &failed) {
		s.tallies = nil // counted anew when next asked for
		return s.settle(op, failed.cause, done)
	}
	if err == nil {
		s.tallies.apply(moved)
		s.changed = true
	}
	return err
}

// commitError is an error after which it is unknown whether the transaction is in
// the file: bbolt promises nothing.
type commitError struct{ cause error }

func (e *commitError) Error() string { return "store: commit: " + e.cause.Error() }

func (e *commitError) Unwrap() error { return e.cause }

func (s *Store) try(f func(records) error, done *[]change, moved tallies) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(); err != nil {
		return err
	}
	committing := false
	err := guarded(func() error {
		tx, err := s.db.Begin(true)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // says ErrTxClosed after a commit
		r := records{tx: tx, keys: s.keys, damaged: &s.damaged, done: done, moved: moved}
		if err := f(r); err != nil {
			return err
		}
		committing = true
		return s.commit(tx)
	})
	if err != nil && committing {
		return &commitError{err}
	}
	return err
}

// settle finds out what a failed commit did: it opens the file again and looks
// for the records. Even if they are found they may be only in the page cache,
// which the kernel calls clean after a failed fsync; a synced copy of the whole
// file makes them durable. Until then nothing else of this store counts as saved.
func (s *Store) settle(op string, cause error, done []change) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	unsure := func(err error) error {
		s.drop()
		return &domain.Error{Kind: domain.Internal, Code: app.CodeStoreUnsure, Op: op, Err: errors.Join(cause, err)}
	}
	if err := s.reopen(); err != nil {
		return unsure(err)
	}
	there, err := s.has(done)
	if err != nil {
		return unsure(err)
	}
	switch {
	case there:
	case errors.Is(cause, errDamaged): // the file is sound: the fault was bbolt's
		return &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFailed, Op: op, Err: cause}
	default:
		return cause
	}
	if err := s.renew(); err != nil {
		return unsure(err)
	}
	return nil
}

// heal opens the file again after a repair that failed; the disk may be working
// by now. What was unsure stays unsure: the caller saves it again.
func (s *Store) heal() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.db != nil {
		return nil
	}
	if err := s.reopen(); err != nil {
		return fmt.Errorf("store: not usable since a failed save: %w", err)
	}
	if err := s.renew(); err != nil {
		s.drop()
		return err
	}
	return nil
}

// drop closes the file; the caller holds mu to write.
func (s *Store) drop() {
	if s.db != nil {
		_ = guarded(s.db.Close) // it has failed already
		s.db = nil
	}
}

func (s *Store) reopen() (err error) {
	s.drop()
	s.db, err = openChecked(s.path)
	return err
}

// has reports whether every change is in the file as it was written.
func (s *Store) has(done []change) (there bool, err error) {
	err = guarded(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			there = len(done) > 0
			last := map[string]bool{} // of a record that was written twice, the second version is there
			for _, c := range slices.Backward(done) {
				at := string(authenticated(c.path, c.key))
				there = there && (last[at] || c.in(tx))
				last[at] = true
			}
			return nil
		})
	})
	return there, err
}

// renew puts a complete, synced copy in the file's place.
func (s *Store) renew() error {
	temp, err := copyOf(s.db, s.path)
	if err != nil {
		return err
	}
	s.drop()
	if err := replace(temp, s.path); err != nil {
		return err
	}
	return s.reopen()
}
