package editor

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
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
func TestW20PastedDatesOfOtherPrograms(t *testing.T) {
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
func TestW20PastedQuotedCells(t *testing.T) {
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
func TestL10PastedLongComment(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("ord ", 200))
	if got := reads("101;16;"+long, "101"); got.Comment != long {
		t.Errorf("%d of %d characters are left", len(got.Comment), len(long))
	}
}

// Cells written as a spreadsheet writes them come back whole, whatever they hold:
// the separator, marks, spaces.
func TestPastedCellsComeBackWhole(t *testing.T) {
	cell := rapid.StringMatching(`[a-zåäö;," ]{0,12}[a-zåäö]`)
	rapid.Check(t, func(rt *rapid.T) {
		cells := append([]string{"101"}, rapid.SliceOfN(cell, 1, 6).Draw(rt, "cells")...)
		var line strings.Builder
		out := csv.NewWriter(&line)
		out.Comma = rapid.SampledFrom([]rune{'\t', ';'}).Draw(rt, "separator")
		if err := out.Write(cells); err != nil {
			rt.Fatal(err)
		}
		if out.Flush(); !strings.ContainsRune(line.String(), out.Comma) {
			rt.Fatal("the test wrote no separator")
		}
		got := separated(strings.TrimSuffix(line.String(), "\n"))
		if !slices.Equal(got, cells) {
			rt.Fatalf("%q became %q", cells, got)
		}
	})
}

// No line breaks anything, and what cannot be shown is not in a row.
func TestAnyTextCanBePasted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		line := rapid.String().Draw(rt, "line")
		rows, left := (&pasting{today: domain.MustDate("2026-11-23"), find: none}).rows([]string{line, line, line}, 2)
		if len(rows) > 2 || left > 1 {
			rt.Fatalf("%d rows, %d left", len(rows), left)
		}
		for _, it := range rows {
			for _, s := range []string{it.Date, it.Code, it.Position, it.Price, it.Comment} {
				if s != text.Safe(s) {
					rt.Fatalf("%q in %+v", s, it)
				}
			}
		}
	})
}

func none(string, string) (domain.Procedure, bool) { return domain.Procedure{}, false }

// A heading is left out where it is the first line, and only there; a line with
// anything else in it is none.
func TestPastedHeading(t *testing.T) {
	for text, want := range map[string]int{
		"Kod;Tand;Datum;Pris\n101;16\n302;": 2,
		"ÅTGÄRDSKOD\tKäke\n101\tUK":         1,
		"Behandlingsdatum;Belopp":           0,
		"101;16\nKod;Tand\n302":             3,
		"Kod;Tand;Läkare\n101;16":           2,
		"kodning\n101":                      2,
		"  \n101":                           1,
		" \nKod\n101":                       2, // the first line, though it is empty
	} {
		p := pasting{today: domain.MustDate("2026-11-23"), find: none}
		if rows, left := p.rows(strings.Split(text, "\n"), MaxRows); len(rows) != want || left != 0 {
			t.Errorf("%q: %+v", text, rows)
		}
	}
}

// A line has its date and those below without one too; the others have that of
// the row above the paste.
func TestPastedDatesGoOn(t *testing.T) {
	p := pasting{today: domain.MustDate("2026-11-23"), above: "2026-11-19", find: none}
	rows, _ := p.rows([]string{"101", "301 2026-11-20", "302", "101;ig", "825"}, MaxRows)
	var got []string
	for _, it := range rows {
		got = append(got, it.Date)
	}
	if want := []string{"2026-11-19", "2026-11-20", "2026-11-20", "2026-11-22", "2026-11-22"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// Where each part of a line stands, whichever way the parts are separated.
func TestPastedParts(t *testing.T) {
	for line, want := range map[string]domain.DraftItem{
		"101, 16, 2026-11-20, skört":       {Date: "2026-11-20", Code: "101", Position: "16", Comment: "skört"},
		"2026-11-20 101 16 skört, svårt":   {Date: "2026-11-20", Code: "101", Position: "16", Comment: "skört, svårt"},
		"16 101":                           {Date: "2026-11-20", Code: "101", Position: "16"},
		"101 11 12 13":                     {Date: "2026-11-20", Code: "101", Position: "11 12 13"},
		"101 ok":                           {Date: "2026-11-20", Code: "101", Position: "ÖK"},
		"101 99":                           {Date: "2026-11-20", Code: "101", Position: "99"}, // meant as a tooth
		"101 i går":                        {Date: "2026-11-20", Code: "101", Comment: "i går"},
		"101;i":                            {Date: "2026-11-23", Code: "101"},
		"999 16":                           {Date: "2026-11-20", Code: "999", Position: "16"}, // looks like a code
		"999 101":                          {Date: "2026-11-20", Code: "101", Comment: "999"}, // but one is known
		"tandsten;16":                      {Date: "2026-11-20", Code: "tandsten", Position: "16"},
		"101;-200":                         {Date: "2026-11-20", Code: "101", Price: "-200"},
		"101;450;500":                      {Date: "2026-11-20", Code: "101", Price: "450", Comment: "500"},
		"101 450,00 500,00":                {Date: "2026-11-20", Code: "101", Price: "450,00", Comment: "500,00"},
		"101;5":                            {Date: "2026-11-20", Code: "101", Price: "5"},
		"101 16 2026-11-19 2026-11-18":     {Date: "2026-11-19", Code: "101", Position: "16", Comment: "2026-11-18"},
		"101" + strings.Repeat("\tx", 63):  {Date: "2026-11-20", Code: "101", Comment: strings.TrimSpace(strings.Repeat("x ", 63))},
		"101" + strings.Repeat("\tx", 100): {Date: "2026-11-20", Code: "101", Comment: strings.TrimSpace(strings.Repeat("x ", 100))},
	} {
		if got := reads(line, "101"); got != want {
			t.Errorf("%q: %+v", line, got)
		}
	}
}
