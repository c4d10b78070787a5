package domain

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDateInput(t *testing.T) {
	today := MustDate("2026-11-23") // rules.md, "Dates and money"
	for text, want := range map[string]string{
		"2026-11-20": "2026-11-20",
		"20261123":   "2026-11-23",
		"231123":     "2023-11-23",
		"271123":     "2027-11-23", // a year ahead is still this century
		"271124":     "1927-11-24",
		"i":          "2026-11-23",
		" IDAG ":     "2026-11-23",
		"ig":         "2026-11-22",
		"Igår":       "2026-11-22",
		"igar":       "2026-11-22",
		"-3":         "2026-11-20",
		"-0":         "2026-11-23",
		"-9999":      "1999-07-09",
		"26-11-20":   "2026-11-20",
		"240229":     "2024-02-29",
	} {
		if got, err := ParseDateInput(text, today); err != nil || got.String() != want {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "x", "2026-02-29", "2026-13-01", "2026-1-1", "20260231", "230229", "-", "--3", "-+3", "-12345", "00000000", "17991231", "2026/11/20",
		"2010-1-1", "2011-2-3", "2-0-2-6-1-1", "26-1-1-23", "2026-1120", "202611-20", "26-11-2", "261-12-0",
	} { // a hyphen that is not where one belongs
		if got, err := ParseDateInput(text, today); !errors.Is(err, ErrDate) {
			t.Errorf("%q read as %v, %v", text, got, err)
		}
	}
}

func TestDateMonths(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-05-20", 6, "2026-11-20"},
		{"2026-08-31", 6, "2027-02-28"}, // the end of a shorter month, not the month after
		{"2023-08-31", 6, "2024-02-29"},
		{"2026-12-31", 2, "2027-02-28"},
		{"2026-01-31", -2, "2025-11-30"},
		{"2026-07-15", -12, "2025-07-15"},
	} {
		if got := MustDate(c.from).AddMonths(c.months); got.String() != c.want {
			t.Errorf("%s %+d months: %v, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestNewDateBounds(t *testing.T) {
	for _, c := range []struct {
		year, month, day int
		ok               bool
	}{
		{1800, 1, 1, true},
		{1799, 12, 31, false},
		{2999, 12, 31, true},
		{3000, 1, 1, false},
		{2026, 0, 1, false},
		{2026, 13, 1, false},
		{2026, 1, 0, false},
		{2026, 1, 32, false},
		{2026, 2, 29, false},
		{2024, 2, 29, true},
		{2026, 1, 256 + 1, false},
		{2026, 256 + 1, 1, false},
		{65536 + 2026, 1, 1, false},
	} {
		d, ok := NewDate(c.year, time.Month(c.month), c.day)
		if ok != c.ok || ok && (d.Year() != c.year || int(d.Month()) != c.month || d.Day() != c.day) {
			t.Errorf("%d-%d-%d: %v, %v", c.year, c.month, c.day, d, ok)
		}
	}
	for _, s := range []string{"2026x11-20", "2026-11x20", "202-61-1-20", "2026-11-2o", "20261120xx", "2026112"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%q read as %v", s, d)
		}
	}
}

func TestAgeOn(t *testing.T) {
	for _, c := range []struct {
		born, on string
		want     int
	}{
		{"1941-11-23", "2026-11-22", 84},
		{"1941-11-23", "2026-11-23", 85}, // the birthday itself counts
		{"2004-02-29", "2026-02-28", 21},
		{"2004-02-29", "2026-03-01", 22},
	} {
		if got := MustDate(c.born).AgeOn(MustDate(c.on)); got != c.want {
			t.Errorf("born %s is %d on %s, want %d", c.born, got, c.on, c.want)
		}
	}
}

var genDate = rapid.Custom(func(t *rapid.T) Date {
	return MustDate("1850-01-01").AddDays(rapid.IntRange(0, 400_000).Draw(t, "days"))
})

func TestDateDaysAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := genDate.Draw(t, "d"), rapid.IntRange(-10_000, 10_000).Draw(t, "n")
		e := d.AddDays(n)
		if d.DaysUntil(e) != n || e.DaysUntil(d) != -n || d.Compare(e) != -sign(n) || d.Before(e) != (n > 0) || d.After(e) != (n < 0) {
			t.Fatalf("%v and %v are %d days apart, counted %d", d, e, n, d.DaysUntil(e))
		}
	})
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func TestDateText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := genDate.Draw(t, "d")
		var got Date
		b, err := json.Marshal(want)
		if err != nil || json.Unmarshal(b, &got) != nil || got != want {
			t.Fatalf("%v became %s, became %v (%v)", want, b, got, err)
		}
	})
	var p Period
	if err := json.Unmarshal([]byte(`{"from":"2026-01-01"}`), &p); err != nil || !p.To.IsZero() {
		t.Fatal(p, err)
	}
	if err := json.Unmarshal([]byte(`{"from":"2026-02-30"}`), &p); !errors.Is(err, ErrDate) {
		t.Fatalf("a date that does not exist: %v", err)
	}
}

func TestDateOfTakesTheZone(t *testing.T) {
	at := time.Date(2026, 11, 23, 0, 30, 0, 0, time.FixedZone("CET", 3600))
	if DateOf(at).String() != "2026-11-23" || DateOf(at.UTC()).String() != "2026-11-22" {
		t.Fatal(DateOf(at), DateOf(at.UTC()))
	}
}

func TestPeriod(t *testing.T) {
	closed := Period{From: MustDate("2026-01-01"), To: MustDate("2026-06-30")}
	open := Period{From: MustDate("2026-01-01")}
	for date, want := range map[string][2]bool{
		"2025-12-31": {false, false}, "2026-01-01": {true, true}, "2026-06-30": {true, true}, "2026-07-01": {false, true},
	} {
		d := MustDate(date)
		if closed.Contains(d) != want[0] || open.Contains(d) != want[1] {
			t.Errorf("%s: closed %v, open %v, want %v", date, closed.Contains(d), open.Contains(d), want)
		}
	}
}

func FuzzParseDateInput(f *testing.F) {
	today := MustDate("2026-11-23")
	for _, s := range []string{"i", "-9999", "231123", "2026-11-23", "20261123", "26-1-1-23"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDateInput(s, today)
		if err != nil {
			return
		}
		if again, err := ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%q is %v, read again %v, %v", s, d, again, err)
		}
	})
}
