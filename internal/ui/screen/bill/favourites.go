package bill

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// favouriteKey makes the procedure chosen in the open list a favourite of the
// clinic, or no longer one.
var favouriteKey = keys.New("Ctrl+F", labels.RowFavourite, "ctrl+f")

// favoured is what the clinic's favourites are now.
type favoured struct {
	codes []string
	err   error
}

func (m *model) loadFavourites() tea.Cmd {
	return m.favs.Do(func(context.Context) tea.Msg {
		codes, err := m.port.Favourites()
		return favoured{codes, err}
	})
}

// choosing tells whether the list of procedures is open.
func (m *model) choosing() bool {
	ref, _ := m.form.Cursor()
	return m.form.Modal() && domain.Field(ref.Name) == domain.FieldItemCode
}

func (m *model) toggleFavourite() screen.Step {
	it, ok := m.form.Chosen()
	if !ok || m.favs.Waiting() {
		return screen.Stay(nil)
	}
	return screen.Stay(m.favs.Do(func(context.Context) tea.Msg {
		codes, err := m.port.ToggleFavourite(it.Code)
		return favoured{codes, err}
	}))
}

// takeFavourites makes the lists anew, also the one that is open.
func (m *model) takeFavourites(f favoured) {
	if f.err != nil {
		m.failed = text.Error(domain.CodeOf(f.err))
		return
	}
	m.favourites = map[string]bool{}
	for _, c := range f.codes {
		m.favourites[c] = true
	}
	clear(m.lists)
	if m.ed != nil {
		m.lay()
	}
}

// procedureItems are the lines of the list of procedures: the tooth that will be
// asked for, and the price. If the clinic has no specialists, their codes come
// last.
func (m *model) procedureItems(list []domain.Procedure, on domain.Date) (items []form.Item) {
	if !m.port.Snapshot().Clinic.Specialists {
		list = slices.Clone(list)
		slices.SortStableFunc(list, func(a, b domain.Procedure) int { return rank(a) - rank(b) })
	}
	for _, p := range list {
		price := p.Price.String()
		switch {
		case p.Code == domain.PatientFeeCode:
			price = m.feePrice(on)
		case p.ActualCost:
			price = labels.RowOpenPrice
		}
		items = append(items, form.Item{
			Code: text.Safe(p.Code), Words: text.Safe(p.Name), Favorite: m.favourites[p.Code],
			Right: layout.Pad(labels.PositionSign(p.Position), 5) + layout.PadLeft(price, 9),
		})
	}
	return items
}

// feePrice is the standard fee as its row will stand on the bill.
func (m *model) feePrice(on domain.Date) string {
	if fee := editor.StandardFee(m.port, on); fee > 0 {
		return (-fee).String()
	}
	return labels.RowOpenPrice
}

func rank(p domain.Procedure) int {
	if p.Specialist {
		return 1
	}
	return 0
}
