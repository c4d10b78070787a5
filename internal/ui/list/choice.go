package list

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Choice is one thing chosen among several, below the list.
type Choice struct {
	Title string
	Items []string // filtered
	At    int      // where it begins
	Take  func(at int) screen.Step
}

// choiceRows is how many items are shown at a time.
const choiceRows = 8

// Choose asks for one of several; the choice has the keys until it is made or left.
func (l *List[T]) Choose(c Choice) { l.choice = &c }

// choiceActions make the choice or leave it.
func (l *List[T]) choiceActions() []screen.Action {
	c := l.choice
	return []screen.Action{
		{Key: keys.As(keys.UpDown, labels.KeyMove)},
		{Key: keys.As(keys.Enter, labels.KeyTake), Do: func() screen.Step {
			l.choice = nil
			return c.Take(c.At)
		}},
		{Key: keys.As(keys.Back, labels.ListCancel), Do: func() screen.Step {
			l.choice = nil
			return screen.Stay(nil)
		}},
	}
}

// move takes the keys that move in the choice.
func (c *Choice) move(k tea.KeyMsg) {
	last := len(c.Items) - 1
	switch k.String() {
	case "up":
		c.At = max(c.At-1, 0)
	case "down":
		c.At = min(c.At+1, last)
	case "pgup":
		c.At = max(c.At-choiceRows, 0)
	case "pgdown":
		c.At = min(c.At+choiceRows, last)
	}
}

// page is the part of the choice around what is chosen, and where that is.
func (c *Choice) page() (p page.Page) {
	p.Space()
	p.Sides(c.Title, labels.ListCount(c.At+1, len(c.Items)), 0)
	first := max(0, min(c.At-choiceRows/2, len(c.Items)-choiceRows))
	for i := first; i < min(first+choiceRows, len(c.Items)); i++ {
		if i == c.At {
			p.Say(page.Strong, theme.GlyphCursor+" "+c.Items[i])
		} else {
			p.SayIn(page.Plain, c.Items[i], 2)
		}
	}
	return p
}
