package homevisit

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// Test numbers of the Tax Agency: two with N, one over 85, one with F.
const (
	anna  = "19600917-2336"
	berit = "19430918-9126"
	old   = "19300918-9246"
	fritz = "19550307-1887"
)

// typeVisit types a home visit of two procedures to three patients.
func typeVisit(pl *uitest.Player) {
	pl.Type("ig")
	pl.Press("enter")
	pl.Type("m2")
	pl.Press("enter")
	pl.Type("2026-11-H1")
	pl.Press("enter", "tab") // past the fees
	for _, cell := range []string{"101", "301"} {
		pl.Type(cell)
		pl.Press("enter")
	}
	pl.Press("enter") // from the empty row to the patients
	for _, n := range []string{"196009172336", "4309189126", "193009189246"} {
		pl.Type(n)
		pl.Press("enter")
	}
}

// One form makes one bill for each patient: the same day, vårdmodell and
// procedures, a fee for those who pay one; F8 opens the ordinary draft (B25).
func TestHomeVisit(t *testing.T) {
	pl, p := open(t)
	pl.Golden("empty")
	uitest.CheckKeys(t, pl.Screen)
	typeVisit(pl)
	uitest.CheckKeys(t, pl.Screen)
	pl.Golden("typed")
	pl.Press("f8")
	if pl.Last.Nav != screen.NavReplace || pl.Last.To != (screen.Route{Name: screen.Bill, Arg: "d1"}) {
		t.Fatalf("%+v", pl.Last)
	}
	d := last(p)
	if len(d.Bills) != 3 || d.InvoiceNo != "2026-11-H1" || len(p.looks) != 3 {
		t.Fatalf("%d bills, %d look-ups, %+v", len(d.Bills), len(p.looks), d)
	}
	for i, want := range []struct{ person, ref, codes string }{
		{anna, "2026-11-H1-1", "101, 301, patAvg"},
		{berit, "2026-11-H1-2", "101, 301, patAvg"},
		{old, "2026-11-H1-3", "101, 301"}, // over 85: pays none
	} {
		b := d.Bills[i]
		if b.Person != want.person || b.BillRef != want.ref || codes(b) != want.codes || b.Support != "N" || b.CareModel != "M2" || b.Items[0].Date != "2026-11-22" {
			t.Errorf("bill %d: %+v", i+1, b)
		}
	}
	c, _ := p.Check(d)
	if c.Errors() > 0 {
		t.Errorf("%+v", c.Findings)
	}
}

// A patient may have less, and more, than the others: with its tooth.
func TestExceptions(t *testing.T) {
	pl, p := open(t)
	typeVisit(pl)
	pl.Press("up", "up", "f4") // Berit
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("tab", " ", "tab", " ", "tab") // not 301, no fee
	pl.Type("401")
	pl.Press("enter")
	pl.Type("16")
	pl.Press("enter")
	pl.Golden("exceptions")
	pl.Press("esc")
	pl.Golden("with-exceptions")
	pl.Flush()
	if got := codes(last(p).Bills[1]); got != "101, 401 16" {
		t.Fatalf("Berit has %s", got)
	}
	if got := codes(last(p).Bills[0]); got != "101, 301, patAvg" {
		t.Errorf("Anna has %s", got)
	}
	pl.Press("f4")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "[ ] 301") || !strings.Contains(view, "[x] 101") || !strings.Contains(view, "401") {
		t.Errorf("the exceptions are not shown again:\n%s", view)
	}
	pl.Press("esc", "ctrl+z")
	pl.Flush()
	if got := codes(last(p).Bills[1]); got != "101, 301, patAvg" {
		t.Errorf("after undo: %s", got)
	}
}

// A procedure for all may be on a tooth of each patient's own.
func TestToothOfEachPatient(t *testing.T) {
	pl, p := open(t)
	typeVisit(pl)
	for range 4 {
		pl.Press("up")
	}
	pl.Type("401")
	pl.Press("enter", "enter") // the tooth is left open
	pl.Press("down", "down", "f4", "tab", "tab", "tab")
	pl.Type("16")
	pl.Press("tab", "esc")
	pl.Golden("tooth-of-each")
	pl.Flush()
	d := last(p)
	if got := codes(d.Bills[0]); got != "101, 301, 401, patAvg" {
		t.Errorf("Anna has %s", got)
	}
	if got := codes(d.Bills[1]); got != "101, 301, 401 16, patAvg" {
		t.Errorf("Berit has %s", got)
	}
}

// The part of the support and the frikort are each patient's own; an unknown one
// is told in its row.
func TestEachPatientsOwn(t *testing.T) {
	pl, p := open(t)
	p.history[number(berit)] = app.History{Exemption: &domain.FeeExemption{No: "F-1", Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")}}}
	typeVisit(pl)
	pl.Type("5503071887")
	pl.Press("enter")
	pl.Type("19340512-8350")
	pl.Press("enter", "up")
	pl.Golden("own")
	pl.Flush()
	d := last(p)
	if b := d.Bills[1]; !b.Exempt || b.ExemptionNo != "F-1" || codes(b) != "101, 301" {
		t.Errorf("frikort: %+v", b)
	}
	if b := d.Bills[3]; b.Support != "F" || b.CareModel != "" {
		t.Errorf("F: %+v", b)
	}
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Regionen känner inte till personnumret.") {
		t.Error(view)
	}
}

// Where the region names no fee (Värmland) its amount is typed once.
func TestFeeWithoutStandard(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	_, p := open(t)
	profile, prices, err := region.Load("varmland")
	if err != nil {
		t.Fatal(err)
	}
	p.data = app.RegionData{Profile: *profile, Prices: prices}
	pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
	pl.Press("tab", "tab")
	pl.Type("V-1")
	pl.Press("tab", "tab")
	pl.Type("150")
	pl.Press("enter")
	pl.Type("101")
	pl.Press("enter", "enter")
	pl.Type(anna)
	pl.Press("enter")
	pl.Golden("varmland")
	pl.Flush()
	b := last(p).Bills[0]
	if n := len(b.Items); n != 2 || b.Items[1].Code != domain.PatientFeeCode || b.Items[1].Price != "150" {
		t.Fatalf("%+v", b)
	}
	if c, _ := p.Check(last(p)); c.Errors() > 0 || c.Sum != domain.Kronor(950) {
		t.Errorf("%v %+v", c.Sum, c.Findings)
	}
}

// A pasted list becomes a patient for each line; a wrong number stays, to be mended.
func TestPastedPatients(t *testing.T) {
	pl, p := open(t)
	for range 6 {
		pl.Press("tab")
	}
	pl.Paste("196009172336\n4309189126\r\n\n19600917-2337\n")
	pl.Flush()
	d := last(p)
	if len(d.Bills) != 3 || d.Bills[1].Person != berit || d.Bills[2].Person != "19600917-2337" || !strings.Contains(pl.Last.Notice, "3 patienter") {
		t.Fatalf("%+v, %q", d.Bills, pl.Last.Notice)
	}
	if len(p.looks) != 2 {
		t.Errorf("asked about %v", p.looks)
	}
	pl.Press("up", "ctrl+d")
	pl.Flush()
	if d := last(p); len(d.Bills) != 2 {
		t.Fatalf("%+v", d.Bills)
	}
	pl.Press("ctrl+z", "ctrl+z")
	pl.Flush()
	if d := last(p); len(d.Bills) != 1 || d.Bills[0].Person != "" {
		t.Errorf("after undo: %+v", d.Bills)
	}
	if m := pl.Screen.(*model); m.row() != 0 {
		t.Error("the cursor left its list")
	}
	pl.Press("ctrl+y", "ctrl+y", "ctrl+y")
	pl.Flush()
	if d := last(p); len(d.Bills) != 2 || d.Bills[1].Person != berit || pl.Last.Notice != labels.BillNothingRedo {
		t.Errorf("done again: %+v, %q", d.Bills, pl.Last.Notice)
	}
	pl.Press("ctrl+z", "ctrl+z")
	for range 9 {
		pl.Press("shift+tab")
	}
	pl.Paste("196009172336\n4309189126") // from the date too
	pl.Flush()
	if d := last(p); len(d.Bills) != 2 || d.Bills[0].Person != anna {
		t.Errorf("pasted from another field: %+v", d.Bills)
	}
	pl.Press("ctrl+y")
	if pl.Last.Notice != labels.BillNothingRedo {
		t.Error("a change leaves nothing to be done again")
	}
}

// Of a list that is too long it is said how much was left out.
func TestPastedTooMany(t *testing.T) {
	pl, _ := open(t)
	typeVisit(pl)
	pl.Paste(strings.Repeat(anna+"\n", editor.MaxPatients+50))
	if want := labels.HomeVisitPasted(editor.MaxPatients, 50); pl.Last.Notice != want {
		t.Errorf("%q, want %q", pl.Last.Notice, want)
	}
}

// A new price list is searched at once.
func TestNewPricesReachTheList(t *testing.T) {
	_, p := open(t)
	pl := uitest.Open(t, p.clock, New(p.clock.Env(), p, ""))
	m := pl.Screen.(*model)
	before := m.procedures().Len()
	p.data.Prices = nil
	pl.Send(screen.Changed{})
	if after := m.procedures().Len(); before == 0 || after != 0 {
		t.Errorf("%d procedures, then %d", before, after)
	}
}

// The empty last patient is one field: Tab finds no reference there that takes
// a number unseen.
func TestEmptyPatientIsOneField(t *testing.T) {
	pl, p := open(t)
	for range 9 { // the last field stays
		pl.Press("tab")
	}
	pl.Type("196009172336")
	pl.Press("tab")
	pl.Type("H1-A")
	pl.Flush()
	if b := last(p).Bills; len(b) != 1 || b[0].Person != anna || b[0].BillRef != "H1-A" {
		t.Errorf("%+v", b)
	}
}

// What is wrong with the patient typed last is said at once, in its row and with
// what to do: a wrong number, and one who has no right to the care.
func TestPatientsWhoDoNotBelong(t *testing.T) {
	pl, p := open(t)
	typeVisit(pl)
	nobody := number("19910303-2398")
	p.persons[nobody] = domain.PersonFacts{Person: nobody}
	pl.Type("199103032398")
	pl.Press("enter")
	pl.Wait(time.Second)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "19910303-2398: Patienten har varken intyg eller FHB") || !strings.Contains(view, "Ctrl+D tar bort raden") {
		t.Error(view)
	}
	pl.Type("199103032399")
	pl.Press("enter")
	pl.Wait(time.Second)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "fel personnummer") || !strings.Contains(view, "kontrollsiffra") {
		t.Error(view)
	}
}

// What is typed is a draft at once, also before there is a patient; nothing is
// saved before something is typed, and an empty visit makes no bills.
func TestSavedFromTheFirstCharacter(t *testing.T) {
	pl, p := open(t)
	pl.Press("tab", "shift+tab", "f8")
	pl.Wait(2 * time.Second)
	if len(p.saves) != 0 || !strings.Contains(pl.Last.Notice, "minst en åtgärd") {
		t.Fatalf("%+v, %q", p.saves, pl.Last.Notice)
	}
	pl.Press("tab", "tab", "tab", "tab")
	pl.Type("101")
	pl.Wait(time.Second)
	if d := last(p); codes(d.Bills[0]) != "101" || d.Bills[0].Items[0].Date != "2026-11-23" {
		t.Fatalf("%+v", d)
	}
	p.saveErr = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Type("x")
	pl.Wait(time.Second)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Disken är full") {
		t.Error(view)
	}
}

// Random keys never panic, and every view keeps to its size.
func TestRandomKeys(t *testing.T) {
	names := []string{"tab", "shift+tab", "enter", "up", "down", "left", "right", "esc", "f4", "f5", "backspace", "ctrl+d", "ctrl+z", " "}
	rapid.Check(t, func(rt *rapid.T) {
		pl, _ := open(t)
		for range rapid.IntRange(1, 60).Draw(rt, "n") {
			if rapid.Bool().Draw(rt, "text") {
				pl.Type(rapid.SampledFrom([]string{anna, berit, "101", "825", "m2", "uk", "å", "x", "ig", "16"}).Draw(rt, "word"))
			} else {
				pl.Press(rapid.SampledFrom(names).Draw(rt, "key"))
			}
			for _, z := range uitest.Sizes {
				pl.View(z)
			}
		}
		pl.Flush()
		if m := pl.Screen.(*model); m.box == nil && !m.form.Modal() {
			was := fmt.Sprint(m.form.Cursor())
			pl.Press("shift+tab")
			if fmt.Sprint(m.form.Cursor()) == was && !m.form.Focused(head(domain.FieldItemDate)) {
				rt.Fatal("Shift+Tab does not move from " + was)
			}
		}
	})
}

// B30: where the region asks, the visit has a field for who gave the care, with the
// clinic's register; it stands on every patient's rows. Else nobody is asked.
func TestB30(t *testing.T) {
	pl, p := open(t)
	if pl.Screen.(*model).form.Has(head(domain.FieldItemPerformer)) {
		t.Error("asked for where the region does not")
	}
	p.data.Profile.PerformerMust = true
	p.data.Performers = map[string][]domain.Performer{"": {{No: "H2", Name: "Bo Lind", Profession: "tandhygienist", Validity: domain.Period{From: domain.MustDate("2026-01-01")}}}}
	pl.Send(screen.Changed{What: app.ChangedRegion})
	m := pl.Screen.(*model)
	m.form.SetFocus(head(domain.FieldItemPerformer), -1)
	pl.Press(" ")
	pl.Golden("performers")
	pl.Press("enter")
	m.form.SetFocus(itemAt(0, domain.FieldItemCode), -1)
	pl.Type("101")
	pl.Press("enter")
	if got := last(p).Bills[0].Items[0]; got.Performer != "H2" || got.Code != "101" {
		t.Errorf("%+v", got)
	}
}
