package server_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// dial makes a TLS connection as a client that asks for what config says.
func dial(t *testing.T, w *world, config *tls.Config) (*tls.Conn, error) {
	t.Helper()
	config.RootCAs, config.ServerName = x509.NewCertPool(), "localhost"
	config.RootCAs.AddCert(authority(t, "servers").Cert)
	return tls.Dial("tcp", strings.TrimPrefix(w.base, "https://"), config)
}

// Old versions of TLS, and suites with CBC, are refused; what is left works.
func TestOldTLSIsRefused(t *testing.T) {
	w := newWorld(t)
	for name, config := range map[string]*tls.Config{
		"TLS 1.0": {MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10},
		"TLS 1.1": {MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11},
		"CBC": {MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{
			tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, tls.TLS_RSA_WITH_AES_128_CBC_SHA,
		}},
		"no forward secrecy": {MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}},
	} {
		if conn, err := dial(t, w, config); err == nil {
			t.Errorf("%s: connected with %s", name, tls.CipherSuiteName(conn.ConnectionState().CipherSuite))
			_ = conn.Close()
		}
	}
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		conn, err := dial(t, w, &tls.Config{MinVersion: version, MaxVersion: version})
		if err != nil {
			t.Fatalf("%s: %v", tls.VersionName(version), err)
		}
		_ = conn.Close()
	}
}

// A connection is never resumed: the card must sign for each.
func TestConnectionsAreNotResumed(t *testing.T) {
	w := newWorld(t)
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		cache := tls.NewLRUClientSessionCache(8)
		for range 2 {
			c := w.client(anna)
			transport := c.Transport.(*http.Transport)
			transport.TLSClientConfig.ClientSessionCache = cache
			transport.TLSClientConfig.MaxVersion = version
			transport.TLSClientConfig.ServerName = "localhost"
			resp, err := c.Get(w.base + "/v1/health")
			if err != nil {
				t.Fatal(err)
			}
			_ = resp.Body.Close()
			if resp.TLS.DidResume {
				t.Errorf("%s: resumed", tls.VersionName(version))
			}
			transport.CloseIdleConnections()
		}
	}
}

func TestLargeHeadersAreRefused(t *testing.T) {
	w := newWorld(t)
	a, err := try(w.client(anna), "GET", w.base+"/v1/health", nil, "X-Large", strings.Repeat("x", 100<<10))
	if err == nil && a.status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("%d", a.status)
	}
}

// More connections than may be wait for one to end.
func TestConnectionsAreBoundedInNumber(t *testing.T) {
	w := newWorldOf(t, 1)
	first := w.client(anna)
	do(t, first, "GET", w.base+"/v1/health", nil) // kept open
	roots := x509.NewCertPool()
	roots.AddCert(authority(t, "servers").Cert)
	tcp, err := net.Dial("tcp", strings.TrimPrefix(w.base, "https://")) // the system takes it, the server not yet
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tcp.Close() }()
	served := make(chan error, 1)
	go func() { served <- tls.Client(tcp, &tls.Config{RootCAs: roots, ServerName: "localhost"}).Handshake() }()
	for range 200 {
		do(t, first, "GET", w.base+"/v1/health", nil)
	}
	select {
	case err := <-served:
		t.Fatalf("a second connection was served beside the first (%v)", err)
	default:
	}
	first.CloseIdleConnections()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

// A user's day begins with the membership.
func TestAMembershipThatHasNotBegun(t *testing.T) {
	w := newWorld(t)
	const soonHere = "SE0000000000-SOON"
	if err := w.store.Write(context.Background(), func(tx server.Tx) error {
		id, err := tx.PutUser(server.HSAID(soonHere), "Sofia Snart")
		if err != nil {
			return err
		}
		return tx.PutMembership(id, clinicA, domain.RoleUser, domain.Period{From: today.AddDays(1)})
	}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/v1/session", "/v1/clinics/" + clinicA + "/invoices"} {
		if a := do(t, w.client(soonHere), "GET", w.base+path, nil); a.status != 403 || a.problem(t).Code != api.ProblemUnknownUser {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
}

// Nothing that the server answers may be kept by anything between.
func TestNothingIsStoredOnTheWay(t *testing.T) {
	w := newWorld(t)
	tag := do(t, w.client(anna), "GET", w.base+"/v1/region", nil).header.Get("ETag")
	for name, a := range map[string]answer{
		"a list":         do(t, w.client(anna), "GET", w.base+"/v1/clinics/"+clinicA+"/invoices", nil),
		"a problem":      do(t, w.client(nobody), "GET", w.base+"/v1/session", nil),
		"no such path":   do(t, w.client(anna), "GET", w.base+"/v1/nothing", nil),
		"another method": do(t, w.client(anna), "DELETE", w.base+"/v1/session", nil),
		"not modified":   do(t, w.client(anna), "GET", w.base+"/v1/region", nil, "If-None-Match", tag),
	} {
		if got := a.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s (%d): Cache-Control %q", name, a.status, got)
		}
	}
}

// blind is a store that never knows which references are used.
type blind struct{ server.Store }

type blindTx struct{ server.Tx }

func (blindTx) UsedRefs(string, []string) (map[string]bool, error) { return map[string]bool{}, nil }

func (b blind) Write(ctx context.Context, f func(server.Tx) error) error {
	return b.Store.Write(ctx, func(tx server.Tx) error { return f(blindTx{tx}) })
}

// The reference index has the last word, also where the check before it saw
// nothing, as with two submissions at once.
func TestTheReferenceIndexHasTheLastWord(t *testing.T) {
	w := newWorld(t)
	s := newService(t, blind{w.store})
	send := func(id, ref string) error {
		_, err := s.Do(context.Background(), as(anna, clinicA), domain.CommandSubmit, id, submission(t, "F", bill(t, entitledN, ref)))
		return err
	}
	if err := send("last-word-1", "Unik 1"); err != nil {
		t.Fatal(err)
	}
	before := w.list(t)
	if err := send("last-word-2", "UNIK 1"); domain.CodeOf(err) != api.ProblemReferenceUse {
		t.Errorf("used twice: %v", err)
	}
	if after := w.list(t); after != before {
		t.Errorf("%d invoices, were %d: a refused one is stored", after, before)
	}
}

// list counts the clinic's invoices.
func (w *world) list(t *testing.T) int {
	t.Helper()
	list, _, err := w.service.Invoices(context.Background(), as(anna, clinicA), server.InvoiceFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}
