// Package siths makes a SITHS card usable: it finds the certificate for
// authentication, handles the PIN without ever risking a try that the user did
// not make, and offers the card's key as a crypto.Signer for TLS.
//
// It knows no reader: it works over a Transport, which internal/card/pcsc is
// for real readers. It shows nothing and asks nothing; its errors are typed and
// the caller words them. It never handles a PUK.
//
// Session: Driver.Open reads the card; Identity.VerifyPIN unlocks it; the PIN
// state then stays on the card, because TLS needs signatures at every new
// connection, until Card.Close resets it. Transactions are short, so that other
// programs can use the card in between; when one of them resets it, the next
// signature gives ErrPINRequired.
package siths

import (
	"context"
	"io"
	"slices"
	"sync"
	"time"

	"example.org/tandtui/internal/card/apdu"
)

// Transport is a shared connection to one card. Its errors match
// apdu.ErrRemoved when the card is gone and apdu.ErrReset, once, when another
// program reset it.
type Transport interface {
	apdu.Transport
	// Begin keeps other programs away from the card until End.
	Begin(ctx context.Context) error
	End(reset bool) error
	// ATR is the card's answer to reset.
	ATR() []byte
	// T0 tells whether protocol T=0 is in use.
	T0() bool
	// Close resets the card and ends the connection.
	Close() error
}

// DefaultIssuers are the common names of the authorities whose certificates
// name a person by HSA-id (Inera): assurance level 3, the reserve card's level
// 2, and the same of the test environment.
func DefaultIssuers() []string {
	return []string{
		"SITHS e-id Person HSA-id 3 CA v1", "SITHS e-id Person HSA-id 2 CA v1",
		"TEST SITHS e-id Person HSA-id 3 CA v1", "TEST SITHS e-id Person HSA-id 2 CA v1",
	}
}

// Config is what a Driver needs from outside.
type Config struct {
	Issuers  []string         // common names allowed as issuer, nil for DefaultIssuers
	Now      func() time.Time // nil for time.Now
	Trace    io.Writer        // masked exchanges for debugging, may be nil
	Profiles []Profile        // for cards that differ from the standard
	// Patience is how long another program may hold the card, and how long the
	// card may take for one command, before the caller is told; 0 for 4 s. A card
	// signs within two seconds.
	Patience time.Duration
}

const patience = 4 * time.Second

// Driver opens cards and remembers, for the life of the process, what must
// outlive one card's stay in the reader: PINs known to be wrong, and how cards
// of one kind want to be asked. It may be used from several goroutines.
type Driver struct {
	config Config
	tries  *ledger

	mu      sync.Mutex
	methods map[string]method // by ATR
}

// Patience is the driver's, see Config.
func (d *Driver) Patience() time.Duration { return d.config.Patience }

// New makes a Driver.
func New(c Config) *Driver {
	if c.Issuers == nil {
		c.Issuers = DefaultIssuers()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Patience == 0 {
		c.Patience = patience
	}
	c.Issuers, c.Profiles = slices.Clone(c.Issuers), slices.Clone(c.Profiles)
	return &Driver{config: c, tries: newLedger(), methods: map[string]method{}}
}
