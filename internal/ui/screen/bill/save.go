package bill

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
)

// touchChange notes that something was typed or done, for saving and for undo.
func (m *model) touchChange() {
	m.history.note(m.draft, m.env.Now())
	m.save.MarkDirty()
}

// saveNow saves what is typed, if anything is not saved.
func (m *model) saveNow() tea.Cmd {
	if m.draft.ID == "" {
		return nil
	}
	return m.save.SaveNow()
}

// Flush saves what is typed now.
func (m *model) Flush() tea.Cmd {
	if m.draft.ID == "" {
		return nil
	}
	return m.save.Flush()
}

// SavedAt is when what stands on the screen was saved durably.
func (m *model) SavedAt() time.Time { return m.save.SavedAt() }

// snapshot is the draft to be saved, with the cursor where it is.
func (m *model) snapshot() domain.Draft {
	ref, col := m.form.Cursor()
	m.draft.Cursor = domain.Cursor{Bill: m.bill, Item: ref.Row, Field: domain.Field(ref.Name), Col: col}
	return clone(m.draft)
}
