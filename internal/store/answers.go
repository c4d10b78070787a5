package store

import (
	"errors"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// pathAnswers holds the region's answers to commands until the user has seen
// them. Of submissions only refusals are here: a draft holds its answer itself.
var pathAnswers = bucketPath{"answers"}

// answered is a command with its answer. It keeps the target, because the mirror
// may have changed when the user looks.
type answered struct {
	Kind    domain.CommandKind `json:"kind"`
	Clinic  string             `json:"clinic"`
	Target  int64              `json:"target,omitempty"`
	Version int64              `json:"version,omitempty"`
	Part    domain.Part        `json:"part,omitzero"`
	Upload  app.UploadNote     `json:"upload,omitzero"`
	Office  app.OfficeNote     `json:"office,omitzero"`
	Outcome app.Outcome        `json:"outcome"`
	Seen    bool               `json:"seen,omitempty"`
}

func (a answered) with(id string) app.Answer {
	return app.Answer{
		Head:    app.Head{ID: id, Kind: a.Kind, Clinic: a.Clinic, Target: a.Target, Version: a.Version, Part: a.Part, Upload: a.Upload, Office: a.Office, Sent: true},
		Outcome: a.Outcome, Seen: a.Seen,
	}
}

// Settle ends a command. A submission's draft gets the answer. Kind NotFound if
// the command is not in the outbox.
func (s *Store) Settle(id string, o app.Outcome) error {
	const op = "store.settle"
	return s.update(op, func(r records) error {
		h, err := r.head(op, id)
		if err != nil {
			return err
		}
		if err := r.removeCommand(h); err != nil {
			return err
		}
		if h.Kind == domain.CommandSubmit {
			if err := r.settleDraft(id, o); err != nil {
				return err
			}
		}
		if o.Refusal != nil || h.Kind != domain.CommandSubmit {
			a := answered{Kind: h.Kind, Clinic: h.Clinic, Target: h.Target, Version: h.Version, Part: h.Part, Upload: h.Upload, Office: h.Office, Outcome: o}
			return r.putAnswer(id, a)
		}
		return nil
	})
}

// settleDraft puts the region's answer into a draft. A damaged draft does not
// stop the command from ending: the region has answered, and the draft's row says
// so.
func (r records) settleDraft(id string, o app.Outcome) error {
	var d domain.Draft
	there, err := r.getJSON(pathDrafts, []byte(id), &d)
	if err != nil && !errors.Is(err, errDamaged) {
		return err
	}
	row, err := r.row(id)
	if err != nil || row.ID == "" {
		return err
	}
	d, row = o.Settled(d, row)
	if !there {
		return r.putRow(row)
	}
	return r.putDraft(d, row)
}

func (s *Store) Answers(clinic string) (list []app.Answer, err error) {
	err = s.view("store.answers", func(r records) error {
		return r.answers(func(id string, a answered) {
			if a.Clinic == clinic {
				list = append(list, a.with(id))
			}
		})
	})
	return list, err
}

func (r records) answers(f func(id string, a answered)) error {
	return r.scan(pathAnswers, false, func(key, plain []byte, damaged error) error {
		var a answered
		if damaged == nil && decode(plain, &a) == nil {
			f(string(key), a)
		}
		return nil
	})
}

func (s *Store) SetSeen(ids ...string) error {
	return s.update("store.setSeen", func(r records) error {
		for _, id := range ids {
			var a answered
			there, err := r.getJSON(pathAnswers, []byte(id), &a)
			switch {
			case err != nil:
				return err
			case !there || a.Seen:
				continue
			case a.Kind == domain.CommandSubmit:
				err = r.removeAnswer(id)
			default:
				a.Seen = true
				err = r.putAnswer(id, a)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (r records) putAnswer(id string, a answered) error {
	if err := r.removeAnswer(id); err != nil {
		return err
	}
	if a.with(id).Unseen() {
		r.count(tallyUnseen, a.Clinic, 1)
	}
	return r.putJSON(pathAnswers, []byte(id), a)
}

// removeAnswer forgets an answer, if there is one.
func (r records) removeAnswer(id string) error {
	var a answered
	there, err := r.getJSON(pathAnswers, []byte(id), &a)
	if !there {
		return err
	}
	if a.with(id).Unseen() {
		r.count(tallyUnseen, a.Clinic, -1)
	}
	return r.remove(pathAnswers, []byte(id))
}
