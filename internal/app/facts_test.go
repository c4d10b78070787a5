package app_test

import (
	"slices"
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

// The age told of is that of the oldest look-up among the patients.
func TestFactsAreAsOldAsTheOldest(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	draft := goodDraft(t, d)
	draft.Bills = append(draft.Bills, draft.Bills[0], draft.Bills[0])
	oldest := d.clock.now.Add(-2 * time.Hour)
	for i, at := range []time.Time{d.clock.now.Add(-time.Hour), oldest, d.clock.now} {
		draft.Bills[i].Person = []string{"196009172336", "194309189126", "194401216595"}[i]
		id, _ := domain.ParsePersonID(draft.Bills[i].Person, d.Today())
		if err := st.PutPerson("31", domain.PersonFacts{Person: id}, at); err != nil {
			t.Fatal(err)
		}
	}
	if c, err := d.Check(draft); err != nil || !c.FactsAt.Equal(oldest) {
		t.Errorf("%v, want %v; %v", c.FactsAt, oldest, err)
	}
}

// A bill whose patient was never looked up is told of; one that the region would
// not tell about has a finding instead.
func TestUnaskedPatientsAreTold(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.Bills = []domain.DraftBill{{Person: "196009172336"}, {}, {Person: "195205162331"}}
	unasked := func() []int {
		c, err := d.Check(draft)
		if err != nil {
			t.Fatal(err)
		}
		return c.Unasked
	}
	if got := unasked(); !slices.Equal(got, []int{0, 2}) {
		t.Error(got)
	}
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if got := unasked(); !slices.Equal(got, []int{2}) {
		t.Error("looked up:", got)
	}
}
