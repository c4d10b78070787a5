package siths

import (
	"context"
	"errors"
	"fmt"
)

// Card is an open card. Its methods and those of its identities may be called
// from several goroutines; they run one at a time.
type Card struct {
	*session
	app     application
	profile Profile
	content content
}

// application is one way of keeping keys, certificates and PINs on a card. Its
// methods run inside a transaction.
type application interface {
	// read finds the application and reads what is of use here. ErrUnknownCard
	// tells that the card has none of this kind.
	read(ctx context.Context) (content, error)
	// selectPIN makes p known to VERIFY, and selectKey k to a signature, where
	// that depends on what is selected.
	selectPIN(ctx context.Context, p pin) error
	selectKey(ctx context.Context, k key) error
	// profile is how the card wants to be asked to sign.
	profile() Profile
	// name is the kind of card, for Probe.
	name() string
}

// Open reads the card behind t and owns t from then on, also on failure. It
// sends no PIN. Errors: ErrUnknownCard, ErrSecureMessaging, apdu.ErrRemoved,
// apdu.ErrBusy, apdu.ErrSilent, those of t.
func (d *Driver) Open(ctx context.Context, t Transport) (*Card, error) {
	c := &Card{session: d.begin(t)}
	if err := c.transact(ctx, c.find); err != nil {
		return nil, errors.Join(fmt.Errorf("siths: open: %w", err), c.Close())
	}
	return c, nil
}

// find reads the card in the way that it is made for: PKCS#15 by its AID, else by
// what EF.DIR names, else IDPrime, else the ESIGN application.
func (c *Card) find(ctx context.Context) error {
	found := ErrUnknownCard
	for _, a := range []application{
		&pkcs15Files{session: c.session, find: standardWays},
		&idprimeFiles{session: c.session},
		&pkcs15Files{session: c.session, find: esignWay},
	} {
		content, err := a.read(ctx)
		switch {
		case errors.Is(err, ErrUnknownCard):
			continue
		case errors.Is(err, ErrSecureMessaging):
			found = err
			continue
		case err != nil:
			return err
		}
		c.app, c.content, c.profile = a, content, a.profile()
		return nil
	}
	return found
}
