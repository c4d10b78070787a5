package server

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Every route says what proof it demands and, where it is about a clinic, whom it
// lets in: one that says nothing lets in nobody.
func TestEveryRouteSaysWhoMay(t *testing.T) {
	known := domain.Roles()
	for _, r := range routes() {
		want := demandUser
		switch r.path {
		case api.PathHealth, api.PathLogin:
			want = demandNothing
		case api.PathBankID, api.PathBankIDOrder:
			want = demandKey
		}
		if r.demand != want {
			t.Errorf("%s %s demands %d, want %d", r.method, r.path, r.demand, want)
		}
		if about := strings.Contains(r.path, "{clinic}"); about != (len(r.roles) > 0) {
			t.Errorf("%s %s: roles %v", r.method, r.path, r.roles)
		}
		for _, role := range r.roles {
			if !slices.Contains(known, role) {
				t.Errorf("%s %s lets in %q", r.method, r.path, role)
			}
		}
	}
	h := &Handler{}
	r := httptest.NewRequest(http.MethodGet, "/v1/health", nil)
	r.TLS = &tls.ConnectionState{}
	if _, err := h.caller(r, route{}); domain.CodeOf(err) != api.ProblemNoCard {
		t.Errorf("a route without a demand: %v", err)
	}
}

// Every kind of command reads its own body, and refuses a body of another kind.
func TestEveryKindOfCommandIsDecoded(t *testing.T) {
	for kind := range domain.CommandKinds {
		if kind == domain.CommandUpload { // its body is a file
			continue
		}
		k, ok := kinds[kind]
		if !ok {
			t.Fatalf("%s has no order", kind)
		}
		for _, body := range []string{"", "{}", "[]", "null", `{"x":1}`, "\xff"} {
			if _, err := k.read([]byte(body)); domain.KindOf(err) != domain.Invalid {
				t.Errorf("%s of %q: %v", kind, body, err)
			}
		}
	}
	if len(kinds) != len(domain.CommandKinds)-1 {
		t.Errorf("%d kinds here, %d in the protocol", len(kinds), len(domain.CommandKinds))
	}
}

// Where the database tells at which clinic something has happened, only that one
// is woken.
func TestWhatIsHeardWakesWhomItConcerns(t *testing.T) {
	rung := func(b <-chan struct{}) bool {
		select {
		case <-b:
			return true
		default:
			return false
		}
	}
	b := newBells()
	one, two := b.of("1"), b.of("2")
	b.heard("1")
	if !rung(one) || rung(two) {
		t.Error("news of clinic 1 woke others, or nobody")
	}
	one = b.of("1")
	b.heard("")
	if !rung(one) || !rung(two) {
		t.Error("news from somewhere did not wake all")
	}
}
