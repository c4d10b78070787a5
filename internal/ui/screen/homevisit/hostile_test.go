package homevisit

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// Whatever the region's lists, the patient's facts or a paste hold, the terminal
// gets text.
func TestHostileRegionAndPaste(t *testing.T) {
	const evil = "x\x1b]52;c;eA==\a\u202e\u009b2J\x00"
	_, p := open(t)
	for i := range p.data.Profile.CareModels {
		p.data.Profile.CareModels[i].Name += evil
	}
	for i := range p.data.Prices {
		for j := range p.data.Prices[i].Procedures {
			p.data.Prices[i].Procedures[j].Name += evil
		}
	}
	id := number(anna)
	f := p.persons[id]
	f.Entitlements = []domain.Entitlement{{No: evil, Support: domain.SupportN, Category: evil}}
	p.persons[id] = f
	p.history[id] = app.History{Exemption: &domain.FeeExemption{No: evil}}
	pl := uitest.Open(t, p.clock, New(p.clock.Env(), p, ""))
	typeVisit(pl)
	pl.Paste(anna + "\n" + evil + "\n" + strings.Repeat("9", 5000) + "\n")
	for _, k := range []string{"up", "up", "f4", "tab", "9", "tab", "1", "esc", "esc", "esc", "up", "up", "1", "down", "ctrl+d", "f8"} {
		pl.Press(k)
		for _, z := range uitest.Sizes {
			if view := pl.Screen.View(uitest.Body(z)); strings.ContainsAny(view, "\x1b\a\x00\u202e\u009b") {
				t.Fatalf("after %s: %q", k, view)
			}
		}
	}
}
