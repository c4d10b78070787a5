package domain

import (
	"slices"
	"testing"
)

// What a bill needs is asked of the region's kinds, so that a fourth part of the
// support is a line of its profile.
func TestKinds(t *testing.T) {
	on := MustDate("2026-11-20")
	all := Period{From: MustDate("2026-01-01")}
	p := &Profile{}
	facts := PersonFacts{Entitlements: []Entitlement{{Support: "O", Validity: all}}}
	if got := p.Assumed(facts, on); got != SupportS {
		t.Errorf("without kinds of its own: %q", got)
	}
	p.Kinds = []SupportKind{{Code: "N", Entitlement: true}, {Code: "O", Entitlement: true}, {Code: "S", Approval: true}}
	for _, c := range []struct {
		facts PersonFacts
		want  Support
	}{
		{facts, "O"},
		{PersonFacts{}, "S"},
		{PersonFacts{Entitlements: []Entitlement{{Support: "O", Validity: all}, {Support: "N", Validity: all}}}, "N"},
		{PersonFacts{Entitlements: []Entitlement{{Support: "N", Validity: Period{From: MustDate("2026-11-21")}}}}, "S"},
	} {
		if got := p.Assumed(c.facts, on); got != c.want {
			t.Errorf("%+v: %q, want %q", c.facts, got, c.want)
		}
	}
	if _, ok := p.Kind("F"); ok {
		t.Error("F is billed, though the region does not list it")
	}
	if (&Profile{Kinds: p.Kinds[:1]}).Assumed(PersonFacts{}, on) != "" {
		t.Error("a part is assumed that needs a right")
	}
}

func TestSupportHasAForm(t *testing.T) {
	for s, want := range map[Support]bool{"N": true, "O": true, "A": true, "Z": true, "@": false, "[": false, "": false, "n": false, "NF": false, "Å": false, "1": false} {
		if s.Valid() != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

// N2 has another name from July 2026 on.
func TestNameOfACategoryByDate(t *testing.T) {
	k := Category{Name: "first", Renamed: []Renaming{{"second", MustDate("2026-07-01")}, {"third", MustDate("2028-01-01")}}}
	for on, want := range map[string]string{"2026-06-30": "first", "2026-07-01": "second", "2027-12-31": "second", "2028-01-01": "third"} {
		if got := k.NameOn(MustDate(on)); got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
	}
}

func TestTeethOfAName(t *testing.T) {
	for name, want := range map[string]Teeth{
		"Fyllning av en yta på framtand eller hörntand": Incisors | Canines,
		"Fyllning av en yta på molar eller premolar":    Molars | Premolars,
		"Utbytesåtgärd, fram- eller hörntand":           Incisors | Canines,
		"Krona på premolar":                             Premolars,
		"Krona på kindtand":                             Premolars | Molars,
		"Krona, ej molar":                               0,
		"Basundersökning":                               0,
	} {
		if got := TeethOf(name); got != want {
			t.Errorf("%s: %b, want %b", name, got, want)
		}
	}
	if !Molars.Fit("54") || !Premolars.Fit("55") || Molars.Fit("53") || !Canines.Fit("83") || !Molars.Fit("ÖK") || Molars.Fit("16 13") || !Teeth(0).Fit("11") {
		t.Error("milk teeth, jaws and several teeth")
	}
	if Position("16 55").Deciduous() != "55" || Position("16 ÖK").Deciduous() != "" {
		t.Error("which is a milk tooth")
	}
}

// What to remember after sending is told once each, and only where it applies:
// FRISK where a bill has a fee (B23), Tandhälsoregistret for its parts (B28).
func TestReminders(t *testing.T) {
	p := &Profile{Reminder: "FRISK", Kinds: []SupportKind{
		{Code: SupportN, Reminder: "Tandhälsoregistret"}, {Code: SupportF, Reminder: "Tandhälsoregistret"}, {Code: SupportS},
	}}
	bill := func(s string, codes ...string) DraftBill {
		b := DraftBill{Support: s}
		for _, c := range codes {
			b.Items = append(b.Items, DraftItem{Code: c})
		}
		return b
	}
	for name, c := range map[string]struct {
		bills []DraftBill
		want  []string
	}{
		"nothing was sent":      {nil, nil},
		"S without a fee":       {[]DraftBill{bill("S", "101")}, nil},
		"S with a fee":          {[]DraftBill{bill("S", "101", "patAvg")}, []string{"FRISK"}},
		"the fee typed anyhow":  {[]DraftBill{bill("S", " PATAVG ")}, []string{"FRISK"}},
		"N":                     {[]DraftBill{bill(" N ", "101")}, []string{"Tandhälsoregistret"}},
		"N and F say the same":  {[]DraftBill{bill("N"), bill("F")}, []string{"Tandhälsoregistret"}},
		"both, the fee's first": {[]DraftBill{bill("F"), bill("S", "patAvg")}, []string{"FRISK", "Tandhälsoregistret"}},
		"a part not billed":     {[]DraftBill{bill("O")}, nil},
		"no part yet":           {[]DraftBill{bill("", "101")}, nil},
	} {
		if got := p.Reminders(c.bills); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := (&Profile{}).Reminders([]DraftBill{bill("N", "patAvg")}); got != nil {
		t.Errorf("the region says nothing, told is %q", got)
	}
}

// A region that lists no parts has those of the law: N and F by an intyg, S by an
// FHB and a disease group (tandvårdslagen 1985:125, SFS 1998:1338).
func TestPartsOfTheLaw(t *testing.T) {
	p := &Profile{}
	for s, want := range map[Support]SupportKind{
		SupportN: {Entitlement: true}, SupportF: {Entitlement: true}, SupportS: {Approval: true, Category: true},
	} {
		k, ok := p.Kind(s)
		if !ok || k.Code != s || k.Name == "" || k.Entitlement != want.Entitlement || k.Approval != want.Approval || k.Category != want.Category {
			t.Errorf("%s: %+v", s, k)
		}
	}
	if k, ok := p.Kind("O"); ok || k != (SupportKind{Code: "O"}) {
		t.Errorf("a part that is not billed: %+v", k)
	}
	p.Kinds = []SupportKind{{Code: "O", Name: "sjukhustandvård"}}
	if k, ok := p.Kind("O"); !ok || k.Name != "sjukhustandvård" || len(p.KindsInUse()) != 1 {
		t.Errorf("the region's own: %+v of %+v", k, p.KindsInUse())
	}
}
