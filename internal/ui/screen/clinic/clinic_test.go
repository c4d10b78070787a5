package clinic

import (
	"context"
	"fmt"
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
	role   domain.Role
	office app.OfficeSeen
	err    error
	waits  int
	asked  []string
}

func (p *port) Office(context.Context) (app.OfficeSeen, error) { return p.office, p.err }
func (p *port) OfficeWaits() (int, error)                      { return p.waits, nil }
func (p *port) Snapshot() app.Snapshot                         { return app.Snapshot{Role: p.role} }
func (p *port) Today() domain.Date                             { return domain.MustDate("2026-11-28") }

func (p *port) ChangeOffice(n app.OfficeNote, form string) error {
	p.asked = append(p.asked, fmt.Sprintf("%s v%d %d %s%s", n.User.Act, n.User.Version, n.User.User, n.About, form))
	return nil
}

func moment(s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return at
}

func office() app.OfficeSeen {
	member := func(id int64, name, hsa string, role domain.Role) domain.ClinicUser {
		return domain.ClinicUser{ID: id, Name: name, Status: domain.UserActive, UserDetails: domain.UserDetails{HSAID: hsa, Role: role, Email: "post@angens.example", Mobile: "070-174 06 05"}, LastLogin: moment("2026-11-27T07:02:00Z")}
	}
	anna, cecilia, lisa := member(1, "Anna Ek", "SE0000000000-DEMO01", domain.RoleUser), member(3, "Cecilia Holm", "SE0000000000-DEMO03", domain.RoleContact), member(9, "Lisa Läs", "", domain.RoleReader)
	anna.Waiting, anna.Notes = 2, []domain.UserNote{domain.UserAtSister}
	lisa.Status, lisa.LastLogin = domain.UserEnded, time.Time{}
	lisa.Waiting, lisa.Notes = 3, []domain.UserNote{domain.UserWaiting}
	return app.OfficeSeen{At: moment("2026-11-28T09:42:00Z"), Office: app.Office{
		Clinic: domain.Clinic{
			No: "3101", Version: 7, Name: "Ängens tandklinik", Payee: domain.Payee{Kind: domain.Bankgiro, Digits: "9912346", Name: "Ängens Tand AB", Town: "Skövde"},
			Contact: domain.ClinicContact{Address: "Storgatan 1", PostNo: "541 30", Town: "Skövde", Phone: "0500-12 34 56", Email: "post@angens.example"},
			Licence: domain.Licence{State: domain.LicenceApplied, Reference: "5.1-1/2026"},
		},
		Users: []domain.ClinicUser{anna, cecilia, lisa},
		Performers: []domain.Performer{
			{No: "1001", Name: "Anna Ek", Profession: "tandläkare", Specialist: true, Validity: domain.Period{From: domain.MustDate("2024-01-01")}},
			{No: "1002", Name: "Olle Borr", Profession: "tandhygienist", Validity: domain.Period{From: domain.MustDate("2024-01-01"), To: domain.MustDate("2026-06-30")}},
		},
		Events: []domain.ClinicEvent{
			{At: moment("2026-11-27T10:00:00Z"), Act: domain.ClinicContacted, By: domain.Actor{Name: "Cecilia Holm", Via: domain.ViaCard}, Fields: []string{"phone", "email"}},
			{At: moment("2026-11-20T10:00:00Z"), Act: domain.ClinicUserAdded, By: domain.Actor{Name: "Cecilia Holm", Via: domain.ViaCard}, About: "Lisa Läs"},
		},
	}}
}

func open(t *testing.T, role domain.Role) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-28 10:42:07")
	p := &port{role: role, office: office()}
	pl := uitest.Open(t, clock, New(clock.Env(), p))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

// E1, E2, E7: everybody sees every part; a klinikkontakt may change each.
func TestE2KlinikkontaktSeesAndChanges(t *testing.T) {
	pl, _ := open(t, domain.RoleContact)
	forms := map[string]string{"contact": "contact", "users": "user/1", "performers": "performer/" + app.PerformerID(domain.Performer{No: "1001"}), "licence": "licence"}
	for _, part := range []string{"contact", "users", "performers", "licence", "history"} {
		pl.Golden(part)
		uitest.CheckKeys(t, pl.Screen)
		if want, has := forms[part]; has {
			if pl.Press("enter"); pl.Last.To != (screen.Route{Name: screen.ClinicForm, Arg: want}) {
				t.Errorf("%s: %+v", part, pl.Last)
			}
		}
		pl.Press("right")
	}
	pl.Golden("contact") // round the end
}

// E2: the others see the same, and why they change nothing.
func TestE2OthersSeeItReadOnly(t *testing.T) {
	for _, role := range []domain.Role{domain.RoleUser, domain.RoleReader} {
		pl, p := open(t, role)
		if role == domain.RoleReader {
			pl.Golden("reader")
		}
		for range 4 {
			if v := strings.ToLower(pl.View(uitest.Sizes[0])); !strings.Contains(v, "får ändra") {
				t.Errorf("%s is not told why nothing can be changed:\n%s", role, v)
			}
			pl.Press("enter", "n", "delete")
			for _, a := range pl.Screen.Actions() {
				if w := a.Key.Help().Desc; (w == labels.ClinicEdit || w == labels.ClinicAdd || w == labels.ClinicRemove) && a.Why() != labels.ClinicNotYou {
					t.Errorf("%s may %s: %q", role, w, a.Why())
				}
			}
			pl.Press("right")
		}
		if len(p.asked) > 0 || pl.Last.Nav != screen.NavStay {
			t.Errorf("%v %+v", p.asked, pl.Last)
		}
	}
}

// E2: a removal is asked about, and says what becomes of the user's work; the last
// klinikkontakt stays.
func TestE2AUserIsRemovedAfterAQuestion(t *testing.T) {
	pl, p := open(t, domain.RoleContact)
	pl.Press("right", "delete")
	pl.Golden("remove")
	view := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " ")
	for _, want := range []string{"Ta bort Anna Ek från kliniken?", "inom en minut", "behåller namnet", "2 ärenden väntar"} {
		if !strings.Contains(view, want) {
			t.Errorf("no %q in %s", want, view)
		}
	}
	pl.Press("enter", "n")
	if len(p.asked) > 0 {
		t.Fatal(p.asked)
	}
	pl.Press("delete", "j")
	if fmt.Sprint(p.asked) != "[remove v7 1 Anna Ek]" || pl.Last.Notice != labels.ClinicQueued {
		t.Fatalf("%v %+v", p.asked, pl.Last)
	}
	pl.Press("down", "delete")
	if len(p.asked) != 1 || !strings.Contains(pl.Last.Notice, "utan klinikkontakt") {
		t.Errorf("%v %+v", p.asked, pl.Last)
	}
	pl.Press("down", "delete")
	if len(p.asked) != 1 || !strings.Contains(pl.Last.Notice, labels.ClinicAway) {
		t.Errorf("%v %+v", p.asked, pl.Last)
	}
	pl.Golden("removed")
	if view := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " "); !strings.Contains(view, "3 ärenden väntar") || !strings.Contains(view, "lägg till användaren igen") {
		t.Error(view)
	}
}

// E2: a name that the column cuts stands whole below the list.
func TestE2ALongNameIsReadToItsEnd(t *testing.T) {
	pl, p := open(t, domain.RoleContact)
	const long = "Anna-Karin Margareta Wennerström Söderlund af Ugglas von Rosen"
	p.office.Users[0].Name = long
	pl.Press("right", "f5")
	pl.Golden("users-long")
	for _, size := range uitest.Sizes {
		if view := strings.Join(strings.Fields(pl.View(size)), " "); !strings.Contains(view, long) {
			t.Errorf("%v: %s", size, pl.View(size))
		}
	}
}

// Without network it says how old what it shows is, and what waits.
func TestOldOfficeAndNone(t *testing.T) {
	pl, p := open(t, domain.RoleContact)
	p.office.Old, p.waits = true, 2
	pl.Press("f5")
	pl.Golden("old")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "2 ändringar väntar (9)") || !strings.Contains(view, "2026-11-28 10:42") {
		t.Error(view)
	}
	clock := uitest.NewClock(t, "2026-11-28 10:42:07")
	none := uitest.Open(t, clock, New(clock.Env(), &port{role: domain.RoleContact, err: &domain.Error{Kind: domain.Offline, Code: app.CodeOfficeNotCached}}))
	none.Golden("none")
	none.Press("right")
	none.Golden("none-users")
}
