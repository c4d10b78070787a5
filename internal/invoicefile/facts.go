package invoicefile

import (
	"context"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Facts is what a check rests on. It is asked for one clinic, patient and
// reference at a time, in the order of the file, so that none of them needs to
// hold what it does not need. A fact that is not known switches its check off.
type Facts interface {
	// Clinic gives what the bills of a clinic are checked with. Persons, Refused,
	// Asked and UsedRefs of it are not used. ok is false if the user may not bill
	// for the clinic, or there is none.
	Clinic(ctx context.Context, no string) (f ClinicFacts, ok bool, err error)
	// Person gives what is known about a patient.
	Person(ctx context.Context, clinic string, id domain.PersonID) (PersonFacts, error)
	// Used tells whether the clinic's provider has used a reference, in the form
	// of rules.NormalRef.
	Used(ctx context.Context, clinic, ref string) (bool, error)
}

// ClinicFacts is what the bills of one clinic are checked with.
type ClinicFacts struct {
	rules.Facts
	OrgNumber string // of its provider, NNNNNN-NNNN; "": not known, not compared
}

// PersonFacts is what is known about a patient.
type PersonFacts struct {
	Known   bool // Facts holds what the region says
	Facts   domain.PersonFacts
	Refused string    // code of why the region does not tell (rules.Facts.Refused)
	Asked   time.Time // when the region said so, if that was some time ago
}

// local are the facts of a computer that has neither login nor server: a
// region's profile and price lists.
type local struct{ facts rules.Facts }

// LocalFacts checks with a region's profile and prices alone: whatever the region
// must be asked for (patients, entitlements, used references, clinics) is not
// checked.
func LocalFacts(profile *domain.Profile, prices domain.PriceBook, today domain.Date) Facts {
	return local{rules.Facts{Today: today, Profile: profile, Prices: prices}}
}

func (l local) Clinic(_ context.Context, no string) (ClinicFacts, bool, error) {
	f := ClinicFacts{Facts: l.facts}
	f.Facts.Clinic = domain.Clinic{No: no, Specialists: true} // not known: specialist codes are not warned of
	return f, true, nil
}

func (local) Person(context.Context, string, domain.PersonID) (PersonFacts, error) {
	return PersonFacts{}, nil
}

func (local) Used(context.Context, string, string) (bool, error) { return false, nil }
