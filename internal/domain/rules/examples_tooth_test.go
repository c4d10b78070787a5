package rules_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

var toothExamples = []example{
	{
		code: rules.CodePositionTeeth, name: "704 is for a molar or premolar", item: 0, field: domain.FieldItemPosition,
		pass: procedure("704", "14", ""), fail: procedure("704", "13", ""),
	},
	{
		code: rules.CodePositionTeeth, name: "701 is for a front or canine tooth", item: 0, field: domain.FieldItemPosition,
		pass: procedure("701", "13", ""), fail: procedure("701", "14", ""),
	},
	{
		code: rules.CodePositionDeciduous, name: "milk tooth of an adult", item: 0, field: domain.FieldItemPosition,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			b.Person, b.Items = child, []domain.DraftItem{{Date: "2026-11-20", Code: "704", Position: "55"}}
		},
		fail: procedure("704", "55", ""),
	},
}

// W12: which teeth a filling may be for, the specialist's form alike.
func TestW12(t *testing.T) {
	for _, c := range []struct {
		code, fits, not string
	}{
		{"701", "11 12 13 21 23 33 43 42 31", "14 15 16 24 28 38 45"},
		{"706", "14 15 16 17 18 24 28 35 38 48", "11 12 13 23 33 43 41"},
		{"705S", "36", "33"},
		{"401", "11 13 14 16 48", ""}, // its name says nothing of the tooth
	} {
		for _, tooth := range domain.Position(c.fits).Teeth() {
			if found := wrongTooth(t, c.code, tooth); found {
				t.Errorf("%s is refused for tooth %s", c.code, tooth)
			}
		}
		for _, tooth := range domain.Position(c.not).Teeth() {
			if found := wrongTooth(t, c.code, tooth); !found {
				t.Errorf("%s passes for tooth %s", c.code, tooth)
			}
		}
	}
}

func wrongTooth(t *testing.T, code, tooth string) bool {
	t.Helper()
	for _, f := range read(t, procedure(code, tooth, "")) {
		if f.Code == rules.CodePositionTeeth {
			return true
		}
	}
	return false
}
