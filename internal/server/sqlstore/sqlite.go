package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"example.org/tandtui/internal/domain"
)

// sqlite is modernc's SQLite, without cgo: one file beside the program.
var sqlite = dialect{
	scheme:     "sqlite:",
	migrations: goose.DialectSQLite3,
	recognise:  recogniseSQLite,
	reserve:    reserveSQLite,
	open:       openSQLite,
	witness:    witnessOfSQLite,
	// The connection's own setting makes it take the write lock at once.
	begin:     func(ctx context.Context, db *sql.DB) (*sql.Tx, error) { return db.BeginTx(ctx, nil) },
	bind:      func(statement string) string { return statement },
	translate: translateSQLite,
	listen:    listenSQLite,
}

const (
	driverName = "sqlite"

	// busyPatience is how long a transaction waits for another process's.
	busyPatience = 10 * time.Second

	// queryOutside gives a number that changes when another connection has
	// committed. It reads the WAL index in shared memory and touches no disk.
	queryOutside = "PRAGMA data_version"
)

// pragmas hold on every connection. FULL syncs each commit: with NORMAL a power
// cut may take back invoices whose receipts were given.
var pragmas = []struct{ name, value, reads string }{
	{"busy_timeout", strconv.FormatInt(busyPatience.Milliseconds(), 10), strconv.FormatInt(busyPatience.Milliseconds(), 10)},
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"foreign_keys", "1", "1"},
}

// openSQLite opens a file that is there. One connection writes: writers queue
// here, not in the database.
func openSQLite(path string) (writer, reader *sql.DB, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return nil, nil, err
	}
	if writer, err = sql.Open(driverName, dsn(path, true)); err != nil {
		return nil, nil, err
	}
	writer.SetMaxOpenConns(1)
	if reader, err = sql.Open(driverName, dsn(path, false)); err != nil {
		return nil, nil, errors.Join(err, writer.Close())
	}
	reader.SetMaxOpenConns(2 * runtime.GOMAXPROCS(0))
	reader.SetMaxIdleConns(2 * runtime.GOMAXPROCS(0))
	return writer, reader, nil
}

// dsn names the file for the driver; a writer takes the write lock when its
// transaction begins, so that it never finds out half-way that it must wait.
func dsn(path string, writes bool) string {
	q := url.Values{}
	for _, p := range pragmas {
		q.Add("_pragma", p.name+"("+p.value+")")
	}
	if writes {
		q.Set("_txlock", "immediate")
	} else {
		q.Add("_pragma", "query_only(1)")
	}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}).String()
}

// listenSQLite asks: SQLite tells other processes nothing. It costs one read of
// shared memory per OutsideEvery, and only while a caller listens. A file watcher
// would be one more dependency with other limits on every system, to save what
// does not show.
func listenSQLite(ctx context.Context, s *Store, ring func(clinic string)) error {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return translateSQLite("sqlstore.listen", err)
	}
	defer func() { _ = conn.Close() }() // goes back to the pool
	tick := time.NewTicker(s.OutsideEvery)
	defer tick.Stop()
	for last := int64(-1); ; {
		var now int64
		if err := conn.QueryRowContext(ctx, queryOutside).Scan(&now); err != nil {
			return translateSQLite("sqlstore.listen", err)
		}
		if now != last {
			ring("") // at which clinic it does not tell
		}
		last = now
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

func translateSQLite(op string, err error) error {
	var e *driver.Error
	switch {
	case errors.As(err, &e):
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return &domain.Error{Kind: domain.Internal, Code: CodeDenied, Op: op, Err: err}
	case errors.Is(err, syscall.ENOSPC):
		return &domain.Error{Kind: domain.Internal, Code: CodeFull, Op: op, Err: err}
	default:
		return err
	}
	switch code := e.Code(); {
	case code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return &domain.Error{Kind: domain.Conflict, Code: "store.exists", Op: op, Err: scrub(e)}
	case code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return &domain.Error{Kind: domain.Invalid, Code: "store.reference", Op: op, Err: scrub(e)}
	case code&0xff == sqlite3.SQLITE_BUSY:
		return &domain.Error{Kind: domain.Busy, Code: "store.busy", Op: op, Err: scrub(e)}
	case code&0xff == sqlite3.SQLITE_FULL:
		return &domain.Error{Kind: domain.Internal, Code: CodeFull, Op: op, Err: scrub(e)}
	case code&0xff == sqlite3.SQLITE_CORRUPT:
		return &domain.Error{Kind: domain.Internal, Code: CodeDamaged, Op: op, Err: scrub(e)}
	case code&0xff == sqlite3.SQLITE_NOTADB:
		return &domain.Error{Kind: domain.Invalid, Code: CodeForeign, Op: op, Err: scrub(e)}
	case slices.Contains([]int{sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}, code&0xff):
		return &domain.Error{Kind: domain.Internal, Code: CodeDenied, Op: op, Err: scrub(e)}
	}
	return &domain.Error{Kind: domain.Internal, Code: "store.failed", Op: op, Err: scrub(e)}
}

// scrub keeps SQLite's own words; they name columns, never values.
func scrub(e *driver.Error) error {
	return errors.New(strings.TrimSpace(driver.ErrorCodeString[e.Code()]) + " (" + strconv.Itoa(e.Code()) + ")")
}
