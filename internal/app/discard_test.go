package app_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
)

// A refused draft that was thrown away comes back refused, with the region's words.
func TestRestoredRefusedDraftIsRefused(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := goodDraft(t, d)
	draft.State, draft.Refusal = domain.DraftRefused, &domain.Refusal{Code: "reference-used"}
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if err := d.Discard(draft.ID); err != nil {
		t.Fatal(err)
	}
	if list, err := d.Discarded(); err != nil || len(list) != 1 || list[0].ID != draft.ID {
		t.Fatal(list, err)
	}
	if err := d.Restore(draft.ID); err != nil {
		t.Fatal(err)
	}
	look, err := d.Look(draft.ID)
	if err != nil || look.Draft.State != domain.DraftRefused || look.Draft.Refusal == nil || len(look.Checked.Bills) != 1 {
		t.Fatalf("%+v %v", look, err)
	}
	if list, err := d.Discarded(); err != nil || len(list) != 0 {
		t.Fatal(list, err)
	}
}

// A bill that was emptied stands neither among the drafts nor among those that
// were thrown away.
func TestAnEmptiedBillIsListedNowhere(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.State = domain.DraftDiscarded
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	thrown, err := d.Discarded()
	if drafts, derr := d.Drafts(); err != nil || derr != nil || len(thrown)+len(drafts) != 0 || d.Snapshot().Drafts != 0 {
		t.Errorf("%v %v: %+v, thrown %+v", err, derr, drafts, thrown)
	}
	draft.Bills[0].Person = "19600917-2336"
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if thrown, err := d.Discarded(); err != nil || len(thrown) != 1 {
		t.Errorf("%v, thrown %+v", err, thrown)
	}
}
