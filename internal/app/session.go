package app

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// Identity is who an authenticator says the user is.
type Identity struct {
	ID   string     // of a card the HSA-id; compares without case
	Name string     //
	Via  domain.Via // what vouches for it

	Until time.Time // when what vouches for it ends; zero: not known

	NoKey bool // it gives no key for the store: an elliptic one signs differently each time
}

// Scope is the clinics that a user may work for.
type Scope struct {
	Clinics []domain.Clinic
	Shown   []string // numbers of those whose changes are followed besides the one worked for
}

// Has reports whether a clinic is within the scope.
func (s Scope) Has(no string) bool {
	for _, c := range s.Clinics {
		if c.No == no {
			return true
		}
	}
	return false
}

func scopeOf(u domain.User) (s Scope) {
	for _, m := range u.Memberships {
		s.Clinics = append(s.Clinics, m.Clinic)
	}
	return s
}

func roleAt(u domain.User, clinic string) domain.Role {
	for _, m := range u.Memberships {
		if m.Clinic.No == clinic {
			return m.Role
		}
	}
	return ""
}

// LockReason says why the screen is locked.
type LockReason string

// The reasons.
const (
	LockedByUser LockReason = "user"    // by the user's own key
	LockedByCard LockReason = "session" // what the session rests on is gone: the card was pulled
	LockedByEnd  LockReason = "ended"   // the region has ended the session
	LockedByTime LockReason = "offline" // the region has not answered for longer than it allows
)

// SlotKind says what holds a key to the local store.
type SlotKind string

// The kinds.
const (
	SlotCard     SlotKind = "card"
	SlotKeyring  SlotKind = "keyring"  // the system's key ring
	SlotRecovery SlotKind = "recovery" // a printed key, kept elsewhere

	SlotPassphrase SlotKind = "passphrase" // where there is no key ring
)

// Slot is one way to open the local store. Its id tells nobody whose it is.
type Slot struct {
	ID      string
	Kind    SlotKind
	About   string    // whose it is, of a printed key its number; "" not known
	Until   time.Time // when the card's certificate ends; zero: never, or not known
	Made    time.Time // zero: not known, in files of earlier programs
	Used    time.Time // the last login with it; zero: none is known
	Current bool      // the store was opened with it
}
