package server

import (
	"log/slog"
	"strings"
	"sync"
	"time"
)

// tallyEvery is how often what was refused again is summed up in the log.
const tallyEvery = time.Minute

// refusal is a kind of thing that is refused. Its parts are ours: nothing of what
// strangers sent.
type refusal struct{ what, route, code string }

// tally keeps the log small where much is refused: the first of a kind is logged
// as it comes, then once a minute how many more there were.
type tally struct {
	log   *slog.Logger
	every time.Duration
	mu    sync.Mutex
	seen  map[refusal]int
	timer *time.Timer
}

func newTally(log *slog.Logger) *tally {
	return &tally{log: log, every: tallyEvery, seen: map[refusal]int{}}
}

// first counts a refusal, and tells whether it is the first of its kind in a while.
func (t *tally) first(r refusal) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.seen[r]++
	if t.timer == nil {
		t.timer = time.AfterFunc(t.every, t.sum)
	}
	return t.seen[r] == 1
}

// sum logs how many more there were of each kind, and begins anew.
func (t *tally) sum() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.timer != nil {
		t.timer.Stop()
		t.timer = nil
	}
	for r, n := range t.seen {
		if n > 1 {
			t.log.Info("refused again", "what", r.what, "route", r.route, "code", r.code, "times", n-1)
		}
	}
	clear(t.seen)
}

// handshakes says why a connection was refused, by what net/http writes about it.
// The texts are those of crypto/tls and crypto/x509; what comes first counts.
var handshakes = []struct{ says, reason string }{
	{"remote error: tls: unknown certificate authority", "the client does not know who issued the server's certificate"},
	{"remote error: tls: expired certificate", "the client finds the server's certificate expired"},
	{"remote error: tls: bad certificate", "the client does not take the server's certificate"},
	{"remote error: tls: unknown certificate", "the client does not take the server's certificate"},
	{"remote error: tls: certificate required", "the client wants a certificate"},
	{"x509: certificate signed by unknown authority", "a card of an issuer that is not let in"},
	{"x509: certificate has expired or is not yet valid", "a card that is not valid now"},
	{"x509: certificate specifies an incompatible key usage", "a certificate that is not for logging in"},
	{"x509:", "a card whose certificate cannot be verified"},
	{"unsupported versions", "no version of TLS in common"},
	{"no cipher suite supported", "no cipher suite in common"},
	{"does not look like a TLS handshake", "no TLS"},
	{"client sent an HTTP request", "no TLS"},
	{"unsupported application protocols", "no protocol in common"},
	{"EOF", "hung up"},
	{"connection reset", "hung up"},
	{"i/o timeout", "too slow"},
}

// handshakeReason is why a handshake was refused.
func handshakeReason(line string) string {
	for _, h := range handshakes {
		if strings.Contains(line, h.says) {
			return h.reason
		}
	}
	return "other"
}

// noise reads net/http's own log lines: their text repeats what strangers sent, so
// only what is known of them is logged.
type noise struct{ tally *tally }

func (n noise) Write(p []byte) (int, error) {
	line := string(p)
	if !strings.Contains(line, "TLS handshake error") {
		n.tally.log.Debug("connection refused or broken")
		return len(p), nil
	}
	if reason := handshakeReason(line); n.tally.first(refusal{what: "handshake", code: reason}) {
		n.tally.log.Info("handshake refused", "reason", reason)
	}
	return len(p), nil
}
