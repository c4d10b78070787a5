package app

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
)

// NewDraft begins an invoice with one empty bill. Nothing is stored until
// something is typed.
func (a *App) NewDraft() (domain.Draft, error) {
	_, clinic, err := a.at()
	if err != nil {
		return domain.Draft{}, err
	}
	a.mu.Lock()
	author := a.user.HSAID
	a.mu.Unlock()
	now := a.cfg.Clock.Now()
	return domain.Draft{
		ID: a.cfg.NewID(), Clinic: clinic.No, Author: author, Created: now, Updated: now,
		State: domain.DraftOpen, Bills: []domain.DraftBill{{}},
		Cursor: domain.Cursor{Item: domain.WholeBill, Field: domain.FieldPerson},
	}, nil
}

// SaveDraft stores what is typed, durably, and gives the time. A refused draft
// keeps the region's refusal until it is sent again. A queued one cannot be
// changed (CodeDraftQueued).
func (a *App) SaveDraft(d domain.Draft) (time.Time, error) {
	store, _, err := a.at()
	if err != nil {
		return time.Time{}, err
	}
	d.Updated = a.cfg.Clock.Now()
	sum, err := a.summary(d)
	if err != nil {
		return time.Time{}, err
	}
	if err := store.SaveDraft(d, sum); err != nil {
		return time.Time{}, err
	}
	if !a.savedBefore(d) {
		a.recount()
	}
	a.ring(ChangedDrafts)
	return d.Updated, nil
}

// savedBefore reports whether the draft saved last was this one in the same
// state, as while typing. Then nothing needs to be counted, which with thousands
// of drafts takes longer than the save. Everything else that changes a state
// counts by itself.
func (a *App) savedBefore(d domain.Draft) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	last := a.saved
	a.saved = savedDraft{d.ID, d.State}
	return last == a.saved
}

// summary is the draft's row in lists. While some items cannot be read, the sum
// is that of the others.
func (a *App) summary(d domain.Draft) (DraftSummary, error) {
	c, err := a.Check(d)
	if err != nil {
		return DraftSummary{}, err
	}
	s := DraftSummary{
		ID: d.ID, Clinic: d.Clinic, State: d.State, Updated: d.Updated, InvoiceNo: d.InvoiceNo,
		Bills: len(d.Bills), Sum: c.Sum, Errors: c.Errors(), Warnings: c.Warnings(), Visit: d.HomeVisit != nil,
	}
	var find []string
	for i, b := range c.Bills {
		find = append(find, d.Bills[i].Person, b.Person.Canonical(), b.Person.Display(), d.Bills[i].BillRef)
		if i == 0 {
			s.Support = b.Support
			if s.Person = b.Person.Display(); s.Person == "" {
				s.Person = d.Bills[0].Person
			}
		}
		for _, it := range b.Items {
			if !it.Date.IsZero() && (s.FirstDate.IsZero() || it.Date.Before(s.FirstDate)) {
				s.FirstDate = it.Date
			}
		}
	}
	s.Find = strings.Join(find, " ")
	return s, nil
}

// DraftLook is a draft with what is wrong with it.
type DraftLook struct {
	Draft   domain.Draft
	Checked Checked
}

// Look opens a draft for reading only.
func (a *App) Look(id string) (DraftLook, error) {
	d, err := a.Draft(id)
	if err != nil {
		return DraftLook{}, err
	}
	c, err := a.Check(d)
	return DraftLook{d, c}, err
}

// Draft opens a draft.
func (a *App) Draft(id string) (domain.Draft, error) {
	store, _, err := a.at()
	if err != nil {
		return domain.Draft{}, err
	}
	return store.Draft(id)
}

// Drafts lists the clinic's drafts that are not discarded and not yet received:
// refused first, then by the earliest treatment, since its deadline comes first (B21).
func (a *App) Drafts() ([]DraftSummary, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	return openDrafts(store, clinic.No)
}

// AllDrafts is Drafts of every clinic that lists may show.
func (a *App) AllDrafts() ([]DraftSummary, error) {
	store, clinics, err := a.atAll()
	if err != nil {
		return nil, err
	}
	return openDrafts(store, numbers(clinics)...)
}

func openDrafts(store Store, clinics ...string) ([]DraftSummary, error) {
	var all []DraftSummary
	for _, no := range clinics {
		list, err := store.Drafts(no)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	list := slices.DeleteFunc(all, func(s DraftSummary) bool {
		return s.State == domain.DraftDiscarded || s.State == domain.DraftReceived
	})
	return byRisk(list), nil
}

// byRisk sorts indexes into the list by a number, and then moves each row once:
// rows are large, and there may be thousands.
func byRisk(list []DraftSummary) []DraftSummary {
	type place struct {
		risk int64
		row  int
	}
	places := make([]place, len(list))
	for i := range list {
		places[i] = place{risk(&list[i]), i}
	}
	slices.SortFunc(places, func(x, y place) int {
		if x.risk != y.risk {
			return cmp.Compare(x.risk, y.risk)
		}
		return cmp.Compare(list[x.row].ID, list[y.row].ID)
	})
	sorted := make([]DraftSummary, len(list))
	for i, p := range places {
		sorted[i] = list[p.row]
	}
	return sorted
}

// risk is smaller the sooner a draft should be looked at. One without any date
// comes last.
func risk(s *DraftSummary) int64 {
	n := int64(math.MaxInt32)
	if d := s.FirstDate; !d.IsZero() {
		n = int64(d.Year()*10_000 + int(d.Month())*100 + d.Day())
	}
	if s.State != domain.DraftRefused {
		n += math.MaxInt32 + 1
	}
	return n
}

// Discard puts a draft away; Restore brings it back.
func (a *App) Discard(id string) error { return a.setState(id, domain.DraftDiscarded) }

// Restore brings a discarded draft back; one that the region had refused is
// refused again, with the same refusal.
func (a *App) Restore(id string) error {
	d, err := a.Draft(id)
	if err != nil {
		return err
	}
	if d.Refusal != nil && d.Refusal.Code != domain.FoundInFile {
		return a.setState(id, domain.DraftRefused)
	}
	return a.setState(id, domain.DraftOpen)
}

// Discarded lists the clinic's discarded drafts, the last one first.
func (a *App) Discarded() ([]DraftSummary, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	list, err := store.Drafts(clinic.No)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(s DraftSummary) bool { return s.State != domain.DraftDiscarded || s.blank() })
	slices.SortFunc(list, func(x, y DraftSummary) int { return y.Updated.Compare(x.Updated) })
	return list, nil
}

// blank tells that nothing that the user has typed is left in a draft. It was
// discarded by the program when it became empty, and is not listed.
func (s DraftSummary) blank() bool {
	return s.InvoiceNo == "" && s.Sum == 0 && strings.TrimSpace(s.Find) == ""
}

func (a *App) setState(id string, state domain.DraftState) error {
	d, err := a.Draft(id)
	if err != nil {
		return err
	}
	d.State = state
	_, err = a.SaveDraft(d)
	return err
}

// CopyDraft begins a new draft with the content of another, without its
// references: those may be used once only.
func (a *App) CopyDraft(id string) (domain.Draft, error) {
	old, err := a.Draft(id)
	if err != nil {
		return domain.Draft{}, err
	}
	d, err := a.NewDraft()
	if err != nil {
		return domain.Draft{}, err
	}
	d.InvoiceNo = old.InvoiceNo
	d.Filled, d.Bills = old.Filled, make([]domain.DraftBill, len(old.Bills))
	for i, b := range old.Bills {
		b.BillRef, b.Items = "", slices.Clone(b.Items)
		d.Bills[i] = b
	}
	_, err = a.SaveDraft(d)
	return d, err
}
