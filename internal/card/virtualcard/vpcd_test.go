package virtualcard_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"strings"
	"testing"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/virtualcard"
)

// reader is a vpcd reader as the card sees it.
type reader struct {
	t    *testing.T
	conn net.Conn
}

func (r reader) send(body ...byte) {
	r.t.Helper()
	if _, err := r.conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(body))), body...)); err != nil {
		r.t.Fatal(err)
	}
}

func (r reader) ask(body ...byte) []byte {
	r.t.Helper()
	r.send(body...)
	var length [2]byte
	if _, err := io.ReadFull(r.conn, length[:]); err != nil {
		r.t.Fatal(err)
	}
	answer := make([]byte, binary.BigEndian.Uint16(length[:]))
	if _, err := io.ReadFull(r.conn, answer); err != nil {
		r.t.Fatal(err)
	}
	return answer
}

func newCard(t *testing.T, s virtualcard.Spec) *virtualcard.Card {
	t.Helper()
	ca, err := cardtest.NewCA("CA", nil)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ca.Issue(cardtest.Person{Name: "Anna Test", HSAID: "SE0000000000-1AB2"})
	if err != nil {
		t.Fatal(err)
	}
	s.Keys = []virtualcard.Key{key}
	c, err := virtualcard.New(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Pull)
	return c
}

func insert(t *testing.T, c *virtualcard.Card) reader {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := c.Insert(t.Context(), l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return reader{t, conn}
}

func TestProtocol(t *testing.T) {
	var trace bytes.Buffer
	c := newCard(t, virtualcard.Spec{PIN: "271828", Trace: &trace})
	r := insert(t, c)
	r.send(1)
	if atr := hex.EncodeToString(r.ask(4)); !strings.EqualFold(atr, virtualcard.ATRSITHS) {
		t.Errorf("ATR %s", atr)
	}
	verify := append([]byte{0x00, 0x20, 0x00, 0x01, 0x08}, "271828\x00\x00"...)
	if answer := r.ask(verify...); !bytes.Equal(answer, []byte{0x90, 0x00}) || !c.Verified() {
		t.Errorf("VERIFY: %X", answer)
	}
	r.send(2) // a reset has no answer
	if answer := r.ask(0x00, 0x20, 0x00, 0x01); !bytes.Equal(answer, []byte{0x63, 0xC3}) {
		t.Errorf("after the reset: %X", answer)
	}
	if c.Count(apdu.InsVerify) != 2 || c.WrongPINs() != 0 {
		t.Errorf("%d VERIFY commands, %d wrong", c.Count(apdu.InsVerify), c.WrongPINs())
	}
	if err := c.Insert(t.Context(), "127.0.0.1:1"); !errors.Is(err, virtualcard.ErrInserted) {
		t.Errorf("twice: %v", err)
	}
	c.Pull()
	if _, err := r.conn.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("after the pull: %v", err)
	}
	if log := trace.String(); strings.Contains(log, hex.EncodeToString([]byte("2718"))) || !strings.Contains(log, "00200001 [masked]") {
		t.Errorf("trace:\n%s", log)
	}
}

func TestDroppedInTheMiddle(t *testing.T) {
	c := newCard(t, virtualcard.Spec{})
	c.SetHook(func([]byte) virtualcard.Fault { return virtualcard.Fault{Drop: true} })
	r := insert(t, c)
	r.send(0x00, 0xA4, 0x00, 0x00)
	if _, err := r.conn.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("%v, want the end of the connection", err)
	}
	<-c.Done()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Insert(ctx, "127.0.0.1:1"); !errors.Is(err, context.Canceled) {
		t.Errorf("at once again: %v, want to be made to wait", err)
	}
	c.SetHook(nil)
	if answer := insert(t, c).ask(0x00, 0x84, 0x00, 0x00, 0x08); len(answer) != 10 {
		t.Errorf("inserted again: %X", answer)
	}
}

func TestBlockedPIN(t *testing.T) {
	c := newCard(t, virtualcard.Spec{Tries: 2})
	link := c.Connect()
	verify := func(pin string) string {
		answer, err := link.Transmit(t.Context(), append([]byte{0x00, 0x20, 0x00, 0x01, 0x08}, pin+"\x00\x00"...))
		if err != nil {
			t.Fatal(err)
		}
		return hex.EncodeToString(answer)
	}
	for i, step := range [][2]string{{"000000", "63c1"}, {"123456", "9000"}, {"000000", "63c1"}, {"000000", "6983"}, {"123456", "6983"}} {
		if got := verify(step[0]); got != step[1] {
			t.Errorf("step %d: %s, want %s", i, got, step[1])
		}
	}
	c.Pull()
	link = c.Connect()
	if got := verify("123456"); got != "6983" {
		t.Errorf("after reinsertion: %s", got)
	}
	c.Unblock()
	if got := verify("123456"); got != "9000" {
		t.Errorf("after unblocking: %s", got)
	}
}
