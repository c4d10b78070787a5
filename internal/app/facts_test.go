package app_test

import (
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// A finding that rests on an old look-up says when the region was asked; one
// made just now says nothing of it.
func TestFindingsSayHowOldTheFactsAre(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	draft := goodDraft(t, d)
	draft.Bills[0].Support = "F" // which the patient has no entitlement for
	draft.Bills[0].CareModel = ""
	asked := func() string {
		t.Helper()
		c, err := d.Check(draft)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range c.Findings {
			if f.Code == rules.CodeEntitlement {
				return f.Params["asked"]
			}
		}
		t.Fatalf("%+v", c.Findings)
		return ""
	}
	d.clock.now = d.clock.now.Add(15 * time.Minute)
	if got := asked(); got != "" {
		t.Errorf("fresh facts: %q", got)
	}
	at := d.clock.now.Add(-15 * time.Minute).Format("2006-01-02 15:04")
	d.clock.now = d.clock.now.Add(time.Second)
	if got := asked(); got != at {
		t.Errorf("asked %q, want %q", got, at)
	}
}
