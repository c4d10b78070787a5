package rules_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// S15: the steps are the region's own.
func TestS15(t *testing.T) {
	p := &domain.Profile{WarnDays: []int{60, 10}}
	for left, want := range map[int]int{60: 0, 59: 1, 10: 1, 9: 2, 0: 2, -1: 2} {
		if got := rules.Urgency(left, p); got != want {
			t.Errorf("%d days left: step %d, want %d", left, got, want)
		}
	}
	if got := rules.Urgency(-1, &domain.Profile{}); got != 0 {
		t.Errorf("a region that warns of nothing: %d", got)
	}
}

// The deadline is data: number, unit, and the day it is counted from.
func TestDeadlineIsData(t *testing.T) {
	for _, c := range []struct {
		deadline  domain.Deadline
		date, end string
		want      string
	}{
		{domain.Deadline{}, "2026-05-20", "2026-05-20", ""},
		{domain.Deadline{Number: 6, Unit: domain.DeadlineMonths, From: domain.FromTreatment}, "2026-08-31", "2026-09-10", "2027-02-28"},
		{domain.Deadline{Number: 90, Unit: domain.DeadlineDays, From: domain.FromTreatment}, "2026-08-31", "2026-09-10", "2026-11-29"},
		{domain.Deadline{Number: 6, Unit: domain.DeadlineMonths, From: domain.FromEnd}, "2026-08-31", "2026-09-10", "2027-03-10"},
		{domain.Deadline{Number: 2, Unit: domain.DeadlineMonths, From: domain.FromMonthEnd}, "2026-02-03", "2026-02-03", "2026-04-30"},
		{domain.Deadline{Number: 10, Unit: domain.DeadlineDays, From: domain.FromMonthEnd}, "2026-02-03", "2026-02-03", "2026-03-10"},
	} {
		if got := c.deadline.Last(domain.MustDate(c.date), domain.MustDate(c.end)).String(); got != c.want {
			t.Errorf("%+v of %s: %s, want %s", c.deadline, c.date, got, c.want)
		}
	}
}

// Counted from the end of the treatment, an old visit is sent with a late one.
func TestDeadlineFromTheEndOfTheTreatment(t *testing.T) {
	d, f := good(), vgr(t)
	d.Bills[0].Items = append(slices.Clone(d.Bills[0].Items), domain.DraftItem{Date: "2026-05-01", Code: "103"}, domain.DraftItem{Date: "2026-05-01", Code: "patAvg"})
	late := func() bool {
		return slices.ContainsFunc(rules.ReadDraft(d, f).Findings, func(x domain.Finding) bool { return strings.HasPrefix(x.Code, "R-DATE-") })
	}
	if !late() {
		t.Error("a visit of May passes in November")
	}
	f.Profile.Deadline.From = domain.FromEnd
	if late() {
		t.Error("a visit of May is refused, though the treatment ended in November")
	}
}
