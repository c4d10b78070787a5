package app

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
)

// ErrNotSent is in the error of a Region.Submit of which surely nothing left
// this computer: there was no connection to send it on.
var ErrNotSent = errors.New("nothing was sent")

// Sending is a submission in the outbox, or one that the region has answered.
type Sending struct {
	Draft     DraftSummary // State: queued, received or refused
	Queued    time.Time    // zero once answered
	Tried     time.Time    // last try; zero: none yet, or answered
	LastError string       // code of the last try
	Now       bool         // on its way just now
	Next      time.Time    // when it is tried again by itself; zero: no time is set
	Sent      bool         // the region may have it, so it cannot be taken back
}

// Sendings lists the clinic's outbox: first what waits, in the order of sending,
// then what the region refused, then what it has received since the program
// began, newest first.
func (a *App) Sendings() ([]Sending, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	queue, err := a.Outbox()
	if err != nil {
		return nil, err
	}
	drafts, err := store.Drafts(clinic.No)
	if err != nil {
		return nil, err
	}
	state := a.Snapshot().Sync
	rows := map[string]DraftSummary{}
	var answered []Sending
	for _, d := range drafts {
		rows[d.ID] = d
		if d.State == domain.DraftReceived || d.State == domain.DraftRefused {
			answered = append(answered, Sending{Draft: d, Sent: true})
		}
	}
	slices.SortFunc(answered, func(x, y Sending) int {
		return cmp.Or(cmp.Compare(answerRank(x), answerRank(y)), y.Draft.Updated.Compare(x.Draft.Updated), cmp.Compare(x.Draft.ID, y.Draft.ID))
	})
	var list []Sending
	for _, i := range queue {
		list = append(list, Sending{
			Draft: rows[i.ID], Queued: i.Queued, Tried: i.Tried, LastError: i.LastError,
			Now: state.Sending == i.ID, Next: state.NextTry, Sent: i.Sent,
		})
	}
	return append(list, answered...), nil
}

func answerRank(s Sending) int {
	if s.Draft.State == domain.DraftRefused {
		return 0
	}
	return 1
}

// TakeBack makes a submission that was surely never sent a draft again. Error:
// CodeMayBeSent.
func (a *App) TakeBack(id string) error {
	store, _, err := a.at()
	if err != nil {
		return err
	}
	d, err := store.Draft(id)
	if err != nil {
		return err
	}
	d.State, d.Updated = domain.DraftOpen, a.cfg.Clock.Now()
	sum, err := a.summary(d)
	if err != nil {
		return err
	}
	if err := store.Unqueue(d, sum); err != nil {
		return err
	}
	a.recount()
	return nil
}

// Outbox lists the clinic's submissions without an answer, oldest first.
func (a *App) Outbox() ([]OutboxItem, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	all, err := store.Outbox()
	if err != nil {
		return nil, err
	}
	var own []OutboxItem
	for _, i := range all {
		if i.Clinic == clinic.No {
			own = append(own, i)
		}
	}
	return own, nil
}
