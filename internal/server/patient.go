package server

import (
	"context"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// purposeBilling is the only purpose for which a clinic may look at a patient here.
const purposeBilling = "räkning"

// Lookup gives what the region knows about a patient (B1, B2) and writes who
// asked into the access log, in one transaction: without the row there is no
// answer. A look at an unknown or protected person is logged too. Kind NotFound
// for an unknown person, Unauthorized for a protected one, Busy where user or
// clinic look up too many.
func (s *Service) Lookup(ctx context.Context, c Caller, id domain.PersonID) (domain.PersonFacts, error) {
	var facts domain.PersonFacts
	var refusal error
	var alarms []Alarm
	err := s.store.Write(ctx, func(tx Tx) error {
		facts, refusal = domain.PersonFacts{}, nil
		who, err := s.authorise(tx, c)
		if err != nil {
			return err
		}
		if alarms, refusal, err = s.watch(tx, who); err != nil || refusal != nil {
			return err
		}
		if facts, refusal, err = s.patient(tx, who, id); err != nil {
			return err
		}
		return s.logAccess(tx, who, AccessLookup, id)
	})
	if err != nil {
		return domain.PersonFacts{}, err
	}
	for _, a := range alarms {
		s.alarmed(a)
	}
	if refusal != nil {
		return domain.PersonFacts{}, refusal
	}
	return facts, nil
}

// earlierMonths is how far back a double is looked for: beyond every deadline
// known.
const earlierMonths = 12

// patient reads a patient; refusal is why the clinic may not see it.
func (s *Service) patient(tx Tx, who staff, id domain.PersonID) (f domain.PersonFacts, refusal, err error) {
	today := s.today()
	rule := FactsRule{
		Year: today.Year(), Excluded: s.profile.BaseExcluded,
		Provider: who.clinic.ProviderID, Since: today.AddMonths(-earlierMonths),
	}
	f, protected, err := tx.Person(id, rule)
	switch {
	case domain.KindOf(err) == domain.NotFound:
		none := domain.PersonFacts{Person: id, BaseYear: rule.Year}
		return none, &domain.Error{Kind: domain.NotFound, Code: api.ProblemPersonNone, Op: "server.patient"}, nil
	case err != nil:
		return f, nil, err
	case protected:
		return domain.PersonFacts{}, &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemPersonSecret, Op: "server.patient"}, nil
	}
	return f, nil, nil
}

// logAccess logs that a clinic is shown some patients, once each.
func (s *Service) logAccess(tx Access, who staff, action AccessAction, persons ...domain.PersonID) error {
	at := s.moment()
	var rows []AccessRow
	seen := map[domain.PersonID]bool{}
	for _, id := range persons {
		if !seen[id] {
			rows = append(rows, AccessRow{
				At: at, HSAID: who.actor.ID, Clinic: who.clinic.No, Person: id, Purpose: purposeBilling, Action: action, From: who.actor.From,
			})
		}
		seen[id] = true
	}
	return tx.LogAccess(rows...)
}

// logShown logs the patients of invoices that a clinic is shown.
func (s *Service) logShown(tx Access, who staff, list ...domain.Invoice) error {
	var persons []domain.PersonID
	for _, v := range list {
		for _, b := range v.Bills {
			persons = append(persons, b.Person)
		}
	}
	return s.logAccess(tx, who, AccessList, persons...)
}
