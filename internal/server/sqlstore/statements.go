package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// maxStatements and maxStatement bound what is kept: how many statements, and how
// long, bytes. Those with many places are seldom asked for twice.
const (
	maxStatements = 200
	maxStatement  = 1000
)

// statements keeps what a database has read of statements, by their text: else a
// short transaction spends a quarter of its time on reading the same ones anew.
type statements struct {
	db    *sql.DB
	mu    sync.Mutex
	known map[string]*sql.Stmt
}

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, known: map[string]*sql.Stmt{}}
}

// of gives a statement that is known, or nil.
func (s *statements) of(text string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[text]
}

// learn prepares statements. It needs a connection, so it is called when the
// transaction that met them has ended, and it waits for one without the lock:
// who has the connection may be asking for a statement. What cannot be prepared
// stays unknown: it is told where it is used.
func (s *statements) learn(ctx context.Context, texts []string) {
	for _, text := range texts {
		if len(text) > maxStatement || !s.room() {
			continue
		}
		if stmt, err := s.db.PrepareContext(ctx, text); err == nil {
			s.keep(text, stmt)
		}
	}
}

func (s *statements) room() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.known) < maxStatements
}

// keep keeps a statement, unless another transaction was faster.
func (s *statements) keep(text string, stmt *sql.Stmt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.known[text]; known {
		_ = stmt.Close() // the one that is kept does the same
		return
	}
	s.known[text] = stmt
}

func (s *statements) close() (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for text, stmt := range s.known {
		err = errors.Join(err, stmt.Close())
		delete(s.known, text)
	}
	return err
}
