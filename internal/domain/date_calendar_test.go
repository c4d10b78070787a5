package domain

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Which days exist is what the standard library's calendar says: it moves a day
// that does not exist, and keeps one that does.
func TestCalendarIsTheCalendar(t *testing.T) {
	for year := 1800; year <= 2999; year += 1 {
		for month := time.January; month <= time.December; month++ {
			for _, day := range []int{1, 28, 29, 30, 31} {
				there := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Day() == day
				if d, ok := NewDate(year, month, day); ok != there || ok && d.String() != fmt.Sprintf("%04d-%02d-%02d", year, month, day) {
					t.Fatalf("%d-%d-%d: %v, %v", year, month, day, d, ok)
				}
			}
		}
	}
}

// Months are counted on the calendar: the month reached is the right one, the day
// is the same, or the last where the month is shorter.
func TestMonthsAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := genDate.Draw(t, "d"), rapid.IntRange(-600, 600).Draw(t, "n")
		got := d.AddMonths(n)
		count := func(d Date) int { return d.Year()*12 + int(d.Month()) }
		if count(got) != count(d)+n {
			t.Fatalf("%v %+d months: %v", d, n, got)
		}
		if got.Day() != d.Day() && (got.Day() > d.Day() || got.AddDays(1).Day() != 1) {
			t.Fatalf("%v %+d months: %v is neither the same day nor the month's last", d, n, got)
		}
		if again, ok := NewDate(got.Year(), got.Month(), got.Day()); !ok || again != got {
			t.Fatalf("%v %+d months: %v is no day of the calendar", d, n, got)
		}
	})
}

// Sorted dates are in time's order, and the texts in theirs.
func TestDatesSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(genDate, 2, 20).Draw(t, "dates")
		slices.SortFunc(list, Date.Compare)
		for i := 1; i < len(list); i++ {
			if list[i-1].DaysUntil(list[i]) < 0 || strings.Compare(list[i-1].String(), list[i].String()) > 0 {
				t.Fatalf("%v stands before %v", list[i-1], list[i])
			}
		}
		if none := (Date{}); !none.Before(list[0]) || !none.IsZero() || none.String() != "" {
			t.Fatalf("no date is not before %v", list[0])
		}
	})
}

// A person is a year older from each birthday on.
func TestAgeGrowsOnTheBirthday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		born := MustDate("1850-01-01").AddDays(rapid.IntRange(0, 64_000).Draw(t, "born"))
		years := rapid.IntRange(1, 120).Draw(t, "years")
		birthday, ok := NewDate(born.Year()+years, born.Month(), born.Day())
		if !ok {
			birthday, _ = NewDate(born.Year()+years, time.March, 1) // born on 29 February
		}
		if born.AgeOn(birthday) != years || born.AgeOn(birthday.AddDays(-1)) != years-1 {
			t.Fatalf("born %v: %d on %v, %d the day before", born, born.AgeOn(birthday), birthday, born.AgeOn(birthday.AddDays(-1)))
		}
	})
}

// Every short form of a date means that date, as long as it is within a century.
func TestShortFormsMeanTheDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := MustDate("2026-11-28")
		d := today.AddDays(-rapid.IntRange(-365, 36_000).Draw(t, "days ago"))
		iso := d.String()
		for _, text := range []string{iso, strings.ReplaceAll(iso, "-", ""), iso[2:], strings.ReplaceAll(iso[2:], "-", ""), " " + iso + "\t"} {
			if got, err := ParseDateInput(text, today); err != nil || got != d {
				t.Fatalf("%q: %v, %v; want %v", text, got, err, d)
			}
		}
		if ago := d.DaysUntil(today); ago >= 0 && ago <= 9999 {
			if got, err := ParseDateInput(fmt.Sprint("-", ago), today); err != nil || got != d {
				t.Fatalf("%d days ago: %v, %v; want %v", ago, got, err, d)
			}
		}
	})
}

// The century is today's, also where today is not in ours.
func TestSixDigitsInAnotherCentury(t *testing.T) {
	for _, c := range []struct{ today, text, want string }{
		{"1999-12-31", "991231", "1999-12-31"},
		{"2000-01-01", "991231", "1999-12-31"},
		{"2000-01-01", "010101", "2001-01-01"}, // a year ahead, to the day
		{"2000-01-01", "010102", "1901-01-02"},
		{"2026-11-28", "000229", "2000-02-29"},
	} {
		if got, err := ParseDateInput(c.text, MustDate(c.today)); err != nil || got.String() != c.want {
			t.Errorf("%s on %s: %v, %v; want %s", c.text, c.today, got, err, c.want)
		}
	}
	if got, err := ParseDateInput("290229", MustDate("2027-11-28")); !errors.Is(err, ErrDate) {
		t.Errorf("29 February of a year without one: %v", got)
	}
}

func TestDateTextRefuses(t *testing.T) {
	d := payday
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("no text: %v, %v", d, err)
	}
	for _, text := range []string{"2026-02-29", "20261120", "i", " 2026-11-20", "2026-11-20T00:00:00Z", "0000-00-00"} {
		if err := d.UnmarshalText([]byte(text)); !errors.Is(err, ErrDate) {
			t.Errorf("%q: %v, %v", text, d, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a constant that is no date goes unnoticed")
		}
	}()
	MustDate("2026-02-29")
}

// A period holds its own ends and nothing beside them.
func TestPeriodHoldsItsEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := genDate.Draw(t, "from")
		n := rapid.IntRange(0, 800).Draw(t, "days")
		p, open := Period{From: from, To: from.AddDays(n)}, Period{From: from}
		at := rapid.IntRange(-3, n+3).Draw(t, "at")
		d := from.AddDays(at)
		if p.Contains(d) != (at >= 0 && at <= n) || open.Contains(d) != (at >= 0) || !(Period{}).Contains(d) {
			t.Fatalf("%v to %v, asked on %v", from, p.To, d)
		}
	})
}
