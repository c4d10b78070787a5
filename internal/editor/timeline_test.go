package editor

import "pgregory.net/rapid"

// undoable is an editor of bills or of a home visit.
type undoable interface {
	Undo() Result
	Redo() Result
}

// timeline is what undo and redo must lead through: each content as a text, ""
// for one in the middle of an act of several steps.
type timeline struct {
	rt       *rapid.T
	ed       undoable
	content  func() string // as it is now
	depth    func() int    // how many steps can be undone
	contents []string
	at       int
}

func newTimeline(rt *rapid.T, ed undoable, content func() string, depth func() int) *timeline {
	return &timeline{rt: rt, ed: ed, content: content, depth: depth, contents: []string{content()}}
}

// randomly undoes, redoes or acts.
func (l *timeline) randomly(act func()) {
	switch rapid.IntRange(0, 9).Draw(l.rt, "undo") {
	case 0:
		l.undo()
	case 1:
		l.redo()
	default:
		act()
		l.acted()
	}
}

// acted notes what an act left: nothing new where it changed nothing.
func (l *timeline) acted() {
	n, same := l.depth(), l.content() == l.contents[l.at]
	switch {
	case n == l.at && !same:
		l.rt.Fatalf("changed beyond undo: %s", l.content())
	case n == l.at+1 && same:
		l.rt.Fatalf("a step of undo that changes nothing: %s", l.content())
	case n == l.at:
		return
	}
	l.contents = l.contents[:l.at+1]
	for len(l.contents) <= n {
		l.contents = append(l.contents, "")
	}
	l.at, l.contents[n] = n, l.content()
}

func (l *timeline) undo() { l.step(l.ed.Undo(), -1) }
func (l *timeline) redo() { l.step(l.ed.Redo(), 1) }

// step checks what undo (-1) or redo (1) led to.
func (l *timeline) step(got Result, by int) {
	to, want := l.at+by, Done
	if to < 0 || to >= len(l.contents) {
		to, want = l.at, Nothing
	}
	if got != want {
		l.rt.Fatalf("step %d from %d of %d: result %d", by, l.at, len(l.contents), got)
	}
	if l.contents[to] == "" {
		l.contents[to] = l.content()
	}
	if l.at = to; l.contents[to] != l.content() {
		l.rt.Fatalf("step %d to %d\nwas %s\nis  %s", by, to, l.contents[to], l.content())
	}
}

// walk undoes everything and does it again, with a look at each step.
func (l *timeline) walk(look func()) {
	for l.at > 0 {
		l.undo()
		look()
	}
	l.undo() // there is no more
	for l.at < len(l.contents)-1 {
		l.redo()
		look()
	}
	l.redo()
}
