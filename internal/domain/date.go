package domain

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a civil date (Europe/Stockholm) without time of day. The zero Date
// means "no date". Dates compare with == and with Compare.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// ErrDate is returned for text that is not a calendar date.
var ErrDate = errors.New("domain: not a date")

// NewDate makes a date; ok is false where the calendar has no such day or the
// year is outside 1800–2999.
func NewDate(year int, month time.Month, day int) (d Date, ok bool) {
	if year < 1800 || year > 2999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, false
	}
	return Date{int16(year), uint8(month), uint8(day)}, true
}

// daysIn is the length of a month of the Gregorian calendar.
func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// MustDate parses an ISO date and panics if it is not one; for constants and
// tests.
func MustDate(iso string) Date {
	d, err := ParseDate(iso)
	if err != nil {
		panic("domain: bad date constant " + strconv.Quote(iso))
	}
	return d
}

// DateOf is the civil date of t in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{int16(y), uint8(m), uint8(d)}
}

// ParseDate reads exactly "2026-11-20", the form of screens and files.
func ParseDate(iso string) (Date, error) {
	if len(iso) != 10 || iso[4] != '-' || iso[7] != '-' {
		return Date{}, ErrDate
	}
	return dateFromDigits(iso[:4] + iso[5:7] + iso[8:])
}

// ParseDateInput reads a date as people type it at the counter: "2026-11-20",
// "20261120", "26-11-20", "261120", "i" or "idag", "ig" or "igår", "-3" (days ago).
// Six digits mean the most recent such date that is not more than a year ahead of today.
func ParseDateInput(s string, today Date) (Date, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "i", "idag":
		return today, nil
	case "ig", "igår", "igar":
		return today.AddDays(-1), nil
	}
	if n, ok := strings.CutPrefix(s, "-"); ok {
		days, err := strconv.Atoi(n)
		if err != nil || len(n) > 4 || !allDigits(n) {
			return Date{}, ErrDate
		}
		return today.AddDays(-days), nil
	}
	if len(s) == 8 && s[2] == '-' && s[5] == '-' {
		s = s[:2] + s[3:5] + s[6:]
	}
	switch len(s) {
	case 10:
		return ParseDate(s)
	case 8:
		return dateFromDigits(s)
	case 6:
		return withoutCentury(s, today)
	}
	return Date{}, ErrDate
}

// withoutCentury reads six digits as a date in today's century, or in the one
// before if that date would be more than a year ahead.
func withoutCentury(digits string, today Date) (Date, error) {
	century := int(today.year) / 100
	d, err := dateFromDigits(strconv.Itoa(century) + digits)
	if err == nil && today.AddMonths(12).Before(d) {
		return dateFromDigits(strconv.Itoa(century-1) + digits)
	}
	return d, err
}

func dateFromDigits(s string) (Date, error) {
	if len(s) != 8 || !allDigits(s) {
		return Date{}, ErrDate
	}
	y, _ := strconv.Atoi(s[:4])
	m, _ := strconv.Atoi(s[4:6])
	d, _ := strconv.Atoi(s[6:])
	date, ok := NewDate(y, time.Month(m), d)
	if !ok {
		return Date{}, ErrDate
	}
	return date, nil
}

func (d Date) utc() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// IsZero reports whether d means "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Year is the calendar year.
func (d Date) Year() int { return int(d.year) }

// Month is the calendar month.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day is the day of the month.
func (d Date) Day() int { return int(d.day) }

// String is the ISO form, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Compare orders dates in time; it fits slices.SortFunc.
func (d Date) Compare(e Date) int { return cmp.Compare(d.order(), e.order()) }

// order is a number that grows with time; dates are compared for every row.
func (d Date) order() int32 { return int32(d.year)<<16 | int32(d.month)<<8 | int32(d.day) }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// AddDays moves n days, backwards if n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths moves n months and stays in the month reached: one month after
// 31 January is 28 or 29 February (deadlines counted in months end so).
func (d Date) AddMonths(n int) Date {
	first := time.Date(int(d.year), time.Month(d.month), 1, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)
	last := daysIn(first.Year(), first.Month())
	return Date{int16(first.Year()), uint8(first.Month()), uint8(min(int(d.day), last))}
}

// DaysUntil counts the days from d to e; negative if e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()).Hours() / 24) }

// AgeOn is the age in whole years on a date, for a birth date d.
func (d Date) AgeOn(on Date) int {
	age := int(on.year) - int(d.year)
	if cmp.Or(cmp.Compare(on.month, d.month), cmp.Compare(on.day, d.day)) < 0 {
		age--
	}
	return age
}

// MarshalText writes the ISO form; the zero Date is the empty text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty text is the zero Date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}

// Period is a validity with both ends included. A zero To means "tills vidare".
type Period struct {
	From Date `json:"from"`
	To   Date `json:"to,omitzero"`
}

// Contains reports whether the date lies in the period.
func (p Period) Contains(d Date) bool {
	return !d.Before(p.From) && (p.To.IsZero() || !d.After(p.To))
}
