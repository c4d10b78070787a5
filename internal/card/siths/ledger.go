package siths

import (
	"crypto/rand"
	"crypto/sha256"
	"sync"

	"example.org/tandtui/internal/secret"
)

// ledger remembers the PINs that cards refused, as salted hashes. It lives in
// memory only: it protects a person from wasting tries, not the PIN from an
// attacker with access to the process.
type ledger struct {
	salt [sha256.BlockSize]byte

	mu      sync.Mutex
	entries map[string]*entry // by card and PIN
}

type entry struct {
	wrong map[[sha256.Size]byte]bool
	fails int // tries that may have cost one
	left  int // what the card said last, −1 unknown
}

func newLedger() *ledger {
	l := &ledger{entries: map[string]*entry{}}
	_, _ = rand.Read(l.salt[:]) // never fails (crypto/rand since Go 1.24)
	return l
}

func (l *ledger) hash(pin []byte) [sha256.Size]byte { return secret.Sum(&l.salt, pin) }

// allow decides on one try of pin, given the counter that the card tells (−1
// when it does not).
func (l *ledger) allow(card string, pin []byte, left int, lastTry bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.entries[card]
	if e != nil && e.left >= 0 && left > e.left {
		// Somebody gave the right PIN elsewhere, or changed it: what was
		// wrong may be right now.
		delete(l.entries, card)
		e = nil
	}
	if e != nil && e.wrong[l.hash(pin)] {
		return ErrSamePIN
	}
	if left < 0 && e != nil && e.fails > 0 {
		if left = e.left; left < 0 {
			left = 1 // unknown: treat it as the last
		}
	}
	if left == 1 && !lastTry {
		return ErrLastTry
	}
	return nil
}

// refused records a try that did not succeed; wrong tells that the card called
// the PIN wrong, left what it said of the counter.
func (l *ledger) refused(card string, pin []byte, wrong bool, left int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.entries[card]
	if e == nil {
		e = &entry{wrong: map[[sha256.Size]byte]bool{}}
		l.entries[card] = e
	}
	e.fails++
	e.left = left
	if wrong {
		e.wrong[l.hash(pin)] = true
	}
}

func (l *ledger) accepted(card string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.entries, card)
}
