package app_test

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// The first login asks the region before anything is made on the disk; later ones
// need it no more.
func TestTheFirstLoginNeedsTheRegionAndSaysWhy(t *testing.T) {
	for code, want := range map[string]string{
		app.CodeOffline:     app.CodeFirstOnline,
		app.CodeUntrusted:   app.CodeUntrusted, // no network would help
		app.CodeServerName:  app.CodeServerName,
		app.CodeCardUnasked: app.CodeCardUnasked,
		app.CodeUnknownUser: app.CodeUnknownUser,
	} {
		d := newDesk(t)
		kind := domain.Unauthorized
		if code == app.CodeOffline {
			kind = domain.Offline
		}
		d.server.fail = &domain.Error{Kind: kind, Code: code}
		_, err := d.Login(t.Context(), []byte("123456"), d.try())
		wantCode(t, err, want)
		if d.card.closed != 1 {
			t.Error("the session is left open")
		}
	}
}

// A card that is renewed has another HSA-id in the worst case; the region's id of
// the user tells that it is the same person, whose screens may come back.
func TestTheSameUserIsToldByTheRegionsID(t *testing.T) {
	d := newDesk(t)
	d.server.user.ID = 17
	d.login(t)
	d.Seal()
	d.server.user.HSAID = "SE0000000000-NEW"
	if res := d.login(t); !res.Same {
		t.Error("another user after a new HSA-id")
	}
	d.Seal()
	d.server.user.ID = 18
	if res := d.login(t); res.Same {
		t.Error("the same user under another id")
	}
}

func TestLocksSayWhy(t *testing.T) {
	d := newDesk(t)
	d.Lock() // nobody is logged in
	if d.Snapshot().Locked {
		t.Error("locked without a login")
	}
	d.login(t)
	d.Lock()
	if s := d.Snapshot(); !s.Locked || s.Why != app.LockedByUser {
		t.Errorf("%+v", s)
	}
	d.Seal()
	if s := d.Snapshot(); s.Session.ID != "" || s.Session.Via != "" {
		t.Errorf("let go, and still there: %+v", s.Session)
	}
	old := d.card.pulled
	d.login(t)
	close(old) // the end of an earlier session is none of this one's
	if s := d.Snapshot(); s.Locked {
		t.Error("locked by the end of an earlier session")
	}
}

// A damaged row of the list, made anew by the store, is looked at with the rules
// when the clinic is chosen.
func TestRowsMadeAnewAreChecked(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.Bills[0] = domain.DraftBill{Person: "196009172336", Support: "N", Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101", Price: "900"}}}
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	before, _ := d.Drafts()
	rough := before[0]
	rough.Errors, rough.Sum = app.Unchecked, 0
	if err := d.work.store.SaveDraft(draft, rough); err != nil {
		t.Fatal(err)
	}
	d.vault = opened{hurt{d.work.store}}
	d.App = d.fresh()
	d.login(t)
	after, err := d.Drafts()
	if err != nil || after[0].Errors < 1 || after[0].Sum != before[0].Sum || after[0].Sum == 0 {
		t.Errorf("%+v %v, before %+v", after, err, before)
	}
	if d.Snapshot().Damaged != 1 {
		t.Error("nobody is told")
	}
}

// hurt is a store that has found damage.
type hurt struct{ app.Store }

func (h hurt) Counts(clinic string, scope ...string) (app.Counts, error) {
	c, err := h.Store.Counts(clinic, scope...)
	c.Damaged = 1
	return c, err
}
