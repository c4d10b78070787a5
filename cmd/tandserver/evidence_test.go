package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/server"
)

// A region changes its key for evidence now and then: what an older key sealed is
// named, and hides none of the others.
func TestProofsOfAnotherKeyHideNoOthers(t *testing.T) {
	at := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	list := []server.Evidence{{Order: "NEW", At: at, Sealed: []byte("new")}, {Order: "OLD", At: at.AddDate(-2, 0, 0), Sealed: []byte("old")}, {Order: "NEXT", At: at, Sealed: []byte("new")}}
	out, closed := openProofs(func(e server.Evidence) (server.Proof, error) {
		if string(e.Sealed) == "old" {
			return server.Proof{}, errors.New("another key")
		}
		return server.Proof{Signature: "PFNJTS8+", OCSP: "U0lN", Risk: "low"}, nil
	}, list)
	if closed != 1 || len(out) != 3 || !out[1].Closed || out[1].Signature != "" || out[0].Signature == "" || out[2].OCSP == "" {
		t.Fatalf("%d closed of %+v", closed, out)
	}
	var said bytes.Buffer
	if err := tellProofs(cli.Streams{Out: &said}, out, time.UTC); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(said.String()), "\n")
	if len(lines) < 4 || !strings.Contains(said.String(), "2024-11-20 08:00:00  OLD") || !strings.Contains(said.String(), "annan nyckel") || !strings.Contains(lines[len(lines)-1], "NEXT") {
		t.Errorf("%s", said.String())
	}
}
