package domain

import (
	"bufio"
	"errors"
	"os"
	"testing"
)

// The digits of a VGR reservnummer: 06–79 odd for M, even for K; 80–89 with X.
func TestReservnummerDigits(t *testing.T) {
	for letter, fits := range map[byte]func(n int) bool{
		'M': func(n int) bool { return n >= 6 && n <= 79 && n%2 == 1 },
		'K': func(n int) bool { return n >= 6 && n <= 79 && n%2 == 0 },
		'X': func(n int) bool { return n >= 80 && n <= 89 },
	} {
		count := 0
		for n := range 100 {
			serial := string([]byte{byte('0' + n/10), byte('0' + n%10)})
			if got := sexFits(letter, serial); got != fits(n) {
				t.Errorf("%c%s: %v", letter, serial, got)
			} else if got {
				count++
			}
		}
		if want := map[byte]int{'M': 37, 'K': 37, 'X': 10}[letter]; count != want {
			t.Errorf("%c: %d serials, want %d", letter, count, want)
		}
	}
	letters := 0
	for c := range 256 {
		if endLetter(byte(c)) {
			letters++
		}
	}
	if letters != 25+9 || endLetter('V') || endLetter('0') || !endLetter('A') || !endLetter('Z') || !endLetter('1') || !endLetter('9') {
		t.Errorf("%d characters may end a number of Värmland", letters)
	}
}

func TestPersonKindNeedsEveryPlace(t *testing.T) {
	for _, s := range []string{
		"19810829M0A1", // a letter among the digits
		"19810829Y071", // another letter
		"19810829T071", // an interim number, not used in billing
		"19810829M891",
		"19810829SUAA", // the sex is a digit
		"19810829SA3A", // not of F U X P L
	} {
		if k := kindOf(s); k != 0 {
			t.Errorf("%s is of kind %d", s, k)
		}
	}
}

func TestPersonIDTyping(t *testing.T) {
	for text, want := range map[string]error{
		"-189001019802":            ErrPersonForm, // a sign may not lead
		"1890-01019802":            ErrPersonForm,
		"1890010198-02":            ErrPersonForm,
		"19810829[071":             ErrPersonForm,
		"19810829@071":             ErrPersonForm,
		"19810829:071":             ErrPersonForm,
		"19810829/071":             ErrPersonForm,
		"19810829Z071":             ErrPersonForm,
		"19810829ſu3a":             ErrPersonForm, // long s: its capital is S
		"\u00a0189001019802\u00a0": nil,
		"1890 01 01 98 02":         nil,
		"18900101+9802":            nil,
	} {
		if _, err := ParsePersonID(text, testToday); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
}

// Samordningsnummer of ten digits, the day moved by 60, on the very birthday,
// the day before (a century earlier then) and later.
func TestCoordinationNumberShortForm(t *testing.T) {
	f, err := os.Open("testdata/test-samordningsnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); n++ {
		id, err := parseCanonical(s.Text())
		if err != nil {
			t.Fatal(err)
		}
		if s.Text()[4:6] == "00" || number(s.Text()[6:8]) != id.BirthDate().Day()+coordinationShift {
			continue // no certain birthday
		}
		for _, today := range []Date{id.BirthDate(), id.BirthDate().AddDays(1), id.BirthDate().AddMonths(12 * 60)} {
			if got, err := ParsePersonID(s.Text()[2:], today); err != nil || got != id {
				t.Fatalf("line %d on %v: %s, %v", n+1, today, got.Canonical(), err)
			}
		}
	}
	if n < 500 {
		t.Fatalf("only %d numbers", n)
	}
}

// A samordningsnummer may leave month and day open; its birth date is then the
// first it can be, and never one that does not exist.
func TestCoordinationNumberOpenDate(t *testing.T) {
	for s, want := range map[string]string{
		"198000600000": "1980-01-01",
		"198002600000": "1980-02-01",
		"198002910000": "1980-02-29", // 31 February
		"198104910000": "1981-04-30",
		"198012910000": "1980-12-31",
		"198013610000": "",
		"198001920000": "", // day 32
	} {
		if got := (PersonID{id: s, kind: Samordningsnummer}).BirthDate().String(); got != want {
			t.Errorf("%s is born %q, want %q", s, got, want)
		}
	}
}

// Word processors and web pages write other dashes than the keyboard's.
func TestW20DashesOfOtherPrograms(t *testing.T) {
	today := MustDate("2026-11-23")
	want, err := ParsePersonID("19600917-2336", today)
	if err != nil {
		t.Fatal(err)
	}
	for _, dash := range []string{"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", " \u2013\u00a0", "\u202f-"} {
		for _, born := range []string{"19600917", "600917"} {
			if got, err := ParsePersonID(born+dash+"2336", today); err != nil || got != want {
				t.Errorf("%q: %v %v", born+dash+"2336", got, err)
			}
		}
	}
	if _, err := ParsePersonID("1960\u201309172336", today); err == nil {
		t.Error("a dash in the middle of the date is taken")
	}
}
