package remote

import (
	"context"
	"errors"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

const (
	pollWait = 25 * time.Second // below the patience of proxies
	// pollRest is kept after an empty answer that came sooner than asked for:
	// the server is stopping, or too many requests wait.
	pollRest = 5 * time.Second
	// skewEvery is how often the clocks are compared, and profile and prices.
	skewEvery = 10 * time.Minute
)

// follow keeps the mirror up to date while the worker runs. At the start, after a
// failure and every skewEvery it first compares clocks and fetches a page without
// waiting, so that the state is known at once.
func (w *worker) follow(ctx context.Context) {
	wait := backoff{random: w.random}
	var compared time.Time
	agreed := false // on what was sent
	for ctx.Err() == nil {
		var rest time.Duration
		var err error
		if now := w.clock.Now(); compared.IsZero() || now.Sub(compared) >= skewEvery {
			compared = now
			if err = w.compareClocks(ctx); err == nil {
				err = w.compareRules(ctx)
			}
			if err == nil {
				_, err = w.pull(ctx, w.clinic, 0)
			}
			if err == nil && !agreed {
				err = w.compareSent(ctx)
				agreed = err == nil
			}
		} else {
			rest, err = w.pull(ctx, w.clinic, pollWait)
		}
		if err != nil {
			compared = time.Time{}
			if code := domain.CodeOf(err); code == app.CodeFeedOld || code == app.CodeFeedHole {
				agreed = false
			}
			w.failed(ctx, err, false)
			rest = wait.next(retryAfter(err))
		} else {
			wait.reset()
		}
		if rest > 0 && !pause(ctx, rest, w.wakeFollower) {
			return
		}
	}
}

// pull fetches one page and applies it; rest is how long to leave the server
// alone after an empty page that came too soon. The cursor is read anew each
// time: the store alone knows what was applied.
func (w *worker) pull(ctx context.Context, clinic string, wait time.Duration) (rest time.Duration, err error) {
	cursor, err := w.store.Cursor(clinic)
	if domain.CodeOf(err) == app.CodeStoreDamaged { // it can all be fetched again
		return 0, w.reset(clinic, err)
	}
	if err != nil {
		return 0, err
	}
	asked := w.clock.Now()
	page, err := w.region.Changes(ctx, app.Following{Clinic: clinic, Cursor: cursor, Wait: wait, Waiting: w.waiting(clinic)})
	if err != nil {
		if domain.CodeOf(err) == app.CodeFeedOld {
			return 0, w.reset(clinic, err)
		}
		return 0, err
	}
	switch moved := page.To != cursor; {
	case !moved && !empty(page): // the same page would come again and again
		return 0, offline(errors.New("changes without a new cursor"))
	case moved:
		err := w.store.ApplyChanges(clinic, page)
		if code := domain.CodeOf(err); code == app.CodeFeedHole || code == app.CodeStoreDamaged {
			return 0, w.reset(clinic, err)
		} else if err != nil {
			return 0, err
		}
	}
	w.online(w.wakeSender, page.To != cursor)
	if empty(page) && w.clock.Now().Sub(asked) < wait/2 {
		rest = time.Duration((1 + w.random()) / 2 * float64(pollRest))
	}
	return rest, nil
}

// waiting is how many commands of a clinic wait in the outbox, -1 if that cannot be
// read: the lists tell why.
func (w *worker) waiting(clinic string) int {
	n, err := w.store.Counts(clinic)
	if err != nil {
		return -1
	}
	return n.Outbox
}

func empty(p app.ChangePage) bool {
	return len(p.Invoices)+len(p.Payouts)+len(p.Claims)+len(p.Messages) == 0 && p.Clinic == nil
}

// reset begins the mirror from the start. It returns cause, so that the next try
// waits a little: a server that calls every cursor old must not be asked without
// end.
func (w *worker) reset(clinic string, cause error) error {
	if err := w.store.ResetMirror(clinic); err != nil {
		return err
	}
	return cause
}

// compareClocks measures how wrong the own clock is, give or take half a round
// trip.
func (w *worker) compareClocks(ctx context.Context) error {
	before := w.clock.Now()
	h, err := w.region.Health(ctx)
	if err != nil {
		return err
	}
	after := w.clock.Now()
	w.tell(func(s *app.SyncState) { s.Skew = before.Add(after.Sub(before) / 2).Sub(h.Time) })
	return nil
}

// compareRules fetches profile and prices if the region has new ones. A server
// that was restarted, as for a new profile, is asked at once, since the
// connection broke.
func (w *worker) compareRules(ctx context.Context) error {
	changed, err := app.RefreshRegion(ctx, w.region, w.store)
	if changed && err == nil {
		w.tell(func(s *app.SyncState) { s.Rules = true })
	}
	return err
}
