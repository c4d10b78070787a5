package rules_test

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// thirty is a bill of 30 items on six visits.
func thirty(t testing.TB, f rules.Facts) domain.Bill {
	t.Helper()
	d := good().Bills[0]
	d.Items = nil
	for day := 10; day < 16; day++ {
		date := "2026-11-" + strconv.Itoa(day)
		d.Items = append(d.Items,
			domain.DraftItem{Date: date, Code: "101"}, domain.DraftItem{Date: date, Code: "825", Position: "uk"},
			domain.DraftItem{Date: date, Code: "704", Position: "46"}, domain.DraftItem{Date: date, Code: "401", Position: "11"},
			domain.DraftItem{Date: date, Code: "patAvg"})
	}
	bill, found := rules.Read(d, f)
	if len(found) > 0 || len(bill.Items) != 30 {
		t.Fatalf("%d items, %+v", len(bill.Items), found)
	}
	return bill
}

// A key press checks the whole bill: at most 100 allocations (issue "All rules").
func TestCheckAllocations(t *testing.T) {
	f := vgr(t)
	bill := thirty(t, f)
	if n := testing.AllocsPerRun(50, func() { rules.Check(bill, f) }); n > 100 {
		t.Errorf("%v allocations", n)
	}
}

// 30 items in under 50 µs.
func BenchmarkCheck30(b *testing.B) {
	f := vgr(b)
	bill := thirty(b, f)
	b.ReportAllocs()
	for b.Loop() {
		rules.Check(bill, f)
	}
}

// payers are the test patients who pay fees.
func payers(t testing.TB) (list []domain.PersonID) {
	t.Helper()
	raw, err := os.ReadFile("../testdata/test-personnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if id := personID(t, line); id.AgeOn(today) > 25 && id.AgeOn(today) < 85 {
			list = append(list, id)
		}
	}
	return list
}

// Check10k decodes and checks 10 000 bills without faults, of many patients and
// days; its reference, in turn with it, is decoding them (goal: at most 1.25).
func BenchmarkCheck10k(b *testing.B) {
	f := vgr(b)
	patients := payers(b)
	for _, id := range patients {
		known := f.Persons[personID(b, adult)]
		known.Person = id
		f.Persons[id] = known
	}
	bills := make([]domain.Bill, 10_000)
	for i := range bills {
		bills[i] = thirty(b, f)
		bills[i].Items = bills[i].Items[:5]
		bills[i].BillRef, bills[i].Person = strconv.Itoa(i), patients[i%len(patients)]
		for j := range bills[i].Items {
			bills[i].Items[j].Date = today.AddDays(-i / len(patients))
		}
	}
	if found := rules.CheckInvoice("1", bills, f); len(found) > 0 {
		b.Fatalf("%d findings, first %+v", len(found), found[0])
	}
	raw, err := json.Marshal(bills)
	if err != nil {
		b.Fatal(err)
	}
	decode := func() (list []domain.Bill) {
		if err := json.Unmarshal(raw, &list); err != nil {
			b.Fatal(err)
		}
		return list
	}
	var checked, read time.Duration
	for b.Loop() {
		start := time.Now()
		rules.CheckInvoice("1", decode(), f)
		between := time.Now()
		decode()
		checked, read = checked+between.Sub(start), read+time.Since(between)
	}
	b.ReportMetric(checked.Seconds()/read.Seconds(), "x-read")
}
