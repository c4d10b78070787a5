// Package manual is the manual inside the program (E3): docs/manual.sv.md, opened
// at the chapter of the screen that one comes from, and searched like any list.
package manual

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/docs"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/markdown"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// headings is the level of headings that are chapters: those of ##, and of ### below.
const headings = 3

// Chapters are the headings that the manual can be opened at.
func Chapters() []string { return markdown.Read(docs.Manual).Headings(headings) }

var searchField = form.Of("search")

type model struct {
	env   screen.Env
	doc   markdown.Document
	lines []markdown.Line // laid out for size
	size  layout.Size
	top   int // the first line shown
	line  *form.Form
	typed bool  // the search line has the focus
	hits  []int // lines in which what is searched for begins
	hit   int   // the one shown, of hits
}

// New opens the manual at a heading; at its beginning where there is none such.
func New(env screen.Env, chapter string) screen.Screen { return read(env, docs.Manual, chapter) }

func read(env screen.Env, text, chapter string) *model {
	m := &model{env: env, doc: markdown.Read(text), line: form.New(env.Theme, form.Spec{Key: searchField, Label: labels.ManualSearch})}
	m.Resize(layout.Size{W: 80, H: 19})
	m.top = max(slices.IndexFunc(m.lines, func(l markdown.Line) bool { return l.Heading > 0 && l.Text == chapter }), 0)
	return m
}

func (m *model) Init() tea.Cmd { return nil }

// margin is the room for the mark of a place found, and as much at the right.
const margin = 2

// textWidth is the widest that text is read with ease, cells.
const textWidth = 90

// Resize lays the manual out anew; what stands at the top stays there.
func (m *model) Resize(z layout.Size) {
	block := 0
	if m.top < len(m.lines) {
		block = m.lines[m.top].Block
	}
	if m.size.W != z.W {
		m.lines = m.doc.Lines(min(z.W-2*margin, textWidth))
		m.top = max(slices.IndexFunc(m.lines, func(l markdown.Line) bool { return l.Block == block && l.Text != "" }), 0)
		m.find()
	}
	m.size = z
	m.scroll(0)
}

// room is how many lines of the manual are shown: the search has one.
func (m *model) room() int { return max(m.size.H-1, 1) }

func (m *model) scroll(by int) {
	m.top = max(min(m.top+by, len(m.lines)-m.room()), 0)
}

// chapter goes to the next heading, or the one before.
func (m *model) chapter(forward bool) {
	at := func(i int) bool { return m.lines[i].Heading > 0 }
	if forward {
		for i := m.top + 1; i < len(m.lines); i++ {
			if at(i) {
				m.scroll(i - m.top)
				return
			}
		}
		return
	}
	for i := m.top - 1; i >= 0; i-- {
		if at(i) {
			m.scroll(i - m.top)
			return
		}
	}
}

// here is the chapter that the first line shown belongs to.
func (m *model) here() (title string) {
	for _, l := range m.lines[:min(m.top+1, len(m.lines))] {
		if l.Heading > 0 {
			title = l.Text
		}
	}
	return title
}

// Update takes a key.
func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Press(m.Actions(), msg); done {
		return step
	}
	if k, ok := msg.(tea.KeyMsg); ok {
		m.key(k)
	}
	return screen.Stay(nil)
}

// Title names the screen.
func (m *model) Title() string { return labels.ManualTitle }

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.typed }

// Modal tells that Esc leaves the search first.
func (m *model) Modal() bool { return m.typed || m.text() != "" }

// View draws the search and what is scrolled to.
func (m *model) View(z layout.Size) string {
	out := m.searchLine(z.W)
	for i := m.top; i < min(m.top+max(z.H-1, 0), len(m.lines)); i++ {
		out += "\n" + layout.Cut(m.drawn(i), z.W)
	}
	return out
}

// drawn is a line with its style, and the mark of the place found.
func (m *model) drawn(i int) string {
	l, t := m.lines[i], m.env.Theme
	if len(m.hits) > 0 && m.hits[m.hit] == i {
		return t.Select.Text("› " + l.Text)
	}
	text := layout.Spaces(margin) + l.Text
	switch {
	case l.Heading == headings:
		return t.Strong.Text(text)
	case l.Heading > 0:
		return t.Title.Text(text)
	}
	return text
}

// Outline is the search and the whole manual.
func (m *model) Outline() (o outline.Outline) {
	o = append(m.line.Outline(), outline.Sentence{Text: m.said()})
	for _, l := range m.lines {
		switch {
		case l.Heading > 0:
			o = append(o, outline.Heading(l.Text))
		case l.Text != "":
			o = append(o, outline.Sentence{Text: l.Text})
		}
	}
	return o
}
