package login

import (
	"bytes"
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// maxKey is more than a printed key has.
const maxKey = 100

// paper is where a printed key is typed that lets the new card in (A8). What is typed
// is shown, since it is compared with the paper; it is wiped when it has been used.
type paper struct {
	open bool
	buf  [maxKey]byte
	n    int
}

// press takes a key; letters, digits and the dashes of the key's beginning count.
func (p *paper) press(k tea.KeyMsg) {
	switch k.Type {
	case tea.KeyBackspace:
		if p.n > 0 {
			p.n--
			p.buf[p.n] = 0
		}
	case tea.KeyCtrlU:
		p.wipe()
	case tea.KeyRunes:
		for _, r := range k.Runes {
			if 'a' <= r && r <= 'z' {
				r -= 'a' - 'A'
			}
			if p.n < maxKey && ('A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-') {
				p.buf[p.n] = byte(r)
				p.n++
			}
		}
	}
}

func (p *paper) wipe() {
	clear(p.buf[:])
	p.n = 0
}

func (p *paper) close() {
	p.wipe()
	p.open = false
}

// lines is what is typed, in the groups of the paper.
func (p *paper) lines(w int) []string {
	const group = 5
	typed, head := string(p.buf[:p.n]), ""
	if strings.HasPrefix(typed, labels.LoginKeyBegins) {
		head, typed = labels.LoginKeyBegins+" ", typed[len(labels.LoginKeyBegins):]
	}
	var groups []string
	for len(typed) > group {
		groups, typed = append(groups, typed[:group]), typed[group:]
	}
	return layout.Wrap(head+strings.Join(append(groups, typed+"_"), " "), w)
}

func (p *paper) field() outline.Field {
	return outline.Field{Label: labels.LoginKeyLabel, Value: strings.Join(p.lines(textWidth), " "), Edited: true, Focused: true}
}

var typeKey = keys.New("R", labels.LoginKey, "r", "R")

// pressKey takes the keys while a printed key is typed.
func (m *model) pressKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case keys.Is(k, keys.Back):
		m.paper.close()
		if m.b.open {
			m.b.said = text.Sentence{}
			return nil
		}
		m.said = text.Error(app.CodeCardNew)
	case keys.Is(k, keys.Enter) && m.paper.n > 0:
		return m.openWithKey()
	default:
		m.paper.press(k)
	}
	return nil
}

func paperActions() []screen.Action {
	return []screen.Action{{Key: keys.As(keys.Enter, labels.LoginKeyUse)}, {Key: keys.As(keys.Back, labels.LoginKeyNo)}}
}

// keyed is the answer to a printed key.
type keyed struct{ err error }

func (m *model) openWithKey() tea.Cmd {
	typed := bytes.Clone(m.paper.buf[:m.paper.n]) // kept on the screen: a slip is mended, not typed anew
	m.said, m.b.said, m.since = text.Sentence{}, text.Sentence{}, m.env.Now()
	return m.ask.Do(func(ctx context.Context) tea.Msg { return keyed{m.port.OpenWithKey(ctx, typed)} })
}

func (m *model) afterKey(d keyed) screen.Step {
	if m.b.open {
		return m.afterForgotten(d)
	}
	if d.err == nil {
		m.paper.close()
		m.renewed = false
		return screen.Stay(nil).Say(labels.LoginKeyTaken)
	}
	code := domain.CodeOf(d.err)
	m.said = text.Error(code)
	if code == app.CodeCardNewGone {
		m.paper.close()
		m.renewed = false
	}
	return screen.Stay(nil)
}

// afterForgotten takes the answer to a key in place of a passphrase: what opens the
// drafts from now on is asked for next, where the key ring does not.
func (m *model) afterForgotten(d keyed) screen.Step {
	if d.err != nil {
		m.b.said = text.Error(domain.CodeOf(d.err))
		return screen.Stay(nil)
	}
	m.paper.close()
	m.b.said = text.Sentence{}
	return screen.Stay(m.enter(nil)).Say(labels.LoginKeyOpens)
}
