package store

import (
	"encoding/binary"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A draft is two records under its id: whole, and as its row in lists.
var (
	placeDrafts    = place{"drafts"}
	placeDraftList = place{"draft-list"}
)

// SaveDraft stores a draft and its summary.
func (s *Store) SaveDraft(d domain.Draft, sum app.DraftSummary) error {
	return s.update("store.saveDraft", func(r records) error { return r.putDraft(d, sum) })
}

func (r records) putDraft(d domain.Draft, sum app.DraftSummary) error {
	if err := r.putJSON(placeDrafts, []byte(d.ID), d); err != nil {
		return err
	}
	return r.put(placeDraftList, []byte(d.ID), encodeDraftSummary(sum))
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
		return r.each(placeDraftList, false, func(_, plain []byte) error {
			sum, err := decodeDraftSummary(plain)
			if err == nil && sum.Clinic == clinic {
				list = append(list, sum)
			}
			return err
		})
	})
	return list, err
}

// sweepReceived removes drafts whose invoice has come back into the mirror: the
// region has them, and so have we. It is done at opening only, so that a
// receipt just shown does not lose its draft.
func (s *Store) sweepReceived() error {
	var ids []string
	if err := s.view("store.sweep", func(r records) error {
		return r.each(placeDraftList, false, func(key, plain []byte) error {
			sum, err := decodeDraftSummary(plain)
			if err != nil || sum.State != domain.DraftReceived {
				return err
			}
			var d domain.Draft
			if _, err := r.getJSON(placeDrafts, key, &d); err != nil || d.Receipt == nil {
				return err
			}
			there, err := r.mirrored(d.Clinic, d.Receipt.OurRef)
			if there {
				ids = append(ids, d.ID)
			}
			return err
		})
	}); err != nil || len(ids) == 0 {
		return err
	}
	return s.update("store.sweep", func(r records) error {
		for _, id := range ids {
			if err := r.remove(placeDrafts, []byte(id)); err != nil {
				return err
			}
			if err := r.remove(placeDraftList, []byte(id)); err != nil {
				return err
			}
		}
		return nil
	})
}

func numKey(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
