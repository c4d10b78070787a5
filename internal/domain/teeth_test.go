package domain

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// everyTooth is the FDI numbers of ISO 3950, quadrant by quadrant.
func everyTooth() (list []string) {
	for quadrant := 1; quadrant <= 8; quadrant++ {
		for tooth := 1; tooth <= 8; tooth++ {
			if quadrant <= 4 || tooth <= 5 {
				list = append(list, fmt.Sprint(10*quadrant+tooth))
			}
		}
	}
	return list
}

// In a quadrant of grown teeth there are two incisors, a canine, two premolars and
// three molars; a milk molar stands where a premolar will be, and is either.
func TestSortOfEveryTooth(t *testing.T) {
	const grown, milk = "IICPPMMM", "IICBB"
	count := 0
	for _, tooth := range everyTooth() {
		row := grown
		if tooth[0] >= '5' {
			row = milk
		}
		want := map[byte]Teeth{'I': Incisors, 'C': Canines, 'P': Premolars, 'M': Molars, 'B': Premolars | Molars}[row[tooth[1]-'1']]
		for _, sort := range []Teeth{Incisors, Canines, Premolars, Molars} {
			if got := sort.Fit(Position(tooth)); got != (want&sort != 0) {
				t.Errorf("%s as %04b: %v, it is %04b", tooth, sort, got, want)
			}
		}
		if got := Position(tooth).Deciduous() != ""; got != (row == milk) {
			t.Errorf("%s is a milk tooth: %v", tooth, got)
		}
		count++
	}
	if count != 52 {
		t.Errorf("%d teeth", count)
	}
}

// Several teeth fit when each does, in any order; jaws and quadrants are not
// looked at.
func TestSeveralTeethFitWhenEachDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		teeth := rapid.SliceOfNDistinct(rapid.SampledFrom(everyTooth()), 1, 5, rapid.ID).Draw(t, "teeth")
		set := Teeth(rapid.IntRange(1, 15).Draw(t, "set"))
		all := !slices.ContainsFunc(teeth, func(s string) bool { return !set.Fit(Position(s)) })
		p := Position(strings.Join(teeth, " "))
		if set.Fit(p) != all || !Teeth(0).Fit(p) {
			t.Fatalf("%q as %04b: %v", p, set, !all)
		}
		if got := p.Teeth(); !slices.Equal(got, teeth) {
			t.Fatalf("%q has the teeth %v", p, got)
		}
	})
	for _, p := range []Position{"", UpperJaw, BothJaws, "Q2"} {
		if !Canines.Fit(p) || p.Deciduous() != "" {
			t.Errorf("%q is no tooth", p)
		}
	}
}

// A name that says which teeth it is not for says nothing of which it is for.
func TestTeethOfEveryWord(t *testing.T) {
	for name, want := range map[string]Teeth{
		"Rotfyllning, framtänder":              Incisors,
		"Incisiv":                              Incisors,
		"HÖRNTÄNDER":                           Canines,
		"Kindtänder":                           Premolars | Molars,
		"Molar":                                Molars,
		"Premolar":                             Premolars,
		"Premolar och molar":                   Premolars | Molars,
		"Fram-, hörn- eller hörntand":          Incisors | Canines,
		"Alla tänder utom molarer":             0,
		"Krona (ej framtand)":                  0,
		"Fyllning av tre ytor, utom premolar ": 0,
		"":                                     0,
	} {
		if got := TeethOf(name); got != want {
			t.Errorf("%q: %04b, want %04b", name, got, want)
		}
	}
}

// What is read is the same teeth in the same order, and nothing else: the words
// are read here without the parser's help.
func TestPositionIsWhatWasTyped(t *testing.T) {
	words := append(everyTooth(), "ÖK", "UK", "Q1", "Q4", "19", "56", "Q5", "x")
	separators := []string{" ", ",", ";", "+", ", "}
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.SampledFrom(words), 1, 4).Draw(t, "words")
		text := list[0]
		for _, w := range list[1:] {
			text += rapid.SampledFrom(separators).Draw(t, "between") + w
		}
		teeth := !slices.ContainsFunc(list, func(w string) bool { return !slices.Contains(everyTooth(), w) })
		twice := len(slices.Compact(slices.Sorted(slices.Values(list)))) < len(list)
		alone := len(list) == 1 && !slices.Contains([]string{"19", "56", "Q5", "x"}, text)
		jaws := len(list) == 2 && slices.Contains(list, "ÖK") && slices.Contains(list, "UK")
		want := Position(strings.Join(list, " "))
		if jaws {
			want = BothJaws
		}
		got, err := ParsePosition(text)
		if valid := teeth && !twice || alone || jaws; (err == nil) != valid || valid && got != want {
			t.Fatalf("%q: %q, %v", text, got, err)
		}
		if err == nil && got.IsZero() {
			t.Fatalf("%q is read as nothing", text)
		}
	})
}

// A rule of a price list is one of those that there are; which procedures need a
// tooth is asked before one is typed.
func TestRulesOfPositions(t *testing.T) {
	for rule, forTeeth := range map[PositionRule]bool{
		PositionNone: false, PositionTooth: true, PositionTeeth: true, PositionJaw: false, PositionUpperJaw: false, PositionLowerJaw: false,
		PositionBothJaws: false, PositionQuadrant: false, PositionAny: true, PositionOptional: false,
		"tooth;surfaces=1": true, "tooth;surfaces=2": true, "tooth;surfaces>=3": true,
	} {
		if !rule.Valid() || rule.ForTeeth() != forTeeth {
			t.Errorf("%q: valid %v, for teeth %v", rule, rule.Valid(), rule.ForTeeth())
		}
		if rule.Fits("16 ÖK") || rule.Fits("Q1 Q2") || rule.Fits("zz") {
			t.Errorf("%q fits what is no position", rule)
		}
	}
	for _, rule := range []PositionRule{"Tooth", "tooth;surfaces=4", "tooth;", ";surfaces=1", "jaw=ok", "jaw=", "x"} {
		if rule.Valid() {
			t.Errorf("%q is no rule", rule)
		}
	}
}
