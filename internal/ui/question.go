package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/screen"
)

// A question about what costs money or cannot be undone is answered only by a key
// that came after it was shown. A paste whose lines the terminal does not mark
// holds its Enter and its letters as if they were typed.

// answerAfter is how long a question must have been there, and nothing typed, for
// a key to be its answer: the pieces of a paste follow each other faster.
const answerAfter = 4 * time.Millisecond

// question is whether the screen in front has one open, and when what came.
type question struct {
	open    bool
	since   time.Time
	read    int64 // the piece of input that it was opened in
	lastKey time.Time
}

// asks tells whether the screen in front has a question open.
func (r *Root) asks() bool {
	return r.lock == nil && is[screen.Asker](r.top().s, screen.Asker.Asking)
}

// noteQuestion notes that a question has been opened or closed.
func (r *Root) noteQuestion() tea.Cmd {
	if asks := r.asks(); asks != r.question.open {
		r.question.open, r.question.since, r.question.read = asks, r.cfg.Env.Now(), r.piece()
	}
	return nil
}

// tooEarly tells whether a message is a key that was typed, or pasted, before the
// question in front was shown. Esc is a no, and does no harm early.
func (r *Root) tooEarly(msg tea.Msg) bool {
	m, isKey := msg.(tea.KeyMsg)
	if !isKey {
		return false
	}
	now, last := r.cfg.Env.Now(), r.question.lastKey
	r.question.lastKey = now
	if !r.question.open || r.over != nil || keys.Is(m, keys.Back) || keys.Is(m, keys.Quit) || keys.Is(m, keys.Lock) {
		return false
	}
	together := r.reads != nil && r.piece() == r.question.read
	return together || now.Sub(last) < answerAfter || now.Sub(r.question.since) < answerAfter
}

// piece numbers the piece of input that the newest key came in.
func (r *Root) piece() int64 {
	if r.reads == nil {
		return 0
	}
	return r.reads()
}
