package perf

import (
	"context"
	"fmt"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/store"
	"example.org/tandtui/internal/ui/screen"
)

// many is more drafts than any clinic leaves lying.
const many = 10_000

// fill makes a user's store with so many drafts.
func fill(tb testing.TB, n int) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	s, err := store.NewVault(dir, clock{}).Open(tb.Context(), holder, holder, session{}.StoreKey)
	if err != nil {
		tb.Fatal(err)
	}
	for i := range n {
		d := lying(i)
		day := domain.MustDate(d.Bills[0].Items[0].Date)
		sum := app.DraftSummary{
			ID: d.ID, Clinic: d.Clinic, State: d.State, Updated: d.Updated, InvoiceNo: d.InvoiceNo, Person: "19600917-2336",
			Support: domain.SupportN, Bills: 1, FirstDate: day.AddDays(-i % 300), Sum: domain.Kronor(int64(i)), Find: patient + " " + d.InvoiceNo,
		}
		if err := s.SaveDraft(d, sum); err != nil {
			tb.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// lying is one of the drafts that lie in the store.
func lying(i int) domain.Draft {
	return domain.Draft{
		ID: fmt.Sprintf("00000000-0000-7000-9000-%012d", i), Clinic: "3101", Author: holder, Created: clock{}.Now(), Updated: clock{}.Now(),
		State: domain.DraftOpen, InvoiceNo: fmt.Sprint(i), Bills: []domain.DraftBill{{Person: patient, Support: "N", Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101"}}}},
	}
}

// homeChild is the start page of a user at work.
func homeChild(dir string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a, err := program(ctx, dir)
	if err != nil {
		return err
	}
	if err := atWork(ctx, a); err != nil {
		return err
	}
	return show(ctx, a, screen.Route{Name: screen.Home})
}

const (
	// draftsTitle stands in the rule above the list from its first frame on.
	draftsTitle = " Utkast \x1b["
	aDraft      = "19600917-2336"
)

// BenchmarkListOfDrafts is the time from the key of the menu to the first frame
// of Utkast, and to its rows, with 10 000 drafts and with ten, in turn. The list
// is read after the first frame, which therefore takes as long for both.
func BenchmarkListOfDrafts(b *testing.B) {
	const turns = 25
	long, short := spawn(b, "home", fill(b, many), windows[0].size), spawn(b, "home", fill(b, 10), windows[0].size)
	for _, x := range []*terminal{long, short} {
		x.until(b, "Utkast")
		x.rest(time.Second)
	}
	for b.Loop() {
		took := map[*terminal][2][]time.Duration{}
		for range turns {
			for _, x := range []*terminal{long, short} {
				t := took[x]
				began := time.Now()
				t[0] = append(t[0], x.press(b, "6", draftsTitle))
				x.until(b, aDraft)
				t[1] = append(t[1], time.Since(began))
				took[x] = t
				x.rest(200 * time.Millisecond)
				x.press(b, "\x1b", "Registrera")
				x.rest(200 * time.Millisecond)
			}
		}
		b.ReportMetric(quantile(took[long][0], 50)*1e3, "frame-ms")
		b.ReportMetric(quantile(took[long][0], 50)/quantile(took[short][0], 50), "frame-x-ten")
		b.ReportMetric(quantile(took[long][1], 50)*1e3, "rows-ms")
		b.ReportMetric(quantile(took[long][1], 50)/quantile(took[short][1], 50), "rows-x-ten")
	}
}

// BenchmarkFirstFrame is the time from the start of the program, with 10 000
// drafts on its disk, to its first frame, in turn with a minimal one. Goal: 1.3
// times at most.
func BenchmarkFirstFrame(b *testing.B) {
	const turns = 20
	dir := fill(b, many)
	for b.Loop() {
		var ours, least []time.Duration
		for range turns {
			for _, c := range []struct {
				name, first string
				took        *[]time.Duration
			}{{"login", "SITHS", &ours}, {"minimal", ready, &least}} {
				began := time.Now()
				x := spawn(b, c.name, dir, windows[0].size)
				x.until(b, c.first)
				*c.took = append(*c.took, time.Since(began))
				x.end()
			}
		}
		b.ReportMetric(quantile(ours, 50)/quantile(least, 50), "x-minimal")
		b.ReportMetric(quantile(ours, 50)*1e3, "p50-ms")
	}
}
