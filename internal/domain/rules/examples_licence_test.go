package rules_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

var licenceExamples = []example{{
	code: rules.CodeLicence, name: "a licence on the day of the care", item: 0, field: domain.FieldItemDate,
	pass: licensed(domain.Licence{State: domain.LicenceHeld, From: domain.MustDate("2026-11-20")}),
	fail: licensed(domain.Licence{State: domain.LicenceNone}),
}}

func licensed(l domain.Licence) change {
	return func(_ *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { f.Clinic.Licence = l }
}

// E7: what is not known is not warned of; who was registered before the law may go
// on until its day; nothing of it stops a bill.
func TestE7(t *testing.T) {
	for want, days := range map[bool][]struct {
		state domain.LicenceState
		on    string
	}{
		false: {
			{domain.LicenceUnknown, "2030-01-01"},
			{domain.LicenceExempt, "2030-01-01"},
			{domain.LicenceTransition, "2029-01-02"},
			{domain.LicenceHeld, "2026-03-01"},
			{"of a newer region", "2030-01-01"},
		},
		true: {
			{domain.LicenceNone, "2026-03-01"},
			{domain.LicenceApplied, "2026-03-01"},
			{domain.LicenceTransition, "2029-01-03"},
			{domain.LicenceHeld, "2026-02-28"},
		},
	} {
		for _, d := range days {
			l := domain.Licence{State: d.state, From: domain.MustDate("2026-03-01")}
			if d.state != domain.LicenceHeld {
				l.From = domain.Date{}
			}
			if got := l.Missing(domain.MustDate(d.on)); got != want {
				t.Errorf("%q on %s: missing %v", d.state, d.on, got)
			}
		}
	}
	d, f := good(), vgr(t)
	f.Clinic.Licence.State = domain.LicenceNone
	if found := rules.ReadDraft(d, f).Findings; len(found) != 1 || found[0].Code != rules.CodeLicence || found[0].Severity != domain.SeverityWarning {
		t.Errorf("%+v", found)
	}
}
