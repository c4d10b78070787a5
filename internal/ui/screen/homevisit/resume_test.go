package homevisit

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// A home visit that is cut off before F8 comes back as it was: the procedures
// once for all, each patient's exceptions, and nobody is asked about again.
func TestACutOffVisitComesBack(t *testing.T) {
	pl, p := open(t)
	typeVisit(pl)
	pl.Press("up", "up", "f4", "tab", " ", "esc") // Berit did not get 301
	pl.Wait(time.Second)
	was, asked := last(p), len(p.looks)
	if was.HomeVisit == nil || len(was.HomeVisit.Patients) != 3 {
		t.Fatalf("what is saved is no home visit: %+v", was)
	}
	before := pl.View(uitest.Sizes[0])
	again := uitest.Open(t, p.clock, New(p.clock.Env(), p, "d1"))
	if view := again.View(uitest.Sizes[0]); !strings.Contains(view, "utan 301") || !strings.Contains(view, berit) {
		t.Errorf("it came back as\n%s\nit was\n%s", view, before)
	}
	if len(p.looks) != asked {
		t.Errorf("the region was asked again: %v", p.looks[asked:])
	}
	again.Type(fritz)
	again.Press("enter")
	again.Flush()
	d := last(p)
	if len(d.Bills) != 4 || codes(d.Bills[1]) != "101, patAvg" || codes(d.Bills[0]) != codes(was.Bills[0]) || d.Bills[0].BillRef != was.Bills[0].BillRef {
		t.Errorf("gone on with: %+v", d.Bills)
	}
	again.Press("f8")
	if d := last(p); d.HomeVisit != nil || again.Last.To != (screen.Route{Name: screen.Bill, Arg: "d1"}) {
		t.Errorf("F8 leaves a home visit: %+v, %+v", d.HomeVisit, again.Last)
	}
}

// A save that fails when the bills are made leaves a home visit.
func TestBillsThatCannotBeSavedLeaveAVisit(t *testing.T) {
	pl, p := open(t)
	typeVisit(pl)
	p.saveErr = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Press("f8")
	p.saveErr = nil
	pl.Press("x", "backspace")
	pl.Flush()
	if d := last(p); d.HomeVisit == nil || pl.Last.Nav == screen.NavReplace {
		t.Errorf("%+v, %+v", d.HomeVisit, pl.Last)
	}
}

// A fee that stands on a bill of the same day already is not taken again, and is
// told in the patient's row, as Ctrl+A does on an ordinary bill.
func TestL11AFeeTakenBeforeIsNotTakenAgain(t *testing.T) {
	pl, p := open(t)
	id := number(berit)
	f := p.persons[id]
	f.Earlier = []domain.PastItem{{Date: domain.MustDate("2026-11-22"), Code: domain.PatientFeeCode, Price: -domain.Kronor(200)}}
	p.persons[id] = f
	typeVisit(pl)
	pl.Flush()
	d := last(p)
	if codes(d.Bills[0]) != "101, 301, patAvg" || codes(d.Bills[1]) != "101, 301" {
		t.Errorf("Anna %s, Berit %s", codes(d.Bills[0]), codes(d.Bills[1]))
	}
	if view := pl.View(uitest.Sizes[1]); !strings.Contains(view, "avgift redan tagen") {
		t.Error(view)
	}
	if c, _ := p.Check(d); c.Errors() > 0 {
		t.Errorf("%+v", c.Findings)
	}
}

// Where a patient has S-tandvård the disease group is asked for, once for all who
// have it, and the only FHB is taken.
func TestDiseaseGroupOfS(t *testing.T) {
	pl, p := open(t)
	id := number("19910303-2398")
	p.persons[id] = domain.PersonFacts{Person: id, Approvals: []domain.PriorApproval{{
		No: "FHB-7", Support: domain.SupportS, Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")},
	}}}
	typeVisit(pl)
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "Sjukdomsgrupp") {
		t.Error("asked for though nobody has S")
	}
	pl.Type("199103032398")
	pl.Press("enter")
	if view := pl.View(uitest.Sizes[1]); !strings.Contains(view, "Sjukdomsgrupp") {
		t.Fatal(view)
	}
	m := pl.Screen.(*model)
	m.form.SetFocus(head(domain.FieldCategory), -1)
	pl.Type("s1")
	pl.Press("enter")
	pl.Flush()
	d := last(p)
	b := d.Bills[3]
	if b.Support != "S" || b.Category == "" || b.Approval != "FHB-7" || b.CareModel != "" || d.Bills[0].Category != "" {
		t.Errorf("%+v, first %+v", b, d.Bills[0])
	}
	c, _ := p.Check(d)
	for _, f := range c.Findings {
		if f.Bill == 3 && (f.Code == rules.CodeCategoryMissing || f.Code == rules.CodeApprovalMissing) {
			t.Errorf("%+v", f)
		}
	}
}
