package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// tx implements server.Tx; its methods are spread over the files of this package.
type tx struct {
	ctx context.Context // of the transaction, which lives no longer
	t   *sql.Tx
}

func (x *tx) exec(op, query string, args ...any) error {
	_, err := x.t.ExecContext(x.ctx, query, args...)
	return translate("sqlstore."+op, err)
}

// row reads one row; Kind NotFound if there is none.
func (x *tx) row(op, query string, args []any, into ...any) error {
	err := x.t.QueryRowContext(x.ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return &domain.Error{Kind: domain.NotFound, Code: api.ProblemNotFound, Op: "sqlstore." + op}
	}
	return translate("sqlstore."+op, err)
}

// rows calls each for every row.
func (x *tx) rows(op, query string, args []any, each func(scan func(...any) error) error) (err error) {
	rows, err := x.t.QueryContext(x.ctx, query, args...)
	if err != nil {
		return translate("sqlstore."+op, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return translate("sqlstore."+op, err)
		}
	}
	return translate("sqlstore."+op, rows.Err())
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
