package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"example.org/tandtui/internal/domain"
)

// recogniseSQLite looks at a file through a connection that cannot write: even
// the setting of a journal's mode would change a stranger's database.
func recogniseSQLite(ctx context.Context, path string) (schema int64, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, &domain.Error{Kind: domain.NotFound, Code: CodeMissing, Op: "sqlstore.open", Err: err}
	case err != nil:
		return 0, err
	case !info.Mode().IsRegular() || info.Size() == 0:
		return 0, foreign(errors.New("no file, or an empty one"))
	}
	db, err := readOnly(path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }() // only read
	return schemaOf(ctx, db)
}

// readOnly opens a file for reading alone. Where there is no log, nobody has it
// open, and it is read as what it is: else SQLite would make a log beside it.
func readOnly(path string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	q := url.Values{"mode": {"ro"}}
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		q.Set("immutable", "1")
	}
	q.Add("_pragma", pragmas[0].name+"("+pragmas[0].value+")") // busy_timeout
	q.Add("_pragma", "query_only(1)")
	return sql.Open(driverName, (&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}).String())
}

// schemaOf is the number of the last migration of a database of ours.
func schemaOf(ctx context.Context, db *sql.DB) (schema int64, err error) {
	var tables int
	err = db.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN ('goose_db_version', 'meta', 'counter', 'access_log')`).Scan(&tables)
	switch {
	case err != nil:
		return 0, translateSQLite("sqlstore.open", err)
	case tables < 4:
		return 0, foreign(errors.New("other tables"))
	}
	if err := db.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version`).Scan(&schema); err != nil {
		return 0, translateSQLite("sqlstore.open", err)
	}
	newest, err := newestSchema()
	if err == nil && schema > newest {
		err = &domain.Error{Kind: domain.Conflict, Code: CodeNewer, Op: "sqlstore.open"}
	}
	return schema, err
}

func foreign(err error) error {
	return &domain.Error{Kind: domain.Invalid, Code: CodeForeign, Op: "sqlstore.open", Err: err}
}

// reserveSQLite makes the file, readable by its owner only. An empty one is as
// good as none.
func reserveSQLite(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // #nosec G304 -- the operator names it
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil && info.Size() > 0 {
		err = &domain.Error{Kind: domain.Conflict, Code: CodeThere, Op: "sqlstore.create"}
	}
	return errors.Join(err, f.Close())
}
