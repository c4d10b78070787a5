package remote_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestOutboxIsSentOldestFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := openStore(t), &region{submit: accept}
		ids := []string{queue(t, s, 2, "101"), queue(t, s, 1, "101")}
		other := queue(t, s, 3, "202")
		w, told := start(t, r, s)
		synctest.Wait()
		for i, got := range r.heard() {
			if i > 1 || got.id != ids[i] {
				t.Fatalf("heard %+v", r.heard())
			}
		}
		for _, id := range ids {
			if d := state(t, s, id); d.State != domain.DraftReceived || d.Receipt.OurRef != 100 || d.Bills[0].BillRef != id {
				t.Errorf("%+v", d)
			}
		}
		if d := state(t, s, other); d.State != domain.DraftQueued {
			t.Errorf("another clinic's submission: %v", d.State)
		}
		if list, _ := s.Drafts("101"); len(list) != 2 || list[0].State != domain.DraftReceived {
			t.Errorf("list %+v", list)
		}
		if st := told.last(); st.Phase != app.SyncOnline || st.Code != "" || st.LastSync.IsZero() {
			t.Errorf("state %+v", st)
		}
		id := queue(t, s, 4, "101")
		w.Poke()
		synctest.Wait()
		if d := state(t, s, id); d.State != domain.DraftReceived {
			t.Errorf("queued later, poked: %v", d.State)
		}
	})
}

// TestUnknownOutcomeIsSentAgainWithTheSameBytes: for ever, and at growing distances.
func TestUnknownOutcomeIsSentAgainWithTheSameBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		r := &region{healthy: errOffline, submit: func(int, string, []byte) (domain.Receipt, error) { return domain.Receipt{}, errOffline }}
		id := queue(t, s, 1, "101")
		_, told := start(t, r, s)
		time.Sleep(time.Hour)
		synctest.Wait()
		tries := r.heard()
		if n := len(tries); n < 12 || n > 30 {
			t.Fatalf("%d tries in an hour", n)
		}
		for i, x := range tries {
			if x.id != id || x.body != "bytes of 1" {
				t.Fatalf("try %d: %+v", i, x)
			}
			if i > 0 {
				if gap := x.at.Sub(tries[i-1].at); gap > 5*time.Minute {
					t.Errorf("%v between tries", gap)
				}
			}
		}
		items, err := s.Outbox()
		if err != nil || len(items) != 1 || items[0].LastError != app.CodeOffline || !items[0].Tried.Equal(tries[len(tries)-1].at) {
			t.Errorf("%+v %v", items, err)
		}
		if st := told.last(); st.Phase != app.SyncOffline || st.Code != app.CodeOffline {
			t.Errorf("state %+v", st)
		}
		r.set(func(r *region) { r.healthy, r.submit = nil, accept })
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if d := state(t, s, id); d.State != domain.DraftReceived {
			t.Errorf("after the network came back: %v", d.State)
		}
	})
}

func TestRefusalComesBackToTheWriter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		no := &app.RefusedError{Code: "reference-used", Detail: "Använd ett annat.", Findings: []domain.Finding{
			{Code: "R-X", Severity: domain.SeverityError}, {Code: "R-Y", Severity: domain.SeverityWarning},
		}}
		r := &region{submit: func(n int, id string, body []byte) (domain.Receipt, error) {
			if n == 1 {
				return domain.Receipt{}, no
			}
			return accept(n, id, body)
		}}
		first, second := queue(t, s, 1, "101"), queue(t, s, 2, "101")
		start(t, r, s)
		time.Sleep(time.Minute)
		synctest.Wait()
		d := state(t, s, first)
		if d.State != domain.DraftRefused || d.Refusal.Code != no.Code || d.Refusal.Detail != no.Detail || len(d.Refusal.Findings) != 2 || d.Bills[0].BillRef != first {
			t.Errorf("%+v", d)
		}
		list, err := s.Drafts("101")
		row := slices.IndexFunc(list, func(s app.DraftSummary) bool { return s.ID == first })
		if err != nil || row < 0 || list[row].State != domain.DraftRefused || list[row].Errors != 1 || list[row].Warnings != 1 {
			t.Errorf("%+v %v", list, err)
		}
		if d := state(t, s, second); d.State != domain.DraftReceived {
			t.Errorf("the next one: %v", d.State)
		}
		if n := len(r.heard()); n != 2 {
			t.Errorf("%d tries: a refusal was sent again", n)
		}
	})
}

// TestOneBadSubmissionDoesNotStopTheOthers: the server stumbles on the first.
func TestOneBadSubmissionDoesNotStopTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		r := &region{submit: func(n int, id string, body []byte) (domain.Receipt, error) {
			if id == "id-1" {
				return domain.Receipt{}, &domain.Error{Kind: domain.Offline, Code: app.CodeServerBusy}
			}
			return accept(n, id, body)
		}}
		queue(t, s, 1, "101")
		good := queue(t, s, 2, "101")
		start(t, r, s)
		synctest.Wait()
		if d := state(t, s, good); d.State != domain.DraftReceived {
			t.Errorf("%v", d.State)
		}
	})
}

func TestPokeTriesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		r := &region{healthy: errOffline, submit: func(int, string, []byte) (domain.Receipt, error) { return domain.Receipt{}, errOffline }}
		id := queue(t, s, 1, "101")
		w, _ := start(t, r, s)
		time.Sleep(20 * time.Minute) // well into the longest waits
		synctest.Wait()
		r.set(func(r *region) { r.submit = accept })
		before := time.Now()
		w.Poke()
		synctest.Wait()
		if d := state(t, s, id); d.State != domain.DraftReceived || time.Since(before) != 0 {
			t.Errorf("%v after %v", d.State, time.Since(before))
		}
	})
}

// TestOneLoopWakesTheOther: the follower finds the region back; the sender must
// not sit out its five minutes.
func TestOneLoopWakesTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		down := true
		var heard time.Time
		r := &region{submit: func(n int, id string, body []byte) (domain.Receipt, error) {
			if down {
				return domain.Receipt{}, errOffline
			}
			heard = time.Now()
			return accept(n, id, body)
		}}
		var back time.Time
		r.changes = func(_ int, cursor string, _ time.Duration) (app.ChangePage, error) {
			if time.Now().Before(back) {
				return app.ChangePage{}, errOffline
			}
			r.set(func(*region) { down = false })
			return app.ChangePage{From: cursor, To: cursor}, nil
		}
		back = time.Now().Add(time.Hour)
		queue(t, s, 1, "101")
		start(t, r, s)
		time.Sleep(time.Hour + 6*time.Minute)
		synctest.Wait()
		if heard.IsZero() {
			t.Error("not sent within six minutes of the region's return")
		}
	})
}
