package store

import (
	"slices"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// The numbers of header and start page are read after every save. They are
// counted once, and then kept up with what transactions change.
type tallyKind uint8

const (
	tallyDrafts tallyKind = iota // open and refused
	tallyOutbox
	tallyUnseen
)

type tallyKey struct {
	kind   tallyKind
	clinic string
}

// tallies are the numbers of all clinics; nil: to be counted.
type tallies map[tallyKey]int

// count notes a change of a number by a transaction; it takes effect when that is
// committed.
func (r records) count(kind tallyKind, clinic string, by int) {
	r.moved[tallyKey{kind, clinic}] += by
}

// counted reports whether drafts in a state are counted.
func counted(s domain.DraftState) bool { return s == domain.DraftOpen || s == domain.DraftRefused }

// Counts gives a clinic's numbers, among those that the user may work for; none: all.
// Records found damaged so far are counted too.
func (s *Store) Counts(clinic string, scope ...string) (c app.Counts, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.tallies == nil {
		if s.tallies, err = s.countAll(); err != nil {
			return c, err
		}
	}
	for key, n := range s.tallies {
		left := key.clinic != clinic && len(scope) > 0 && !slices.Contains(scope, key.clinic)
		switch {
		case left && key.kind != tallyUnseen:
			c.Left += n
		case left:
		case key.clinic != clinic && key.kind != tallyDrafts:
			c.Elsewhere += n
		case key.clinic != clinic:
		case key.kind == tallyDrafts:
			c.Drafts = n
		case key.kind == tallyOutbox:
			c.Outbox = n
		case key.kind == tallyUnseen:
			c.Unseen = n
		}
	}
	c.Damaged = s.damaged.len()
	return c, s.view("store.counts", func(records) error { return nil }) // closed meanwhile
}

func (s *Store) countAll() (all tallies, err error) {
	all = tallies{}
	err = s.view("store.counts", func(r records) error {
		rows, err := r.rows()
		if err != nil {
			return err
		}
		for i := range rows {
			if counted(rows[i].State) {
				all[tallyKey{tallyDrafts, rows[i].Clinic}]++
			}
		}
		heads, err := r.heads()
		if err != nil {
			return err
		}
		for i := range heads {
			if !heads[i].Damaged {
				all[tallyKey{tallyOutbox, heads[i].Clinic}]++
			}
		}
		return r.answers(func(id string, a answered) {
			if a.with(id).Unseen() {
				all[tallyKey{tallyUnseen, a.Clinic}]++
			}
		})
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// countAnew lets the numbers be counted when they are next asked for.
func (s *Store) countAnew() {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.tallies = nil
}

// apply adds the changes of a committed transaction.
func (t tallies) apply(moved tallies) {
	if t == nil {
		return
	}
	for key, by := range moved {
		if t[key] += by; t[key] == 0 {
			delete(t, key)
		}
	}
}
