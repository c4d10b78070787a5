package app_test

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
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
