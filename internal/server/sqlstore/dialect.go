package sqlstore

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"example.org/tandtui/internal/domain"
)

// This file alone knows which database it is. Every other statement is in the
// subset that SQLite and PostgreSQL share.

const (
	driverName   = "sqlite"
	gooseDialect = goose.DialectSQLite3

	// scheme is how the command line names this database: sqlite:PATH.
	scheme = "sqlite:"

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

// translate makes of a database error what the port promises.
func translate(op string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch code := e.Code(); {
	case code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return &domain.Error{Kind: domain.Conflict, Code: "store.exists", Op: op, Err: scrub(e)}
	case code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return &domain.Error{Kind: domain.Invalid, Code: "store.reference", Op: op, Err: scrub(e)}
	case code&0xff == sqlite3.SQLITE_BUSY:
		return &domain.Error{Kind: domain.Busy, Code: "store.busy", Op: op, Err: scrub(e)}
	}
	return &domain.Error{Kind: domain.Internal, Code: "store.failed", Op: op, Err: scrub(e)}
}

// scrub keeps SQLite's own words; they name columns, never values.
func scrub(e *sqlite.Error) error {
	return errors.New(strings.TrimSpace(sqlite.ErrorCodeString[e.Code()]) + " (" + strconv.Itoa(e.Code()) + ")")
}
