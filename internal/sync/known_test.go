package remote_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func openDraft(t *testing.T, s app.Store, id string) {
	t.Helper()
	if err := s.SaveDraft(domain.Draft{ID: id, Clinic: "101", State: domain.DraftOpen}, app.DraftSummary{ID: id, Clinic: "101", State: domain.DraftOpen}); err != nil {
		t.Fatal(err)
	}
}

// TestV10TheFileIsOlderThanTheRegion: a draft that was sent before the older copy of
// the file was put back gets its receipt, without being sent again.
func TestV10TheFileIsOlderThanTheRegion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		openDraft(t, s, "sent-before")
		openDraft(t, s, "never-sent")
		r := &region{submit: accept, known: func(ids []string) ([]string, []domain.Receipt, error) {
			return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "sent-before" }),
				[]domain.Receipt{{Submission: "sent-before", OurRef: 41}, {Submission: "not-asked", OurRef: 42}}, nil
		}}
		_, told := start(t, r, s)
		time.Sleep(time.Minute)
		synctest.Wait()
		if d := state(t, s, "sent-before"); d.State != domain.DraftReceived || d.Receipt.OurRef != 41 {
			t.Errorf("%+v", d)
		}
		if d := state(t, s, "never-sent"); d.State != domain.DraftOpen {
			t.Errorf("%+v", d)
		}
		if len(r.heard()) != 0 {
			t.Error("something was sent")
		}
		if !slices.ContainsFunc(told.all, func(st app.SyncState) bool { return st.Changed }) {
			t.Error("nobody was told")
		}
	})
}

// TestV10QueuedAgain: sent again before the region could be asked, with other bytes.
func TestV10QueuedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		id := queue(t, s, 1, "101")
		r := &region{
			submit: func(int, string, []byte) (domain.Receipt, error) {
				return domain.Receipt{}, &app.RefusedError{Code: api.ProblemFingerprint}
			},
			known: func(ids []string) ([]string, []domain.Receipt, error) {
				if !slices.Equal(ids, []string{id}) {
					return ids, nil, nil
				}
				return nil, []domain.Receipt{{Submission: id, OurRef: 43}}, nil
			},
		}
		start(t, r, s)
		time.Sleep(time.Minute)
		synctest.Wait()
		if d := state(t, s, id); d.State != domain.DraftReceived || d.Receipt.OurRef != 43 {
			t.Errorf("%+v", d)
		}
	})
}

// TestV1TheRegionIsOlderThanTheFile: what it gave a receipt for and lacks is a draft
// again, under its old id; asked at the start, and when the feed begins anew.
func TestV1TheRegionIsOlderThanTheFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		ids := []string{queue(t, s, 1, "101"), queue(t, s, 2, "101")}
		restored := false
		r := &region{submit: accept}
		r.known = func(asked []string) ([]string, []domain.Receipt, error) {
			if restored && slices.Contains(asked, ids[1]) {
				return []string{ids[1]}, nil, nil
			}
			return nil, nil, nil
		}
		r.changes = func(_ int, cursor string, _ time.Duration) (app.ChangePage, error) {
			if restored && cursor == "before" {
				return app.ChangePage{}, &domain.Error{Kind: domain.Conflict, Code: app.CodeFeedOld}
			}
			if !restored {
				return app.ChangePage{From: cursor, To: "before"}, nil
			}
			return app.ChangePage{From: cursor, To: "after"}, nil
		}
		start(t, r, s)
		time.Sleep(time.Minute)
		synctest.Wait()
		for _, id := range ids {
			if d := state(t, s, id); d.State != domain.DraftReceived {
				t.Fatalf("%+v", d)
			}
		}
		r.set(func(*region) { restored = true })
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if d := state(t, s, ids[0]); d.State != domain.DraftReceived {
			t.Errorf("one that the region has: %+v", d)
		}
		if d := state(t, s, ids[1]); d.State != domain.DraftRefused || d.Refusal.Code != app.CodeRegionLost {
			t.Errorf("one that it lacks: %+v", d)
		}
	})
}

// An older region has no such question; one that fails is asked again.
func TestARegionThatCannotTellWhatItKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		openDraft(t, s, "open")
		asked := 0
		r := &region{submit: accept, known: func([]string) ([]string, []domain.Receipt, error) {
			if asked++; asked == 1 {
				return nil, nil, errors.Join(errOffline)
			}
			return nil, nil, &domain.Error{Kind: domain.NotFound, Code: app.CodeServerRefused}
		}}
		_, told := start(t, r, s)
		time.Sleep(time.Hour)
		synctest.Wait()
		if asked != 2 {
			t.Errorf("asked %d times", asked)
		}
		if st := told.last(); st.Phase != app.SyncOnline {
			t.Errorf("%+v", st)
		}
	})
}
