package server_test

import (
	"strconv"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/server"
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

// A refused request costs nothing: who knocks on while waiting waits no longer.
func TestARefusedRequestCostsNothing(t *testing.T) {
	first, then := server.CardWaits(501, 1000, noon())
	if first <= 0 || then != first {
		t.Errorf("first %v, then %v", first, then)
	}
}

// The entitlement on an invoice is that of the first visit, in whatever order
// the rows stand.
func TestEntitlementOfTheFirstVisit(t *testing.T) {
	b := bill(t, entitledN, "r")
	on := func(s string) domain.Date { return domain.MustDate(s) }
	b.Items = []domain.Item{{Date: on("2026-07-01")}, {Date: on("2026-06-30")}, {Date: on("2026-07-02")}}
	f := rules.Facts{Persons: map[domain.PersonID]domain.PersonFacts{b.Person: {Entitlements: []domain.Entitlement{
		{No: "new", Support: domain.SupportN, Validity: domain.Period{From: on("2026-07-01")}},
		{No: "old", Support: domain.SupportN, Validity: domain.Period{From: on("2026-01-01"), To: on("2026-06-30")}},
	}}}}
	if got := server.EntitlementOf(b, f); got != "old" {
		t.Errorf("%q", got)
	}
}
