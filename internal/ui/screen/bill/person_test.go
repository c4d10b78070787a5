package bill

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

func TestNoEntitlementAssumesS(t *testing.T) {
	pl, p := open(t, "")
	pl.Type("19520516-2331")
	pl.Press("enter")
	pl.Golden("no-entitlement")
	pl.Wait(time.Second)
	if got := last(p).Bills[0].Support; got != "S" {
		t.Fatalf("support %q", got)
	}
}

func TestUnknownPersonAndNoNetwork(t *testing.T) {
	pl, _ := open(t, "")
	pl.Type("19340512-8350")
	pl.Press("enter")
	pl.Golden("unknown-person")
	pl, p := open(t, "")
	p.lookErr = &domain.Error{Kind: domain.Offline, Code: app.CodePersonNotCached}
	pl.Type(person)
	pl.Press("enter")
	pl.Golden("offline-person")
	// Nothing is wrong with the patient: the region checks when the bill is sent.
	if s := pl.View(layout.Size{W: 120, H: 32}); strings.Contains(s, theme.GlyphError+" Patienten") || !strings.Contains(s, theme.GlyphWarn+" Patienten har inte sökts") {
		t.Errorf("shown as a fault:\n%s", s)
	}
}
