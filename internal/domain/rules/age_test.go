package rules_test

import (
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// A finding that rests on an old look-up says when it was made, and no other
// finding does.
func TestOldFactsSayTheirAge(t *testing.T) {
	rest := []string{
		rules.CodeEntitlement, rules.CodeApprovalInvalid, rules.CodeApprovalDate, rules.CodeApprovalMixed,
		rules.CodeApprovalAmount, rules.CodeBasePassed, rules.CodeDoubleEarlier, rules.CodeFeeCeiling, rules.CodeFrequency,
	}
	asked := time.Date(2026, 11, 20, 16, 5, 0, 0, time.UTC)
	told := map[string]bool{}
	for _, x := range allExamples() {
		d, f := good(), vgr(t)
		f.Asked = map[domain.PersonID]time.Time{}
		for id := range f.Persons {
			f.Asked[id] = asked
		}
		x.fail(&d.Bills[0], &d, &f)
		for _, found := range rules.ReadDraft(d, f).Findings {
			want := ""
			if slices.Contains(rest, found.Code) {
				want = "2026-11-20 16:05"
			}
			if got := found.Params["asked"]; got != want {
				t.Errorf("%s (%s): %q, want %q", x.code, found.Code, got, want)
			}
			told[found.Code] = told[found.Code] || want != ""
		}
	}
	for _, code := range rest {
		if !told[code] {
			t.Errorf("no example of %s", code)
		}
	}
}
