package bill

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// knowAll gives the test's patient everything a card can show.
func knowAll(t *testing.T, p *port) {
	t.Helper()
	year := func(from, to string) domain.Period {
		return domain.Period{From: domain.MustDate(from), To: domain.MustDate(to)}
	}
	p.know(t, person,
		domain.Entitlement{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}},
		domain.Entitlement{No: "700001", Support: domain.SupportF, Category: "F2", Validity: year("2024-01-16", "2026-10-31")})
	f := p.persons["196009172336"]
	f.Approvals = []domain.PriorApproval{
		{No: "FHB-7", Support: domain.SupportS, Validity: year("2026-01-01", "2026-12-31"), Procedures: []string{"101", "301"}, Amount: domain.Kronor(18000), Used: domain.Kronor(1100)},
		{No: "FHB-9", Support: domain.SupportN, Validity: year("2026-01-01", "2026-12-31")},
	}
	p.persons["196009172336"] = f
	p.history = map[string]app.History{"196009172336": {
		Bills: []app.PastBill{
			{OurRef: 7, BillRef: "45600", Support: domain.SupportN, Last: domain.MustDate("2026-10-02"), Sum: domain.Kronor(1100)},
			{OurRef: 5, BillRef: "45500", Support: domain.SupportS, Last: domain.MustDate("2026-09-02"), Sum: domain.Kronor(2100), State: domain.BillCredited},
		},
		Exemption: &domain.FeeExemption{No: "F-1001", Validity: year("2026-06-01", "2027-05-31")},
		CareModel: "P", OwnModel: true,
		Approved: map[string]map[string]int{"FHB-7": {"101": 1}},
	}}
}

// The compact card at 80 columns, the whole one beside the bill from 120, and
// over it on F9: entitlements, approvals with what is left, frikort, base
// amount, fee, the last bills (B1, B8, B22).
func TestPatientCard(t *testing.T) {
	pl, p := open(t, "")
	knowAll(t, p)
	pl.Type(person)
	pl.Press("enter")
	pl.Golden("patient")
	pl.Press("f9")
	uitest.CheckKeys(t, pl.Screen)
	pl.Golden("card")
	seen := pl.View(uitest.Sizes[0])
	for range 60 {
		pl.Press("down")
		seen += pl.View(uitest.Sizes[0])
	}
	for _, word := range []string{
		"✓ giltigt  N  N1 särskilt boende", "✗ gäller inte  F  F2", "16 900 av 18 000 kr kvar", "fakturerad 1 gång", "utan beloppsgräns",
		"F-1001", "kvar 15 690 av 20 000 kr", "45600", "Krediterad",
	} {
		if !strings.Contains(seen, word) {
			t.Errorf("%q is not said", word)
		}
	}
	end := pl.View(uitest.Sizes[0])
	pl.Press("up")
	uitest.Distinct(t, end, pl.View(uitest.Sizes[0])) // no key is lost behind the last line
	pl.Press("esc")
	if m := pl.Screen.(*model); m.box != nil || cursor(pl) != "-1 support" {
		t.Errorf("after Esc: %s", cursor(pl))
	}
}

// Facts that the region could not be asked for now tell their age as a warning;
// those of a draft taken up again tell it quietly.
func TestAgeOfTheFacts(t *testing.T) {
	pl, p := open(t, "")
	p.stale = uitest.NewClock(t, "2026-11-20 08:15:00").Now()
	pl.Type(person)
	pl.Press("enter")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "! utan nät, från 2026-11-20 08:15") {
		t.Error(view)
	}
	p.stale = time.Time{}
	pl.Press("f5")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "utan nät") || !strings.Contains(view, "uppgifter från 2026-11-23 10:42") {
		t.Error(view)
	}
}
