package storetest

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// colleagues: users of a clinic with all that is stated of them, where else they
// work, when they were there last, and what waits with them.
func colleagues(t *testing.T, b *bench) {
	open := domain.Period{From: domain.MustDate("2026-01-01")}
	first := put(b, server.HSAID(anna), "Anna Ek", "1", domain.RoleUser, open)
	second := put(b, server.Identity{Kind: server.IdentityPersonnummer, Value: persona}, "Bo Ek", "1", domain.RoleContact, open)
	put(b, server.HSAID(anna), "Anna Ek", "3", domain.RoleUser, open)
	put(b, server.HSAID(anna), "Anna Ek", "2", domain.RoleUser, domain.Period{From: open.From, To: domain.MustDate("2026-02-01")})
	d := domain.UserDetails{First: "Anna", Last: "Ek-Lund", Email: "a@b.se", Phone: "1", Mobile: "2", Role: domain.RoleUser}
	b.write(func(tx server.Tx) error {
		if last, err := tx.LastLogin(first); err != nil || last.Unix() != 0 {
			t.Errorf("never: %v %v", last, err)
		}
		if err := tx.PutDetails(first, "1", d); err != nil {
			return err
		}
		if err := tx.PutLastLogin(first, received); err != nil {
			return err
		}
		return tx.PutWaiting(first, "1", 7)
	})
	b.read(func(tx server.Tx) error {
		list, err := tx.Colleagues("1", domain.MustDate("2026-11-23"))
		d.HSAID = anna
		want := []server.Colleague{
			{Others: []string{"Q"}, ClinicUser: domain.ClinicUser{UserDetails: d, ID: first, Name: "Anna Ek-Lund", Validity: open, LastLogin: received, Waiting: 7}},
			{ClinicUser: domain.ClinicUser{
				ID: second, Name: "Bo Ek", Validity: open, UserDetails: domain.UserDetails{Person: somebody(t, persona), Role: domain.RoleContact},
			}},
		}
		if err != nil || !reflect.DeepEqual(list, want) {
			t.Errorf("%+v\nwant %+v (%v)", list, want, err)
		}
		if n, err := tx.Waiting(first, "3"); n != 0 || err != nil {
			t.Errorf("at another clinic %d wait (%v)", n, err)
		}
		for id, on := range map[int64]string{first: "2026-02-02", second: "2026-02-02"} {
			if ended, err := tx.Ended(id, domain.MustDate(on)); err != nil || (len(ended) == 1) != (id == first) {
				t.Errorf("%d has ended somewhere: %v (%v)", id, ended, err)
			}
		}
		users, err := tx.Users()
		if len(users) != 2 || len(users[1].Identities) != 0 || !users[1].Is(fmt.Sprint("anv-", second)) {
			t.Errorf("%+v", users)
		}
		return err
	})
}

// clinicHistory: a clinic with all its data, and what was done to it, newest first.
func clinicHistory(t *testing.T, b *bench) {
	by := domain.Actor{ID: anna, Name: "Anna", Role: domain.RoleContact, Via: domain.ViaCard, From: "127.0.0.1"}
	e := domain.ClinicEvent{At: received, Act: domain.ClinicUserAdded, By: by, About: "Bo Ek", Fields: []string{"role"}, Command: "cmd-00001"}
	c := domain.Clinic{
		No: "1", Version: 1, Name: "Ett", ProviderID: "P", Contact: domain.ClinicContact{Address: "a", PostNo: "b", Town: "c", Phone: "d", Email: "e", Person: "f"},
		Licence: domain.Licence{State: domain.LicenceHeld, Scope: "g", Reference: "h", From: domain.MustDate("2026-03-01")},
	}
	b.write(func(tx server.Tx) (err error) {
		if c, err = server.SaveClinic(tx, c, e); err != nil {
			return err
		}
		e.Fields = nil
		c, err = server.SaveClinic(tx, c, e)
		return err
	})
	b.read(func(tx server.Tx) error {
		if got, err := tx.Clinic("1"); err != nil || got != c || c.Version != 3 {
			t.Errorf("%+v (%v)", got, err)
		}
		list, err := tx.ClinicEvents("1", 10)
		e.Clinic, e.Version = "1", 3
		if len(list) != 2 || !reflect.DeepEqual(list[0], e) || list[1].Version != 2 || len(list[1].Fields) != 1 {
			t.Errorf("%+v", list)
		}
		if other, err := tx.ClinicEvents("2", 10); len(other) != 0 || err != nil {
			t.Errorf("another clinic's: %+v %v", other, err)
		}
		if head, err := tx.Head("1"); head != 2 || err != nil {
			t.Errorf("the clinic was told %d times (%v)", head, err)
		}
		return err
	})
	if err := b.store.Write(t.Context(), func(tx server.Tx) error {
		_, err := server.SaveClinic(tx, c, domain.ClinicEvent{At: received, Act: domain.ClinicLicence})
		return err
	}); domain.CodeOf(err) != "server.event" {
		t.Errorf("done by nobody: %v", err)
	}
}

// notices: messages of a clinic and of all, another last day, and the contact.
func notices(t *testing.T, b *bench) {
	all := server.SentMessage{Message: domain.Message{No: 1, Sent: received, Text: "till alla", Incident: true}}
	one := server.SentMessage{Clinic: "1", Message: domain.Message{
		No: 2, Sent: received.Add(time.Second), Text: "till er", From: domain.MustDate("2026-01-01"), Ends: domain.MustDate("2026-01-02"),
	}}
	contact := domain.Contact{Name: "a", Phone: "b", Email: "c", Hours: "d", State: "e"}
	b.write(func(tx server.Tx) error {
		if _, given, err := tx.Contact(); given || err != nil {
			t.Errorf("a contact that nobody has set (%v)", err)
		}
		all.Ends = domain.MustDate("2026-01-05")
		for _, m := range []server.SentMessage{all, one, all} {
			if err := tx.PutMessage(m); err != nil {
				return err
			}
		}
		return tx.PutContact(contact)
	})
	b.read(func(tx server.Tx) error {
		if c, given, err := tx.Contact(); !given || c != contact || err != nil {
			t.Errorf("%+v %v", c, err)
		}
		for clinic, want := range map[string][]server.SentMessage{"1": {one, all}, "2": {all}} {
			if list, err := tx.Messages(clinic); err != nil || !reflect.DeepEqual(list, want) {
				t.Errorf("clinic %s: %+v (%v)", clinic, list, err)
			}
		}
		list, err := tx.AllMessages()
		if !reflect.DeepEqual(list, []server.SentMessage{one, all}) {
			t.Errorf("%+v", list)
		}
		return err
	})
}
