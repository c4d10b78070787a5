package bill

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/uitest"
)

func openRegion(t *testing.T, name string) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	profile, prices, err := region.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	p.data = app.RegionData{Profile: *profile, Prices: prices}
	return uitest.Open(t, clock, New(clock.Env(), p, "")), p
}

// The frikort and the vårdmodell of the patient's last bill are filled in, shown
// as such, changed like anything typed, and Ctrl+Z takes them away.
func TestFilledInFromTheLastBill(t *testing.T) {
	pl, p := open(t, "")
	knowAll(t, p)
	pl.Type(person)
	pl.Press("enter")
	pl.Golden("filled-in")
	pl.Flush()
	b := last(p).Bills[0]
	if !b.Exempt || b.ExemptionNo != "F-1001" || b.ExemptionFrom != "2026-06-01" || b.ExemptionTo != "2027-05-31" || b.CareModel != "P" {
		t.Fatalf("%+v", b)
	}
	if !strings.Contains(pl.Last.Notice, "Frikort F-1001 till 2027-05-31") {
		t.Error(pl.Last.Notice)
	}
	if view := pl.View(uitest.Sizes[0]); strings.Count(view, "(senast)") != 2 {
		t.Error(view)
	}
	pl.Press("tab")
	pl.Type("k1")
	pl.Press("enter")
	if view := pl.View(uitest.Sizes[0]); strings.Count(view, "(senast)") != 1 {
		t.Errorf("a changed value is shown as the last one's:\n%s", view)
	}
	pl.Press("ctrl+z", "ctrl+z")
	pl.Flush()
	if b := last(p).Bills[0]; b.Exempt || b.CareModel != "" || b.Person != person {
		t.Errorf("after undo: %+v", b)
	}
}

// A number that turns out to be another patient's takes what was filled in for
// the first one away: frikort, part of the support, vårdmodell. What was typed
// stays.
func TestAnotherPatient(t *testing.T) {
	pl, p := open(t, "")
	knowAll(t, p)
	p.know(t, "19430918-9126", domain.Entitlement{No: "8", Support: domain.SupportF, Category: "F2", Validity: domain.Period{From: domain.MustDate("2024-01-16")}})
	pl.Type(person)
	pl.Press("enter", "f3") // anywhere else: the reference
	pl.Type("45678")
	for cursor(pl) != "-1 person" {
		pl.Press("shift+tab")
	}
	pl.Press("ctrl+u")
	pl.Type("19430918-9126")
	pl.Press("enter")
	pl.Flush()
	b := last(p).Bills[0]
	if b.Exempt || b.ExemptionNo != "" || b.ExemptionTo != "" || b.Support != "F" || b.CareModel != "" || b.BillRef != "45678" {
		t.Fatalf("%+v", b)
	}
	for cursor(pl) != "-1 person" {
		pl.Press("shift+tab")
	}
	pl.Press("ctrl+u")
	pl.Type("19340512-8350") // unknown
	pl.Press("enter")
	pl.Flush()
	if b := last(p).Bills[0]; b.Support != "" || b.BillRef != "45678" {
		t.Errorf("%+v", b)
	}
}

// What stands there is never written over by a look-up.
func TestNothingTypedIsWrittenOver(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	knowAll(t, p)
	pl.Press("f5")
	pl.Flush()
	if b := last(p).Bills[0]; b.CareModel != "K1" || b.BillRef != "45678" || len(b.Items) != 3 {
		t.Errorf("%+v", b)
	}
}

// S asks for disease group and FHB; the only valid FHB is filled in, and leaves
// with S. Those that are over are offered while care under them may be sent, after
// the valid ones (B7, B8).
func TestFieldsOfS(t *testing.T) {
	pl, p := open(t, "")
	knowAll(t, p)
	f := p.persons["196009172336"]
	over := func(no, to string) domain.PriorApproval {
		return domain.PriorApproval{No: no, Support: domain.SupportS, Validity: domain.Period{From: domain.MustDate("2024-01-01"), To: domain.MustDate(to)}}
	}
	f.Approvals = append([]domain.PriorApproval{over("FHB-2", "2026-05-23")}, append(f.Approvals, over("FHB-1", "2026-05-22"))...)
	p.persons["196009172336"] = f
	p.history = nil
	pl.Type(person)
	pl.Press("enter", "right", "right")
	pl.Golden("fields-s")
	pl.Flush()
	if b := last(p).Bills[0]; b.Support != "S" || b.Approval != "FHB-7" {
		t.Fatalf("%+v", b)
	}
	if n := approvalOptions(pl); n != 2 {
		t.Errorf("%d FHB offered", n)
	}
	if _, ok := pl.Screen.(*model).approvals().Item("FHB-1"); ok {
		t.Error("an FHB is offered under which nothing may be sent any more")
	}
	pl.Press("left", "left")
	pl.Flush()
	if b := last(p).Bills[0]; b.Support != "N" || b.Approval != "" {
		t.Errorf("%+v", b)
	}
}

// A region that has not said which disease groups there are gets what is typed.
func TestDiseaseGroupWithoutList(t *testing.T) {
	pl, p := open(t, "")
	p.data.Profile.Categories = nil
	pl.Press("tab", "s", "tab")
	pl.Type("S4")
	pl.Flush()
	if b := last(p).Bills[0]; b.Category != "S4" || b.Support != "S" {
		t.Fatalf("%+v", b)
	}
}

// With several FHB one is chosen: space opens the list, with what is left.
func TestChoiceOfApproval(t *testing.T) {
	pl, p := open(t, "")
	knowAll(t, p)
	f := p.persons["196009172336"]
	f.Approvals[1].Support = domain.SupportS
	p.history = nil
	pl.Type(person)
	pl.Press("enter", "right", "right", "tab", "tab")
	if c := cursor(pl); c != "-1 approval" {
		t.Fatal(c)
	}
	pl.Press(" ")
	pl.Golden("approvals")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("down", "enter")
	pl.Flush()
	if b := last(p).Bills[0]; b.Approval != "FHB-9" {
		t.Errorf("%+v", b)
	}
}

// Värmland: the price list follows the part of the support and may be chosen
// (B4); K1 is asked for N and need not be given (B6).
func TestFieldsOfVarmland(t *testing.T) {
	pl, p := openRegion(t, "varmland")
	pl.Type(person)
	pl.Press("enter")
	pl.Golden("varmland")
	pl.Flush()
	if b := last(p).Bills[0]; b.Support != "N" || b.PriceList != "forhojd" || b.CareModel != "" {
		t.Fatalf("%+v", b)
	}
	for _, f := range pl.Screen.(*model).ed.Findings() {
		if f.Field == domain.FieldCareModel || f.Field == domain.FieldPriceList {
			t.Errorf("%+v", f)
		}
	}
	pl.Press("tab", "right") // the other list, by hand
	pl.Flush()
	if b := last(p).Bills[0]; b.PriceList != "allman" {
		t.Fatalf("%+v", b)
	}
	pl.Press("tab")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Prislistan används inte för N-tandvård") {
		t.Error(view)
	}
	pl.Type("k1")
	pl.Press("enter")
	pl.Flush()
	if c, _ := p.Check(last(p)); c.Bills[0].CareModel != "K1" {
		t.Errorf("the vårdmodell was typed and is not sent: %+v", c.Bills[0])
	}
	pl.Press("shift+tab", "shift+tab", "shift+tab", "right", "right")
	pl.Flush()
	if b := last(p).Bills[0]; b.Support != "S" || b.PriceList != "allman" {
		t.Errorf("%+v", b)
	}
}

// The day's patients are found by any part of their number as people write it.
func TestRecentPatients(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	for i, n := range []string{"196009172336", "195205162331"} {
		p.recent = append(p.recent, app.PersonResult{Facts: p.persons[n], At: clock.Now().Add(-time.Duration(i) * 20 * time.Hour)})
	}
	for name, typed := range map[string]string{"from the start": "1960", "ten digits": "600917", "hyphen": "600917-2", "entitlement": "n1"} {
		pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
		pl.Type(typed)
		pl.Press("enter")
		pl.Flush()
		if b := last(p).Bills[0]; b.Person != person || b.Support != "N" {
			t.Errorf("%s: %+v", name, b)
		}
	}
	pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
	pl.Press(" ")
	pl.Golden("recent")
	pl.Press("down", "esc")
	pl.Type("19340512-8350") // none of the list
	pl.Press("enter")
	pl.Flush()
	if b := last(p).Bills[0]; b.Person != "19340512-8350" {
		t.Errorf("%+v", b)
	}
}
