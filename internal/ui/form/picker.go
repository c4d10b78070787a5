package form

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// Picker is a list being searched: the matches of a query and the chosen one.
type Picker struct {
	list *List
	hits []int
	at   int
	said string // the query
	// moved: an item was chosen by hand. asked: the first of several was not
	// taken for a few digits.
	moved, asked bool
}

// NewPicker shows all of a list.
func NewPicker(l *List) *Picker {
	p := &Picker{list: l}
	p.Filter("")
	return p
}

// Filter keeps what matches the query and chooses the best.
func (p *Picker) Filter(query string) {
	p.said, p.hits, p.at = query, p.list.find(query, p.hits[:0]), 0
	p.moved, p.asked = false, false
}

// Choose moves to an item that matches, if it is there.
func (p *Picker) Choose(code string) {
	for i, h := range p.hits {
		if p.list.items[h].Code == code {
			p.at = i
			return
		}
	}
}

// guess reports that no item is chosen: the best is only the first of several that
// begin with the digits typed, or is them with a letter more, as 116S for 116. A
// slip would be another procedure or another patient. Words are read, so their
// best match is noticed; digits are typed blind.
func (p *Picker) guess() bool {
	it, ok := p.Selected()
	query := strings.TrimSpace(p.said)
	if !ok || p.moved || query == "" || strings.Trim(query, "0123456789-+ ") != "" {
		return false
	}
	label := Fold(it.label())
	if len(p.hits) == 1 {
		more, begins := strings.CutPrefix(label, query)
		return begins && more != "" && strings.Trim(more, "abcdefghijklmnopqrstuvwxyz") == ""
	}
	return label != query
}

// relist searches another list for the same query and stays on the chosen item.
func (p *Picker) relist(l *List) {
	it, ok := p.Selected()
	moved, asked := p.moved, p.asked
	p.list = l
	p.Filter(p.said)
	if ok {
		p.Choose(it.Code)
	}
	if now, there := p.Selected(); there && now.Code == it.Code { // as it was chosen, or not
		p.moved, p.asked = moved, asked
	}
}

// Len is the number of matches.
func (p *Picker) Len() int { return len(p.hits) }

// Selected is the chosen item; false if nothing matches.
func (p *Picker) Selected() (Item, bool) {
	if p.at >= len(p.hits) {
		return Item{}, false
	}
	return p.list.items[p.hits[p.at]], true
}

// Move takes the keys that move in the list and reports whether it was one.
func (p *Picker) Move(k tea.KeyMsg) bool {
	last := max(0, len(p.hits)-1)
	if p.guess() && k.String() == "down" { // nothing is chosen yet: the first is
		p.moved, p.asked = true, false
		return true
	}
	switch k.String() {
	case "up":
		p.at = max(0, p.at-1)
	case "down":
		p.at = min(last, p.at+1)
	case "pgup":
		p.at = max(0, p.at-popupRows)
	case "pgdown":
		p.at = min(last, p.at+popupRows)
	default:
		return false
	}
	p.moved, p.asked = true, false
	return true
}

// View draws the list in a box, z.W cells wide, with at most z.H items and the
// count below them.
func (p *Picker) View(t *theme.Theme, z layout.Size) string {
	inner := z.W - 2
	rows := max(1, z.H)
	top := max(0, min(p.at-rows/2, len(p.hits)-rows))
	shown := p.hits[top:min(len(p.hits), top+rows)]
	code, right := 0, 0
	for _, h := range shown {
		it := p.list.items[h]
		code, right = max(code, layout.Width(it.label())), max(right, layout.Width(it.Right))
	}
	code, right = min(code, inner/2), min(right, inner/3)
	var lines []string
	none := p.guess()
	for i, h := range shown {
		lines = append(lines, p.line(t, h, top+i == p.at && !none, inner, code, right))
	}
	if len(shown) == 0 {
		lines = append(lines, layout.Cut(" "+labels.ListNone, inner))
	}
	if p.asked {
		lines = append(lines, t.Warn.Text(layout.Pad(" "+theme.GlyphWarn+" "+labels.ListGuess(len(p.hits)), inner)))
	} else {
		lines = append(lines, t.Faint.Text(layout.PadLeft(p.count()+" ", inner)))
	}
	return layout.Box(strings.Join(lines, "\n"), z.W)
}

// count is how many items match.
func (p *Picker) count() string {
	count := labels.ListCount(len(p.hits), p.list.Len())
	if p.list.starred {
		count += labels.ListStar
	}
	return count
}

func (p *Picker) line(t *theme.Theme, h int, on bool, w, code, right int) string {
	it := p.list.items[h]
	mark, star := " ", " "
	if on {
		mark = theme.GlyphCursor
	}
	if it.Favorite {
		star = "★"
	}
	words := w - code - right - 7
	if right == 0 {
		words += 2
	}
	line := mark + star + layout.Pad(it.label(), code) + "  " + layout.Pad(it.Words, max(0, words))
	if right > 0 {
		line += "  " + layout.PadLeft(it.Right, right)
	}
	line = layout.Pad(line, w-1) + " "
	if on {
		return t.Select.Text(line)
	}
	return line
}
