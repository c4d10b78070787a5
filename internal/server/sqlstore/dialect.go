package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"

	"example.org/tandtui/internal/domain"
)

// dialect is all that differs from one database to another. Each has a file of
// its own; everything else is written in the subset that SQLite and PostgreSQL
// share, with ? where a value stands.
type dialect struct {
	scheme     string // how the command line names such a database
	migrations goose.Dialect

	// recognise refuses what is not a database of ours, without touching it, and
	// gives the number of its last migration.
	recognise func(ctx context.Context, name string) (schema int64, err error)
	// reserve makes an empty database, or refuses because there is one.
	reserve func(name string) error
	// open connects to a database by what stands after the scheme. writer and
	// reader may be one.
	open func(name string) (writer, reader *sql.DB, err error)
	// witness is the file that bears witness of the database.
	witness func(name string) string
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
func dialectOf(name string) (d *dialect, rest string, err error) {
	for _, d := range dialects {
		if rest, ok := strings.CutPrefix(name, d.scheme); ok && rest != "" {
			return d, rest, nil
		}
	}
	return nil, "", &domain.Error{Kind: domain.Invalid, Code: CodeName, Op: "sqlstore.open", Err: fmt.Errorf("database %q is not %sPATH", name, dialects[0].scheme)}
}
