package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A submission is two records under its draft's id: what is sent, written once,
// and how the last try went.
var (
	placeOutbox = place{"outbox"}
	placeTries  = place{"outbox-tries"}
)

// queued is a submission as it was put in the outbox.
type queued struct {
	Seq    uint64    `json:"seq"` // the order of queueing, whatever the clock said
	Clinic string    `json:"clinic"`
	Body   []byte    `json:"body"`
	SHA256 []byte    `json:"sha256"` // of Body: the bytes must never change
	Queued time.Time `json:"queued"`
}

// tried is how it went. Without this record nothing was tried; Unsent says that
// nothing has left this computer for sure, and its absence that it may have.
type tried struct {
	At     time.Time `json:"at"`
	Code   string    `json:"code"`
	Unsent bool      `json:"unsent,omitempty"`
}

// Queue moves a draft to the outbox with the exact bytes to be sent. Kind
// Conflict, app.CodeDraftQueued, if it is there already.
func (s *Store) Queue(d domain.Draft, sum app.DraftSummary, body []byte) error {
	const op = "store.queue"
	return s.update(op, func(r records) error {
		b, err := r.makeBucket(placeOutbox)
		if err != nil {
			return err
		}
		if b.Get([]byte(d.ID)) != nil {
			return &domain.Error{Kind: domain.Conflict, Code: app.CodeDraftQueued, Op: op}
		}
		seq, err := b.NextSequence()
		if err != nil {
			return err
		}
		digest := sha256.Sum256(body)
		q := queued{Seq: seq, Clinic: d.Clinic, Body: body, SHA256: digest[:], Queued: d.Updated}
		if err := r.putJSON(placeOutbox, []byte(d.ID), q); err != nil {
			return err
		}
		return r.putDraft(d, sum)
	})
}

// Outbox lists the submissions without an answer of every clinic, oldest first.
func (s *Store) Outbox() ([]app.OutboxItem, error) {
	type item struct {
		app.OutboxItem
		seq uint64
	}
	var all []item
	err := s.view("store.outbox", func(r records) error {
		return r.each(placeOutbox, false, func(key, plain []byte) error {
			q, err := readQueued(plain)
			if err != nil {
				return err
			}
			t, err := r.tried(key)
			if err != nil {
				return err
			}
			all = append(all, item{outboxItem(string(key), q, t), q.Seq})
			return nil
		})
	})
	slices.SortFunc(all, func(a, b item) int { return cmp.Compare(a.seq, b.seq) })
	list := make([]app.OutboxItem, len(all))
	for i := range all {
		list[i] = all[i].OutboxItem
	}
	return list, err
}

// Settle ends an outbox item; d carries the receipt or the refusal. Kind
// NotFound if the item is not in the outbox.
func (s *Store) Settle(d domain.Draft, sum app.DraftSummary) error {
	const op = "store.settle"
	return s.update(op, func(r records) error {
		if err := r.queued(op, d.ID); err != nil {
			return err
		}
		if err := r.remove(placeOutbox, []byte(d.ID)); err != nil {
			return err
		}
		if err := r.remove(placeTries, []byte(d.ID)); err != nil {
			return err
		}
		return r.putDraft(d, sum)
	})
}

// Unqueue takes a submission back as the draft d. Kind NotFound if it is not in
// the outbox, Conflict with app.CodeMayBeSent if a try may have reached the region.
func (s *Store) Unqueue(d domain.Draft, sum app.DraftSummary) error {
	const op = "store.unqueue"
	return s.update(op, func(r records) error {
		if err := r.queued(op, d.ID); err != nil {
			return err
		}
		switch t, err := r.tried([]byte(d.ID)); {
		case err != nil:
			return err
		case !t.Unsent:
			return &domain.Error{Kind: domain.Conflict, Code: app.CodeMayBeSent, Op: op}
		}
		if err := r.remove(placeOutbox, []byte(d.ID)); err != nil {
			return err
		}
		if err := r.remove(placeTries, []byte(d.ID)); err != nil {
			return err
		}
		return r.putDraft(d, sum)
	})
}

// BeginAttempt remembers that a submission may reach the region from now on, and
// gives it as it was before: its bytes and whether a try may have reached the
// region already. Kind NotFound if it is not in the outbox (any more).
func (s *Store) BeginAttempt(id string) (item app.OutboxItem, err error) {
	const op = "store.beginAttempt"
	if err := s.view(op, func(r records) error {
		item, err = r.outboxItem(op, id)
		return err
	}); err != nil || item.Sent {
		return item, err
	}
	return item, s.update(op, func(r records) error {
		if item, err = r.outboxItem(op, id); err != nil { // it may have been taken back, and queued anew
			return err
		}
		return r.putJSON(placeTries, []byte(id), tried{At: item.Tried, Code: item.LastError})
	})
}

// NoteAttempt remembers a try whose outcome is unknown, and whether any so far
// may have reached the region. Kind NotFound if the item is not in the outbox.
func (s *Store) NoteAttempt(id string, at time.Time, code string, sent bool) error {
	const op = "store.noteAttempt"
	return s.update(op, func(r records) error {
		if err := r.queued(op, id); err != nil {
			return err
		}
		return r.putJSON(placeTries, []byte(id), tried{at, code, !sent})
	})
}

// tried reads how the tries of a submission went.
func (r records) tried(id []byte) (tried, error) {
	var t tried
	there, err := r.getJSON(placeTries, id, &t)
	t.Unsent = t.Unsent || !there
	return t, err
}

// outboxItem reads a submission that must be in the outbox.
func (r records) outboxItem(op, id string) (app.OutboxItem, error) {
	plain, err := r.get(placeOutbox, []byte(id))
	if err != nil {
		return app.OutboxItem{}, err
	}
	if plain == nil {
		return app.OutboxItem{}, none(op, app.CodeDraftGone)
	}
	q, err := readQueued(plain)
	if err != nil {
		return app.OutboxItem{}, err
	}
	t, err := r.tried([]byte(id))
	return outboxItem(id, q, t), err
}

func outboxItem(id string, q queued, t tried) app.OutboxItem {
	return app.OutboxItem{
		ID: id, Clinic: q.Clinic, Body: q.Body, Queued: q.Queued, Tried: t.At, LastError: t.Code, Sent: !t.Unsent,
	}
}

// readQueued refuses bytes that are not what was queued.
func readQueued(plain []byte) (q queued, err error) {
	if err := decode(plain, &q); err != nil {
		return q, err
	}
	if digest := sha256.Sum256(q.Body); !bytes.Equal(digest[:], q.SHA256) {
		return q, damage("a submission is not what was queued")
	}
	return q, nil
}

// queued demands that a submission is in the outbox.
func (r records) queued(op, id string) error {
	b := bucketAt(r.tx, placeOutbox)
	if b == nil || b.Get([]byte(id)) == nil {
		return none(op, app.CodeDraftGone)
	}
	return nil
}
