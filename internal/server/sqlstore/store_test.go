package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(killedEnv); path != "" {
		writeUntilKilled(path)
	}
	goleak.VerifyTestMain(m)
}

func open2(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), "sqlite:"+path)
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

func fresh(t testing.TB) *Store { return open2(t, filepath.Join(t.TempDir(), "x.db")) }

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
	err := s.Read(context.Background(), func(tx server.Tx) error { return tx.PutPerson(domain.PersonID{}, false) })
	if err == nil {
		t.Error("a reading transaction wrote")
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
		if s, err := Open(context.Background(), name); err == nil {
			_ = s.Close()
			t.Errorf("%q was opened", name)
		}
	}
	missing := "sqlite:" + filepath.Join(t.TempDir(), "none.db")
	if s, err := OpenExisting(context.Background(), missing); !errors.Is(err, os.ErrNotExist) {
		_ = s.Close()
		t.Errorf("a missing database: %v", err)
	}
	odd := filepath.Join(t.TempDir(), "å b?c%20&_pragma=x#y.db") // a path is a path, not part of the DSN
	open2(t, odd)
	if _, err := os.Stat(odd); err != nil {
		t.Error(err)
	}
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := Open(context.Background(), "sqlite:"+text); err == nil {
		_ = s.Close()
		t.Error("a text file was opened")
	}
}

func TestReopenKeepsEpochAndData(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	first, err := Open(context.Background(), "sqlite:"+path)
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

func TestFailedTransactionLeavesNothing(t *testing.T) {
	s := fresh(t)
	seed(t, s)
	boom := errors.New("boom")
	err := s.Write(context.Background(), func(tx server.Tx) error {
		if _, err := tx.NextNumbers(server.CounterOurRef, 5); err != nil {
			return err
		}
		if err := tx.AddInvoice(invoice(1)); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if err := s.Write(context.Background(), func(tx server.Tx) error {
		n, err := tx.NextNumbers(server.CounterOurRef, 1)
		if n != 600001 {
			t.Errorf("the counter went on to %d", n)
		}
		if head, err := tx.Head("1"); head != 0 || err != nil {
			t.Errorf("head %d %v", head, err)
		}
		if _, err := tx.AnyInvoice(1); domain.KindOf(err) != domain.NotFound {
			t.Errorf("the invoice: %v", err)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	// A panic in the middle must not leave the one writing connection locked.
	func() {
		defer func() { _ = recover() }()
		_ = s.Write(context.Background(), func(server.Tx) error { panic("bug") })
	}()
	ctx, cancel := context.WithTimeout(context.Background(), busyPatience)
	defer cancel()
	if err := s.Write(ctx, func(tx server.Tx) error { return tx.AddInvoice(invoice(2)) }); err != nil {
		t.Fatal("after a panic:", err)
	}
}

func TestErrorsAreTranslated(t *testing.T) {
	s := fresh(t)
	seed(t, s)
	for name, x := range map[string]struct {
		do   func(server.Tx) error
		kind domain.Kind
	}{
		"reference twice": {func(tx server.Tx) error {
			if err := tx.UseRef("P", "hemlig-ref", 1); err != nil {
				return err
			}
			return tx.UseRef("P", "hemlig-ref", 2)
		}, domain.Conflict},
		"invoice twice": {func(tx server.Tx) error {
			if err := tx.AddInvoice(invoice(9)); err != nil {
				return err
			}
			return tx.AddInvoice(invoice(9))
		}, domain.Conflict},
		"no such clinic": {func(tx server.Tx) error {
			return tx.PutMembership("SE0000000000-hemlig", "1", domain.RoleUser, domain.Period{})
		}, domain.Invalid},
		"no such invoice": {func(tx server.Tx) error { _, err := tx.Invoice("1", 4711); return err }, domain.NotFound},
		"another clinic's": {func(tx server.Tx) error {
			if err := tx.AddInvoice(invoice(10)); err != nil {
				return err
			}
			_, err := tx.SaveInvoice(domain.Invoice{OurRef: 10, Clinic: "2", Status: domain.StatusPaid})
			return err
		}, domain.NotFound},
	} {
		err := s.Write(context.Background(), x.do)
		if err == nil || domain.KindOf(err) != x.kind {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), "hemlig") {
			t.Errorf("%s: the error repeats a value: %v", name, err)
		}
	}
}

// Two processes write at once: each waits for the other, and numbers never meet.
func TestTwoWritersOnOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	a, b := open2(t, path), open2(t, path)
	seed(t, a)
	const each = 40
	var all sync.WaitGroup
	for _, s := range []*Store{a, b} {
		all.Go(func() {
			for range each {
				if err := s.Write(context.Background(), func(tx server.Tx) error {
					n, err := tx.NextNumbers(server.CounterOurRef, 1)
					if err != nil {
						return err
					}
					return tx.AddInvoice(invoice(n))
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if err := a.Read(context.Background(), func(tx server.Tx) error {
		changes, err := tx.Changes("1", 0, 10*each)
		if len(changes) != 2*each {
			t.Errorf("%d changes", len(changes))
		}
		for i, c := range changes {
			if c.Seq != int64(i+1) || c.Invoice.OurRef != int64(600001+i) {
				t.Fatalf("place %d: seq %d, Vår referens %d", i, c.Seq, c.Invoice.OurRef)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestListenHearsOtherConnections(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	a, b := open2(t, path), open2(t, path)
	seed(t, a)
	a.OutsideEvery = time.Millisecond
	rings := make(chan struct{}, 100)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Listen(ctx, func() { rings <- struct{}{} }) }()
	<-rings // the one at the start
	if err := b.Write(ctx, func(tx server.Tx) error { return tx.AddInvoice(invoice(1)) }); err != nil {
		t.Fatal(err)
	}
	select {
	case <-rings:
	case <-time.After(10 * time.Second):
		t.Error("not heard")
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
