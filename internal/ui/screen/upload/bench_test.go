package upload

import (
	"strconv"
	"testing"

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
	m.goOn(newResult(m, "/home/anna/a.xml", checked{domain.File{Name: "a.xml"}, app.FileCheck{Report: &invoicefile.Report{Bills: n, Faulty: n, Findings: found}}, tell(found), nil}))
	return m
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
