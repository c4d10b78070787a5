package domain

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// digitsOfLength draws a number of some digits that is not all zeros.
func digitsOfLength(t *rapid.T, least, most int) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), least, most, -1).
		Filter(func(s string) bool { return strings.Trim(s, "0") != "" }).Draw(t, "digits")
}

// The last digit fits in one of ten cases, and with it a digit typed wrong is
// always found, and two neighbours that changed places unless they are 0 and 9:
// what the check digit is there for (ISO/IEC 7812-1, annex B).
func TestCheckDigitFindsTypingErrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := digitsOfLength(t, 1, 12)
		var fit []string
		for c := '0'; c <= '9'; c++ {
			if luhn(body + string(c)) {
				fit = append(fit, body+string(c))
			}
		}
		if len(fit) != 1 {
			t.Fatalf("%s: %v all fit", body, fit)
		}
		right := []byte(fit[0])
		at := rapid.IntRange(0, len(right)-1).Draw(t, "at")
		wrong := []byte(fit[0])
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if luhn(string(wrong)) {
			t.Fatalf("%s with a wrong digit, %s, fits too", right, wrong)
		}
		if at == 0 || right[at] == right[at-1] || right[at]+right[at-1] == '0'+'9' && (right[at] == '0' || right[at] == '9') {
			return
		}
		right[at], right[at-1] = right[at-1], right[at]
		if luhn(string(right)) {
			t.Fatalf("%s with two digits changed about, %s, fits too", fit[0], right)
		}
	})
}

// Account numbers of every length that there is, however they are divided.
func TestGiroOfEveryLength(t *testing.T) {
	for name, c := range map[string]struct {
		parse       func(string) (string, error)
		least, most int
		behind      int // digits behind the hyphen
		refused     error
	}{
		"bankgiro": {ParseBankgiro, 7, 8, 4, ErrBankgiro},
		"plusgiro": {ParsePlusgiro, 2, 8, 1, ErrPlusgiro},
	} {
		rapid.Check(t, func(t *rapid.T) {
			d := digitsOfLength(t, 1, 10)
			text := d[:len(d)/2] + rapid.SampledFrom([]string{"", " ", "-", "\u00a0"}).Draw(t, "between") + d[len(d)/2:]
			got, err := c.parse(text)
			if valid := len(d) >= c.least && len(d) <= c.most && luhn(d); !valid {
				if !errors.Is(err, c.refused) {
					t.Fatalf("%s %q: %q, %v", name, text, got, err)
				}
			} else if want := d[:len(d)-c.behind] + "-" + d[len(d)-c.behind:]; err != nil || got != want {
				t.Fatalf("%s %q: %q, %v; want %s", name, text, got, err, want)
			}
		})
	}
}

// A legal person's number: the third digit tells it from a birth date.
func TestThirdDigitOfAnOrgNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.StringMatching(`[0-9]{2}[2-9][0-9]{6}`).Draw(t, "digits")
		for c := '0'; c <= '9'; c++ {
			number := d + string(c)
			got, err := ParseOrgNumber(number)
			if want := number[:6] + "-" + number[6:]; luhn(number) && (err != nil || got != want) || !luhn(number) && !errors.Is(err, ErrOrgNumber) {
				t.Fatalf("%s: %q, %v", number, got, err)
			}
			long, err := ParseOrgNumber("16" + number)
			if long != got || (err == nil) != luhn(number) {
				t.Fatalf("16%s: %q, %v; without 16 %q", number, long, err, got)
			}
		}
	})
}

// hsaForm is the form as rules.md states it.
var hsaForm = regexp.MustCompile(`^[Ss][Ee][0-9]{10}-[A-Za-z0-9]+$`)

func FuzzParseHSAID(f *testing.F) {
	for _, s := range []string{"SE0000000000-DEMO01", "se0000000000-a", "\u017fE0000000000-1", "SE0000000000-\u0131", "SE0000000000-1234567890123456789", "SE000000000\u0660-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseHSAID(s)
		trimmed := strings.TrimSpace(s)
		valid := hsaForm.MatchString(trimmed) && len(trimmed) <= 31
		if (err == nil) != valid || valid && got != strings.ToUpper(trimmed) {
			t.Fatalf("%q: %q, %v; valid %v", s, got, err, valid)
		}
	})
}
