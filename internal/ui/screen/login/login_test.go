package login

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// port is a card in a reader and a region; it keeps what was tried.
type port struct {
	card  app.CardState
	res   app.LoginResult
	err   error
	tried []string
	last  []bool
	seen  []uint64

	why     app.LockReason
	chosen  []uint64
	retries int

	keys   []string // printed keys that were typed
	keyErr error

	words    []string // passphrases that were typed
	enterErr error
	cancels  int
}

func (p *port) OpenWithKey(_ context.Context, typed []byte) error {
	p.keys = append(p.keys, string(typed))
	clear(typed)
	return p.keyErr
}

// What a region that lets in cards alone answers; bankid_test.go has the others.
func (p *port) Ways(context.Context) (app.Ways, error) {
	return app.Ways{Logins: []domain.Login{domain.LoginSITHS}}, nil
}

func (p *port) BeginBankID(context.Context) (app.BankIDState, error) { return app.BankIDState{}, nil }

func (p *port) AskBankID(context.Context) (app.BankIDState, error) { return app.BankIDState{}, nil }
func (p *port) CancelBankID()                                      { p.cancels++ }
func (p *port) Enter(_ context.Context, words []byte) (app.LoginResult, error) {
	p.words = append(p.words, string(words))
	clear(words)
	return p.res, p.enterErr
}

func (p *port) ChooseCard(insertion uint64) { p.chosen = append(p.chosen, insertion) }
func (p *port) RetryCard()                  { p.retries++ }

func (p *port) Snapshot() app.Snapshot { return app.Snapshot{Card: p.card, Why: p.why} }

func (p *port) Login(_ context.Context, pin []byte, try app.PINTry) (app.LoginResult, error) {
	p.tried, p.last = append(p.tried, string(pin)), append(p.last, try.Last)
	p.seen = append(p.seen, try.Insertion)
	clear(pin)
	return p.res, p.err
}

const pin = "482915"

func user(clinics ...string) domain.User {
	u := domain.User{HSAID: "SE0000000000-DEMO01", Name: "Anna Ek"}
	for _, no := range clinics {
		u.Memberships = append(u.Memberships, domain.Membership{Clinic: domain.Clinic{No: no, Name: "Kliniken " + no}, Role: domain.RoleUser})
	}
	return u
}

func cardError(code string, cause error) error {
	return &domain.Error{Kind: domain.Card, Code: code, Op: "card.unlock", Err: cause}
}

func open(t *testing.T, arg string) (*uitest.Player, *port) {
	t.Helper()
	return openDemo(t, arg, screen.Demo{PIN: "123456"})
}

func openDemo(t *testing.T, arg string, demo screen.Demo) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{card: app.CardState{
		Phase: app.CardReady, Insertion: 1, Reader: "Virtual PCD 00 00",
		Holder: app.Holder{Name: "Anna Ek", HSAID: "SE0000000000-DEMO01", NotAfter: clock.Now().AddDate(2, 4, 8)},
		PIN:    app.PINInfo{Min: 6, Max: 6, Left: 3},
	}, res: app.LoginResult{User: user("31"), Online: true}}
	env := clock.Env()
	env.Demo = demo
	return uitest.Open(t, clock, New(env, p, Options{Server: "fakturaportalen.demo:8443"}, arg)), p
}

// W21: the demo's first page names patients to try and what each shows; a locked
// screen names nobody.
func TestW21TheDemoIntroducesItself(t *testing.T) {
	demo := screen.Demo{PIN: "123456", Patients: []screen.DemoPatient{{Person: "19600917-2336", About: "N-intyg tills vidare\x1b[2J"}, {Person: "19540123-8711", About: "N-intyget har gått ut"}}, Cards: []string{`"Cecilia Holm" (klinikkontakt)`, `"Frida Berg" (läsare)`}, Files: []string{"rätta.xml", "med-fel.xml", "två-kliniker.xml"}}
	pl, _ := openDemo(t, "", demo)
	pl.Golden("demo")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "19600917-2336  N-intyg") || !strings.Contains(view, "PIN är 123456") || strings.Contains(view, "\x1b") {
		t.Error(view)
	}
	for _, d := range []screen.Demo{{}, demo} {
		pl, _ := openDemo(t, map[bool]string{true: "", false: screen.Locked}[d.PIN == ""], d)
		if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "1960") || strings.Contains(view, "DEMO:") {
			t.Errorf("outside the demo, or locked:\n%s", view)
		}
	}
}

func set(pl *uitest.Player, p *port, card app.CardState) {
	p.card = card
	pl.Send(screen.Changed{})
}

// Each state of reader and card has its own picture, and says what to do.
func TestEveryCardStateHasItsPicture(t *testing.T) {
	reader := "ACS ACR39U ICC Reader 00 00"
	states := []struct {
		name, says string
		card       app.CardState
	}{
		{"looking", "Kortläsare", app.CardState{}},
		{"no-service", "Starta pcscd", app.CardState{Phase: app.CardNoService}},
		{"no-reader", "Koppla in kortläsaren.", app.CardState{Phase: app.CardNoReader}},
		{"no-card", "Inget kort i läsaren.", app.CardState{Phase: app.CardNone, Reader: reader}},
		{"reading", "läser kortet", app.CardState{Phase: app.CardReading, Insertion: 1, Reader: reader}},
		{"library-missing", "kontrollera card-module", app.CardState{Phase: app.CardNoService, Code: app.CodeCardModule}},
		{"library-there", "card-module = '/usr/lib/libiidp11.so'", app.CardState{Phase: app.CardUnreadable, Insertion: 1, Reader: reader, Code: app.CodeCardForeign, Library: "/usr/lib/libiidp11.so"}},
		{"foreign", "inget SITHS-kort", app.CardState{Phase: app.CardUnreadable, Insertion: 1, Reader: reader, Code: app.CodeCardForeign}},
		{"expired", "Beställ ett nytt kort", app.CardState{Phase: app.CardUnreadable, Insertion: 1, Reader: reader, Code: app.CodeCardExpired}},
		{"several", "flera legitimeringar", app.CardState{Phase: app.CardUnreadable, Insertion: 1, Reader: reader, Code: app.CodeCardSeveral}},
	}
	seen := map[string]string{}
	for _, s := range states {
		pl, p := open(t, "")
		set(pl, p, s.card)
		pl.Type(pin)
		pl.Press("enter")
		if len(p.tried) > 0 {
			t.Errorf("%s: a PIN was tried", s.name)
		}
		uitest.CheckKeys(t, pl.Screen)
		if pl.Screen.Actions()[0].Why() == "" {
			t.Errorf("%s: Enter is offered", s.name)
		}
		pl.Golden(s.name)
		view := pl.View(uitest.Sizes[0])
		if !strings.Contains(view, s.says) {
			t.Errorf("%s: %q is not said:\n%s", s.name, s.says, view)
		}
		for name, other := range seen {
			if other == view {
				t.Errorf("%s looks like %s", s.name, name)
			}
		}
		seen[s.name] = view
	}
}

func TestRightPINOfOneClinicLeadsToStart(t *testing.T) {
	pl, p := open(t, "")
	pl.Golden("ready")
	pl.Type(pin[:4])
	pl.Golden("typing")
	pl.Type(pin[4:] + "77x") // more than the card takes
	pl.Press("enter")
	if len(p.tried) != 1 || p.tried[0] != pin || p.last[0] {
		t.Fatalf("tried %d times, last %v", len(p.tried), p.last)
	}
	if pl.Last.Nav != screen.NavReset || pl.Last.To != (screen.Route{Name: screen.Home}) {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestSeveralClinicsOrNoneAreChosenAmong(t *testing.T) {
	for _, clinics := range [][]string{{"31", "44"}, nil} {
		pl, p := open(t, "")
		p.res.User = user(clinics...)
		pl.Type(pin)
		pl.Press("enter")
		if pl.Last.To.Name != screen.Clinics || pl.Last.Nav != screen.NavReset {
			t.Fatalf("%v: %+v", clinics, pl.Last)
		}
	}
}

func TestEnterWithoutDigitsTriesNothing(t *testing.T) {
	pl, p := open(t, "")
	pl.Press("enter")
	pl.Type("12")
	pl.Press("ctrl+u", "enter")
	if len(p.tried) != 0 {
		t.Fatalf("tried %q", p.tried)
	}
}

// A wrong PIN is used once: it is neither kept nor tried again by any key.
func TestWrongPINTellsTriesInWordsAndIsForgotten(t *testing.T) {
	pl, p := open(t, "")
	p.err = cardError(app.CodeCardPINWrong, &app.PINError{Left: 2})
	p.card.PIN.Left = 2
	pl.Type(pin)
	pl.Press("enter")
	pl.Golden("wrong")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Fel PIN. 2 försök kvar.") || strings.Contains(view, "•") {
		t.Fatal(view)
	}
	pl.Press("enter", "enter")
	pl.Send(screen.Changed{})
	pl.Send(screen.Tick{})
	if len(p.tried) != 1 || pl.Last.Nav != screen.NavStay {
		t.Fatalf("tried %d times", len(p.tried))
	}
}

func TestTriesThatTheCardDoesNotTell(t *testing.T) {
	pl, p := open(t, "")
	p.err = cardError(app.CodeCardPINWrong, &app.PINError{Left: -1})
	p.card.PIN.Left = -1
	pl.Type(pin)
	pl.Press("enter")
	pl.Golden("wrong-untold")
}

// consent says yes to the question about the last try, once it has been seen.
func consent(pl *uitest.Player) {
	pl.Wait(seenAfter)
	pl.Press("j")
}

// A card that tells its counter is warned of before the PIN is typed, and asked
// about when it has been; nobody has to type it twice.
func TestLastTryIsWarnedOfBeforehand(t *testing.T) {
	pl, p := open(t, "")
	p.card.PIN.Left = 2
	p.err = cardError(app.CodeCardPINWrong, &app.PINError{Left: 1})
	pl.Type(pin)
	pl.Press("enter")
	p.card.PIN.Left = 1
	pl.Send(screen.Changed{})
	pl.Golden("last-try-next")
	p.err = nil
	pl.Type(pin)
	pl.Press("enter")
	if len(p.tried) != 1 {
		t.Fatal("the last try went unasked")
	}
	consent(pl)
	if fmt.Sprint(p.last) != "[false true]" || p.tried[1] != pin {
		t.Fatalf("lastTry was %v", p.last)
	}
	pl, p = open(t, "")
	p.card.PIN.Left = 1 // already when the card was put in
	pl.Send(screen.Changed{})
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "spärrar kortet") {
		t.Fatal(view)
	}
}

// The PIN belongs to the card that the screen shows.
func TestPINGoesToTheCardShown(t *testing.T) {
	pl, p := open(t, "")
	pl.Type(pin)
	p.card.Insertion = 7 // swapped, and Enter pressed in the same moment
	pl.Press("enter")
	if len(p.tried) != 0 {
		t.Fatal("the PIN of one card was meant for another")
	}
	pl.Type(pin)
	pl.Press("enter")
	if fmt.Sprint(p.seen) != "[7]" {
		t.Fatalf("meant for card %v", p.seen)
	}
}

// A card that tells no counter wants a word first, and Esc takes it back.
func TestLastTryIsConfirmedFirst(t *testing.T) {
	pl, p := open(t, "")
	p.card.PIN.Left = -1
	p.err = cardError(app.CodeCardPINLast, nil)
	pl.Type(pin)
	pl.Press("enter")
	pl.Golden("last-try")
	uitest.CheckKeys(t, pl.Screen)
	if m := pl.Screen.(*model); !m.Modal() || p.last[0] {
		t.Fatal("the warning is no question, or the first Enter was consent")
	}
	pl.Press("esc")
	if pl.Screen.(*model).Modal() || strings.Contains(pl.View(uitest.Sizes[0]), "spärrar kortet") {
		t.Fatal("Esc did not take the question away")
	}
	pl.Type(pin)
	pl.Press("enter") // warned again: consent was taken back
	pl.Type(pin)
	p.err = nil
	pl.Press("enter")
	consent(pl)
	if fmt.Sprint(p.last) != "[false false true]" {
		t.Fatalf("lastTry was %v", p.last)
	}
}

func TestConsentIsForOneCardOnly(t *testing.T) {
	pl, p := open(t, "")
	p.err = cardError(app.CodeCardPINLast, nil)
	pl.Type(pin)
	pl.Press("enter")
	pl.Type(pin[:3])
	other := p.card
	other.Insertion++ // swapped between two looks
	set(pl, p, other)
	if m := pl.Screen.(*model); m.last || m.pin.Len() != 0 || strings.Contains(pl.View(uitest.Sizes[0]), "spärrar kortet") {
		t.Fatal("what was said of one card holds for another")
	}
	p.err = nil
	pl.Type(pin)
	pl.Press("enter")
	if p.last[len(p.last)-1] {
		t.Fatal("the last try of another card was used")
	}
}

func TestPulledCardForgetsTheDigits(t *testing.T) {
	pl, p := open(t, "")
	pl.Type(pin[:4])
	back := p.card
	set(pl, p, app.CardState{Phase: app.CardNone, Insertion: 1, Reader: back.Reader})
	set(pl, p, back)
	pl.Type(pin[4:])
	pl.Press("enter")
	if len(p.tried) != 1 || p.tried[0] != pin[4:] {
		t.Fatal("digits from before the card was pulled were used")
	}
}

// What was said of a card goes with the card.
func TestPulledCardTakesItsErrorAlong(t *testing.T) {
	pl, p := open(t, "")
	p.err = cardError(app.CodeCardPINWrong, &app.PINError{Left: 2})
	pl.Type(pin)
	pl.Press("enter")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Fel PIN") {
		t.Fatal(view)
	}
	set(pl, p, app.CardState{Phase: app.CardNone, Insertion: 1, Reader: p.card.Reader})
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "Fel PIN") || strings.Contains(view, "Skriv PIN igen") {
		t.Fatal(view)
	}
}

func TestBlockedCardTakesNoPIN(t *testing.T) {
	pl, p := open(t, "")
	p.card.PIN = app.PINInfo{Min: 6, Max: 6, Blocked: true}
	pl.Type(pin)
	pl.Press("enter")
	pl.Golden("blocked")
	uitest.CheckKeys(t, pl.Screen)
	if len(p.tried) != 0 {
		t.Fatal("a PIN was sent to a blocked card")
	}
}

func TestFailuresAreSaidWithANextStep(t *testing.T) {
	for _, c := range []struct{ name, code, says string }{
		{"first-online", app.CodeFirstOnline, "Första inloggningen på den här datorn behöver nät."},
		{"unknown-user", app.CodeUnknownUser, "Be klinikens kontaktperson"},
		{"store-in-use", app.CodeStoreInUse, "ett annat fönster"},
		{"untrusted", app.CodeUntrusted, "Skicka inget."},
		{"server-expired", app.CodeServerExpired, "certifikatet måste förnyas"},
		{"server-name", app.CodeServerName, "Kontrollera adressen"},
		{"no-card-asked", app.CodeCardUnasked, "Servern frågade inte efter kortet: en brandvägg eller proxy"},
	} {
		pl, p := open(t, "")
		p.err = &domain.Error{Kind: domain.Offline, Code: c.code}
		pl.Type(pin)
		pl.Press("enter")
		pl.Golden(c.name)
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, c.says) {
			t.Errorf("%s:\n%s", c.code, view)
		}
	}
}

// Over locked work the screen shows no hint of a PIN, and says that all is saved.
func TestLocked(t *testing.T) {
	pl, p := open(t, screen.Locked)
	pl.Golden("locked-ready")
	p.why = app.LockedByCard
	set(pl, p, app.CardState{Phase: app.CardNone, Insertion: 1, Reader: p.card.Reader})
	pl.Golden("locked")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "är sparat på den här datorn.") || strings.Contains(view, "DEMO") {
		t.Fatal(view)
	}
}

// Each reason of a lock is told.
func TestWhyItIsLocked(t *testing.T) {
	pl, p := open(t, screen.Locked)
	seen := map[string]app.LockReason{}
	for _, why := range []app.LockReason{app.LockedByUser, app.LockedByCard, app.LockedByEnd, app.LockedByTime} {
		p.why = why
		first, _, _ := strings.Cut(strings.TrimSpace(pl.View(uitest.Sizes[0])), "\n")
		if other, there := seen[first]; there || !strings.HasPrefix(first, "Låst") {
			t.Errorf("%s as %s: %s", why, other, first)
		}
		seen[first] = why
	}
}

// What could not be saved is not said to be.
func TestLockedOverUnsavedWork(t *testing.T) {
	pl, p := open(t, screen.Locked)
	set(pl, p, app.CardState{Phase: app.CardNone, Insertion: 1, Reader: p.card.Reader})
	pl.Send(screen.Unsaved{})
	pl.Golden("locked-unsaved")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "är sparat") || !strings.Contains(view, "kunde inte sparas") {
		t.Fatal(view)
	}
}

func TestWhileConnectingNothingIsTaken(t *testing.T) {
	pl, p := open(t, "")
	pl.Type(pin)
	cmd := pl.Screen.Update(uitest.Key(t, "enter")).Cmd // not run: in flight
	pl.Golden("connecting")
	pl.Type(pin)
	pl.Press("enter")
	if pl.Screen.(*model).pin.Len() != 0 {
		t.Fatal("digits typed into a login in flight were kept")
	}
	pl.Send(cmd())
	if len(p.tried) != 1 || pl.Last.To.Name != screen.Home {
		t.Fatalf("tried %d times, %+v", len(p.tried), pl.Last)
	}
}

func TestHostileCardReachesNoTerminal(t *testing.T) {
	pl, p := open(t, "")
	p.card.Reader = "Läsare\x1b]0;x\a\u202etxt"
	p.card.Holder.Name = "Anna\x1b[2J\nEk" + strings.Repeat(" av Långnamn", 20)
	p.card.Holder.HSAID = "SE\u200b0000"
	pl.Golden("hostile")
	if view := pl.Screen.View(uitest.Body(uitest.Sizes[0])); strings.ContainsAny(view, "\x1b\a\u202e\u200b") {
		t.Fatalf("%q", view)
	}
}

// The PIN is in no frame, no message, no print of the screen, and not left in
// the key presses that brought it.
func TestPINIsNowhere(t *testing.T) {
	pl, p := open(t, "")
	p.err = cardError(app.CodeCardPINWrong, &app.PINError{Left: 2})
	codes := strings.Trim(fmt.Sprintf("%d", []byte(pin)), "[]") // as fmt prints a buffer
	look := func(when string, values ...any) {
		t.Helper()
		for _, z := range uitest.Sizes {
			values = append(values, pl.Screen.View(uitest.Body(z)))
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%q"} {
			for _, v := range values {
				out := fmt.Sprintf(verb, v)
				for _, bad := range []string{pin, codes, fmt.Sprintf("%x", pin), "0x34, 0x38, 0x32"} {
					if strings.Contains(out, bad) {
						t.Fatalf("%s, %s of %T: %s", when, verb, v, out)
					}
				}
			}
		}
	}
	for _, r := range pin {
		k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		pl.Send(k)
		if k.Runes[0] != 0 {
			t.Fatal("the digit is left in the key press")
		}
	}
	look("typed", pl.Screen)
	cmd := pl.Screen.Update(uitest.Key(t, "enter")).Cmd
	look("in flight", pl.Screen)
	msg := cmd()
	look("answered", pl.Screen, msg)
	pl.Send(msg)
	look("wrong", pl.Screen, pl.Last)
	if p.tried[0] != pin {
		t.Fatal("the test typed something else")
	}
}

func TestCloseForgets(t *testing.T) {
	pl, _ := open(t, "")
	pl.Type(pin)
	m := pl.Screen.(*model)
	m.Close()
	if m.pin.Len() != 0 || m.ask.Waiting() {
		t.Fatal("the PIN outlives the screen")
	}
}
