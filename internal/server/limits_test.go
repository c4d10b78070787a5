package server_test

import (
	"strconv"
	"testing"

	"example.org/tandtui/internal/api"
)

// A card that asks without end is told to wait, and for how long; others go on.
func TestACardThatAsksTooOften(t *testing.T) {
	w := newWorld(t)
	mad := w.client(anna)
	for n := 1; ; n++ {
		a := do(t, mad, "GET", w.base+"/v1/health", nil)
		if a.status == 200 && n < 100_000 {
			continue
		}
		wait, err := strconv.Atoi(a.header.Get("Retry-After"))
		if p := a.problem(t); a.status != 429 || p.Code != api.ProblemTooMany || p.Detail == "" || err != nil || wait < 1 {
			t.Fatalf("%d %+v, wait %d", a.status, p, wait)
		}
		if n < 500 {
			t.Errorf("refused at request %d: a full outbox would be, too", n)
		}
		break
	}
	if a := do(t, w.client(nobody), "GET", w.base+"/v1/health", nil); a.status != 200 {
		t.Errorf("another card: %d", a.status)
	}
}
