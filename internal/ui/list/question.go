package list

import (
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// Question is asked before something that costs money or cannot be undone. It
// says what will be done, and is answered by Yes's key, or with no by n or Esc;
// other keys do nothing.
type Question struct {
	Text func() page.Page // what will be done; may grow while more is read
	Yes  screen.Action
	No   string // what Esc does, in a word
}

// no is Esc, and n beside the j of a yes.
var no = keys.New(keys.Back.Help().Key, "", append(keys.Back.Keys(), "n")...)

// answers are the two actions; both close the question.
func (l *List[T]) answers() []screen.Action {
	q := l.asked
	yes := q.Yes
	yes.Do = func() screen.Step {
		l.asked = nil
		return q.Yes.Do()
	}
	return []screen.Action{yes, {Key: keys.As(no, q.No), Do: func() screen.Step {
		l.asked = nil
		return screen.Stay(nil)
	}}}
}
