package sim_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tandtui/internal/bankid"
	"example.org/tandtui/internal/bankid/sim"
)

// anna and olle are test numbers of the Tax Agency.
var (
	anna = sim.Person{PersonalNumber: "196009172336", Name: "Anna Ek"}
	olle = sim.Person{PersonalNumber: "194309189126", Name: "Olle Å"}
)

// world is a simulator with a clock, and a relying party of it.
type world struct {
	*sim.Running
	later atomic.Int64 // how far the clock has gone on
	party *bankid.Client
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	var err error
	if w.Running, err = sim.Listen(t.Context(), "127.0.0.1:0", w.now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	if w.party, err = bankid.New(w.Party); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) now() time.Time {
	return time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC).Add(time.Duration(w.later.Load()))
}

func (w *world) wait(d time.Duration) { w.later.Add(int64(d)) }

func (w *world) order(t *testing.T) bankid.Order {
	t.Helper()
	o, err := w.party.Auth(t.Context(), bankid.Login{IP: "192.0.2.7", Purpose: "Logga in"})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// is checks the state of an order.
func (w *world) is(t *testing.T, o bankid.Order, status bankid.Status, hint string) bankid.Collected {
	t.Helper()
	got, err := w.party.Collect(t.Context(), o.Ref)
	if err != nil || got.Status != status || got.Hint != hint {
		t.Fatalf("%v %q %v, want %v %q", got.Status, got.Hint, err, status, hint)
	}
	return got
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	var no *bankid.Error
	if !errors.As(err, &no) || no.Code != code {
		t.Fatalf("%v, want %s", err, code)
	}
}

func TestALogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.order(t)
	w.is(t, o, bankid.Pending, bankid.HintOutstanding)
	w.wait(7 * time.Second)
	ref, visible, err := w.Scan(o.QR(6*time.Second), anna)
	if err != nil || ref != o.Ref || visible != "Logga in" {
		t.Fatal(ref, visible, err)
	}
	w.is(t, o, bankid.Pending, "started")
	w.Hint(ref, "futureHint")
	w.is(t, o, bankid.Pending, "futureHint")
	w.Sign(ref)
	got := w.is(t, o, bankid.Complete, "")
	if c := got.Completion; c.User.PersonalNumber != anna.PersonalNumber || c.Signature == "" || c.OCSP == "" || c.Risk != "low" {
		t.Errorf("%+v", c)
	}
	_, err = w.party.Collect(t.Context(), o.Ref)
	refused(t, err, bankid.CodeInvalid) // an end is given once
}

// TestCodesThatAreNone: as on a phone, a code that is old, of a later second, cut or
// of nobody does nothing.
func TestCodesThatAreNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.order(t)
	w.wait(20 * time.Second)
	good := o.QR(20 * time.Second)
	for name, code := range map[string]string{
		"stale": o.QR(3 * time.Second), "of later": o.QR(29 * time.Second), "cut": good[:len(good)-1], "empty": "",
		"another's": bankid.Order{QRStartToken: o.QRStartToken, QRStartSecret: "guess"}.QR(20 * time.Second),
	} {
		if _, _, err := w.Scan(code, anna); !errors.Is(err, sim.ErrCode) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.is(t, o, bankid.Pending, bankid.HintOutstanding)
	if _, _, err := w.Scan(good, anna); err != nil {
		t.Fatal(err)
	}
}

func TestWaysToFail(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	late := w.order(t)
	w.wait(31 * time.Second)
	w.is(t, late, bankid.Failed, "startFailed")

	unsigned := w.order(t)
	if _, _, err := w.Scan(unsigned.AutoStartToken, anna); err != nil {
		t.Fatal(err)
	}
	newer := w.order(t)
	if _, _, err := w.Scan(newer.QR(0), anna); err != nil {
		t.Fatal(err)
	}
	w.is(t, unsigned, bankid.Failed, "cancelled")
	w.wait(181 * time.Second)
	w.is(t, newer, bankid.Failed, "expiredTransaction")

	no := w.order(t)
	if _, _, err := w.Scan(no.QR(0), olle); err != nil {
		t.Fatal(err)
	}
	w.Fail(no.Ref, "userCancel")
	w.is(t, no, bankid.Failed, "userCancel")

	given := w.order(t)
	if err := w.party.Cancel(t.Context(), given.Ref); err != nil {
		t.Fatal(err)
	}
	_, err := w.party.Collect(t.Context(), given.Ref)
	refused(t, err, bankid.CodeInvalid)
	w.Break(sim.Fault{Path: "/auth", Status: 503, Code: bankid.CodeMaintenance}, sim.Fault{Path: "/auth", Status: 200, Body: "<html>"})
	_, err = w.party.Auth(t.Context(), bankid.Login{IP: "192.0.2.7"})
	refused(t, err, bankid.CodeMaintenance)
	if _, err = w.party.Auth(t.Context(), bankid.Login{IP: "192.0.2.7"}); err == nil {
		t.Error("a page is an order")
	}
}

// TestRequestsThatAreNone: what the real API refuses of whoever asks it wrongly.
func TestRequestsThatAreNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(w.CA)
	stranger := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	defer stranger.CloseIdleConnections()
	resp, err := stranger.Post(w.URL+sim.Base+"/auth", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(resp.Body)
	if err != nil || resp.Body.Close() != nil || resp.StatusCode != 403 || !strings.Contains(string(page), "<html>") {
		t.Errorf("without a certificate: %d %s", resp.StatusCode, page)
	}
	for name, x := range map[string]struct {
		method, path, kind, body string
		status                   int
	}{
		"get":            {"GET", "/auth", "application/json", "", 405},
		"charset":        {"POST", "/auth", "application/json; charset=utf-8", "{}", 415},
		"path":           {"POST", "/payment", "application/json", "{}", 404},
		"no json":        {"POST", "/auth", "application/json", "x", 400},
		"no address":     {"POST", "/auth", "application/json", `{"userVisibleData":"eA=="}`, 400},
		"not base64":     {"POST", "/auth", "application/json", `{"endUserIp":"192.0.2.1","userVisibleData":"x"}`, 400},
		"app and web":    {"POST", "/auth", "application/json", `{"endUserIp":"192.0.2.1","app":{},"web":{}}`, 400},
		"no order":       {"POST", "/collect", "application/json", `{"orderRef":"x"}`, 400},
		"in progress":    {"POST", "/auth", "application/json", `{"endUserIp":"192.0.2.1","requirement":{"personalNumber":"196009172336"}}`, 200},
		"in progress, 2": {"POST", "/auth", "application/json", `{"endUserIp":"192.0.2.1","requirement":{"personalNumber":"194309189126"}}`, 200},
	} {
		r := httptest.NewRequest(x.method, sim.Base+x.path, strings.NewReader(x.body))
		r.Header.Set("Content-Type", x.kind)
		r.TLS = &tls.ConnectionState{VerifiedChains: [][]*x509.Certificate{nil}}
		answer := httptest.NewRecorder()
		w.ServeHTTP(answer, r)
		if answer.Code != x.status {
			t.Errorf("%s: %d, want %d: %s", name, answer.Code, x.status, answer.Body)
		}
	}
	again := httptest.NewRequest(http.MethodPost, sim.Base+"/auth", strings.NewReader(`{"endUserIp":"192.0.2.1","requirement":{"personalNumber":"196009172336"}}`))
	again.Header.Set("Content-Type", "application/json")
	again.TLS = &tls.ConnectionState{VerifiedChains: [][]*x509.Certificate{nil}}
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, again)
	if answer.Code != 400 || !strings.Contains(answer.Body.String(), bankid.CodeInProgress) {
		t.Errorf("two for one person: %d %s", answer.Code, answer.Body)
	}
}
