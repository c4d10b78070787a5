package sync_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	stdsync "sync"
	"testing"
	"testing/synctest"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/store"
	"example.org/tandtui/internal/sync"
)

// The worker is tested over a real store and a scripted region, in the fake
// time of testing/synctest.

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

// region answers from scripts; what it hears, it keeps.
type region struct {
	app.Region

	mu      stdsync.Mutex
	submit  func(n int, id string, body []byte) (domain.Receipt, error) // nth call
	changes func(n int, cursor string, wait time.Duration) (app.ChangePage, error)
	healthy error
	behind  time.Duration // the region's clock
	tries   []try
	cursors []string
}

type try struct {
	at   time.Time
	id   string
	body string
}

func (r *region) Health(context.Context) (app.Health, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return app.Health{Time: time.Now().Add(-r.behind)}, r.healthy
}

func (r *region) Submit(_ context.Context, _, id string, body []byte) (domain.Receipt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tries = append(r.tries, try{time.Now(), id, string(body)})
	return r.submit(len(r.tries), id, body)
}

// Changes waits as asked, unless the script has something at once.
func (r *region) Changes(ctx context.Context, _, cursor string, wait time.Duration) (app.ChangePage, error) {
	r.mu.Lock()
	r.cursors = append(r.cursors, cursor)
	n := len(r.cursors)
	script := r.changes
	r.mu.Unlock()
	if script != nil {
		if p, err := script(n, cursor, wait); err != nil || len(p.Invoices) > 0 || p.To != cursor {
			return p, err
		}
	}
	select {
	case <-time.After(wait):
	case <-ctx.Done():
		return app.ChangePage{}, errOffline
	}
	return app.ChangePage{From: cursor, To: cursor}, nil
}

func (r *region) set(f func(*region)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(r)
}

func (r *region) heard() []try {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.tries)
}

var errOffline = &domain.Error{Kind: domain.Offline, Code: app.CodeOffline}

func accept(_ int, id string, body []byte) (domain.Receipt, error) {
	return domain.Receipt{Submission: id, Digest: digest(body), OurRef: 100}, nil
}

// states keeps what a worker tells.
type states struct {
	mu  stdsync.Mutex
	all []app.SyncState
}

func (s *states) notify(st app.SyncState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, st)
}

func (s *states) last() app.SyncState {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all[len(s.all)-1]
}

func openStore(t *testing.T) app.Store {
	t.Helper()
	s, err := store.NewVault(t.TempDir(), wallClock{}).Open(t.Context(), "SE1", func(_ context.Context, salt []byte) ([]byte, error) {
		sum := sha256.Sum256(salt)
		return sum[:], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func queue(t *testing.T, s app.Store, n int, clinic string) string {
	t.Helper()
	id := fmt.Sprintf("id-%d", n)
	d := domain.Draft{ID: id, Clinic: clinic, State: domain.DraftQueued, Updated: time.Now(), Bills: []domain.DraftBill{{BillRef: id}}}
	if err := s.Queue(d, app.DraftSummary{ID: id, Clinic: clinic, State: domain.DraftQueued}, fmt.Appendf(nil, "bytes of %d", n)); err != nil {
		t.Fatal(err)
	}
	return id
}

// start runs a worker over r and s with delays at their longest.
func start(t *testing.T, r *region, s app.Store) (app.Worker, *states) {
	t.Helper()
	told := &states{}
	w := sync.NewBackground(wallClock{}, func() float64 { return 0.999 }).Start(r, s, "101", told.notify)
	t.Cleanup(w.Stop)
	return w, told
}

func state(t *testing.T, s app.Store, id string) domain.Draft {
	t.Helper()
	d, err := s.Draft(id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

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
		if err != nil || list[0].State != domain.DraftRefused || list[0].Errors != 1 || list[0].Warnings != 1 {
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

func TestChangesFillTheMirror(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		r := &region{submit: accept, behind: 3 * time.Minute}
		r.changes = func(n int, cursor string, wait time.Duration) (app.ChangePage, error) {
			switch n {
			case 1:
				if wait != 0 {
					t.Errorf("the first page waits %v", wait)
				}
				return app.ChangePage{From: "", To: "c1", More: true, Invoices: []domain.Invoice{{OurRef: 1, Version: 1, Clinic: "101"}}}, nil
			case 2:
				return app.ChangePage{From: "c1", To: "c2", Invoices: []domain.Invoice{{OurRef: 2, Version: 1, Clinic: "101"}}}, nil
			}
			return app.ChangePage{From: cursor, To: cursor}, nil
		}
		_, told := start(t, r, s)
		synctest.Wait()
		if refs := mirror(t, s); !slices.Equal(refs, []int64{2, 1}) {
			t.Errorf("mirror %v", refs)
		}
		if st := told.last(); st.Phase != app.SyncOnline || st.Skew != 3*time.Minute {
			t.Errorf("state %+v", st)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		r.set(func(r *region) {
			if n := len(r.cursors); n < 13 || n > 16 {
				t.Errorf("%d requests in five minutes", n)
			}
		})
	})
}

func mirror(t *testing.T, s app.Store) (refs []int64) {
	t.Helper()
	list, err := s.Invoices("101", func(app.InvoiceSummary) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		refs = append(refs, v.OurRef)
	}
	return refs
}

// TestMirrorBeginsAnew for a cursor that is no more, and for a page that does
// not fit; the old one is read until the new one is whole.
func TestMirrorBeginsAnew(t *testing.T) {
	old := &domain.Error{Kind: domain.Conflict, Code: app.CodeFeedOld}
	for name, odd := range map[string]func(cursor string) (app.ChangePage, error){
		"cursor too old": func(string) (app.ChangePage, error) { return app.ChangePage{}, old },
		"a hole": func(string) (app.ChangePage, error) {
			return app.ChangePage{From: "c8", To: "c9", Invoices: []domain.Invoice{{OurRef: 9, Version: 1, Clinic: "101"}}}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := openStore(t)
				if err := s.ApplyChanges("101", app.ChangePage{To: "c1", Invoices: []domain.Invoice{{OurRef: 1, Version: 1, Clinic: "101"}}}); err != nil {
					t.Fatal(err)
				}
				page := func(from, to string, more bool, ref int64) app.ChangePage {
					return app.ChangePage{From: from, To: to, More: more, Invoices: []domain.Invoice{{OurRef: ref, Version: 1, Clinic: "101"}}}
				}
				r := &region{submit: accept}
				r.changes = func(_ int, cursor string, _ time.Duration) (app.ChangePage, error) {
					switch cursor {
					case "c1":
						return odd(cursor)
					case "":
						return page("", "d1", true, 5), nil
					case "d1":
						if refs := mirror(t, s); !slices.Equal(refs, []int64{1}) {
							t.Errorf("half a mirror is read: %v", refs)
						}
						return page("d1", "d2", false, 6), nil
					}
					return app.ChangePage{From: cursor, To: cursor}, nil
				}
				_, told := start(t, r, s)
				time.Sleep(10 * time.Second)
				synctest.Wait()
				if refs := mirror(t, s); !slices.Equal(refs, []int64{6, 5}) {
					t.Errorf("mirror %v", refs)
				}
				if st := told.last(); st.Phase != app.SyncOnline {
					t.Errorf("state %+v", st)
				}
			})
		})
	}
}

// TestServerThatDoesNotWait must not be asked in a circle.
func TestServerThatDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		r := &impatient{region: region{submit: accept}}
		w := sync.NewBackground(wallClock{}, func() float64 { return 0 }).Start(r, s, "101", func(app.SyncState) {})
		defer w.Stop()
		time.Sleep(time.Minute)
		synctest.Wait()
		if r.asked > 30 {
			t.Errorf("%d requests in a minute", r.asked)
		}
	})
}

type impatient struct {
	region
	asked int
}

func (r *impatient) Changes(_ context.Context, _, cursor string, _ time.Duration) (app.ChangePage, error) {
	r.asked++
	return app.ChangePage{From: cursor, To: cursor}, nil
}

func TestStates(t *testing.T) {
	for _, x := range []struct {
		err   *domain.Error
		phase app.SyncPhase
	}{
		{&domain.Error{Kind: domain.Unauthorized, Code: app.CodeUnknownUser}, app.SyncRefused},
		{&domain.Error{Kind: domain.Unauthorized, Code: app.CodeUntrusted}, app.SyncRefused},
		{&domain.Error{Kind: domain.Conflict, Code: app.CodeOldClient}, app.SyncRefused},
		{&domain.Error{Kind: domain.Card, Code: app.CodeCardRemoved}, app.SyncOffline},
		{errOffline, app.SyncOffline},
	} {
		synctest.Test(t, func(t *testing.T) {
			_, told := start(t, &region{healthy: x.err, submit: accept}, openStore(t))
			synctest.Wait()
			if st := told.last(); st.Phase != x.phase || st.Code != x.err.Code {
				t.Errorf("%s: %+v", x.err.Code, st)
			}
		})
	}
}

// TestReceiptThatCannotBeStored is asked for again: the region gives the same.
func TestReceiptThatCannotBeStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &full{Store: openStore(t), room: 3}
		r := &region{submit: accept}
		id := queue(t, s, 1, "101")
		start(t, r, s)
		time.Sleep(time.Minute)
		synctest.Wait()
		if d := state(t, s, id); d.State != domain.DraftReceived {
			t.Errorf("%v", d.State)
		}
		tries := r.heard()
		for _, x := range tries {
			if x.body != "bytes of 1" {
				t.Errorf("%+v", x)
			}
		}
		if len(tries) != 4 {
			t.Errorf("%d tries", len(tries))
		}
	})
}

// full is a store on a full disk until some saves have failed.
type full struct {
	app.Store
	room int
}

func (f *full) Settle(d domain.Draft, s app.DraftSummary) error {
	if f.room--; f.room >= 0 {
		return &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	}
	return f.Store.Settle(d, s)
}

func TestStopEndsAllAndTouchesNothingAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := openStore(t), &region{submit: accept}
		w, told := start(t, r, s)
		time.Sleep(3 * time.Second) // in a long-poll
		w.Stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		n := len(told.all)
		w.Poke()
		time.Sleep(time.Hour)
		if len(told.all) != n {
			t.Error("told after the stop")
		}
		if st := told.last(); st.Phase != app.SyncOnline {
			t.Errorf("the stop is told as a failure: %+v", st)
		}
	})
}
