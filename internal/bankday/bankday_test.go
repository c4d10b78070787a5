package bankday

import (
	"testing"

	"example.org/tandtui/internal/domain"
)

// Easter Sundays as almanacs have them: early, late, and the earliest and latest
// there can be.
func TestEaster(t *testing.T) {
	for _, day := range []string{
		"1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
		"2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25", "1943-04-25", "1818-03-22", "2285-03-22",
	} {
		want := domain.MustDate(day)
		if got := easter(want.Year()); got != want {
			t.Errorf("%d: %s, want %s", want.Year(), got, want)
		}
	}
}

// The whole of 2026: these days are closed, and no other working day is.
func TestL2ClosedDaysOf2026(t *testing.T) {
	closed := map[string]string{
		"2026-01-01": "nyårsdagen", "2026-01-06": "trettondedag jul", "2026-04-03": "långfredagen", "2026-04-05": "påskdagen",
		"2026-04-06": "annandag påsk", "2026-05-01": "första maj", "2026-05-14": "Kristi himmelsfärdsdag", "2026-05-24": "pingstdagen",
		"2026-06-06": "nationaldagen", "2026-06-19": "midsommarafton", "2026-06-20": "midsommardagen", "2026-10-31": "alla helgons dag",
		"2026-12-24": "julafton", "2026-12-25": "juldagen", "2026-12-26": "annandag jul", "2026-12-31": "nyårsafton",
	}
	weekends, days := 0, 0
	for d := domain.MustDate("2026-01-01"); d.Year() == 2026; d = d.AddDays(1) {
		got, want := Closed(d), closed[d.String()]
		switch {
		case got == "lördag" || got == "söndag":
			weekends++
		case got == "":
			days++
		}
		if want != "" && got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
		if want == "" && got != "" && got != "lördag" && got != "söndag" {
			t.Errorf("%s: %q, want a bank day", d, got)
		}
	}
	// Ten of the sixteen fall on working days: 261 - 10.
	if days != 251 || weekends != 104-6 {
		t.Errorf("%d bank days, %d other weekend days", days, weekends)
	}
}

// The days whose date moves, in other years.
func TestMovingDays(t *testing.T) {
	for day, want := range map[string]string{
		"2027-06-25": "midsommarafton", "2027-06-26": "midsommardagen", "2027-06-18": "", "2028-06-23": "midsommarafton",
		"2027-11-06": "alla helgons dag", "2027-10-30": "lördag", "2025-11-01": "alla helgons dag", "2027-03-26": "långfredagen",
		"2027-05-06": "Kristi himmelsfärdsdag", "2027-05-17": "", "2026-12-23": "", "2026-12-30": "", "2026-11-28": "lördag", "2026-11-29": "söndag",
		"2026-11-30": "", "2026-01-05": "", "2026-04-02": "", "2026-10-30": "",
	} {
		if got := Closed(domain.MustDate(day)); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
}

func TestNext(t *testing.T) {
	for day, want := range map[string]string{
		"2026-12-01": "2026-12-01", "2026-11-28": "2026-11-30", "2026-12-24": "2026-12-28", "2026-12-31": "2027-01-04", "2026-04-03": "2026-04-07",
	} {
		if got := Next(domain.MustDate(day)); got.String() != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
