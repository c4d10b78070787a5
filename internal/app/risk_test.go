package app_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
)

// What the region refused stands first; then the draft whose earliest treatment
// is oldest, since its deadline comes first; one without any date stands last
// (B21).
func TestDraftsBySoonestTrouble(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	save := func(state domain.DraftState, dates ...string) string {
		draft := goodDraft(t, d)
		draft.State, draft.Bills[0].Items = state, nil
		for _, on := range dates {
			draft.Bills[0].Items = append(draft.Bills[0].Items, domain.DraftItem{Date: on, Code: "101"})
		}
		if _, err := d.SaveDraft(draft); err != nil {
			t.Fatal(err)
		}
		return draft.ID
	}
	undated := save(domain.DraftOpen)
	late := save(domain.DraftOpen, "2026-11-20")
	soon := save(domain.DraftOpen, "2026-11-21", "2026-06-01", "2026-11-22")
	refused := save(domain.DraftRefused, "2026-11-22")
	refusedSoon := save(domain.DraftRefused, "2026-11-19")
	list, err := d.Drafts()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range list {
		got = append(got, s.ID)
		if s.ID == soon && s.FirstDate.String() != "2026-06-01" {
			t.Errorf("the deadline is counted from %v", s.FirstDate)
		}
	}
	if want := []string{refusedSoon, refused, soon, late, undated}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
