package sheet

import (
	"reflect"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// said is what reading a cell finds wrong with it.
func said(t *testing.T, c Cell, do func(Line)) string {
	t.Helper()
	table := &Table{Rows: []Row{{No: 1, Cells: []Cell{{Text, "a"}}}, {No: 2, Cells: []Cell{c}}}, Source: Source{Sheet: "x"}}
	if err := table.Lines([]Column{{Name: "a"}}, do); err != nil {
		return err.Error()
	}
	return ""
}

// A number that spreadsheets make of two codes ("101 121") and a day they make
// of "3-12" are no texts.
func TestLineText(t *testing.T) {
	for c, says := range map[Cell]string{
		{Text, "x"}: "", {Number, "0123"}: "", {}: "", {Date, "2026-12-03"}: "är ett datum", {Amount, "101121"}: "decimaler eller tusental", {Bool, "ja"}: "SANT eller FALSKT",
	} {
		got := ""
		if s := said(t, c, func(l Line) { got = l.Text("a") }); !strings.Contains(s, says) || says == "" && (s != "" || got != c.Text) || says != "" && got != "" {
			t.Errorf("%+v: %q, %s", c, got, s)
		}
	}
	if s := said(t, Cell{}, func(l Line) { l.Must("a") }); s != "rad 2, a: saknas" {
		t.Error(s)
	}
}

func TestI11YesAndNo(t *testing.T) {
	for c, want := range map[Cell][2]bool{
		{Text, "ja"}: {true, true}, {Text, "NEJ"}: {false, true}, {Text, "SANT"}: {true, true}, {Text, "Falskt"}: {false, true}, {Text, "TRUE"}: {true, true},
		{Bool, "ja"}: {true, true}, {Bool, "nej"}: {false, true}, {}: {false, false},
	} {
		var got [2]bool
		if s := said(t, c, func(l Line) { got[0], got[1] = l.YesNo("a") }); s != "" || got != want {
			t.Errorf("%+v: %v %s", c, got, s)
		}
	}
	for _, c := range []Cell{{Text, "kanske"}, {Number, "1"}, {Text, "x"}, {Date, "2026-01-01"}} {
		if s := said(t, c, func(l Line) { l.YesNo("a") }); s != "rad 2, a: ska vara ja eller nej" {
			t.Errorf("%+v: %s", c, s)
		}
	}
}

func TestI5DatesAndTheirEnd(t *testing.T) {
	for c, want := range map[Cell]string{{Text, "2026-12-31"}: "2026-12-31", {Date, "2026-12-31"}: "2026-12-31", {Text, "9999-12-31"}: "", {Date, "9999-12-31"}: ""} {
		var got domain.Date
		given := false
		if s := said(t, c, func(l Line) { got, given = l.Date("a") }); s != "" || got.String() != want || !given {
			t.Errorf("%+v: %s %v %s", c, got, given, s)
		}
	}
	for _, c := range []Cell{{Text, "2026-02-30"}, {Text, "26-01-01"}, {Number, "46387"}, {Number, "050101"}, {Bool, "ja"}, {Text, "3026-01-01"}} {
		if s := said(t, c, func(l Line) { l.Date("a") }); !strings.HasPrefix(s, "rad 2, a: inget datum") {
			t.Errorf("%+v: %s", c, s)
		}
	}
}

func TestLineAmount(t *testing.T) {
	for c, want := range map[Cell]domain.Ore{
		{Text, "12 000,50"}: 1_200_050, {Text, "1050 kr"}: 105_000, {Number, "1050"}: 105_000, {Amount, "980.1"}: 98_010, {Number, "0"}: 0,
	} {
		var got domain.Ore
		if s := said(t, c, func(l Line) { got, _ = l.Amount("a") }); s != "" || got != want {
			t.Errorf("%+v: %s %s", c, got, s)
		}
	}
	for _, c := range []Cell{{Text, "1e5"}, {Text, "1.050"}, {Text, "12.000,50"}, {Text, "-5"}, {Date, "2026-01-01"}, {Amount, "980.125"}, {Bool, "ja"}, {Text, "dyr"}} {
		if s := said(t, c, func(l Line) { l.Amount("a") }); !strings.HasPrefix(s, "rad 2, a: inget belopp i kronor") || strings.Contains(s, "utan punkt") != (c.Text == "12.000,50") {
			t.Errorf("%+v: %s", c, s)
		}
	}
}

// I3, I10: several codes in a cell are several codes, however they are parted.
func TestI3I10CodesInACell(t *testing.T) {
	for _, s := range []string{"101 121 301S", "101,121,301S", "101;121;301S", " 101, 121 ; 301S "} {
		var got []string
		if says := said(t, textCell(s), func(l Line) { got = l.Codes("a") }); says != "" || !reflect.DeepEqual(got, []string{"101", "121", "301S"}) {
			t.Errorf("%q: %q %s", s, got, says)
		}
	}
	for _, c := range []Cell{{Text, "101/121"}, {Text, "101.121"}, {Text, "101 101"}, {Amount, "101121"}, {Text, "101-121"}, {Text, "１０１"}, {Text, strings.Repeat("1", 21)}} {
		if says := said(t, c, func(l Line) { l.Codes("a") }); says == "" {
			t.Errorf("%+v is taken", c)
		}
	}
}
