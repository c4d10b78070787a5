package server

import (
	"context"

	"example.org/tandtui/internal/domain"
)

// Store keeps everything. Implemented by sqlstore; package storetest holds what
// every implementation must do.
//
// Errors of its methods are *domain.Error where the caller can do something
// about them: Kind NotFound, Conflict (a unique thing exists, or a version is
// another), Busy (try again).
type Store interface {
	// Read runs f in a transaction that sees one state and writes nothing.
	// f may run twice, as in Write.
	Read(ctx context.Context, f func(Tx) error) error
	// Write runs f in a transaction that is durable when Write returns nil and
	// has left no trace when it returns an error. Writers run one at a time, or
	// as if they did. f may run twice, because a database may break a transaction
	// off and ask for it again: f must begin by resetting the variables that it
	// sets outside itself, and do nothing else outside the transaction.
	Write(ctx context.Context, f func(Tx) error) error
	// Epoch names this history of the database. It changes when an older copy is
	// put back, so that cursors from the lost time after it are refused.
	Epoch() string
	// Listen calls ring, which does not block, soon after another process has
	// committed something, until ctx ends. clinic is where it happened, "" if
	// the database does not tell. It costs nothing when it does not run.
	Listen(ctx context.Context, ring func(clinic string)) error
}

// Tx is a transaction: all ports on one state. Whatever belongs to a clinic is
// asked for by clinic, except at the desk.
type Tx interface {
	Access
	Commands
	Ledger
	Feed
	Desk
	Organisation
	Patients
	Rules
}

// Organisation is providers, clinics and users, and when users were there.
type Organisation interface {
	Registry
	Office
	Presence
}

// Rules is what bills are checked by, beside the profile.
type Rules interface {
	Prices
	Performers
}

// Counter names a series of numbers unique in the system.
type Counter string

// The counters.
const (
	CounterOurRef Counter = "our_ref"
	CounterBillNo Counter = "bill_no"
	CounterPayout Counter = "payout"
	CounterUser   Counter = "user"
	CounterAlarm  Counter = "alarm"
	CounterPayRun Counter = "pay_run"
	CounterClaim  Counter = "claim"
	CounterEntry  Counter = "entry" // of the books
	CounterDesk   Counter = "desk_act"

	CounterMessage Counter = "message"
)

// IdentityKind is what a way to log in proves.
type IdentityKind string

// The kinds of identities.
const (
	IdentityHSAID        IdentityKind = "hsaid"        // of a SITHS card
	IdentityPersonnummer IdentityKind = "personnummer" // twelve characters
	IdentityUser         IdentityKind = "user"         // the region's own number, of a session
)

// Identity is one name by which a user is known to the region; it compares
// without case. A user may have several.
type Identity struct {
	Kind  IdentityKind
	Value string
}

// HSAID is the identity of a SITHS card.
func HSAID(value string) Identity { return Identity{IdentityHSAID, value} }

// ChangeKind says what sort of thing has changed at a clinic.
type ChangeKind string

// The kinds of changes.
const (
	ChangeInvoice ChangeKind = "invoice" // Ref: Vår referens
	ChangePayout  ChangeKind = "payout"  // Ref: its number
	ChangeClaim   ChangeKind = "claim"   // Ref: its number
	ChangeClinic  ChangeKind = "clinic"  // the clinic's own data
	ChangeMessage ChangeKind = "message" // Ref: its number
)

// Change is one row of a clinic's feed. It only names the thing: a reader of the
// feed gets it as it is when the feed is read.
type Change struct {
	Seq  int64
	Kind ChangeKind
	Ref  int64 // 0 where the clinic has only one such thing
}

// clinicChange is the row for the clinic's own data.
var clinicChange = Change{Kind: ChangeClinic}

// invoiceChange is the row for an invoice.
func invoiceChange(v domain.Invoice) Change { return Change{Kind: ChangeInvoice, Ref: v.OurRef} }
