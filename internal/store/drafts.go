package store

import (
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A draft is a record under its id, and a row in the list (index.go).
var pathDrafts = bucketPath{"drafts"}

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
		return errors.Join(r.putText(d), r.typeRow(sum))
	})
}

func (r records) putDraft(d domain.Draft, sum app.DraftSummary) error {
	return errors.Join(r.putText(d), r.putRow(sum))
}

// putText stores a draft without its row in the list.
func (r records) putText(d domain.Draft) error {
	if err := r.putJSON(pathDrafts, []byte(d.ID), d); err != nil {
		return err
	}
	if d.State != domain.DraftRefused { // the region's refusal no longer applies
		if err := r.removeAnswer(d.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) Draft(id string) (d domain.Draft, err error) {
	const op = "store.draft"
	err = s.view(op, func(r records) error {
		ok, err := r.getJSON(pathDrafts, []byte(id), &d)
		if err == nil && !ok {
			return none(op, app.CodeDraftGone)
		}
		return err
	})
	return d, err
}

func (s *Store) Drafts(clinic string) (list []app.DraftSummary, err error) {
	err = s.view("store.drafts", func(r records) error {
		list, err = r.rows()
		return err
	})
	return slices.DeleteFunc(list, func(d app.DraftSummary) bool { return d.Clinic != clinic }), err
}

// tidy does what belongs to opening: it brings an old file up to date, and
// puts drafts whose invoice is in the mirror away, and removes answers that the user has
// seen. Doing it later would be wrong: a receipt that has just been shown must
// not lose its draft.
func (s *Store) tidy(now time.Time) error {
	const op = "store.tidy"
	var received, seen []string
	var old [][]byte
	if err := s.view(op, func(r records) (err error) {
		if received, err = r.received(); err != nil {
			return err
		}
		old = r.sentBefore(now)
		return r.answers(func(id string, a answered) {
			if !a.with(id).Unseen() && !(a.Kind == domain.CommandUpload && a.Outcome.At.After(now.Add(-sentFor))) {
				seen = append(seen, id)
			}
		})
	}); err != nil || !s.outdated && len(received)+len(seen)+len(old) == 0 {
		return err
	}
	return s.update(op, func(r records) error {
		for _, id := range received {
			if err := r.keepSent(id); err != nil {
				return err
			}
		}
		if err := r.forgetSent(old); err != nil {
			return err
		}
		for _, id := range seen {
			if err := r.removeAnswer(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// received are the drafts whose invoice is in the mirror. Damaged drafts stay,
// and if the mirror is damaged all stay.
func (r records) received() (ids []string, err error) {
	list, err := r.rows()
	for _, sum := range list {
		if sum.State != domain.DraftReceived {
			continue
		}
		var d domain.Draft
		if _, err := r.getJSON(pathDrafts, []byte(sum.ID), &d); err != nil || d.Receipt == nil {
			continue
		}
		if there, err := r.mirrored(d.Clinic, d.Receipt.OurRef); err == nil && there {
			ids = append(ids, d.ID)
		}
	}
	return ids, err
}

func numKey(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
