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

type tried struct {
	At   time.Time `json:"at"`
	Code string    `json:"code"`
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
			var q queued
			if err := decode(plain, &q); err != nil {
				return err
			}
			if digest := sha256.Sum256(q.Body); !bytes.Equal(digest[:], q.SHA256) {
				return damage("a submission is not what was queued")
			}
			var t tried
			if _, err := r.getJSON(placeTries, key, &t); err != nil {
				return err
			}
			all = append(all, item{app.OutboxItem{
				ID: string(key), Clinic: q.Clinic, Body: q.Body, Queued: q.Queued, Tried: t.At, LastError: t.Code,
			}, q.Seq})
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

// NoteAttempt remembers a try whose outcome is unknown. Kind NotFound if the
// item is not in the outbox.
func (s *Store) NoteAttempt(id string, at time.Time, code string) error {
	const op = "store.noteAttempt"
	return s.update(op, func(r records) error {
		if err := r.queued(op, id); err != nil {
			return err
		}
		return r.putJSON(placeTries, []byte(id), tried{at, code})
	})
}

// queued demands that a submission is in the outbox.
func (r records) queued(op, id string) error {
	b := bucketAt(r.tx, placeOutbox)
	if b == nil || b.Get([]byte(id)) == nil {
		return none(op, app.CodeDraftGone)
	}
	return nil
}
