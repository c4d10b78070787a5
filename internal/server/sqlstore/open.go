package sqlstore

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"

	"github.com/pressly/goose/v3"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Codes of what a database can be that is not opened.
const (
	CodeName        = "store.name"         // not named as on the command line
	CodeMissing     = "store.missing"      // there is none
	CodeThere       = "store.there"        // there is one already
	CodeForeign     = "store.foreign"      // a file of something else
	CodeNewer       = "store.newer"        // of a newer program
	CodeOtherRegion = "store.other-region" // of another region
	CodeDamaged     = "store.damaged"
	CodeFull        = "store.full" // the disk is
	CodeDenied      = "store.denied"
	CodeReplaced    = "store.replaced" // another database has taken its place while it was open
	CodeInUse       = "store.in-use"
	CodeOlderInUse  = "store.older-in-use" // an older program has it open, and would not know its new schema
)

// Open opens the database named as on the command line, "sqlite:PATH", and brings
// its schema up to date. One that is not there is not made (CodeMissing), and
// nothing that is not ours is touched (CodeForeign, CodeNewer): a mistyped name
// should be heard of. Where the schema has to be changed nobody else may have it open
// (CodeOlderInUse): a desk's verb of a newer program must not change it below a
// running older server. If an older copy has been put back, its history begins anew
// (Store.Older).
func Open(ctx context.Context, name string) (*Store, error) {
	d, rest, err := dialectOf(name)
	if err != nil {
		return nil, err
	}
	w, err := lockToOpen(ctx, d, rest)
	if err != nil {
		return nil, err
	}
	return open(ctx, d, rest, "", w)
}

// Create makes a new database of a region, whose profile's id is given. Kind
// Conflict, CodeThere, if there is one.
func Create(ctx context.Context, name, region string) (*Store, error) {
	d, rest, err := dialectOf(name)
	if err != nil {
		return nil, err
	}
	if region == "" {
		return nil, &domain.Error{Kind: domain.Invalid, Code: CodeOtherRegion, Op: "sqlstore.create", Err: errors.New("no region")}
	}
	if err := d.reserve(rest); err != nil {
		return nil, err
	}
	w, err := openWitness(d.witness(rest), syscall.LOCK_EX)
	if err != nil {
		return nil, err
	}
	return open(ctx, d, rest, region, w)
}

func open(ctx context.Context, d *dialect, rest, region string, w *witness) (*Store, error) {
	s := &Store{dialect: d, OutsideEvery: time.Second, witness: w}
	var err error
	if s.writer, s.reader, err = d.open(rest); err != nil {
		return nil, errors.Join(err, w.close())
	}
	s.written, s.read = newStatements(s.writer), newStatements(s.reader)
	if err = s.prepare(ctx, region); err == nil {
		err = w.share()
	}
	if err != nil {
		return nil, errors.Join(d.translate("sqlstore.open", err), s.Close())
	}
	return s, nil
}

// prepare brings the schema up to date, and compares the database with its
// witness.
func (s *Store) prepare(ctx context.Context, region string) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(s.dialect.migrations, s.writer, files)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	fresh, err := newEpoch()
	if err != nil {
		return err
	}
	return s.Write(ctx, func(t server.Tx) error {
		x := t.(*tx)
		for name, value := range map[string]string{"epoch": fresh, "region": region} {
			if err := x.exec("meta", `INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`, name, value); err != nil {
				return err
			}
		}
		if err := x.row("region", `SELECT value FROM meta WHERE name = 'region'`, nil, &s.region); err != nil {
			return err
		}
		s.epoch, s.found, err = s.witness.compare(x)
		return err
	})
}

// newEpoch is the name of a new history.
func newEpoch() (string, error) {
	raw := make([]byte, 16)
	_, err := rand.Read(raw)
	return hex.EncodeToString(raw), err
}

// KeepRegion notes which region the database belongs to. Kind Conflict,
// CodeOtherRegion, if it is another's.
func (s *Store) KeepRegion(ctx context.Context, id string) error {
	if s.region == "" && id != "" {
		err := s.Write(ctx, func(t server.Tx) error {
			return t.(*tx).exec("keepRegion", `UPDATE meta SET value = ? WHERE name = 'region'`, id)
		})
		if err != nil {
			return err
		}
		s.region = id
	}
	if s.region != id {
		return &domain.Error{Kind: domain.Conflict, Code: CodeOtherRegion, Op: "sqlstore.region", Err: fmt.Errorf("it is of %s", s.region)}
	}
	return nil
}

// newestSchema is the number of the last migration that this program knows.
func newestSchema() (int64, error) {
	list, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(list) == 0 {
		return 0, errors.Join(err, errors.New("no migrations"))
	}
	return goose.NumericComponent(list[len(list)-1])
}
