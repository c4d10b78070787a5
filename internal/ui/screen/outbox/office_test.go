package outbox

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// E1, E2: a change of the clinic is told as what it is; a refused one leads to its form
// with both texts, one that was done says what should be looked at.
func TestE2ChangesOfTheClinicInTheOutbox(t *testing.T) {
	change := func(id string, kind domain.CommandKind, state domain.DraftState, n app.OfficeNote) app.Sending {
		return sending(id, state, func(s *app.Sending) {
			s.Kind, s.Office, s.Draft.Person, s.Draft.Support, s.Draft.InvoiceNo, s.Draft.Sum = kind, n, "", "", "", 0
		})
	}
	added := change("c2", domain.CommandUser, domain.DraftReceived, app.OfficeNote{About: "Eva Ek", User: &domain.UserChanging{Act: domain.UserAdd}})
	added.Notes = []domain.UserNote{domain.UserSameName}
	late := change("c3", domain.CommandContact, domain.DraftRefused, app.OfficeNote{Contact: &domain.ContactChange{}})
	late.Refusal = &domain.Refusal{At: moment("09:14"), Code: app.CodeClinicChanged, Detail: "Cecilia Holm"}
	p := &port{list: []app.Sending{
		change("c1", domain.CommandUser, domain.DraftQueued, app.OfficeNote{About: "Anna Ek", User: &domain.UserChanging{Act: domain.UserRemove}}), added, late,
	}}
	pl := open(t, p)
	for i, want := range []struct {
		says string
		to   screen.Route
	}{
		{"Ta bort Anna Ek", screen.Route{Name: screen.Clinic}},
		{"! En annan användare på kliniken heter likadant", screen.Route{Name: screen.Clinic}},
		{"✗ Avvisad 2026-11-23 09:14: Cecilia Holm ändrade kliniken samtidigt.", screen.Route{Name: screen.ClinicForm, Arg: "refused/c3"}},
	} {
		if view := strings.Join(strings.Fields(pl.View(uitest.Sizes[1])), " "); !strings.Contains(view, want.says) {
			t.Errorf("%d: no %q in %s", i, want.says, view)
		}
		if i == 2 {
			pl.Golden("office")
		}
		if pl.Press("enter"); pl.Last.To != want.to {
			t.Errorf("%d: %+v", i, pl.Last)
		}
		pl.Press("down")
	}
}
