package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"example.org/tandtui/internal/domain"
)

// Report is what a database or a backup of it holds.
type Report struct {
	Region   string // id of the profile; "" in one from before that was kept
	Invoices int64
	LastRef  int64     // the highest Vår referens, 0: no invoice
	LastCame time.Time // when the latest invoice came
	Payouts  int64     // to clinics, of all pay runs
	LastPaid string    // the latest day that something was paid with; "": nothing was
	Commits  int64     // transactions that have written
}

// Inspect reads a file through and tells what it holds; name is a path. It writes
// nothing, and others may be at work with the file. Errors: CodeMissing,
// CodeForeign, CodeNewer, and CodeDamaged if anything in it contradicts itself.
func Inspect(ctx context.Context, path string) (r Report, err error) {
	if _, err := recogniseSQLite(ctx, path); err != nil {
		return r, err
	}
	db, err := readOnly(path)
	if err != nil {
		return r, err
	}
	defer func() { _ = db.Close() }() // only read
	db.SetMaxOpenConns(1)
	if err := whole(ctx, db); err != nil {
		return r, translateSQLite("sqlstore.inspect", err)
	}
	return report(ctx, db)
}

// whole holds every page, index and reference against the others.
func whole(ctx context.Context, db *sql.DB) error {
	var says string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&says); err != nil {
		return err
	}
	var table string
	var dangling any
	err := db.QueryRowContext(ctx, `SELECT "table", rowid FROM pragma_foreign_key_check LIMIT 1`).Scan(&table, &dangling)
	switch {
	case errors.Is(err, sql.ErrNoRows) && says == "ok":
		return nil
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return err
	}
	return &domain.Error{Kind: domain.Internal, Code: CodeDamaged, Op: "sqlstore.inspect"}
}

func report(ctx context.Context, db *sql.DB) (r Report, err error) {
	var came int64
	err = db.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(MAX(our_ref), 0), COALESCE(MAX(received), 0) FROM invoice`).Scan(&r.Invoices, &r.LastRef, &came)
	if err == nil {
		err = paidOut(ctx, db, &r)
	}
	if err == nil {
		err = db.QueryRowContext(ctx, `SELECT COALESCE(MAX(value), '') FROM meta WHERE name = 'region'`).Scan(&r.Region)
	}
	if err == nil {
		err = db.QueryRowContext(ctx, `SELECT COALESCE(MAX(next_value), 0) FROM counter WHERE name = 'commit'`).Scan(&r.Commits)
	}
	if came > 0 {
		r.LastCame = time.UnixMilli(came).UTC()
	}
	return r, translateSQLite("sqlstore.inspect", err)
}

// paidOut tells of payouts; a backup of before they were kept has none.
func paidOut(ctx context.Context, db *sql.DB, r *Report) error {
	var kept bool
	err := db.QueryRowContext(ctx, `SELECT COUNT(*) > 0 FROM sqlite_master WHERE type = 'table' AND name = 'payout'`).Scan(&kept)
	if err != nil || !kept {
		return err
	}
	return db.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(MAX(pay_date), '') FROM payout`).Scan(&r.Payouts, &r.LastPaid)
}
