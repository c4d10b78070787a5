package store

import (
	"errors"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// What the region said, for work without network. It can be fetched again, so
// damaged records count as missing.
var (
	pathPersons = bucketPath{"persons"} // under an HMAC of clinic and person
	pathLogin   = bucketPath{"login"}
	keyUser     = []byte("user")
	keyRegion   = []byte("region")
	keyContact  = []byte("contact") // when the region last answered
)

type knownPerson struct {
	Clinic string             `json:"clinic"`
	At     time.Time          `json:"at"`
	Facts  domain.PersonFacts `json:"facts"`
}

func (s *Store) PutPerson(clinic string, f domain.PersonFacts, at time.Time) error {
	return s.update("store.putPerson", func(r records) error {
		return r.putJSON(pathPersons, s.keys.personKey(clinic, f.Person), knownPerson{clinic, at, f})
	})
}

func (s *Store) Person(clinic string, id domain.PersonID) (domain.PersonFacts, time.Time, error) {
	const op = "store.person"
	var known knownPerson
	err := s.view(op, func(r records) error {
		ok, err := r.getJSON(pathPersons, s.keys.personKey(clinic, id), &known)
		if errors.Is(err, errDamaged) || err == nil && !ok {
			return none(op, app.CodePersonNotCached)
		}
		return err
	})
	return known.Facts, known.At, err
}

func (s *Store) Persons(clinic string) (list []app.PersonResult, err error) {
	err = s.view("store.persons", func(r records) error {
		return r.scan(pathPersons, false, func(_, plain []byte, damaged error) error {
			var known knownPerson
			if damaged == nil && decode(plain, &known) == nil && known.Clinic == clinic {
				list = append(list, app.PersonResult{Facts: known.Facts, At: known.At})
			}
			return nil
		})
	})
	return list, err
}

func (s *Store) PutRegion(d app.RegionData) error { return s.putLogin("store.putRegion", keyRegion, d) }

func (s *Store) Region() (d app.RegionData, err error) {
	err = s.getLogin("store.region", keyRegion, &d)
	return d, err
}

func (s *Store) PutUser(u domain.User) error { return s.putLogin("store.putUser", keyUser, u) }

func (s *Store) User() (u domain.User, err error) {
	err = s.getLogin("store.user", keyUser, &u)
	return u, err
}

func (s *Store) PutContact(at time.Time) error {
	return s.putLogin("store.putContact", keyContact, at)
}

func (s *Store) Contact() (at time.Time, err error) {
	err = s.getLogin("store.contact", keyContact, &at)
	if domain.KindOf(err) == domain.NotFound {
		return time.Time{}, nil
	}
	return at, err
}

// putClinic stores a clinic as it is now, in the user's memberships.
func (r records) putClinic(c domain.Clinic) error {
	var u domain.User
	if there, err := r.getJSON(pathLogin, keyUser, &u); !there {
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
	return r.putJSON(pathLogin, keyUser, u)
}

func (s *Store) putLogin(op string, key []byte, v any) error {
	return s.update(op, func(r records) error { return r.putJSON(pathLogin, key, v) })
}

func (s *Store) getLogin(op string, key []byte, v any) error {
	return s.view(op, func(r records) error {
		ok, err := r.getJSON(pathLogin, key, v)
		if errors.Is(err, errDamaged) || err == nil && !ok {
			return none(op, app.CodeFirstOnline)
		}
		return err
	})
}
