// Package bankday tells on which days Swedish banks move money: not on weekends,
// holidays, midsommarafton, julafton and nyårsafton (rules.md, "Life of an
// invoice"). Holidays are those of lag (1989:253) om allmänna helgdagar; on the
// three eves RIX and Bankgirot are closed too.
package bankday

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// Closed is the Swedish name of the day if the banks are closed on it ("juldagen",
// "lördag"), "" on a bank day.
func Closed(d domain.Date) string {
	if name := holiday(d); name != "" {
		return name
	}
	switch weekday(d) {
	case time.Saturday:
		return "lördag"
	case time.Sunday:
		return "söndag"
	}
	return ""
}

// Next is the first bank day on or after a date.
func Next(d domain.Date) domain.Date {
	for Closed(d) != "" {
		d = d.AddDays(1)
	}
	return d
}

// After is the nth bank day after a date.
func After(d domain.Date, n int) domain.Date {
	for ; n > 0; n-- {
		d = Next(d.AddDays(1))
	}
	return d
}

// fixed are the closed days that have the same date each year.
var fixed = map[[2]int]string{
	{1, 1}: "nyårsdagen", {1, 6}: "trettondedag jul", {5, 1}: "första maj", {6, 6}: "nationaldagen",
	{12, 24}: "julafton", {12, 25}: "juldagen", {12, 26}: "annandag jul", {12, 31}: "nyårsafton",
}

// moving are those that follow Easter Sunday, in days from it.
var moving = map[int]string{
	-2: "långfredagen", 0: "påskdagen", 1: "annandag påsk", 39: "Kristi himmelsfärdsdag", 49: "pingstdagen",
}

func holiday(d domain.Date) string {
	if name := fixed[[2]int{int(d.Month()), d.Day()}]; name != "" {
		return name
	}
	if name := moving[easter(d.Year()).DaysUntil(d)]; name != "" {
		return name
	}
	in := func(month time.Month, first, last int) bool {
		return d.Month() == month && d.Day() >= first && d.Day() <= last
	}
	switch weekday(d) {
	case time.Friday:
		if in(time.June, 19, 25) {
			return "midsommarafton"
		}
	case time.Saturday:
		switch {
		case in(time.June, 20, 26):
			return "midsommardagen"
		case in(time.October, 31, 31), in(time.November, 1, 6):
			return "alla helgons dag"
		}
	}
	return ""
}

func weekday(d domain.Date) time.Weekday {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC).Weekday()
}

// easter is Easter Sunday of a year in the Gregorian calendar, by the method that
// Nature printed on 20 April 1876.
func easter(year int) domain.Date {
	a, b, c := year%19, year/100, year%100
	d := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	e := (32 + 2*(b%4) + 2*(c/4) - d - c%4) % 7
	f := d + e - 7*((a+11*d+22*e)/451) + 114
	sunday, _ := domain.NewDate(year, time.Month(f/31), f%31+1)
	return sunday
}
