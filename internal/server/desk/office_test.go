package desk_test

import (
	"fmt"
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

// E8, A3: a new clinic is told what the region has told all clinics and is not over, in
// the order in which the others were, and has the users that it was added with.
func TestE8ANewClinicIsToldWhatRuns(t *testing.T) {
	d := filled(t)
	tell := func(m server.SentMessage) server.SentMessage {
		t.Helper()
		m, err := d.SendMessage(ctx, m)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	today := domain.DateOf(d.Now())
	first := tell(server.SentMessage{Message: domain.Message{Text: "Nya priser."}})
	over := tell(server.SentMessage{Message: domain.Message{Text: "Servern startas om."}})
	tell(server.SentMessage{Clinic: "3101", Message: domain.Message{Text: "Till er."}})
	last := tell(server.SentMessage{Message: domain.Message{Text: "Driftstörning.", Ends: today}})
	if err := d.EndMessage(ctx, over.No); err != nil {
		t.Fatal(err)
	}
	bjorn := user(t, d, "Björn Lund")
	c := domain.Clinic{No: "3199", Name: "Ny", ProviderID: "DEMO-V1"}
	if err := d.AddClinic(ctx, c, desk.Joining{User: bjorn, Role: domain.RoleReader}); err != nil {
		t.Fatal(err)
	}
	if err := d.Store.Read(ctx, func(tx server.Tx) error {
		changes, err := tx.Changes("3199", 0, 10)
		told := ""
		for _, c := range changes {
			told += fmt.Sprint(c.Kind, " ", c.Ref, ";")
		}
		if want := fmt.Sprintf("clinic 0;message %d;message %d;clinic 0;", first.No, last.No); told != want {
			t.Errorf("told %s, want %s", told, want)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	at := func(m server.RollMembership) bool {
		return m.Clinic == "3199" && m.Role == domain.RoleReader && m.Validity.From == today
	}
	if u := user(t, d, "Björn Lund"); !slices.ContainsFunc(u.Memberships, at) {
		t.Errorf("%+v", u)
	}
}

// I5: a role is changed as it was shown, or not at all.
func TestI5ARoleThatWasChangedMeanwhile(t *testing.T) {
	d := filled(t)
	shown := user(t, d, "Björn Lund")
	if err := d.SetRole(ctx, shown.ID, domain.RoleReader, shown.Memberships...); err != nil {
		t.Fatal(err)
	}
	if err := d.SetRole(ctx, shown.ID, domain.RoleContact, shown.Memberships...); domain.CodeOf(err) != desk.CodeClinicChanged {
		t.Errorf("%v", err)
	}
	for _, m := range user(t, d, "Björn Lund").Memberships {
		if m.Role != domain.RoleReader {
			t.Errorf("%+v", m)
		}
	}
}

func user(t *testing.T, d desk.Desk, name string) (found server.RollUser) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) error {
		users, err := tx.Users()
		for _, u := range users {
			if u.Name == name {
				found = u
			}
		}
		return err
	}); err != nil || found.ID == 0 {
		t.Fatal(name, err)
	}
	return found
}
