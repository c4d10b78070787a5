package contract

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// cecilia is the klinikkontakt of clinic.
const cecilia = "SE0000000000-DEMO03"

// command is one of Klinikadministration.
func command(t *testing.T, id string, kind domain.CommandKind, version int64, body any) domain.Command {
	t.Helper()
	raw, err := json.Marshal(body)
	must(t, err)
	return domain.Command{ID: id, Kind: kind, Clinic: clinic, Version: version, Body: raw}
}

// TestE1TheOfficeAndItsCommands: what Klinikadministration asks for is what the region
// takes, with the version that was seen, and shows afterwards.
func TestE1TheOfficeAndItsCommands(t *testing.T) {
	w := newWorld(t)
	c := w.client(cecilia, w.address)
	office := func() app.Office {
		t.Helper()
		o, err := c.Office(t.Context(), clinic)
		must(t, err)
		return o
	}
	send := func(id string, kind domain.CommandKind, version int64, body any) domain.Receipt {
		t.Helper()
		r, err := c.Send(t.Context(), command(t, id, kind, version, body))
		must(t, err)
		return r
	}
	before := office()
	version := before.Clinic.Version
	contact := before.Clinic.Contact
	contact.Town = "Mölndal"
	change := domain.ContactChange{Version: version, Name: before.Clinic.Name, Contact: contact}
	if r := send("contact-0001", domain.CommandContact, version, change); r.Version != version+1 || r.Kind != domain.CommandContact {
		t.Errorf("%+v", r)
	}
	_, err := c.Send(t.Context(), command(t, "contact-0002", domain.CommandContact, version, change))
	if no := (*app.RefusedError)(nil); !errors.As(err, &no) || no.Code != app.CodeClinicChanged || no.Version != version+1 || no.Detail != "Cecilia Holm" {
		t.Errorf("decided on an older version: %v", err)
	}
	send("licence-0001", domain.CommandLicence, version+1, domain.LicenceChange{Version: version + 1, Licence: domain.Licence{State: domain.LicenceApplied, Reference: "IVO 1"}})
	doctor := domain.Performer{No: "T9", Name: "Bo Ek", Profession: "tandläkare", Validity: domain.Period{From: today}}
	send("performer-0001", domain.CommandPerformer, 0, domain.PerformerChange{Performer: doctor})
	const card = "SE0000000000-NINA"
	r := send("user-0001", domain.CommandUser, 0, domain.UserChanging{Act: domain.UserAdd, Details: domain.UserDetails{First: "Nina", Last: "Ny", HSAID: card, Role: domain.RoleReader}})
	if r.User == 0 || r.Version != version+4 {
		t.Errorf("%+v", r)
	}
	o := office()
	i := slices.IndexFunc(o.Users, func(u domain.ClinicUser) bool { return u.ID == r.User })
	if o.Clinic.Contact.Town != "Mölndal" || o.Clinic.Licence.Reference != "IVO 1" || !slices.Contains(o.Performers, doctor) || i < 0 || o.Users[i].Role != domain.RoleReader || len(o.Events) != 4 {
		t.Errorf("%+v", o)
	}
	for _, who := range []string{anna, card} {
		if _, err := w.client(who, w.address).Office(t.Context(), other); domain.KindOf(err) != domain.NotFound {
			t.Errorf("another's office: %v", err)
		}
		_, err := w.client(who, w.address).Send(t.Context(), command(t, "user-0002", domain.CommandUser, o.Clinic.Version, removal(o.Users[i], o.Clinic.Version)))
		if no := (*app.RefusedError)(nil); !errors.As(err, &no) || no.Code != api.ProblemRole {
			t.Errorf("%s removes somebody: %v", who, err)
		}
	}
}

func removal(u domain.ClinicUser, version int64) domain.UserChanging {
	return domain.UserChanging{Act: domain.UserRemove, Version: version, User: u.ID}
}

// TestE2WhatARemovedUsersProgramKeeps: what waits at somebody's computer when she is
// removed is told to the klinikkontakt; her program keeps it and hears why; it is sent
// once she is there again.
func TestE2WhatARemovedUsersProgramKeeps(t *testing.T) {
	w, s := newWorld(t), openStore(t)
	contact, hers := w.client(cecilia, w.address), w.client(anna, w.address)
	id := queue(t, s, 1, "ref-1")
	_, err := hers.Changes(t.Context(), app.Following{Clinic: clinic, Waiting: outbox(t, s)})
	must(t, err)
	o, err := contact.Office(t.Context(), clinic)
	must(t, err)
	i := slices.IndexFunc(o.Users, func(u domain.ClinicUser) bool { return u.HSAID == anna })
	r, err := contact.Send(t.Context(), command(t, "remove-0001", domain.CommandUser, o.Clinic.Version, removal(o.Users[i], o.Clinic.Version)))
	if err != nil || !slices.Equal(r.Notes, []domain.UserNote{domain.UserWaiting}) {
		t.Fatalf("%+v %v", r, err)
	}
	work(t, hers, s, func() bool {
		heads, err := s.Outbox()
		must(t, err)
		return len(heads) == 1 && heads[0].LastError == app.CodeUserEnded
	})
	_, err = contact.Send(t.Context(), command(t, "again-0001", domain.CommandUser, 0, domain.UserChanging{
		Act: domain.UserAdd, Details: domain.UserDetails{First: "Anna", Last: "Ek", HSAID: anna, Role: domain.RoleUser},
	}))
	must(t, err)
	work(t, hers, s, func() bool {
		d, err := s.Draft(id)
		must(t, err)
		return d.Receipt != nil
	})
}
