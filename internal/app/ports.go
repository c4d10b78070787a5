package app

import (
	"context"
	"crypto/tls"
	"net"
	"time"

	"example.org/tandtui/internal/domain"
)

// CardReader is the SITHS card in its reader (A1). Implemented by internal/card.
type CardReader interface {
	// Watch tells the state now and at every change until ctx ends, then closes
	// the channel. A slow receiver gets the newest state, never a backlog.
	Watch(ctx context.Context) <-chan CardState
	// Unlock verifies a PIN the user has just typed, once, and never again by
	// itself. It wipes pin. Errors: *domain.Error of Kind Card; another card than
	// that of try is CodeCardRemoved, and its PIN is not touched.
	Unlock(ctx context.Context, pin []byte, try PINTry) (CardSession, error)
}

// DialFunc connects and shakes hands.
type DialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

// CardSession is a card whose PIN is verified, until Close or until it is pulled.
type CardSession interface {
	Holder() Holder
	// DialTLS gives a function for http.Transport.DialTLSContext whose connections
	// the card has signed for. base holds roots and server name. Errors of the
	// function are *domain.Error of Kind Card where the card is the cause.
	DialTLS(ctx context.Context, base *tls.Config) (DialFunc, error)
	// DeriveKey gives 32 bytes that only this card and its PIN can make again
	// from the same salt (deterministic signature, then HKDF).
	DeriveKey(ctx context.Context, salt []byte) ([]byte, error)
	// Close resets the card, so that the PIN must be typed anew.
	Close() error
}

// Region is the server of the region, seen with one card's identity.
// Implemented by internal/sync. Errors are *domain.Error: Kind Offline means
// nothing is known of the outcome; every other Kind is the region's answer.
type Region interface {
	Health(ctx context.Context) (Health, error)
	User(ctx context.Context) (domain.User, error)
	// Data gives the profile and prices; have is the version at hand, and
	// changed is false where it is still the newest.
	Data(ctx context.Context, have string) (data RegionData, changed bool, err error)
	Lookup(ctx context.Context, clinic string, id domain.PersonID) (domain.PersonFacts, error)
	// Submit sends the exact bytes of a queued submission. A refusal is a
	// *RefusedError.
	Submit(ctx context.Context, clinic, id string, body []byte) (domain.Receipt, error)
	// Changes waits up to wait for changes after the cursor ("" = from the start).
	Changes(ctx context.Context, clinic, cursor string, wait time.Duration) (ChangePage, error)
	Close()
}

// Vault opens a user's sealed local store. Implemented by internal/store.
type Vault interface {
	// Open makes the store on the first call for a user. derive gives the key
	// that the card makes of a salt. Errors: Kind Busy, code "store.in-use",
	// if another program has it open; Kind Unauthorized, "store.wrong-card";
	// Kind Internal, "store.aside" if the file is damaged as a whole and was put
	// aside, so that the next call begins a new one, "store.damaged" if it could not be.
	Open(ctx context.Context, hsaID string, derive func(ctx context.Context, salt []byte) ([]byte, error)) (Store, error)
}

// Store is the user's drafts, outbox, mirror and caches; every record is sealed.
// Each method is one durable transaction. An error of Kind Internal with code
// "store.unsure" means the outcome of a save is unknown; "store.full" that the
// disk is full and nothing was changed.
type Store interface {
	// SaveDraft stores a draft. Kind Conflict, CodeDraftQueued, if the stored one
	// is in the outbox or received: it is not to be changed.
	SaveDraft(domain.Draft, DraftSummary) error
	Draft(id string) (domain.Draft, error) // Kind NotFound
	Drafts(clinic string) ([]DraftSummary, error)

	// Queue moves a draft to the outbox with the exact bytes to be sent.
	Queue(d domain.Draft, s DraftSummary, body []byte) error
	Outbox() ([]OutboxItem, error)
	// Settle ends an outbox item: d carries the receipt or the refusal.
	Settle(d domain.Draft, s DraftSummary) error
	// BeginAttempt remembers that a submission may reach the region from now on,
	// and gives it as it was before. Kind NotFound if it is not in the outbox.
	BeginAttempt(id string) (OutboxItem, error)
	// NoteAttempt remembers a try whose outcome is unknown. sent is false only if
	// neither this try nor one before can have reached the region.
	NoteAttempt(id string, at time.Time, code string, sent bool) error
	// Unqueue takes a submission back out of the outbox as the draft d. Kind
	// Conflict, CodeMayBeSent, if a try may have reached the region.
	Unqueue(d domain.Draft, s DraftSummary) error

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

	PutPerson(clinic string, f domain.PersonFacts, at time.Time) error
	Person(clinic string, id domain.PersonID) (f domain.PersonFacts, at time.Time, err error) // Kind NotFound
	Persons(clinic string) ([]PersonResult, error)                                            // all looked up, in no order

	// Favourites are the codes of the procedures that a clinic wants first.
	Favourites(clinic string) ([]string, error)
	PutFavourites(clinic string, codes []string) error

	// Templates are a clinic's named rows.
	Templates(clinic string) ([]Template, error)
	PutTemplates(clinic string, list []Template) error

	PutRegion(RegionData) error
	Region() (RegionData, error) // Kind NotFound before the first login
	PutUser(domain.User) error
	User() (domain.User, error) // Kind NotFound before the first login

	Close() error
}

// Background sends the outbox and follows changes for one clinic until stopped.
// Implemented by internal/sync.
type Background interface {
	// Start returns at once. notify is called when the store or the connection's
	// state has changed: from any goroutine, but one call after another, so that
	// the last one told is the last that was. It must not take long, nor wait
	// for the Worker, whose loops wait for it.
	Start(region Region, store Store, clinic string, notify func(SyncState)) Worker
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
