package imports_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/internal/sheet"
)

var errBroken = errors.New("the disk is full")

// failing is a store whose writes fail after some.
type failing struct {
	server.Store
	after int
}

func (f *failing) Write(ctx context.Context, do func(server.Tx) error) error {
	if f.after--; f.after < 0 {
		return errBroken
	}
	return f.Store.Write(ctx, do)
}

// manyPeople is a persons file of n rows: all test numbers, each with as many
// entitlements as it takes.
func manyPeople(t testing.TB, n int) string {
	t.Helper()
	raw, err := os.ReadFile("../../domain/testdata/test-personnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	people := strings.Fields(string(raw))
	var b strings.Builder
	b.WriteString(personHead)
	for i := range n {
		fmt.Fprintf(&b, "%s;;intyg;I%d;N;N1;;;2026-01-01;\n", people[i%len(people)], i)
	}
	return b.String()
}

// turns is a store that counts its transactions and measures the longest.
type turns struct {
	server.Store
	longest time.Duration
	writes  int
}

func (s *turns) Write(ctx context.Context, do func(server.Tx) error) error {
	began := time.Now()
	err := s.Store.Write(ctx, do)
	s.writes, s.longest = s.writes+1, max(s.longest, time.Since(began))
	return err
}

// I7: a large file is written in batches; none holds the database for long.
func TestI7LargeFilesAreWrittenInBatches(t *testing.T) {
	i := empty(t)
	p, err := i.Plan(ctx, "persons", strings.NewReader(manyPeople(t, 4000)), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	counted := &turns{Store: i.Store}
	i.Store, i.Pause = counted, time.Millisecond
	if err := i.Apply(ctx, p); err != nil {
		t.Fatal(err)
	}
	if counted.writes != 4 {
		t.Errorf("%d transactions for 4 000 rows", counted.writes)
	}
	ended, stop := context.WithCancel(ctx)
	stop()
	if err := i.Apply(ended, p); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
}

// lookUps writes access rows through a store of its own, as a serving process
// does at every look-up, until stop. It counts them and the longest wait.
type lookUps struct {
	done    sync.WaitGroup
	stop    chan struct{}
	first   chan struct{} // closed after the first one
	count   int
	longest time.Duration
	err     error
}

func lookUpBeside(t testing.TB, i imports.Import, path string) *lookUps {
	t.Helper()
	other, err := sqlstore.Open(ctx, "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	l := &lookUps{stop: make(chan struct{}), first: make(chan struct{})}
	row := server.AccessRow{At: i.Now(), HSAID: "SE0000000000-A1", Clinic: "11", Person: id(t, anna), Purpose: "räkning", Action: "lookup"}
	l.done.Go(func() {
		defer func() { l.err = errors.Join(l.err, other.Close()) }()
		for {
			began := time.Now()
			if err := other.Write(ctx, func(tx server.Tx) error { return tx.LogAccess(row) }); err != nil {
				l.err = err
			}
			l.longest = max(l.longest, time.Since(began))
			if l.count++; l.count == 1 {
				close(l.first)
			}
			select {
			case <-l.stop:
				return
			case <-time.After(5 * time.Millisecond): // somebody types the next number
			}
		}
	})
	<-l.first
	return l
}

func (l *lookUps) end(t testing.TB) {
	t.Helper()
	close(l.stop)
	l.done.Wait()
	if l.err != nil {
		t.Errorf("a look-up failed: %v", l.err)
	}
}

// I7: look-ups of a serving process have their turn between two batches, and none
// fails.
func TestI7LookUpsHaveTheirTurn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	i := atPath(t, "vgr", path)
	take(t, i, "clinics", clinicsFile)
	p := planned(t, i, "persons", manyPeople(t, 4000))
	l := lookUpBeside(t, i, path)
	counted := &turns{Store: i.Store}
	i.Store = counted
	i.Pause = 120 * time.Millisecond // more than a writer waits before it looks again
	if err := i.Apply(ctx, p); err != nil {
		t.Fatal(err)
	}
	l.end(t)
	if counted.writes != 4 || l.count < counted.writes {
		t.Errorf("%d batches, %d look-ups", counted.writes, l.count)
	}
}

// BenchmarkI7Import is a whole region's rights beside look-ups of another
// process. batch-ms is the longest transaction, wait-ms the longest look-up.
func BenchmarkI7Import(b *testing.B) {
	file := manyPeople(b, 480_000)
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "x.db")
		i := atPath(b, "vgr", path)
		take(b, i, "clinics", clinicsFile)
		l := lookUpBeside(b, i, path)
		p := planned(b, i, "persons", file)
		counted := &turns{Store: i.Store}
		i.Store, i.Pause = counted, 120*time.Millisecond
		if err := i.Apply(ctx, p); err != nil {
			b.Fatal(err)
		}
		l.end(b)
		if l.longest > time.Second {
			b.Errorf("a look-up waited %v", l.longest)
		}
		b.ReportMetric(float64(counted.longest.Milliseconds()), "batch-ms")
		b.ReportMetric(float64(l.longest.Milliseconds()), "wait-ms")
		b.ReportMetric(float64(l.count), "look-ups")
	}
}
