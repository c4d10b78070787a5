package bill

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// The keys of the chart of the mouth. The space bar opens it in an empty cell, as
// it opens other lists.
var (
	chartKey     = keys.New("Ctrl+F", labels.ChartOpen, "ctrl+f")
	chartOrSpace = keys.New("Ctrl+F", labels.ChartOpen, "ctrl+f", " ")
	markKey      = keys.New("Mellanslag", labels.ChartMark, " ")
	chartNav     = keys.New("←→↑↓", labels.KeyTake, "left", "right", "up", "down")
	takeKey      = keys.New("Enter", labels.KeyTakeIt, "enter", "tab")
)

// mouth is all places a row may name (ISO 3950), as the dentist sees them: the
// patient's right at the left.
var mouth = [][]spot{
	{{string(domain.BothJaws), 26}},
	{{string(domain.UpperJaw), 27}},
	{{"Q1", 15}, {"Q2", 41}},
	arch("18 17 16 15 14 13 12 11 21 22 23 24 25 26 27 28"),
	arch("55 54 53 52 51 61 62 63 64 65"),
	arch("85 84 83 82 81 71 72 73 74 75"),
	arch("48 47 46 45 44 43 42 41 31 32 33 34 35 36 37 38"),
	{{"Q4", 15}, {"Q3", 41}},
	{{string(domain.LowerJaw), 27}},
}

// spot is a place in the mouth and the cell in which its word begins.
type spot struct {
	word string
	x    int
}

// midline is the cell between the patient's right and left.
const midline = 28

// arch lays teeth around the midline.
func arch(teeth string) (row []spot) {
	words := strings.Fields(teeth)
	half := len(words) / 2
	for i, w := range words {
		x := midline - 3*(half-i)
		if i >= half {
			x += 3
		}
		row = append(row, spot{w, x})
	}
	return row
}

// chart picks teeth or jaws with the arrow keys. Typing goes on in the cell.
type chart struct {
	ref     form.Key
	rows    [][]spot // what the procedure allows
	r, c    int      // the cursor
	several bool     // more than one tooth may be marked
	marked  []string
}

// openChart shows the mouth for the procedure of the row, at what is typed.
func (m *model) openChart(item int) screen.Step {
	ref := cell(item, domain.FieldItemPosition)
	m.form.SetFocus(ref, -1)
	row := m.ed.Row(item)
	rule := m.ed.Procedure(row).Position
	if !rule.Allowed() {
		rule = domain.PositionOptional // something stands there that must be seen
	}
	ch := &chart{ref: ref, several: rule.Fits("11 12")}
	for _, line := range mouth {
		line = slices.DeleteFunc(slices.Clone(line), func(s spot) bool { return !rule.Fits(domain.Position(s.word)) })
		if len(line) > 0 {
			ch.rows = append(ch.rows, line)
		}
	}
	ch.r, ch.c = ch.find("11")
	if at, err := domain.ParsePosition(row.Position); err == nil && !at.IsZero() {
		ch.take(at)
	}
	m.noteFocus()
	return m.show(ch).With(m.SaveNow())
}

// take puts the cursor on a position that is there already, and marks its teeth.
func (ch *chart) take(at domain.Position) {
	words := strings.Fields(string(at))
	if at == domain.BothJaws {
		words = []string{string(at)}
	}
	ch.r, ch.c = ch.find(words[0])
	if ch.several && len(words) > 1 {
		ch.marked = words
	}
}

// find gives the place of a word; the first place if there is no such word.
func (ch *chart) find(word string) (r, c int) {
	for r, line := range ch.rows {
		for c, s := range line {
			if s.word == word {
				return r, c
			}
		}
	}
	return 0, 0
}

func (ch *chart) here() spot { return ch.rows[ch.r][ch.c] }

// write moves; a character is typed into the cell after all.
func (ch *chart) write(m *model, k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, chartNav):
		ch.move(k.String())
	case k.Type == tea.KeyRunes:
		m.box = nil
		return m.press(k)
	}
	return screen.Stay(nil)
}

// move goes to the next place, up and down to the one that is nearest.
func (ch *chart) move(to string) {
	switch to {
	case "left":
		ch.c = max(ch.c-1, 0)
	case "right":
		ch.c = min(ch.c+1, len(ch.rows[ch.r])-1)
	case "up":
		ch.step(-1)
	case "down":
		ch.step(1)
	}
}

func (ch *chart) step(by int) {
	r := ch.r + by
	if r < 0 || r >= len(ch.rows) {
		return
	}
	from := ch.here().x
	nearest := slices.MinFunc(ch.rows[r], func(a, b spot) int { return distance(a.x, from) - distance(b.x, from) })
	ch.r, ch.c = r, slices.Index(ch.rows[r], nearest)
}

func distance(a, b int) int { return max(a-b, b-a) }

// mark marks a place, or unmarks it. What is marked together must be a position:
// a place that does not go with the others takes their place.
func (ch *chart) mark(word string) {
	if at := slices.Index(ch.marked, word); at >= 0 {
		ch.marked = slices.Delete(ch.marked, at, at+1)
		return
	}
	all := append(slices.Clone(ch.marked), word)
	if _, err := domain.ParsePosition(strings.Join(all, " ")); err != nil {
		all = []string{word}
	}
	ch.marked = all
}

// chosen is what Enter takes: what is marked, else the place under the cursor.
func (ch *chart) chosen() string {
	if len(ch.marked) > 0 {
		return strings.Join(ch.marked, " ")
	}
	return ch.here().word
}

// takeChart writes the choice into the cell and goes on as Enter does there.
func (m *model) takeChart(ch *chart) screen.Step {
	m.box = nil
	m.form.SetFocus(ch.ref, -1)
	m.ed.Write(refOf(ch.ref), ch.chosen())
	m.lay()
	step := m.press(tea.KeyMsg{Type: tea.KeyEnter})
	return step.With(tea.Batch(step.Cmd, m.recheck()))
}

func (ch *chart) actions(m *model) []screen.Action {
	list := append(screen.Shown(chartNav), screen.Action{Key: takeKey, Do: func() screen.Step { return m.takeChart(ch) }})
	list = when(ch.several, list, screen.Action{Key: markKey, Do: func() screen.Step {
		ch.mark(ch.here().word)
		return screen.Stay(nil)
	}})
	return append(list, m.closing(labels.KeyClose, chartKey.Keys()...))
}

func (ch *chart) typing() bool { return true }
