package ui

import (
	"reflect"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// entry is a screen on the stack. The instance number distinguishes two openings
// of the same route.
type entry struct {
	id uint64
	to screen.Route
	s  screen.Screen
}

// scoped is a reply stamped with the instance that asked for it.
type scoped struct {
	owner uint64
	msg   tea.Msg
}

func (r *Root) top() *entry { return &r.stack[len(r.stack)-1] }

func (r *Root) build(to screen.Route) entry {
	r.next++
	e := entry{r.next, to, r.place(to.Name).Make(to.Arg)}
	r.measure(e.s)
	return e
}

// own makes a screen's command safe to run: its replies are stamped, its panics
// caught. Bubble Tea's own messages pass through. A batch and a sequence are
// slices of commands, the latter of a type that Bubble Tea does not export.
func (r *Root) own(id uint64, c tea.Cmd) tea.Cmd {
	if c == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if v := recover(); v != nil {
				msg = faulted{panics.Caught(v)}
			}
		}()
		m := c()
		if reply, ok := m.(screen.Reply); ok {
			return scoped{id, reply}
		}
		if v := reflect.ValueOf(m); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			for i := range v.Len() {
				out.Index(i).Set(reflect.ValueOf(r.own(id, v.Index(i).Interface().(tea.Cmd))))
			}
			return out.Interface()
		}
		return m
	}
}

// reply gives a screen the answer to its own work; late ones are dropped.
func (r *Root) reply(m scoped) tea.Cmd {
	if r.lock != nil && r.lock.id == m.owner {
		return r.lockStep(r.lock.s.Update(m.msg))
	}
	for i := range r.stack {
		if r.stack[i].id == m.owner {
			return r.apply(i, r.stack[i].s.Update(m.msg))
		}
	}
	return nil
}

// apply does what a screen answered. Only the top screen may navigate: another
// one does not know what the user is looking at.
func (r *Root) apply(i int, st screen.Step) tea.Cmd {
	cmd := r.own(r.stack[i].id, st.Cmd)
	leaves := st.Nav != screen.NavStay && i == len(r.stack)-1
	if leaves {
		r.notice = "" // it was about the screen that was left: its Ctrl+Z means nothing on the next one
	}
	if st.Notice != "" {
		r.say(st.Notice)
	}
	if st.Clinic != "" && i == len(r.stack)-1 {
		return tea.Batch(cmd, r.changeClinic(st.Clinic, st.To))
	}
	if !leaves {
		return cmd
	}
	if st.Nav == screen.NavBack {
		if i == 0 {
			return cmd
		}
		cmd = tea.Batch(cmd, r.cut(i))
		j := len(r.stack) - 1
		return tea.Batch(cmd, r.apply(j, r.stack[j].s.Update(screen.Changed{})))
	}
	e := r.build(st.To) // before the cut: a stack is never empty, even if this panics
	var save tea.Cmd
	switch st.Nav {
	case screen.NavPush:
		save = r.flushTop()
	case screen.NavReplace:
		save = r.cut(i)
	case screen.NavReset:
		save = r.cut(0)
	}
	r.stack = append(r.stack, e)
	return tea.Batch(cmd, save, r.begin(e))
}

// begin starts a screen's first work, once the screens that were left have saved:
// what it reads may be what one of them still writes.
func (r *Root) begin(e entry) tea.Cmd {
	if len(r.left) > 0 {
		r.late = append(r.late, e.id)
		return nil
	}
	return r.own(e.id, e.s.Init())
}

// beginLate starts the screens that have waited for that.
func (r *Root) beginLate() tea.Cmd {
	if len(r.left) > 0 {
		return nil
	}
	late := r.late
	r.late = nil
	var cmds []tea.Cmd
	for _, e := range r.stack {
		if slices.Contains(late, e.id) {
			cmds = append(cmds, r.begin(e))
		}
	}
	return tea.Batch(cmds...)
}

// cut removes the screens from index i on from the stack. Unsaved text is saved
// now; until that has succeeded the screens are kept, to come back if it fails.
func (r *Root) cut(i int) tea.Cmd {
	var cmds []tea.Cmd
	for _, e := range r.stack[i:] {
		flush := flushOf(e.s)
		if flush == nil {
			closeScreen(e.s)
			continue
		}
		r.left[e.id] = e
		cmds = append(cmds, func() tea.Msg { return gone{e.id, drain(flush)} })
	}
	clear(r.stack[i:])
	r.stack = r.stack[:i]
	return tea.Batch(cmds...)
}

// gone is the result of the last save of a screen that has left the stack.
type gone struct {
	owner uint64
	msgs  []tea.Msg
}

func (r *Root) onGone(m gone) tea.Cmd {
	e, ok := r.left[m.owner]
	if !ok {
		return nil
	}
	delete(r.left, m.owner)
	// A screen that panicked while saving does not come back: it would panic
	// again.
	m.msgs = slices.DeleteFunc(m.msgs, func(m tea.Msg) bool { _, is := m.(faulted); return is })
	if !failed(m.msgs) {
		closeScreen(e.s)
		return tea.Batch(r.beginLate(), r.end())
	}
	r.ending = false
	late := r.beginLate()
	r.stack = append(r.stack, e)
	r.say(labels.NotSaved)
	return tea.Batch(late, r.deliver(e.id, m.msgs))
}

func closeScreen(s screen.Screen) {
	if c, ok := s.(screen.Closer); ok {
		c.Close()
	}
}
