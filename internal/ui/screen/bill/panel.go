package bill

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/patientcard"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// cardKey opens the whole card where only the compact one has room.
var cardKey = keys.New("F9", labels.BillCard, "f9", "ctrl+p")

// cardWidth is how wide the whole card stands beside a bill in a wide window.
func cardWidth(w int) int { return max(min(w/3, 60), 38) }

// compactLeast is how high the compact card may always be: that many fields
// stand beside it.
const compactLeast = 8

// head is the bill's own fields, with the compact card at the right where asked
// for and where there is room.
func (m *model) head(w int, withCard bool) []string {
	withCard = withCard && w >= panelFrom+panelLeast
	fields := w
	if withCard {
		fields = panelFrom - 2
	}
	var left []string
	if n := m.ed.Bills(); n > 1 {
		left = append(left, " "+m.env.Theme.Title.Text(labels.BillPlace(m.ed.Bill()+1, n)))
	}
	for _, s := range m.billSpecs() {
		left = append(left, m.field(s, fields))
	}
	if !withCard {
		return append(left, "")
	}
	right := m.panel(func(c patientcard.Card) []string { return c.Compact(w-panelFrom-1, max(len(left), compactLeast)) }, w-panelFrom-1)
	head := strings.Split(layout.Columns(strings.Join(left, "\n"), strings.Join(right, "\n"), panelFrom-1, 1), "\n")
	return append(head, "")
}

// besideCard puts the whole card at the right of the bill.
func (m *model) besideCard(lines []string, w, card int) []string {
	right := m.panel(func(c patientcard.Card) []string { return append([]string{c.Age(card - 3)}, c.Whole(card-3)...) }, card-3)
	if len(right) > len(lines) {
		right = append(right[:max(len(lines)-1, 0):len(lines)], m.env.Theme.Faint.Text(layout.Cut(labels.PanelMore, card-3)))
	}
	for i := range lines {
		cell := ""
		if i < len(right) {
			cell = right[i]
		}
		lines[i] = layout.Pad(lines[i], w) + m.env.Theme.Faint.Text("│") + " " + cell
	}
	return lines
}

// panel is the patient's card, or why there is none.
func (m *model) panel(draw func(patientcard.Card) []string, w int) []string {
	t := m.env.Theme
	switch {
	case m.lookup.Waiting() && m.person.at.IsZero():
		return []string{t.Title.Text(labels.PanelTitle), labels.BillSearching}
	case m.person.at.IsZero() && m.person.said != (text.Sentence{}):
		lines := []string{t.Title.Text(labels.PanelTitle)}
		for _, l := range layout.Wrap(theme.GlyphError+" "+m.person.said.What, w) {
			lines = append(lines, t.Error.Text(l))
		}
		return append(lines, layout.Wrap(m.person.said.Do, w)...)
	case m.person.at.IsZero():
		return []string{t.Title.Text(labels.PanelTitle), t.Faint.Text(layout.Cut(labels.BillPersonFirst, w))}
	}
	return draw(m.card())
}

func (m *model) card() patientcard.Card {
	var b domain.Bill
	if m.ed.Bill() < len(m.ed.Checked().Bills) {
		written := m.ed.Checked().Bills[m.ed.Bill()]
		b.Exemption, b.FeeGround = written.Exemption, written.FeeGround
	}
	return patientcard.Card{
		Result: app.PersonResult{Facts: m.ed.Person().Facts, At: m.person.at, Online: !m.person.offline}, Asking: m.lookup.Waiting(),
		History: m.ed.Person().History, Region: m.port.Region(), Clinic: m.port.Snapshot().Clinic,
		Bill: b, Today: m.port.Today(), Zone: m.env.Now().Location(), Theme: m.env.Theme,
	}
}

// cardLeast is how many lines of the card stay in view, scrolled to its end.
const cardLeast = 9

// cardPage is the whole card in a box; the arrows scroll it.
type cardPage struct{ at int }

func (p *cardPage) lines(m *model, w int) ([]string, int) {
	c := m.card()
	return append([]string{m.env.Theme.Strong.Text(m.ed.Person().ID.Display()), c.Age(w)}, c.Whole(w)...), p.at
}

func (p *cardPage) press(m *model, k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Up):
		p.at = max(p.at-1, 0)
	case keys.Is(k, keys.Down):
		lines, _ := p.lines(m, sheetWidth-4)
		p.at = min(p.at+1, len(lines)-cardLeast)
	case keys.Is(k, cardKey):
		m.box = nil
	}
	return screen.Stay(nil)
}

func (p *cardPage) keys() []key.Binding {
	return []key.Binding{keys.As(keys.UpDown, labels.KeyScroll), keys.As(keys.Back, labels.KeyClose), keys.As(cardKey, labels.KeyClose)}
}
