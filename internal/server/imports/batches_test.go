package imports_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/server"
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

// turns is a store that counts its transactions, and whether another writer had
// its turn between two of them.
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
	p, err := i.Plan(ctx, "persons", strings.NewReader(manyPeople(t, 20_000)), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	counted := &turns{Store: i.Store}
	i.Store, i.Pause = counted, time.Millisecond
	if err := i.Apply(ctx, p); err != nil {
		t.Fatal(err)
	}
	if counted.writes != 10 {
		t.Errorf("%d transactions for 20 000 rows", counted.writes)
	}
	ended, stop := context.WithCancel(ctx)
	stop()
	if err := i.Apply(ended, p); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
}

// BenchmarkI7Import is a whole region's rights; longest-ms is how long one
// transaction kept others waiting.
func BenchmarkI7Import(b *testing.B) {
	for b.Loop() {
		i := empty(b)
		p, err := i.Plan(ctx, "persons", strings.NewReader(manyPeople(b, 480_000)), sheet.Options{})
		if err != nil {
			b.Fatal(err)
		}
		counted := &turns{Store: i.Store}
		i.Store = counted
		if err := i.Apply(ctx, p); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(counted.longest.Milliseconds()), "longest-ms")
	}
}
