// Package sqlstore keeps the region's data in SQLite (modernc's, without cgo).
// It implements server.Store: SQL and transactions, no rules of the field. One
// file, dialect.go, knows which database it is.
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
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/pressly/goose/v3"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is an open database. It is safe for concurrent use.
type Store struct {
	writer *sql.DB // one connection: writers queue here, not in the database
	reader *sql.DB
	epoch  string

	// OutsideEvery is how often Listen looks for other processes' commits; set
	// before Listen is called, one second otherwise.
	OutsideEvery time.Duration
}

var _ server.Store = (*Store)(nil)

// Open opens the database named as on the command line, "sqlite:PATH", makes it
// if the file does not exist, and brings its schema up to date. The file is
// readable by its owner only.
func Open(ctx context.Context, name string) (*Store, error) {
	return open(ctx, name, os.O_CREATE|os.O_RDWR)
}

// OpenExisting is Open for a database that must be there: a desk that mistypes
// the name should hear of it, not work on an empty region.
func OpenExisting(ctx context.Context, name string) (*Store, error) {
	return open(ctx, name, os.O_RDWR)
}

func open(ctx context.Context, name string, flags int) (*Store, error) {
	path, ok := strings.CutPrefix(name, scheme)
	if !ok || path == "" {
		return nil, &domain.Error{Kind: domain.Invalid, Code: "store.name", Op: "sqlstore.open", Err: fmt.Errorf("database %q is not %sPATH", name, scheme)}
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, flags, 0o600) // #nosec G304 -- the operator names it
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	s := &Store{OutsideEvery: time.Second}
	if s.writer, err = sql.Open(driverName, dsn(path, true)); err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	if s.reader, err = sql.Open(driverName, dsn(path, false)); err != nil {
		return nil, errors.Join(err, s.writer.Close())
	}
	s.reader.SetMaxOpenConns(2 * runtime.GOMAXPROCS(0))
	s.reader.SetMaxIdleConns(2 * runtime.GOMAXPROCS(0))
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
	p, err := goose.NewProvider(gooseDialect, s.writer, files)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	fresh := make([]byte, 16)
	if _, err := rand.Read(fresh); err != nil {
		return err
	}
	_, err = s.writer.ExecContext(ctx, `INSERT INTO meta (name, value) VALUES ('epoch', ?) ON CONFLICT (name) DO NOTHING`, hex.EncodeToString(fresh))
	if err != nil {
		return err
	}
	return s.writer.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'epoch'`).Scan(&s.epoch)
}

// Close ends all connections; what is running must have ended before.
func (s *Store) Close() error { return errors.Join(s.reader.Close(), s.writer.Close()) }

// Epoch implements server.Store.
func (s *Store) Epoch() string { return s.epoch }

// Read implements server.Store.
func (s *Store) Read(ctx context.Context, f func(server.Tx) error) error {
	return run(ctx, s.reader, f)
}

// Write implements server.Store.
func (s *Store) Write(ctx context.Context, f func(server.Tx) error) error {
	return run(ctx, s.writer, f)
}

func run(ctx context.Context, db *sql.DB, f func(server.Tx) error) (err error) {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return translate("sqlstore.begin", err)
	}
	defer func() {
		if rollback := t.Rollback(); rollback != nil && !errors.Is(rollback, sql.ErrTxDone) && err == nil {
			err = translate("sqlstore.rollback", rollback)
		}
	}()
	if err := f(&tx{ctx: ctx, t: t}); err != nil {
		return err
	}
	return translate("sqlstore.commit", t.Commit())
}

// Listen implements server.Store. SQLite tells other processes nothing, so it
// asks: one read of shared memory per OutsideEvery, and only while a caller
// listens. A file watcher would be one more dependency with other limits on
// every system, to save what does not show.
func (s *Store) Listen(ctx context.Context, ring func()) error {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return translate("sqlstore.listen", err)
	}
	defer func() { _ = conn.Close() }() // goes back to the pool
	tick := time.NewTicker(s.OutsideEvery)
	defer tick.Stop()
	for last := int64(-1); ; {
		var now int64
		if err := conn.QueryRowContext(ctx, queryOutside).Scan(&now); err != nil {
			return translate("sqlstore.listen", err)
		}
		if now != last {
			ring()
		}
		last = now
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}
