package login

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// newCard is a login with a card of the user's that does not open the drafts yet.
func newCard(t *testing.T) (*uitest.Player, *port) {
	t.Helper()
	pl, p := open(t, "")
	p.err = &domain.Error{Kind: domain.Unauthorized, Code: app.CodeCardNew}
	pl.Press("r") // nothing yet
	pl.Type(pin)
	pl.Press("enter")
	return pl, p
}

// TestA8ANewCardIsToldWhatToDo: the old card, or R for the key on paper.
func TestA8ANewCardIsToldWhatToDo(t *testing.T) {
	pl, p := newCard(t)
	pl.Golden("new-card")
	uitest.CheckKeys(t, pl.Screen)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Sätt i ditt gamla kort") || len(p.keys) != 0 {
		t.Fatalf("\n%s", view)
	}
}

// TestA8ThePrintedKeyIsTypedAsItStands: small letters and spaces do; a slip leaves what
// is typed to be mended; the right one asks for the PIN of the new card.
func TestA8ThePrintedKeyIsTypedAsItStands(t *testing.T) {
	pl, p := newCard(t)
	pl.Press("r")
	pl.Press("enter")
	pl.Type("age-secret-key-1qqqqq wwwww eeeeå")
	p.keyErr = &domain.Error{Kind: domain.Invalid, Code: app.CodeRecoveryTyped}
	pl.Press("enter")
	pl.Golden("key")
	uitest.CheckKeys(t, pl.Screen)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "AGE-SECRET-KEY-1 QQQQQ WWWWW EEEE_") || !strings.Contains(view, "Jämför med papperet") {
		t.Fatalf("\n%s", view)
	}
	p.keyErr = nil
	pl.Press("backspace")
	pl.Type("rr")
	pl.Press("enter")
	if len(p.keys) != 2 || p.keys[1] != "AGE-SECRET-KEY-1QQQQQWWWWWEEERR" || len(p.tried) != 1 {
		t.Fatalf("%q, %d PINs", p.keys, len(p.tried))
	}
	m := pl.Screen.(*model)
	if !strings.Contains(pl.Last.Notice, "Skriv PIN till det nya kortet") || m.paper.open || m.paper.buf != [maxKey]byte{} {
		t.Errorf("%q", pl.Last.Notice)
	}
	pl.Press("r")
	if m.paper.open {
		t.Error("asked for again")
	}
}

// TestA8TheKeyGoesWithItsCard: what is typed is forgotten with Esc and when the card is
// pulled, and no key press is taken for a PIN.
func TestA8TheKeyGoesWithItsCard(t *testing.T) {
	pl, p := newCard(t)
	m := pl.Screen.(*model)
	pl.Press("R")
	pl.Type("qqqqq123456")
	if !m.Modal() || m.pin.Len() != 0 {
		t.Fatal("typed as a PIN")
	}
	pl.Press("esc")
	if m.paper.open || m.paper.n != 0 || !strings.Contains(pl.View(uitest.Sizes[0]), "Sätt i ditt gamla kort") {
		t.Errorf("\n%s", pl.View(uitest.Sizes[0]))
	}
	pl.Press("r")
	pl.Type("qqqqq")
	p.card.Phase = app.CardNone
	pl.Send(screen.Changed{})
	if m.paper.open || m.paper.buf != [maxKey]byte{} {
		t.Error("kept without its card")
	}
	pl, p = newCard(t)
	pl.Press("r")
	pl.Type("qqqqq")
	p.keyErr = &domain.Error{Kind: domain.NotFound, Code: app.CodeCardNewGone}
	pl.Press("enter")
	if m := pl.Screen.(*model); m.paper.open || !strings.Contains(pl.View(uitest.Sizes[0]), "för lång tid") {
		t.Errorf("\n%s", pl.View(uitest.Sizes[0]))
	}
}

// TestA8ACardThatGivesNoKeyAsksForThePassphrase after its PIN; with the card both go.
func TestA8ACardThatGivesNoKeyAsksForThePassphrase(t *testing.T) {
	pl, p := open(t, "")
	p.err = &domain.Error{Kind: domain.Unauthorized, Code: app.CodePassphraseNeeded}
	pl.Type(pin)
	pl.Press("enter")
	pl.Golden("words")
	uitest.CheckKeys(t, pl.Screen)
	pl.Type("fyra små grå")
	p.card.Phase = app.CardNone
	pl.Send(screen.Changed{})
	m := pl.Screen.(*model)
	if m.b.open || m.b.words.field.Len() != 0 || p.cancels != 1 {
		t.Fatalf("kept without its card: %d", p.cancels)
	}
	p.card.Phase = app.CardReady
	pl.Type(pin)
	pl.Press("enter")
	p.enterErr = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Type("fyra små grå katter")
	pl.Press("enter")
	if view := pl.View(uitest.Sizes[0]); m.b.open || !strings.Contains(view, "Disken är full") || !strings.Contains(view, "PIN (") {
		t.Errorf("another error leads back to the PIN:\n%s", view)
	}
}

// TestA8AForgottenPassphrase: F4 takes the key on paper, a slip can be mended, and what
// opens the drafts from then on is asked for next.
func TestA8AForgottenPassphrase(t *testing.T) {
	pl, p := open(t, "")
	p.err = &domain.Error{Kind: domain.Unauthorized, Code: app.CodePassphraseNeeded}
	pl.Type(pin)
	pl.Press("enter")
	pl.Type("r e 1")
	pl.Press("f4")
	pl.Type("age-secret-key-1qqqqq wwwww")
	p.keyErr = &domain.Error{Kind: domain.Invalid, Code: app.CodeRecoveryTyped}
	pl.Press("enter")
	pl.Golden("words-key")
	uitest.CheckKeys(t, pl.Screen)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "QQQQQ WWWWW_") || !strings.Contains(view, "Jämför med papperet") {
		t.Fatalf("\n%s", view)
	}
	pl.Press("esc")
	if m := pl.Screen.(*model); m.paper.buf != [maxKey]byte{} || !m.b.words.open || m.b.words.field.Len() != 0 {
		t.Fatal("what was typed is kept")
	}
	pl.Press("ctrl+e")
	pl.Type("qqqqq")
	p.keyErr, p.enterErr = nil, &domain.Error{Kind: domain.Unauthorized, Code: app.CodePassphraseNew}
	pl.Press("enter")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Ny lösenfras") || len(p.keys) != 2 || len(p.words) != 1 || p.words[0] != "" {
		t.Fatalf("%q %q\n%s", p.keys, p.words, view)
	}
	p.enterErr = nil
	pl.Type("sju stora röda hundar")
	pl.Press("enter")
	pl.Type("sju stora röda hundar")
	pl.Press("enter")
	if len(p.words) != 2 || p.words[1] != "sju stora röda hundar" || pl.Last.To != (screen.Route{Name: screen.Home}) {
		t.Errorf("%q, at %v", p.words, pl.Last.To)
	}
}

// TestA7ThePINIsAskedForElsewhere: by Windows in a window of its own. Enter goes on, and
// what is typed here meanwhile is kept nowhere.
func TestA7ThePINIsAskedForElsewhere(t *testing.T) {
	pl, p := open(t, "")
	p.card.PIN = app.PINInfo{Left: -1, Elsewhere: true}
	pl.Send(screen.Changed{})
	pl.Golden("elsewhere")
	pl.Type(pin)
	if len(p.tried) != 0 || pl.Screen.(*model).pin.Len() != 0 {
		t.Fatal("a PIN is taken")
	}
	pl.Press("enter")
	if len(p.tried) != 1 || p.tried[0] != "" {
		t.Fatalf("%d tries", len(p.tried))
	}
}
