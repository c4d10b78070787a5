package app

import (
	"maps"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// refsCache is the references that this clinic has used. Only the region knows
// those of the whole provider; this finds most repeats while typing.
type refsCache struct {
	clinic string
	refs   map[string]bool
}

// factsFresh is how long a look-up counts as made just now; a finding that rests
// on an older one says when it was made.
const factsFresh = 15 * time.Minute

// gathered is what is known locally for the check of a draft.
type gathered struct {
	rules.Facts
	oldest time.Time // when the oldest of its patients was looked up; zero: none was
	until  time.Time // when the next of them is no longer fresh; zero: all are old, or none is known
}

// newFacts notes that a check made before may give another result now.
func (a *App) newFacts() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.facts++
}

// gather reads what the check of a draft rests on.
func (a *App) gather(store Store, clinic domain.Clinic, d domain.Draft) (gathered, error) {
	a.mu.Lock()
	data, refused := a.data, maps.Clone(a.refused)
	a.mu.Unlock()
	f := gathered{Facts: rules.Facts{
		Today: a.Today(), Profile: &data.Profile, Prices: data.Prices, Clinic: clinic, Performers: data.Performers[clinic.No],
		Persons: map[domain.PersonID]domain.PersonFacts{}, Asked: map[domain.PersonID]time.Time{}, Refused: refused,
	}}
	for _, b := range d.Bills {
		id, err := domain.ParsePersonID(b.Person, f.Today)
		if err != nil {
			continue // the rules report what is wrong with it
		}
		person, at, err := store.Person(clinic.No, id)
		if domain.KindOf(err) == domain.NotFound {
			continue
		}
		if err != nil {
			return f, err
		}
		f.Persons[id] = person
		f.age(id, at, a.cfg.Clock.Now())
	}
	var err error
	if f.UsedRefs, err = a.usedRefs(store, clinic.No); err != nil {
		return f, err
	}
	waiting, err := a.waitingRefs(store, clinic.No)
	for ref, id := range waiting {
		if id != d.ID {
			if f.Waiting == nil {
				f.Waiting = map[string]bool{}
			}
			f.Waiting[ref] = true
		}
	}
	return f, err
}

// age notes when a patient was looked up.
func (f *gathered) age(id domain.PersonID, at, now time.Time) {
	if f.oldest.IsZero() || at.Before(f.oldest) {
		f.oldest = at
	}
	if old := at.Add(factsFresh); now.After(old) {
		f.Asked[id] = at.In(now.Location())
	} else if f.until.IsZero() || old.Before(f.until) {
		f.until = old
	}
}

// outboxRefs is which draft in the outbox has which reference, as last read.
type outboxRefs struct {
	counted uint64
	clinic  string
	of      map[string]string
}

// waitingRefs reads them anew when the outbox has changed.
func (a *App) waitingRefs(store Store, clinic string) (map[string]string, error) {
	a.mu.Lock()
	c, counted, empty := a.waiting, a.recounts, a.counts.Outbox == 0 && a.clinic.No == clinic
	a.mu.Unlock()
	if empty {
		return nil, nil
	}
	if c.of != nil && c.counted == counted && c.clinic == clinic {
		return c.of, nil
	}
	queue, err := store.Outbox()
	if err != nil {
		return nil, err
	}
	c = outboxRefs{counted, clinic, map[string]string{}}
	for _, i := range queue {
		if i.Clinic != clinic || i.Kind != domain.CommandSubmit {
			continue
		}
		d, err := store.Draft(i.ID)
		switch {
		case domain.KindOf(err) == domain.NotFound, domain.CodeOf(err) == CodeStoreDamaged: // the region knows its references
			continue
		case err != nil:
			return nil, err
		}
		for _, b := range d.Bills {
			if ref := rules.NormalRef(b.BillRef); ref != "" {
				c.of[ref] = i.ID
			}
		}
	}
	a.mu.Lock()
	a.waiting = c
	a.mu.Unlock()
	return c.of, nil
}

func (a *App) usedRefs(store Store, clinic string) (map[string]bool, error) {
	a.mu.Lock()
	c := a.usedFor
	a.mu.Unlock()
	if c.refs != nil && c.clinic == clinic {
		return c.refs, nil
	}
	rows, err := store.Invoices(clinic, func(InvoiceSummary) bool { return true })
	if err != nil {
		return nil, err
	}
	c = refsCache{clinic: clinic, refs: map[string]bool{}}
	for _, r := range rows {
		for _, ref := range r.BillRefs {
			c.refs[rules.NormalRef(ref)] = true
		}
	}
	a.mu.Lock()
	a.usedFor = c
	a.mu.Unlock()
	return c.refs, nil
}
