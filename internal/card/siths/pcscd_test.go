//go:build cgo && linux

package siths

import (
	"context"
	"crypto/tls"
	"errors"
	"os"
	"testing"
	"time"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/pcscd"
	"example.org/tandtui/internal/card/virtualcard"
)

// reader is the daemon that tests with a real PC/SC service share; it is started
// by the first of them.
var reader struct {
	daemon *pcscd.Daemon
	states <-chan pcsc.State
}

func TestMain(m *testing.M) {
	code := m.Run()
	if reader.daemon != nil {
		_ = reader.daemon.Stop()
	}
	os.Exit(code)
}

// inReader puts c into the reader and connects to it.
func inReader(t *testing.T, c *virtualcard.Card) *pcsc.Conn {
	t.Helper()
	if reader.daemon == nil {
		d, err := pcscd.Start(t.Context(), pcscd.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Setenv(pcscd.SocketVariable, d.Socket()); err != nil { //nolint:usetesting // for all tests: it is read once
			t.Fatal(err)
		}
		reader.daemon, reader.states = d, pcsc.Watch(context.Background())
	}
	awaitCard(t, false)
	if err := c.Insert(t.Context(), reader.daemon.Addr()); err != nil {
		t.Fatal(err)
	}
	name := awaitCard(t, true)
	t.Cleanup(func() { c.Pull(); awaitCard(t, false) })
	conn, err := pcsc.Connect(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

var lastState pcsc.State

func awaitCard(t *testing.T, present bool) string {
	t.Helper()
	timeout := time.After(20 * time.Second)
	for len(lastState.Readers) == 0 || lastState.Readers[0].Present != present {
		select {
		case lastState = <-reader.states:
		case <-timeout:
			t.Fatalf("card present: never %v\n%s", present, reader.daemon.Log())
		}
	}
	return lastState.Readers[0].Name
}

func TestSessionThroughPCSC(t *testing.T) {
	for name, tc := range map[string]struct {
		variant virtualcard.Variant
		version uint16
	}{
		"TLS 1.3 with a raw card":    {virtualcard.Variant{}, tls.VersionTLS13},
		"TLS 1.2 with a PKCS#1 card": {virtualcard.Variant{NoRaw: true, ExtraODF: true, PadFF: true}, tls.VersionTLS12},
	} {
		t.Run(name, func(t *testing.T) {
			s, c, d := server(t, nil), newCard(t, tc.variant), New(Config{})
			card, err := d.Open(t.Context(), inReader(t, c))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = card.Close() }()
			id, err := card.Identity()
			if err != nil {
				t.Fatal(err)
			}
			var pinErr *PINError
			if err := id.VerifyPIN(t.Context(), []byte("999999"), VerifyOptions{}); !errors.As(err, &pinErr) || pinErr.Remaining != 2 {
				t.Fatalf("wrong PIN: %v", err)
			}
			if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
				t.Fatal(err)
			}
			for range 2 { // every connection is signed for anew
				body, version, err := get(t, id, s, clientConfig(t))
				if err != nil || body != hsaAnna || version != tc.version {
					t.Fatalf("%q over %s, %v", body, tls.VersionName(version), err)
				}
			}
			if err := card.Close(); err != nil {
				t.Fatal(err)
			}
			if c.Verified() {
				t.Error("the PIN state outlives Close")
			}
		})
	}
}

func TestPulledWhileSigningThroughPCSC(t *testing.T) {
	c := newCard(t, virtualcard.Variant{})
	card, err := New(Config{}).Open(t.Context(), inReader(t, c))
	if err != nil {
		t.Fatal(err)
	}
	id, err := card.Identity()
	if err != nil {
		t.Fatal(err)
	}
	if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
		t.Fatal(err)
	}
	c.SetHook(func(raw []byte) virtualcard.Fault { return virtualcard.Fault{Drop: raw[1] == apdu.InsPSO} })
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); !errors.Is(err, apdu.ErrRemoved) {
		t.Errorf("%v, want ErrRemoved", err)
	}
	if err := card.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

// TestAnotherProgramThroughPCSC: what scard's codes for a reset become.
func TestAnotherProgramThroughPCSC(t *testing.T) {
	c := newCard(t, virtualcard.Variant{})
	conn := inReader(t, c)
	card, err := New(Config{}).Open(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = card.Close() }()
	id, err := card.Identity()
	if err != nil {
		t.Fatal(err)
	}
	if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
		t.Fatal(err)
	}
	other, err := pcsc.Connect(t.Context(), awaitCard(t, true))
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil { // resets
		t.Fatal(err)
	}
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); !errors.Is(err, ErrPINRequired) {
		t.Fatalf("%v, want ErrPINRequired", err)
	}
	if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); err != nil {
		t.Error(err)
	}
}
