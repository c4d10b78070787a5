package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
)

// look compares login and lock with before, and acts on a change. It runs before
// every message, so that a lock comes before anything else is shown.
func (r *Root) look() tea.Cmd {
	was := r.snap
	r.snap = r.cfg.State()
	switch {
	case r.snap.Locked && r.lock == nil:
		return r.shut()
	case !r.snap.Locked && r.lock != nil:
		return r.unlock(was.User, was.Clinic.No)
	case was.LoggedIn && !r.snap.LoggedIn && r.lock == nil:
		return r.apply(len(r.stack)-1, screen.Reset(r.cfg.Start))
	}
	r.tellMessages()
	return r.offerNewCard()
}

// shut covers the work (A5): the very next frame shows nothing about patients.
// The screens stay in memory; what they hold is saved before the keys are wiped.
func (r *Root) shut() tea.Cmd {
	save := r.flushAll(thenSeal, r.cfg.Seal)
	r.over, r.notice, r.held, r.sealed, r.unsaved = nil, "", nil, false, false
	e := r.build(screen.Route{Name: screen.Login, Arg: screen.Locked})
	r.lock = &e
	return tea.Batch(save, r.own(e.id, e.s.Init()), tea.ClearScreen)
}

// unlock gives the work back to the same user at the same clinic. For anybody
// else it is closed, and the lock screen goes on as an ordinary login.
func (r *Root) unlock(user domain.User, clinic string) tea.Cmd {
	e := *r.lock
	r.lock = nil
	if r.snap.User.ID == user.ID && r.snap.User.HSAID == user.HSAID && r.snap.Clinic.No == clinic {
		closeScreen(e.s)
		return tea.Batch(r.broadcast(screen.Changed{}), tea.ClearScreen)
	}
	for _, old := range r.stack {
		closeScreen(old.s)
	}
	clear(r.left)
	r.stack = []entry{e}
	return tea.ClearScreen
}

// lockStep takes the lock screen's step; only unlock decides where the user goes
// from there.
func (r *Root) lockStep(st screen.Step) tea.Cmd {
	if st.Notice != "" {
		r.say(st.Notice)
	}
	return r.own(r.lock.id, st.Cmd)
}

// lockNow locks as the user's key does, nil if there is nobody to lock out.
func (r *Root) lockNow() tea.Cmd {
	lock := r.cfg.Lock
	if lock == nil || !r.snap.LoggedIn || r.lock != nil {
		return nil
	}
	return r.own(nobody, func() tea.Msg { lock(); return nil })
}

// idleLock is how long somebody without a card may leave the program: no card is
// pulled when they go (A5). BankID itself counts nobody as identified after two
// hours.
const idleLock = 20 * time.Minute

// idle tells that such a user has been away for too long.
func (r *Root) idle(now time.Time) bool {
	if r.used.IsZero() || r.snap.Session.Via != domain.ViaBankID {
		r.used = now
		return false
	}
	return now.Sub(r.used) >= idleLock && r.snap.LoggedIn && r.lock == nil
}

// The program is to be stopped from outside (SIGTSTP), or was and goes on.
type (
	toStop    struct{}
	continued struct{}
)

// stopFromOutside saves and locks before the program stops: whoever continues it
// may be somebody else, and the shell meanwhile shows the terminal as it is left.
func (r *Root) stopFromOutside() tea.Cmd {
	r.stopping = true
	if lock := r.lockNow(); lock != nil {
		return lock
	}
	return r.stopIfLocked()
}

// stopIfLocked lets the program be stopped when nothing about patients is left to
// show or save.
func (r *Root) stopIfLocked() tea.Cmd {
	if !r.stopping || r.lock != nil && !r.sealed {
		return nil
	}
	r.stopping = false
	stops := r.stops
	return func() tea.Msg {
		select {
		case stops <- struct{}{}:
		default: // it is stopping already
		}
		return nil
	}
}
