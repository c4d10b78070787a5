package remote

import (
	"context"
	"errors"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// forever is longer than any login: only the bell ends such a wait.
const forever = 365 * 24 * time.Hour

// sendAll sends the outbox, oldest first, one at a time, for as long as the
// worker runs.
func (w *worker) sendAll(ctx context.Context) {
	wait := backoff{random: w.random}
	for {
		next, at := forever, time.Time{}
		if err := w.sendRound(ctx); err != nil {
			next = wait.next(retryAfter(err))
			at = w.clock.Now().Add(next)
		} else {
			wait.reset()
		}
		w.sending(ctx, "", at)
		if !pause(ctx, next, w.wakeSender) {
			return
		}
	}
}

// sendRound tries each of the clinic's submissions once. It goes on after one
// on which the server itself stumbled, so that one such does not stop the
// others, and stops where trying more is of no use. The error is the first.
func (w *worker) sendRound(ctx context.Context) (first error) {
	items, err := w.store.Outbox()
	if err != nil {
		w.failed(ctx, err, false)
		return err
	}
	for _, item := range items {
		if item.Clinic != w.clinic {
			continue
		}
		err := w.send(ctx, item.ID)
		if err != nil && first == nil {
			first = err
		}
		if ctx.Err() != nil || err != nil && domain.CodeOf(err) != app.CodeServerBusy {
			return first
		}
	}
	return first
}

// sending tells which submission is on its way, or when there is a next try.
func (w *worker) sending(ctx context.Context, id string, next time.Time) {
	if ctx.Err() == nil {
		w.tell(func(s *app.SyncState) { s.Sending, s.NextTry = id, next })
	}
}

// send tries one submission, if it has not been taken back meanwhile. An error
// means that it is still in the outbox.
func (w *worker) send(ctx context.Context, id string) error {
	item, err := w.store.BeginAttempt(id)
	switch {
	case domain.KindOf(err) == domain.NotFound:
		return nil // taken back: there is nothing to send
	case err != nil:
		w.failed(ctx, err, false)
		return err
	}
	w.sending(ctx, id, time.Time{})
	receipt, err := w.region.Submit(ctx, item.Clinic, item.ID, item.Body)
	if outcomeOf(err) == unknown {
		sent := item.Sent || !errors.Is(err, app.ErrNotSent)
		if ctx.Err() != nil && sent {
			return err
		}
		// A note that cannot be stored loses nothing: the item stays as it is.
		noteErr := w.store.NoteAttempt(item.ID, w.clock.Now(), domain.CodeOf(err), sent)
		w.failed(ctx, err, noteErr == nil)
		return err
	}
	// The region has answered: that is stored also while stopping.
	d, derr := w.store.Draft(item.ID)
	sum, serr := w.summary(item.ID)
	if derr == nil && serr == nil {
		d, sum = settled(d, sum, receipt, err, w.clock.Now())
		derr = w.store.Settle(d, sum)
	}
	for _, storeErr := range []error{derr, serr} {
		if storeErr != nil {
			w.failed(ctx, storeErr, false)
			return storeErr // the same bytes again: the region gives the same answer
		}
	}
	w.online(w.wakeFollower, true)
	if outcomeOf(err) == refused {
		// Perhaps for a price that has changed: who mends the bill needs the new
		// one. A failure here is the follower's to tell.
		_ = w.compareRules(ctx)
	}
	return nil
}

func (w *worker) summary(id string) (app.DraftSummary, error) {
	list, err := w.store.Drafts(w.clinic)
	if err != nil {
		return app.DraftSummary{}, err
	}
	for _, s := range list {
		if s.ID == id {
			return s, nil
		}
	}
	return app.DraftSummary{}, &domain.Error{Kind: domain.NotFound, Code: app.CodeDraftGone, Op: "sync.settle"}
}
