package screen

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// Ask is for questions that are asked again and again and of which only the
// newest counts: a look-up while typing, a list while filtering. A new question
// cancels the one before. The zero value is ready.
type Ask struct {
	seq    uint64
	cancel context.CancelFunc
}

// answer is a question's result on its way back.
type answer struct {
	Mark
	ask *Ask
	seq uint64
	msg tea.Msg
}

// Do makes the command that asks. f runs outside the event loop and ends early
// when ctx does.
func (a *Ask) Do(f func(ctx context.Context) tea.Msg) tea.Cmd {
	a.Stop()
	ctx, cancel := context.WithCancel(context.Background())
	a.cancel = cancel
	seq := a.seq
	return func() tea.Msg {
		defer cancel()
		return answer{ask: a, seq: seq, msg: f(ctx)}
	}
}

// Take opens an answer to this Ask. ours is false for any other message; msg is
// nil for an answer that is no longer wanted.
func (a *Ask) Take(m tea.Msg) (msg tea.Msg, ours bool) {
	r, ok := m.(answer)
	if !ok || r.ask != a {
		return nil, false
	}
	if r.seq != a.seq || a.cancel == nil {
		return nil, true
	}
	a.cancel = nil
	return r.msg, true
}

// Waiting reports whether an answer is still to come.
func (a *Ask) Waiting() bool { return a.cancel != nil }

// Stop cancels the question in flight; its answer will not count.
func (a *Ask) Stop() {
	a.seq++
	if a.cancel != nil {
		a.cancel()
		a.cancel = nil
	}
}
