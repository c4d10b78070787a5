package clinics

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	list   []domain.Membership
	here   string
	counts app.Counts
	chosen []string
	err    error
}

func (p *port) Snapshot() app.Snapshot {
	return app.Snapshot{User: domain.User{Name: "Anna Ek", Memberships: p.list}, Clinic: domain.Clinic{No: p.here}, Counts: p.counts}
}

func (p *port) ChooseClinic(no string) error {
	p.chosen = append(p.chosen, no)
	return p.err
}

func at(no, name string, role domain.Role) domain.Membership {
	return domain.Membership{Clinic: domain.Clinic{No: no, Name: name}, Role: role}
}

func open(t *testing.T, list ...domain.Membership) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{list: list}
	return uitest.Open(t, clock, New(clock.Env(), p)), p
}

func TestTheChosenClinicIsTheOneBilledFor(t *testing.T) {
	pl, p := open(t, at("31", "Ängens tandklinik", domain.RoleContact), at("44", "Åkerns tandvård", domain.RoleUser), at("52", "Älvens specialisttandvård", domain.RoleUser))
	pl.Golden("three")
	uitest.CheckKeys(t, pl.Screen)
	first := pl.View(uitest.Sizes[0])
	pl.Press("up", "down")
	uitest.Distinct(t, first, pl.View(uitest.Sizes[0]))
	pl.Press("enter")
	if fmt.Sprint(p.chosen) != "[44]" || pl.Last.Nav != screen.NavReset || pl.Last.To != (screen.Route{Name: screen.Home}) {
		t.Fatalf("%v, %+v", p.chosen, pl.Last)
	}
}

// In the middle of a session it begins at the clinic that is worked for, and
// tells of what waits at the others.
func TestW22ChangeOfClinicInASession(t *testing.T) {
	p := &port{
		list: []domain.Membership{at("31", "Ängens tandklinik", domain.RoleContact), at("44", "Åkerns tandvård", domain.RoleUser)},
		here: "44", counts: app.Counts{Elsewhere: 2},
	}
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	pl := uitest.Open(t, clock, New(clock.Env(), p))
	pl.Golden("change")
	one := *p
	one.counts.Elsewhere = 1
	uitest.Distinct(t, pl.View(uitest.Sizes[0]), uitest.Open(t, clock, New(clock.Env(), &one)).View(uitest.Sizes[0]))
	pl.Press("up", "enter")
	if fmt.Sprint(p.chosen) != "[31]" || pl.Last.To != (screen.Route{Name: screen.Home}) {
		t.Fatalf("%v, %+v", p.chosen, pl.Last)
	}
}

func TestTheCursorStopsAtTheEnds(t *testing.T) {
	pl, p := open(t, at("31", "A", domain.RoleUser), at("44", "B", domain.RoleUser))
	pl.Press("down", "down", "down", "up", "up", "up", "down", "enter")
	if fmt.Sprint(p.chosen) != "[44]" {
		t.Fatal(p.chosen)
	}
}

func TestFailedChoiceStaysAndSaysWhy(t *testing.T) {
	pl, p := open(t, at("31", "Ängens tandklinik", domain.RoleUser), at("44", "Åkerns tandvård", domain.RoleUser))
	p.err = &domain.Error{Kind: domain.NotFound, Code: app.CodeNotLoggedIn}
	before := pl.View(uitest.Sizes[0])
	pl.Press("enter")
	pl.Golden("failed")
	uitest.Distinct(t, before, pl.View(uitest.Sizes[0]))
	if pl.Last.Nav != screen.NavStay {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestNoClinic(t *testing.T) {
	pl, p := open(t)
	pl.Golden("none")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("down", "up", "enter")
	if len(p.chosen) != 0 || pl.Screen.Actions()[0].Why() == "" {
		t.Fatal("there is nothing to choose", p.chosen)
	}
}

// Of more clinics than rows the one under the cursor is always in sight, with
// whole role even where the name is cut and hostile.
func TestManyClinicsAndLongNames(t *testing.T) {
	var list []domain.Membership
	for i := range 60 {
		list = append(list, at(fmt.Sprint(100+i), "Folktandvården \x1b[31mMycket Långt Namn\u202e "+strings.Repeat("och längre ", 12), domain.RoleContact))
	}
	pl, p := open(t, list...)
	for i := range list {
		for _, z := range uitest.Sizes {
			view := pl.Screen.View(uitest.Body(z))
			if !strings.Contains(view, "› "+fmt.Sprint(100+i)) || strings.ContainsAny(view, "\x1b\u202e") {
				t.Fatalf("row %d at %v:\n%q", i, z, view)
			}
		}
		if i == 30 {
			pl.Golden("many")
		}
		pl.Press("down")
	}
	pl.Press("enter")
	if fmt.Sprint(p.chosen) != "[159]" {
		t.Fatal(p.chosen)
	}
}
