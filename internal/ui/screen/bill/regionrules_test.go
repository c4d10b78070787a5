package bill

import (
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// young turns 23 in 2026.
const young = "20030104-2396"

// B26: of a patient whom the old age would free the ground can be stated; the fee
// is then none, and the last look shows what will be told to the region.
func TestB26(t *testing.T) {
	pl, p := open(t, "")
	p.know(t, young, domain.Entitlement{No: "1", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}})
	pl.Type(young)
	pl.Press("enter")
	m := pl.Screen.(*model)
	ground := form.Of(domain.FieldFeeGround)
	if !m.form.Has(ground) {
		t.Fatalf("no field for the ground:\n%s", pl.View(uitest.Sizes[0]))
	}
	m.form.SetFocus(ground, -1)
	m.noteFocus()
	pl.Press(" ")
	pl.Golden("ground-list")
	pl.Press("enter")
	if got := last(p).Bills[0].FeeGround; got != "påbörjad" {
		t.Fatalf("the first of the list: %q", got)
	}
	m.form.SetFocus(cell(0, domain.FieldItemCode), -1)
	m.noteFocus()
	pl.Type("101")
	pl.Press("enter")
	pl.Golden("ground")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "skäl angivet") {
		t.Errorf("why there is no fee:\n%s", view)
	}
	for _, f := range m.ed.Checked().Findings {
		if strings.HasPrefix(f.Code, "R-FEE") {
			t.Errorf("%+v", f)
		}
	}
}

// B26: nobody else is asked.
func TestB26IsAskedOfNobodyElse(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	if pl.Screen.(*model).form.Has(form.Of(domain.FieldFeeGround)) {
		t.Error("a patient of 66 is asked for the ground")
	}
}

// B30: where the region asks, each row has a field for who gave the care; Enter
// leads there, and the next row has the same.
func TestB30(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	p.data.Profile.PerformerMust = true
	pl.Send(screen.Changed{What: app.ChangedRegion})
	m := pl.Screen.(*model)
	if got := last(p).Bills[0].Items; got[0].Performer != "" {
		t.Fatalf("filled in by itself: %+v", got)
	}
	m.form.SetFocus(cell(0, domain.FieldItemPerformer), -1)
	m.noteFocus()
	pl.Type("T1")
	pl.Press("enter")
	if got := last(p).Bills[0].Items[0].Performer; got != "T1" {
		t.Errorf("%q", got)
	}
	pl.Golden("performers")
	m.form.SetFocus(cell(1, domain.FieldItemPosition), -1)
	m.noteFocus()
	pl.Press("enter")
	if got := cursor(pl); got != "1 performer" {
		t.Errorf("Enter leads to %s", got)
	}
	pl.Type("T1")
	pl.Press("enter", "ctrl+d") // the fee's row goes
	m.form.SetFocus(cell(2, domain.FieldItemCode), -1)
	m.noteFocus()
	pl.Type("103")
	pl.Press("enter")
	if items := last(p).Bills[0].Items; len(items) != 3 || items[2].Performer != "T1" {
		t.Errorf("the next row: %+v", items)
	}
}

// B30: space shows who may be named for care on the row's date, and Enter takes one;
// whom the register does not have is refused before the bill is sent.
func TestB30TheRegisterIsOffered(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	p.data.Profile.PerformerMust = true
	from := domain.Period{From: domain.MustDate("2026-01-01")}
	p.data.Performers = map[string][]domain.Performer{p.clinic.No: {
		{No: "H2", Name: "Bo Lind", Profession: "tandhygienist", Validity: domain.Period{From: from.From, To: domain.MustDate("2026-06-30")}},
		{No: "T1", Name: "Åsa Ek", Profession: "tandläkare", Specialist: true, Validity: from},
	}}
	pl.Send(screen.Changed{What: app.ChangedRegion})
	m := pl.Screen.(*model)
	m.form.SetFocus(cell(0, domain.FieldItemPerformer), -1)
	m.noteFocus()
	pl.Press(" ")
	pl.Golden("performer-list")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "Bo Lind") || !strings.Contains(view, "tandläkare, specialist") {
		t.Errorf("offered:\n%s", view)
	}
	pl.Press("enter")
	if got := last(p).Bills[0].Items[0].Performer; got != "T1" {
		t.Errorf("chosen: %q", got)
	}
	for who, want := range map[string]string{"T9": rules.CodePerformerUnknown, "H2": rules.CodePerformerDate} {
		m.form.SetFocus(cell(0, domain.FieldItemPerformer), -1)
		m.noteFocus()
		pl.Type(who)
		pl.Press("tab")
		if !slices.ContainsFunc(m.ed.Checked().Findings, func(f domain.Finding) bool { return f.Item == 0 && f.Code == want }) {
			t.Errorf("%s: %+v", who, m.ed.Checked().Findings)
		}
	}
}

// A region's fourth part of the support can be chosen, and asks for what its
// profile says.
func TestFourthPartOfTheSupport(t *testing.T) {
	pl, p := open(t, "")
	p.data.Profile.Kinds = append(p.data.Profile.KindsInUse(), domain.SupportKind{Code: "O", Name: "oral kirurgi", Approval: true})
	pl.Type(person)
	pl.Press("enter")
	m := pl.Screen.(*model)
	m.form.SetFocus(form.Of(domain.FieldSupport), -1)
	m.noteFocus()
	pl.Type("o")
	if got := m.ed.Support(); got != "O" || !m.form.Has(form.Of(domain.FieldApproval)) || m.form.Has(form.Of(domain.FieldCategory)) {
		t.Errorf("chosen %q:\n%s", got, pl.View(uitest.Sizes[0]))
	}
}

// B28: the look-up says it in the portal's words, whole in a window of 80 columns.
func TestB28(t *testing.T) {
	pl, _ := open(t, "")
	pl.Type("19520516-2331")
	pl.Press("enter")
	if got := pl.Last.Notice; !strings.HasPrefix(got, "Ingen rätt hos regionen hittad. Tiotandvård") || layout.Width(got) > 76 {
		t.Errorf("%q", got)
	}
}

// S13: the rows, and the list to choose procedures from, show the prices of the
// price list that is shown.
func TestS13(t *testing.T) {
	pl, p := open(t, "")
	all := domain.Period{From: domain.MustDate("2026-01-01")}
	priced := func(id string, kronor int64, supports ...domain.Support) domain.PriceList {
		p.data.Profile.PriceLists = append(p.data.Profile.PriceLists, domain.ListUse{ID: id, Name: "Taxa " + id, Supports: supports})
		return domain.PriceList{ID: id + "-1", Use: id, Name: id, Validity: all, Supports: supports, Procedures: []domain.Procedure{
			domain.PatientFee(), {Code: "101", Name: "Basundersökning", Price: domain.Kronor(kronor)},
		}}
	}
	p.data.Profile.PriceLists = nil
	p.data.Prices = domain.PriceBook{priced("hog", 1500, "N", "F"), priced("lag", 900, "S")}
	pl.Type(person)
	pl.Press("enter")
	m := pl.Screen.(*model)
	row := func() string {
		m.form.SetFocus(cell(0, domain.FieldItemCode), -1)
		m.noteFocus()
		pl.Type("101")
		offered := strings.Contains(pl.View(uitest.Sizes[0]), "900,00")
		pl.Press("enter")
		price := strings.ReplaceAll(m.ed.Checked().Bills[0].Items[0].Price.String(), "\u00a0", " ")
		pl.Press("up", "ctrl+d")
		if offered {
			return price + " offered"
		}
		return price
	}
	if got := row(); got != "1 500,00" {
		t.Errorf("the support's list: %q", got)
	}
	m.form.SetFocus(form.Of(domain.FieldPriceList), -1)
	m.noteFocus()
	pl.Press("right", "tab")
	if got := last(p).Bills[0].PriceList; got != "lag" {
		t.Fatalf("chosen: %q", got)
	}
	if got := row(); got != "900,00 offered" {
		t.Errorf("the list chosen: %q", got)
	}
}
