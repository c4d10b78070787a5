package editor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

// The price of what is charged by its actual cost is typed: an amount with parted
// thousands is one amount, and a number of things is none.
func TestPastedAmounts(t *testing.T) {
	p := pasting{today: domain.MustDate("2026-11-23"), above: "2026-11-20", find: func(_, code string) (domain.Procedure, bool) {
		return domain.Procedure{Code: code, ActualCost: code == "899"}, code == "899" || code == "101"
	}}
	for line, want := range map[string]domain.DraftItem{
		"899 1 250,50":               {Price: "1 250,50"},
		"899 1 250":                  {Price: "1 250"},
		"899 12\u00a0500,00":         {Price: "12500,00"},
		"899 1\u202f250,50 krona":    {Price: "1250,50", Comment: "krona"},
		"899 450":                    {Price: "450"},
		"899 16 250":                 {Position: "16", Price: "250"}, // a tooth, and what it cost
		"899 2 st 450,00":            {Comment: "2 st 450,00"},       // its price is asked for
		"899\t1 250,50\tskena":       {Price: "1 250,50", Comment: "skena"},
		"101 3 250 mg":               {Comment: "3 250 mg"},
		"101 2026-11-19 16 1 100,00": {Position: "16", Price: "1 100,00"},
	} {
		rows, _ := p.rows([]string{line}, 1)
		got := rows[0]
		got.Date, got.Code = "", ""
		if got != want {
			t.Errorf("%q: %+v, want %+v", line, got, want)
		}
	}
}

// Every character of a line that a field can hold stands somewhere in its row.
func TestPasteLosesNothing(t *testing.T) {
	part := rapid.SampledFrom([]string{"101", "999", "16", "57", "UK", "2026-11-20", "2026-13-40", "tandsten", "svår", "-200", "patAvg", "i", "å", "12345"})
	rapid.Check(t, func(rt *rapid.T) {
		sep := rapid.SampledFrom([]string{"\t", ";", " "}).Draw(rt, "sep")
		parts := rapid.SliceOfN(part, 1, 8).Draw(rt, "parts")
		p := pasting{today: domain.MustDate("2026-11-23"), above: "2026-11-23", find: func(_, code string) (domain.Procedure, bool) {
			return domain.Procedure{Code: code}, code == "101" || code == "patAvg"
		}}
		rows, left := p.rows([]string{strings.Join(parts, sep)}, MaxRows)
		if len(rows) != 1 || left != 0 {
			rt.Fatalf("%d rows, %d left", len(rows), left)
		}
		it := rows[0]
		all := " " + strings.Join([]string{it.Date, it.Code, it.Position, it.Price, it.Comment}, " ") + " "
		for _, s := range parts {
			if s != "i" && !strings.Contains(all, " "+s+" ") { // i is a date, told in full
				rt.Fatalf("%q is lost in %+v", s, it)
			}
			all = strings.Replace(all, " "+s+" ", "  ", 1)
		}
	})
}

// reads is a line read as a row, with the codes of the price list named.
func reads(line string, known ...string) domain.DraftItem {
	p := pasting{today: domain.MustDate("2026-11-23"), above: "2026-11-20", find: func(_, code string) (domain.Procedure, bool) {
		for _, k := range known {
			if k == code {
				return domain.Procedure{Code: code}, true
			}
		}
		return domain.Procedure{}, false
	}}
	rows, _ := p.rows([]string{line}, 1)
	if len(rows) == 0 {
		return domain.DraftItem{}
	}
	return rows[0]
}

// A date as other programs write it stands in the date's field, also where it
// cannot be read: a comment in its place would leave the row with another day.
func TestPastedDatesOfOtherPrograms(t *testing.T) {
	for line, want := range map[string]string{
		"101;20.11.2026":            "20.11.2026",
		"101;20/11/2026":            "20/11/2026",
		"101\t2026/11/20":           "2026/11/20",
		"101;2026-11-19 10:30":      "2026-11-19",
		"101;2026-11-19T10:30:05":   "2026-11-19",
		"101\t2026-11-19 10.30\t16": "2026-11-19",
	} {
		if got := reads(line, "101"); got.Date != want || got.Code != "101" || got.Comment != "" {
			t.Errorf("%q: %+v, want the date %s", line, got, want)
		}
	}
}

// A cell in quotation marks keeps what separates the others, and its own marks.
func TestPastedQuotedCells(t *testing.T) {
	for line, want := range map[string]string{
		`101;16;"a; b"`:        "a; b",
		`101;16;"a ""b"" c"`:   `a "b" c`,
		"101\t16\ta; b":        "a; b",
		`101;16;5" borr`:       `5" borr`,
		`101;16;"oavslutad`:    `"oavslutad`,
		`101;16;"";efter`:      "efter",
		"101\t16\t\"a\tb\"\tc": "a\tb c",
	} {
		got := reads(line, "101")
		if strings.Join(strings.Fields(got.Comment), " ") != strings.Join(strings.Fields(want), " ") || got.Position != "16" {
			t.Errorf("%q: %+v, want the comment %s", line, got, want)
		}
	}
}

// A comment longer than its field is kept whole: a finding tells of it.
func TestPastedLongComment(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("ord ", 200))
	if got := reads("101;16;"+long, "101"); got.Comment != long {
		t.Errorf("%d of %d characters are left", len(got.Comment), len(long))
	}
}
