package remote

import (
	"context"
	"errors"
	"time"

	"example.org/tandtui/internal/api"
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
// clinic first. It goes on after a command on which the server failed, so that
// this one does not stop the others, and with the next clinic if the region does
// not let the user into one any more. It stops where trying more is of no use.
// The error is the first.
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

// oneItem reports whether an error is about one command only: the server failed
// on it, the file is damaged there, or only a newer program can send it.
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

// sending reports which command is on its way, or when the next try is.
func (w *worker) sending(ctx context.Context, id string, next time.Time) {
	if ctx.Err() == nil {
		w.tell(func(s *app.SyncState) { s.Sending, s.NextTry = id, next })
	}
}

// send tries one command, unless it has been unqueued meanwhile. After an error
// it is still in the outbox.
func (w *worker) send(ctx context.Context, h app.Head) error {
	c, h, err := w.store.BeginAttempt(h.ID)
	switch {
	case domain.KindOf(err) == domain.NotFound:
		return nil // unqueued: there is nothing to send
	case err != nil:
		w.failed(ctx, err, false)
		return err
	}
	w.sending(ctx, c.ID, time.Time{})
	receipt, err := w.region.Send(ctx, c)
	if no := (*app.RefusedError)(nil); errors.As(err, &no) && no.Code == api.ProblemFingerprint && c.Kind == domain.CommandSubmit {
		if r := w.known(ctx, c); r != nil {
			receipt, err = *r, nil
		}
	}
	outcome, known := outcomeOf(receipt, err, w.clock.Now())
	if !known {
		return w.note(ctx, c, h, err)
	}
	// The region has answered: that is stored even while stopping.
	if err := w.store.Settle(c.ID, outcome); err != nil {
		w.failed(ctx, err, false)
		return err // the same bytes again: the region gives the same answer
	}
	w.online(w.wakeFollower, true)
	if outcome.Refusal != nil && c.Kind == domain.CommandSubmit {
		// Perhaps because of a price that has changed: whoever corrects the bill
		// needs the new one. The follower reports it if this fails.
		_ = w.compareRules(ctx)
	}
	return nil
}

// note stores a try whose outcome is unknown.
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

// outcomeOf is the outcome of a try. known is false if the region may have done
// the command all the same: then the same bytes are sent again.
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
