package domain_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
)

// A number's kind is kept with its digits: they look alike.
func TestPayeesNumbers(t *testing.T) {
	for number, x := range map[string]struct {
		kind           domain.GiroKind
		digits, prints string
	}{
		"991-2346":   {domain.Bankgiro, "9912346", "991-2346"},
		" 160-9908":  {domain.Bankgiro, "1609908", "160-9908"},
		"12 34 56-6": {domain.Plusgiro, "1234566", "123456-6"},
	} {
		digits, err := domain.ParseGiro(x.kind, number)
		p := domain.Payee{Kind: x.kind, Digits: digits, Name: "Kliniken", Town: "Borås"}
		if err != nil || digits != x.digits || p.Number() != x.prints || !p.Complete() {
			t.Errorf("%s: %s %s %v", number, digits, p.Number(), err)
		}
	}
	for number, kind := range map[string]domain.GiroKind{"5591-0914": domain.Bankgiro, "1234567": domain.Plusgiro, "991-2346": "postgiro", "": domain.Bankgiro} {
		if _, err := domain.ParseGiro(kind, number); err == nil {
			t.Errorf("%s is taken for a %s", number, kind)
		}
	}
	for name, p := range map[string]domain.Payee{
		"no number": {Kind: domain.Bankgiro, Name: "K", Town: "B"}, "no name": {Kind: domain.Bankgiro, Digits: "9912346", Town: "B"},
		"no town": {Kind: domain.Bankgiro, Digits: "9912346", Name: "K"}, "nothing": {},
	} {
		if p.Complete() {
			t.Errorf("%s: the bank would not pay", name)
		}
	}
}
