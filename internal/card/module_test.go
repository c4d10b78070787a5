//go:build cgo && linux

package card

import (
	"bytes"
	"context"
	"crypto/elliptic"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/pcscd"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/domain"
)

// Libraries of Debian: a token in software, and OpenSC's for cards in readers.
const (
	softhsm = "/usr/lib/softhsm/libsofthsm2.so"
	opensc  = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so"
)

const modulePIN = "271828"

// tool runs a program that prepares a test.
func tool(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s\nInstall the Debian packages softhsm2 and opensc.", name, err, out)
	}
}

// softTokens puts keys into tokens of SoftHSM, one each.
func softTokens(t *testing.T, keys ...virtualcard.Key) {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Setenv("SOFTHSM2_CONF", write("conf", fmt.Appendf(nil, "directories.tokendir = %s\nlog.level = ERROR\n", dir)))
	for i, k := range keys {
		label := fmt.Sprintf("token %d", i)
		der, err := x509.MarshalPKCS8PrivateKey(k.Private)
		if err != nil {
			t.Fatal(err)
		}
		tool(t, "softhsm2-util", "--init-token", "--free", "--label", label, "--pin", modulePIN, "--so-pin", "12345678")
		tool(t, "softhsm2-util", "--import", write("key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "--token", label, "--label", "key", "--id", "45", "--pin", modulePIN)
		tool(t, "pkcs11-tool", "--module", softhsm, "--token-label", label, "--login", "--pin", modulePIN, "--write-object", write("cert", k.Certificate), "--type", "cert", "--id", "45", "--label", "cert")
	}
}

// moduleCA issues the certificates of these tests.
func moduleCA(t *testing.T) *cardtest.CA {
	t.Helper()
	ca, err := cardtest.NewCA(testCA, nil)
	if err != nil {
		t.Fatal(err)
	}
	return ca
}

func issueFor(t *testing.T, ca *cardtest.CA, p cardtest.Person) virtualcard.Key {
	t.Helper()
	p.Name = "Anna Ek"
	k, err := ca.Issue(p)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// usable waits until n cards can be logged in with, and gives their numbers by HSA-id.
func usable(t *testing.T, states <-chan app.CardState, n int) map[string]app.CardState {
	t.Helper()
	for s := range states {
		found := map[string]app.CardState{}
		if s.Phase == app.CardReady {
			found[s.Holder.HSAID] = s
		}
		for _, c := range s.Choices {
			found[c.Holder.HSAID] = app.CardState{Insertion: c.Insertion, Holder: c.Holder}
		}
		if len(found) == n {
			return found
		}
	}
	t.Fatalf("never %d cards", n)
	return nil
}

// reaches opens a connection of a TLS version that the session signs for.
func reaches(t *testing.T, ca *cardtest.CA, s app.Session, version uint16) {
	t.Helper()
	cert, err := ca.Server("example.test")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.TLS.PeerCertificates[0].Subject.SerialNumber)
	}))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: ca.Pool(), MinVersion: version, MaxVersion: version}
	server.StartTLS()
	defer server.Close()
	dial, err := s.Dial(t.Context(), &tls.Config{RootCAs: ca.Pool(), ServerName: "example.test"})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := (&http.Client{Transport: &http.Transport{DialTLSContext: dial, DisableKeepAlives: true}}).Get(server.URL)
	if err != nil {
		t.Fatalf("%s: %v", tls.VersionName(version), err)
	}
	defer answer.Body.Close()
	if got, err := io.ReadAll(answer.Body); err != nil || string(got) != s.Identity().ID {
		t.Errorf("%s: the server saw %q, %v", tls.VersionName(version), got, err)
	}
}

func TestLoginThroughAModule(t *testing.T) {
	ca := moduleCA(t)
	softTokens(t, issueFor(t, ca, cardtest.Person{HSAID: "SE0000000000-RSA"}), issueFor(t, ca, cardtest.Person{HSAID: "SE0000000000-EC", Curve: elliptic.P256()}))
	r := NewWithModule(siths.Config{}, softhsm)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	found := usable(t, r.Watch(ctx), 2)
	for id, state := range found {
		try := app.PINTry{Insertion: state.Insertion}
		if _, err := r.Login(t.Context(), []byte("12a456"), try); domain.CodeOf(err) != app.CodeCardPINFormat {
			t.Errorf("%s: letters: %v", id, err)
		}
		if _, err := r.Login(t.Context(), []byte("000000"), try); domain.CodeOf(err) != app.CodeCardPINWrong {
			t.Errorf("%s: wrong PIN: %v", id, err)
		}
		if _, err := r.Login(t.Context(), []byte("000000"), try); domain.CodeOf(err) != app.CodeCardPINSame {
			t.Errorf("%s: the same again: %v", id, err)
		}
		try.Last = true // the library does not tell how many are left
		s, err := r.Login(t.Context(), []byte(modulePIN), try)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		reaches(t, ca, s, tls.VersionTLS12)
		reaches(t, ca, s, tls.VersionTLS13)
		first, err := s.StoreKey(t.Context(), []byte("salt"))
		second, againErr := s.StoreKey(t.Context(), []byte("salt"))
		if id == "SE0000000000-RSA" && (err != nil || againErr != nil || !bytes.Equal(first, second)) {
			t.Errorf("the key is not the same again: %v, %v", err, againErr)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if _, err := s.StoreKey(t.Context(), []byte("salt")); err == nil {
			t.Error("the session signs when it is closed")
		}
	}
}

// OpenSC's library with our virtual IDPrime card in a reader: two makers between us and
// the key. The card is pulled, and the session ends.
func TestModuleOfACardInAReader(t *testing.T) {
	ca := moduleCA(t)
	c, err := virtualcard.New(virtualcard.Spec{
		Keys: []virtualcard.Key{issueFor(t, ca, cardtest.Person{HSAID: "SE0000000000-DEMO01"})}, PIN: modulePIN,
		Variant: virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	daemon, err := pcscd.Start(t.Context(), pcscd.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = daemon.Stop() })
	t.Setenv(pcscd.SocketVariable, daemon.Socket())
	t.Setenv("OPENSC_CONF", filepath.Join(t.TempDir(), "none"))
	if err := c.Insert(t.Context(), daemon.Addr()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Pull)
	given := counted(c)
	r := NewWithModule(siths.Config{}, opensc)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	state := usable(t, r.Watch(ctx), 1)["SE0000000000-DEMO01"]
	untyped(t, r, state.Insertion)
	if given() != 0 {
		t.Fatalf("%d PINs given that nobody typed", given())
	}
	s, err := r.Login(t.Context(), []byte(modulePIN), app.PINTry{Insertion: state.Insertion})
	if err != nil {
		t.Fatal(err)
	}
	reaches(t, ca, s, tls.VersionTLS13)
	if given() != 1 {
		t.Errorf("%d PINs given, one was typed", given())
	}
	c.Pull()
	<-s.Ended()
	if _, err := s.StoreKey(t.Context(), []byte("salt")); err == nil || c.WrongPINs() != 0 || given() != 1 {
		t.Errorf("without the card: %v", err)
	}
}

func TestModuleThatCannotBeUsed(t *testing.T) {
	text := filepath.Join(t.TempDir(), "text.so")
	if err := os.WriteFile(text, []byte("no library"), 0o600); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(softhsm)
	if err != nil {
		t.Fatal(err)
	}
	raw[18] ^= 0xFF // the processor's number in the head of ELF
	other := filepath.Join(t.TempDir(), "other.so")
	if err := os.WriteFile(other, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/none.so", "relative.so", text, other} {
		r := NewWithModule(siths.Config{}, path)
		ctx, stop := context.WithCancel(t.Context())
		state := <-r.Watch(ctx)
		if state.Phase != app.CardNoService || state.Code != app.CodeCardModule {
			t.Errorf("%s: %+v", path, state)
		}
		if _, err := r.Login(ctx, []byte(modulePIN), app.PINTry{}); err == nil || errors.Is(err, siths.ErrClosed) {
			t.Errorf("%s: %v", path, err)
		}
		stop()
	}
}
