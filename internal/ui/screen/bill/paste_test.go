package bill

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/uitest"
)

func TestPastedLines(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pasted := strings.Join([]string{
		"Kod\tTand\tDatum\tKommentar",      // the spreadsheet's heading
		"301\t16\t2026-11-20\tdistalt sår", // tabs
		"16;301;20261119",                  // another order, semicolons
		"2026-11-18, 825, uk",              // commas
		"401 11 12 261117 tandsten, svår",  // a comma in the comment
		"401 11 12 261117 tandsten kvar",   // spaces, two teeth, the rest is the comment
		"",
		"302;17",            // no date: that of the line above
		"patavg\t-150,00",   // an amount, not 150 days ago
		"845 uk ig",         // words that are dates only elsewhere
		"999;57;2026-13-40", // nothing of it exists
		"Lagning av tand",   // no code at all
	}, "\r\n")
	pl.Paste(pasted)
	want := []domain.DraftItem{
		{Date: "2026-11-20", Code: "301", Position: "16", Comment: "distalt sår"},
		{Date: "2026-11-19", Code: "301", Position: "16"},
		{Date: "2026-11-18", Code: "825", Position: "UK"},
		{Date: "2026-11-17", Code: "401", Position: "11 12", Comment: "tandsten, svår"},
		{Date: "2026-11-17", Code: "401", Position: "11 12", Comment: "tandsten kvar"},
		{Date: "2026-11-17", Code: "302", Position: "17"},
		{Date: "2026-11-17", Code: "patavg", Price: "-150,00"},
		{Date: "2026-11-17", Code: "845", Position: "UK", Comment: "ig"},
		{Date: "2026-13-40", Code: "999", Position: "57"},
		{Date: "2026-13-40", Code: "Lagning", Comment: "av tand"},
	}
	got := last(p).Bills[0].Items
	if len(got) != 13 || !slices.Equal(got[3:], want) {
		for i, it := range got[3:] {
			t.Errorf("%+v", it)
			if i < len(want) && it != want[i] {
				t.Errorf("want %+v", want[i])
			}
		}
	}
	if !strings.Contains(pl.Last.Notice, "10 rader inklistrade") || cursor(pl) != "13 code" {
		t.Fatal(pl.Last.Notice, cursor(pl))
	}
	pl.Golden("pasted")
	pl.Press("f3") // to the first that is wrong, exactly
	if c := cursor(pl); !strings.HasPrefix(c, "3 ") && !strings.HasPrefix(c, "6 ") {
		t.Fatal(c)
	}
	pl.Press("ctrl+z") // one step
	if n := len(last(p).Bills[0].Items); n != 3 {
		t.Fatalf("%d rows", n)
	}
}

// Text of one line goes where the cursor is; a spreadsheet's row is a row.
func TestPastedText(t *testing.T) {
	pl, p := open(t, "")
	pl.Paste("19600917\n-2336") // not in the rows: one field
	pl.Press("enter")
	if got := last(p).Bills[0].Person; strings.Contains(got, "\n") || len(last(p).Bills[0].Items) != 0 {
		t.Fatalf("%q", got)
	}
	pl, p = open(t, "")
	typeBill(pl)
	pl.Press("up", "up", "tab", "ctrl+u")
	pl.Paste("11;12")
	pl.Press("tab")
	if got := rows(p); got != "23 101, 23 825 11 12, 23 patAvg" {
		t.Fatal(got)
	}
	pl.Paste("301\t16")
	if got := rows(p); !strings.Contains(got, "23 301 16") {
		t.Fatal(got)
	}
	pl.Press("down", "down", "f4")
	pl.Paste("rad ett\nrad två")
	pl.Wait(time.Second)
	if items := last(p).Bills[0].Items; items[len(items)-1].Comment != "rad ett rad två" {
		t.Fatalf("%+v", items)
	}
}

// Rows pasted under a date that was not left yet take the day it means.
func TestPastedUnderADateStillTyped(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("shift+tab") // from the code of the empty row to its date
	pl.Type("ig")
	pl.Paste("301 16\n302 17")
	for _, it := range last(p).Bills[0].Items {
		if _, err := domain.ParseDate(it.Date); err != nil { // tomorrow "ig" is another day
			t.Errorf("%+v", it)
		}
	}
}

// Rows pasted while the cursor is still in a field above become rows all the
// same; what is no row stays text of its field.
func TestRowsPastedAboveTheRows(t *testing.T) {
	pl, p := open(t, "")
	pl.Type(person)
	pl.Press("enter")
	pl.Paste("101;ig\n301;ig\n")
	if got := rows(p); got != "22 101, 22 301" || cursor(pl) != "2 code" {
		t.Fatal(got, cursor(pl))
	}
	pl.Press("ctrl+z", "shift+tab", "shift+tab", "shift+tab")
	pl.Paste("A-1\nB-2")
	pl.Wait(time.Second)
	if d := last(p); len(d.Bills[0].Items) != 0 || !strings.Contains(d.InvoiceNo+d.Bills[0].BillRef, "A-1 B-2") {
		t.Fatalf("%+v", d)
	}
}

// However much is pasted, the rows are bounded, it is told, and nothing of it
// reaches the terminal unfiltered.
func TestHostilePaste(t *testing.T) {
	for name, s := range map[string]string{
		"lines":    strings.Repeat("101;2026-11-20\n", 70_000),
		"one line": strings.Repeat("a 16 ", 210_000),
		"cells":    strings.Repeat("101;", 260_000) + "\n\n",
		"controls": strings.Repeat("\x1b]52;c;eA==\a\u202e101\t\x00\x9b2J16\n", 40_000),
		"breaks":   strings.Repeat("\r", 1_000_000),
		"bad":      strings.Repeat("\xff\xfe\n", 300_000),
	} {
		pl, p := open(t, "")
		typeBill(pl)
		pl.Paste(s)
		pl.Wait(time.Second)
		items := last(p).Bills[0].Items
		if len(items) > editor.MaxRows {
			t.Errorf("%s: %d rows", name, len(items))
		}
		for _, it := range items {
			if strings.ContainsAny(it.Code+it.Comment+it.Position+it.Date, "\x1b\a\x00\u202e\u009b\n") {
				t.Fatalf("%s: %+v", name, it)
			}
		}
		for _, z := range uitest.Sizes {
			if v := pl.Screen.View(uitest.Body(z)); strings.ContainsAny(v, "\x1b\a\x00\u202e\u009b") {
				t.Fatalf("%s: %q", name, v)
			}
		}
		if name == "lines" && !strings.Contains(pl.Last.Notice, "fick inte plats") {
			t.Error(pl.Last.Notice)
		}
		pl.Press("ctrl+z")
		if n := len(last(p).Bills[0].Items); n != 3 {
			t.Errorf("%s: %d rows after undoing", name, n)
		}
	}
}
