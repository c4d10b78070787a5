//go:build cgo && linux

package pcsc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ebfe/scard"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/pcscd"
	"example.org/tandtui/internal/card/virtualcard"
)

// One daemon serves all tests, because libpcsclite reads the path of its socket
// once; a test that kills it starts it again.
var (
	daemon  *pcscd.Daemon
	daemons string // directory
	key     virtualcard.Key
)

const patience = 20 * time.Second

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "p")
	if err != nil {
		return fail(err)
	}
	defer os.RemoveAll(dir)
	daemons = dir
	if daemon, err = pcscd.Start(context.Background(), pcscd.Options{Dir: dir}); err != nil {
		return fail(err)
	}
	defer func() { _ = daemon.Stop() }()
	if err := os.Setenv(pcscd.SocketVariable, daemon.Socket()); err != nil {
		return fail(err)
	}
	ca, err := cardtest.NewCA("CA", nil)
	if err != nil {
		return fail(err)
	}
	if key, err = ca.Issue(cardtest.Person{Name: "A", HSAID: "SE0000000000-1"}); err != nil {
		return fail(err)
	}
	return m.Run()
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func newCard(t *testing.T) *virtualcard.Card {
	t.Helper()
	c, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{key}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Pull)
	return c
}

// watch begins a Watch that has ended when the test does.
func watch(t *testing.T) <-chan State {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	states := Watch(ctx)
	t.Cleanup(func() {
		cancel()
		for range states {
		}
	})
	return states
}

func await(t *testing.T, states <-chan State, what string, ok func(State) bool) State {
	t.Helper()
	var last State
	for timeout := time.After(patience); ; {
		select {
		case s := <-states:
			if last = s; ok(s) {
				return s
			}
		case <-timeout:
			t.Fatalf("never: %s; last state %+v\n%s", what, last, daemon.Log())
		}
	}
}

func empty(s State) bool   { return s.Err == nil && len(s.Readers) == 2 && !s.Readers[0].Present }
func present(s State) bool { return s.Err == nil && len(s.Readers) == 2 && s.Readers[0].Present }

// begin is what each test begins with: a reader that has lost its card of the
// test before, and a card beside it.
func begin(t *testing.T) (<-chan State, *virtualcard.Card) {
	t.Helper()
	states := watch(t)
	await(t, states, "empty readers", empty)
	return states, newCard(t)
}

// insert puts c into the first reader and connects to it.
func insert(t *testing.T, states <-chan State, c *virtualcard.Card) *Conn {
	t.Helper()
	if err := c.Insert(t.Context(), daemon.Addr()); err != nil {
		t.Fatal(err)
	}
	s := await(t, states, "card in", present)
	return connect(t, s.Readers[0].Name)
}

func connect(t *testing.T, reader string) *Conn {
	t.Helper()
	conn, err := Connect(t.Context(), reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func TestWatchInsertPull(t *testing.T) {
	states, c := begin(t)
	conn := insert(t, states, c)
	if !strings.EqualFold(fmt.Sprintf("%x", conn.ATR()), virtualcard.ATRSITHS) || !conn.T0() {
		t.Errorf("ATR %X, T=0 %v", conn.ATR(), conn.T0())
	}
	c.Pull()
	before := await(t, states, "card out", empty)
	insert(t, states, c)
	c.Pull()
	after := await(t, states, "card out", empty)
	if n := after.Readers[0].Changes - before.Readers[0].Changes; n != 2 {
		t.Errorf("the counter rose by %d for one insertion and one removal", n)
	}
}

func TestWatchDaemonDeath(t *testing.T) {
	states, c := begin(t)
	conn := insert(t, states, c)
	if err := syscall.Kill(daemon.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	await(t, states, "service gone", func(s State) bool { return errors.Is(s.Err, ErrNoService) && len(s.Readers) == 0 })
	<-daemon.Done()
	<-c.Done()
	if _, err := conn.Transmit(t.Context(), []byte{0, 0xA4, 0, 0}); !errors.Is(err, ErrNoService) {
		t.Errorf("transmit without a daemon: %v, want ErrNoService", err)
	}
	if _, err := Connect(t.Context(), "Virtual PCD 00 00"); !errors.Is(err, ErrNoService) {
		t.Errorf("connect without a daemon: %v, want ErrNoService", err)
	}
	var err error
	if daemon, err = pcscd.Start(context.Background(), pcscd.Options{Dir: daemons}); err != nil {
		t.Fatal(err)
	}
	await(t, states, "service back", empty)
	conn = insert(t, states, c)
	if err := conn.Begin(t.Context()); err != nil {
		t.Errorf("after the restart: %v", err)
	}
}

func TestSlowReceiverGetsTheLatestState(t *testing.T) {
	states, c := begin(t)
	// A second Watch, over connections of its own, shows when the reader has
	// changed; until then states is not read.
	if err := c.Insert(t.Context(), daemon.Addr()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var conn *Conn
	for err := ErrNoCard; errors.Is(err, ErrNoCard); {
		conn, err = Connect(ctx, "Virtual PCD 00 00")
		if err != nil && !errors.Is(err, ErrNoCard) {
			t.Fatal(err)
		}
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	c.Pull()
	await(t, states, "card out", empty)
}

// TestWatchRests: Watch waits for a change of a known state instead of asking
// again and again.
func TestWatchRests(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	states := Watch(ctx)
	await(t, states, "empty readers", empty)
	cancel()
	for range states { // one watcher at a time
	}
	service, err := scard.EstablishContext()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = service.Release() }()
	w := &watcher{states: make(chan State, 1)}
	known, err := w.look(t.Context(), service, nil)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if _, err := w.look(t.Context(), service, known); err != nil || time.Since(start) < slice/2 {
		t.Errorf("nothing changed, but the wait ended after %v (%v)", time.Since(start), err)
	}
}

func TestConnectErrors(t *testing.T) {
	begin(t)
	if _, err := Connect(t.Context(), "Virtual PCD 00 00"); !errors.Is(err, ErrNoCard) {
		t.Errorf("%v, want ErrNoCard", err)
	}
	if _, err := Connect(t.Context(), "no such reader"); !errors.Is(err, ErrUnknownReader) {
		t.Errorf("%v, want ErrUnknownReader", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Connect(ctx, "Virtual PCD 00 00"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
}

var selectMF = apdu.Command{INS: apdu.InsSelect, Data: []byte{0x3F, 0x00}, Le: apdu.MaxLe}

func TestPulledCard(t *testing.T) {
	states, c := begin(t)
	conn := insert(t, states, c)
	ch := apdu.NewChannel(conn, conn.T0())
	if info, err := ch.Send(t.Context(), selectMF); err != nil || len(info) == 0 {
		t.Fatalf("%X, %v", info, err)
	}
	c.SetHook(func([]byte) virtualcard.Fault { return virtualcard.Fault{Drop: true} })
	if err := conn.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := ch.Send(t.Context(), selectMF); !errors.Is(err, ErrRemoved) {
		t.Errorf("in the middle: %v, want ErrRemoved", err)
	}
	await(t, states, "card out", empty)
	if err := conn.End(false); !errors.Is(err, ErrRemoved) {
		t.Errorf("end: %v, want ErrRemoved", err)
	}
	c.SetHook(nil)
	again := insert(t, states, c)
	if _, err := ch.Send(t.Context(), selectMF); !errors.Is(err, ErrRemoved) {
		t.Errorf("old connection, new card: %v, want ErrRemoved", err)
	}
	if _, err := apdu.NewChannel(again, again.T0()).Send(t.Context(), selectMF); err != nil {
		t.Errorf("new connection: %v", err)
	}
}

func TestTwoPrograms(t *testing.T) {
	states, c := begin(t)
	ours := insert(t, states, c)
	theirs := connect(t, ours.reader)
	if err := theirs.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := ours.Begin(ctx); !errors.Is(err, ErrBusy) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("begin while another has the card: %v, want ErrBusy", err)
	}
	if err := theirs.End(false); err != nil {
		t.Fatal(err)
	}
	// The abandoned transaction may still begin; it must not keep the card.
	if err := theirs.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := theirs.End(true); err != nil {
		t.Fatal(err)
	}
	if err := ours.Begin(t.Context()); !errors.Is(err, ErrReset) {
		t.Fatalf("begin after a reset: %v, want ErrReset", err)
	}
	if err := ours.Begin(t.Context()); err != nil {
		t.Fatalf("begin again: %v", err)
	}
	if err := ours.End(false); err != nil {
		t.Error(err)
	}
	answer, err := ours.Transmit(t.Context(), []byte{0x00, 0x20, 0x00, 0x01})
	if err != nil || !bytes.Equal(answer, []byte{0x63, 0xC3}) {
		t.Errorf("%X, %v", answer, err)
	}
}

func TestCloseResetsAndEnds(t *testing.T) {
	states, c := begin(t)
	conn := insert(t, states, c)
	ch := apdu.NewChannel(conn, true)
	if _, err := ch.Send(t.Context(), apdu.Command{INS: apdu.InsVerify, P2: 1, Data: []byte("123456\x00\x00")}); err != nil || !c.Verified() {
		t.Fatal(err)
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	// The daemon resets in its own time; the next connection sees the result.
	next := connect(t, conn.reader)
	answer, err := next.Transmit(t.Context(), []byte{0x00, 0x20, 0x00, 0x01})
	if err != nil || !bytes.Equal(answer, []byte{0x63, 0xC3}) {
		t.Errorf("the PIN state outlives Close: %X, %v", answer, err)
	}
	if _, err := conn.Transmit(t.Context(), []byte{0, 0, 0, 0}); !errors.Is(err, ErrRemoved) {
		t.Errorf("after Close: %v", err)
	}
	if err := conn.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

func TestEmptyCommandDoesNotPanic(t *testing.T) {
	if _, err := (&Conn{}).Transmit(t.Context(), nil); !errors.Is(err, ErrFailed) {
		t.Error(err)
	}
}

func TestErrorsHideTheServicesText(t *testing.T) {
	_, err := Connect(t.Context(), "no such reader")
	var e *Error
	if !errors.As(err, &e) || e.Code != 0x80100009 || !strings.Contains(err.Error(), "0x80100009") || strings.Contains(err.Error(), "scard:") {
		t.Errorf("%v", err)
	}
}
