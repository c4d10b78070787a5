package text

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// An unknown number is told by its sort, with the next step that fits (B24).
func TestUnknownNumberBySort(t *testing.T) {
	for _, c := range []struct {
		kind   domain.PersonKind
		region string
		what   string
	}{
		{domain.Personnummer, "vgr", "personnumret"},
		{domain.Samordningsnummer, "vgr", "samordningsnumret"},
		{domain.ReservnummerVGR, "vgr", "reservnumret"},
		{domain.ReservnummerVarml, "vgr", "Värmlands"},
		{domain.ReservnummerVGR, "varmland", "Västra Götalands"},
		{domain.ReservnummerVarml, "varmland", "reservnumret"},
	} {
		s := LookupError("person.unknown", "", c.kind, c.region)
		if !strings.Contains(s.What, c.what) || s.Do == "" {
			t.Errorf("%v in %s: %v", c.kind, c.region, s)
		}
	}
	if s := LookupError("person.protected", "", domain.Personnummer, "vgr"); s != Error("person.protected") {
		t.Error(s)
	}
}
