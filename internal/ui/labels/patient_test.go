package labels

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// An unknown number is told by its sort, with the next step that fits (B24).
func TestUnknownNumberBySort(t *testing.T) {
	for _, c := range []struct {
		kind domain.PersonKind
		own  domain.Reserve
		what string
	}{
		{domain.Personnummer, "vgr", "personnumret"},
		{domain.Samordningsnummer, "vgr", "samordningsnumret"},
		{domain.ReservnummerVGR, "vgr", "reservnumret"},
		{domain.ReservnummerVGR, "", "reservnumret"}, // a region whose form is not known
		{domain.ReservnummerVarml, "vgr", "Värmlands"},
		{domain.ReservnummerVGR, "varmland", "Västra Götalands"},
		{domain.ReservnummerVarml, "varmland", "reservnumret"},
	} {
		s := LookupError("person.unknown", "", c.kind, c.own)
		if !strings.Contains(s.What, c.what) || s.Do == "" {
			t.Errorf("%v in %s: %v", c.kind, c.own, s)
		}
	}
	if s := LookupError("person.protected", "", domain.Personnummer, "vgr"); s != text.Error("person.protected") {
		t.Error(s)
	}
}

// The manual quotes these words; internal/text compares the manual with them.
func TestTooSmallBeginsAsTheManualQuotes(t *testing.T) {
	if s := TooSmall(1, 1, 1, 1); !strings.HasPrefix(s, "Fönstret är för litet") {
		t.Error(s)
	}
}
