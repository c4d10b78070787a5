// Package login waits for reader and card, shows whose card it is, takes the
// PIN and logs in (A1). It also stands over locked work (A5) and then shows
// nothing of any patient. Every try is one the user has just made: nothing here
// repeats a PIN.
package login

import (
	"context"
	"errors"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// Port is what the screen needs of the app.
type Port interface {
	Snapshot() app.Snapshot
	Login(ctx context.Context, pin []byte, try app.PINTry) (app.LoginResult, error)
}

// Options are what the screen shows of the installation.
type Options struct {
	Server  string // host and port, as configured
	DemoPIN string // shown in the demo; "" otherwise
}

type model struct {
	env     screen.Env
	port    Port
	opts    Options
	locked  bool
	unsaved bool // what is locked could not all be saved
	pin     form.PIN
	last    bool // the card refused to spend its last try unasked
	said    text.Sentence
	in      bool   // a card was in the reader at the last look
	card    uint64 // the insertion that pin, last and said belong to
	ask     screen.Ask
}

// Format keeps the PIN out of whatever prints a screen: fmt does not ask the
// fields of a struct for their own String.
func (m *model) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("login")) }

// New makes the screen; arg is screen.Locked over locked work.
func New(env screen.Env, port Port, opts Options, arg string) screen.Screen {
	return &model{env: env, port: port, opts: opts, locked: arg == screen.Locked}
}

type done struct {
	res app.LoginResult
	err error
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if d, ok := answer.(done); ok {
			return m.after(d)
		}
		return screen.Stay(nil)
	}
	if _, ours := msg.(screen.Unsaved); ours {
		m.unsaved = true
		return screen.Stay(nil)
	}
	k, isKey := msg.(tea.KeyMsg)
	card := m.port.Snapshot().Card
	if !ready(card) {
		m.pin.Wipe()
		m.last = false
	}
	if card.Phase <= app.CardNone && m.in { // what was said of a card goes with it
		m.said = text.Sentence{}
	}
	m.in = card.Phase > app.CardNone
	if card.Insertion != m.card { // another card knows nothing of this one's PIN
		m.pin.Wipe()
		m.last, m.said, m.card = false, text.Sentence{}, card.Insertion
	}
	if !isKey || m.ask.Waiting() || !ready(card) {
		return screen.Stay(nil)
	}
	m.pin.Max = card.PIN.Max
	switch {
	case keys.Is(k, keys.Enter) && m.pin.Len() > 0:
		return screen.Stay(m.login())
	case keys.Is(k, keys.Back) && m.last:
		m.last = false
		m.said = text.Sentence{}
		m.pin.Wipe()
	default:
		m.pin.Press(k)
	}
	return screen.Stay(nil)
}

// ready tells whether a PIN can be typed for the card in the reader.
func ready(c app.CardState) bool {
	return (c.Phase == app.CardReady || c.Phase == app.CardUnlocked) && !c.PIN.Blocked
}

// warned tells whether the screen says that the card's last try goes: the card
// tells its counter, or it has just refused a try that nobody had agreed to.
func (m *model) warned() bool { return m.last || m.port.Snapshot().Card.PIN.Left == 1 }

func (m *model) login() tea.Cmd {
	pin, try := m.pin.Take(), app.PINTry{Insertion: m.card, Last: m.warned()}
	m.last, m.said = false, text.Sentence{}
	return m.ask.Do(func(ctx context.Context) tea.Msg {
		res, err := m.port.Login(ctx, pin, try)
		return done{res, err}
	})
}

func (m *model) after(d done) screen.Step {
	if d.err == nil {
		if len(d.res.User.Memberships) == 1 {
			return screen.Reset(screen.Route{Name: screen.Home})
		}
		return screen.Reset(screen.Route{Name: screen.Clinics})
	}
	code := domain.CodeOf(d.err)
	m.said = text.Error(code)
	m.last = code == app.CodeCardPINLast
	var wrong *app.PINError
	if errors.As(d.err, &wrong) {
		m.said.What += " " + text.TriesLeft(wrong.Left)
	}
	return screen.Stay(nil)
}

// Close ends a login in flight and forgets the PIN.
func (m *model) Close() {
	m.ask.Stop()
	m.pin.Wipe()
}

// Typing tells that digits are the PIN's.
func (m *model) Typing() bool { return true }

// Modal tells that Esc takes back the consent to the last try.
func (m *model) Modal() bool { return m.last }

// Actions log in; Esc takes back the consent to the last try.
func (m *model) Actions() []screen.Action {
	enter := screen.Action{Key: keys.As(keys.Enter, labels.LoginIn), Can: m.why}
	if m.last {
		return []screen.Action{enter, {Key: keys.As(keys.Back, labels.LoginNotLast)}}
	}
	return []screen.Action{enter}
}

// why tells why no PIN can be given now.
func (m *model) why() string {
	switch card := m.port.Snapshot().Card; {
	case card.PIN.Blocked:
		return labels.LoginBlocked
	case !ready(card):
		return labels.LoginNoCard
	}
	return ""
}
