// Package ui is the root model of the terminal program: the stack of screens,
// the shell round them, the lock, the overlays and the keys that work
// everywhere. It knows no screen's inside; internal/ui/screen is the contract.
// It does no I/O in Update: work runs in commands, news comes by three lanes
// only (replies, the doorbell, the clock).
package ui

import (
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Config is what the root is made of.
type Config struct {
	Env    screen.Env
	Places []screen.Place // every screen: routes.Places
	Start  screen.Route

	State   func() app.Snapshot     // no I/O: called at every message
	Updates <-chan app.Change       // rings when State or a list has changed
	Ticks   <-chan time.Time        // the clock, every screen.TickEvery
	Soon    func() <-chan time.Time // one tick, screen.SaveWithin from now; nil: none comes
	Seal    func()                  // lets go of keys and store; runs in a command
	Lock    func()                  // locks by the user's wish; State then says Locked

	ChooseClinic func(no string) error              // works for another clinic; runs in a command
	Find         func(words string) []screen.Target // drafts and invoices for the go-to list; runs in a command

	Region string // what the header says before the region is known
	Demo   bool   // DEMO in the header before the server has told
}

// Root is the Bubble Tea model.
type Root struct {
	cfg   Config
	theme *theme.Theme
	size  layout.Size
	snap  app.Snapshot

	stack []entry
	next  uint64           // last instance number given
	left  map[uint64]entry // closed, their last save not yet answered
	late  []uint64         // instances that begin once those are

	lock     *entry // stands over the stack while locked
	sealed   bool   // the locked screens have saved, and the keys are gone
	unsaved  bool   // but something of theirs could not be saved
	over     overlay
	fault    *panics.Fault
	toClinic string       // the clinic to be changed to, while what is typed is saved
	thenOpen screen.Route // above its start page; zero: nothing
	held     []tea.KeyMsg // typed ahead of a screen that has not come yet
	question question
	reads    func() int64   // how many pieces of input have come; nil: not known
	told     map[int64]bool // the region's messages that the status line has told
	offered  bool           // the place of a new card has been opened
	notice   string
	until    time.Time     // when the notice goes
	hurries  bool          // a tick comes soon
	used     time.Time     // the last key
	typing   bool          // a key came since the clock last ticked
	pausing  bool          // no key came between its last two ticks
	leaving  bool          // Ctrl+C was pressed and saving failed, or is not done yet
	ending   bool          // all is saved; the program ends
	ended    chan struct{} // closed when the program has ended, for the lanes
	secret   atomic.Bool   // what is typed now is one, for the reader of keys
	stopping bool          // stopped from outside (SIGTSTP) once all is saved and locked
	stops    chan struct{} // gets a value then
}

// New makes a root that shows cfg.Start.
func New(cfg Config) *Root {
	r := &Root{cfg: cfg, theme: cfg.Env.Theme, size: layout.Size{W: 80, H: 24}, left: map[uint64]entry{}, told: map[int64]bool{}, ended: make(chan struct{}), stops: make(chan struct{}, 1)}
	r.snap = cfg.State()
	r.stack = []entry{r.build(cfg.Start)}
	r.keepSecret()
	return r
}

// Init starts the first screen and the lanes.
func (r *Root) Init() (cmd tea.Cmd) {
	defer func() {
		if v := recover(); v != nil {
			r.fault = panics.Caught(v)
			cmd = tea.Batch(r.listen(), r.tick())
		}
	}()
	e := r.top()
	return tea.Batch(r.own(e.id, e.s.Init()), r.listen(), r.tick())
}

// Update takes a message: leaving and locking, then size, then lock, then
// overlay, then the other keys that work everywhere, then the top screen. A panic
// becomes the fault screen. Doorbell and clock go on, since a pulled card must
// still lock; and a lock that has begun is ended.
func (r *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmds := []tea.Cmd{r.hearOn(msg), r.guarded(r.look)}
	var strokes []tea.Msg
	cmds = append(cmds, r.guarded(func() tea.Cmd { strokes = r.strokes(normal(msg)); return nil }))
	for _, m := range strokes {
		cmds = append(cmds, r.guarded(func() tea.Cmd {
			if r.tooEarly(m) {
				return nil
			}
			return r.update(m)
		}))
		_ = r.guarded(r.noteQuestion)
	}
	cmds = append(cmds, r.guarded(r.release), r.guarded(r.hurry))
	_ = r.guarded(r.noteQuestion)
	r.keepSecret()
	return r, tea.Batch(cmds...)
}

// keepSecret tells the reader of keys whether what is typed next is a secret.
func (r *Root) keepSecret() {
	_, secret := r.front().(screen.Secret)
	r.secret.Store(secret)
}

// front is the screen that is seen.
func (r *Root) front() screen.Screen {
	if r.lock != nil {
		return r.lock.s
	}
	return r.top().s
}

// guarded turns a panic into the fault screen.
func (r *Root) guarded(step func() tea.Cmd) (cmd tea.Cmd) {
	defer func() {
		if v := recover(); v != nil {
			r.fault = panics.Caught(v)
			cmd = nil
		}
	}()
	return step()
}

func (r *Root) update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		return r.resize(layout.Size{W: m.Width, H: m.Height})
	case rang:
		return r.broadcast(screen.Changed{What: m.what})
	case ticked:
		if !r.until.IsZero() && m.now.After(r.until) {
			r.notice, r.until = "", time.Time{}
		}
		r.pausing, r.typing = !r.typing, false
		if r.idle(m.now) {
			return r.lockNow()
		}
		return r.broadcast(screen.Tick{Now: m.now})
	case hurried:
		r.hurries = false
		return r.toTop(screen.Tick{Now: m.now})
	case scoped:
		return r.reply(m)
	case flushed:
		return r.onFlushed(m)
	case gone:
		return r.onGone(m)
	case foundTargets:
		r.onFound(m)
		return nil
	case clinicChosen:
		return r.onClinicChosen(m)
	case faulted:
		r.fault = m.Fault
		return nil
	case stop:
		return r.flushAll(thenEnd, nil)
	case toStop:
		return r.stopFromOutside()
	case continued:
		return r.lockNow()
	case tea.KeyMsg:
		return r.key(m)
	}
	return r.toTop(msg)
}

// resize keeps the promise of the small window: all that was typed is saved.
func (r *Root) resize(z layout.Size) tea.Cmd {
	was := fits(r.size)
	r.size = z
	for _, e := range r.stack {
		r.measure(e.s)
	}
	if was && !fits(z) && r.lock == nil {
		return r.flushTop()
	}
	return nil
}

// measure tells a screen the size that it will be drawn in.
func (r *Root) measure(s screen.Screen) {
	if m, ok := s.(screen.Sizer); ok {
		m.Resize(r.inner())
	}
}

// inner is what the shell leaves of the window for the body.
func (r *Root) inner() layout.Size {
	return layout.Size{W: r.size.W, H: max(r.size.H-frameRows, 1)}
}

func (r *Root) toTop(msg tea.Msg) tea.Cmd {
	if r.lock != nil {
		return r.lockStep(r.lock.s.Update(msg))
	}
	i := len(r.stack) - 1
	return r.apply(i, r.stack[i].s.Update(msg))
}

// key sends a key press where it belongs.
func (r *Root) key(m tea.KeyMsg) tea.Cmd {
	r.typing, r.pausing, r.used = true, false, r.cfg.Env.Now()
	if keys.Is(m, keys.Quit) {
		return r.quit()
	}
	if r.lock == nil || r.sealed {
		r.leaving = false
	}
	if keys.Is(m, keys.Lock) && r.mayLock() { // whatever is in front
		r.held = nil
		return r.lockNow()
	}
	switch {
	case r.fault != nil:
		return r.afterFault(m)
	case !fits(r.size):
		if r.blind(m) && !r.holds(m) {
			return r.toTop(m)
		}
		return nil // in a small window no command is given, since its effect could not be seen
	case r.lock != nil && !r.sealed:
		return nil // no PIN before the work is saved: a login would begin by sealing it
	case r.lock != nil:
		return r.toTop(m)
	case r.over != nil:
		return r.overKey(m)
	case (len(r.held) > 0 || r.toClinic != "") && r.holds(m): // keys that wait come first
		return nil
	}
	if cmd, done := r.global(m); done {
		return cmd
	}
	if r.holds(m) {
		return nil
	}
	return r.toTop(m)
}

// mayLock tells whether there is work to lock.
func (r *Root) mayLock() bool { return r.lock == nil && r.atWork() && r.cfg.Lock != nil }

// global takes the keys that work on every screen.
func (r *Root) global(m tea.KeyMsg) (tea.Cmd, bool) {
	s := r.top().s
	typing, modal := is[screen.Typer](s, screen.Typer.Typing), is[screen.Modal](s, screen.Modal.Modal)
	switch {
	case keys.Is(m, keys.Help), !typing && keys.Is(m, keys.HelpMark):
		r.over = newHelp(r)
		return nil, true
	case keys.Is(m, keys.Goto) && r.atWork():
		r.over = newGoto(r)
		return nil, true
	case keys.Is(m, keys.Back) && !modal && len(r.stack) > 1:
		return r.apply(len(r.stack)-1, screen.Back()), true
	case keys.Is(m, keys.MenuAlt) && r.atWork(), !typing && !modal && keys.Is(m, keys.Menu) && r.atWork():
		name := m.String()
		return r.menu(name[len(name)-1:])
	}
	return nil, false
}

// is asks a screen a yes-or-no question of an optional interface; false if it has
// none.
func is[C any](s screen.Screen, ask func(C) bool) bool {
	c, ok := s.(C)
	return ok && ask(c)
}

// atWork tells whether there is a clinic to work for.
func (r *Root) atWork() bool { return r.snap.LoggedIn && r.snap.Clinic.No != "" }

// menu opens the place of a menu key, or says why it cannot.
func (r *Root) menu(k string) (tea.Cmd, bool) {
	for _, p := range r.cfg.Places {
		if p.Key == k {
			return r.open(p), true
		}
	}
	return nil, false
}

// open goes to a place from menu or go-to list.
func (r *Root) open(p screen.Place) tea.Cmd {
	if why := p.Why(r.snap.Role); why != "" {
		r.say(labels.Unavailable(p.Title, why))
		return nil
	}
	return r.visit(screen.Route{Name: p.Name})
}

// visit shows a screen with nothing but the start page below it: Esc goes there.
func (r *Root) visit(to screen.Route) tea.Cmd {
	if r.stack[0].to.Name != screen.Home {
		return r.apply(len(r.stack)-1, screen.Reset(to))
	}
	r.notice = "" // as where a screen leads on itself: it was about the one that is left
	e := r.build(to)
	save := r.cut(1)
	r.stack = append(r.stack, e)
	return tea.Batch(save, r.begin(e))
}

// noticeFor is how long a sentence stands in the status line. Keys do not wipe
// it: who types on must still be able to read it.
const noticeFor = 6 * time.Second

func (r *Root) say(notice string) {
	r.notice, r.until = notice, r.cfg.Env.Now().Add(noticeFor)
}
