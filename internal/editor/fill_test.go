package editor

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func year(from, to string) domain.Period {
	return domain.Period{From: domain.MustDate(from), To: domain.MustDate(to)}
}

// What is known of a patient is filled in, in one step of undo, and never over
// what stands there.
func TestFillIn(t *testing.T) {
	w := open(t)
	w.Write(Of(domain.FieldPerson), anna)
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
	if e := w.FillIn(); e == nil || e.No != "F-1" {
		t.Errorf("%+v", e)
	}
	b := w.Raw(0)
	if b.Support != "N" || b.CareModel != "K1" || !b.Exempt || b.ExemptionNo != "F-1" || b.ExemptionTo != "2026-12-31" {
		t.Errorf("%+v", b)
	}
	for f, suggested := range map[domain.Field]bool{domain.FieldSupport: false, domain.FieldCareModel: true, domain.FieldExemption: true, domain.FieldExemptionNo: false} {
		if !w.IsFilled(f) || w.IsSuggested(f) != suggested {
			t.Errorf("%s: filled %v, suggested %v", f, w.IsFilled(f), w.IsSuggested(f))
		}
	}
	w.Undo()
	if b := w.Raw(0); b.Support != "" || b.Exempt {
		t.Errorf("undone: %+v", b)
	}

	w = open(t, domain.DraftBill{Person: anna, Support: "F", CareModel: "M2", ExemptionNo: "own"})
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
	if e := w.FillIn(); e != nil {
		t.Errorf("%+v", e)
	}
	if b := w.Raw(0); b.Support != "F" || b.CareModel != "M2" || b.ExemptionNo != "own" || b.Exempt {
		t.Errorf("written over: %+v", b)
	}
}

// One patient's frikort does not stay on another's bill; what was changed by hand
// does.
func TestAnotherPatient(t *testing.T) {
	w := open(t)
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
	w.FillIn()
	w.Write(Of(domain.FieldCareModel), "M2")
	w.know(fia, domain.PersonFacts{}, app.History{})
	w.FillIn()
	if b := w.Raw(0); b.Exempt || b.ExemptionNo != "" || b.Support != "S" || b.CareModel != "M2" {
		t.Errorf("%+v", b)
	}
}

// S rests on an FHB: the only one that holds is filled in, none where there is a
// choice, and one of another part of the support goes.
func TestApprovals(t *testing.T) {
	of := func(no string, s domain.Support, p domain.Period) domain.PriorApproval {
		return domain.PriorApproval{No: no, Support: s, Validity: p}
	}
	w := open(t, domain.DraftBill{Person: anna, Items: []domain.DraftItem{{Date: "2026-10-30", Code: "101"}}})
	w.know(anna, domain.PersonFacts{Approvals: []domain.PriorApproval{
		of("held on the day", domain.SupportS, year("2026-01-01", "2026-10-31")),
		of("ended", domain.SupportS, year("2026-01-01", "2026-09-30")),
		of("too old", domain.SupportS, year("2025-01-01", "2025-02-01")),
		of("of N", domain.SupportN, year("2026-01-01", "2026-12-31")),
	}}, app.History{})
	w.Write(Of(domain.FieldSupport), "S")
	valid, ended := w.Approvals()
	if len(valid) != 1 || valid[0].No != "held on the day" || len(ended) != 1 || ended[0].No != "ended" {
		t.Errorf("%+v, ended %+v", valid, ended)
	}
	if got := w.Raw(0).Approval; got != "held on the day" {
		t.Errorf("filled in %q", got)
	}
	w.Write(Of(domain.FieldApproval), "of N")
	w.Write(Of(domain.FieldSupport), "F")
	if got := w.Raw(0).Approval; got != "" {
		t.Errorf("%q stays under F", got)
	}
}

// The price list follows the part of the support where there are several (B4).
func TestThePriceListFollows(t *testing.T) {
	w := newWorld(t, "varmland")
	w.edit()
	for s, want := range map[string]string{"N": "N", "S": "S"} {
		w.Write(Of(domain.FieldSupport), s)
		l, ok := ListOf(w.data.Profile, domain.Support(want))
		if got := w.Raw(0).PriceList; !ok || got != l.ID {
			t.Errorf("%s: %q, want %q", s, got, l.ID)
		}
	}
}

// There is a vårdmodell where the region asks for one, and perhaps for N where it
// does not say.
func TestCareModelFor(t *testing.T) {
	says := domain.Profile{CareModelFor: []domain.Support{domain.SupportN}, CareModels: []domain.Choice{{Code: "K1"}}}
	silent := domain.Profile{CareModels: says.CareModels}
	for _, c := range []struct {
		p          domain.Profile
		s          domain.Support
		asks, must bool
	}{
		{says, domain.SupportN, true, true},
		{says, "", true, true},
		{says, domain.SupportS, false, false},
		{silent, domain.SupportN, true, false},
		{silent, domain.SupportF, false, false},
		{domain.Profile{}, domain.SupportN, false, false},
	} {
		if asks, must := CareModelFor(c.p, c.s); asks != c.asks || must != c.must {
			t.Errorf("%q: %v %v", c.s, asks, must)
		}
	}
}

// The region's answer comes after the user has chosen: what he chose stays, also
// a price list that is not the usual one, and an FHB for another care.
func TestTheAnswerDoesNotChooseAgain(t *testing.T) {
	w := newWorld(t, "varmland")
	w.edit(domain.DraftBill{Person: anna})
	facts := domain.PersonFacts{Entitlements: hasN, Approvals: []domain.PriorApproval{{No: "FHB-7", Support: domain.SupportS, Validity: year("2026-01-01", "2026-12-31")}}}
	w.know(anna, facts, app.History{})
	w.FillIn() // what was kept
	if got := w.Raw(0).PriceList; got != "forhojd" {
		t.Fatalf("filled in %q", got)
	}
	w.Write(Of(domain.FieldPriceList), "allman")
	w.Write(Of(domain.FieldApproval), "FHB-7")
	w.know(anna, facts, app.History{})
	w.FillIn() // the region's answer
	if b := w.Raw(0); b.PriceList != "allman" || b.Approval != "FHB-7" {
		t.Errorf("chosen again: %q, %q", b.PriceList, b.Approval)
	}
	w.Write(Of(domain.FieldSupport), "F") // now by the user: what follows is put right
	if b := w.Raw(0); b.PriceList != "forhojd" || b.Approval != "" {
		t.Errorf("after choosing F: %q, %q", b.PriceList, b.Approval)
	}
}
