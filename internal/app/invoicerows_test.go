package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

func summaries(n int) []InvoiceSummary {
	rows := make([]InvoiceSummary, n)
	for i := range rows {
		rows[i] = InvoiceSummary{
			OurRef: int64(600000 - i), InvoiceNo: fmt.Sprintf("2026-%06d", i), Received: time.Date(2026, 11, 1+i%28, 12, 0, 0, 0, time.UTC),
			Sum: domain.Ore(i%5000) * 12_50, Status: domain.StatusReceived, Bills: 1,
			Persons: []string{fmt.Sprintf("%012d", 194005120000+i%9999)}, BillRefs: []string{fmt.Sprintf("Ref Å%d", i)}, BillNos: []int64{int64(900000 + i)},
		}
	}
	return rows
}

func refs(rows []InvoiceSummary) (list []int64) {
	for _, r := range rows {
		list = append(list, r.OurRef)
	}
	return list
}

// D2 and W25: every way in which a number is written finds it.
func TestD2W25EverythingThatIdentifiesAnInvoiceFindsIt(t *testing.T) {
	c := &chosenRows{rows: []InvoiceSummary{
		{OurRef: 646542, InvoiceNo: "2026-11-014", Sum: 16_150_00, Persons: []string{"193405128350"}, BillRefs: []string{"Ärende 7"}, BillNos: []int64{4851}},
		{OurRef: 518148, InvoiceNo: "123_Kredit", Sum: -780_50, Persons: []string{"194112169182"}, BillRefs: []string{"980890"}, BillNos: []int64{1745}},
	}}
	for words, want := range map[string][]int64{
		"": {646542, 518148}, "2026-11-014": {646542}, "_kredit": {518148}, "646542": {646542}, "ärende 7": {646542}, "ÄRENDE": {646542},
		"19340512-8350": {646542}, "193405128350": {646542}, "4851": {646542}, "1745": {518148},
		"16150": {646542}, "16 150,00": {646542}, "16\u00a0150,00": {646542}, "-780,50": {518148}, "780,50": {518148}, "finns inte": nil, " 518148 ": {518148},
	} {
		if got := refs(c.find(words)); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", words, got, want)
		}
	}
}

// A search never runs from one row into the next, and misses none: it finds what
// looking at each row by itself finds.
func TestSearchIsThatOfEachRow(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := &chosenRows{rows: summaries(rapid.IntRange(0, 40).Draw(r, "rows"))}
		words := rapid.StringMatching(`[ -]?[0-9år_]{1,6}`).Draw(r, "words")
		var want []int64
		for i := range c.rows {
			one := &chosenRows{rows: c.rows[i : i+1]}
			want = append(want, refs(one.find(words))...)
		}
		if got := refs(c.find(words)); !slices.Equal(got, want) {
			r.Errorf("%q finds %v, want %v", words, got, want)
		}
	})
}

// A submenu can be narrowed to each of its types, and every invoice is of one.
func TestD11EveryInvoiceIsOfOneType(t *testing.T) {
	for _, status := range []domain.Status{domain.StatusReceived, domain.StatusApproved, domain.StatusPaid, domain.StatusVoided, domain.StatusDeleted} {
		for _, credit := range []int64{0, 518148} {
			s := &InvoiceSummary{Status: status, CreditOf: credit}
			n, types := 0, tabOf(s).Types()
			for _, kind := range types[1:] {
				if kind.is(s) {
					n++
				}
			}
			if len(types) > 1 && n != 1 || !TypeAll.is(s) {
				t.Errorf("%s, credit of %d: of %d types", status, credit, n)
			}
		}
	}
}

// BenchmarkSearchKey is a key in the search of 100 000 invoices, against a scan of
// their text in one string.
func BenchmarkSearchKey(b *testing.B) {
	c := &chosenRows{rows: summaries(100_000)}
	c.find("x")
	for _, words := range []string{"99999", "no such invoice"} {
		b.Run(strings.ReplaceAll(words, " ", "-"), func(b *testing.B) {
			var scan, key time.Duration
			for b.Loop() {
				at := time.Now()
				if strings.Contains(c.text, "\x00") {
					b.Fatal("found")
				}
				for rest, found := c.text, true; found; {
					_, rest, found = strings.Cut(rest, words)
				}
				scan += time.Since(at)
				at = time.Now()
				c.find(words)
				key += time.Since(at)
			}
			b.ReportMetric(float64(key)/float64(scan), "x-scan")
		})
	}
}
