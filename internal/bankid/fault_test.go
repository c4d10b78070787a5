package bankid

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// wire is a BankID, or whatever stands before it, that answers with bytes. It runs
// on the clock of a synctest bubble: waiting costs no time.
type wire struct {
	answer func(c net.Conn)
	config *tls.Config
	asked  atomic.Int64 // requests that came
}

// faulty is a client of such a BankID.
func faulty(t *testing.T, answer func(net.Conn)) (*Client, *wire) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"bankid.example"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	own := tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	c, err := New(Config{URL: "https://bankid.example/rp/v6.0", Certificate: own, Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{answer: answer, config: &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{own}}}
	transport := c.http.Transport.(*http.Transport)
	transport.Proxy = nil
	transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		go w.serve(far)
		return near, nil
	}
	return c, w
}

func (w *wire) serve(far net.Conn) {
	c := tls.Server(far, w.config)
	defer func() { _ = far.Close() }()
	from := bufio.NewReader(c)
	for {
		r, err := http.ReadRequest(from)
		if err != nil {
			return
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		w.asked.Add(1)
		w.answer(c)
	}
}

// Parts of answers.
func writes(parts ...string) func(net.Conn) {
	return func(c net.Conn) { _, _ = io.WriteString(c, strings.Join(parts, "")) }
}

func hangs(first string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, first)
		_, _ = io.Copy(io.Discard, c)
	}
}

// drips sends the rest a byte each second, for an hour.
func drips(first string) func(net.Conn) {
	return func(c net.Conn) {
		go func() { _, _ = io.Copy(io.Discard, c) }() // a pipe holds nothing: somebody must read the goodbye
		_, _ = io.WriteString(c, first)
		for range 3600 {
			time.Sleep(time.Second)
			if _, err := io.WriteString(c, "x"); err != nil {
				return
			}
		}
	}
}

func breaksOff(first string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, first)
		_ = c.(*tls.Conn).NetConn().Close()
	}
}

func says(status int, kind, body string) func(net.Conn) {
	return writes("HTTP/1.1 ", strconv.Itoa(status), " X\r\nRetry-After: 1\r\nContent-Type: ", kind, "\r\nContent-Length: ", strconv.Itoa(len(body)), "\r\n\r\n", body)
}

const (
	begun = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	page  = "<html><h1>Underhåll</h1></html>"
)

// refusedAs gives an error's code, "" for one that is no refusal of BankID's.
func refusedAs(err error) string {
	var no *Error
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}

// TestAFaultyBankID: whatever comes instead of an answer is an error of the right
// kind, within the client's patience, and no request is made twice: a second /auth
// would be a second order, a second /collect may ask for an end that is gone.
func TestAFaultyBankID(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		answer func(net.Conn)
		code   string // "": nobody knows what happened
		slow   bool   // patience runs out
	}{
		"never answers":          {hangs(""), "", true},
		"slow headers":           {drips("HTTP/1.1 200 OK\r\nX-Slow: "), "", true},
		"endless headers":        {writes("HTTP/1.1 200 OK\r\n", strings.Repeat("X-Long: "+strings.Repeat("x", 1000)+"\r\n", 100), "\r\n"), "", false},
		"half a body, then none": {hangs(begun + "Content-Length: 500\r\n\r\n{\"orderRef\":"), "", true},
		"half a body":            {breaksOff(begun + "Content-Length: 500\r\n\r\n{\"orderRef\":"), "", false},
		"slow body":              {drips(begun + "Content-Length: 9999\r\n\r\n{"), "", true},
		"huge body":              {breaksOff(begun + "Content-Length: 3000000\r\n\r\n" + strings.Repeat(" ", 3000000)), "", false},
		"reset":                  {breaksOff(""), "", false},
		"no HTTP":                {breaksOff("SSH-2.0-x\r\n"), "", false},
		"another media type":     {says(200, "text/plain", `{"orderRef":"ref","status":"complete"}`), "", false},
		"HTML":                   {says(200, "text/html", page), "", false},
		"empty":                  {says(200, "application/json", ""), "", false},
		"redirect":               {says(302, "text/html", page), CodeUnknown, false},

		"400 in progress":        {says(400, "application/json", `{"errorCode":"alreadyInProgress","details":"-"}`), CodeInProgress, false},
		"400 invalid":            {says(400, "application/json", `{"errorCode":"invalidParameters","details":"-","later":{}}`), CodeInvalid, false},
		"401":                    {says(401, "application/json", `{"errorCode":"unauthorized","details":"-"}`), CodeUnauthorised, false},
		"403 HTML":               {says(403, "text/html", page), CodeUnauthorised, false},
		"404":                    {says(404, "application/json", `{"errorCode":"notFound"}`), "notFound", false},
		"408":                    {says(408, "application/json", `{"errorCode":"requestTimeout"}`), "requestTimeout", false},
		"415":                    {says(415, "application/json", `{"errorCode":"unsupportedMediaType"}`), "unsupportedMediaType", false},
		"429 HTML":               {says(429, "text/html", page), CodeUnknown, false},
		"500":                    {says(500, "application/json", `{"errorCode":"internalError"}`), "internalError", false},
		"502 HTML":               {says(502, "text/html", page), CodeUnknown, false},
		"503 maintenance":        {says(503, "application/json", `{"errorCode":"Maintenance"}`), CodeMaintenance, false},
		"503 HTML":               {says(503, "text/html", page), CodeUnknown, false},
		"of a later BankID":      {says(400, "application/json", `{"errorCode":"moonPhase"}`), CodeUnknown, false},
		"a code that is a list":  {says(400, "application/json", `{"errorCode":[1]}`), CodeUnknown, false},
		"a refusal that is huge": {says(500, "application/json", strings.Repeat("x", 3000000)), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c, w := faulty(t, x.answer)
				defer time.Sleep(patience) // until everybody has noticed that nobody listens
				defer c.http.CloseIdleConnections()
				for i, ask := range []func() error{
					func() error { _, err := c.Auth(t.Context(), Login{IP: "192.0.2.7", Purpose: "x"}); return err },
					func() error { _, err := c.Collect(t.Context(), "ref"); return err },
					func() error { return c.Cancel(t.Context(), "ref") },
				} {
					start := time.Now()
					err := ask()
					took := time.Since(start)
					if err == nil {
						t.Error("taken for an answer")
					}
					if refusedAs(err) != x.code {
						t.Errorf("%v, want the code %q", err, x.code)
					}
					if took > patience || x.slow != (took == patience) {
						t.Errorf("it took %v", took)
					}
					if n := w.asked.Load(); n != int64(i+1) {
						t.Errorf("asked %d times for %d questions", n, i+1)
					}
				}
			})
		})
	}
}

// TestConnectionsAreNotKeptForTheNextMorning: one that a firewall has dropped without
// a word would cost the first user of the day the whole patience.
func TestConnectionsAreNotKeptForTheNextMorning(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, w := faulty(t, says(200, "application/json", `{"orderRef":"ref","status":"pending","hintCode":"started"}`))
		defer c.http.CloseIdleConnections()
		transport := c.http.Transport.(*http.Transport)
		dial, dialled := transport.DialContext, 0
		transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			dialled++
			return dial(ctx, network, address)
		}
		for _, later := range []time.Duration{2 * time.Second, 2 * time.Second, time.Hour} {
			if _, err := c.Collect(t.Context(), "ref"); err != nil {
				t.Fatal(err)
			}
			time.Sleep(later)
			synctest.Wait()
		}
		if _, err := c.Collect(t.Context(), "ref"); err != nil || dialled != 2 || w.asked.Load() != 4 {
			t.Errorf("%d connections for %d questions, %v", dialled, w.asked.Load(), err)
		}
	})
}
