package siths

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/pkcs15"
	"example.org/tandtui/internal/card/tlv"
)

// session is the talk with one card, whatever lies on it.
type session struct {
	driver    *Driver
	transport Transport
	channel   *apdu.Channel
	life      context.Context // ends at Close
	end       context.CancelFunc

	mu      sync.Mutex
	witness func(apdu.Command, []byte, error) // sees every command of Probe; nil otherwise
}

func (d *Driver) begin(t Transport) *session {
	var exchange apdu.Transport = t
	if d.config.Trace != nil {
		exchange = apdu.Trace(t, d.config.Trace)
	}
	s := &session{driver: d, transport: t, channel: apdu.NewChannel(exchange, t.T0())}
	s.life, s.end = context.WithCancel(context.Background())
	return s
}

// Close resets the card, so that its PIN state is gone, and ends the
// connection. What is running is cut short with ErrClosed.
func (s *session) Close() error {
	if s.life.Err() != nil {
		return nil
	}
	s.end()
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.transport.Close()
	if errors.Is(err, apdu.ErrRemoved) {
		return nil // nothing left to reset
	}
	return err
}

// transact runs f while no other program can use the card.
func (s *session) transact(ctx context.Context, f func(context.Context) error) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.life.Err() != nil {
		return ErrClosed
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.life, cancel)()
	defer func() {
		if err != nil && s.life.Err() != nil {
			err = ErrClosed
		}
	}()
	err = s.soon(ctx, apdu.ErrBusy, s.transport.Begin)
	if errors.Is(err, apdu.ErrReset) {
		// Nothing was sent yet; what needs the PIN will notice by itself.
		err = s.soon(ctx, apdu.ErrBusy, s.transport.Begin)
	}
	if err != nil {
		return err
	}
	defer func() {
		if endErr := s.transport.End(false); err == nil {
			err = endErr
		}
	}()
	return f(ctx)
}

// soon runs f, which is late when the driver's patience is over.
func (s *session) soon(ctx context.Context, late error, f func(context.Context) error) error {
	bound, cancel := context.WithTimeout(ctx, s.driver.config.Patience)
	defer cancel()
	err := f(bound)
	if err != nil && bound.Err() != nil && ctx.Err() == nil {
		return fmt.Errorf("%w: %w", late, err)
	}
	return err
}

// send runs one command. A card that does not answer in time is apdu.ErrSilent.
func (s *session) send(ctx context.Context, cmd apdu.Command) (answer []byte, err error) {
	err = s.soon(ctx, apdu.ErrSilent, func(ctx context.Context) error {
		answer, err = s.channel.Send(ctx, cmd)
		return err
	})
	if s.witness != nil {
		s.witness(cmd, answer, err)
	}
	return answer, err
}

// SELECT by what (ISO 7816-4 table 62), and what else files are read with.
const (
	byFileID  = 0x00
	byAID     = 0x04
	byPath    = 0x08 // from the master file
	chunk     = 0xE0 // bytes per READ BINARY; some readers fail near 256
	maxInfo   = 32   // elements of file control information
	tagFCI    = 0x6F
	tagFCP    = 0x62
	tagSize   = 0x80
	tagSizeEx = 0x81 // with structural information
)

func (s *session) selectBy(ctx context.Context, how byte, name []byte) ([]byte, error) {
	return s.send(ctx, apdu.Command{INS: apdu.InsSelect, P1: how, Data: name, Le: apdu.MaxLe})
}

// fileSize reads the size out of file control information, −1 when not stated.
func fileSize(info []byte) int {
	e, _, err := tlv.Next(info)
	if err != nil || e.Tag != tagFCI && e.Tag != tagFCP {
		return -1
	}
	list, err := tlv.Children(e.Value, maxInfo)
	if err != nil {
		return -1
	}
	for _, f := range list {
		if (f.Tag == tagSize || f.Tag == tagSizeEx) && len(f.Value) >= 1 && len(f.Value) <= 3 {
			n := 0
			for _, b := range f.Value {
				n = n<<8 | int(b)
			}
			return n
		}
	}
	return -1
}

// readSelected reads the selected file, whose SELECT answered info, or the part
// of it from offset that is length bytes long; −1 for all. It gives at most
// pkcs15.MaxFile bytes.
func (s *session) readSelected(ctx context.Context, info []byte, offset, length int) ([]byte, error) {
	end := pkcs15.MaxFile
	if size := fileSize(info); size > 0 { // some cards say 0 and mean unknown
		end = min(end, size)
	}
	if length >= 0 {
		end = min(end, offset+length)
	}
	var out []byte
	for at := offset; at < end; at = offset + len(out) {
		want := min(chunk, end-at)
		part, err := s.send(ctx, apdu.Command{INS: apdu.InsReadBinary, P1: byte(at >> 8), P2: byte(at), Le: want})
		out = append(out, part...)
		switch sw, refused := status(err); {
		case refused && (sw == apdu.EndOfFile || sw == apdu.WrongOffset && len(out) > 0):
			return out, nil
		case err != nil:
			return nil, err
		case len(part) != want: // shorter: the end; longer: not to be trusted
			return out, nil
		}
	}
	return out, nil
}
