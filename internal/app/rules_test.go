package app_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// What the background has fetched holds at once, without a new login, and
// without network after the next one.
func TestChangedRegionHoldsAtOnce(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	data := d.Region()
	data.Version, data.Profile.Name = "2", "Region Ny"
	data.Prices = domain.PriceBook{{ID: "ny", Procedures: []domain.Procedure{domain.PatientFee()}}}
	if err := d.work.store.PutRegion(data); err != nil {
		t.Fatal(err)
	}
	d.work.notify(app.SyncState{Phase: app.SyncOnline, Rules: true})
	if got := d.Region(); got.Version != "2" || len(got.Prices) != 1 || d.Snapshot().Region != "Region Ny" {
		t.Errorf("works by %s, header %q", got.Version, d.Snapshot().Region)
	}
	select {
	case <-d.Updates():
	default:
		t.Error("the screens were not told")
	}
	d.Seal()
	d.server.fail = offline
	if d.login(t); d.Region().Version != "2" {
		t.Errorf("offline it works by %s", d.Region().Version)
	}
}

// Offered is what the list has for the part of the support; the list itself stays.
func TestProceduresOfThePartOfTheSupport(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	data := d.Region()
	data.Prices = domain.PriceBook{{ID: "ny", Procedures: []domain.Procedure{domain.PatientFee(), {Code: "101", Only: "F"}, {Code: "102"}}}}
	if err := d.work.store.PutRegion(data); err != nil {
		t.Fatal(err)
	}
	d.work.notify(app.SyncState{Phase: app.SyncOnline, Rules: true})
	on := domain.MustDate("2026-11-23")
	for s, want := range map[domain.Support]int{domain.SupportN: 2, domain.SupportF: 3, "": 3} {
		if got := d.Procedures(s, on); len(got) != want {
			t.Errorf("%s: %v", s, got)
		}
	}
	if len(d.Region().Prices[0].Procedures) != 3 {
		t.Error("the list has lost a procedure")
	}
}

// B30: a bill is checked by the register of its own clinic, also without network
// after the next login; a clinic whose register is not known here is the region's
// to check.
func TestB30TheClinicsOwnRegister(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	unknown := func(performer string) bool {
		t.Helper()
		draft := d.ready(t)
		draft.Bills[0].Items[0].Performer = performer
		c, err := d.Check(draft)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(c.Findings, func(f domain.Finding) bool { return f.Code == rules.CodePerformerUnknown })
	}
	from := domain.Period{From: domain.MustDate("2026-01-01")}
	data := d.Region()
	data.Version, data.Profile.PerformerMust = "2", true
	data.Performers = map[string][]domain.Performer{"32": {{No: "T2", Validity: from}}}
	take := func() {
		t.Helper()
		if err := d.work.store.PutRegion(data); err != nil {
			t.Fatal(err)
		}
		d.work.notify(app.SyncState{Phase: app.SyncOnline, Rules: true})
	}
	if take(); unknown("T1") {
		t.Error("refused without a register")
	}
	data.Performers["31"] = []domain.Performer{{No: "T1", Validity: from}}
	if take(); unknown("T1") || !unknown("T2") {
		t.Error("not checked by the clinic's own register")
	}
	d.Seal()
	d.server.data = data
	if d.login(t); unknown("t1") || !unknown("T2") {
		t.Error("after the next login")
	}
}
