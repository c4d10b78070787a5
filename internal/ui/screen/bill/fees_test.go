package bill

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/uitest"
)

// twoVisits types a bill with two visits and no fee.
func twoVisits(pl *uitest.Player, number string) {
	pl.Type(number)
	pl.Press("enter", "tab", "enter", "tab")
	m := pl.Screen.(*model)
	m.form.SetFocus(m.firstCell(), -1)
	pl.Type("101")
	pl.Press("enter")
	pl.Type("301")
	pl.Press("enter", "shift+tab")
	pl.Type("-3")
	pl.Press("enter")
	pl.Type("302")
	pl.Press("enter")
}

func TestMissingFeesAreSuggestedAndAdded(t *testing.T) {
	pl, p := open(t, "")
	twoVisits(pl, person)
	pl.Golden("fees-missing")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("alt+a")
	if got := rows(p); got != "23 101, 23 301, 23 patAvg, 20 302, 20 patAvg" || cursor(pl) != "5 code" {
		t.Fatal(got, cursor(pl))
	}
	if !strings.Contains(pl.Last.Notice, "2 patientavgifter lades till") {
		t.Fatal(pl.Last.Notice)
	}
	pl.Golden("fees-added")
	pl.Press("alt+a")
	if got := rows(p); strings.Count(got, "patAvg") != 2 || !strings.Contains(pl.Last.Notice, "Ingen patientavgift saknas.") {
		t.Fatal(got, pl.Last.Notice)
	}
	pl.Press("ctrl+z") // both in one step
	if got := rows(p); got != "23 101, 23 301, 20 302" {
		t.Fatal(got)
	}
}

func TestWhyNoFeeIsDue(t *testing.T) {
	pl, p := open(t, "")
	old := "19340512-8350"
	p.know(t, old, domain.Entitlement{No: "1", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}})
	twoVisits(pl, old)
	pl.Golden("fees-age")
	pl.Press("alt+a")
	if got := rows(p); strings.Contains(got, "patAvg") || !strings.Contains(pl.Last.Notice, "fyllt 85") {
		t.Fatal(got, pl.Last.Notice)
	}

	pl, _ = open(t, "")
	twoVisits(pl, person)
	rewrite(pl, func(b *domain.DraftBill) {
		b.Exempt, b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = true, "7", "2026-11-21", "2027-11-20"
	})
	pl.Press("f5")
	pl.Wait(time.Second)
	if v := pl.View(uitest.Sizes[1]); !strings.Contains(v, "Ingen avgift 2026-11-23: frikort") || !strings.Contains(v, "Avgift saknas 2026-11-20") {
		t.Fatal(v)
	}
}

// A visit divided between two bills of the invoice pays once.
func TestFeeTakenOnAnotherBill(t *testing.T) {
	pl, p := open(t, "")
	twoVisits(pl, person)
	pl.Press("alt+a", "f6")
	twoVisits(pl, person)
	pl.Golden("fees-taken")
	pl.Press("alt+a")
	if n := len(last(p).Bills[1].Items); n != 3 || !strings.Contains(pl.Last.Notice, "redan tagen") {
		t.Fatal(n, pl.Last.Notice)
	}
}

// Dates as people type them, and the row after takes the date over.
func TestDateShortcuts(t *testing.T) {
	for typed, want := range map[string]string{"i": "2026-11-23", "ig": "2026-11-22", "-3": "2026-11-20", "231123": "2023-11-23", "20261120": "2026-11-20", "2026-11-19": "2026-11-19"} {
		pl, p := open(t, "")
		m := pl.Screen.(*model)
		pl.Type(person)
		pl.Press("enter")
		m.form.SetFocus(m.firstCell(), -1)
		pl.Press("shift+tab")
		pl.Type(typed)
		pl.Press("enter")
		pl.Type("101")
		pl.Press("enter")
		pl.Wait(time.Second)
		if got := last(p).Bills[0].Items; len(got) != 1 || got[0].Date != want || m.ed.NewRowDate() != want {
			t.Errorf("%s: %+v, next %s", typed, got, m.ed.NewRowDate())
		}
	}
}

// Where the region names no fee, the cursor stands on the amount to be typed.
func TestFeeWithoutAmountIsTyped(t *testing.T) {
	pl, p := openRegion(t, "varmland")
	pl.Type(person)
	pl.Press("enter")
	pl.Screen.(*model).form.SetFocus(cell(0, domain.FieldItemCode), -1)
	pl.Type("101")
	pl.Press("enter", "alt+a")
	if c := cursor(pl); c != "1 price" {
		t.Fatalf("%s, %+v", c, last(p).Bills[0].Items)
	}
}

// Fees never make a bill longer than it may be: all of them, or none and a word.
func TestFeesKeepTheLimitOfRows(t *testing.T) {
	for rows, want := range map[int]int{editor.MaxRows - 2: editor.MaxRows, editor.MaxRows - 1: editor.MaxRows - 1} {
		pl, _ := open(t, "")
		pl.Type(person)
		pl.Press("enter")
		m := pl.Screen.(*model)
		rewrite(pl, func(b *domain.DraftBill) {
			for i := range rows {
				b.Items = append(b.Items, domain.DraftItem{Date: []string{"2026-11-23", "2026-11-20"}[i%2], Code: "101"})
			}
		})
		m.form.SetFocus(cell(0, domain.FieldItemCode), -1)
		m.noteFocus()
		pl.Press("alt+a")
		if got := len(m.ed.Raw(0).Items); got != want || want == rows && pl.Last.Notice != labels.RowsFull(editor.MaxRows) {
			t.Errorf("%d rows became %d: %s", rows, got, pl.Last.Notice)
		}
	}
}

// rewrite changes what stands on the bill, behind the keys.
func rewrite(pl *uitest.Player, change func(b *domain.DraftBill)) {
	m := pl.Screen.(*model)
	d, who := m.ed.Draft(), m.ed.Person()
	change(&d.Bills[0])
	m.ed = editor.New(m.port, m.env.Now, m.MarkDirty, d, true)
	m.ed.Know(who)
	m.fill()
}
