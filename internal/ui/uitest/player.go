// Package uitest is the kit for testing screens: it plays keys on a screen with
// commands run inline and a clock that only the test moves, and compares frames
// with golden files. Only tests import it; it knows no root and no screen.
package uitest

import (
	"reflect"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Clock is a clock that stands still until the test moves it.
type Clock struct{ now time.Time }

// NewClock stands at a time given as "2006-01-02 15:04:05", in Europe/Stockholm.
func NewClock(t testing.TB, at string) *Clock {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	now, err := time.ParseInLocation(time.DateTime, at, zone)
	if err != nil {
		t.Fatal(err)
	}
	return &Clock{now}
}

// Now is the time.
func (c *Clock) Now() time.Time { return c.now }

// Pass lets time pass without a tick.
func (c *Clock) Pass(d time.Duration) { c.now = c.now.Add(d) }

// Env is what screens are made with: this clock, no colours.
func (c *Clock) Env() screen.Env { return screen.Env{Theme: theme.Plain(), Now: c.Now} }

// Player plays keys on one screen and does the root's part of the contract.
type Player struct {
	Screen screen.Screen
	Last   screen.Step // the last step that navigated, or said something
	Closed bool        // a step left the screen: nothing is delivered any more
	t      testing.TB
	clock  *Clock
}

// Open puts a screen up: its Init has run, its replies are in. As the root does,
// it draws the screen once before they are.
func Open(t testing.TB, clock *Clock, s screen.Screen) *Player {
	t.Helper()
	p := &Player{Screen: s, t: t, clock: clock}
	p.resize(Body(Sizes[0]))
	cmd := s.Init()
	s.Actions()
	for _, z := range Sizes {
		s.View(Body(z))
	}
	p.run(cmd)
	return p
}

// Send gives the screen a message and runs what it asks for, to the end.
func (p *Player) Send(msg tea.Msg) {
	p.t.Helper()
	if p.Closed {
		return
	}
	st := p.Screen.Update(msg)
	if st.Nav != screen.NavStay || st.Notice != "" || st.Clinic != "" {
		p.Last = st
	}
	p.Closed = st.Nav != screen.NavStay && st.Nav != screen.NavPush || st.Clinic != ""
	p.run(st.Cmd)
}

// Press plays keys by the names Bubble Tea gives them: "tab", "ctrl+s", "f8",
// "å", "alt+3".
func (p *Player) Press(names ...string) {
	p.t.Helper()
	for _, name := range names {
		p.Send(Key(p.t, name))
	}
}

// Type plays text, one key for each character.
func (p *Player) Type(s string) {
	p.t.Helper()
	for _, r := range s {
		p.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

// Paste gives text as the terminal gives pasted text.
func (p *Player) Paste(s string) {
	p.t.Helper()
	p.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
}

// Wait lets time pass, tick by tick.
func (p *Player) Wait(d time.Duration) {
	p.t.Helper()
	for ; d > 0; d -= screen.TickEvery {
		p.clock.now = p.clock.now.Add(screen.TickEvery)
		p.Send(screen.Tick{Now: p.clock.now})
	}
}

// Flush saves as the root does before it locks or leaves.
func (p *Player) Flush() {
	p.t.Helper()
	if f, ok := p.Screen.(screen.Flusher); ok {
		p.run(f.Flush())
	}
}

// View is the body as drawn in a window of this size, shell rows taken off.
func (p *Player) View(window layout.Size) string {
	return layout.Fit(p.Screen.View(Body(window)), Body(window))
}

// run executes a command inline and delivers what it gives. Messages of Bubble
// Tea's own, such as quit, are the root's and are dropped.
func (p *Player) run(c tea.Cmd) {
	p.t.Helper()
	for _, m := range Run(c) {
		if reply, ok := m.(screen.Reply); ok {
			p.Send(reply)
		}
	}
}

// Run executes a command inline, with all the commands of a batch or sequence
// in order, and gives their messages.
func Run(c tea.Cmd) []tea.Msg {
	if c == nil {
		return nil
	}
	m := c()
	if m == nil {
		return nil
	}
	v := reflect.ValueOf(m)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return []tea.Msg{m}
	}
	var out []tea.Msg
	for i := range v.Len() {
		out = append(out, Run(v.Index(i).Interface().(tea.Cmd))...)
	}
	return out
}
