package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

var (
	_ = aCommand(domain.CommandContact, domain.ContactChange{}, func(w *world, n string) []byte {
		o := w.office(cecilia)
		o.Clinic.Contact.Town = n
		return encoded(w.t, domain.ContactChange{Version: o.Clinic.Version, Name: o.Clinic.Name, Contact: o.Clinic.Contact})
	})
	_ = aCommand(domain.CommandUser, domain.UserChanging{}, func(w *world, n string) []byte {
		return encoded(w.t, adding("Ny", n, "SE0000000000-"+strings.ToUpper(strings.ReplaceAll(n, "-", "")), domain.RoleUser))
	})
	_ = aCommand(domain.CommandPerformer, domain.PerformerChange{}, func(w *world, n string) []byte {
		return encoded(w.t, domain.PerformerChange{Performer: domain.Performer{No: n, Name: n, Profession: "tandläkare", Validity: domain.Period{From: today}}})
	})
	_ = aCommand(domain.CommandLicence, domain.LicenceChange{}, func(w *world, n string) []byte {
		return encoded(w.t, domain.LicenceChange{Version: w.office(cecilia).Clinic.Version, Licence: domain.Licence{State: domain.LicenceApplied, Reference: n}})
	})
)

func encoded(t testing.TB, body any) []byte {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// adding is a new user who logs in by card.
func adding(first, last, hsaID string, role domain.Role) domain.UserChanging {
	return domain.UserChanging{Act: domain.UserAdd, Details: domain.UserDetails{First: first, Last: last, HSAID: hsaID, Role: role}}
}

// office is what a user of clinicA sees in Klinikadministration.
func (w *world) office(hsaID string) (o api.Office) {
	w.t.Helper()
	a := do(w.t, w.client(hsaID), "GET", w.base+"/v1/clinics/"+clinicA+"/office", nil)
	if err := json.Unmarshal(a.body, &o); err != nil || a.status != http.StatusOK {
		w.t.Fatal(a.status, err)
	}
	return o
}

// user is one of the clinic's users by name.
func (w *world) user(name string) domain.ClinicUser {
	w.t.Helper()
	for _, u := range w.office(cecilia).Users {
		if u.Name == name {
			return u
		}
	}
	w.t.Fatalf("no user %s", name)
	return domain.ClinicUser{}
}

// asks puts a command of cecilia's about clinicA.
func (w *world) asks(kind domain.CommandKind, id string, body any) answer {
	w.t.Helper()
	url := w.base + strings.NewReplacer("{clinic}", clinicA, "{id}", id).Replace(api.PathCommand(kind))
	return do(w.t, w.client(cecilia), "PUT", url, encoded(w.t, body))
}

// refused checks that a command was refused with a code.
func (w *world) refused(a answer, code string) api.Problem {
	w.t.Helper()
	p := a.problem(w.t)
	if a.status != http.StatusConflict || p.Code != code || p.Detail == "" {
		w.t.Errorf("%d %s, want %s", a.status, a.body, code)
	}
	return p
}

// removing is the command that removes a user.
func removing(u domain.ClinicUser, version int64) domain.UserChanging {
	return domain.UserChanging{Act: domain.UserRemove, User: u.ID, Version: version}
}

// changing is the command that gives a user another role.
func changing(u domain.ClinicUser, version int64, role domain.Role) domain.UserChanging {
	d := u.UserDetails
	d.HSAID, d.Person, d.Role = "", domain.PersonID{}, role
	return domain.UserChanging{Act: domain.UserChange, User: u.ID, Version: version, Details: d}
}

// E1: contact details are changed as a command, once, in the version that was seen;
// the slower of two hears who was faster; the history tells all of it.
func TestE1ContactDetails(t *testing.T) {
	w := newWorld(t)
	before := w.office(cecilia)
	if before.Clinic.Version != 1 || len(before.Events) != 0 || before.Clinic.Payee.Number() == "" {
		t.Fatalf("%+v", before)
	}
	_, end := follow(t, w, anna, clinicA, "", 500)
	change := domain.ContactChange{Version: 1, Name: before.Clinic.Name, Contact: domain.ClinicContact{
		Address: "Storgatan 1", PostNo: "411 01", Town: " Göteborg ", Phone: "031-123 45", Email: "kliniken@example.se", Person: "Cecilia Holm",
	}}
	first := w.asks(domain.CommandContact, "contact-01", change)
	r := receiptOf(t, first)
	if first.status != http.StatusCreated || r.Kind != domain.CommandContact || r.Version != 2 || r.OurRef != 0 {
		t.Errorf("%d %+v", first.status, r)
	}
	if again := w.asks(domain.CommandContact, "contact-01", change); again.status != http.StatusOK || string(again.body) != string(first.body) {
		t.Errorf("again: %d %s", again.status, again.body)
	}
	list, _ := follow(t, w, anna, clinicA, end, 10)
	if len(list) != 1 || list[0].Clinic == nil || list[0].Clinic.Version != 2 || list[0].Clinic.Contact.Town != "Göteborg" || list[0].Clinic.Payee != before.Clinic.Payee {
		t.Errorf("the feed tells %+v", list)
	}
	change.Contact.Phone = "031-999 99"
	if p := w.refused(w.asks(domain.CommandContact, "contact-02", change), api.ProblemClinicChanged); p.Version != 2 || p.By != "Cecilia Holm" {
		t.Errorf("the slower one hears %+v", p)
	}
	change.Version = 2
	receiptOf(t, w.asks(domain.CommandContact, "contact-02", change))
	change.Version = 3
	w.refused(w.asks(domain.CommandContact, "contact-03", change), string(domain.WhyNothingNew))
	change.Contact.Email = "ingen adress"
	w.refused(w.asks(domain.CommandContact, "contact-03", change), string(domain.WhyBadEmail))
	after := w.office(reader)
	if len(after.Events) != 2 || after.Clinic.Version != 3 || after.Clinic.Contact.Phone != "031-999 99" {
		t.Fatalf("%+v", after)
	}
	e := after.Events[1]
	if e.Act != domain.ClinicContacted || e.Version != 2 || e.By.Name != "Cecilia Holm" || e.Command != "contact-01" || !e.At.Equal(noon()) || !slices.Equal(e.Fields, []string{"address", "postNo", "town", "phone", "email", "person"}) {
		t.Errorf("%+v", e)
	}
}

// E2: a klinikkontakt adds a user, whose card then lets in; changes and removes her;
// then it is refused, also where it waits, and what she registered keeps her name.
func TestE2AUserIsAddedChangedAndRemoved(t *testing.T) {
	w := newWorld(t)
	const card = "SE0000000000-NYANVANDARE"
	session := func() answer { return do(t, w.client(card), "GET", w.base+"/v1/session", nil) }
	if a := session(); a.problem(t).Code != api.ProblemUnknownUser {
		t.Fatalf("%s", a.body)
	}
	r := receiptOf(t, w.asks(domain.CommandUser, "user-0001", adding("Nina", "Ny", card, domain.RoleUser)))
	if r.User == 0 || r.Version != 2 || len(r.Notes) != 0 {
		t.Errorf("%+v", r)
	}
	if a := session(); a.status != http.StatusOK {
		t.Fatalf("her card does not let in: %d", a.status)
	}
	sent := receiptOf(t, do(t, w.client(card), "PUT", submitURL(w, clinicA, "nina-0001"), submission(t, "N-1", bill(t, entitledN, "N-1"))))
	nina := w.user("Nina Ny")
	if nina.Status != domain.UserActive || nina.First != "Nina" || nina.Last != "Ny" || nina.HSAID != card || !nina.LastLogin.Equal(noon()) || nina.Validity.From != today {
		t.Errorf("%+v", nina)
	}
	receiptOf(t, w.asks(domain.CommandUser, "user-0002", changing(nina, 2, domain.RoleReader)))
	a := do(t, w.client(card), "PUT", submitURL(w, clinicA, "nina-0002"), submission(t, "N-2", bill(t, entitledN, "N-2")))
	if a.problem(t).Code != api.ProblemRole {
		t.Errorf("a läsare sends: %s", a.body)
	}
	ended := make(chan answer, 1)
	go func() {
		_, end := follow(t, w, card, clinicA, "", 500)
		a, err := try(w.client(card), "GET", w.base+"/v1/clinics/"+clinicA+"/changes?wait=25&since="+end, nil, api.FeedHeader, api.FeedAll, api.WaitingHeader, "3")
		if err != nil {
			t.Error(err)
		}
		ended <- a
	}()
	eventually(t, func() bool { return w.service.Waiting() == 1 })
	if r := receiptOf(t, w.asks(domain.CommandUser, "user-0003", removing(nina, 3))); !slices.Equal(r.Notes, []domain.UserNote{domain.UserWaiting}) {
		t.Errorf("what is lost is not told: %v", r.Notes)
	}
	if a := <-ended; a.problem(t).Code != api.ProblemUserEnded {
		t.Errorf("what waited got %d %s", a.status, a.body)
	}
	if a := session(); a.problem(t).Code != api.ProblemUserEnded {
		t.Errorf("%s", a.body)
	}
	if nina = w.user("Nina Ny"); nina.Status != domain.UserEnded || nina.Waiting != 3 || !slices.Equal(nina.Notes, []domain.UserNote{domain.UserWaiting}) {
		t.Errorf("%+v", nina)
	}
	if v := w.invoice(sent.OurRef); v.Bills[0].RegisteredBy != "Nina Ny" {
		t.Errorf("registered by %q", v.Bills[0].RegisteredBy)
	}
	acts := ""
	for _, e := range w.office(cecilia).Events {
		acts += fmt.Sprint(e.Act, " ", e.About, ";")
	}
	if acts != "userRemove Nina Ny;userChange Nina Ny;userAdd Nina Ny;" {
		t.Errorf("the history tells %s", acts)
	}
	// She may come back.
	receiptOf(t, w.asks(domain.CommandUser, "user-0004", adding("Nina", "Ny", card, domain.RoleUser)))
	if a := session(); a.status != http.StatusOK {
		t.Errorf("back again: %d", a.status)
	}
}

// E2: whoever works elsewhere still hears at the clinic that she left that she was
// removed; nobody else hears that there is such a clinic.
func TestE2RemovedAtOneOfTwoClinics(t *testing.T) {
	w := newWorld(t)
	receiptOf(t, w.asks(domain.CommandUser, "user-0001", removing(w.user("Björn Lund"), 1)))
	for clinic, want := range map[string]string{clinicA: api.ProblemUserEnded, clinicC: api.ProblemNotFound} {
		if a := do(t, w.client(bjorn), "GET", w.base+"/v1/clinics/"+clinic+"/changes", nil); a.problem(t).Code != want {
			t.Errorf("%s: %d %s", clinic, a.status, a.body)
		}
	}
	if a := do(t, w.client(bjorn), "GET", w.base+"/v1/clinics/"+clinicB+"/changes", nil); a.status != http.StatusOK {
		t.Errorf("%d %s", a.status, a.body)
	}
}

func eventually(t *testing.T, is func() bool) {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for !is() {
		select {
		case <-deadline:
			t.Fatal("it does not come")
		case <-time.After(time.Millisecond):
		}
	}
}

// E2: what a klinikkontakt cannot do, each with its reason; nothing is changed by it.
func TestE2WhatIsRefusedOfUsers(t *testing.T) {
	w := newWorld(t)
	me, other := w.user("Cecilia Holm"), w.user("Anna Ek")
	person, err := domain.ParsePersonID(entitledN, today)
	if err != nil {
		t.Fatal(err)
	}
	byPerson := adding("Per", "Son", "", domain.RoleUser)
	byPerson.Details.Person = person
	gone := other
	gone.ID = 4711
	long := adding("Lång", strings.Repeat("å", 101), "SE0000000000-LONG", domain.RoleUser)
	for name, x := range map[string]struct {
		body any
		why  domain.Why
	}{
		"the last klinikkontakt removes herself":  {removing(me, 1), domain.WhyLastContact},
		"the last klinikkontakt becomes a läsare": {changing(me, 1, domain.RoleReader), domain.WhyLastContact},
		"somebody who is there":                   {adding("Anna", "Ek", anna, domain.RoleUser), domain.WhyUserThere},
		"the same card under another name":        {adding("Anna", "Annan", anna, domain.RoleUser), domain.WhyUserOtherName},
		"of another provider, under another name": {adding("Eva", "Annan", eva, domain.RoleUser), domain.WhyUserOtherName},
		"neither card nor BankID":                 {adding("Ny", "Ny", "", domain.RoleUser), domain.WhyNoIdentity},
		"no HSA-id":                               {adding("Ny", "Ny", "SE123", domain.RoleUser), domain.WhyBadHSAID},
		"BankID, which the region does not have":  {byPerson, domain.WhyLoginKind},
		"no role":                                 {adding("Ny", "Ny", "SE0000000000-NY", "chef"), domain.WhyBadRole},
		"no name":                                 {adding("Ny", " ", "SE0000000000-NY", domain.RoleUser), domain.WhyNoUserName},
		"a name too long":                         {long, domain.WhyBadText},
		"a name with a sign that nobody sees":     {adding("Anna\u200b", "Ek", "SE0000000000-NY", domain.RoleUser), domain.WhyBadText},
		"a name that turns the text around it":    {adding("Anna", "\u202ekE", "SE0000000000-NY", domain.RoleUser), domain.WhyBadText},
		"nobody":                                  {removing(gone, 1), domain.WhyNoSuchUser},
		"nothing new":                             {changing(other, 1, other.Role), domain.WhyNothingNew},
	} {
		t.Log(name)
		w.refused(w.asks(domain.CommandUser, "refused-01", x.body), string(x.why))
	}
	for name, body := range map[string]any{
		"an unknown act":            domain.UserChanging{Act: "promote", User: other.ID, Version: 1},
		"an addition with a number": domain.UserChanging{Act: domain.UserAdd, User: 7},
		"a removal without version": domain.UserChanging{Act: domain.UserRemove, User: other.ID},
	} {
		if a := w.asks(domain.CommandUser, "refused-01", body); a.status != http.StatusBadRequest {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	if o := w.office(cecilia); o.Clinic.Version != 1 || len(o.Events) != 0 {
		t.Errorf("something was changed: %+v", o.Clinic)
	}
	// With a second one she may.
	receiptOf(t, w.asks(domain.CommandUser, "contact-2", changing(other, 1, domain.RoleContact)))
	receiptOf(t, w.asks(domain.CommandUser, "remove-me", removing(me, 2)))
	if a := do(t, w.client(cecilia), "GET", w.base+"/v1/session", nil); a.problem(t).Code != api.ProblemUserEnded {
		t.Errorf("%s", a.body)
	}
}

// E2: by which person number a user logs in is shown to nobody at the clinic, the
// klinikkontakt included.
func TestE2NoColleagueSeesAPersonNumber(t *testing.T) {
	w := newWorld(t)
	person, err := domain.ParsePersonID(entitledN, today)
	if err != nil {
		t.Fatal(err)
	}
	anna := w.user("Anna Ek")
	if err := w.store.Write(context.Background(), func(tx server.Tx) error {
		return tx.AddIdentity(anna.ID, server.Identity{Kind: server.IdentityPersonnummer, Value: person.Canonical()})
	}); err != nil {
		t.Fatal(err)
	}
	for _, reader := range []string{anna.HSAID, cecilia} {
		for _, u := range w.office(reader).Users {
			if !u.Person.IsZero() {
				t.Errorf("%s sees that of %s", reader, u.Name)
			}
		}
	}
}

// E1, E7: a register that is read in changes neither contact details nor licence, and
// without news it is no change at all.
func TestE1ARegisterKeepsWhatTheClinicHasSaid(t *testing.T) {
	w := newWorld(t)
	e := domain.ClinicEvent{At: noon(), Act: domain.ClinicContacted, By: domain.Actor{ID: "desk", Name: "Desk"}}
	var said domain.Clinic
	for _, step := range []func(tx server.Tx) error{
		func(tx server.Tx) error {
			c, err := tx.Clinic(clinicA)
			if err != nil {
				return err
			}
			c.Contact.Town, c.Licence = "Skara", domain.Licence{State: domain.LicenceApplied, Reference: "IVO-1"}
			said, err = server.SaveClinic(tx, c, e)
			return err
		},
		func(tx server.Tx) error {
			c := said
			c.Version, c.Contact, c.Licence = 0, domain.ClinicContact{}, domain.Licence{}
			return server.PutClinic(tx, c, e)
		},
	} {
		if err := w.store.Write(context.Background(), step); err != nil {
			t.Fatal(err)
		}
	}
	if after := w.office(cecilia).Clinic; after != said {
		t.Errorf("after the same register: %+v, want %+v", after, said)
	}
	if err := w.store.Write(context.Background(), func(tx server.Tx) error {
		c := said
		c.Name, c.Contact, c.Licence = "Nytt namn", domain.ClinicContact{}, domain.Licence{}
		return server.PutClinic(tx, c, e)
	}); err != nil {
		t.Fatal(err)
	}
	said.Name, said.Version = "Nytt namn", said.Version+1
	if after := w.office(cecilia).Clinic; after != said {
		t.Errorf("after a new name: %+v, want %+v", after, said)
	}
}

// E2: whoever was klinikkontakt, or is to be one, does not make the last one of today
// replaceable.
func TestE2OnlyAKlinikkontaktOfTodayCounts(t *testing.T) {
	w := newWorld(t)
	me, other := w.user("Cecilia Holm"), w.user("Anna Ek")
	for _, v := range []domain.Period{
		{From: today.AddDays(-9), To: today.AddDays(-1)},
		{From: today.AddDays(1)},
	} {
		if err := w.store.Write(context.Background(), func(tx server.Tx) error {
			return tx.PutMembership(other.ID, clinicA, domain.RoleContact, v)
		}); err != nil {
			t.Fatal(err)
		}
		w.refused(w.asks(domain.CommandUser, "remove-me", removing(me, 1)), string(domain.WhyLastContact))
		w.refused(w.asks(domain.CommandUser, "lower-me", changing(me, 1, domain.RoleUser)), string(domain.WhyLastContact))
	}
}

// E2: somebody who may be registered twice, or at the wrong clinic, is found and
// said, in the receipt and in the list.
func TestE2WhoMayBeRegisteredTwiceIsNoted(t *testing.T) {
	w := newWorld(t)
	if err := w.store.Write(context.Background(), func(tx server.Tx) error {
		return tx.PutProvider(domain.Provider{ID: "DEMO-V1", Name: "Björken", OrgNumber: "556016-0680"})
	}); err != nil {
		t.Fatal(err)
	}
	for id, x := range map[string]struct {
		body  domain.UserChanging
		notes []domain.UserNote
	}{
		"twice-001": {adding("Eva", "Strand", eva, domain.RoleUser), []domain.UserNote{domain.UserElsewhere}},
		"twice-002": {adding("anna", "ek", "SE0000000000-ANNA2", domain.RoleUser), []domain.UserNote{domain.UserSameName}},
		"twice-003": {adding("Olle", "Os", "SE2321000131-OLLE", domain.RoleUser), []domain.UserNote{domain.UserOtherIssuer}},
	} {
		if r := receiptOf(t, w.asks(domain.CommandUser, id, x.body)); !slices.Equal(r.Notes, x.notes) {
			t.Errorf("%s: %v, want %v", x.body.Details.Name(), r.Notes, x.notes)
		}
		if u := w.user(x.body.Details.Name()); !slices.Equal(u.Notes, x.notes) {
			t.Errorf("in the list %s: %v", u.Name, u.Notes)
		}
	}
	if u := w.user("Björn Lund"); !slices.Equal(u.Notes, []domain.UserNote{domain.UserAtSister}) {
		t.Errorf("%v", u.Notes)
	}
	// Her name is another provider's too.
	u := w.user("Eva Strand")
	u.Last = "Strandberg"
	w.refused(w.asks(domain.CommandUser, "rename-01", changing(u, w.office(cecilia).Clinic.Version, domain.RoleUser)), string(domain.WhyNameShared))
}

// E7: performers and licence are the clinic's to state; who is a specialist is not.
func TestE7PerformersAndLicence(t *testing.T) {
	w := newWorld(t)
	bo := domain.Performer{No: "T7", Name: "Bo Ek", Profession: "tandläkare", Validity: domain.Period{From: today}}
	put := func(id string, version int64, p domain.Performer) answer {
		return w.asks(domain.CommandPerformer, id, domain.PerformerChange{Version: version, Performer: p})
	}
	receiptOf(t, put("perf-0001", 0, bo))
	w.refused(put("perf-0002", 0, bo), string(domain.WhyPerformer))
	special := bo
	special.Specialist = true
	w.refused(put("perf-0002", 2, special), string(domain.WhySpecialist))
	bo.No, bo.Validity.To = "t7", today.AddDays(30)
	w.refused(put("perf-0002", 1, bo), api.ProblemClinicChanged)
	receiptOf(t, put("perf-0002", 2, bo))
	bo.No = "T7"
	if o := w.office(anna); !slices.Equal(o.Performers, []domain.Performer{bo}) || o.Events[0].About != "Bo Ek" {
		t.Errorf("%+v", o)
	}
	bo.Validity = domain.Period{From: today, To: today.AddDays(-1)}
	w.refused(put("perf-0003", 3, bo), string(domain.WhyBadPeriod))
	licence := domain.Licence{State: domain.LicenceHeld, Scope: "allmäntandvård", Reference: "IVO 3.1-1/2026", From: today}
	receiptOf(t, w.asks(domain.CommandLicence, "lic-00001", domain.LicenceChange{Version: 3, Licence: licence}))
	w.refused(w.asks(domain.CommandLicence, "lic-00002", domain.LicenceChange{Version: 4, Licence: domain.Licence{State: "maybe"}}), string(domain.WhyBadLicence))
	if o := w.office(anna); o.Clinic.Licence != licence || o.Clinic.Version != 4 {
		t.Errorf("%+v", o.Clinic)
	}
}
