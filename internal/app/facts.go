package app

import (
	"maps"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// refsCache is the references this clinic is known to have used. The region
// alone knows the whole provider's; this only tells most of them while typing.
type refsCache struct {
	clinic string
	refs   map[string]bool
}

// factsFresh is how long a look-up counts as made just now; a finding that rests
// on an older one says when it was made.
const factsFresh = 15 * time.Minute

// facts gathers what is known locally for the checks of a draft, and the age of
// the oldest patient fact among it (zero: no patient looked up).
func (a *App) facts(store Store, clinic domain.Clinic, d domain.Draft) (rules.Facts, time.Time, error) {
	a.mu.Lock()
	data, refused := a.data, maps.Clone(a.refused)
	a.mu.Unlock()
	f := rules.Facts{
		Today: a.Today(), Profile: &data.Profile, Prices: data.Prices, Clinic: clinic,
		Persons: map[domain.PersonID]domain.PersonFacts{}, Asked: map[domain.PersonID]time.Time{}, Refused: refused,
	}
	var oldest time.Time
	for _, b := range d.Bills {
		id, err := domain.ParsePersonID(b.Person, f.Today)
		if err != nil {
			continue // the rules tell what is wrong with it
		}
		person, at, err := store.Person(clinic.No, id)
		if domain.KindOf(err) == domain.NotFound {
			continue
		}
		if err != nil {
			return f, oldest, err
		}
		f.Persons[id] = person
		if now := a.cfg.Clock.Now(); now.Sub(at) > factsFresh {
			f.Asked[id] = at.In(now.Location())
		}
		if oldest.IsZero() || at.Before(oldest) {
			oldest = at
		}
	}
	var err error
	if f.UsedRefs, err = a.usedRefs(store, clinic.No); err != nil {
		return f, oldest, err
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
	return f, oldest, err
}

// outboxRefs is which draft in the outbox has which reference, as counted last.
type outboxRefs struct {
	counted uint64
	of      map[string]string
}

// waitingRefs reads them anew when the outbox has changed.
func (a *App) waitingRefs(store Store, clinic string) (map[string]string, error) {
	a.mu.Lock()
	c, counted, empty := a.waiting, a.recounts, a.counts.Outbox == 0
	a.mu.Unlock()
	if empty {
		return nil, nil
	}
	if c.of != nil && c.counted == counted {
		return c.of, nil
	}
	queue, err := store.Outbox()
	if err != nil {
		return nil, err
	}
	c = outboxRefs{counted, map[string]string{}}
	for _, i := range queue {
		if i.Clinic != clinic || i.Kind != domain.CommandSubmit {
			continue
		}
		d, err := store.Draft(i.ID)
		if err != nil && domain.KindOf(err) != domain.NotFound {
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

// Checked is a draft as understood, with the age of what is known of its patients.
type Checked struct {
	rules.Reading
	Sum     domain.Ore // of all bills, öre
	FactsAt time.Time  // when the oldest look-up was made; zero: none made
	Unasked []int      // bills of whose patient nothing is known: the region judges them alone
}

// Errors counts the findings that stop sending.
func (c Checked) Errors() int { return countSeverity(c.Findings, domain.SeverityError) }

// Warnings counts the others.
func (c Checked) Warnings() int { return countSeverity(c.Findings, domain.SeverityWarning) }

func countSeverity(fs []domain.Finding, s domain.Severity) (n int) {
	for _, f := range fs {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Check reads a draft and finds what is wrong with it, with what is known
// locally; the region checks again with what it knows. A refused draft keeps
// the region's findings until it is changed.
func (a *App) Check(d domain.Draft) (Checked, error) {
	store, clinic, err := a.at()
	if err != nil {
		return Checked{}, err
	}
	facts, at, err := a.facts(store, clinic, d)
	if err != nil {
		return Checked{}, err
	}
	c := Checked{Reading: rules.ReadDraft(d, facts), FactsAt: at}
	for i, b := range c.Bills {
		c.Sum += b.Sum()
		if _, known := facts.Persons[b.Person]; !known && !b.Person.IsZero() && facts.Refused[b.Person] == "" {
			c.Unasked = append(c.Unasked, i)
		}
	}
	return c, nil
}
