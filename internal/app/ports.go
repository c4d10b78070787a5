package app

import (
	"context"
	"crypto/tls"
	"net"
	"time"

	"example.org/tandtui/internal/domain"
)

// Authenticator is a way to prove who the user is (A1). internal/card implements
// it for the SITHS card.
type Authenticator interface {
	// Watch gives what the login screen shows, now and after every change until
	// ctx ends, then closes the channel. A slow receiver gets the newest state,
	// never a backlog.
	Watch(ctx context.Context) <-chan CardState
	// Login tries a PIN that the user has just typed, once. It wipes pin. Errors:
	// *domain.Error of Kind Card; CodeCardRemoved if the card is not the one in
	// try, and then the PIN is not sent.
	Login(ctx context.Context, pin []byte, try PINTry) (Session, error)
	// Choose takes one of several cards, by its CardState.Insertion; one that has
	// gone meanwhile is nothing to choose.
	Choose(insertion uint64)
	// Retry looks at the cards again (F5); what may pass is retried by itself.
	Retry()
}

// DialFunc connects and shakes hands.
type DialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

// KeyFunc gives 32 bytes that only its owner can make again from the same salt.
// The caller wipes them.
type KeyFunc func(ctx context.Context, salt []byte) ([]byte, error)

// Session is a user who has proved who they are and has a key for the local store,
// until Close or until the proof is gone (the card was pulled).
type Session interface {
	Proof
	// StoreKey is the session's KeyFunc for the local store.
	StoreKey(ctx context.Context, salt []byte) ([]byte, error)
}

// Proof is a user who has proved who they are.
type Proof interface {
	Identity() Identity
	// Dial gives a function for http.Transport.DialTLSContext whose connections
	// prove who the user is. base holds roots and server name. Errors of the
	// function are *domain.Error of Kind Card where the card is the cause.
	Dial(ctx context.Context, base *tls.Config) (DialFunc, error)
	// Ended is closed when what the session rests on is gone: the card was pulled.
	Ended() <-chan struct{}
	// Close ends it, so that the user must log in anew.
	Close() error
}

// Region is the region's server as a session reaches it. internal/sync implements
// it. Errors are *domain.Error: Kind Offline means that the outcome is unknown;
// every other Kind is the region's answer.
type Region interface {
	Told
	Commands
	Health(ctx context.Context) (Health, error)
	User(ctx context.Context) (domain.User, error)
	// Data gives the profile and prices; have is the version at hand, and changed
	// is false if it is still the newest.
	Data(ctx context.Context, have string) (data RegionData, changed bool, err error)
	Lookup(ctx context.Context, clinic string, id domain.PersonID) (domain.PersonFacts, error)
	Changes(ctx context.Context, f Following) (ChangePage, error)
	Close()
}

// Following asks for a clinic's changes after a cursor ("": from the start), and waits
// up to Wait for some. Waiting tells the region how many commands of the clinic wait in
// the user's outbox, which its klinikkontakt is shown; -1: not known.
type Following struct {
	Clinic, Cursor string
	Wait           time.Duration
	Waiting        int
}

// Told is what the region tells of a clinic when it is asked.
type Told interface {
	Histories
	Offices
}

// Commands is how commands reach the region. Errors as those of Region.
type Commands interface {
	// Send sends a command's exact bytes. A definite refusal is a *RefusedError;
	// ErrNotSent is in the error if nothing left this computer.
	Send(ctx context.Context, c domain.Command) (domain.Receipt, error)
	// Known asks which of a clinic's commands the region knows: it gives the ids
	// that it does not, and the receipts of the submissions that it does. An older
	// region answers with Kind NotFound.
	Known(ctx context.Context, clinic string, ids []string) (missing []string, receipts []domain.Receipt, err error)
}

// Vault opens a user's sealed local store. Implemented by internal/store.
type Vault interface {
	// Open opens the store of the user that an identity belongs to, and makes it
	// if there is none. user is the region's id of the user; if it is "", only a
	// store that the identity has opened here before is found, else Kind
	// NotFound, code CodeFirstOnline. Errors: Kind Busy, code "store.in-use", if
	// another program has it open; Kind Unauthorized, "store.wrong-card", if key
	// fits no slot; Kind Internal, "store.aside" if the file was damaged as a
	// whole and put aside and nothing could be rescued (Store.Rescued), so that
	// the next call begins a new one,
	// "store.damaged" if it could not be put aside.
	Open(ctx context.Context, identity, user string, key KeyFunc) (Store, error)
	// Bind remembers that an identity opens the user's store, so that Open finds
	// it by the identity alone. What it stores does not reveal who that is.
	Bind(identity, user string) error
	// Known tells whether a store is here that Open would open, and not make.
	Known(identity, user string) bool
}

// Store is the user's drafts, outbox, mirror and caches; every record is sealed.
// Each method is one durable transaction. An error of Kind Internal with code
// "store.unsure" means the outcome of a save is unknown; "store.full" that the
// disk is full and nothing was changed.
type Store interface {
	DraftStore
	CommandStore
	MirrorStore
	LookupStore
	HabitStore
	LoginStore
	SlotStore
	Close() error
}

// DraftStore keeps drafts, also those that the region has received.
type DraftStore interface {
	// SaveDraft stores a draft. Kind Conflict, CodeDraftQueued, if the stored one
	// is in the outbox or received: it is not to be changed.
	SaveDraft(domain.Draft, DraftSummary) error
	Draft(id string) (domain.Draft, error) // Kind NotFound
	Drafts(clinic string) ([]DraftSummary, error)
	// Counts are the numbers of header and start page. Lists are not read for
	// them: it may be called after every save.
	Counts(clinic string, scope ...string) (Counts, error)
	// Sent are the ids of a clinic's submissions that the region has received.
	// They are kept for as long as it may put back an older copy of its database.
	Sent(clinic string) ([]string, error)
	// Lost makes such a draft one that is to be sent again, refused with
	// CodeRegionLost: the region no longer has it (V1). One that is not kept any
	// more is left alone.
	Lost(id string, at time.Time) error
	// Found ends a draft that is open here although the region has received it: an
	// older copy of this file was put back (V10). Drafts in the outbox, and those
	// that are not here, are left alone.
	Found(r domain.Receipt) error
}

// CommandStore keeps what is asked of the region.
type CommandStore interface {
	OutboxStore
	UploadStore
}

// OutboxStore keeps commands until the region has answered, and the answers until
// the user has seen them.
type OutboxStore interface {
	// Queue puts a command in the outbox with what belongs to it. Kind Conflict,
	// CodeDraftQueued, if it is there already.
	Queue(c domain.Command, f Filing) error
	// Outbox lists every clinic's commands, oldest first, without their bytes.
	// What is damaged is listed as such, and hides no other.
	Outbox() ([]Head, error)
	// BeginAttempt notes that a command may reach the region from now on. It
	// gives the command and its head as it was before the note. Kind NotFound if
	// it is not in the outbox (any more).
	BeginAttempt(id string) (domain.Command, Head, error)
	// NoteAttempt notes a try with an unknown outcome; sent is false if no try so
	// far can have reached the region. Kind NotFound as above.
	NoteAttempt(id string, at time.Time, code string, sent bool) error
	// Settle ends a command: a submission's draft gets the answer, and an answer
	// is kept until it has been seen.
	Settle(id string, o Outcome) error
	// Unqueue removes a command from the outbox; a submission is the draft in f
	// again. Kind NotFound if it is not there, Conflict with CodeMayBeSent if a
	// try may have reached the region. One that is damaged, which can never be
	// sent, is removed as it is.
	Unqueue(id string, f Filing) error
	Answers(clinic string) ([]Answer, error) // in no order
	SetSeen(ids ...string) error
}

// UploadStore keeps the invoice files of the outbox. Queue takes over a copy of
// the file (domain.Command.File), sealed, which is kept until its answer has been
// seen. Errors of Queue besides its own: Kind Conflict, CodeFileChanged, if the file
// is not what its digest says.
type UploadStore interface {
	// UploadFile gives the copy. Kind NotFound if it is not kept any more.
	UploadFile(id string) (domain.File, error)
}

// MirrorStore keeps the region's invoices.
type MirrorStore interface {
	Cursor(clinic string) (string, error)
	// ApplyChanges puts a page and its cursor into the mirror; a page that does
	// not start at the stored cursor is refused (Kind Conflict). Older versions
	// of an invoice than the stored one are dropped.
	ApplyChanges(clinic string, p ChangePage) error
	// ResetMirror replaces the clinic's mirror by what pages will bring from
	// the start; the old one stays readable until the first full page set is in.
	ResetMirror(clinic string) error
	Invoices(clinic string, keep func(InvoiceSummary) bool) ([]InvoiceSummary, error) // newest OurRef first
	Invoice(clinic string, ourRef int64) (domain.Invoice, error)
	Payouts(clinic string) ([]domain.Payout, error) // newest first
	Claims(clinic string) ([]domain.Claim, error)   // newest first
}

// LookupStore keeps what the region answered when it was asked, for reading without
// network, and what the bank's files said.
type LookupStore interface {
	PersonStore
	EventStore
	StatementStore
	MessageStore
	OfficeStore
}

// PersonStore keeps what the region said about patients.
type PersonStore interface {
	PutPerson(clinic string, f domain.PersonFacts, at time.Time) error
	Person(clinic string, id domain.PersonID) (f domain.PersonFacts, at time.Time, err error) // Kind NotFound
	Persons(clinic string) ([]PersonResult, error)                                            // all looked up, in no order
}

// HabitStore keeps a clinic's favourites and templates.
type HabitStore interface {
	// Favourites are the codes of the procedures that a clinic wants first.
	Favourites(clinic string) ([]string, error)
	PutFavourites(clinic string, codes []string) error
	// Templates are a clinic's named rows.
	Templates(clinic string) ([]Template, error)
	PutTemplates(clinic string, list []Template) error
}

// LoginStore keeps what a login without network needs.
type LoginStore interface {
	PutRegion(RegionData) error
	Region() (RegionData, error) // Kind NotFound before the first login
	PutUser(domain.User) error
	User() (domain.User, error) // Kind NotFound before the first login
	// PutContact keeps when the region last answered; Contact gives it, zero if that
	// is not known.
	PutContact(time.Time) error
	Contact() (time.Time, error)
	Rescued() *Rescue // what was found and done about the file at the opening; nil: it was whole and the newest
}

// SlotStore keeps the ways to open the store (A8).
type SlotStore interface {
	Slots() ([]Slot, error)
	// AddSlot makes key open the store too, and keeps what the slot tells. If key has
	// a slot already, that one gets it.
	AddSlot(ctx context.Context, s Slot, key KeyFunc) (Slot, error)
	// UseSlot notes of the slot that has opened the store what it is, whose, until when
	// that is valid, and when it was used. Kind NotFound if it has been removed.
	UseSlot(s Slot) error
	// RemoveSlot removes a way to open the store; the last one stays (Kind
	// Conflict, CodeSlotLast).
	RemoveSlot(id string) error
}

// Background sends the outbox of every clinic in a scope and follows the changes
// of one of them until stopped. Implemented by internal/sync.
type Background interface {
	// Start returns at once. notify is called when the store or the connection's
	// state has changed: from any goroutine, but one call after another, so that
	// the last one told is the last that was. It must not take long, nor wait
	// for the Worker, whose loops wait for it.
	Start(region Region, store Store, clinic string, scope Scope, notify func(SyncState)) Worker
}

// Worker is a running Background.
type Worker interface {
	Poke() // try now: something was queued, or the user pressed F5
	Stop() // ends its requests and returns when it has stopped touching the store
}

// Clock tells the time, always in Europe/Stockholm: its date is the civil date.
// The computer's keeps the monotonic reading, so that what is measured by it
// stands when the clock is set.
type Clock interface {
	Now() time.Time
}
