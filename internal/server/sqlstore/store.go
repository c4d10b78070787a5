// Package sqlstore keeps the region's data in an SQL database. It implements
// server.Store: statements and transactions, no rules of the field. What differs
// between databases is a dialect; today there is one, SQLite.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"example.org/tandtui/internal/server"
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	dialect *dialect
	writer  *sql.DB
	reader  *sql.DB
	written *statements // known to the writer
	read    *statements // known to the reader
	witness *witness
	epoch   string
	region  string
	found   *Older

	// OutsideEvery is how often Listen looks for other processes' commits where
	// the database has to be asked; set before Listen is called, one second
	// otherwise.
	OutsideEvery time.Duration
}

var _ server.Store = (*Store)(nil)

// Close ends all connections; what is running must have ended before.
func (s *Store) Close() error {
	return errors.Join(s.read.close(), s.written.close(), s.reader.Close(), s.writer.Close(), s.witness.close())
}

func (s *Store) Epoch() string { return s.epoch }

// Region is the id of the profile of the region that the database belongs to, ""
// in one from before that was kept.
func (s *Store) Region() string { return s.region }

// Older tells what was found if this opening found that an older copy of the
// database has been put back, nil otherwise.
func (s *Store) Older() *Older { return s.found }

func (s *Store) Read(ctx context.Context, f func(server.Tx) error) error {
	return s.run(ctx, s.read, func() (*sql.Tx, error) { return s.reader.BeginTx(ctx, nil) }, f)
}

func (s *Store) Write(ctx context.Context, f func(server.Tx) error) error {
	return s.run(ctx, s.written, func() (*sql.Tx, error) { return s.dialect.begin(ctx, s.writer) }, f)
}

func (s *Store) run(ctx context.Context, known *statements, begin func() (*sql.Tx, error), f func(server.Tx) error) error {
	t, err := begin()
	if err != nil {
		return s.dialect.translate("sqlstore.begin", err)
	}
	x := &tx{ctx: ctx, t: t, dialect: s.dialect, known: known}
	if err := s.finish(x, f); err != nil {
		return err
	}
	if len(x.met) > 0 {
		known.learn(ctx, x.met)
	}
	return nil
}

// finish runs f and ends its transaction, also where f panics.
func (s *Store) finish(x *tx, f func(server.Tx) error) (err error) {
	defer func() {
		if rollback := x.t.Rollback(); rollback != nil && !errors.Is(rollback, sql.ErrTxDone) && err == nil {
			err = s.dialect.translate("sqlstore.rollback", rollback)
		}
	}()
	if err := f(x); err != nil {
		return err
	}
	if !x.wrote {
		return s.dialect.translate("sqlstore.commit", x.t.Commit())
	}
	commits, err := s.before(x)
	if err != nil {
		return err
	}
	if err := x.t.Commit(); err != nil {
		return s.dialect.translate("sqlstore.commit", err)
	}
	return s.after(commits)
}

func (s *Store) Listen(ctx context.Context, ring func(clinic string)) error {
	return s.dialect.listen(ctx, s, ring)
}
