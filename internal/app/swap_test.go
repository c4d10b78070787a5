package app_test

import (
	"context"
	"testing"

	"example.org/tandtui/internal/app"
)

// A card that is taken out while its login runs has locked before the login is
// done: whoever sits there now is not the one who typed the PIN.
func TestCardSwappedWhileTheLoginRuns(t *testing.T) {
	d := newDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { d.Run(ctx); close(done) }()
	d.card.states <- app.CardState{Phase: app.CardReady, Insertion: 1}
	waitFor(t, d, func(s app.Snapshot) bool { return s.Card.Insertion == 1 })
	d.card.before = func() {
		d.card.states <- app.CardState{Phase: app.CardReady, Insertion: 2}
		waitFor(t, d, func(s app.Snapshot) bool { return s.Card.Insertion == 2 })
	}
	if _, err := d.Login(t.Context(), []byte("123456"), d.try()); err != nil {
		t.Fatal(err)
	}
	if !d.Snapshot().Locked {
		t.Error("the work of the first card stands open before the second")
	}
	d.Seal()
	cancel()
	close(d.card.states)
	<-done
}
