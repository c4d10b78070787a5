package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/demo/data"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/test/regions"
	"example.org/tandtui/test/verbs"
)

// TestMain lets scripts and tests start this test binary as tandserver.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tandserver": main})
}

func TestVerbs(t *testing.T) {
	verbs.Run(t, map[string]verbs.Command{
		"demoregion": demoRegion, "lockfolder": lockFolder, "dates": dates,
		"opendatabase": openDatabase, "writedatabase": writeDatabase, "newestrun": newestRun, "spoilbooks": spoilBooks,
	})
}

// dates gives a script days from today: payment knows the computer's clock.
func dates(s *testscript.TestScript, _ bool, _ []string) {
	clock, err := swedishClock()
	s.Check(err)
	today := domain.DateOf(clock())
	closed := today.AddDays(2)
	for bankday.Closed(closed) == "" {
		closed = closed.AddDays(1)
	}
	s.Setenv("TODAY", today.String())
	s.Setenv("FUTURE", today.AddMonths(12*9).String())           // not too far for a message
	s.Setenv("BANKDAY", bankday.Next(today.AddDays(9)).String()) // the demo's invoices are approved for an earlier one
	s.Setenv("CLOSED", closed.String())
	schemas, err := filepath.Abs(filepath.Join("..", "..", "internal", "bank", "testdata", "xsd"))
	s.Check(err)
	s.Setenv("XSD", schemas)
}

// newestRun ("newestrun FILE") gives a script the number of the newest pay run, and
// Vår referens of an invoice that the bank is to pay in it.
func newestRun(s *testscript.TestScript, _ bool, args []string) {
	store := database(s, args)
	defer func() { s.Check(store.Close()) }()
	s.Check(store.Read(context.Background(), func(tx server.Tx) error {
		runs, err := tx.PayRuns(1)
		if err != nil || len(runs) == 0 {
			return errors.Join(err, errors.New("no pay run"))
		}
		s.Setenv("RUN", fmt.Sprint(runs[0].No))
		list, err := tx.Settlements(runs[0].No)
		for _, x := range list {
			if x.Payout.Sum > 0 {
				s.Setenv("REF", fmt.Sprint(x.Parts[len(x.Parts)-1].OurRef))
			}
		}
		return err
	}))
}

// spoilBooks ("spoilbooks FILE") adds an entry that nothing stands behind.
func spoilBooks(s *testscript.TestScript, _ bool, args []string) {
	store := database(s, args)
	defer func() { s.Check(store.Close()) }()
	s.Check(store.Write(context.Background(), func(tx server.Tx) error {
		return tx.AddEntries(money.Entry{Clinic: "3101", Debit: money.Cost, Credit: money.Payable, Amount: 1, OurRef: 600001})
	}))
}

// openDatabase ("opendatabase FILE") has a database open until the script has
// ended, as a running server does.
func openDatabase(s *testscript.TestScript, _ bool, args []string) {
	store := database(s, args)
	s.Defer(func() { _ = store.Close() })
}

// writeDatabase ("writedatabase FILE") is in the middle of writing to a database
// until the script has ended.
func writeDatabase(s *testscript.TestScript, _ bool, args []string) {
	store, begun, end, ended := database(s, args), make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- store.Write(context.Background(), func(server.Tx) error {
			close(begun)
			<-end
			return nil
		})
	}()
	<-begun
	s.Defer(func() {
		close(end)
		_ = errors.Join(<-ended, store.Close())
	})
}

func database(s *testscript.TestScript, args []string) *sqlstore.Store {
	if len(args) != 1 {
		s.Fatalf("usage: opendatabase FILE, writedatabase FILE")
	}
	store, err := sqlstore.Open(context.Background(), "sqlite:"+s.MkAbs(args[0]))
	s.Check(err)
	return store
}

// demoRegion ("demoregion DIR DATE") makes the folder of `tandserver demo`
// without serving it.
func demoRegion(s *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		s.Fatalf("usage: demoregion DIR DATE")
	}
	today, err := domain.ParseDate(args[1])
	s.Check(err)
	clock, err := swedishClock()
	s.Check(err)
	noon := time.Date(today.Year(), today.Month(), today.Day(), 12, 0, 0, 0, clock().Location())
	s.Check(regions.Copy(s.MkAbs(args[0]), "demo folder "+today.String(), func(dir string) error {
		_, err := data.Prepare(context.Background(), dir, "vgr", today, noon)
		return err
	}))
}

// lockFolder ("lockfolder DIR") keeps a demo's folder as a running server does,
// until the script has ended.
func lockFolder(s *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		s.Fatalf("usage: lockfolder DIR")
	}
	lock, err := data.Lock(s.MkAbs(args[0]))
	s.Check(err)
	s.Defer(func() { _ = lock.Close() })
}
