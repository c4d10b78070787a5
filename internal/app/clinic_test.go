package app_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// twoClinics is a desk whose user is a user at 31 and the contact of 44.
func twoClinics(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	d.server.user.Memberships = []domain.Membership{
		{Clinic: domain.Clinic{No: "31", Name: "Ängens tandklinik"}, Role: domain.RoleUser},
		{Clinic: domain.Clinic{No: "44", Name: "Bryggans tandvård"}, Role: domain.RoleContact},
	}
	d.login(t)
	return d
}

func choose(t *testing.T, d *desk, no string) {
	t.Helper()
	if err := d.ChooseClinic(no); err != nil {
		t.Fatal(err)
	}
	if s := d.Snapshot(); s.Clinic.No != no || !s.Scope.Has("31") || !s.Scope.Has("44") || s.Scope.Has("45") {
		t.Fatalf("%+v", s)
	}
}

// Nothing of one clinic shows at another: the clinic is changed in the middle of
// a session, and back.
func TestChangeOfClinicMixesNothing(t *testing.T) {
	d := twoClinics(t)
	choose(t, d, "31")
	if s := d.Snapshot(); s.Role != domain.RoleUser || s.Session.ID != "SE0000000000-DEMO01" || s.Session.Via != domain.ViaCard {
		t.Errorf("%+v", s)
	}
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ToggleFavourite("101"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveTemplate(app.Template{Name: "Undersökning"}); err != nil {
		t.Fatal(err)
	}
	if err := d.work.store.ApplyChanges("31", app.ChangePage{To: "1", Invoices: []domain.Invoice{received(7, 3, domain.StatusReceived)}}); err != nil {
		t.Fatal(err)
	}
	if err := d.Delete(7, 3, domain.WholeInvoice); err != nil {
		t.Fatal(err)
	}

	choose(t, d, "44")
	s := d.Snapshot()
	if s.Role != domain.RoleContact || s.Drafts != 0 || s.Outbox != 0 || s.Elsewhere != 1 {
		t.Errorf("%+v %+v", s.Role, s.Counts)
	}
	drafts, err1 := d.Drafts()
	sendings, err2 := d.Sendings()
	favourites, err3 := d.Favourites()
	templates, err4 := d.Templates()
	page, err5 := d.Invoices(app.InvoiceQuery{})
	if n := len(drafts) + len(sendings) + len(favourites) + len(templates) + page.Total; n != 0 {
		t.Errorf("%d things of the other clinic: %v %v %v %v %v", n, drafts, sendings, favourites, templates, page)
	}
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err != nil {
			t.Error(err)
		}
	}
	wantCode(t, d.Delete(7, 3, domain.WholeInvoice), app.CodeInvoiceNone)
	if other, err := d.NewDraft(); err != nil || other.Clinic != "44" {
		t.Errorf("%+v %v", other, err)
	}

	choose(t, d, "31")
	if s := d.Snapshot(); s.Drafts != 1 || s.Outbox != 1 || s.Elsewhere != 0 {
		t.Errorf("%+v", s.Counts)
	}
	if want := []string{"start 31", "poke", "stop", "start 44", "stop", "start 31"}; !slices.Equal(d.work.events, want) {
		t.Errorf("%v, want %v", d.work.events, want)
	}
	if !d.work.scope.Has("44") {
		t.Error("the background does not know of the other clinic's outbox")
	}
}

// E2: what is kept of a clinic where the user works no more is told as that, and not as
// something that waits at a clinic to change to.
func TestE2WhatIsLeftAtAClinicThatWasLeft(t *testing.T) {
	d := twoClinics(t)
	choose(t, d, "31")
	d.queuedDraft(t, "Z 1")
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	d.Seal()
	d.server.user.Memberships = d.server.user.Memberships[1:]
	d.login(t)
	if s := d.Snapshot(); s.Clinic.No != "44" || s.Left != 2 || s.Elsewhere != 0 {
		t.Errorf("at %s: %+v", s.Clinic.No, s.Counts)
	}
	if list, err := d.Sendings(); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
}

// A draft that is saved while the user changes clinic is judged by its own.
func TestADraftIsJudgedByItsOwnClinic(t *testing.T) {
	d := twoClinics(t)
	choose(t, d, "31")
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	d.queuedDraft(t, "Z 1")
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.Bills[0] = domain.DraftBill{Person: "196009172336", BillRef: "Z 1"}
	here, err := d.Check(draft)
	if err != nil {
		t.Fatal(err)
	}
	choose(t, d, "44")
	there, err := d.Check(draft)
	if err != nil || len(there.Findings) != len(here.Findings) || len(here.Unasked)+len(there.Unasked) != 0 {
		t.Errorf("%+v, at its own clinic %+v, %v", there.Findings, here.Findings, err)
	}
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if list, err := d.Drafts(); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	draft.Clinic = "44"
	if c, err := d.Check(draft); err != nil || len(c.Unasked) != 1 {
		t.Errorf("at the other clinic nobody has asked: %+v %v", c, err)
	}
}

// A clinic that the user has no longer is not gone back to after a lock.
func TestAClinicThatIsGoneIsChosenAnew(t *testing.T) {
	d := twoClinics(t)
	choose(t, d, "44")
	d.Seal()
	d.server.user.Memberships = append(d.server.user.Memberships[:1], domain.Membership{Clinic: domain.Clinic{No: "55"}})
	if res := d.login(t); res.Same || d.Snapshot().Clinic.No != "" {
		t.Errorf("%+v %+v", res, d.Snapshot())
	}
}

// What the region changes of a clinic is known without a new login.
func TestAClinicThatChangesIsKnownAtOnce(t *testing.T) {
	d := twoClinics(t)
	choose(t, d, "31")
	clinic := domain.Clinic{No: "31", Name: "Ängens nya tandklinik"}
	if err := d.work.store.ApplyChanges("31", app.ChangePage{To: "1", Clinic: &clinic}); err != nil {
		t.Fatal(err)
	}
	d.work.notify(app.SyncState{Phase: app.SyncOnline, Changed: true})
	if s := d.Snapshot(); s.Clinic.Name != clinic.Name || len(s.Scope.Clinics) != 2 {
		t.Errorf("%+v", s)
	}
}
