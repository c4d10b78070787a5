package rules_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
)

// What a region's profile leaves out is listed as not checked.
func TestUncheckedIsWhatTheProfileLeavesOut(t *testing.T) {
	for id, want := range map[string][]rules.Subject{
		"vgr":      {rules.SubjectFrequency},
		"varmland": {rules.SubjectDeadline, rules.SubjectFees, rules.SubjectBase, rules.SubjectCareModel, rules.SubjectFrequency},
	} {
		p, _, err := region.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := rules.Unchecked(p); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	if got := rules.Unchecked(&domain.Profile{}); len(got) != 10 {
		t.Errorf("of nothing known: %v", got)
	}
	if got := rules.Unchecked(&domain.Profile{Deadline: domain.Deadline{Number: 6}}); len(got) != 10 || !slices.Contains(got, rules.SubjectReminder) {
		t.Errorf("of a deadline without days to warn: %v", got)
	}
}
