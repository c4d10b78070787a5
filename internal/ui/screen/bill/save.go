package bill

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/screen"
)

// pause is how long nothing is typed before what stands there is saved; with
// the clock's step it stays under half a second.
const pause = 200 * time.Millisecond

// retry is how long a failed save waits before the next one.
const retry = 2 * time.Second

// saving is the state between what is typed and what is on the disk.
type saving struct {
	dirty   bool      // something typed is not on the disk
	changed time.Time // when it was typed
	running bool
	again   time.Time // not before, after a failure
	at      time.Time // of the last save
	failed  text.Sentence
}

// savedMsg ends a save. It carries a failure to the root, which then does not
// end the program.
type savedMsg struct {
	screen.Mark
	at  time.Time
	err error
}

// Failed tells the root whether what is typed is safe.
func (s savedMsg) Failed() error { return s.err }

// touchChange notes that something was typed or done, for saving and for undo.
func (m *model) touchChange() {
	m.history.note(m.draft, m.env.Now())
	m.unsaved()
}

func (m *model) unsaved() { m.save.dirty, m.save.changed = true, m.env.Now() }

func (m *model) saveAfterPause(now time.Time) tea.Cmd {
	if !m.save.dirty || now.Sub(m.save.changed) < pause || now.Before(m.save.again) {
		return nil
	}
	return m.saveNow()
}

// saveNow saves what is typed, if anything is not saved.
func (m *model) saveNow() tea.Cmd {
	if !m.save.dirty || m.save.running || m.draft.ID == "" {
		return nil
	}
	m.save.running, m.save.dirty = true, false
	return m.write()
}

func (m *model) write() tea.Cmd {
	d := m.snapshot()
	return func() tea.Msg {
		at, err := m.port.SaveDraft(d)
		return savedMsg{at: at, err: err}
	}
}

func (m *model) saved(s savedMsg) {
	m.save.running = false
	if s.err != nil {
		m.save.dirty, m.save.again = true, m.env.Now().Add(retry)
		m.save.failed = text.Error(domain.CodeOf(s.err))
		return
	}
	m.save.at, m.save.failed = s.at, text.Sentence{}
}

// Flush saves what is typed now, also while another save runs: this one holds
// the newer text.
func (m *model) Flush() tea.Cmd {
	if m.draft.ID == "" || !m.save.dirty && !m.save.running {
		return nil
	}
	m.save.running, m.save.dirty = true, false
	return m.write()
}

// SavedAt is when what stands on the screen was saved durably; zero while
// something typed is not: "Sparat" must never be said too early.
func (m *model) SavedAt() time.Time {
	if m.save.dirty || m.save.running {
		return time.Time{}
	}
	return m.save.at
}

// snapshot is the draft to be saved, with the cursor where it is.
func (m *model) snapshot() domain.Draft {
	ref, col := m.form.Cursor()
	m.draft.Cursor = domain.Cursor{Bill: m.bill, Item: ref.Item, Field: ref.Field, Col: col}
	return clone(m.draft)
}
