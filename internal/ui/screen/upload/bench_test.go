package upload

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// long is the result of a file of so many errors.
func long(t testing.TB, n int) *model {
	w := newWorld(t)
	found := make([]invoicefile.Finding, n)
	codes := []string{rules.CodeEntitlement, rules.CodeApprovalInvalid, rules.CodeCareModelMissing}
	for i := range found {
		found[i] = invoicefile.Finding{
			Finding: domain.Finding{Code: codes[i%3], Severity: domain.SeverityError, Item: domain.WholeBill, Params: map[string]string{"support": "N", "date": "2026-11-21", "approval": strconv.Itoa(i)}},
			Place:   i, Line: i*10 + 14, Path: "/invoiceFile/invoice[1]/bill[" + strconv.Itoa(i+1) + "]", Clinic: "31", BillRef: "R-" + strconv.Itoa(i), Person: "19600917-2336",
		}
	}
	m := New(w.env(), w, "").(*model)
	m.goOn(newResult(m, "/home/anna/a.xml", checked{domain.File{Name: "a.xml"}, app.FileCheck{Report: &invoicefile.Report{Bills: n, Faulty: n, Findings: found}}, tell(found, domain.DateOf(w.clock.Now())), nil}))
	return m
}

// BenchmarkFramesDuringACheck draws frame after frame, each with a key and a step of the
// clock before it, while a file of 10 000 bills is checked beside it: a frame has 16 ms.
func BenchmarkFramesDuringACheck(b *testing.B) {
	w := newWorld(b)
	w.content["/home/anna/large.xml"] = large(b, 10_000)
	var frames []time.Duration
	for b.Loop() {
		m := New(w.env(), w, "").(*model)
		check := m.check("/home/anna/large.xml").Cmd
		done := make(chan tea.Msg, 1)
		go func() { done <- check() }()
		for checking := true; checking; {
			var msg tea.Msg = screen.Tick{Now: w.clock.Now()}
			select {
			case msg = <-done:
				checking = false
			default:
			}
			begun := time.Now()
			m.Update(msg)
			m.Update(uitest.Key(b, "down"))
			m.View(uitest.Body(uitest.Sizes[1]))
			frames = append(frames, time.Since(begun))
			time.Sleep(time.Millisecond) // the others' turn: nobody draws more often
		}
		if r, ok := m.stage.(*result); !ok || r.check.Bills != 10_000 {
			b.Fatalf("%T", m.stage)
		}
	}
	slices.Sort(frames)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(frames[len(frames)/2]), "ms-median")
	b.ReportMetric(ms(frames[len(frames)*99/100]), "ms-p99")
	b.ReportMetric(ms(frames[len(frames)-1]), "ms-longest")
	over, _ := slices.BinarySearch(frames, 16*time.Millisecond)
	b.ReportMetric(100*float64(len(frames)-over)/float64(len(frames)), "%-over-16ms")
}

// large is a file of so many bills of two rows, a thousand on an invoice.
func large(t testing.TB, n int) string {
	var entries []*invoicefile.Entry
	for i := range n {
		day := domain.MustDate("2026-11-20").AddDays(-i % 300).String()
		no := strconv.Itoa(i)
		entries = append(entries, &invoicefile.Entry{
			ID: "a3c1f0de-52a4-4c0b-8d6f-" + strings.Repeat("0", 12-len(no)) + no, Invoice: invoicefile.Invoice{No: i/1000 + 1, Clinic: "31"},
			Draft: domain.DraftBill{Person: "196009172336", Support: "N", CareModel: "K1", BillRef: "R-" + no, Items: []domain.DraftItem{{Date: day, Code: "101", Price: "1100"}, {Date: day, Code: "121", Price: "500"}}},
		})
	}
	var out strings.Builder
	h := invoicefile.Header{FileID: "6f1d9b1e-0a53-4c2a-9f0f-3d5c7e1b2a41", Created: "2026-11-28T16:05:00+01:00", System: "Journalen", SystemVersion: "12.1", OrgNumber: "857209-0606"}
	if err := invoicefile.Write(&out, h, entries, domain.MustDate("2026-11-28")); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// BenchmarkLongErrorList is what a key costs with 100 000 errors: the screen has 16 ms.
func BenchmarkLongErrorList(b *testing.B) {
	m := long(b, 100_000)
	press := func(s screen.Screen, names ...string) {
		for _, n := range names {
			s.Update(uitest.Key(b, n))
			s.View(uitest.Body(uitest.Sizes[1]))
		}
	}
	for name, k := range map[string][]string{"move": {"down"}, "kinds": {"g", "g"}, "kind": {"g", "enter", "g", "g"}, "details": {"enter", "enter"}, "sort": {"s"}, "search": {"/", "9", "9", "esc"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				press(m, k...)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(k)), "ms/key")
		})
	}
}
