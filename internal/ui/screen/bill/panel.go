package bill

import (
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/patientcard"
	"example.org/tandtui/internal/ui/screen"
)

// cardKey opens the whole card.
var cardKey = keys.New("F9", labels.BillCard, "f9", "ctrl+p")

// cardWidth is how wide the whole card stands beside a bill in a wide window.
func cardWidth(w int) int { return max(min(w/3, 60), 38) }

// compactLeast is the height that the compact card may always take, in lines: a
// bill has at least about as many fields beside it.
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
	if m.person.at.IsZero() {
		p := m.nobody()
		return p.Lines(page.Look{Theme: m.env.Theme, Width: w})
	}
	return draw(m.card())
}

// nobody is why there is no card.
func (m *model) nobody() (p page.Page) {
	p.Head(labels.PanelTitle)
	switch {
	case m.lookup.Waiting():
		p.Say(page.Plain, labels.BillSearching)
	case m.person.said != (text.Sentence{}):
		p.Say(m.person.level, m.person.said.What)
		p.Say(page.Plain, m.person.said.Do)
	default:
		p.Say(page.Faint, labels.BillPersonFirst)
	}
	return p
}

func (m *model) card() patientcard.Card {
	written := m.read(m.ed.Bill())
	return patientcard.Card{
		Result: app.PersonResult{Facts: m.ed.Person().Facts, At: m.person.at, Online: !m.person.offline}, Asking: m.lookup.Waiting(),
		History: m.ed.Person().History, Region: m.port.Region(), Clinic: m.port.Snapshot().Clinic,
		Bill: domain.Bill{Exemption: written.Exemption, FeeGround: written.FeeGround}, Today: m.port.Today(), Zone: m.env.Now().Location(), Theme: m.env.Theme,
	}
}

// wholeCard is the whole card in a box.
type wholeCard struct{}

func (wholeCard) page(m *model) (p page.Page) {
	p.Head(m.ed.Person().ID.Display())
	p.Add(m.card().Page())
	return p
}

func (wholeCard) actions(m *model) []screen.Action {
	return []screen.Action{m.closing(labels.KeyClose, cardKey.Keys()...)}
}
