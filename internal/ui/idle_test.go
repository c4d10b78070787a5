package ui

import (
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
)

// TestNobodyWithoutACardLocks: whoever has a card pulls it when they go; the others
// may forget, and are locked out as by F2. Messages and the clock are nobody.
func TestNobodyWithoutACardLocks(t *testing.T) {
	for via, locks := range map[domain.Via]bool{domain.ViaBankID: true, domain.ViaCard: false} {
		w, r := open(t)
		w.snap.Session.Via = via
		r.cfg.Lock = func() { w.note("lock"); w.snap.Locked = true }
		at := func(d time.Duration) bool {
			w.clock.Pass(d)
			send(r, rang{})
			send(r, ticked{w.clock.Now()})
			return slices.Contains(w.log, "lock")
		}
		press(t, r, "x")
		if at(idleLock - time.Second) {
			t.Errorf("%s: locked too early", via)
		}
		press(t, r, "x")
		if at(idleLock - time.Second) {
			t.Errorf("%s: locked although a key was pressed", via)
		}
		if at(time.Second) != locks {
			t.Errorf("%s: after %v locked: %v", via, idleLock, !locks)
		}
	}
}
