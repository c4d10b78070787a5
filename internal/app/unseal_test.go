package app_test

import (
	"bytes"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

const words, otherWords = "fyra små grå katter", "sju stora röda hundar"

// enter types a passphrase for the login that waits for one.
func (d *desk) enter(t *testing.T, typed, want string) {
	t.Helper()
	passphrase := []byte(typed)
	if _, err := d.Enter(t.Context(), passphrase); domain.CodeOf(err) != want {
		t.Fatalf("%q: %v, want %q", typed, err, want)
	}
	if strings.Trim(string(passphrase), "\x00") != "" {
		t.Error("what was typed is kept")
	}
}

// kinds are what opens the store, in the order in which it was made.
func (d *desk) kinds(t *testing.T) (list []app.SlotKind) {
	t.Helper()
	for _, s := range d.slots(t) {
		if s.About == "" || s.Kind != app.SlotCard && !s.Until.IsZero() {
			t.Errorf("%+v", s)
		}
		list = append(list, s.Kind)
	}
	return list
}

// elliptic is a desk whose card gives no key.
func elliptic(t *testing.T, kept ring) *desk {
	t.Helper()
	d := newDesk(t)
	d.card.noKey, d.ring = true, kept
	d.card.holder.NotAfter = d.clock.now.AddDate(1, 0, 0)
	return d
}

func (d *desk) writes(t *testing.T) domain.Draft {
	t.Helper()
	draft, err := d.NewDraft()
	if err == nil {
		draft.Bills[0].Comment = "halv"
		_, err = d.SaveDraft(draft)
	}
	if err != nil {
		t.Fatal(err)
	}
	return draft
}

// TestA8AnEllipticCardOpensByTheKeyRing, also without network, and is named so.
func TestA8AnEllipticCardOpensByTheKeyRing(t *testing.T) {
	t.Parallel()
	d := elliptic(t, bytes.Repeat([]byte{1}, 32))
	d.login(t)
	draft := d.writes(t)
	d.server.fail = offline
	d.swap(t, "", "")
	d.reads(t, draft)
	if got := d.kinds(t); len(got) != 1 || got[0] != app.SlotKeyring {
		t.Errorf("%v", got)
	}
}

// TestA8AnEllipticCardWithoutAKeyRingHasAPassphrase: made at the first login, typed at
// the next ones, also without network; the card is let go of whenever the login ends.
func TestA8AnEllipticCardWithoutAKeyRingHasAPassphrase(t *testing.T) {
	t.Parallel()
	d := elliptic(t, nil)
	d.server.fail = offline
	d.swap(t, "", app.CodeFirstOnline)
	if d.card.closed != 1 {
		t.Errorf("the card is held after a first login without network: %d", d.card.closed)
	}
	d.server.fail = nil
	d.swap(t, "", app.CodePassphraseNew)
	d.CancelBankID()
	d.enter(t, words, app.CodeNotLoggedIn)
	if d.card.closed != 2 {
		t.Errorf("the card is held after it was given up: %d", d.card.closed)
	}
	d.swap(t, "", app.CodePassphraseNew)
	d.enter(t, words, "")
	draft := d.writes(t)
	if got := d.kinds(t); len(got) != 1 || got[0] != app.SlotPassphrase {
		t.Errorf("%v", got)
	}
	d.server.fail = offline
	d.swap(t, "", app.CodePassphraseNeeded)
	d.enter(t, otherWords, app.CodePassphraseWrong)
	d.enter(t, words, "")
	d.reads(t, draft)
	d.ring = bytes.Repeat([]byte{2}, 32) // one that came later does not shut out the passphrase
	d.swap(t, "", app.CodePassphraseNeeded)
	d.enter(t, otherWords, app.CodePassphraseWrong)
	d.enter(t, words, "")
	d.reads(t, draft)
}

// TestA8ARenewedCardMayBeElliptic: the old card lets it in, and what opens the drafts is
// named as what it is.
func TestA8ARenewedCardMayBeElliptic(t *testing.T) {
	t.Parallel()
	d, draft := written(t)
	d.card.noKey, d.ring = true, bytes.Repeat([]byte{1}, 32)
	d.swap(t, "new", app.CodePassphraseNeeded)
	d.card.noKey = false
	d.swap(t, "", "")
	if err := d.AddNewCard(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.card.noKey = true
	d.swap(t, "new", "")
	d.reads(t, draft)
	if got := d.kinds(t); len(got) != 2 || got[0] != app.SlotCard || got[1] != app.SlotKeyring {
		t.Errorf("%v", got)
	}
}

// TestA8AForgottenPassphraseIsReplacedByAPrintedKey: another passphrase is chosen, or the
// key ring takes over; a key of somebody else opens nothing, and none makes a store.
func TestA8AForgottenPassphraseIsReplacedByAPrintedKey(t *testing.T) {
	t.Parallel()
	d := elliptic(t, nil)
	other, _ := written(t)
	others, err := other.MakeRecoveryKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	opens := func(p app.PrintedKey, want string) {
		t.Helper()
		if err := d.OpenWithKey(t.Context(), []byte(strings.Join(p.Groups, " "))); domain.CodeOf(err) != want {
			t.Fatalf("want %q: %v", want, err)
		}
	}
	d.swap(t, "", app.CodePassphraseNew)
	opens(others, app.CodeRecoveryOther)
	d.enter(t, words, "")
	draft := d.writes(t)
	paper, err := d.MakeRecoveryKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.swap(t, "", app.CodePassphraseNeeded)
	opens(others, app.CodeRecoveryOther)
	d.enter(t, otherWords, app.CodePassphraseWrong)
	opens(paper, "")
	d.enter(t, "", app.CodePassphraseNew)
	d.enter(t, otherWords, "")
	d.reads(t, draft)
	d.swap(t, "", app.CodePassphraseNeeded)
	d.enter(t, otherWords, "")

	d.ring = bytes.Repeat([]byte{1}, 32)
	d.swap(t, "", app.CodePassphraseNeeded)
	opens(paper, "")
	d.enter(t, "", "")
	d.swap(t, "", "")
	d.reads(t, draft)
	if list := d.slots(t); len(list) != 4 {
		t.Errorf("%+v", list)
	}
}

// A verb's session gives the same keys as the program's.
func TestA8AVerbOpensWhatTheProgramSealed(t *testing.T) {
	t.Parallel()
	for _, kept := range []ring{nil, bytes.Repeat([]byte{1}, 32)} {
		d := elliptic(t, kept)
		if kept == nil {
			d.swap(t, "", app.CodePassphraseNew)
			d.enter(t, words, "")
		} else {
			d.login(t)
		}
		draft := d.writes(t)
		d.Seal()
		card, err := d.card.Login(t.Context(), []byte("123456"), app.PINTry{})
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		s := app.WithKeyRing(card, &d.ring, func() ([]byte, error) { asked++; return []byte(words), nil })
		store, err := d.vault.Open(t.Context(), s.Identity().ID, "", s.StoreKey)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := store.Draft(draft.ID); err != nil || got.Bills[0].Comment != "halv" || (asked == 1) != (kept == nil) {
			t.Errorf("asked %d times, %v", asked, err)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
