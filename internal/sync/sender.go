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

// sendRound tries each command of the user's clinics once, those of the chosen
// clinic first. It goes on after one on which the server itself stumbled, so
// that one such does not stop the others, and with the next clinic after one
// that the region does not let in any more. Where trying more is of no use it
// stops. The error is the first.
func (w *worker) sendRound(ctx context.Context) (first error) {
	heads, err := w.store.Outbox()
	if err != nil {
		w.failed(ctx, err, false)
		return err
	}
	for _, clinic := range w.clinics() {
		for _, h := range heads {
			if h.Clinic != clinic || h.Damaged {
				continue
			}
			err := w.send(ctx, h)
			if err != nil && first == nil {
				first = err
			}
			switch {
			case ctx.Err() != nil:
				return first
			case err == nil || oneItem(err):
				continue
			case phaseOf(err) == app.SyncOffline:
				return first
			}
			break // the region does not let this clinic in: the next
		}
	}
	return first
}

// oneItem tells the errors that are about one command only: the server stumbled
// on it, the file is damaged there, or a newer program has to send it.
func oneItem(err error) bool {
	code := domain.CodeOf(err)
	return code == app.CodeServerBusy || code == app.CodeStoreDamaged || errors.Is(err, errKind)
}

// clinics are those whose outbox is sent, the chosen one first.
func (w *worker) clinics() []string {
	list := []string{w.clinic}
	for _, c := range w.scope.Clinics {
		if c.No != w.clinic {
			list = append(list, c.No)
		}
	}
	return list
}

// sending tells which submission is on its way, or when there is a next try.
func (w *worker) sending(ctx context.Context, id string, next time.Time) {
	if ctx.Err() == nil {
		w.tell(func(s *app.SyncState) { s.Sending, s.NextTry = id, next })
	}
}

// send tries one command, if it has not been taken back meanwhile. An error means
// that it is still in the outbox.
func (w *worker) send(ctx context.Context, h app.Head) error {
	c, h, err := w.store.BeginAttempt(h.ID)
	switch {
	case domain.KindOf(err) == domain.NotFound:
		return nil // taken back: there is nothing to send
	case err != nil:
		w.failed(ctx, err, false)
		return err
	}
	w.sending(ctx, c.ID, time.Time{})
	receipt, err := w.region.Send(ctx, c)
	outcome, known := outcomeOf(receipt, err, w.clock.Now())
	if !known {
		return w.note(ctx, c, h, err)
	}
	// The region has answered: that is stored also while stopping.
	if err := w.store.Settle(c.ID, outcome); err != nil {
		w.failed(ctx, err, false)
		return err // the same bytes again: the region gives the same answer
	}
	w.online(w.wakeFollower, true)
	if outcome.Refusal != nil && c.Kind == domain.CommandSubmit {
		// Perhaps for a price that has changed: who mends the bill needs the new
		// one. A failure here is the follower's to tell.
		_ = w.compareRules(ctx)
	}
	return nil
}

// note remembers a try of which nobody knows whether it reached the region.
func (w *worker) note(ctx context.Context, c domain.Command, h app.Head, err error) error {
	sent := h.Sent || !errors.Is(err, app.ErrNotSent)
	if ctx.Err() != nil && sent {
		return err
	}
	// A note that cannot be stored loses nothing: the command stays as it is.
	noteErr := w.store.NoteAttempt(c.ID, w.clock.Now(), domain.CodeOf(err), sent)
	if c.Clinic != w.clinic && phaseOf(err) == app.SyncRefused {
		w.tell(func(s *app.SyncState) { s.Changed = noteErr == nil }) // says nothing of the chosen clinic
		return err
	}
	w.failed(ctx, err, noteErr == nil)
	return err
}

// outcomeOf is what a try came to. known is false where the region may have done
// it all the same: then the same bytes are sent again.
func outcomeOf(r domain.Receipt, err error, now time.Time) (o app.Outcome, known bool) {
	var no *app.RefusedError
	switch {
	case err == nil:
		return app.Outcome{At: now, Receipt: &r, Version: r.Version}, true
	case errors.As(err, &no):
		refusal := &domain.Refusal{At: now, Code: no.Code, Detail: no.Detail, Findings: no.Findings}
		return app.Outcome{At: now, Refusal: refusal, Version: no.Version}, true
	}
	return o, false
}
