package login

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// choose takes the keys while there are several cards to choose among. Digits
// choose nothing: they may be those of a PIN that was under way.
func (m *model) choose(k tea.KeyMsg, cards []app.CardOption) {
	switch {
	case keys.Is(k, keys.Up):
		m.option = max(m.option-1, 0)
	case keys.Is(k, keys.Down):
		m.option = min(m.option+1, len(cards)-1)
	case keys.Is(k, keys.Enter) && m.asked.seen(m.env.Now()) && m.option < len(cards):
		m.port.ChooseCard(cards[m.option].Insertion)
	case keys.Is(k, keys.Refresh):
		m.port.RetryCard()
	}
}

// optionText names a card by its holder and where it is.
func optionText(o app.CardOption) string {
	return text.Safe(o.Holder.Name) + " · " + text.Safe(o.Holder.HSAID) + " · " + text.Safe(o.Reader)
}

// optionLines are the cards to choose among, the marked one with a sign of its own.
func (m *model) optionLines(cards []app.CardOption, w int) (lines []string) {
	t := m.env.Theme
	for i, o := range cards {
		mark, line := "  ", layout.Cut(optionText(o), w-2)
		if i == m.option {
			mark, line = theme.GlyphCursor+" ", t.Select.Text(line)
		}
		lines = append(lines, mark+line)
	}
	return lines
}
