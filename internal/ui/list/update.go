package list

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// The list's own keys.
var (
	periodKey = keys.New("p", labels.ListWhen, "p")
	allKey    = keys.New("a", labels.ListAllTime, "a")
	sortKey   = keys.New("s", labels.ListSort, "s")
	turnKey   = keys.New("S", labels.ListTurn, "S")
)

// Update answers a key, and says what became of a file; any other message does
// nothing.
func (l *List[T]) Update(msg tea.Msg) screen.Step {
	if s, ok := msg.(saved); ok {
		return screen.Stay(nil).Say(s.said())
	}
	k, isKey := msg.(tea.KeyMsg)
	if !isKey {
		return screen.Stay(nil)
	}
	if l.choice != nil {
		l.choice.move(k)
	}
	if !l.below() {
		if step, done := l.move(k); done {
			return step
		}
	}
	if step, done := screen.Press(l.Actions(), k); done {
		return step
	}
	if !l.below() && l.typing {
		return l.write(k)
	}
	return screen.Stay(nil)
}

// move takes the keys that choose a row. An opened row that is longer than the
// window scrolls first.
func (l *List[T]) move(k tea.KeyMsg) (screen.Step, bool) {
	if l.typing {
		return screen.Step{}, false
	}
	if l.opened {
		off := l.off
		switch {
		case keys.Is(k, keys.Up):
			off--
		case keys.Is(k, keys.Down):
			off++
		}
		if off != l.off && off >= 0 && off <= l.hidden() {
			l.off = off
			return screen.Stay(nil), true
		}
	}
	was, _ := l.Chosen()
	if !l.table.Press(k) {
		return screen.Step{}, false
	}
	if now, ok := l.Chosen(); ok && l.spec.Key(now) != l.spec.Key(was) {
		l.off = 0
	}
	return l.moved(), true
}

func (l *List[T]) moved() screen.Step {
	if l.spec.Moved == nil {
		return screen.Stay(nil)
	}
	return screen.Stay(l.spec.Moved())
}

// Actions are what can be done now: with the question, in the search line, or
// with the rows.
func (l *List[T]) Actions() []screen.Action {
	switch {
	case l.asked != nil:
		return l.answers()
	case l.exporting:
		return l.exports()
	case l.choice != nil:
		return l.choiceActions()
	case l.typing:
		return l.typingActions()
	}
	var list []screen.Action
	if l.spec.Actions != nil {
		list = l.spec.Actions()
	}
	list = append(list, l.closing()...)
	list = append(list, screen.Action{Key: keys.As(keys.Search, labels.ListFind), Do: func() screen.Step { return l.focus() }})
	if l.spec.Period != nil {
		list = append(list, screen.Action{Key: periodKey, Do: func() screen.Step {
			l.typing = true
			l.line.SetFocus(periodField, -1)
			return screen.Stay(nil)
		}})
		ever := allKey
		if l.ever() {
			ever = keys.As(allKey, labels.ListBack)
		}
		list = append(list, screen.Action{Key: ever, Do: l.turnPeriod})
	}
	list = append(list, screen.Action{Key: sortKey, Do: func() screen.Step { l.sortNext(); return l.moved() }})
	if l.sorted.Column >= 0 {
		list = append(list, screen.Action{Key: turnKey, Do: func() screen.Step { l.turn(); return l.moved() }})
	}
	if l.spec.File.Out != nil {
		list = append(list, screen.Action{Key: exportKey, Do: func() screen.Step { l.exporting = true; return screen.Stay(nil) }})
	}
	return screen.PossibleFirst(list)
}

// closing is Esc while it undoes one thing before it leaves the screen.
func (l *List[T]) closing() []screen.Action {
	switch {
	case l.opened:
		return []screen.Action{{Key: keys.As(keys.Back, labels.ListClose), Do: func() screen.Step {
			l.opened, l.off = false, 0
			return screen.Stay(nil)
		}}}
	case l.Text() != "":
		return []screen.Action{{Key: keys.As(keys.Back, labels.ListClear), Do: l.clear}}
	}
	return nil
}

// Toggle opens or closes the details of the chosen row; Details must be there.
func (l *List[T]) Toggle() {
	if _, ok := l.Chosen(); ok {
		l.opened, l.off = !l.opened, 0
	}
}

// Opened reports whether the chosen row shows its details.
func (l *List[T]) Opened() bool { return l.opened }

func (l *List[T]) focus() screen.Step {
	l.typing = true
	l.line.SetFocus(searchField, -1)
	return screen.Stay(nil)
}

// clear shows all rows again.
func (l *List[T]) clear() screen.Step {
	l.line.SetValue(searchField, "")
	return l.searched()
}
