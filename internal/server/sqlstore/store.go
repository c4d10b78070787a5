// Package sqlstore keeps the region's data in an SQL database. It implements
// server.Store: statements and transactions, no rules of the field. What differs
// between databases is a dialect; today there is one, SQLite.
package sqlstore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is an open database. It is safe for concurrent use.
type Store struct {
	dialect *dialect
	writer  *sql.DB
	reader  *sql.DB
	written *statements // known to the writer
	read    *statements // known to the reader
	epoch   string

	// OutsideEvery is how often Listen looks for other processes' commits where
	// the database has to be asked; set before Listen is called, one second
	// otherwise.
	OutsideEvery time.Duration
}

var _ server.Store = (*Store)(nil)

// Open opens the database named as on the command line, "sqlite:PATH", makes it
// if it is not there, and brings its schema up to date.
func Open(ctx context.Context, name string) (*Store, error) { return open(ctx, name, true) }

// OpenExisting is Open for a database that must be there: a desk that mistypes
// the name should hear of it, not work on an empty region.
func OpenExisting(ctx context.Context, name string) (*Store, error) { return open(ctx, name, false) }

func open(ctx context.Context, name string, create bool) (*Store, error) {
	d, rest, ok := dialectOf(name)
	if !ok {
		return nil, &domain.Error{Kind: domain.Invalid, Code: "store.name", Op: "sqlstore.open", Err: fmt.Errorf("database %q is not %sPATH", name, dialects[0].scheme)}
	}
	s := &Store{dialect: d, OutsideEvery: time.Second}
	var err error
	if s.writer, s.reader, err = d.open(rest, create); err != nil {
		return nil, err
	}
	s.written, s.read = newStatements(s.writer), newStatements(s.reader)
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("sqlstore: open: %w", err), s.Close())
	}
	return s, nil
}

func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(s.dialect.migrations, s.writer, files)
	if err != nil {
		return err
	}
	if err := bringUp(ctx, p); err != nil {
		return err
	}
	fresh := make([]byte, 16)
	if _, err := rand.Read(fresh); err != nil {
		return err
	}
	return s.Write(ctx, func(t server.Tx) error {
		x := t.(*tx)
		if err := x.exec("epoch", `INSERT INTO meta (name, value) VALUES ('epoch', ?) ON CONFLICT (name) DO NOTHING`, hex.EncodeToString(fresh)); err != nil {
			return err
		}
		return x.row("epoch", `SELECT value FROM meta WHERE name = 'epoch'`, nil, &s.epoch)
	})
}

// CodeNewer is the code of a database that a newer program has changed; this one
// would not understand what it reads.
const CodeNewer = "store.newer"

// bringUp brings the schema up to date. Another program may be doing the same, as
// a desk's verb beside a server after an upgrade: what it has done meanwhile fails
// here, and is not done again.
func bringUp(ctx context.Context, p *goose.Provider) error {
	for {
		was, newest, err := p.GetVersions(ctx)
		if err != nil {
			return err
		}
		if was > newest {
			return &domain.Error{
				Kind: domain.Conflict, Code: CodeNewer, Op: "sqlstore.migrate",
				Err: fmt.Errorf("schema %d, this program knows %d", was, newest),
			}
		}
		if _, err = p.Up(ctx); err == nil {
			return nil
		}
		if now, _, unread := p.GetVersions(ctx); unread != nil || now == was {
			return err
		}
	}
}

// Close ends all connections; what is running must have ended before.
func (s *Store) Close() error {
	return errors.Join(s.read.close(), s.written.close(), s.reader.Close(), s.writer.Close())
}

func (s *Store) Epoch() string { return s.epoch }

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
	return s.dialect.translate("sqlstore.commit", x.t.Commit())
}

func (s *Store) Listen(ctx context.Context, ring func(clinic string)) error {
	return s.dialect.listen(ctx, s, ring)
}
