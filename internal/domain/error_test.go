package domain

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestErrorsSayWhereAndWhy(t *testing.T) {
	for want, e := range map[string]Error{
		"card.pin-wrong":                    {Code: "card.pin-wrong"},
		"store.open: store.damaged":         {Code: "store.damaged", Op: "store.open"},
		"store.open: store.damaged: EOF":    {Code: "store.damaged", Op: "store.open", Err: io.EOF},
		"server.unreachable: the cable: no": {Code: "server.unreachable", Err: fmt.Errorf("the cable: %w", errors.New("no"))},
	} {
		if got := e.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Kind and code are those of the first error of ours, however deep it lies; one
// of another package is a fault of ours.
func TestKindAndCodeThroughWrapping(t *testing.T) {
	inner := &Error{Kind: Offline, Code: "server.unreachable", Err: io.ErrUnexpectedEOF}
	outer := &Error{Kind: Busy, Code: "store.busy", Err: inner}
	for name, c := range map[string]struct {
		err  error
		kind Kind
		code string
	}{
		"itself":          {inner, Offline, "server.unreachable"},
		"wrapped":         {fmt.Errorf("sending: %w", inner), Offline, "server.unreachable"},
		"joined":          {errors.Join(io.EOF, inner), Offline, "server.unreachable"},
		"the outer first": {outer, Busy, "store.busy"},
		"a foreign one":   {io.EOF, Internal, ""},
		"none":            {nil, Internal, ""},
	} {
		if KindOf(c.err) != c.kind || CodeOf(c.err) != c.code {
			t.Errorf("%s: kind %d, code %q", name, KindOf(c.err), CodeOf(c.err))
		}
	}
	if !errors.Is(outer, io.ErrUnexpectedEOF) || errors.Is(outer, io.EOF) {
		t.Error("the cause is not found through both")
	}
	if errors.Unwrap(&Error{Code: "x"}) != nil {
		t.Error("a cause where there is none")
	}
}
