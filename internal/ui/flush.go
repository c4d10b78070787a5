package ui

import (
	"maps"
	"reflect"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// flushOf is the command that saves what a screen holds, nil for nothing. A
// screen that panics here must not hold the user: that is a failed save.
func flushOf(s screen.Screen) (c tea.Cmd) {
	defer func() {
		if v := recover(); v != nil {
			m := faulted{panics.Caught(v)}
			c = func() tea.Msg { return m }
		}
	}()
	if f, ok := s.(screen.Flusher); ok {
		return f.Flush()
	}
	return nil
}

func (r *Root) flushTop() tea.Cmd { return r.own(r.top().id, flushOf(r.top().s)) }

// drain runs a command to its end, with all that it brings along, and gives the
// messages. It blocks: only commands call it. A panic becomes a message.
func drain(c tea.Cmd) (out []tea.Msg) {
	if c == nil {
		return nil
	}
	defer func() {
		if v := recover(); v != nil {
			out = append(out, faulted{panics.Caught(v)})
		}
	}()
	m := c()
	v := reflect.ValueOf(m)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return []tea.Msg{m}
	}
	for i := range v.Len() {
		out = append(out, drain(v.Index(i).Interface().(tea.Cmd))...)
	}
	return out
}

// failed tells whether something could not be saved.
func failed(msgs []tea.Msg) bool {
	for _, m := range msgs {
		switch m := m.(type) {
		case faulted:
			return true
		case screen.Failed:
			if m.Failed() != nil {
				return true
			}
		}
	}
	return false
}

// after is what happens when every screen has saved.
type after uint8

const (
	thenSeal   after = iota // locked: the store is sealed by now
	thenQuit                // the user leaves, unless something could not be saved
	thenEnd                 // the computer wants the program to end, come what may
	thenChange              // another clinic is worked for, unless something could not be saved
)

// nobody is the instance that replies of the last step (lock, quit) belong to: no
// screen. The only such reply is a panic.
const nobody = 0

// flushed tells that every screen on the stack has saved.
type flushed struct {
	then after
	msgs map[uint64][]tea.Msg
}

// flushAll saves every screen and does last when that is done. Those that were
// closed shortly before, and still save, are saved again: last must not come
// before their text is safe.
func (r *Root) flushAll(then after, last func()) tea.Cmd {
	type save struct {
		owner uint64
		cmd   tea.Cmd
	}
	var saves []save
	for _, e := range slices.AppendSeq(slices.Clone(r.stack), maps.Values(r.left)) {
		if c := flushOf(e.s); c != nil {
			saves = append(saves, save{e.id, c})
		}
	}
	return func() tea.Msg {
		out := flushed{then, map[uint64][]tea.Msg{}}
		for _, s := range saves {
			out.msgs[s.owner] = drain(s.cmd)
		}
		if last != nil {
			out.msgs[nobody] = drain(func() tea.Msg { last(); return nil })
		}
		return out
	}
}

func (r *Root) onFlushed(m flushed) tea.Cmd {
	var cmds []tea.Cmd
	bad := false
	for owner, msgs := range m.msgs {
		bad = bad || failed(msgs)
		cmds = append(cmds, r.deliver(owner, msgs))
	}
	switch {
	case m.then == thenSeal:
		r.sealed, r.unsaved = true, bad
		cmds = append(cmds, r.stopIfLocked())
		switch {
		case bad && r.lock != nil:
			cmds = append(cmds, r.lockStep(r.lock.s.Update(screen.Unsaved{})))
			if r.leaving {
				r.say(labels.LeaveUnsavedLocked)
			}
		case r.leaving:
			return tea.Quit
		}
	case m.then == thenChange && (bad || r.lock != nil):
		r.toClinic = ""
		r.say(labels.NotSaved)
	case m.then == thenChange:
		cmds = append(cmds, r.chooseClinic())
	case bad && m.then == thenQuit:
		r.leaving = true
		r.say(labels.LeaveUnsaved)
	default:
		r.ending = true
		cmds = append(cmds, r.end())
	}
	return tea.Batch(cmds...)
}

// end quits once the screens that were closed shortly before have saved too.
func (r *Root) end() tea.Cmd {
	if r.ending && len(r.left) == 0 {
		return tea.Quit
	}
	return nil
}

// deliver gives a screen the messages of its own save.
func (r *Root) deliver(owner uint64, msgs []tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, m := range msgs {
		switch m := m.(type) {
		case nil:
		case faulted:
			r.fault = m.Fault
		default:
			cmds = append(cmds, r.reply(scoped{owner, m}))
		}
	}
	return tea.Batch(cmds...)
}

// quit saves and leaves. If saving fails it stays, and leaves at the second
// press. Behind a lock the saving is done, or under way.
func (r *Root) quit() tea.Cmd {
	switch {
	case r.lock != nil && !r.sealed:
		r.leaving = true
		return nil
	case r.lock != nil && r.unsaved && !r.leaving:
		r.leaving = true
		r.say(labels.LeaveUnsavedLocked)
		return nil
	case r.lock != nil, r.leaving:
		return tea.Quit
	}
	return r.flushAll(thenQuit, nil)
}
