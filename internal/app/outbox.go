package app

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
)

// ErrNotSent is in the error of a Region.Send if certainly nothing left this
// computer: there was no connection to send it on.
var ErrNotSent = errors.New("nothing was sent")

// Sending is a command in the outbox, or one that the region has answered.
type Sending struct {
	ID      string
	Kind    domain.CommandKind
	Target  int64             // Vår referens of the invoice it changes; 0: a submission
	Part    domain.Part       // of the target
	Office  OfficeNote        // of a change in Klinikadministration
	Notes   []domain.UserNote // what the region says should be looked at, of a user
	Refs    []string          // räkningsreferenser of the bills in Part, as far as the mirror knows them; none: the whole target
	Draft   DraftSummary      // of a submission its draft's row; of others State and what is known of the target or file
	Refusal *domain.Refusal   // the region's no to a command that is no submission, whose draft holds it
	Unseen  bool              // a refusal that nobody has looked at; Seen ends that
	Damaged bool              // it cannot be read, and is not sent

	Queued    time.Time // zero once answered
	Tried     time.Time // last try; zero: none yet, or answered
	LastError string    // code of the last try
	Now       bool      // on its way just now
	Next      time.Time // when it is tried again by itself; zero: no time is set
	Sent      bool      // the region may have it, so it cannot be taken back
}

// Sendings lists the clinic's outbox: first what waits, in the order of sending;
// then what the region refused, beginning with what nobody has looked at; then
// what it has accepted since the program began, newest first.
func (a *App) Sendings() ([]Sending, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	return a.sendings(store, clinic.No)
}

// AllSendings is Sendings of every clinic that lists may show.
func (a *App) AllSendings() ([]Sending, error) {
	store, clinics, err := a.atAll()
	if err != nil {
		return nil, err
	}
	return a.sendings(store, numbers(clinics)...)
}

func (a *App) sendings(store Store, clinics ...string) ([]Sending, error) {
	rows := map[string]DraftSummary{}
	var answered []Sending
	for _, no := range clinics {
		drafts, err := store.Drafts(no)
		if err != nil {
			return nil, err
		}
		of := map[string]DraftSummary{}
		for _, d := range drafts {
			rows[d.ID], of[d.ID] = d, d
		}
		list, err := answeredSendings(store, no, of)
		if err != nil {
			return nil, err
		}
		answered = append(answered, list...)
	}
	list, err := a.waitingSendings(store, clinics, rows)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(answered, func(x, y Sending) int {
		return cmp.Or(cmp.Compare(answerRank(x), answerRank(y)), y.Draft.Updated.Compare(x.Draft.Updated), cmp.Compare(x.ID, y.ID))
	})
	return append(list, answered...), nil
}

func (a *App) waitingSendings(store Store, clinics []string, rows map[string]DraftSummary) (list []Sending, err error) {
	heads, err := store.Outbox()
	if err != nil {
		return nil, err
	}
	state := a.Snapshot().Sync
	for _, h := range heads {
		if !slices.Contains(clinics, h.Clinic) && !h.Damaged {
			continue
		}
		s := Sending{
			ID: h.ID, Kind: h.Kind, Target: h.Target, Part: h.Part, Office: h.Office, Draft: rows[h.ID], Damaged: h.Damaged,
			Queued: h.Queued, Tried: h.Tried, LastError: h.LastError,
			Now: state.Sending == h.ID, Next: state.NextTry, Sent: h.Sent,
		}
		switch known := s.Draft.ID != ""; {
		case h.Damaged && !known: // of another clinic, or no submission
			s.Draft = DraftSummary{ID: h.ID, State: domain.DraftQueued}
		case h.Kind == domain.CommandUpload:
			s.Draft = h.Upload.row(h, domain.DraftQueued, h.Queued)
		case h.Kind.OfClinic():
			s.Draft = h.Office.row(h, domain.DraftQueued, h.Queued)
		case h.Target != 0:
			s.Draft, s.Refs = targetRow(store, h, domain.DraftQueued, h.Queued)
		}
		list = append(list, s)
	}
	return list, nil
}

func answeredSendings(store Store, clinic string, rows map[string]DraftSummary) (list []Sending, err error) {
	answers, err := store.Answers(clinic)
	if err != nil {
		return nil, err
	}
	unseen := map[string]bool{}
	for _, x := range answers {
		unseen[x.ID] = x.Unseen()
		if x.Kind == domain.CommandSubmit {
			continue // a submission: rows has its draft
		}
		state := domain.DraftReceived
		if x.Refusal != nil || x.back() {
			state = domain.DraftRefused
		}
		s := Sending{ID: x.ID, Kind: x.Kind, Target: x.Target, Part: x.Part, Office: x.Office, Refusal: x.Refusal, Unseen: x.Unseen(), Sent: true}
		if x.Receipt != nil {
			s.Notes = x.Receipt.Notes
		}
		if s.Draft, s.Refs = targetRow(store, x.Head, state, x.At); x.Kind == domain.CommandUpload {
			s.Draft = x.Upload.row(x.Head, state, x.At)
		} else if x.Kind.OfClinic() {
			s.Draft = x.Office.row(x.Head, state, x.At)
		}
		list = append(list, s)
	}
	for _, d := range rows {
		if d.State == domain.DraftReceived || d.State == domain.DraftRefused {
			list = append(list, Sending{ID: d.ID, Kind: domain.CommandSubmit, Draft: d, Unseen: unseen[d.ID], Sent: true})
		}
	}
	return list, nil
}

// targetRow is a command's row in lists, with what the mirror knows about the part
// of its target that it is about: sum, and the references of its bills where that
// is not all. An unknown invoice leaves it short.
func targetRow(store Store, h Head, state domain.DraftState, at time.Time) (row DraftSummary, refs []string) {
	row = DraftSummary{ID: h.ID, Clinic: h.Clinic, State: state, Updated: at}
	v, err := store.Invoice(h.Clinic, h.Target)
	if err != nil {
		return row, nil
	}
	row.InvoiceNo, row.Bills, row.Sum = v.InvoiceNo, len(v.Bills), v.Sum()
	if len(h.Part.Bills) > 0 {
		row.Bills, row.Sum = 0, 0
		for _, b := range v.Bills {
			if slices.Contains(h.Part.Bills, b.BillNo) {
				refs = append(refs, b.BillRef)
				row.Bills, row.Sum = row.Bills+1, row.Sum+b.Sum()
			}
		}
	}
	row.Find = strings.Join(append([]string{strconv.FormatInt(h.Target, 10)}, refs...), "\n")
	return row, refs
}

func answerRank(s Sending) int {
	switch {
	case s.Unseen:
		return 0
	case s.Draft.State == domain.DraftRefused:
		return 1
	}
	return 2
}

// Unsend takes a command that was surely never sent out of the outbox; a
// submission is a draft again. Error: CodeMayBeSent. A damaged one is taken out too:
// it can never be sent, and its draft, sent again, has the same id.
func (a *App) Unsend(id string) error {
	store, _, err := a.at()
	if err != nil {
		return err
	}
	damaged, err := isDamaged(store, id)
	if err != nil {
		return err
	}
	f := Filing{At: a.cfg.Clock.Now()}
	d, err := store.Draft(id)
	switch {
	case domain.KindOf(err) == domain.NotFound: // no submission
	case damaged && (err != nil || d.State != domain.DraftQueued): // nothing of it is to be written again
	case err != nil:
		return err
	default:
		d.State, d.Updated = domain.DraftOpen, f.At
		f.Draft = &d
		if f.Row, err = a.summary(d); err != nil {
			return err
		}
	}
	if err := store.Unqueue(id, f); err != nil {
		return err
	}
	a.recount()
	a.newFacts() // its references no longer wait
	return nil
}

// isDamaged tells whether a command in the outbox cannot be read.
func isDamaged(store Store, id string) (bool, error) {
	heads, err := store.Outbox()
	return slices.ContainsFunc(heads, func(h Head) bool { return h.ID == id && h.Damaged }), err
}
