package manual

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

var (
	keyNext    = keys.New("n", labels.ManualNext, "n")
	keyPrev    = keys.New("N", labels.ManualPrev, "N")
	keyPage    = keys.New("PgUp PgDn", labels.ManualPage, "pgup", "pgdown", " ")
	keyChapter = keys.New("← →", labels.ManualChapter, "left", "right")
	keyEnds    = keys.New("Home End", labels.ManualEnds, "home", "end")
)

// Actions are the keys of the manual; while a search is typed, those of its line.
func (m *model) Actions() []screen.Action {
	stop := screen.Action{Key: keys.As(keys.Back, labels.ManualClear), Do: m.clear}
	if m.typed {
		return []screen.Action{{Key: keys.As(keys.Enter, labels.ManualNext), Do: func() screen.Step {
			m.typed = false
			return screen.Stay(nil)
		}}, stop}
	}
	list := []screen.Action{{Key: keys.As(keys.Search, labels.ManualFind), Do: m.search}}
	if m.text() != "" {
		list = append(list,
			screen.Action{Key: keyNext, Can: m.found, Do: func() screen.Step { return m.turn(1) }},
			screen.Action{Key: keyPrev, Can: m.found, Do: func() screen.Step { return m.turn(-1) }}, stop)
	}
	return append(list, screen.Shown(keys.As(keys.UpDown, labels.KeyScroll), keyPage, keyChapter, keyEnds)...)
}

// key takes the keys that scroll, or writes in the search line.
func (m *model) key(k tea.KeyMsg) {
	if m.typed {
		if m.line.Update(k).Changed {
			m.find()
			m.show()
		}
		return
	}
	switch k.String() {
	case "up":
		m.scroll(-1)
	case "down":
		m.scroll(1)
	case "pgup":
		m.scroll(1 - m.room())
	case "pgdown", " ":
		m.scroll(m.room() - 1)
	case "home":
		m.scroll(-len(m.lines))
	case "end":
		m.scroll(len(m.lines))
	case "left", "right":
		m.chapter(k.String() == "right")
	}
}

func (m *model) search() screen.Step {
	m.typed = true
	return screen.Stay(nil)
}

func (m *model) clear() screen.Step {
	m.typed = false
	m.line.SetValue(searchField, "")
	m.find()
	return screen.Stay(nil)
}

func (m *model) text() string { return m.line.Value(searchField) }

// found is why there is no next place, "" if there is one.
func (m *model) found() string {
	if len(m.hits) == 0 {
		return labels.ManualNone
	}
	return ""
}

// find looks for what is typed, from the line shown first on. Small letters and
// capitals are the same, å ä ö may be typed a o; words may be parted by the end of
// a line.
func (m *model) find() {
	m.hits, m.hit = nil, 0
	want := form.Fold(strings.TrimSpace(m.text()))
	if want == "" {
		return
	}
	for i, l := range m.lines {
		here, next := form.Fold(l.Text), ""
		if i+1 < len(m.lines) && m.lines[i+1].Block == l.Block {
			next = " " + form.Fold(strings.TrimSpace(m.lines[i+1].Text))
		}
		if at := strings.Index(here+next, want); at >= 0 && at < len(here) {
			if i < m.top {
				m.hit++
			}
			m.hits = append(m.hits, i)
		}
	}
	if m.hit == len(m.hits) {
		m.hit = 0
	}
}

// turn goes to the next place found, or the one before, round the ends.
func (m *model) turn(by int) screen.Step {
	m.hit = (m.hit + by + len(m.hits)) % len(m.hits)
	m.show()
	return screen.Stay(nil)
}

// linesAbove stand above a place found, so that it is read where it belongs.
const linesAbove = 3

// show scrolls to the place found, unless it is shown already.
func (m *model) show() {
	if len(m.hits) == 0 {
		return
	}
	if at := m.hits[m.hit]; at < m.top || at >= m.top+m.room() {
		m.scroll(at - linesAbove - m.top)
	}
}

// said is what stands at the right of the search: which place is shown, or the
// chapter.
func (m *model) said() string {
	switch {
	case m.text() == "":
		return m.here()
	case len(m.hits) == 0:
		return labels.ManualNone
	}
	return labels.ManualHit(m.hit+1, len(m.hits))
}

func (m *model) searchLine(w int) string {
	right := layout.Cut(m.said(), w/2)
	label := labels.ManualSearch + ": "
	room := max(w-layout.Width(right)-layout.Width(label)-3, 1)
	text := layout.Cut(m.text(), room)
	if m.typed {
		text = m.line.Cell(searchField, room)
	}
	return layout.Cut(layout.Sides(" "+m.env.Theme.Label.Text(label)+text, m.env.Theme.Faint.Text(right)+" ", w), w)
}
