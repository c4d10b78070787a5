package login

import (
	"context"
	"net/url"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// BankIDPort is what logging in by BankID needs of the app.
type BankIDPort interface {
	Ways(ctx context.Context) (app.Ways, error)
	BeginBankID(ctx context.Context) (app.BankIDState, error)
	AskBankID(ctx context.Context) (app.BankIDState, error)
	CancelBankID()
	Enter(ctx context.Context, passphrase []byte) (app.LoginResult, error)
}

// How a login by BankID is followed. The region has a new code each second. One
// that nobody has read in its half minute is replaced, as long as somebody may still
// be looking for the telephone.
const (
	askEvery   = time.Second
	renewUntil = 3 * time.Minute
	waysEvery  = 15 * time.Second // while nobody has told how one logs in
)

// byBankID is a login by BankID, in front of the card's part of the screen; with a card
// whose key opens no drafts, its passphrase alone.
type byBankID struct {
	open   bool
	ofCard uint64 // the insertion of that card
	state  app.BankIDState
	here   bool // the app was asked for on this computer
	began  time.Time
	asked  time.Time // when the state was told last
	said   text.Sentence
	words  words
	ask    screen.Ask
}

// Answers on their way back.
type (
	waysCame struct {
		ways app.Ways
		err  error
	}
	bankIDCame struct {
		state app.BankIDState
		err   error
		begun bool
	}
	opened struct{ err error } // of the app on this computer, or the demo's telephone
)

var (
	bankIDKey = keys.New("B", labels.LoginBankID, "b", "B")
	hereKey   = keys.New("D", labels.BankIDHere, "d", "D")
	phoneKey  = keys.New("T", labels.BankIDPhone, "t", "T")
	forgotKey = keys.New("F4", labels.LoginKey, "f4", "ctrl+e") // letters are the passphrase's
)

// askWays asks how one logs in to the region.
func (m *model) askWays() tea.Cmd {
	m.waysAsked = m.env.Now()
	return m.waysAsk.Do(func(ctx context.Context) tea.Msg {
		w, err := m.port.Ways(ctx)
		return waysCame{w, err}
	})
}

// askWaysAgain asks unless the region has told, or is being asked.
func (m *model) askWaysAgain() tea.Cmd {
	if len(m.ways.Logins) > 0 || m.waysAsk.Waiting() {
		return nil
	}
	return m.askWays()
}

// told takes the region's answer, or why there is none.
func (m *model) told(w waysCame) {
	if m.ways, m.waysErr = w.ways, ""; w.err != nil {
		m.waysErr = domain.CodeOf(w.err)
	}
}

// offered tells whether the region lets in people by BankID; first, before cards.
func (m *model) offered() (offered, first bool) {
	i := slices.Index(m.ways.Logins, domain.LoginBankID)
	return i >= 0, i == 0
}

// begin starts a login by BankID.
func (m *model) begin() tea.Cmd {
	m.forget()
	m.said = text.Sentence{}
	m.b = byBankID{open: true, began: m.env.Now()}
	return m.beginAgain()
}

func (m *model) beginAgain() tea.Cmd {
	m.b.state, m.b.said, m.b.here = app.BankIDState{}, text.Sentence{}, false
	return m.b.ask.Do(func(ctx context.Context) tea.Msg {
		s, err := m.port.BeginBankID(ctx)
		return bankIDCame{s, err, true}
	})
}

// tickBankID asks how far the login has come.
func (m *model) tickBankID() tea.Cmd {
	now := m.env.Now()
	if !m.b.open {
		if now.Sub(m.waysAsked) >= waysEvery {
			return m.askWaysAgain()
		}
		return nil
	}
	if m.b.state.Phase != app.BankIDPending || m.b.ask.Waiting() || now.Sub(m.b.asked) < askEvery {
		return nil
	}
	m.b.asked = now
	return m.b.ask.Do(func(ctx context.Context) tea.Msg {
		s, err := m.port.AskBankID(ctx)
		return bankIDCame{state: s, err: err}
	})
}

// followBankID takes how far it has come.
func (m *model) followBankID(c bankIDCame) tea.Cmd {
	switch {
	case c.err != nil && !c.begun && domain.KindOf(c.err) == domain.Offline: // asked again; a code from before is of no use
		m.b.state.QR, m.b.said = "", text.Error(domain.CodeOf(c.err))
		return nil
	case c.err != nil:
		m.b.state, m.b.said = app.BankIDState{Phase: app.BankIDFailed}, text.Error(domain.CodeOf(c.err))
		return nil
	}
	m.b.state, m.b.said = c.state, text.Sentence{}
	switch c.state.Phase {
	case app.BankIDComplete:
		return m.enter(nil)
	case app.BankIDRefused:
		m.b.said = text.Error(c.state.Hint)
		if c.state.Hint == app.CodeUnknownUser {
			m.b.said = labels.BankIDUnknown
		}
	case app.BankIDFailed:
		if c.state.Hint == "startFailed" && !m.b.here && m.env.Now().Sub(m.b.began) < renewUntil {
			return m.beginAgain()
		}
		m.b.said = text.Sentence{What: text.BankIDFailed(c.state.Hint, m.b.here)}
	case app.BankIDNone, app.BankIDPending:
	}
	return nil
}

// enter goes on with a login that BankID has completed.
func (m *model) enter(passphrase []byte) tea.Cmd {
	return m.b.ask.Do(func(ctx context.Context) tea.Msg {
		res, err := m.port.Enter(ctx, passphrase)
		return done{res, err}
	})
}

// entered takes what became of it.
func (m *model) entered(d done) screen.Step {
	if d.err == nil {
		m.b = byBankID{}
		return m.after(d)
	}
	code := domain.CodeOf(d.err)
	m.b.said = text.Error(code)
	switch code {
	case app.CodePassphraseNew, app.CodePassphraseNeeded:
		m.b.words.begin(code == app.CodePassphraseNew)
		m.b.words.why, m.b.said = m.b.said, text.Sentence{} // nothing is wrong
	case app.CodePassphraseWrong:
		m.b.words.begin(false)
	default:
		if m.b.ofCard != 0 { // the app has ended it
			m.b.words.wipe()
			m.b = byBankID{ask: m.b.ask}
			return m.after(d)
		}
		m.b.state.Phase = app.BankIDFailed
	}
	return screen.Stay(nil)
}

// pressBankID takes the keys while a login by BankID is in front.
func (m *model) pressBankID(k tea.KeyMsg) tea.Cmd {
	s := m.b.state
	switch {
	case m.paper.open && m.ask.Waiting():
		return nil
	case m.paper.open:
		return m.pressKey(k)
	case keys.Is(k, keys.Back):
		return m.leaveBankID()
	case m.mayForget() && keys.Is(k, forgotKey):
		m.b.words.field.Wipe()
		m.paper.open, m.b.said = true, text.Sentence{}
		return nil
	case m.b.words.open:
		return m.typeWords(k)
	case keys.Is(k, keys.Enter) && (s.Phase == app.BankIDFailed || s.Phase == app.BankIDRefused):
		m.b.began = m.env.Now()
		return m.beginAgain()
	case keys.Is(k, hereKey) && m.mayStartHere():
		m.b.here = true
		return m.aside(func(context.Context) error { return m.opts.Open(autoStart(s.AutoStart)) })
	case keys.Is(k, phoneKey) && m.opts.Phone != nil && s.QR != "":
		return m.aside(func(ctx context.Context) error { return m.opts.Phone(ctx, s.QR) })
	}
	return nil
}

// mayForget tells whether a printed key can be typed in place of the passphrase.
func (m *model) mayForget() bool {
	return m.b.words.open && !m.b.words.fresh && !m.b.ask.Waiting()
}

func (m *model) mayStartHere() bool {
	return m.opts.Open != nil && m.b.state.AutoStart != "" && !m.b.here
}

// aside does something beside following the login.
func (m *model) aside(f func(context.Context) error) tea.Cmd {
	return m.side.Do(func(ctx context.Context) tea.Msg { return opened{f(ctx)} })
}

// autoStart is the link that starts the app on this computer. The token is what a
// server said: it must not become more than a token, such as a page to go to.
func autoStart(token string) string {
	return "bankid:///?autostarttoken=" + url.QueryEscape(token) + "&redirect=null"
}

// leaveBankID gives the login up, at BankID too.
func (m *model) leaveBankID() tea.Cmd {
	m.b.ask.Stop()
	m.ask.Stop()
	m.b.words.wipe()
	m.paper.close()
	m.b = byBankID{ask: m.b.ask}
	return func() tea.Msg { m.port.CancelBankID(); return nil }
}

// bankIDActions are the keys of a login by BankID.
func (m *model) bankIDActions() []screen.Action {
	cancel := screen.Action{Key: keys.As(keys.Back, labels.BankIDCancel)}
	s := m.b.state
	switch {
	case m.paper.open:
		return paperActions()
	case m.b.words.open && m.b.words.fresh:
		return []screen.Action{{Key: keys.As(keys.Enter, m.b.words.does())}, cancel}
	case m.b.words.open:
		return []screen.Action{{Key: keys.As(keys.Enter, m.b.words.does())}, {Key: forgotKey}, cancel}
	case s.Phase == app.BankIDFailed, s.Phase == app.BankIDRefused:
		return []screen.Action{{Key: keys.As(keys.Enter, labels.LoginAgain)}, cancel}
	}
	list := []screen.Action{cancel}
	if m.mayStartHere() {
		list = append(list, screen.Action{Key: hereKey})
	}
	if m.opts.Phone != nil && s.QR != "" {
		list = append(list, screen.Action{Key: phoneKey})
	}
	return list
}
