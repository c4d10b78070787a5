package clinicform

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	office  app.OfficeSeen
	logins  []domain.Login
	role    domain.Role
	waits   int
	refused app.Answer
	typed   map[string]map[string]string
	asked   []app.OfficeNote
	failed  error
}

func (p *port) Office(context.Context) (app.OfficeSeen, error) { return p.office, nil }
func (p *port) OfficeWaits() (int, error)                      { return p.waits, nil }
func (p *port) RefusedOffice(string) (app.Answer, error)       { return p.refused, nil }
func (p *port) Typed(form string) (map[string]string, error)   { return p.typed[form], nil }
func (p *port) Snapshot() app.Snapshot                         { return app.Snapshot{Role: p.role} }
func (p *port) Region() app.RegionData {
	return app.RegionData{Profile: domain.Profile{Logins: p.logins}}
}

func (p *port) KeepTyped(form string, t map[string]string) (time.Time, error) {
	p.typed[form] = t
	return time.Unix(1, 0), nil
}

func (p *port) ChangeOffice(n app.OfficeNote, _ string) error {
	if p.failed == nil {
		p.asked = append(p.asked, n)
	}
	return p.failed
}

func aPort() *port {
	return &port{
		role: domain.RoleContact, logins: []domain.Login{domain.LoginSITHS}, typed: map[string]map[string]string{},
		office: app.OfficeSeen{At: time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC), Office: app.Office{
			Clinic:     domain.Clinic{No: "3101", Version: 7, Name: "Ängens tandklinik", Contact: domain.ClinicContact{Address: "Storgatan 1", Town: "Skövde", Phone: "0500-12 34 56"}},
			Users:      []domain.ClinicUser{{ID: 4, Name: "Anna Ek", Status: domain.UserActive, UserDetails: domain.UserDetails{First: "Anna", Last: "Ek", Role: domain.RoleUser, HSAID: "SE0000000000-DEMO01"}}},
			Performers: []domain.Performer{{No: "1001", Name: "Anna Ek", Profession: "tandläkare", Validity: domain.Period{From: domain.MustDate("2024-01-01")}}},
		}},
	}
}

func open(t *testing.T, p *port, arg string) *uitest.Player {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-28 10:42:07")
	pl := uitest.Open(t, clock, New(clock.Env(), p, arg))
	uitest.CheckKeys(t, pl.Screen)
	return pl
}

func asked(t *testing.T, p *port) string {
	t.Helper()
	raw, err := json.Marshal(p.asked)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func says(t *testing.T, pl *uitest.Player, words ...string) {
	t.Helper()
	view := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " ")
	for _, w := range words {
		if !strings.Contains(view, w) {
			t.Errorf("%q is not said:\n%s", w, pl.View(uitest.Sizes[0]))
		}
	}
}

// E2: all fields of the manual's box; errors say what to do while typing; the rights
// are given after a look at what will be saved.
func TestE2NewUserIsAddedAfterALook(t *testing.T) {
	p := aPort()
	pl := open(t, p, "user")
	pl.Golden("user")
	pl.Press("f8")
	if pl.Last.Notice != labels.NotNow(labels.ClinicSave, "inget är ändrat") {
		t.Errorf("%+v", pl.Last)
	}
	pl.Type("Eva")
	pl.Press("enter")
	pl.Type("Strand")
	pl.Press("enter")
	pl.Type("SE12")
	says(t, pl, "✗ Det är inget HSA-id.", "Skriv SE, tio siffror")
	pl.Golden("user-wrong")
	pl.Press("f8")
	if len(p.asked) > 0 || pl.Screen.(screen.Asker).Asking() {
		t.Fatal("saved with an error")
	}
	pl.Press("backspace", "backspace", "backspace", "backspace")
	pl.Type("SE0000000000-DEMO05")
	pl.Press("enter")
	pl.Type("eva@angens")
	says(t, pl, "E-postadressen är inte skriven som en adress.")
	pl.Type(".example")
	pl.Press("enter", "enter", "enter")
	pl.Type("k")
	pl.Press("f8")
	pl.Golden("user-look")
	says(t, pl, "HSA-id SE0000000000-DEMO05", "Roll klinikkontakt", labels.ClinicRights)
	pl.Press("n")
	if len(p.asked) > 0 {
		t.Fatal("n saved")
	}
	pl.Press("f8", "j")
	want := `[{"user":{"act":"add","details":{"first":"Eva","last":"Strand","hsaId":"SE0000000000-DEMO05","email":"eva@angens.example","role":"contact"}},"about":"Eva Strand"}]`
	if asked(t, p) != want || pl.Last.Nav != screen.NavBack || pl.Last.Notice != labels.ClinicQueued {
		t.Errorf("%s %+v", asked(t, p), pl.Last)
	}
}

// E2: where one logs in by BankID the personnummer is asked for, and its check digit
// is looked at.
func TestE2APersonnummerIsAskedForWhereOneLogsInByIt(t *testing.T) {
	p := aPort()
	p.logins = []domain.Login{domain.LoginBankID}
	pl := open(t, p, "user")
	pl.Golden("user-bankid")
	pl.Press("enter", "enter")
	pl.Type("19600917-2337")
	says(t, pl, "✗")
	pl.Press("backspace")
	pl.Type("6")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "✗") || strings.Contains(view, "HSA-id") {
		t.Error(view)
	}
}

// E2: where users log in by card or by BankID the form says that one is enough, and
// takes one; where there is one way only it says nothing.
func TestE2OneWayToLogInIsEnough(t *testing.T) {
	p := aPort()
	for _, one := range []domain.Login{domain.LoginSITHS, domain.LoginBankID} {
		p.logins = []domain.Login{one}
		if view := open(t, p, "user").View(uitest.Sizes[0]); strings.Contains(view, labels.ClinicOneIsEnough) {
			t.Error(view)
		}
	}
	p.logins = []domain.Login{domain.LoginBankID, domain.LoginSITHS}
	if view := open(t, p, "user/4").View(uitest.Sizes[0]); strings.Contains(view, labels.ClinicOneIsEnough) {
		t.Error("said of a user who is there:\n", view)
	}
	pl := open(t, p, "user")
	pl.Golden("user-either")
	says(t, pl, labels.ClinicOneIsEnough)
	pl.Type("Eva")
	pl.Press("enter")
	pl.Type("Strand")
	pl.Press("enter", "enter")
	pl.Type("19600917-2336")
	pl.Press("enter", "enter", "enter", "enter")
	pl.Type("f")
	pl.Press("f8", "j")
	if got := asked(t, p); !strings.Contains(got, "Eva Strand") || strings.Contains(got, "hsaId") {
		t.Error(got, pl.View(uitest.Sizes[0]))
	}
}

// E2: a role is changed with the version that was seen; who logs in by what is not.
func TestE2ARoleIsChanged(t *testing.T) {
	p := aPort()
	pl := open(t, p, "user/4")
	pl.Press("tab", "tab", "tab", "tab", "tab")
	pl.Type("l")
	pl.Press("f8")
	pl.Golden("role")
	says(t, pl, "Roll fakturerare → läsare")
	pl.Press("j")
	want := `[{"user":{"act":"change","version":7,"user":4,"details":{"first":"Anna","last":"Ek","role":"reader"}},"about":"Anna Ek"}]`
	if asked(t, p) != want {
		t.Errorf("%s", asked(t, p))
	}
}

// E1: what somebody else changes meanwhile stands beside what is typed, and the rest
// follows; it is saved on the version that was seen.
func TestE1TwoAtOnceAreShownSideBySide(t *testing.T) {
	p := aPort()
	pl := open(t, p, "contact")
	pl.Golden("contact")
	pl.Press("tab")
	pl.Type("Lillgatan 2")
	p.office.Clinic.Version, p.office.Clinic.Contact.Address, p.office.Clinic.Contact.Town = 8, "Nygatan 3", "Skara"
	pl.Send(screen.Changed{})
	pl.Golden("beside")
	says(t, pl, "Lillgatan 2", "! Hos regionen nu: Nygatan 3", "Ort Skara")
	pl.Press("f8", "j")
	if got := asked(t, p); !strings.Contains(got, `"version":8`) || !strings.Contains(got, `"address":"Lillgatan 2"`) || !strings.Contains(got, `"town":"Skara"`) {
		t.Error(got)
	}
}

// E1: a change that came after somebody else's is opened with both.
func TestE1ARefusedChangeIsOpenedBesideTheOther(t *testing.T) {
	p := aPort()
	p.refused = app.Answer{
		Head:    app.Head{Kind: domain.CommandContact, Office: app.OfficeNote{Contact: &domain.ContactChange{Version: 6, Name: "Ängens tandklinik", Contact: domain.ClinicContact{Address: "Lillgatan 2", Town: "Skövde", Phone: "0500-12 34 56"}}}},
		Outcome: app.Outcome{Refusal: &domain.Refusal{Code: app.CodeClinicChanged, Detail: "Cecilia Holm"}},
	}
	pl := open(t, p, "refused/c1")
	pl.Golden("refused")
	says(t, pl, "Cecilia Holm ändrade kliniken samtidigt", "Lillgatan 2", "Hos regionen nu: Storgatan 1")
	pl.Press("f8", "j")
	if got := asked(t, p); !strings.Contains(got, `"version":7`) || !strings.Contains(got, "Lillgatan 2") {
		t.Error(got)
	}
}

// Nothing typed is lost: it is kept, offered again, and gone at a word of the user's.
func TestTypedIsKeptUntilSaved(t *testing.T) {
	p := aPort()
	pl := open(t, p, "contact")
	pl.Press("tab")
	pl.Type("Lillgatan 2")
	pl.Wait(time.Second)
	if p.typed["contact"]["address"] != "Lillgatan 2" || len(p.typed["contact"]) != 1 {
		t.Fatalf("%v", p.typed)
	}
	again := open(t, p, "contact")
	says(t, again, "Lillgatan 2")
	if again.Last.Notice != labels.ClinicKept {
		t.Errorf("%+v", again.Last)
	}
	again.Press("ctrl+z")
	says(t, again, "Storgatan 1")
	if len(p.typed["contact"]) != 0 {
		t.Errorf("%v", p.typed)
	}
}

// E7: performers and the licence have their forms; a number once given stays.
func TestE7PerformerAndLicence(t *testing.T) {
	p := aPort()
	pl := open(t, p, "performer/"+app.PerformerID(p.office.Performers[0]))
	pl.Golden("performer")
	pl.Press("tab", "tab", "tab", "tab")
	pl.Type("2026-12-31")
	pl.Press("f8", "j")
	if got := asked(t, p); !strings.Contains(got, `"no":"1001"`) || !strings.Contains(got, `"to":"2026-12-31"`) || !strings.Contains(got, `"version":7`) {
		t.Error(got)
	}
	p.asked = nil
	pl = open(t, p, "licence")
	pl.Press("right")
	pl.Golden("licence")
	pl.Press("f8", "j")
	if got := asked(t, p); !strings.Contains(got, `"state":"licensed"`) {
		t.Error(got)
	}
}

// Why nothing can be saved is said: not one's right, or a change waits already.
func TestWhyNothingCanBeSaved(t *testing.T) {
	p := aPort()
	p.role = domain.RoleUser
	pl := open(t, p, "contact")
	pl.Type("Ny")
	if pl.Press("f8"); !strings.Contains(pl.Last.Notice, labels.ClinicNotYou) {
		t.Errorf("%+v", pl.Last)
	}
	p.role, p.waits = domain.RoleContact, 1
	pl = open(t, p, "contact")
	pl.Type("Ny")
	if pl.Press("f8"); !strings.Contains(pl.Last.Notice, labels.ClinicWaits) || len(p.asked) > 0 {
		t.Errorf("%+v", pl.Last)
	}
	if pl = open(t, p, "user/99"); !strings.Contains(pl.View(uitest.Sizes[0]), "finns inte på kliniken") {
		t.Error(pl.View(uitest.Sizes[0]))
	}
}
