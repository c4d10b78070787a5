package login

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
)

// question is whether the card's last try is to be used for the PIN that has been
// typed. The PIN stays in its field meanwhile, and nothing goes to the card.
type question struct {
	open bool
	at   time.Time // shown since
}

// seenAfter is how long something must have been on the screen before a key is
// taken for its answer: keys typed in one go before it came are none.
const seenAfter = 700 * time.Millisecond

func (q question) seen(now time.Time) bool { return now.Sub(q.at) >= seenAfter }

var yes = keys.New("J", labels.LoginLastYes, "j", "J")

// answer takes the answer to the question. Neither a digit nor Enter is one, which
// a PIN typed once more consists of.
func (m *model) answer(k tea.KeyMsg) tea.Cmd {
	switch {
	case keys.Is(k, keys.Back): // no harm in a no that came early
		m.forget()
		m.said = text.Sentence{}
	case keys.Is(k, yes) && m.asked.seen(m.env.Now()):
		return m.login(true)
	}
	return nil
}
