// Package outline is what a screen holds, in reading order: headings, fields,
// tables, sentences and actions, as text without position, colour or frame. The
// components make it (form, list, table, page); a screen only joins their parts.
// The linear mode for screen readers reads it, and so does the test that finds
// every word of a frame in it.
package outline

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Outline is the parts of a screen in reading order.
type Outline []Part

// Part is a Heading, Field, Table, Sentence or Action.
type Part interface {
	// words calls add with every text of the part.
	words(add func(string))
}

// Heading begins what follows.
type Heading string

// Field is a name with its value: a field of a form, or a labelled line of
// something that is only read.
type Field struct {
	Label   string
	Value   string
	Hint    string   // shown while nothing is typed
	Options []string // what can be chosen, where all of it is shown
	Finding string   // what is said about the value
	Off     string   // why it cannot be changed
	Edited  bool     // it can be changed
	Focused bool
}

// Table is rows under columns. Rows are asked for one by one, since there may be
// many more than are read.
type Table struct {
	Title    string
	Columns  []string
	Len      int
	Row      func(i int) []string
	Selected int // -1: none
}

// Sentence is a sentence to be read. Glyph shows how serious it is, "" for plain
// text.
type Sentence struct {
	Glyph string
	Text  string
}

// Action is what a key does, and why it cannot be done now.
type Action struct {
	Key, What, WhyNot string
}

func (h Heading) words(add func(string))  { add(string(h)) }
func (s Sentence) words(add func(string)) { add(s.Glyph); add(s.Text) }

func (a Action) words(add func(string)) {
	add(a.Key)
	add(a.What)
	add(a.WhyNot)
}

func (f Field) words(add func(string)) {
	for _, s := range append([]string{f.Label, f.Value, f.Hint, f.Finding, f.Off}, f.Options...) {
		add(s)
	}
}

func (t Table) words(add func(string)) {
	add(t.Title)
	for _, c := range t.Columns {
		add(c)
	}
	for i := range t.Len {
		for _, cell := range t.Row(i) {
			add(cell)
		}
	}
}

// Plain is drawn text without its styles.
func Plain(drawn string) string { return ansi.Strip(drawn) }

// Lines tells lines that are drawn, for what has no parts of its own: without
// styles and frames, and without those that say nothing.
func Lines(drawn []string) (o Outline) {
	for _, l := range drawn {
		l = strings.Map(func(r rune) rune {
			if r >= '─' && r <= '╿' { // lines of boxes
				return ' '
			}
			return r
		}, ansi.Strip(l))
		if words := strings.Join(strings.Fields(l), " "); words != "" {
			o = append(o, Sentence{Text: words})
		}
	}
	return o
}

// Words are all the words of an outline, in order.
func (o Outline) Words() (list []string) {
	for _, p := range o {
		p.words(func(s string) { list = append(list, strings.Fields(s)...) })
	}
	return list
}
