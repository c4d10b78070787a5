package list

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// typingActions are the keys of the search line: Enter does to the first match
// what it does in the list, or asks for the period typed; the arrow goes to the
// rows, Esc shows all of them, or leaves the period as it was.
func (l *List[T]) typingActions() []screen.Action {
	enter, back := labels.ListFirst, labels.ListClear
	if l.inPeriod() {
		enter, back = labels.ListShow, labels.ListCancel
	}
	list := []screen.Action{
		{Key: keys.As(keys.Enter, enter), Do: l.take},
		{Key: keys.As(keys.Down, labels.ListLeave), Do: l.leave},
	}
	if l.spec.Period != nil {
		list = append(list, screen.Action{Key: keys.Next})
	}
	return append(list, screen.Action{Key: keys.As(keys.Back, back), Do: func() screen.Step {
		period := l.inPeriod()
		l.typing, l.bad = false, false
		l.showPeriod()
		if period { // the search is another matter
			return screen.Stay(nil)
		}
		return l.clear()
	}})
}

// leave goes to the rows. A period that cannot be read keeps the focus.
func (l *List[T]) leave() screen.Step {
	if !l.takePeriod() {
		return screen.Stay(nil)
	}
	l.typing = false
	l.showPeriod()
	return l.searched()
}

// take is Enter. In the period it asks for that period; in the search it opens
// the first match. It waits for rows that are still being searched, since those
// shown may be others.
func (l *List[T]) take() screen.Step {
	if l.inPeriod() {
		return l.leave()
	}
	l.typing = false
	if l.searching {
		l.enter = true
		return screen.Stay(nil)
	}
	return l.open()
}

// inPeriod tells whether a period is being typed.
func (l *List[T]) inPeriod() bool { return l.spec.Period != nil && l.line.Focused(periodField) }

// open does what Enter does in the list.
func (l *List[T]) open() screen.Step {
	for _, a := range l.Actions() {
		if a.Do != nil && keys.Is(tea.KeyMsg{Type: tea.KeyEnter}, a.Key) && a.Why() == "" {
			return a.Do()
		}
	}
	return screen.Stay(nil)
}

// write types in the search line. The rows follow every key of the search, but a
// period only when it is typed to its end: "2026" on its way to a date is also a
// number of days.
func (l *List[T]) write(k tea.KeyMsg) screen.Step {
	e := l.line.Update(k)
	switch {
	case e.Changed && e.From == periodField:
		l.bad = false
	case e.Changed:
		return l.searched()
	case e.From == periodField && (e.Moved || e.Done) && l.takePeriod():
		l.showPeriod()
		l.line.SetFocus(searchField, -1)
		return l.searched()
	}
	return screen.Stay(nil)
}

// searched shows what the search and the period leave.
func (l *List[T]) searched() screen.Step {
	if l.spec.Asked != nil {
		l.searching = true
		return screen.Stay(l.spec.Asked())
	}
	l.arrange()
	return l.moved()
}
