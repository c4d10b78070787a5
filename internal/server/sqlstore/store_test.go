package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/test/memdir"
	"example.org/tandtui/test/storetest"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(killedEnv); path != "" {
		writeUntilKilled(path)
	}
	goleak.VerifyTestMain(m)
}

func open2(t testing.TB, path string) *Store {
	t.Helper()
	s, err := opened(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// opened opens a database, or makes it.
func opened(path string) (*Store, error) {
	if _, err := os.Stat(path); err == nil {
		return Open(context.Background(), "sqlite:"+path)
	}
	return Create(context.Background(), "sqlite:"+path, "vgr")
}

func fresh(t testing.TB) *Store { return open2(t, filepath.Join(memdir.New(t), "x.db")) }

// seed puts in one provider with one clinic.
func seed(t testing.TB, s *Store) {
	t.Helper()
	err := s.Write(context.Background(), func(tx server.Tx) error {
		if err := tx.PutProvider(domain.Provider{ID: "P", Name: "P"}); err != nil {
			return err
		}
		return tx.PutClinic(domain.Clinic{No: "1", Name: "Ett", ProviderID: "P"})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func invoice(ourRef int64) domain.Invoice {
	return domain.Invoice{OurRef: ourRef, Clinic: "1", InvoiceNo: fmt.Sprint("F", ourRef), Received: time.UnixMilli(1_700_000_000_123).UTC(), Status: domain.StatusReceived}
}

// Every pooled connection, not only the first, must sync each commit and hold
// foreign keys: the driver sets both per connection.
func TestPragmasHoldOnEveryConnection(t *testing.T) {
	s := fresh(t)
	for name, db := range map[string]*sql.DB{"writer": s.writer, "reader": s.reader} {
		n := db.Stats().MaxOpenConnections
		conns := make([]*sql.Conn, n)
		for i := range conns {
			c, err := db.Conn(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			conns[i] = c
			for _, p := range pragmas {
				var got string
				if err := c.QueryRowContext(context.Background(), "PRAGMA "+p.name).Scan(&got); err != nil || got != p.reads {
					t.Errorf("%s %d: %s is %q, want %q (%v)", name, i, p.name, got, p.reads, err)
				}
			}
		}
		for _, c := range conns {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	if n := s.writer.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d writing connections", n)
	}
	err := s.Read(context.Background(), func(tx server.Tx) error {
		return tx.PutPersons(server.Person{ID: domain.PersonID{}, Protected: false, Given: true})
	})
	if err == nil {
		t.Error("a reading transaction wrote")
	}
}

// What a receipt rests on: each commit is synced, in a log, with references held.
func TestACommitIsOnTheDisk(t *testing.T) {
	s := fresh(t)
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"} {
		var got string
		if err := s.writer.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", pragma, got, want, err)
		}
	}
}

func TestFileIsItsOwnersOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	open2(t, path)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", suffix, info.Mode(), err)
		}
	}
}

func TestNamesOfDatabases(t *testing.T) {
	for _, name := range []string{"", "x.db", "sqlite:", "postgres://x"} {
		if _, err := Open(context.Background(), name); domain.CodeOf(err) != CodeName {
			t.Errorf("%q: %v", name, err)
		}
		if _, err := Create(context.Background(), name, "vgr"); domain.CodeOf(err) != CodeName {
			t.Errorf("%q is made: %v", name, err)
		}
	}
	odd := filepath.Join(t.TempDir(), "å b?c%20&_pragma=x#y.db") // a path is a path, not part of the DSN
	open2(t, odd)
	if _, err := os.Stat(odd); err != nil {
		t.Error(err)
	}
}

func TestReopenKeepsEpochAndData(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	first, err := opened(path)
	if err != nil {
		t.Fatal(err)
	}
	seed(t, first)
	if err := first.Write(context.Background(), func(tx server.Tx) error { return tx.AddInvoice(invoice(7)) }); err != nil {
		t.Fatal(err)
	}
	epoch := first.Epoch()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again := open2(t, path)
	if len(epoch) != 32 || again.Epoch() != epoch {
		t.Fatalf("epoch %q, was %q", again.Epoch(), epoch)
	}
	if err := again.Read(context.Background(), func(tx server.Tx) error {
		v, err := tx.Invoice("1", 7)
		if v.Version != 1 || !v.Received.Equal(invoice(7).Received) {
			t.Errorf("%+v", v)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if fresh(t).Epoch() == epoch {
		t.Error("two databases have one epoch")
	}
}

// What the ports promise is held by SQLite.
func TestContract(t *testing.T) {
	storetest.RunContract(t, func(t testing.TB) (store, other server.Store) {
		path := filepath.Join(t.TempDir(), "x.db")
		a, b := open2(t, path), open2(t, path)
		a.OutsideEvery = time.Millisecond
		return a, b
	})
}

// S14: a full disk is told as such; what was committed before stays, and the
// database goes on when there is room again.
func TestS14AFullDiskIsTold(t *testing.T) {
	s := fresh(t)
	seed(t, s)
	sent(t, s, 1)
	limit := func(pages string) {
		if _, err := s.writer.Exec("PRAGMA max_page_count = " + pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // no smaller than it is: no room at all
	large := invoice(2)
	large.InvoiceNo = strings.Repeat("x", 1<<20)
	err := s.Write(context.Background(), func(tx server.Tx) error { return tx.AddInvoice(large) })
	if domain.CodeOf(err) != CodeFull {
		t.Fatalf("%v", err)
	}
	limit("1000000")
	sent(t, s, 3)
	if err := s.Read(context.Background(), func(tx server.Tx) error {
		got, err := tx.Invoices("1", []int64{1, 2, 3})
		if len(got) != 2 {
			t.Errorf("%d invoices", len(got))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
