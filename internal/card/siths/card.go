package siths

import (
	"context"
	"errors"
	"fmt"
)

// Card is an open card. Its methods and those of its identities may be called
// from several goroutines; they run one at a time.
type Card struct {
	token
	driver  *Driver
	content content
}

// token does what needs the card itself, or a library that speaks with it. Only
// trying a PIN is more than one call, and for that transact keeps others away.
type token interface {
	transact(ctx context.Context, f func(context.Context) error) error
	// counter tells how many tries a PIN has left, and makes it known to give.
	counter(ctx context.Context, i *Identity) (PINInfo, error)
	// give has the card look at a PIN, at most once; left is what counter told. What
	// the card refused is a *PINError.
	give(ctx context.Context, i *Identity, pin []byte, left int) error
	// sign makes an unverified signature, and padsPSS tells whether an RSA key can
	// be asked for PSS.
	sign(ctx context.Context, i *Identity, j job) ([]byte, error)
	padsPSS(ctx context.Context, i *Identity) (bool, error)
	// Close ends it, so that the PIN must be given anew.
	Close() error
}

// commands is a card that is spoken with in commands.
type commands struct {
	*session
	app     application
	profile Profile
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
	c := &commands{session: d.begin(t)}
	card := &Card{token: c, driver: d}
	err := c.transact(ctx, func(ctx context.Context) (err error) {
		card.content, err = c.find(ctx)
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("siths: open: %w", err), c.Close())
	}
	return card, nil
}

// find reads the card in the way that it is made for: PKCS#15 by its AID, else by
// what EF.DIR names, else IDPrime, else the ESIGN application.
func (c *commands) find(ctx context.Context) (content, error) {
	found := ErrUnknownCard
	for _, a := range []application{
		&pkcs15Files{session: c.session, find: standardWays},
		&idprimeFiles{session: c.session},
		&pkcs15Files{session: c.session, find: esignWay},
	} {
		read, err := a.read(ctx)
		switch {
		case errors.Is(err, ErrUnknownCard):
			continue
		case errors.Is(err, ErrSecureMessaging):
			found = err
			continue
		case err != nil:
			return read, err
		}
		c.app, c.profile = a, a.profile()
		return read, nil
	}
	return content{}, found
}
