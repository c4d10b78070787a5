package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Test of the whole way of a renewed or lost card, over the real store.

// swap puts another card of the same user into the reader and tries it.
func (d *desk) swap(t *testing.T, chip, want string) {
	t.Helper()
	d.Seal()
	d.card.chip = chip
	if _, err := d.Login(t.Context(), []byte("123456"), d.try()); domain.CodeOf(err) != want {
		t.Fatalf("the card %q: %v", chip, err)
	}
}

// written logs in with the first card and saves a draft.
func written(t *testing.T) (d *desk, draft domain.Draft) {
	t.Helper()
	d = newDesk(t)
	d.card.holder.NotAfter = d.clock.now.AddDate(1, 0, 0)
	d.login(t)
	draft, err := d.NewDraft()
	if err == nil {
		draft.Bills[0].Comment = "halv"
		_, err = d.SaveDraft(draft)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d, draft
}

func (d *desk) reads(t *testing.T, draft domain.Draft) {
	t.Helper()
	if got, err := d.Draft(draft.ID); err != nil || got.Bills[0].Comment != "halv" {
		t.Fatalf("the draft: %v", err)
	}
}

func (d *desk) slots(t *testing.T) []app.Slot {
	t.Helper()
	list, err := d.Slots()
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(list, func(x, y app.Slot) int { return x.Made.Compare(y.Made) })
	return list
}

// TestA8ARenewedCardOpensTheOldDrafts: the new card first, then the old one, a yes, and
// from then on both do; without the yes only the old one.
func TestA8ARenewedCardOpensTheOldDrafts(t *testing.T) {
	t.Parallel()
	d, draft := written(t)
	d.swap(t, "new", app.CodeCardNew)
	if s := d.Snapshot(); s.NewCard != nil || d.AddNewCard(t.Context()) == nil {
		t.Fatalf("taken in before the old card has opened: %+v", s.NewCard)
	}
	d.swap(t, "", "")
	if s := d.Snapshot(); s.NewCard == nil || s.NewCard.Name != "Anna Ek" || len(d.slots(t)) != 1 {
		t.Fatalf("%+v, %d slots", s.NewCard, len(d.slots(t)))
	}
	d.swap(t, "new", app.CodeCardNew) // nobody has said yes
	d.swap(t, "", "")
	if err := d.AddNewCard(t.Context()); err != nil || d.Snapshot().NewCard != nil {
		t.Fatal(err)
	}
	if err := d.AddNewCard(t.Context()); domain.CodeOf(err) != app.CodeCardNewGone {
		t.Fatalf("again: %v", err)
	}
	d.swap(t, "new", "")
	d.reads(t, draft)
	list := d.slots(t)
	if len(list) != 2 || list[0].Current || !list[1].Current || list[1].About != "Anna Ek" || !list[1].Made.Equal(d.clock.now) || !list[1].Used.Equal(d.clock.now) || !list[1].Until.Equal(d.card.holder.NotAfter) {
		t.Fatalf("%+v", list)
	}
	if err := d.RemoveSlot(list[1].ID); domain.CodeOf(err) != app.CodeSlotCurrent {
		t.Fatal(err)
	}
	if err := d.RemoveSlot(list[0].ID); err != nil {
		t.Fatal(err)
	}
	d.swap(t, "", app.CodeCardNew) // the old one is now the one that does not open
	d.swap(t, "new", "")
	d.reads(t, draft)
}

// TestA8NobodyElsesCardIsTakenIn: not without the region's word that it is the same
// user's, not for another user, not after ten
// minutes.
func TestA8NobodyElsesCardIsTakenIn(t *testing.T) {
	t.Parallel()
	d, _ := written(t)
	d.server.fail = offline
	d.swap(t, "new", app.CodeCardNewOffline)
	d.swap(t, "", "")
	never := func(when string) {
		t.Helper()
		if err := d.AddNewCard(t.Context()); domain.CodeOf(err) != app.CodeCardNewGone || d.Snapshot().NewCard != nil || len(d.slots(t)) != 1 {
			t.Errorf("%s: %v", when, err)
		}
	}
	never("without the region")
	d.server.fail = nil
	anna := d.server.user
	d.server.user.HSAID = "SE0000000000-DEMO02" // the same HSA-id on the card, another user says the region
	d.swap(t, "new", app.CodeCardNew)
	d.server.user = anna
	d.swap(t, "", "")
	never("another user's")
	d.swap(t, "new", app.CodeCardNew)
	d.clock.now = d.clock.now.Add(11 * time.Minute)
	d.swap(t, "", "")
	never("too late")
}

// TestA8ALostCardIsReplacedByAPrintedKey: the key, as it stands on paper, lets the new
// card in; one of somebody else, or with a slip, does not.
func TestA8ALostCardIsReplacedByAPrintedKey(t *testing.T) {
	t.Parallel()
	d, draft := written(t)
	printed, err := d.MakeRecoveryKey(t.Context())
	if err != nil || printed.Holder != "Anna Ek" || len(d.slots(t)) != 2 {
		t.Fatalf("%+v, %v", printed.Number, err)
	}
	paper := strings.Join(printed.Groups, " ")
	if err := d.OpenWithKey(t.Context(), []byte(paper)); domain.CodeOf(err) != app.CodeCardNewGone {
		t.Fatalf("without a new card: %v", err)
	}
	d.swap(t, "new", app.CodeCardNew)
	other, _ := written(t)
	others, err := other.MakeRecoveryKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"": app.CodeRecoveryTyped, paper[:60]: app.CodeRecoveryTyped, strings.Replace(paper, " ", " Q", 1): app.CodeRecoveryTyped,
		strings.Join(others.Groups, " "): app.CodeRecoveryOther,
	} {
		if err := d.OpenWithKey(t.Context(), []byte(typed)); domain.CodeOf(err) != want {
			t.Errorf("want %s: %v", want, err)
		}
	}
	given := []byte(paper)
	if err := d.OpenWithKey(t.Context(), given); err != nil || strings.Trim(string(given), "\x00") != "" {
		t.Fatalf("%v, or what was typed is kept", err)
	}
	d.swap(t, "new", "")
	d.reads(t, draft)
	if list := d.slots(t); len(list) != 3 || !slices.ContainsFunc(list, func(s app.Slot) bool {
		return s.Kind == app.SlotRecovery && s.About == printed.Number && !s.Used.IsZero()
	}) {
		t.Errorf("%+v", list)
	}
}

// TestA8ARemovedUsersCardOpensNothing: once the region says so the card's slot is gone,
// and the printed key still opens; without a printed key the card opens again only when
// the region says that it may.
func TestA8ARemovedUsersCardOpensNothing(t *testing.T) {
	t.Parallel()
	ended := &domain.Error{Kind: domain.Unauthorized, Code: app.CodeUserEnded}
	for _, printed := range []bool{true, false} {
		d, draft := written(t)
		var key app.PrintedKey
		if printed {
			var err error
			if key, err = d.MakeRecoveryKey(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		d.server.fail = ended
		d.swap(t, "", app.CodeUserEnded)
		d.server.fail = offline
		if !printed {
			d.swap(t, "", app.CodeOfflineLong)
			d.server.fail = nil
			d.swap(t, "", "")
			d.reads(t, draft)
			continue
		}
		d.swap(t, "", app.CodeCardNewOffline)
		d.server.fail = ended
		d.swap(t, "", app.CodeUserEnded)
		d.server.fail = nil // taken back by the region: the paper lets the card in
		d.swap(t, "", app.CodeCardNew)
		if err := d.OpenWithKey(t.Context(), []byte(strings.Join(key.Groups, ""))); err != nil {
			t.Fatal(err)
		}
		d.swap(t, "", "")
		d.reads(t, draft)
	}
}
