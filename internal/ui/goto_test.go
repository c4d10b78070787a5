package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// twoClinics is at work on the start page, with a bill open above it.
func twoClinics(t *testing.T) (*world, *Root) {
	t.Helper()
	w, r := open(t)
	w.snap.Scope = app.Scope{Clinics: []domain.Clinic{w.snap.Clinic, {No: "44", Name: "Åbyns tandklinik"}}}
	settle(r, r.apply(0, screen.Reset(screen.Route{Name: screen.Home})))
	press(t, r, "1")
	front(r).dirty = true
	return w, r
}

// The clinic is changed once what was typed for the one that is left is saved.
func TestChangeOfClinicSavesFirst(t *testing.T) {
	w, r := twoClinics(t)
	press(t, r, "ctrl+g", "å", "b", "y", "n", "s")
	if view := r.View(); strings.Contains(view, "Ängens tandklinik.") || !strings.Contains(view, "› Byt till klinik 44 Åbyns tandklinik") {
		t.Fatal(view)
	}
	press(t, r, "enter")
	if got := slices.DeleteFunc(slices.Clone(w.log), func(s string) bool { return strings.HasPrefix(s, "close") }); !slices.Equal(got, []string{"save a", "clinic 44"}) {
		t.Fatal(w.log)
	}
	if len(r.stack) != 1 || front(r).name != screen.Home || r.notice != labels.ClinicChanged("Åbyns tandklinik", false) {
		t.Errorf("%d screens, %s, %q", len(r.stack), front(r).name, r.notice)
	}
}

// A screen may send the user to another clinic, and to a screen there: a list of all
// clinics does.
func TestA3AScreenIsOpenedAtAnotherClinic(t *testing.T) {
	w, r := twoClinics(t)
	settle(r, r.apply(len(r.stack)-1, screen.Change("44", screen.Route{Name: "b", Arg: "7"})))
	if !slices.Contains(w.log, "clinic 44") || len(r.stack) != 2 || r.stack[0].to.Name != screen.Home || front(r).arg != "7" {
		t.Fatalf("%v, %d screens, %+v", w.log, len(r.stack), front(r))
	}
}

// A notice is about the screen where it was said: the menu and the go-to list leave
// both behind.
func TestANoticeDoesNotOutliveItsScreen(t *testing.T) {
	for _, way := range [][]string{{"5"}, {"ctrl+g", "5", "enter"}} {
		_, r := twoClinics(t)
		r.say("Ny användare – bara klinikens kontaktperson får ändra")
		if press(t, r, way...); front(r).name != "support" || r.notice != "" {
			t.Errorf("%v: %q stands on %s", way, r.notice, front(r).name)
		}
	}
}

// A reader bills for no clinic, after a change of it either.
func TestAReaderChangesClinic(t *testing.T) {
	w, r := twoClinics(t)
	w.snap.Role = domain.RoleReader
	if press(t, r, "ctrl+g", "4", "4", "enter"); r.notice != "Du ser nu fakturor för Åbyns tandklinik." {
		t.Error(r.notice)
	}
}

// What cannot be saved is not left.
func TestChangeOfClinicThatCannotSaveStays(t *testing.T) {
	w, r := twoClinics(t)
	w.broken = errors.New("disk full")
	press(t, r, "ctrl+g", "4", "4", "enter")
	if slices.Contains(w.log, "clinic 44") || len(r.stack) != 2 || r.notice != labels.NotSaved {
		t.Errorf("%v, %d screens, %q", w.log, len(r.stack), r.notice)
	}
	press(t, r, "x")
	if !strings.HasSuffix(front(r).got, "x") {
		t.Error("keys are kept back for ever")
	}
}

// A bill that was closed a moment ago, and is not saved yet, is not left behind.
func TestChangeOfClinicWaitsForAClosedScreen(t *testing.T) {
	for _, broken := range []error{nil, errors.New("disk full")} {
		w, r := twoClinics(t)
		w.broken = broken
		bill := front(r)
		_, saving := r.Update(uitest.Key(t, "esc"))
		bill.dirty = true // until it has heard of that save
		press(t, r, "ctrl+g", "4", "4", "enter")
		changed := slices.Contains(w.log, "clinic 44")
		if changed != (broken == nil) || !slices.Contains(w.log, "save a") {
			t.Errorf("%v: %v", broken, w.log)
		}
		if settle(r, saving); broken != nil && front(r) != bill {
			t.Error("what could not be saved does not come back")
		}
	}
}

func TestChangeOfClinicThatIsRefusedIsTold(t *testing.T) {
	w, r := twoClinics(t)
	w.refused = &domain.Error{Kind: domain.NotFound, Code: app.CodeNotLoggedIn}
	press(t, r, "ctrl+g", "4", "4", "enter")
	if len(r.stack) != 2 || r.notice == "" || r.toClinic != "" {
		t.Errorf("%d screens, %q", len(r.stack), r.notice)
	}
}

// Keys typed while the clinic changes are for its start page.
func TestKeysTypedDuringAChangeOfClinicAreTheNewOnes(t *testing.T) {
	_, r := twoClinics(t)
	press(t, r, "ctrl+g", "4", "4")
	_, cmd := r.Update(uitest.Key(t, "enter"))
	bill := front(r)
	before := bill.got
	r.Update(uitest.Key(t, "y"))
	settle(r, cmd)
	if strings.Contains(strings.TrimPrefix(bill.got, before), "y") || !strings.Contains(front(r).got, "y") || front(r).name != screen.Home {
		t.Errorf("the old screen got %q, %s got %q", bill.got, front(r).name, front(r).got)
	}
}

// Drafts and invoices are found by what is typed, of which only the newest counts.
func TestGotoFindsDraftsAndInvoices(t *testing.T) {
	_, r := twoClinics(t)
	press(t, r, "ctrl+g", "7")
	_, late := r.Update(uitest.Key(t, "0"))
	press(t, r, "1")
	settle(r, late)
	if view := r.View(); !strings.Contains(view, "› Utkast 701") || strings.Contains(view, "Utkast 70 ") {
		t.Fatal(view)
	}
	press(t, r, "enter")
	if len(r.stack) != 2 || front(r).name != "b" || front(r).arg != "701" {
		t.Errorf("%d screens, %s %q", len(r.stack), front(r).name, front(r).arg)
	}
	if _, late = r.Update(uitest.Key(t, "ctrl+g")); r.over == nil {
		t.Fatal("closed")
	}
	settle(r, late)
}
