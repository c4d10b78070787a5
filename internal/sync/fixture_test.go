package remote_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	stdsync "sync"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/store"
	remote "example.org/tandtui/internal/sync"
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
	// changesOf answers at once for a clinic, in place of changes; nil: changes does.
	changesOf func(clinic, cursor string, wait time.Duration) (app.ChangePage, error)
	known     func(ids []string) ([]string, []domain.Receipt, error)
	behind    time.Duration // the region's clock
	rules     string        // version of profile and prices
	fetched   int           // how often they were sent
	tries     []try
	cursors   []string
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

func (r *region) Data(_ context.Context, have string) (app.RegionData, bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if have == r.rules {
		return app.RegionData{}, false, nil
	}
	r.fetched++
	return app.RegionData{Version: r.rules, Profile: domain.Profile{ID: "x", Version: r.rules}}, true, nil
}

func (r *region) Send(_ context.Context, c domain.Command) (domain.Receipt, error) {
	r.mu.Lock()
	r.tries = append(r.tries, try{time.Now(), c.ID, string(c.Body)})
	n, script := len(r.tries), r.submit
	r.mu.Unlock() // a script may take its time
	return script(n, c.ID, c.Body)
}

// Known knows everything, unless the script says otherwise.
func (r *region) Known(_ context.Context, _ string, ids []string) ([]string, []domain.Receipt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil {
		return nil, nil, nil
	}
	return r.known(ids)
}

// Changes waits as asked, unless the script has something at once.
func (r *region) Changes(ctx context.Context, f app.Following) (app.ChangePage, error) {
	clinic, cursor, wait := f.Clinic, f.Cursor, f.Wait
	r.mu.Lock()
	r.cursors = append(r.cursors, cursor)
	n := len(r.cursors)
	script, of := r.changes, r.changesOf
	if of != nil && (wait == 0 || clinic != "101") {
		defer r.mu.Unlock()
		return of(clinic, cursor, wait)
	}
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

// rules is how often new profile or prices were told of.
func (s *states) rules() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.all {
		if st.Rules {
			n++
		}
	}
	return n
}

func openStore(t *testing.T) app.Store {
	t.Helper()
	s, err := store.NewVault(t.TempDir(), wallClock{}).Open(t.Context(), "SE1", "1", func(_ context.Context, salt []byte) ([]byte, error) {
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
	c := domain.Command{ID: id, Kind: domain.CommandSubmit, Clinic: clinic, Body: fmt.Appendf(nil, "bytes of %d", n)}
	row := app.DraftSummary{ID: id, Clinic: clinic, State: domain.DraftQueued}
	if err := s.Queue(c, app.Filing{At: time.Now(), Draft: &d, Row: row}); err != nil {
		t.Fatal(err)
	}
	return id
}

// start runs a worker over r and s with delays at their longest.
func start(t *testing.T, r *region, s app.Store) (app.Worker, *states) {
	t.Helper()
	told := &states{}
	w := remote.NewBackground(wallClock{}, func() float64 { return 0.999 }).Start(r, s, "101", app.Scope{}, told.notify)
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
