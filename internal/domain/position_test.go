package domain

import (
	"errors"
	"strconv"
	"strings"
	"testing"
)

func TestParsePosition(t *testing.T) {
	for text, want := range map[string]Position{
		"": "", "  ": "", "16": "16", "11,12": "11 12", "12 11": "12 11", "11;12+13": "11 12 13",
		"ök": UpperJaw, "OK": UpperJaw, "ö": UpperJaw, "o": UpperJaw, "u": LowerJaw, "o u": BothJaws, "uk": LowerJaw, "uk ök": BothJaws, "ÖK,UK": BothJaws, "q1": "Q1", "Q4": "Q4", "85": "85",
	} {
		if got, err := ParsePosition(text); err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"19", "57", "10", "1", "161", "16 16", "ök ök", "ök ok", "16 ök", "q1 16", "q5", "q0", "q1 q2", "ök uk 16", "x", "１６"} {
		if got, err := ParsePosition(text); !errors.Is(err, ErrPosition) {
			t.Errorf("%q read as %q, %v", text, got, err)
		}
	}
}

// ISO 3950 has 32 permanent and 20 deciduous teeth.
func TestTeeth(t *testing.T) {
	n := 0
	for i := range 1000 {
		if p, err := ParsePosition(strconv.Itoa(i)); err == nil && p != "" {
			n++
		}
	}
	if n != 52 {
		t.Fatalf("%d teeth, want 52", n)
	}
}

func TestPositionRuleFits(t *testing.T) {
	positions := []Position{"", "16", "11 12", UpperJaw, LowerJaw, BothJaws, "Q2"}
	for rule, want := range map[PositionRule]string{ // one mark per position above
		PositionNone:        "y......",
		PositionTooth:       ".y.....",
		"tooth;surfaces=1":  ".y.....",
		"tooth;surfaces>=3": ".y.....",
		PositionTeeth:       ".yy....",
		PositionJaw:         "...yy..",
		PositionUpperJaw:    "...y...",
		PositionLowerJaw:    "....y..",
		PositionBothJaws:    ".....y.",
		PositionQuadrant:    "......y",
		PositionAny:         ".yyyy..",
		PositionOptional:    "yyyyyyy",
	} {
		got := make([]byte, len(positions))
		for i, p := range positions {
			got[i] = '.'
			if rule.Fits(p) {
				got[i] = 'y'
			}
		}
		if string(got) != want {
			t.Errorf("rule %q fits %s, want %s", rule, got, want)
		}
		if d := rule.Default(); d != "" && !rule.Fits(d) {
			t.Errorf("rule %q does not fit its own default %q", rule, d)
		}
		if rule.Needed() && !rule.Allowed() {
			t.Errorf("rule %q needs what it does not allow", rule)
		}
	}
}

func TestPositionNeeded(t *testing.T) {
	for rule, want := range map[PositionRule][2]bool{ // needed, allowed
		PositionNone: {false, false}, PositionOptional: {false, true}, PositionTooth: {true, true}, "tooth;surfaces=1": {true, true}, PositionUpperJaw: {true, true},
	} {
		if rule.Needed() != want[0] || rule.Allowed() != want[1] {
			t.Errorf("%q: needed %v, allowed %v", rule, rule.Needed(), rule.Allowed())
		}
	}
}

// A mouth has 32 teeth.
func TestManyTeeth(t *testing.T) {
	var teeth []string
	for _, jaw := range "1234" {
		for tooth := range 8 {
			teeth = append(teeth, string(jaw)+strconv.Itoa(tooth+1))
		}
	}
	all := strings.Join(teeth, " ")
	if p, err := ParsePosition(all); err != nil || string(p) != all {
		t.Errorf("all teeth: %q, %v", p, err)
	}
	if _, err := ParsePosition(all + " 51"); !errors.Is(err, ErrPosition) {
		t.Errorf("33 teeth: %v", err)
	}
}

func FuzzParsePosition(f *testing.F) {
	for _, s := range []string{"16", "ök uk", "q1", "11,12,13", "ÖK;UK"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePosition(s)
		if err != nil {
			return
		}
		if again, err := ParsePosition(string(p)); err != nil || again != p {
			t.Fatalf("%q is %q, read again %q, %v", s, p, again, err)
		}
	})
}
