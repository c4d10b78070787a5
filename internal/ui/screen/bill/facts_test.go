package bill

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// knowApprovals gives the test's patient an FHB for S-tandvård.
func knowApprovals(t *testing.T, p *port) {
	t.Helper()
	id, err := domain.ParsePersonID(person, p.today)
	if err != nil {
		t.Fatal(err)
	}
	f := p.persons[id.Canonical()]
	f.Approvals = []domain.PriorApproval{{No: "FHB77", Support: domain.SupportS, Validity: domain.Period{From: domain.MustDate("2026-01-01")}}}
	p.persons[id.Canonical()] = f
}

func approvalOptions(pl *uitest.Player) int { return pl.Screen.(*model).approvals().Len() }

// Only the FHB of the chosen part of the support are offered (B8); of another
// part they would be refused.
func TestApprovalsOfTheChosenSupport(t *testing.T) {
	pl, p := open(t, "")
	knowApprovals(t, p)
	pl.Type(person)
	pl.Press("enter") // N is chosen by the entitlement
	if n := approvalOptions(pl); n != 0 {
		t.Errorf("N: %d offered", n)
	}
	pl.Press("right", "right")
	if n := approvalOptions(pl); n != 1 || pl.Screen.(*model).ed.Support() != domain.SupportS {
		t.Errorf("S: %d offered", n)
	}
}

// A clinic with specialists has another base amount (rules.md, Checks).
func TestBaseAmountOfTheClinic(t *testing.T) {
	for specialists, want := range map[bool]string{false: "använt 4 310 av 20 000", true: "använt 4 310 av 25 000"} {
		pl, p := open(t, "")
		p.clinic.Specialists = specialists
		pl.Type(person)
		pl.Press("enter")
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, want) {
			t.Errorf("specialists %v: %s", specialists, view)
		}
	}
}

// A code typed in small letters is the same procedure: it asks for its jaw.
func TestCodeInSmallLetters(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	m := pl.Screen.(*model)
	if p := m.ed.Procedure(domain.DraftItem{Date: "2026-11-20", Code: "825s"}); p.Code != "825S" || !p.Position.Needed() {
		t.Errorf("%+v", p)
	}
	if p := m.ed.Procedure(domain.DraftItem{Date: "2026-11-20", Code: "825x"}); p.Code != "" {
		t.Errorf("%+v", p)
	}
}
