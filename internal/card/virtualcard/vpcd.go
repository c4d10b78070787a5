package virtualcard

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

// ErrInserted is returned by Insert when the card is in a reader already.
var ErrInserted = errors.New("virtualcard: already in a reader")

// Control bytes of the vpcd protocol: frames are a length of two bytes and a
// body; a body of one byte is a control, a longer one a command.
const (
	vpcdOff   = 0
	vpcdOn    = 1
	vpcdReset = 2
	vpcdATR   = 4
)

// outside is how long a card stays out of a reader at least. pcscd looks every
// 400 ms; a card exchanged unseen in between makes it believe, after a failed
// reset, that the reader is empty until the card is taken out again (1.9.9).
const outside = 500 * time.Millisecond

// vpcd is one stay of the card in a reader.
type vpcd struct {
	conn net.Conn
	done chan struct{} // closed when the card no longer answers
	end  time.Time     // set before done is closed
}

// Insert puts the card into the vpcd reader that listens on addr. The daemon
// sees it within half a second. Half a second after it was pulled is the
// earliest: Insert waits until then.
func (c *Card) Insert(ctx context.Context, addr string) error {
	c.insertion.Lock()
	defer c.insertion.Unlock()
	if err := c.awaitOutside(ctx); err != nil {
		return err
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("virtualcard: insert: %w", err)
	}
	v := &vpcd{conn: conn, done: make(chan struct{})}
	c.mu.Lock()
	c.reset()
	c.connection = v
	c.mu.Unlock()
	go func() {
		defer close(v.done)
		defer func() { v.end = time.Now() }()
		c.serve(conn)
	}()
	return nil
}

func (c *Card) awaitOutside(ctx context.Context) error {
	c.mu.Lock()
	v := c.connection
	c.mu.Unlock()
	if v == nil {
		return nil
	}
	select {
	case <-v.done: // pulled, or the daemon is gone
	default:
		return ErrInserted
	}
	t := time.NewTimer(time.Until(v.end.Add(outside)))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("virtualcard: insert: %w", ctx.Err())
	}
}

// Pull takes the card out of its reader, also in the middle of a command, and
// ends every Link. Without a reader it does nothing.
func (c *Card) Pull() {
	c.mu.Lock()
	v := c.connection
	for l := range c.links {
		l.removed = true
		delete(c.links, l)
	}
	c.reset()
	c.mu.Unlock()
	if v != nil {
		v.conn.Close()
		<-v.done
	}
}

// Done is closed when the reader let go of the card: it was pulled or the
// daemon died. It is nil for a card that was never inserted.
func (c *Card) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.connection == nil {
		return nil
	}
	return c.connection.done
}

// serve answers until the connection ends; whatever ends it, the card is out.
func (c *Card) serve(conn net.Conn) {
	defer conn.Close()
	for {
		request, err := readFrame(conn)
		if err != nil {
			return
		}
		var answer []byte
		if len(request) == 1 {
			if answer = c.control(request[0]); answer == nil {
				continue
			}
		} else {
			var drop bool
			if answer, drop = c.process(request); drop {
				return
			}
		}
		frame := binary.BigEndian.AppendUint16(nil, uint16(len(answer)))
		if _, err := conn.Write(append(frame, answer...)); err != nil {
			return
		}
	}
}

// control obeys one control byte; only the ATR has an answer.
func (c *Card) control(b byte) []byte {
	switch b {
	case vpcdOff, vpcdOn, vpcdReset:
		c.mu.Lock()
		c.reset()
		c.mu.Unlock()
	case vpcdATR:
		return c.spec.ATR
	}
	return nil
}

// readFrame reads one frame. vpcd writes length and body apart, and Nagle's
// algorithm then waits for our acknowledgement: without quickAck a command
// takes 45 ms instead of 1.
func readFrame(conn net.Conn) ([]byte, error) {
	quickAck(conn)
	var length [2]byte
	if _, err := io.ReadFull(conn, length[:]); err != nil {
		return nil, err
	}
	quickAck(conn)
	body := make([]byte, binary.BigEndian.Uint16(length[:]))
	_, err := io.ReadFull(conn, body)
	return body, err
}
