package remote_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	remote "example.org/tandtui/internal/sync"
	"example.org/tandtui/internal/text"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const sid = "00000000-0000-7000-8000-000000000001"

var body = []byte(`{"invoiceNo":"1",  "bills":[]}`)

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// serve starts a TLS server that speaks the protocol as far as h does.
func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func dialler(s *httptest.Server) app.DialFunc {
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return (&tls.Dialer{Config: &tls.Config{RootCAs: pool, ServerName: "example.com", MinVersion: tls.VersionTLS12}}).DialContext
}

func client(t *testing.T, s *httptest.Server) *remote.Client {
	t.Helper()
	c, err := remote.NewClient(s.URL, dialler(s))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// reply answers in the protocol.
func reply(w http.ResponseWriter, status int, contentType, text string) {
	w.Header().Set(api.ProtoHeader, api.Protocol)
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}

func problem(w http.ResponseWriter, status int, code string, findings ...domain.Finding) {
	b, _ := json.Marshal(api.Problem{Code: code, Title: "Räkningsreferensen har redan använts.", Status: status, Detail: "Använd ett annat.", Findings: findings})
	reply(w, status, api.ProblemType, string(b))
}

func receipt(w http.ResponseWriter, status int, r domain.Receipt) {
	b, _ := json.Marshal(r)
	reply(w, status, "application/json", string(b))
}

func want(t *testing.T, err error, kind domain.Kind, code string) {
	t.Helper()
	if err == nil || domain.KindOf(err) != kind || domain.CodeOf(err) != code {
		t.Errorf("error %v (kind %v, code %q), want kind %v, code %q", err, domain.KindOf(err), domain.CodeOf(err), kind, code)
	}
}

func TestLookupAnswers(t *testing.T) {
	id, other := person(t, "193405128350"), person(t, "189001019802")
	for _, x := range []struct {
		name string
		h    http.HandlerFunc
		kind domain.Kind
		code string
	}{
		{"unknown", func(w http.ResponseWriter, _ *http.Request) { problem(w, 404, api.ProblemPersonNone) }, domain.NotFound, app.CodePersonUnknown},
		{"protected", func(w http.ResponseWriter, _ *http.Request) { problem(w, 403, api.ProblemPersonSecret) }, domain.Unauthorized, app.CodePersonProtected},
		{"another", func(w http.ResponseWriter, _ *http.Request) {
			b, _ := json.Marshal(domain.PersonFacts{Person: other})
			reply(w, 200, "application/json", string(b))
		}, domain.Offline, app.CodeOffline},
	} {
		c := client(t, serve(t, x.h))
		_, err := c.Lookup(t.Context(), "101", id)
		want(t, err, x.kind, x.code)
		if strings.Contains(err.Error(), "1934") || strings.Contains(err.Error(), "1890") {
			t.Errorf("%s: a person number in %q", x.name, err)
		}
	}
	c := client(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.String(), "1934") {
			t.Error("a person number in the URL")
		}
		var in api.Lookup
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.Person != id {
			t.Errorf("%v %v", in.Person, err)
		}
		b, _ := json.Marshal(domain.PersonFacts{Person: in.Person, BaseUsed: 9})
		reply(w, 200, "application/json; charset=utf-8", string(b))
	}))
	if f, err := c.Lookup(t.Context(), "101", id); err != nil || f.BaseUsed != 9 {
		t.Errorf("%+v %v", f, err)
	}
}

func person(t *testing.T, s string) (p domain.PersonID) {
	t.Helper()
	if err := p.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNoServer(t *testing.T) {
	s := serve(t, nil)
	c := client(t, s)
	s.Close()
	_, err := c.Health(t.Context())
	want(t, err, domain.Offline, app.CodeOffline)
}

func TestServerThatIsNotTheRegions(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request went to it") })
	c, err := remote.NewClient(s.URL, (&tls.Dialer{Config: &tls.Config{RootCAs: x509.NewCertPool(), ServerName: "example.com"}}).DialContext)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, err = c.User(t.Context())
	want(t, err, domain.Unauthorized, app.CodeUntrusted)
}

// TestS4WhatIsWrongWithTheServersCertificate is told, and whom to call, instead of
// a missing network. It is what a first login fails with.
func TestS4WhatIsWrongWithTheServersCertificate(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*x509.Certificate)
		code string
		call string
	}{
		{"expired", func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }, app.CodeServerExpired, "regionens support"},
		{"not yet valid", func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Hour) }, app.CodeServerExpired, "regionens support"},
		{"another name", func(c *x509.Certificate) { c.DNSNames = []string{"other.example"} }, app.CodeServerName, "regionens support"},
		{"nameless", func(c *x509.Certificate) { c.DNSNames = nil }, app.CodeServerName, "regionens support"},
		{"for something else", func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }, app.CodeUntrusted, "klinikens nät"},
	} {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		template := &x509.Certificate{
			SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"example.com"},
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, IsCA: true, BasicConstraintsValid: true,
		}
		c.make(template)
		raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.StartTLS()
		pool := x509.NewCertPool()
		if cert, err := x509.ParseCertificate(raw); err == nil {
			pool.AddCert(cert)
		}
		client, err := remote.NewClient(s.URL, (&tls.Dialer{Config: &tls.Config{RootCAs: pool, ServerName: "example.com"}}).DialContext)
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.User(t.Context())
		if domain.CodeOf(err) != c.code || domain.KindOf(err) != domain.Unauthorized {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
		if said := text.Error(domain.CodeOf(err)); !strings.Contains(said.Do, c.call) {
			t.Errorf("%s: %q does not say whom to call", c.name, said.Do)
		}
		client.Close()
		s.Close()
	}
}

// A server that does not know the card's issuer says so with an alert, in TLS 1.3
// only when the handshake looks done to the client. It is told as that, every time,
// and not as a user who is missing or a network that is down.
func TestS5IssuerThatTheServerDoesNotKnow(t *testing.T) {
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.TLS = &tls.Config{ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: x509.NewCertPool(), MinVersion: tls.VersionTLS12, MaxVersion: version}
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.StartTLS()
		pool := x509.NewCertPool()
		pool.AddCert(s.Certificate())
		foreign := &tls.Config{RootCAs: pool, ServerName: "example.com", GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			return &s.TLS.Certificates[0], nil // one of an issuer that the server does not take
		}}
		for range 20 {
			c, err := remote.NewClient(s.URL, (&tls.Dialer{Config: foreign}).DialContext)
			if err != nil {
				t.Fatal(err)
			}
			_, err = c.User(t.Context())
			want(t, err, domain.Unauthorized, app.CodeUnknownIssuer)
			c.Close()
		}
		s.Close()
	}
}

// Each alert about the certificate has its own meaning; others are a connection
// that failed.
func TestS5AlertsTellWhatIsWrongWithTheCard(t *testing.T) {
	for alert, code := range map[tls.AlertError]string{
		42: app.CodeUnknownIssuer, 43: app.CodeUnknownIssuer, 46: app.CodeUnknownIssuer, 48: app.CodeUnknownIssuer,
		44: app.CodeCardRevoked, 45: app.CodeCardExpired, 49: app.CodeUnknownUser, 40: app.CodeOffline, 80: app.CodeOffline,
	} {
		c, err := remote.NewClient("https://127.0.0.1:1", func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "remote error", Err: alert}
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.User(t.Context())
		if domain.CodeOf(err) != code {
			t.Errorf("alert %d: %v, want %s", alert, err, code)
		}
		c.Close()
	}
}

func TestCardPulledInTheHandshake(t *testing.T) {
	pulled := &domain.Error{Kind: domain.Card, Code: app.CodeCardRemoved, Op: "card.sign"}
	c, err := remote.NewClient("https://127.0.0.1:1", func(context.Context, string, string) (net.Conn, error) {
		return nil, fmt.Errorf("handshake: %w", pulled)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, err = c.Send(t.Context(), submission("101"))
	want(t, err, domain.Card, app.CodeCardRemoved)
}

func TestCloseEndsWhatIsUnderWay(t *testing.T) {
	arrived := make(chan struct{})
	c := client(t, serve(t, func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	}))
	done := make(chan error, 1)
	go func() {
		_, err := c.Changes(context.Background(), app.Following{Clinic: "101", Wait: 25 * time.Second, Waiting: 3})
		done <- err
	}()
	<-arrived
	c.Close()
	want(t, <-done, domain.Offline, app.CodeOffline)
}

func TestChanges(t *testing.T) {
	c := client(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if q.Get("wait") != "25" || q.Get("limit") != "500" || r.Header.Get(api.FeedHeader) != api.FeedAll || r.Header.Get(api.WaitingHeader) != "3" {
			t.Errorf("query %v", q)
		}
		switch q.Get("since") {
		case "":
			if q.Has("since") {
				t.Error("an empty cursor is sent")
			}
			reply(w, 200, "application/json", `{"from":"","to":"c+1/=","more":true,"changes":[{"seq":1,"invoice":{"ourRef":5,"clinic":"101"}},{"seq":2,"invoice":{"ourRef":6,"clinic":"101"}}]}`)
		case "c+1/=":
			problem(w, 410, api.ProblemCursorOld)
		case "out of order":
			reply(w, 200, "application/json", `{"from":"out of order","to":"x","changes":[{"seq":2},{"seq":1}]}`)
		case "another's invoice":
			reply(w, 200, "application/json", `{"to":"x","changes":[{"seq":1,"invoice":{"ourRef":5,"clinic":"102"}}]}`)
		case "another's payout":
			reply(w, 200, "application/json", `{"to":"x","changes":[{"seq":1,"payout":{"no":5,"clinic":"102"}}]}`)
		}
	}))
	p, err := c.Changes(t.Context(), app.Following{Clinic: "101", Cursor: "", Wait: 25 * time.Second, Waiting: 3})
	if err != nil || p.To != "c+1/=" || !p.More || len(p.Invoices) != 2 || p.Invoices[1].OurRef != 6 {
		t.Errorf("%+v %v", p, err)
	}
	_, err = c.Changes(t.Context(), app.Following{Clinic: "101", Cursor: p.To, Wait: 25 * time.Second, Waiting: 3})
	want(t, err, domain.Conflict, app.CodeFeedOld)
	for _, evil := range []string{"out of order", "another's invoice", "another's payout"} {
		_, err = c.Changes(t.Context(), app.Following{Clinic: "101", Cursor: evil, Wait: 25 * time.Second, Waiting: 3})
		want(t, err, domain.Offline, app.CodeOffline)
	}
}

func TestDataIsFetchedOnce(t *testing.T) {
	c := client(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == api.PathHealth:
			reply(w, 200, "application/json", `{"demo":true}`)
		case r.Header.Get("If-None-Match") == `"v1"`:
			w.Header().Set(api.ProtoHeader, api.Protocol)
			w.WriteHeader(http.StatusNotModified)
		default:
			reply(w, 200, "application/json", `{"version":"v1","profile":{"id":"vgr"},"performers":{"3101":[{"no":"T1"}],"3102":[]}}`)
		}
	}))
	d, changed, err := c.Data(t.Context(), "")
	if err != nil || !changed || !strings.HasPrefix(d.Version, "v1/") || d.Profile.ID != "vgr" || !d.Demo {
		t.Errorf("%+v %v %v", d, changed, err)
	}
	if who := d.Performers; len(who["3101"]) != 1 || who["3101"][0].No != "T1" || who["3102"] == nil || who["5701"] != nil {
		t.Errorf("performers %+v", who)
	}
	if _, changed, err = c.Data(t.Context(), d.Version); err != nil || changed {
		t.Errorf("%v %v", changed, err)
	}
	// Kept by a program that knew fewer fields, whose values it has dropped.
	if _, changed, err = c.Data(t.Context(), "v1/00000000"); err != nil || !changed {
		t.Errorf("of an older program: %v %v", changed, err)
	}
}

// An answer without a region in it is none: kept, it would switch every check off.
func TestDataOfNoRegion(t *testing.T) {
	for _, body := range []string{`{}`, `null`, `{"version":"v1"}`, `{"profile":{"id":"vgr"}}`} {
		c := client(t, serve(t, func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, "application/json", body) }))
		_, changed, err := c.Data(t.Context(), "")
		if changed {
			t.Errorf("%s is a region's data", body)
		}
		want(t, err, domain.Offline, app.CodeOffline)
	}
}

func TestS8AddressMustBeHTTPS(t *testing.T) {
	for _, u := range []string{"", "http://x", "x:443", "https://", "https://a:b@x", "https://x?q"} {
		if _, err := remote.NewClient(u, nil); domain.CodeOf(err) != app.CodeServerURL {
			t.Errorf("%q: %v", u, err)
		}
	}
}
