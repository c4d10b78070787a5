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
