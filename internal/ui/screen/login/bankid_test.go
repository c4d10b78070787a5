package login

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
	"example.org/tandtui/test/qrread"
)

// bankPort is a region that lets in BankID.
type bankPort struct {
	port
	clock    *uitest.Clock
	logins   []domain.Login
	state    app.BankIDState
	begins   int
	asks     int
	beginErr error
	askErr   error
	waysErr  error
	skew     time.Duration
}

func (p *bankPort) Ways(context.Context) (app.Ways, error) {
	if p.waysErr != nil {
		return app.Ways{}, p.waysErr
	}
	return app.Ways{Portal: "TEARS FakturaPortal", Region: "Region Värmland", Logins: p.logins, Skew: p.skew}, nil
}

func (p *bankPort) BeginBankID(context.Context) (app.BankIDState, error) {
	p.begins++
	return outstanding(), p.beginErr
}

func (p *bankPort) AskBankID(context.Context) (app.BankIDState, error) {
	p.asks++
	return p.state, p.askErr
}

// aCode is a code as BankID has them.
const aCode = "bankid.67df3917-fa0d-44e5-b327-edcc928297f8.0.dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8"

func outstanding() app.BankIDState {
	return app.BankIDState{Phase: app.BankIDPending, Hint: "outstandingTransaction", QR: aCode, AutoStart: "0f3ad66e-7f6d-4bd1-9a3e-7a2e5a1f2b11"}
}

func openBankID(t *testing.T, opts Options, arg string) (*uitest.Player, *bankPort) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &bankPort{
		clock:  clock,
		port:   port{card: app.CardState{Phase: app.CardNone, Reader: "Virtual PCD 00 00"}, res: app.LoginResult{User: user("31"), Online: true}},
		logins: []domain.Login{domain.LoginBankID, domain.LoginSITHS}, state: outstanding(),
	}
	opts.Server = "fakturaportalen.demo:8443"
	return uitest.Open(t, clock, New(clock.Env(), p, opts, arg)), p
}

// reopen is openBankID with what is set first.
func reopen(t *testing.T, set func(*bankPort)) (*uitest.Player, *bankPort) {
	t.Helper()
	_, p := openBankID(t, Options{}, "")
	set(p)
	return uitest.Open(t, p.clock, New(p.clock.Env(), p, Options{Server: "fakturaportalen.demo:8443", Version: "tandtui 0.1.0"}, "")), p
}

// tick lets the clock go on so far that the login is asked about.
func (p *bankPort) tick(pl *uitest.Player) {
	p.clock.Pass(askEvery)
	pl.Send(screen.Tick{Now: p.clock.Now()})
}

func TestBankIDIsOfferedWhereTheRegionHasIt(t *testing.T) {
	pl, p := openBankID(t, Options{}, "")
	pl.Golden("bankid-first")
	p.logins = []domain.Login{domain.LoginSITHS, domain.LoginBankID}
	pl, p2 := openBankID(t, Options{}, screen.Locked)
	pl.Golden("bankid-locked")
	if p2.begins != 0 {
		t.Error("a login that nobody asked for")
	}
	cards, _ := open(t, "")
	cards.Press("b")
	if strings.Contains(cards.View(uitest.Sizes[0]), "BankID") {
		t.Error("offered where the region does not have it")
	}
}

// Enter belongs to the PIN as soon as a card is in: the first sentence names B.
func TestWithACardInEnterIsNotSaidToBeBankID(t *testing.T) {
	for _, arg := range []string{"", screen.Locked} {
		pl, p := openBankID(t, Options{}, arg)
		set(pl, &p.port, app.CardState{Phase: app.CardReady, Insertion: 1, Reader: p.card.Reader, PIN: app.PINInfo{Min: 6, Max: 6, Left: 3}})
		said := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " ")
		if strings.Contains(said, "Enter") || !strings.Contains(said, "tryck B") {
			t.Errorf("%q: %s", arg, said)
		}
		if pl.Press("enter"); p.begins != 0 {
			t.Error("a login that nobody asked for")
		}
		if pl.Press("b"); p.begins != 1 {
			t.Error("B does not begin it")
		}
	}
}

// TestTheCodeCanBeRead in every window that it fits in, with its keys below; in a
// smaller one it says what to do, and no code is cut.
func TestTheCodeCanBeRead(t *testing.T) {
	pl, _ := openBankID(t, Options{Open: func(string) error { return nil }}, "")
	pl.Press("enter")
	if !pl.Screen.(screen.Full).Full() {
		t.Fatal("the shell's lines stay")
	}
	for _, z := range []layout.Size{{W: 80, H: 24}, {W: 71, H: 24}, {W: 120, H: 40}} {
		frame := pl.Screen.View(z)
		if got, err := qrread.Decode(frame); err != nil || got != aCode {
			t.Errorf("%v: %q %v", z, got, err)
		}
		plain := ansi.Strip(frame)
		for _, says := range []string{"Esc avbryt", "D BankID på den här datorn", "Skanna", "Värmland"} {
			if !strings.Contains(plain, says) {
				t.Errorf("%v: %q is not said", z, says)
			}
		}
		if lines := strings.Split(frame, "\n"); len(lines) != z.H {
			t.Errorf("%v: %d lines", z, len(lines))
		}
		for _, l := range strings.Split(frame, "\n") {
			if layout.Width(l) > z.W {
				t.Errorf("%v: %d wide", z, layout.Width(l))
			}
		}
	}
	for _, z := range []layout.Size{{W: 70, H: 24}, {W: 80, H: 23}, {W: 60, H: 15}} {
		frame := pl.Screen.View(z)
		if strings.Contains(frame, "▀") || !strings.Contains(ansi.Strip(frame), "större") || !strings.Contains(frame, "Esc avbryt") {
			t.Errorf("%v:\n%s", z, frame)
		}
	}
}

func TestALoginByBankIDIsFollowed(t *testing.T) {
	pl, p := openBankID(t, Options{}, "")
	pl.Press("enter")
	p.state = app.BankIDState{Phase: app.BankIDPending, Hint: "started"}
	pl.Send(screen.Tick{Now: p.clock.Now()})
	if p.asks != 1 {
		t.Errorf("asked %d times", p.asks)
	}
	pl.Send(screen.Tick{Now: p.clock.Now()})
	if p.asks != 1 {
		t.Error("asked again within a second")
	}
	pl.Golden("bankid-picked-up")
	p.state.Hint = "futureHint"
	p.tick(pl)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "En identifiering eller underskrift pågår.") {
		t.Error(view)
	}
	p.state = app.BankIDState{Phase: app.BankIDComplete}
	p.tick(pl)
	if len(p.words) != 1 || p.words[0] != "" {
		t.Fatalf("entered %q", p.words)
	}
	if got := pl.Last.To; got != (screen.Route{Name: screen.Home}) {
		t.Errorf("at %v", got)
	}
}

// TestACodeThatNobodyReadIsReplaced, for some minutes; then the user is asked.
func TestACodeThatNobodyReadIsReplaced(t *testing.T) {
	pl, p := openBankID(t, Options{}, "")
	pl.Press("enter")
	p.state = app.BankIDState{Phase: app.BankIDFailed, Hint: "startFailed"}
	for p.begins < 3 {
		before := p.begins
		p.clock.Pass(31 * time.Second)
		p.tick(pl)
		if p.begins != before+1 || !pl.Screen.(screen.Full).Full() {
			t.Fatalf("begun %d times", p.begins)
		}
	}
	p.clock.Pass(renewUntil)
	p.tick(pl)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Misslyckades att läsa av QR-koden") || p.begins != 3 {
		t.Errorf("begun %d times:\n%s", p.begins, view)
	}
	pl.Press("enter")
	if p.begins != 4 {
		t.Error("Enter does not try again")
	}
}

func TestEscCancelsAtBankIDToo(t *testing.T) {
	pl, p := openBankID(t, Options{}, "")
	pl.Press("enter")
	pl.Press("esc")
	if p.cancels != 1 || pl.Screen.(screen.Full).Full() {
		t.Errorf("%d cancelled", p.cancels)
	}
	p.tick(pl)
	if p.asks != 0 {
		t.Error("asked about a login that was given up")
	}
}

// A server that lies cannot put more into the link than a token.
func TestATokenIsOnlyAToken(t *testing.T) {
	if got := autoStart("a&redirect=https://x.example#"); got != "bankid:///?autostarttoken=a%26redirect%3Dhttps%3A%2F%2Fx.example%23&redirect=null" {
		t.Error(got)
	}
}

func TestTheAppOnThisComputer(t *testing.T) {
	var opened []string
	var failed error
	pl, p := openBankID(t, Options{Open: func(link string) error { opened = append(opened, link); return failed }}, "")
	pl.Press("enter")
	pl.Press("d")
	if len(opened) != 1 || !regexp.MustCompile(`^bankid:///\?autostarttoken=[0-9a-f-]{36}&redirect=null$`).MatchString(opened[0]) {
		t.Fatalf("%q", opened)
	}
	p.state = outstanding()
	p.tick(pl)
	if view := ansi.Strip(pl.Screen.View(layout.Size{W: 120, H: 40})); !strings.Contains(view, "Försöker starta BankID-appen.") {
		t.Error(view)
	}
	p.state = app.BankIDState{Phase: app.BankIDFailed, Hint: "startFailed"}
	p.tick(pl)
	if view := pl.View(uitest.Sizes[1]); !strings.Contains(view, "Du verkar inte ha BankID-appen") {
		t.Error(view)
	}
	failed = errors.New("no handler")
	pl.Press("enter")
	pl.Press("d")
	if view := ansi.Strip(pl.Screen.View(layout.Size{W: 120, H: 40})); !strings.Contains(view, "kunde inte öppnas") {
		t.Error(view)
	}
}

// TestATerminalWithoutACode says it in words, with the link.
func TestATerminalWithoutACode(t *testing.T) {
	pl, _ := openBankID(t, Options{Plain: true}, "")
	pl.Press("enter")
	if pl.Screen.(screen.Full).Full() {
		t.Error("a code on a terminal that cannot draw one")
	}
	pl.Golden("bankid-plain")
}

func TestWhatGoesWrongIsTold(t *testing.T) {
	down := &domain.Error{Kind: domain.Offline, Code: app.CodeBankIDDown}
	pl, p := openBankID(t, Options{}, "")
	p.beginErr = down
	pl.Press("enter")
	pl.Golden("bankid-down")
	p.beginErr = nil
	pl.Press("enter")
	p.askErr = &domain.Error{Kind: domain.Offline, Code: app.CodeBankIDOffline}
	p.tick(pl)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "kan inte nås") || strings.Contains(view, "▀") {
		t.Error("a code that may be old stays:\n", view)
	}
	p.askErr, p.state = nil, outstanding()
	p.tick(pl)
	if !pl.Screen.(screen.Full).Full() {
		t.Error("it does not go on")
	}
	p.state = app.BankIDState{Phase: app.BankIDRefused, Hint: app.CodeUnknownUser}
	p.tick(pl)
	pl.Golden("bankid-refused")
}

func TestAPassphraseIsMadeAndTyped(t *testing.T) {
	pl, p := openBankID(t, Options{}, "")
	p.enterErr = &domain.Error{Kind: domain.Unauthorized, Code: app.CodePassphraseNew}
	pl.Press("enter")
	p.state = app.BankIDState{Phase: app.BankIDComplete}
	p.tick(pl)
	pl.Golden("bankid-passphrase-new")
	typed := func(words string) {
		pl.Type(words)
		pl.Press("enter")
	}
	typed("kort")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "för kort") {
		t.Error(view)
	}
	pl.Press("ctrl+u")
	typed("fyra små grå katter")
	typed("fyra små grå hundar")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "inte lika") || len(p.words) != 1 {
		t.Errorf("%q\n%s", p.words, view)
	}
	typed("fyra små grå katter")
	p.enterErr = &domain.Error{Kind: domain.Unauthorized, Code: app.CodePassphraseWrong}
	typed("fyra små grå katter")
	if len(p.words) != 2 || p.words[1] != "fyra små grå katter" {
		t.Fatalf("%q", p.words)
	}
	pl.Golden("bankid-passphrase-wrong")
	p.enterErr = nil
	typed("bara ett b och ett d")
	if p.words[2] != "bara ett b och ett d" || pl.Last.To != (screen.Route{Name: screen.Home}) {
		t.Errorf("%q, at %v", p.words, pl.Last.To)
	}
}
