package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// locked pulls the card from under two open screens with unsaved work.
func locked(t *testing.T) (*world, *Root, *fake) {
	t.Helper()
	w, r := open(t)
	press(t, r, "enter")
	work := front(r)
	work.view, work.dirty = "Patient 19340512-8350 ", true
	r.say("Patienten 19340512-8350 är sparad")
	if !strings.Contains(r.View(), "19340512") {
		t.Fatal("the test shows nothing to hide")
	}
	w.snap.Locked = true
	send(r, rang{})
	return w, r, work
}

func TestLockHidesAtOnceAndSavesBeforeTheKeysGo(t *testing.T) {
	w, r, _ := locked(t)
	view := r.View()
	for _, secret := range []string{"19340512", "Anna", "Ängens", "Sidan b"} {
		if strings.Contains(view, secret) {
			t.Errorf("%q is still on screen:\n%s", secret, view)
		}
	}
	if !strings.HasPrefix(view, "\x1b[3J") {
		t.Error("scroll-back is not erased")
	}
	if !slices.Equal(w.log, []string{"save b", "seal"}) {
		t.Error(w.log)
	}
	if last := w.made[len(w.made)-1]; last.name != screen.Login || last.arg != screen.Locked {
		t.Error("over it stands", last.name, last.arg)
	}
}

func TestLockComesBeforeAnyOtherMessage(t *testing.T) {
	w, r := open(t)
	front(r).view = "19340512-8350"
	w.snap.Locked = true
	r.Update(ticked{w.clock.Now()}) // the doorbell has not been answered yet
	if strings.Contains(r.View(), "19340512") {
		t.Error("a frame after the lock shows the patient")
	}
}

func TestNoPINBeforeTheWorkIsSaved(t *testing.T) {
	w, r := open(t)
	front(r).dirty = true
	w.snap.Locked = true
	_, cmd := r.Update(rang{})
	press(t, r, "1")
	lock := r.lock.s.(*fake)
	if strings.Contains(lock.got, "1") {
		t.Error("the lock screen took a key:", lock.got)
	}
	settle(r, cmd)
	press(t, r, "1")
	if !strings.HasSuffix(lock.got, "(login)1") {
		t.Errorf("%q", lock.got)
	}
}

func TestBehindTheLockNothingMoves(t *testing.T) {
	w, r, work := locked(t)
	before := work.got
	press(t, r, "f1", "alt+3", "ctrl+g", "esc", "ctrl+b", "enter")
	send(r, ticked{w.clock.Now()})
	send(r, rang{})
	if len(r.stack) != 2 || r.over != nil || work.got != before+"" {
		t.Errorf("stack %d, got %q after %q", len(r.stack), work.got, before)
	}
	if lock := r.lock.s.(*fake); !strings.Contains(lock.got, "[tick]") {
		t.Error("the lock screen is not told the time")
	}
	if !press(t, r, "ctrl+c") {
		t.Error("one may always leave")
	}
}

func TestTheSameUserComesBackToTheSamePlace(t *testing.T) {
	w, r, work := locked(t)
	w.snap.Locked = false
	send(r, rang{})
	if front(r) != work || r.lock != nil || !strings.HasSuffix(work.got, "[saved][changed][changed]") {
		t.Errorf("front %s, got %q", front(r).name, work.got)
	}
	if strings.HasPrefix(r.View(), "\x1b[3J") || !strings.Contains(r.View(), "19340512") {
		t.Error("the work is not shown again")
	}
}

func TestAnotherUserSeesNothingOfIt(t *testing.T) {
	for name, change := range map[string]func(*world){
		"user":   func(w *world) { w.snap.User.HSAID = "SE0000000000-DEMO02" },
		"clinic": func(w *world) { w.snap.Clinic = domain.Clinic{No: "44"} },
	} {
		w, r, _ := locked(t)
		lock := r.lock.s
		change(w)
		w.snap.Locked = false
		send(r, rang{})
		if len(r.stack) != 1 || r.top().s != lock {
			t.Errorf("other %s: %d screens", name, len(r.stack))
		}
		if !slices.Contains(w.log, "close a") || !slices.Contains(w.log, "close b") {
			t.Errorf("other %s: work still open: %v", name, w.log)
		}
		press(t, r, "ctrl+p") // the login goes on as an ordinary screen
		if front(r).name != "b" {
			t.Errorf("other %s: the login cannot go on", name)
		}
	}
}

func TestSavingFailsWhileLocking(t *testing.T) {
	w, r := open(t)
	front(r).dirty, w.broken = true, errors.New("disk full")
	w.snap.Locked = true
	send(r, rang{})
	if r.lock == nil || !slices.Equal(w.log, []string{"save a", "seal"}) {
		t.Error("a failed save must not keep the screen open:", w.log)
	}
	if lock := r.lock.s.(*fake); !strings.Contains(lock.got, "[unsaved]") {
		t.Error("the lock screen says that all is saved:", lock.got)
	}
	if press(t, r, "ctrl+c") || r.notice != labels.LeaveUnsavedLocked {
		t.Error("left what is not saved without a word:", r.notice)
	}
	press(t, r, "1")
	if press(t, r, "ctrl+c") || !press(t, r, "ctrl+c") {
		t.Error("it is the second of two in a row that leaves")
	}
	w.snap.Locked = false
	send(r, rang{})
	if !strings.Contains(front(r).got, "[saved]") {
		t.Error("the screen was not told that its save failed:", front(r).got)
	}
}

func TestCtrlCWhileAFailingSaveLocks(t *testing.T) {
	w, r := open(t)
	front(r).dirty, w.broken = true, errors.New("disk full")
	w.snap.Locked = true
	_, cmd := r.Update(rang{})
	if press(t, r, "ctrl+c") || settle(r, cmd) || r.notice != labels.LeaveUnsavedLocked {
		t.Fatal("left what is not saved without a word:", r.notice)
	}
	if !press(t, r, "ctrl+c") {
		t.Error("one may always leave")
	}
}

func TestCtrlCWhileLockingWaitsForTheSave(t *testing.T) {
	w, r := open(t)
	front(r).dirty = true
	w.snap.Locked = true
	_, cmd := r.Update(rang{})
	if press(t, r, "ctrl+c") {
		t.Fatal("left before the work was saved")
	}
	if !settle(r, cmd) || !slices.Equal(w.log, []string{"save a", "seal"}) {
		t.Error("did not leave after it:", w.log)
	}
}

func TestTheLockKeyAsksTheAppToLock(t *testing.T) {
	w, r := open(t)
	r.cfg.Lock = func() { w.note("lock"); w.snap.Locked = true }
	front(r).typing, front(r).dirty = true, true
	press(t, r, "f2")
	send(r, rang{}) // the app rings when it has locked
	if r.lock == nil || !slices.Equal(w.log, []string{"lock", "save a", "seal"}) {
		t.Error(w.log)
	}
}

// The key that locks works whatever is in front: help, the go-to list, a fault,
// a window too small to show anything. The screen below is there again afterwards.
func TestTheKeyThatLocksWorksWhateverIsInFront(t *testing.T) {
	for name, before := range map[string]func(*Root){
		"help":         func(r *Root) { press(t, r, "f1") },
		"go-to list":   func(r *Root) { press(t, r, "ctrl+g", "x") },
		"fault":        func(r *Root) { r.fault = &panics.Fault{} },
		"small window": func(r *Root) { send(r, tea.WindowSizeMsg{Width: 30, Height: 5}) },
	} {
		for _, key := range []string{"f2", "ctrl+l"} {
			w, r := open(t)
			r.cfg.Lock = func() { w.snap.Locked = true }
			press(t, r, "enter")
			before(r)
			press(t, r, key)
			send(r, rang{})
			if !w.snap.Locked || r.lock == nil {
				t.Errorf("%s, %s: not locked", name, key)
			}
			w.snap.Locked = false
			send(r, rang{})
			if r.lock != nil || front(r).name != "b" {
				t.Errorf("%s, %s: the screen is not there again", name, key)
			}
		}
	}
}
