package domain

import (
	"bufio"
	"errors"
	"os"
	"testing"
)

// The sign becomes "+" on New Year's Day of the year of turning 100, so that
// for a while it stands for someone who is still 99 (rules.md, "Person numbers").
func TestPersonIDCentury(t *testing.T) {
	for _, c := range []struct{ typed, today, want string }{
		{"261223+9232", "2026-11-23", "192612239232"}, // 99 years old, turns 100 in a month
		{"261223+9232", "2026-12-31", "192612239232"},
		{"261223+9232", "2027-01-01", "192612239232"},
		{"261223-9232", "2025-12-31", "192612239232"}, // the year before: not yet
		{"2612239232", "2026-11-23", "192612239232"},  // no sign: 2026-12-23 is still to come
		{"160229-2383", "2026-11-23", "201602292383"},
		{"160229+2383", "2126-11-23", "201602292383"},
		{"160229-2383", "2115-12-31", "201602292383"},
	} {
		id, err := ParsePersonID(c.typed, MustDate(c.today))
		if err != nil || id.Canonical() != c.want {
			t.Errorf("%s on %s reads as %s, %v; want %s", c.typed, c.today, id.Canonical(), err, c.want)
		}
	}
}

// Every number of the Tax Agency's list, in the ten-digit form that is right at
// several ages, reads back as itself.
func TestPersonIDShortForm(t *testing.T) {
	f, err := os.Open("testdata/test-personnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		id, err := parseCanonical(s.Text())
		if err != nil {
			t.Fatal(err)
		}
		for age := 1; age <= 130; age += 43 {
			today, _ := NewDate(id.BirthDate().Year()+age, 6, 15)
			sign := "-"
			if age >= 100 {
				sign = "+"
			}
			got, err := ParsePersonID(s.Text()[2:8]+sign+s.Text()[8:], today)
			if err != nil || got != id {
				t.Fatalf("line %d at %d years with %q: %s, %v", n+1, age, sign, got.Canonical(), err)
			}
		}
		n++
	}
	if n < 500 {
		t.Fatalf("only %d numbers", n)
	}
}

func TestPersonIDTextRefuses(t *testing.T) {
	var id PersonID
	if err := id.UnmarshalText([]byte("192612239233")); !errors.Is(err, ErrPersonCheck) || !id.IsZero() {
		t.Fatalf("wrong check digit: %v", err)
	}
	if err := id.UnmarshalText([]byte("261223-9232")); !errors.Is(err, ErrPersonID) {
		t.Fatalf("the wire knows the canonical form only: %v", err)
	}
	if err := id.UnmarshalText(nil); err != nil || !id.IsZero() {
		t.Fatalf("nobody: %v", err)
	}
}

// The reason says what is wrong, not what happens to fit.
func TestPersonReason(t *testing.T) {
	for typed, want := range map[string]string{
		"20150916-0006": "serial", // its check digit is right (rules.md)
		"261223-9233":   "check",
		"19810829M072":  "reserve-check",
		"19810829SV3A":  "reserve-form",
		"19600917233A":  "form",
		"1960091723":    "length", // of twelve digits the last two were forgotten
		"2026-11":       "form",
		"261340-0000":   "date",
		"300918+9246":   "plus", // 96 years old, not 196
	} {
		if _, err := ParsePersonID(typed, MustDate("2026-11-23")); PersonReason(err) != want {
			t.Errorf("%s: %s, want %s (%v)", typed, PersonReason(err), want, err)
		}
	}
}
