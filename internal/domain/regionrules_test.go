package domain

import (
	"testing"

	"pgregory.net/rapid"
)

func TestLastDayToSend(t *testing.T) {
	for _, c := range []struct {
		name      string
		deadline  Deadline
		date, end string
		want      string
	}{
		{"VGR: six months from the treatment", Deadline{6, DeadlineMonths, FromTreatment}, "2026-05-20", "2026-09-30", "2026-11-20"},
		{"the last day of a month", Deadline{6, DeadlineMonths, FromTreatment}, "2026-08-31", "2026-08-31", "2027-02-28"},
		{"in days", Deadline{90, DeadlineDays, FromTreatment}, "2026-11-28", "2026-11-28", "2027-02-26"},
		{"from the last visit", Deadline{2, DeadlineMonths, FromEnd}, "2026-05-20", "2026-06-15", "2026-08-15"},
		{"this is the last visit", Deadline{2, DeadlineMonths, FromEnd}, "2026-05-20", "2026-05-20", "2026-07-20"},
		{"the last visit has no date yet", Deadline{2, DeadlineMonths, FromEnd}, "2026-05-20", "", "2026-07-20"},
		{"from the month's end", Deadline{1, DeadlineMonths, FromMonthEnd}, "2026-02-10", "2026-02-10", "2026-03-31"},
		{"a month's end stays one in a leap year", Deadline{12, DeadlineMonths, FromMonthEnd}, "2023-02-01", "2023-02-01", "2024-02-29"},
		{"days from the month's end", Deadline{10, DeadlineDays, FromMonthEnd}, "2026-04-01", "2026-04-30", "2026-05-10"},
		{"no unit is months", Deadline{1, "", FromTreatment}, "2026-01-31", "2026-01-31", "2026-02-28"},
		{"unknown", Deadline{0, DeadlineMonths, FromTreatment}, "2026-05-20", "2026-05-20", ""},
		{"a row without a date", Deadline{6, DeadlineMonths, FromTreatment}, "", "2026-05-20", ""},
	} {
		date, end := dateOrNone(c.date), dateOrNone(c.end)
		if got := c.deadline.Last(date, end); got.String() != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func dateOrNone(iso string) Date {
	if iso == "" {
		return Date{}
	}
	return MustDate(iso)
}

// Care of a later day is never due earlier, and never before it was given.
func TestDeadlineGrowsWithTheDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Deadline{
			Number: rapid.IntRange(1, 24).Draw(t, "number"),
			Unit:   rapid.SampledFrom([]DeadlineUnit{DeadlineDays, DeadlineMonths}).Draw(t, "unit"),
			From:   rapid.SampledFrom([]DeadlineFrom{FromTreatment, FromEnd, FromMonthEnd}).Draw(t, "from"),
		}
		date := genDate.Draw(t, "date")
		end := date.AddDays(rapid.IntRange(0, 60).Draw(t, "later"))
		last, next := d.Last(date, end), d.Last(date.AddDays(1), end)
		if !last.After(date) || next.Before(last) {
			t.Fatalf("%+v: care of %v until %v, of the day after until %v", d, date, last, next)
		}
		if d.From == FromEnd && last != d.Last(end, end) {
			t.Fatalf("%+v: rows of one bill end on different days", d)
		}
		if d.From == FromMonthEnd && d.Unit == DeadlineMonths && last.AddDays(1).Day() != 1 {
			t.Fatalf("%+v: %v is no end of a month", d, last)
		}
	})
}

// SFS 2024:1099: a treatment that began before 2025 stays free to the end of the
// year of turning 23.
func TestOldAgeOfFreeCare(t *testing.T) {
	g := FeeGround{UntilYearOf: 23, Validity: Period{From: MustDate("2025-01-01"), To: MustDate("2027-12-31")}}
	for _, c := range []struct {
		born, on string
		want     bool
	}{
		{"2003-01-01", "2026-12-31", true}, // turned 23 on the first day of the year
		{"2003-12-31", "2026-01-01", true},
		{"2002-12-31", "2026-01-01", false}, // turned 23 the year before
		{"2010-05-05", "2026-01-01", true},
		{"2003-05-05", "2024-12-31", false}, // before the ground may be stated
		{"2003-05-05", "2025-01-01", true},
		{"2004-05-05", "2027-12-31", true},
		{"2005-05-05", "2028-01-01", false}, // after it
	} {
		if got := g.Frees(MustDate(c.born), MustDate(c.on)); got != c.want {
			t.Errorf("born %s, visit on %s: %v", c.born, c.on, got)
		}
	}
}

func TestFirstDayOfASpan(t *testing.T) {
	for _, c := range []struct {
		span Span
		on   string
		want string
	}{
		{SpanVisit, "2026-11-28", "2026-11-28"},
		{SpanMonth, "2026-11-28", "2026-11-01"},
		{SpanMonth, "2026-11-01", "2026-11-01"},
		{SpanHalfYear, "2026-01-01", "2026-01-01"},
		{SpanHalfYear, "2026-06-30", "2026-01-01"},
		{SpanHalfYear, "2026-07-01", "2026-07-01"},
		{SpanHalfYear, "2026-12-31", "2026-07-01"},
		{SpanYear, "2026-12-31", "2026-01-01"},
	} {
		if got := c.span.First(MustDate(c.on)); got.String() != c.want {
			t.Errorf("%s of %s begins %v, want %s", c.span, c.on, got, c.want)
		}
	}
}

// Spans cut the calendar without holes or overlaps: all days from a span's first
// day to the one asked about begin alike, and the day before it does not.
func TestSpansCutTheCalendar(t *testing.T) {
	most := map[Span]int{SpanVisit: 1, SpanMonth: 31, SpanHalfYear: 184, SpanYear: 366}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom([]Span{SpanVisit, SpanMonth, SpanHalfYear, SpanYear}).Draw(t, "span")
		d := genDate.Draw(t, "date")
		first := s.First(d)
		n := first.DaysUntil(d)
		if n < 0 || n >= most[s] || s.First(first) != first || s.First(first.AddDays(-1)) == first {
			t.Fatalf("%s of %v begins %v", s, d, first)
		}
		if between := first.AddDays(rapid.IntRange(0, n).Draw(t, "between")); s.First(between) != first {
			t.Fatalf("%s: %v begins otherwise than %v", s, between, d)
		}
	})
}
