package sqlstore

import (
	"context"
	"database/sql"
	"strings"

	"github.com/pressly/goose/v3"
)

// dialect is all that differs from one database to another. Each has a file of
// its own; everything else is written in the subset that SQLite and PostgreSQL
// share, with ? where a value stands.
type dialect struct {
	scheme     string // how the command line names such a database
	migrations goose.Dialect

	// open connects to a database by what stands after the scheme. writer and
	// reader may be one. create tells whether one that is not there is made.
	open func(name string, create bool) (writer, reader *sql.DB, err error)
	// begin starts a transaction that may write.
	begin func(ctx context.Context, writer *sql.DB) (*sql.Tx, error)
	// bind writes the places of values in a statement as the database wants them.
	bind func(statement string) string
	// translate makes of a database error what the port promises.
	translate func(op string, err error) error
	// listen is Store.Listen.
	listen func(ctx context.Context, s *Store, ring func(clinic string)) error
}

// dialects are those that can be opened.
var dialects = []*dialect{&sqlite}

// dialectOf finds the dialect of a database's name.
func dialectOf(name string) (d *dialect, rest string, ok bool) {
	for _, d := range dialects {
		if rest, ok := strings.CutPrefix(name, d.scheme); ok && rest != "" {
			return d, rest, true
		}
	}
	return nil, "", false
}
