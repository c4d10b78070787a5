package store

import (
	"encoding/binary"
	"slices"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A draft is a record under its id, and a row in the list (index.go).
var placeDrafts = place{"drafts"}

// SaveDraft stores a draft and its summary. Kind Conflict, app.CodeDraftQueued,
// if the stored one is in the outbox or received.
func (s *Store) SaveDraft(d domain.Draft, sum app.DraftSummary) error {
	const op = "store.saveDraft"
	return s.update(op, func(r records) error {
		old, err := r.row(d.ID)
		switch {
		case err != nil:
			return err
		case old.State == domain.DraftQueued, old.State == domain.DraftReceived:
			return &domain.Error{Kind: domain.Conflict, Code: app.CodeDraftQueued, Op: op}
		}
		return r.putDraft(d, sum)
	})
}

func (r records) putDraft(d domain.Draft, sum app.DraftSummary) error {
	if err := r.putJSON(placeDrafts, []byte(d.ID), d); err != nil {
		return err
	}
	return r.putRow(sum)
}

// Draft gives a draft whole. Kind NotFound if there is none.
func (s *Store) Draft(id string) (d domain.Draft, err error) {
	const op = "store.draft"
	err = s.view(op, func(r records) error {
		ok, err := r.getJSON(placeDrafts, []byte(id), &d)
		if err == nil && !ok {
			return none(op, app.CodeDraftGone)
		}
		return err
	})
	return d, err
}

// Drafts lists a clinic's drafts in every state, in no order that means anything.
func (s *Store) Drafts(clinic string) (list []app.DraftSummary, err error) {
	err = s.view("store.drafts", func(r records) error {
		list, err = r.rows()
		return err
	})
	return slices.DeleteFunc(list, func(d app.DraftSummary) bool { return d.Clinic != clinic }), err
}

// tidy does what an opening is the time for: an old file is brought up to date,
// and drafts go whose invoice has come back into the mirror, since the region
// has them, and so have we. Later would be too early: a receipt just shown must
// not lose its draft.
func (s *Store) tidy() error {
	const op = "store.tidy"
	var received []string
	old := false
	if err := s.view(op, func(r records) (err error) {
		old = r.old()
		received, err = r.received()
		return err
	}); err != nil || !old && len(received) == 0 {
		return err
	}
	return s.update(op, func(r records) error {
		for _, id := range received {
			if err := r.remove(placeDrafts, []byte(id)); err != nil {
				return err
			}
			if err := r.removeRow(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// received are the drafts whose invoice is in the mirror.
func (r records) received() (ids []string, err error) {
	list, err := r.rows()
	for _, sum := range list {
		if sum.State != domain.DraftReceived {
			continue
		}
		var d domain.Draft
		if _, err := r.getJSON(placeDrafts, []byte(sum.ID), &d); err != nil {
			return nil, err
		}
		if d.Receipt == nil {
			continue
		}
		there, err := r.mirrored(d.Clinic, d.Receipt.OurRef)
		if err != nil {
			return nil, err
		}
		if there {
			ids = append(ids, d.ID)
		}
	}
	return ids, err
}

func numKey(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
