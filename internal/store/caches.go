package store

import (
	"errors"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// What the region said, for work without it. It can be fetched again: what is
// damaged counts as not there.
var (
	placePersons = place{"persons"} // under an HMAC of clinic and person
	placeLogin   = place{"login"}
	keyUser      = []byte("user")
	keyRegion    = []byte("region")
)

type knownPerson struct {
	Clinic string             `json:"clinic"`
	At     time.Time          `json:"at"`
	Facts  domain.PersonFacts `json:"facts"`
}

// PutPerson keeps what the region said of a patient, and when.
func (s *Store) PutPerson(clinic string, f domain.PersonFacts, at time.Time) error {
	return s.update("store.putPerson", func(r records) error {
		return r.putJSON(placePersons, s.keys.personKey(clinic, f.Person), knownPerson{clinic, at, f})
	})
}

// Person gives what the region last said of a patient, and when. Kind NotFound.
func (s *Store) Person(clinic string, id domain.PersonID) (domain.PersonFacts, time.Time, error) {
	const op = "store.person"
	var known knownPerson
	err := s.view(op, func(r records) error {
		ok, err := r.getJSON(placePersons, s.keys.personKey(clinic, id), &known)
		if errors.Is(err, errDamaged) || err == nil && !ok {
			return none(op, app.CodePersonNotCached)
		}
		return err
	})
	return known.Facts, known.At, err
}

// Persons gives every patient that was looked up at a clinic, in no order.
func (s *Store) Persons(clinic string) (list []app.PersonResult, err error) {
	err = s.view("store.persons", func(r records) error {
		return r.scan(placePersons, false, func(_, plain []byte, damaged error) error {
			var known knownPerson
			if damaged == nil && decode(plain, &known) == nil && known.Clinic == clinic {
				list = append(list, app.PersonResult{Facts: known.Facts, At: known.At})
			}
			return nil
		})
	})
	return list, err
}

// PutRegion keeps the region's profile and prices.
func (s *Store) PutRegion(d app.RegionData) error { return s.putLogin("store.putRegion", keyRegion, d) }

// Region gives the profile and prices last kept. Kind NotFound before the first login.
func (s *Store) Region() (d app.RegionData, err error) {
	err = s.getLogin("store.region", keyRegion, &d)
	return d, err
}

// PutUser keeps who the user is.
func (s *Store) PutUser(u domain.User) error { return s.putLogin("store.putUser", keyUser, u) }

// User gives who the user is. Kind NotFound before the first login.
func (s *Store) User() (u domain.User, err error) {
	err = s.getLogin("store.user", keyUser, &u)
	return u, err
}

// putClinic keeps a clinic as it now is with whoever may work for it.
func (r records) putClinic(c domain.Clinic) error {
	var u domain.User
	if there, err := r.getJSON(placeLogin, keyUser, &u); !there {
		if errors.Is(err, errDamaged) {
			return nil // fetched with the next login
		}
		return err
	}
	for i := range u.Memberships {
		if u.Memberships[i].Clinic.No == c.No {
			u.Memberships[i].Clinic = c
		}
	}
	return r.putJSON(placeLogin, keyUser, u)
}

func (s *Store) putLogin(op string, key []byte, v any) error {
	return s.update(op, func(r records) error { return r.putJSON(placeLogin, key, v) })
}

func (s *Store) getLogin(op string, key []byte, v any) error {
	return s.view(op, func(r records) error {
		ok, err := r.getJSON(placeLogin, key, v)
		if errors.Is(err, errDamaged) || err == nil && !ok {
			return none(op, app.CodeFirstOnline)
		}
		return err
	})
}
