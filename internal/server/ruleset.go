package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// ruleset is the profile and price lists that bills are checked by. It is never
// changed, only replaced.
type ruleset struct {
	stamp   string // Prices.PriceStamp that it was made of
	profile *domain.Profile
	prices  domain.PriceBook
	own     map[string]bool // providers with lists of their own agreements

	mu   sync.Mutex
	sent map[string]regionBody // what clients get, by their providers and performers, and the region's contact
}

// maxBodies is how many answers a ruleset keeps ready.
const maxBodies = 200

// regionBody is api.RegionData as JSON, with its version.
type regionBody struct {
	version string
	body    []byte
}

func newRuleset(profile *domain.Profile, prices domain.PriceBook, stamp string) *ruleset {
	r := &ruleset{stamp: stamp, profile: profile, prices: prices, own: map[string]bool{}, sent: map[string]regionBody{}}
	for _, l := range prices {
		if l.Provider != "" {
			r.own[l.Provider] = true
		}
	}
	return r
}

// forUser gives what a user is sent: everybody's lists, those of the agreements
// of the user's own providers, and the performers of the user's own clinics. What
// the region has agreed with another is not theirs to know.
func (r *ruleset) forUser(u domain.User, performers map[string][]domain.Performer, contact domain.Contact) (regionBody, error) {
	var own []string
	for _, m := range u.Memberships {
		if r.own[m.Clinic.ProviderID] {
			own = append(own, m.Clinic.ProviderID)
		}
	}
	slices.Sort(own)
	own = slices.Compact(own)
	varies, err := json.Marshal([]any{own, performers, contact})
	if err != nil {
		return regionBody{}, fmt.Errorf("server: performers: %w", err)
	}
	key := string(varies)
	r.mu.Lock()
	defer r.mu.Unlock()
	if b, made := r.sent[key]; made {
		return b, nil
	}
	prices := slices.DeleteFunc(slices.Clone(r.prices), func(l domain.PriceList) bool {
		return l.Provider != "" && !slices.Contains(own, l.Provider)
	})
	profile := *r.profile
	profile.Support = contact
	b, err := freeze(api.RegionData{Profile: profile, Prices: prices, Performers: performers})
	if err == nil {
		if len(r.sent) >= maxBodies {
			clear(r.sent)
		}
		r.sent[key] = b
	}
	return b, err
}

// freeze names what is sent by its content: any edit gives a new version, and the
// same data has the same one after a restart.
func freeze(data api.RegionData) (b regionBody, err error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return b, fmt.Errorf("server: region data: %w", err)
	}
	sum := sha256.Sum256(raw)
	data.Version = data.Profile.Version + "-" + hex.EncodeToString(sum[:6])
	b.version = data.Version
	b.body, err = json.Marshal(data)
	return b, err
}

// current gives the rules in force. It reads price lists that the desk has
// imported meanwhile in its own process: no restart is needed.
func (s *Service) current(tx Prices) (*ruleset, error) {
	stamp, err := tx.PriceStamp()
	if err != nil {
		return nil, err
	}
	r := s.rules.Load()
	if r.stamp == stamp {
		return r, nil
	}
	prices, err := tx.PriceLists()
	if err != nil {
		return nil, err
	}
	r = newRuleset(s.profile, prices, stamp)
	s.rules.Store(r)
	return r, nil
}

// performers gives those of the user's clinics, nil where the region asks for none.
func (s *Service) performers(tx Performers, u domain.User) (map[string][]domain.Performer, error) {
	if !s.profile.PerformerMust {
		return nil, nil
	}
	at := map[string][]domain.Performer{}
	for _, m := range u.Memberships {
		list, err := tx.Performers(m.Clinic.No)
		if err != nil {
			return nil, err
		}
		at[m.Clinic.No] = list
	}
	return at, nil
}

// ContactNow is whom clinics are to call: as the desk has set it, or as the profile
// says (E3).
func ContactNow(tx Notices, profile *domain.Profile) (domain.Contact, error) {
	contact, given, err := tx.Contact()
	if err == nil && !given {
		contact = profile.Support
	}
	return contact, err
}

// RegionData gives profile and prices as JSON with their version, as the user is
// to have them.
func (s *Service) RegionData(ctx context.Context, c Caller) (version string, body []byte, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		u, err := s.user(tx, c.Identity)
		if err != nil {
			return err
		}
		r, err := s.current(tx)
		if err != nil {
			return err
		}
		performers, err := s.performers(tx, u)
		if err != nil {
			return err
		}
		contact, err := ContactNow(tx, s.profile)
		if err != nil {
			return err
		}
		b, err := r.forUser(u, performers, contact)
		version, body = b.version, bytes.Clone(b.body)
		return err
	})
	return version, body, err
}
