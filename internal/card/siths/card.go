package siths

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/pkcs15"
)

// Application identifiers, in the order in which they are tried.
var (
	aidPKCS15 = []byte("\xA0\x00\x00\x00\x63PKCS-15")
	aidESIGN  = []byte("\xA0\x00\x00\x01\x67ESIGN") // OpenSC issue 726: older SITHS cards
)

var (
	pathDIR  = []byte{0x3F, 0x00, 0x2F, 0x00}
	fileODF  = []byte{0x50, 0x31}
	fileInfo = []byte{0x50, 0x32}
)

// Card is an open card. Its methods and those of its identities may be called
// from several goroutines; they run one at a time.
type Card struct {
	driver    *Driver
	transport Transport
	channel   *apdu.Channel
	profile   Profile
	life      context.Context // ends at Close
	end       context.CancelFunc

	mu       sync.Mutex
	stepwise bool // SELECT knows no paths
	app      pkcs15.Application
	content  content
}

// Open reads the card behind t and owns t from then on, also on failure. It
// sends no PIN. Errors: ErrUnknownCard, apdu.ErrRemoved, apdu.ErrBusy,
// apdu.ErrSilent, those of t.
func (d *Driver) Open(ctx context.Context, t Transport) (*Card, error) {
	var exchange apdu.Transport = t
	if d.config.Trace != nil {
		exchange = apdu.Trace(t, d.config.Trace)
	}
	c := &Card{driver: d, transport: t, channel: apdu.NewChannel(exchange, t.T0()), profile: d.profile(t.ATR())}
	c.life, c.end = context.WithCancel(context.Background())
	err := c.transact(ctx, func(ctx context.Context) error {
		odf, err := c.findApplication(ctx)
		if err != nil {
			return err
		}
		c.content, err = c.readContent(ctx, odf)
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("siths: open: %w", err), c.Close())
	}
	return c, nil
}

// Close resets the card, so that its PIN state is gone, and ends the
// connection. What is running is cut short with ErrClosed.
func (c *Card) Close() error {
	if c.life.Err() != nil {
		return nil
	}
	c.end()
	c.mu.Lock()
	defer c.mu.Unlock()
	err := c.transport.Close()
	if errors.Is(err, apdu.ErrRemoved) {
		return nil // nothing left to reset
	}
	return err
}

// transact runs f while no other program can use the card.
func (c *Card) transact(ctx context.Context, f func(context.Context) error) (err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.life.Err() != nil {
		return ErrClosed
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(c.life, cancel)()
	defer func() {
		if err != nil && c.life.Err() != nil {
			err = ErrClosed
		}
	}()
	err = c.soon(ctx, apdu.ErrBusy, c.transport.Begin)
	if errors.Is(err, apdu.ErrReset) {
		// Nothing was sent yet; what needs the PIN will notice by itself.
		err = c.soon(ctx, apdu.ErrBusy, c.transport.Begin)
	}
	if err != nil {
		return err
	}
	defer func() {
		if endErr := c.transport.End(false); err == nil {
			err = endErr
		}
	}()
	return f(ctx)
}

// soon runs f, which is late when the driver's patience is over.
func (c *Card) soon(ctx context.Context, late error, f func(context.Context) error) error {
	bound, cancel := context.WithTimeout(ctx, c.driver.config.Patience)
	defer cancel()
	err := f(bound)
	if err != nil && bound.Err() != nil && ctx.Err() == nil {
		return fmt.Errorf("%w: %w", late, err)
	}
	return err
}

// send runs one command. A card that does not answer in time is apdu.ErrSilent.
func (c *Card) send(ctx context.Context, cmd apdu.Command) (answer []byte, err error) {
	err = c.soon(ctx, apdu.ErrSilent, func(ctx context.Context) error {
		answer, err = c.channel.Send(ctx, cmd)
		return err
	})
	return answer, err
}

// findApplication selects the PKCS#15 application and gives its object
// directory file: by its AID, else by what EF.DIR names, else by the ESIGN AID.
func (c *Card) findApplication(ctx context.Context) ([]byte, error) {
	candidates := []pkcs15.Application{{AID: aidPKCS15}}
	for tried := 0; ; tried++ {
		if tried == 1 {
			apps, err := c.listApplications(ctx)
			if err != nil {
				return nil, err
			}
			candidates = append(append(candidates, apps...), pkcs15.Application{AID: aidESIGN})
		}
		if tried == len(candidates) {
			return nil, ErrUnknownCard
		}
		odf, err := c.tryApplication(ctx, candidates[tried])
		if _, refused := status(err); refused {
			continue
		}
		return odf, err
	}
}

// listApplications reads EF.DIR; each entry is tried by AID and by path.
func (c *Card) listApplications(ctx context.Context) ([]pkcs15.Application, error) {
	file, err := c.readFile(ctx, pkcs15.Path{File: pathDIR, Length: -1})
	if _, refused := status(err); refused {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	apps, err := pkcs15.ParseDIR(file)
	if err != nil {
		return nil, nil //nolint:nilerr // not a file to trust; the other ways remain
	}
	var ways []pkcs15.Application
	for _, a := range apps {
		if len(a.AID) > 0 && !bytes.Equal(a.AID, aidPKCS15) {
			ways = append(ways, pkcs15.Application{AID: a.AID})
		}
		if len(a.Path) > 0 {
			ways = append(ways, pkcs15.Application{Path: a.Path})
		}
	}
	return ways, nil
}

func (c *Card) tryApplication(ctx context.Context, a pkcs15.Application) ([]byte, error) {
	c.app = a
	if err := c.selectApplication(ctx); err != nil {
		return nil, err
	}
	return c.readFile(ctx, pkcs15.Path{File: fileODF, Length: -1})
}
