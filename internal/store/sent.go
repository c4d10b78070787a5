package store

import (
	"bytes"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Received drafts are put away per clinic, under the day on which they were and
// their id, so that ids and ages are known without opening the records.
const (
	sentBucket = "sent"
	sentDay    = "20060102"
	// sentFor is longer than a region goes back to a backup.
	sentFor = 35 * 24 * time.Hour
)

func sentAt(clinic string) bucketPath { return bucketPath{sentBucket, clinic} }

func sentKey(d domain.Draft) []byte {
	return []byte(d.Receipt.Received.UTC().Format(sentDay) + d.ID)
}

// sentDraft is a received draft with its row of the list.
type sentDraft struct {
	Draft domain.Draft     `json:"draft"`
	Row   app.DraftSummary `json:"row"`
}

// keepSent puts a received draft away.
func (r records) keepSent(id string) error {
	var d domain.Draft
	if _, err := r.getJSON(pathDrafts, []byte(id), &d); err != nil {
		return err
	}
	row, err := r.row(id)
	if err != nil {
		return err
	}
	if err := r.putJSON(sentAt(d.Clinic), sentKey(d), sentDraft{d, row}); err != nil {
		return err
	}
	if err := r.remove(pathDrafts, []byte(id)); err != nil {
		return err
	}
	return r.removeRow(id)
}

// sentClinics are the clinics that received drafts are kept of.
func (r records) sentClinics() (list []string) {
	if b := r.tx.Bucket([]byte(sentBucket)); b != nil {
		c := b.Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			list = append(list, string(k))
		}
	}
	return list
}

// sentKeys calls f with the keys of a clinic's received drafts, oldest first,
// until it returns false.
func (r records) sentKeys(clinic string, f func(key []byte) bool) {
	b := bucketAt(r.tx, sentAt(clinic))
	if b == nil {
		return
	}
	c := b.Cursor()
	for k, _ := c.First(); k != nil && (len(k) <= len(sentDay) || f(k)); k, _ = c.Next() {
	}
}

// sentBefore are the drafts that need not be kept any more: clinic and key of
// each, joined by a zero byte.
func (r records) sentBefore(now time.Time) (old [][]byte) {
	day := []byte(now.Add(-sentFor).UTC().Format(sentDay))
	for _, clinic := range r.sentClinics() {
		r.sentKeys(clinic, func(key []byte) bool {
			if bytes.Compare(key[:len(sentDay)], day) >= 0 {
				return false
			}
			old = append(old, append([]byte(clinic+"\x00"), key...))
			return true
		})
	}
	return old
}

func (r records) forgetSent(old [][]byte) error {
	for _, place := range old {
		clinic, key, _ := bytes.Cut(place, []byte{0})
		if err := r.remove(sentAt(string(clinic)), key); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) Sent(clinic string) (ids []string, err error) {
	err = s.view("store.sent", func(r records) error {
		rows, err := r.rows()
		for _, row := range rows {
			if row.Clinic == clinic && row.State == domain.DraftReceived {
				ids = append(ids, row.ID)
			}
		}
		r.sentKeys(clinic, func(key []byte) bool {
			ids = append(ids, string(key[len(sentDay):]))
			return true
		})
		return err
	})
	return ids, err
}

func (s *Store) Lost(id string, at time.Time) error {
	return s.update("store.lost", func(r records) error {
		var sent sentDraft
		row, err := r.row(id)
		switch {
		case err != nil:
			return err
		case row.ID == "":
			if sent, err = r.takeSent(id); err != nil || sent.Draft.ID == "" {
				return err
			}
		case row.State != domain.DraftReceived:
			return nil
		default:
			sent.Row = row
			if there, err := r.getJSON(pathDrafts, []byte(id), &sent.Draft); err != nil || !there {
				return err
			}
		}
		o := app.Outcome{At: at, Refusal: &domain.Refusal{At: at, Code: app.CodeRegionLost}}
		d, row := o.Settled(sent.Draft, sent.Row)
		row.Lost = true
		if err := r.putDraft(d, row); err != nil {
			return err
		}
		return r.putAnswer(id, answered{Kind: domain.CommandSubmit, Clinic: d.Clinic, Outcome: o})
	})
}

// takeSent removes a received draft from those that are kept, and gives it; a
// zero one if it is not kept.
func (r records) takeSent(id string) (sent sentDraft, err error) {
	for _, clinic := range r.sentClinics() {
		var at []byte
		r.sentKeys(clinic, func(key []byte) bool {
			if string(key[len(sentDay):]) == id {
				at = bytes.Clone(key)
			}
			return at == nil
		})
		if at == nil {
			continue
		}
		if _, err := r.getJSON(sentAt(clinic), at, &sent); err != nil {
			return sent, err
		}
		return sent, r.remove(sentAt(clinic), at)
	}
	return sent, nil
}

func (s *Store) Found(receipt domain.Receipt) error {
	return s.update("store.found", func(r records) error {
		row, err := r.row(receipt.Submission)
		if err != nil || row.ID == "" || row.State == domain.DraftQueued || row.State == domain.DraftReceived {
			return err
		}
		return r.settleDraft(row.ID, app.Outcome{At: receipt.Received, Receipt: &receipt})
	})
}
