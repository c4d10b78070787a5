package server

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Every wait for a stranger has an end that is neither too early for a slow line
// nor so late that slow ones gather.
func TestConnectionsAreBoundedInTime(t *testing.T) {
	h := &Handler{log: slog.New(slog.DiscardHandler)}
	srv := h.server(&tls.Config{MinVersion: tls.VersionTLS12})
	for name, x := range map[string]struct{ is, least, most time.Duration }{
		"header": {srv.ReadHeaderTimeout, 2 * time.Second, 15 * time.Second},
		"read":   {srv.ReadTimeout, 30 * time.Second, 2 * time.Minute},
		"write":  {srv.WriteTimeout, maxWait + 30*time.Second, 3 * time.Minute},
		"idle":   {srv.IdleTimeout, 30 * time.Second, 2 * time.Minute},
	} {
		if x.is < x.least || x.is > x.most {
			t.Errorf("%s: %v", name, x.is)
		}
	}
	if srv.MaxHeaderBytes < 8<<10 || srv.MaxHeaderBytes > 64<<10 {
		t.Errorf("headers of %d bytes", srv.MaxHeaderBytes)
	}
	if h := NewHandler(&Service{}, nil, slog.New(slog.DiscardHandler)); h.conns < 2*maxWaiters || h.conns > 10_000 {
		t.Errorf("%d connections at once", h.conns)
	}
}

// A panic is answered with 500, and its value, which may be a patient, is logged
// nowhere.
func TestAPanicTellsNothing(t *testing.T) {
	var log bytes.Buffer
	h := NewHandler(&Service{}, nil, slog.New(slog.NewJSONHandler(&log, nil)))
	secret := "196009172336 hemlig"
	h.mux.HandleFunc("GET /v1/panics", func(http.ResponseWriter, *http.Request) { panic(secret) })
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/v1/panics", nil))
	var p api.Problem
	if err := json.Unmarshal(rec.Body.Bytes(), &p); err != nil || rec.Code != http.StatusInternalServerError || p.Code != api.ProblemInternal {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	if !strings.Contains(log.String(), "protections_test.go") || strings.Contains(log.String(), "hemlig") || strings.Contains(rec.Body.String(), "hemlig") {
		t.Errorf("log %s, answer %s", &log, rec.Body)
	}
}

// JSON is walked to a depth that no honest client reaches, and no deeper: a body of
// brackets must not grow the stack.
func TestJSONIsNotFollowedDown(t *testing.T) {
	typ := reflect.TypeOf(domain.Submission{})
	nested := func(n int) []byte { return []byte(strings.Repeat("[", n) + strings.Repeat("]", n)) }
	if err := checkNames(nested(maxDepth), typ); err != nil {
		t.Errorf("%d deep: %v", maxDepth, err)
	}
	for _, n := range []int{maxDepth + 1, 1_000_000} {
		if err := checkNames(nested(n), typ); err == nil || err.Error() != "too deep" {
			t.Errorf("%d deep: %v", n, err)
		}
	}
	if maxDepth > 64 {
		t.Errorf("%d deep", maxDepth)
	}
}

// The suites of TLS 1.2 that are let in, each with forward secrecy and an AEAD.
func TestSuitesAreModern(t *testing.T) {
	config := TLSConfig(tls.Certificate{}, nil)
	if len(config.CipherSuites) == 0 {
		t.Fatal("whatever Go takes")
	}
	for _, id := range config.CipherSuites {
		name := tls.CipherSuiteName(id)
		if !strings.HasPrefix(name, "TLS_ECDHE_") || strings.Contains(name, "CBC") || !strings.Contains(name, "GCM") && !strings.Contains(name, "POLY1305") {
			t.Error(name)
		}
	}
}
