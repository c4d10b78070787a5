package domain

import "testing"

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
	for s, want := range map[Support]bool{"N": true, "O": true, "": false, "n": false, "NF": false, "Å": false, "1": false} {
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
