package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/screen"
)

// The two lanes besides replies: the doorbell and the clock, which ticks once more
// soon after something was typed.
type (
	rang    struct{ what app.Change }
	ticked  struct{ now time.Time }
	hurried struct{ now time.Time }
)

// listen waits for the doorbell.
func (r *Root) listen() tea.Cmd {
	return wait(r.cfg.Updates, r.ended, func(c app.Change) tea.Msg { return rang{c} })
}

// tick waits for the clock.
func (r *Root) tick() tea.Cmd {
	return wait(r.cfg.Ticks, r.ended, func(now time.Time) tea.Msg { return ticked{now} })
}

// hurry waits for a tick that comes soon, while something typed waits to be saved.
func (r *Root) hurry() tea.Cmd {
	if r.hurries || r.cfg.Soon == nil || !is[screen.Saver](r.top().s, screen.Saver.Waits) {
		return nil
	}
	r.hurries = true
	return wait(r.cfg.Soon(), r.ended, func(now time.Time) tea.Msg { return hurried{now} })
}

// hearOn listens on: it waits for the next value of the lane that a message came
// from.
func (r *Root) hearOn(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case rang:
		return r.listen()
	case ticked:
		return r.tick()
	}
	return nil
}

// wait makes a lane's command: it gives the next value as a message, and nothing
// once the lane is closed or the program has ended.
func wait[T any](lane <-chan T, ended <-chan struct{}, msg func(T) tea.Msg) tea.Cmd {
	if lane == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case v, open := <-lane:
			if open {
				return msg(v)
			}
		case <-ended:
		}
		return nil
	}
}

// broadcast gives a message to every screen. Behind a lock only the lock screen
// gets it, since the others could read nothing.
func (r *Root) broadcast(msg tea.Msg) tea.Cmd {
	if r.lock != nil {
		return r.own(r.lock.id, r.lock.s.Update(msg).Cmd)
	}
	var cmds []tea.Cmd
	for i := len(r.stack) - 1; i >= 0; i-- { // from the top, since a step may cut the stack
		if i < len(r.stack) {
			cmds = append(cmds, r.apply(i, r.stack[i].s.Update(msg)))
		}
	}
	return tea.Batch(cmds...)
}
