// Package login waits for reader and card, shows whose card it is, takes the
// PIN and logs in (A1). It also stands over locked work (A5) and then shows
// nothing of any patient. Every try is one the user has just made: nothing here
// repeats a PIN.
package login

import (
	"context"
	"errors"
	"fmt"
	"time"

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
	ChooseCard(insertion uint64)
	RetryCard()
	OpenWithKey(ctx context.Context, typed []byte) error
	BankIDPort
}

// Options are what the screen shows of the installation.
type Options struct {
	Server  string // host and port, as configured
	Version string // of the program

	Plain bool                                         // a terminal that cannot draw a QR code
	Open  func(link string) error                      // opens a link on this computer; nil where there is no desktop
	Phone func(ctx context.Context, code string) error // the demo's telephone; nil outside it
}

type model struct {
	env     screen.Env
	port    Port
	opts    Options
	locked  bool
	unsaved bool // what is locked could not all be saved
	pin     form.PIN
	last    bool // the next try is the card's last, though its state does not tell
	asked   question
	renewed bool // the card is the user's, and does not open the drafts yet
	paper   paper
	option  int       // of the cards to choose among
	since   time.Time // of the login in flight
	slow    bool      // it has taken long enough to say so
	said    text.Sentence
	in      bool   // a card was in the reader at the last look
	card    uint64 // the insertion that pin, last and said belong to
	ask     screen.Ask

	ways      app.Ways // how one logs in; empty until the region has told
	waysErr   string   // code of why it has not
	waysAsk   screen.Ask
	waysAsked time.Time
	b         byBankID
	side      screen.Ask // the app on this computer, or the demo's telephone
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

func (m *model) Init() tea.Cmd { return m.askWays() }

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		switch d := answer.(type) {
		case done:
			return m.after(d)
		case keyed:
			return m.afterKey(d)
		}
		return screen.Stay(nil)
	}
	if step, ours := m.takeBankID(msg); ours {
		return step
	}
	if _, ours := msg.(screen.Unsaved); ours {
		m.unsaved = true
		return screen.Stay(nil)
	}
	card := m.port.Snapshot().Card
	m.follow(card)
	if m.b.ofCard != 0 && (!ready(card) || card.Insertion != m.b.ofCard) { // it went while the passphrase was typed
		return screen.Stay(m.leaveBankID())
	}
	m.slow = m.ask.Waiting() && m.env.Now().Sub(m.since) >= slowAfter
	if k, isKey := msg.(tea.KeyMsg); isKey {
		if k.Type == tea.KeyRunes { // a space's are Bubble Tea's own
			defer clear(k.Runes) // also of a PIN that is typed when none is taken
		}
		switch {
		case m.b.open:
			return screen.Stay(m.pressBankID(k))
		case !m.ask.Waiting():
			return screen.Stay(m.press(k, card))
		}
	}
	if _, tick := msg.(screen.Tick); tick {
		return screen.Stay(m.tickBankID())
	}
	return screen.Stay(nil)
}

// takeBankID takes the answers of a login by BankID.
func (m *model) takeBankID(msg tea.Msg) (screen.Step, bool) {
	if answer, ours := m.waysAsk.Take(msg); ours {
		if w, ok := answer.(waysCame); ok {
			m.told(w)
		}
		return screen.Stay(nil), true
	}
	if answer, ours := m.side.Take(msg); ours {
		if o, ok := answer.(opened); ok && o.err != nil {
			m.b.said, m.b.here = labels.BankIDNotHere, false
		}
		return screen.Stay(nil), true
	}
	answer, ours := m.b.ask.Take(msg)
	switch a := answer.(type) {
	case bankIDCame:
		return screen.Stay(m.followBankID(a)), ours
	case done:
		return m.entered(a), ours
	}
	return screen.Stay(nil), ours
}

// follow forgets with a card what belongs to it.
func (m *model) follow(card app.CardState) {
	if !ready(card) {
		m.forget()
	}
	if card.Phase <= app.CardNone && m.in { // what was said of a card goes with it
		m.said = text.Sentence{}
	}
	m.in = card.Phase > app.CardNone
	if !m.b.open && (!ready(card) || card.Insertion != m.card) {
		m.renewed = false
		m.paper.close()
	}
	if card.Insertion != m.card { // another card knows nothing of this one's PIN
		m.forget()
		m.said, m.card = text.Sentence{}, card.Insertion
		m.option, m.asked.at = 0, m.env.Now() // the cards to choose among are seen from now on
	}
}

// forget wipes the PIN and the question about it.
func (m *model) forget() {
	m.pin.Wipe()
	m.last, m.asked.open = false, false
}

func (m *model) press(k tea.KeyMsg, card app.CardState) tea.Cmd {
	m.pin.Max = card.PIN.Max
	offered, first := m.offered()
	switch {
	case m.asked.open:
		return m.answer(k)
	case m.paper.open:
		return m.pressKey(k)
	case m.renewed && keys.Is(k, typeKey):
		m.paper.open, m.said = true, text.Sentence{}
	case card.Phase == app.CardChoice:
		m.choose(k, card.Choices)
	case keys.Is(k, bankIDKey) && offered, first && !ready(card) && keys.Is(k, keys.Enter):
		return m.begin()
	case keys.Is(k, keys.Refresh), !ready(card) && keys.Is(k, keys.Enter):
		m.port.RetryCard()
		return m.askWaysAgain()
	case ready(card):
		return m.pressPIN(k, card.PIN.Elsewhere)
	}
	return nil
}

// pressPIN takes the keys while a PIN can be given; elsewhere if the system asks for it.
func (m *model) pressPIN(k tea.KeyMsg, elsewhere bool) tea.Cmd {
	switch {
	case elsewhere:
		if keys.Is(k, keys.Enter) {
			return m.login(false)
		}
	case keys.Is(k, keys.Enter) && m.pin.Len() > 0 && m.warned():
		m.asked = question{open: true, at: m.env.Now()}
	case keys.Is(k, keys.Enter) && m.pin.Len() > 0:
		return m.login(false)
	case keys.Is(k, keys.Back) && m.last:
		m.forget()
		m.said = text.Sentence{}
	default:
		m.pin.Press(k)
	}
	return nil
}

// ready tells whether a PIN can be typed for the card in the reader.
func ready(c app.CardState) bool {
	return (c.Phase == app.CardReady || c.Phase == app.CardUnlocked) && !c.PIN.Blocked
}

// warned tells whether the next try is the card's last: the card tells its
// counter, or has told it with the last refusal, or it has just refused a try
// that nobody had agreed to.
func (m *model) warned() bool { return m.last || m.port.Snapshot().Card.PIN.Left == 1 }

// slowAfter is when a login that has no answer is told about.
const slowAfter = 2 * time.Second

// login tries the PIN; last is the user's consent to the card's last try.
func (m *model) login(last bool) tea.Cmd {
	pin, try := m.pin.Take(), app.PINTry{Insertion: m.card, Last: last}
	m.forget()
	m.said, m.since = text.Sentence{}, m.env.Now()
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
	if code == app.CodePassphraseNew || code == app.CodePassphraseNeeded {
		m.b = byBankID{open: true, ofCard: m.card}
		return m.entered(d)
	}
	m.said = text.Error(code)
	m.last = code == app.CodeCardPINLast
	m.renewed = code == app.CodeCardNew
	var wrong *app.PINError
	if errors.As(d.err, &wrong) {
		m.last = wrong.Left == 1 // the card's own state may come later than the next keys
		m.said.What += " " + text.TriesLeft(wrong.Left)
	}
	return screen.Stay(nil)
}

// Close ends a login in flight and forgets the PIN.
func (m *model) Close() {
	for _, a := range []*screen.Ask{&m.ask, &m.waysAsk, &m.side, &m.b.ask} {
		a.Stop()
	}
	m.pin.Wipe()
	m.paper.close()
	m.b.words.wipe()
}

// Typing tells that digits are the PIN's.
func (m *model) Typing() bool { return true }

// TakesSecret tells that digits are a PIN's.
func (m *model) TakesSecret() {}

// Modal tells that Esc leaves the last try alone, or the printed key.
func (m *model) Modal() bool { return m.last || m.asked.open || m.paper.open || m.b.open }

// Actions log in, answer the question about the last try, choose a card, or look
// at the readers again.
func (m *model) Actions() []screen.Action {
	card := m.port.Snapshot().Card
	enter := screen.Action{Key: keys.As(keys.Enter, labels.LoginIn), Can: m.why}
	again := screen.Action{Key: keys.As(keys.Refresh, labels.LoginAgain)}
	offered, first := m.offered()
	notLast := screen.Action{Key: keys.As(keys.Back, labels.LoginNotLast)}
	switch {
	case m.b.open:
		return m.bankIDActions()
	case m.asked.open:
		return []screen.Action{{Key: yes}, notLast}
	case m.paper.open:
		return paperActions()
	case card.Phase == app.CardChoice:
		return []screen.Action{{Key: keys.As(keys.Enter, labels.LoginChoose)}, {Key: keys.UpDown}, again}
	case m.last:
		return []screen.Action{enter, notLast}
	case !ready(card) && first:
		return []screen.Action{{Key: keys.As(keys.Enter, labels.LoginBankID)}, again}
	case !ready(card):
		return withBankID(offered, enter, again)
	case m.renewed:
		return withBankID(offered, enter, screen.Action{Key: typeKey})
	case m.waysErr != "":
		return withBankID(offered, enter, again)
	}
	return withBankID(offered, enter)
}

// withBankID adds the other way in, where there is one.
func withBankID(offered bool, list ...screen.Action) []screen.Action {
	if offered {
		list = append(list, screen.Action{Key: bankIDKey})
	}
	return list
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
