//go:build cgo && linux

package contract

import (
	"context"
	"crypto/tls"
	"fmt"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/pcscd"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/store"
	remote "example.org/tandtui/internal/sync"
)

const bjorn = "SE0000000000-DEMO02" // user at clinic too

// oneReader is a clinic's program at the region, with one reader of a real card service.
type oneReader struct {
	*app.App
	t      *testing.T
	daemon *pcscd.Daemon
}

func newOneReader(t *testing.T, w *world) *oneReader {
	t.Helper()
	daemon, err := pcscd.Start(t.Context(), pcscd.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, daemon.Stop()) })
	t.Setenv(pcscd.SocketVariable, daemon.Socket())
	base, drafts := &tls.Config{RootCAs: w.roots, ServerName: "localhost", MinVersion: tls.VersionTLS12}, 0
	a := app.New(app.Config{
		Auth:  card.New(siths.Config{Issuers: []string{w.clients.Cert.Subject.CommonName}}),
		Vault: store.NewVault(t.TempDir(), wallClock{}), Background: remote.NewBackground(wallClock{}, nil), Clock: wallClock{},
		NewID: func() string { drafts++; return fmt.Sprintf("draft-%04d", drafts) },
		Connect: func(s app.Session) (app.Region, error) {
			dial, err := s.Dial(context.Background(), base)
			if err != nil {
				return nil, err
			}
			return remote.NewClient("https://"+w.address, dial)
		},
	})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		a.Run(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	return &oneReader{a, t, daemon}
}

// until waits for what the login screen or the lock rests on.
func (r *oneReader) until(what string, so func(app.Snapshot) bool) app.Snapshot {
	r.t.Helper()
	for {
		if s := r.Snapshot(); so(s) {
			return s
		}
		select {
		case <-r.Updates():
		case <-r.t.Context().Done():
			r.t.Fatal("never: ", what)
		}
	}
}

// insert puts a card in and waits until it has been read.
func (r *oneReader) insert(c *virtualcard.Card, hsaID string) app.PINTry {
	r.t.Helper()
	must(r.t, c.Insert(r.t.Context(), r.daemon.Addr()))
	s := r.until("the card of "+hsaID, func(s app.Snapshot) bool {
		return s.Card.Phase == app.CardReady && s.Card.Holder.HSAID == hsaID
	})
	return app.PINTry{Insertion: s.Card.Insertion}
}

// pull takes the card out, and closes what stands open as the screens do at a lock.
func (r *oneReader) pull(c *virtualcard.Card) {
	r.t.Helper()
	c.Pull()
	r.until("locked by the card", func(s app.Snapshot) bool { return s.Locked && s.Why == app.LockedByCard })
	r.Seal()
}

// TestA5AnotherUsersCardInTheMiddleOfABill: the card that goes locks at once, the other
// user's card opens that user's own drafts and gets no PIN that was typed for the first,
// and the first card finds the bill as it was left.
func TestA5AnotherUsersCardInTheMiddleOfABill(t *testing.T) {
	w := newWorld(t)
	cardOf := func(name, hsaID string) *virtualcard.Card {
		key, err := cardtest.Of(w.clients.Cert, w.clients.Key).Issue(cardtest.Person{Name: name, HSAID: hsaID})
		must(t, err)
		c, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{key}, PIN: cardPIN})
		must(t, err)
		t.Cleanup(c.Pull)
		return c
	}
	annas, bjorns := cardOf("Anna Ek", anna), cardOf("Björn Lund", bjorn)
	r := newOneReader(t, w)

	try := r.insert(annas, anna)
	_, err := r.Login(t.Context(), []byte(cardPIN), try)
	must(t, err)
	d, err := r.NewDraft()
	must(t, err)
	d.InvoiceNo = "halvskriven"
	_, err = r.SaveDraft(d)
	must(t, err)
	r.pull(annas)
	if _, err := r.Draft(d.ID); domain.CodeOf(err) != app.CodeNotLoggedIn {
		t.Errorf("read while it is locked: %v", err)
	}

	other := r.insert(bjorns, bjorn)
	if _, err := r.Login(t.Context(), []byte(cardPIN), try); domain.CodeOf(err) != app.CodeCardRemoved || bjorns.Verified() || bjorns.TriesLeft() != 3 {
		t.Errorf("the first card's PIN for the second: %v", err)
	}
	res, err := r.Login(t.Context(), []byte(cardPIN), other)
	must(t, err)
	must(t, r.ChooseClinic(clinic))
	if res.Same || r.Snapshot().User.HSAID != bjorn {
		t.Errorf("%+v", res)
	}
	if _, err := r.Draft(d.ID); domain.KindOf(err) != domain.NotFound {
		t.Errorf("another user's draft: %v", err)
	}
	if list, err := r.Drafts(); err != nil || len(list) != 0 {
		t.Errorf("%d drafts of somebody else, %v", len(list), err)
	}
	r.pull(bjorns)

	_, err = r.Login(t.Context(), []byte(cardPIN), r.insert(annas, anna))
	must(t, err)
	if got, err := r.Draft(d.ID); err != nil || got.InvoiceNo != "halvskriven" {
		t.Errorf("%+v %v", got, err)
	}
}
