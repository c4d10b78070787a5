package text_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/text"
)

func TestReasonsOfTheBank(t *testing.T) {
	for code, want := range map[string]string{
		"AC04":       "Mottagarens konto är avslutat.",
		"AM04":       "Pengarna på regionens konto räcker inte.",
		"":           "Banken har inte sagt varför.",
		"X\x1b[2JYZ": "Banken anger skälet X[2JYZ.",
	} {
		if got := text.BankReason(code); got.What != want || got.Do == "" || strings.Contains(got.String(), "\x1b") {
			t.Errorf("%q: %+v", code, got)
		}
	}
}
