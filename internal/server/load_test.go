package server_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
)

// loadVariable is how many slow connections `make load` opens. Without it the test
// opens a few, and only asks that honest clients are answered.
const loadVariable = "TANDTUI_LOAD_CONNECTIONS"

// honestBound is the p99 of an honest request beside them (issue: 404 ms before).
const honestBound = 100 * time.Millisecond

// slowKinds are ways to hold a connection: what is sent at once, and whether the
// handshake of TLS is made first. What follows is a letter now and then.
var slowKinds = map[string]struct {
	tls         bool
	begin, drip string
}{
	"no handshake":     {false, "", ""},
	"half a handshake": {false, "\x16\x03\x01\x02\x00\x01\x00", "\x00"},
	"silent":           {true, "", ""},
	"slow header":      {true, "GET " + api.PathSession + " HTTP/1.1\r\nHost: x\r\nX-Slow: ", "a"},
	"slow body":        {true, "PUT /v1/clinics/" + clinicA + "/submissions/slow-0001 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{", " "},
	"never reads":      {true, strings.Repeat("GET "+api.PathRegion+" HTTP/1.1\r\nHost: x\r\n\r\n", 20), ""},
}

// Whoever holds many connections, in any way, does not keep the others waiting.
func TestHonestClientsBesideSlowConnections(t *testing.T) {
	n, measured := 25, false
	if s := os.Getenv(loadVariable); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
		measured = true
	}
	for name, kind := range slowKinds {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			crowd := w.hold(n, kind.tls, kind.begin, kind.drip)
			took := w.honest(200)
			crowd.end()
			slices.Sort(took)
			p50, p99 := took[len(took)/2], took[len(took)*99/100]
			t.Logf("%d connections: p50 %v, p99 %v", n, p50, p99)
			if measured && p99 > honestBound {
				t.Errorf("an honest request waits %v", p99)
			}
		})
	}
}

// crowd is many slow connections.
type crowd struct {
	conns []net.Conn
	stop  chan struct{}
	done  sync.WaitGroup
}

// hold opens them, with a card's certificate where TLS is made.
func (w *world) hold(n int, secure bool, begin, drip string) *crowd {
	w.t.Helper()
	w.client(cecilia)
	id := once(w.t, cecilia, nil) // made by the line before
	pool := x509.NewCertPool()
	pool.AddCert(authority(w.t, "servers").Cert)
	config := &tls.Config{RootCAs: pool, Certificates: []tls.Certificate{{Certificate: [][]byte{id.Cert.Raw}, PrivateKey: id.Key}}}
	c := &crowd{conns: make([]net.Conn, n), stop: make(chan struct{})}
	var opening sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for i := range n {
		opening.Go(func() {
			conn, err := w.slow(config, secure, begin)
			mu.Lock()
			defer mu.Unlock()
			if c.conns[i] = conn; err != nil {
				failed = err
			}
		})
		if i%50 == 49 {
			opening.Wait() // the listener's own queue is not what is measured
		}
	}
	opening.Wait()
	if failed != nil {
		w.t.Fatal(failed)
	}
	if drip != "" {
		c.done.Go(func() { c.drip(drip) })
	}
	return c
}

// slow opens one connection.
func (w *world) slow(config *tls.Config, secure bool, begin string) (net.Conn, error) {
	address := strings.TrimPrefix(w.base, "https://")
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	if secure {
		config = config.Clone()
		config.ServerName, _, _ = net.SplitHostPort(address)
		conn = tls.Client(conn, config)
		if err := conn.(*tls.Conn).Handshake(); err != nil {
			return conn, fmt.Errorf("handshake: %w", err)
		}
	}
	_, err = conn.Write([]byte(begin))
	return conn, err
}

// drip sends a little on every connection, once a second, until the end. The
// server may have ended some meanwhile.
func (c *crowd) drip(letter string) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		for _, conn := range c.conns {
			_, _ = conn.Write([]byte(letter))
		}
		select {
		case <-c.stop:
			return
		case <-tick.C:
		}
	}
}

func (c *crowd) end() {
	close(c.stop)
	c.done.Wait()
	for _, conn := range c.conns {
		if t, secure := conn.(*tls.Conn); secure {
			conn = t.NetConn() // a farewell would wait for who does not read
		}
		_ = conn.Close()
	}
}

// honest is how long each of so many requests of a clinic took.
func (w *world) honest(n int) (took []time.Duration) {
	w.t.Helper()
	c := w.client(anna)
	for range n {
		start := time.Now()
		if a := do(w.t, c, "GET", w.base+api.PathSession, nil); a.status != 200 {
			w.t.Fatalf("%d %s", a.status, a.body)
		}
		took = append(took, time.Since(start))
	}
	return took
}
