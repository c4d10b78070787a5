package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// tx implements server.Tx; its methods are spread over the files of this package.
type tx struct {
	ctx     context.Context // of the transaction, which lives no longer
	t       *sql.Tx
	dialect *dialect
	known   *statements
	met     []string                 // statements that were not known
	wrote   bool                     // something that the witness should know of
	numbers map[server.Counter]int64 // the next of each counter that numbers were taken of
}

// prepared gives a statement as this transaction's, or nil if it is not known yet.
func (x *tx) prepared(text string) *sql.Stmt {
	if stmt := x.known.of(text); stmt != nil {
		return x.t.StmtContext(x.ctx, stmt)
	}
	x.met = append(x.met, text)
	return nil
}

func (x *tx) exec(op, statement string, args ...any) (err error) {
	x.wrote = true
	text := x.dialect.bind(statement)
	if stmt := x.prepared(text); stmt != nil {
		defer func() { _ = stmt.Close() }() // the prepared one itself stays
		_, err = stmt.ExecContext(x.ctx, args...)
	} else {
		_, err = x.t.ExecContext(x.ctx, text, args...)
	}
	return x.dialect.translate("sqlstore."+op, err)
}

// row reads one row; Kind NotFound if there is none.
func (x *tx) row(op, statement string, args []any, into ...any) error {
	found := false
	err := x.rows(op, statement, args, func(scan func(...any) error) error {
		if found {
			return nil
		}
		found = true
		return scan(into...)
	})
	if err == nil && !found {
		return notFound(op)
	}
	return err
}

// rows calls each for every row.
func (x *tx) rows(op, statement string, args []any, each func(scan func(...any) error) error) (err error) {
	defer func() { err = x.dialect.translate("sqlstore."+op, err) }()
	rows, err := x.query(x.dialect.bind(statement), args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (x *tx) query(text string, args []any) (*sql.Rows, error) {
	x.wrote = x.wrote || !strings.HasPrefix(text, "SELECT")
	if stmt := x.prepared(text); stmt != nil {
		defer func() { _ = stmt.Close() }()      // ends with the rows
		return stmt.QueryContext(x.ctx, args...) //nolint:sqlclosecheck // rows closes it
	}
	return x.t.QueryContext(x.ctx, text, args...) //nolint:sqlclosecheck // rows closes it
}

// most is how many rows or values one statement holds: with the columns of the
// widest table far below what the databases take (SQLite 32 766 values).
const most = 1000

// insert adds many rows with few statements. head ends with VALUES.
func (x *tx) insert(op, head string, rows [][]any) error {
	for part := range slices.Chunk(rows, most) {
		statement, args := values(head, part)
		if err := x.exec(op, statement, args...); err != nil {
			return err
		}
	}
	return nil
}

// upsert is insert for rows that may be there; clash says what happens then.
func (x *tx) upsert(op, head, clash string, rows [][]any) error {
	for part := range slices.Chunk(rows, most) {
		statement, args := values(head, part)
		if err := x.exec(op, statement+" "+clash, args...); err != nil {
			return err
		}
	}
	return nil
}

// values writes the places of rows behind head, and gives their values.
func values(head string, rows [][]any) (statement string, args []any) {
	one := "(" + places(len(rows[0])) + ")"
	for _, r := range rows {
		args = append(args, r...)
	}
	return head + " " + one + strings.Repeat(", "+one, len(rows)-1), args
}

// places is "?, ?, ?" for n values.
func places(n int) string { return "?" + strings.Repeat(", ?", n-1) }

// anyOf makes arguments of values, behind those that stand before them.
func anyOf[T any](before []any, list []T) []any {
	args := slices.Clone(before)
	for _, v := range list {
		args = append(args, v)
	}
	return args
}

func notFound(op string) error {
	return &domain.Error{Kind: domain.NotFound, Code: "store.not-found", Op: "sqlstore." + op}
}

// period reads a validity as it is stored.
func period(from, to string) (p domain.Period, err error) {
	if err = p.From.UnmarshalText([]byte(from)); err == nil {
		err = p.To.UnmarshalText([]byte(to))
	}
	return p, err
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
