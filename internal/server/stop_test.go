package server_test

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
)

// A submission that is half-way in when the server is told to stop is taken and
// answered; new connections are refused.
func TestStopFinishesWhatIsUnderWay(t *testing.T) {
	w := newWorld(t)
	body := submission(t, "S", bill(t, entitledN, "stop"))
	sum := sha256.Sum256(body)
	r, half := io.Pipe()
	running := make(chan struct{})
	// The handler is known to run when it asks for the body.
	trace := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{Got100Continue: func() { close(running) }})
	req, err := http.NewRequestWithContext(trace, "PUT", submitURL(w, clinicA, "stop-0001"), r)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Expect", "100-continue")
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(api.DigestHeader, "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":")
	type outcome struct {
		resp *http.Response
		err  error
	}
	got := make(chan outcome, 1)
	c := w.client(anna)
	go func() {
		resp, err := c.Do(req)
		got <- outcome{resp, err}
	}()
	<-running
	stopped := make(chan struct{})
	go func() { w.stop(); close(stopped) }()
	awaitRefusal(t, w)
	if _, err := half.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := half.Close(); err != nil {
		t.Fatal(err)
	}
	o := <-got
	if o.err != nil {
		t.Fatal(o.err)
	}
	raw, err := io.ReadAll(o.resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	_ = o.resp.Body.Close()
	if o.resp.StatusCode != http.StatusCreated {
		t.Fatalf("%d %s", o.resp.StatusCode, raw)
	}
	<-stopped
}

// awaitRefusal returns when the server takes no new connections.
func awaitRefusal(t *testing.T, w *world) {
	t.Helper()
	address := strings.TrimPrefix(w.base, "https://")
	for range 10_000 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return
		}
		_ = conn.Close()
	}
	t.Fatal("the server goes on taking connections")
}

// A connection that asks for nothing does not keep a stop waiting to its limit,
// whatever protocols it would speak.
func TestStopClosesSilentConnections(t *testing.T) {
	w := newWorld(t)
	transport, ok := w.client(anna).Transport.(*http.Transport)
	if !ok {
		t.Fatal("another transport than expected")
	}
	config := transport.TLSClientConfig.Clone()
	config.NextProtos = []string{"h2", "http/1.1"}
	conn, err := tls.Dial("tcp", strings.TrimPrefix(w.base, "https://"), config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if p := conn.ConnectionState().NegotiatedProtocol; p != "http/1.1" {
		t.Fatalf("%q is spoken", p)
	}
	w.stop() // fails the test on an error
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Fatal("the connection is still served")
	}
}
