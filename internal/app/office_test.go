package app_test

import (
	"encoding/json"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// E2: a reader asks the region for nothing, and only a klinikkontakt for a change of
// the clinic; the region decides so too.
func TestE2AReaderAsksForNothing(t *testing.T) {
	d := newDesk(t)
	d.server.user.Memberships = []domain.Membership{{Clinic: domain.Clinic{No: "31"}, Role: domain.RoleReader}}
	d.login(t)
	if err := d.work.store.ApplyChanges("31", app.ChangePage{To: "1", Invoices: []domain.Invoice{received(7, 3, domain.StatusReceived)}}); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"send":   d.Send("x"),
		"delete": d.Delete(7, 3, domain.WholeInvoice),
		"credit": d.Credit(7, 3, domain.CreditAll, ""),
		"office": d.ChangeOffice(app.OfficeNote{Contact: &domain.ContactChange{Name: "Ny"}}, ""),
	} {
		if domain.CodeOf(err) != app.CodeRole {
			t.Errorf("%s: %v", what, err)
		}
	}
	if list, err := d.Sendings(); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
}

// E1, E2: a change is queued with the version it was decided on and its form is empty
// again; a second one that rests on a version waits, somebody new does not.
func TestE2ChangesOfTheClinicAreQueued(t *testing.T) {
	d := newDesk(t)
	d.server.user.Memberships = []domain.Membership{{Clinic: domain.Clinic{No: "31"}, Role: domain.RoleContact}}
	d.login(t)
	if _, err := d.KeepTyped("contact", map[string]string{"name": "Ny"}); err != nil {
		t.Fatal(err)
	}
	contact := app.OfficeNote{Contact: &domain.ContactChange{Version: 7, Name: "Ny"}}
	added := app.OfficeNote{About: "Eva Ek", User: &domain.UserChanging{Act: domain.UserAdd, Details: domain.UserDetails{First: "Eva", Last: "Ek", Role: domain.RoleUser}}}
	if err := d.ChangeOffice(contact, "contact"); err != nil {
		t.Fatal(err)
	}
	if typed, err := d.Typed("contact"); err != nil || len(typed) != 0 {
		t.Errorf("%v %v", typed, err)
	}
	if err := d.ChangeOffice(contact, "contact"); domain.CodeOf(err) != app.CodeWaiting {
		t.Error(err)
	}
	if err := d.ChangeOffice(added, "user"); err != nil {
		t.Fatal(err)
	}
	list, err := d.Sendings()
	if n, _ := d.OfficeWaits(); err != nil || len(list) != 2 || n != 2 || list[1].Office.About != "Eva Ek" {
		t.Fatalf("%+v %d %v", list, n, err)
	}
	c, _, err := d.work.store.BeginAttempt(list[0].ID)
	var body domain.ContactChange
	if err != nil || json.Unmarshal(c.Body, &body) != nil || c.Kind != domain.CommandContact || c.Clinic != "31" || body.Version != 7 || body.Name != "Ny" {
		t.Errorf("%+v %s %v", c, c.Body, err)
	}
	no := domain.Refusal{At: d.clock.Now(), Code: app.CodeClinicChanged, Detail: "Cecilia Holm"}
	if err := d.work.store.Settle(list[0].ID, app.Outcome{At: d.clock.Now(), Refusal: &no}); err != nil {
		t.Fatal(err)
	}
	if x, err := d.RefusedOffice(list[0].ID); err != nil || x.Office.Contact.Name != "Ny" || x.Refusal.Detail != "Cecilia Holm" {
		t.Errorf("%+v %v", x, err)
	}
}

// What was seen of the clinic is there without network, with its age.
func TestTheOfficeIsThereWithoutNetwork(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	d.server.office = app.Office{Clinic: domain.Clinic{No: "31", Version: 3}}
	if o, err := d.Office(t.Context()); err != nil || o.Old || o.Clinic.Version != 3 {
		t.Fatalf("%+v %v", o, err)
	}
	d.server.fail = offline
	if o, err := d.Office(t.Context()); err != nil || !o.Old || o.Clinic.Version != 3 || !o.At.Equal(d.clock.Now()) {
		t.Errorf("%+v %v", o, err)
	}
}
