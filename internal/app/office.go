package app

import (
	"context"
	"hash/fnv"
	"strconv"
	"time"

	"example.org/tandtui/internal/domain"
)

// Office is what Klinikadministration shows of a clinic (E1, E2, E7), of one moment.
type Office struct {
	Clinic     domain.Clinic        `json:"clinic"`
	Users      []domain.ClinicUser  `json:"users"`      // present ones first, by name
	Performers []domain.Performer   `json:"performers"` // present and past, by number
	Events     []domain.ClinicEvent `json:"events"`     // newest first
}

// Offices is the region's view of a clinic's office.
type Offices interface {
	// Office gives it whole. Errors as those of Region.
	Office(ctx context.Context, clinic string) (Office, error)
}

// OfficeStore keeps what was last seen of a clinic's office, and what is typed in its
// forms and not sent yet.
type OfficeStore interface {
	PutOffice(clinic string, o Office, at time.Time) error
	Office(clinic string) (o Office, at time.Time, err error) // Kind NotFound
	// PutTyped keeps the text of a form, by field; without any it is forgotten.
	PutTyped(clinic, form string, typed map[string]string) error
	Typed(clinic, form string) (map[string]string, error) // empty: nothing is kept
}

// CodeOfficeNotCached is given without network if the office was never looked at
// here.
const CodeOfficeNotCached = "office.not-cached"

// OfficeSeen is an office with how old it is.
type OfficeSeen struct {
	Office
	At  time.Time // when the region told it
	Old bool      // it is from an earlier look: the region does not answer now
}

// Office gives the clinic's office: from the region, or as it was when last looked at
// if there is no network. Kind Offline, code CodeOfficeNotCached, if it never was.
func (a *App) Office(ctx context.Context) (OfficeSeen, error) {
	store, clinic, err := a.at()
	if err != nil {
		return OfficeSeen{}, err
	}
	a.mu.Lock()
	region := a.open.regionOrNil()
	a.mu.Unlock()
	if region != nil {
		o, err := region.Office(ctx, clinic.No)
		if err == nil {
			at := a.cfg.Clock.Now()
			_ = store.PutOffice(clinic.No, o, at) // what the region has just said counts even if it cannot be stored
			return OfficeSeen{Office: o, At: at}, nil
		}
		if domain.KindOf(err) != domain.Offline {
			return OfficeSeen{}, err
		}
	}
	o, at, err := store.Office(clinic.No)
	if domain.KindOf(err) == domain.NotFound {
		return OfficeSeen{}, &domain.Error{Kind: domain.Offline, Code: CodeOfficeNotCached, Op: "app.office", Err: err}
	}
	return OfficeSeen{Office: o, At: at, Old: true}, err
}

// KeepTyped keeps what is typed in a form of the office until it is sent.
func (a *App) KeepTyped(form string, typed map[string]string) (time.Time, error) {
	store, clinic, err := a.at()
	if err != nil {
		return time.Time{}, err
	}
	return a.cfg.Clock.Now(), store.PutTyped(clinic.No, form, typed)
}

// Typed is what was typed in a form of the office and not sent.
func (a *App) Typed(form string) (map[string]string, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	return store.Typed(clinic.No, form)
}

// PerformerID names a performer in a route, where the number must not stand: it may
// be a person's.
func PerformerID(p domain.Performer) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(p.No))
	return strconv.FormatUint(h.Sum64(), 16)
}
