package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// oldRows is a region in the first schema: two users, one with an ended
// membership; an invoice that a clinic sent and one that the desk made; and their
// rows in the feed.
const oldRows = `
INSERT INTO provider VALUES ('P', 'P', '');
INSERT INTO clinic VALUES ('1', 'Ett', 'P', 0), ('2', 'Två', 'P', 1);
INSERT INTO clinic_user VALUES ('SE0000000000-DEMO02', 'SE0000000000-demo02', 'Björn'), ('SE0000000000-DEMO01', 'SE0000000000-DEMO01', 'Anna');
INSERT INTO membership VALUES ('SE0000000000-DEMO01', '1', 'user', '2026-01-01', ''), ('SE0000000000-DEMO02', '1', 'contact', '2026-01-01', ''),
    ('SE0000000000-DEMO02', '2', 'user', '2026-01-01', '2026-06-30');
INSERT INTO invoice VALUES (600001, '1', 2, 'F1', 1700000000123, 'paid', '2026-10-01', 0, ''), (600002, '1', 1, 'F1_Kredit', 1700000000124, 'received', '', 600001, '');
INSERT INTO bill VALUES (1000001, 600001, '1', '196009172336', '', 'credited', '{"person":"196009172336","support":"N","billRef":"a","items":[{"date":"2026-09-01","code":"101","price":110000}],"billNo":1000001,"registeredBy":"Anna"}');
INSERT INTO bill_reference VALUES ('P', 'a', 1000001);
INSERT INTO submission VALUES ('1', 'sub-00001', 'abc', 600001, 'SE0000000000-DEMO01', 1700000000123, '{"receipt":  "as it was"}'),
    ('1', 'sub-00002', 'def', 600002, 'SE0000000000-GONE', 1700000000124, '{}');
INSERT INTO feed VALUES ('1', 3);
INSERT INTO change VALUES ('1', 1, 600001), ('1', 2, 600001), ('1', 3, 600002);
INSERT INTO meta VALUES ('epoch', '0123456789abcdef0123456789abcdef');
UPDATE counter SET next_value = 600003 WHERE name = 'our_ref';
`

// oldDatabase makes a database of the schema before commands.
func oldDatabase(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "old.db")
	db, err := sql.Open(driverName, dsn(path, true))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(sqlite.migrations, db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(context.Background(), 2); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(oldRows); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// A region that has been served by the first version goes on where it was.
func TestOldDatabaseIsBroughtAlong(t *testing.T) {
	s := open2(t, oldDatabase(t))
	if s.Epoch() != "0123456789abcdef0123456789abcdef" {
		t.Errorf("epoch %s: every client would fetch all anew", s.Epoch())
	}
	err := s.Read(context.Background(), func(tx server.Tx) error {
		oldUsers(t, tx)
		oldCommands(t, tx)
		rows, err := tx.Changes("1", 0, 10)
		if len(rows) != 3 || rows[2] != (server.Change{Seq: 3, Kind: server.ChangeInvoice, Ref: 600002}) {
			t.Errorf("the feed: %v", rows)
		}
		if head, err := tx.Head("1"); head != 3 || err != nil {
			t.Errorf("head %d %v", head, err)
		}
		v, err2 := tx.Invoice("1", 600001)
		if err2 != nil || v.Version != 2 || v.Payout != 0 || v.Sum() != domain.Kronor(1100) || v.Bills[0].State != domain.BillCredited || v.Bills[0].Credited != nil {
			t.Errorf("%+v %v", v, err2)
		}
		if list, err := tx.Events("1", 600001); len(list) != 0 || err != nil {
			t.Errorf("events from before there were any: %v %v", list, err)
		}
		if used, err := tx.UsedRefs("P", []string{"a"}); !used["a"] || err != nil {
			t.Errorf("references: %v %v", used, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(context.Background(), func(tx server.Tx) error {
		if id, err := tx.PutUser(server.HSAID("SE0000000000-NEW"), "Ny"); id != 3 || err != nil {
			t.Errorf("a new user gets id %d (%v)", id, err)
		}
		n, err := tx.NextNumbers(server.CounterOurRef, 1)
		if n != 600003 {
			t.Errorf("the next Vår referens is %d", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func oldUsers(t *testing.T, tx server.Tx) {
	t.Helper()
	on := domain.MustDate("2026-11-23")
	anna, err := tx.User(server.HSAID("se0000000000-demo01"), on)
	if err != nil || anna.Name != "Anna" || anna.ID == 0 || len(anna.Memberships) != 1 || anna.Memberships[0].Role != domain.RoleUser {
		t.Errorf("%+v %v", anna, err)
	}
	bjorn, err := tx.User(server.HSAID("SE0000000000-DEMO02"), on)
	if err != nil || bjorn.ID == anna.ID || bjorn.HSAID != "SE0000000000-demo02" || len(bjorn.Memberships) != 1 || bjorn.Memberships[0].Role != domain.RoleContact {
		t.Errorf("%+v %v", bjorn, err)
	}
	if before, err := tx.User(server.HSAID("SE0000000000-DEMO02"), domain.MustDate("2026-03-01")); err != nil || len(before.Memberships) != 2 {
		t.Errorf("%+v %v", before, err)
	}
}

// A submission that is sent again after the change gets its old receipt.
func oldCommands(t *testing.T, tx server.Tx) {
	t.Helper()
	c, err := tx.Command("1", "sub-00001")
	if err != nil || string(c.Answer) != `{"receipt":  "as it was"}` || c.Kind != domain.CommandSubmit || c.Digest != "abc" || c.OurRef != 600001 || c.UserID == 0 {
		t.Errorf("%+v %v", c, err)
	}
	gone, err := tx.Command("1", "sub-00002")
	if err != nil || gone.UserID != 0 || gone.OurRef != 600002 {
		t.Errorf("of a user who has gone: %+v %v", gone, err)
	}
}

// A receipt of the first version and one made now are the same bytes.
func TestReceiptOfASubmissionKeepsItsForm(t *testing.T) {
	raw, err := json.Marshal(domain.Receipt{Submission: "s", Digest: "d", OurRef: 1, InvoiceNo: "F", Sum: 5, Bills: 2})
	if err != nil {
		t.Fatal(err)
	}
	const form = `{"submission":"s","digest":"d","ourRef":1,"invoiceNo":"F","received":"0001-01-01T00:00:00Z","sum":5,"bills":2}`
	if string(raw) != form {
		t.Errorf("%s", raw)
	}
}

// After an upgrade a server and a desk may open the old database at the same time.
func TestSeveralProgramsBringAnOldDatabaseAlong(t *testing.T) {
	path := oldDatabase(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			s, err := Open(context.Background(), "sqlite:"+path)
			if err == nil {
				err = s.Close()
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	s := open2(t, path)
	if err := s.Read(context.Background(), func(tx server.Tx) error {
		oldCommands(t, tx)
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// A desk's verb of a newer program does not change the schema below an older server
// that is running; when the server has ended it does.
func TestNoSchemaIsChangedBelowAnOlderServer(t *testing.T) {
	ctx, path := context.Background(), oldDatabase(t)
	served, err := openWitness(witnessOfSQLite(path), syscall.LOCK_SH) // as the older server has it
	if err != nil {
		t.Fatal(err)
	}
	defer func(was time.Duration) { othersEnd = was }(othersEnd)
	othersEnd = 40 * time.Millisecond
	before := contentOf(t, path)
	if _, err := Open(ctx, "sqlite:"+path); domain.CodeOf(err) != CodeOlderInUse || domain.KindOf(err) != domain.Busy {
		t.Fatalf("opened below it: %v", err)
	}
	if contentOf(t, path) != before {
		t.Error("it was changed")
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := Open(stopped, "sqlite:"+path); !errors.Is(err, context.Canceled) {
		t.Errorf("not stopped: %v", err)
	}
	if err := served.close(); err != nil {
		t.Fatal(err)
	}
	open2(t, path)
	open2(t, path) // beside the first: the lock is shared again
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	path := oldDatabase(t)
	s := open2(t, path)
	if _, err := s.writer.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), "sqlite:"+path); domain.CodeOf(err) != CodeNewer {
		t.Errorf("opened: %v", err)
	}
}

// What was there before there were books is entered once, and adds up: also a
// payout that was below zero.
func TestBooksOfAnOldDatabaseAreOpenedOnce(t *testing.T) {
	s := open2(t, oldDatabase(t))
	ctx := context.Background()
	if err := s.Write(ctx, func(t server.Tx) error {
		x := t.(*tx)
		if err := x.exec("old", `INSERT INTO payout (payout_no, clinic_id, pay_date, amount, invoices) VALUES (1, '1', '2026-11-01', -50000, '[600002]')`); err != nil {
			return err
		}
		if err := x.exec("old", `UPDATE invoice SET payout_no = 1, status = 'paid' WHERE our_ref = 600002`); err != nil {
			return err
		}
		return x.exec("old", `INSERT INTO bill (bill_no, our_ref, clinic_id, person_id, approval_no, state, body)
			VALUES (1000002, 600002, '1', '196009172336', '', '', '{"items":[{"price":-50000}]}')`)
	}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := server.OpenBooks(ctx, s, time.UnixMilli(1)); err != nil {
			t.Fatal(err)
		}
		a, err := server.Audit(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		if faults := a.Faults(); len(faults) > 0 || a.Entries != 5 || a.Paid != domain.Kronor(600) || a.Owed != 0 {
			t.Errorf("%d entries, paid %v, owed %v: %+v", a.Entries, a.Paid, a.Owed, faults)
		}
	}
	if err := s.Write(ctx, func(t server.Tx) error {
		return t.(*tx).exec("touched", `UPDATE entry SET amount = amount + 1 WHERE our_ref = 600001 AND debit = 'cost'`)
	}); err != nil {
		t.Fatal(err)
	}
	a, err := server.Audit(ctx, s)
	if faults := a.Faults(); err != nil || len(faults) != 2 || faults[0].No != 600001 || faults[0].Booked != faults[0].Expected+1 {
		t.Errorf("an entry that somebody has changed: %+v %v", faults, err)
	}
}

// Whoever has brought the schema along still has the database alone for a moment:
// the next one waits for that instead of giving up.
func TestOneWhoHasJustUpgradedIsWaitedFor(t *testing.T) {
	path := oldDatabase(t)
	upgraded, err := opened(path)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, upgraded)
	alone, err := openWitness(witnessOfSQLite(path), syscall.LOCK_EX)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() {
		s, err := Open(context.Background(), "sqlite:"+path)
		if err == nil {
			err = s.Close()
		}
		ended <- err
	}()
	select {
	case err := <-ended:
		t.Fatalf("did not wait: %v", err)
	case <-time.After(3 * othersEnd / 40):
	}
	if err := alone.share(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := alone.close(); err != nil {
		t.Error(err)
	}
}
