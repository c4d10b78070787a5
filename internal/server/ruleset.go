package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// ruleset is the profile and price lists that bills are checked by, and the bytes
// of them that clients get. It is never changed, only replaced.
type ruleset struct {
	stamp   string // Prices.PriceStamp that it was made of
	prices  domain.PriceBook
	version string
	body    []byte // api.RegionData as JSON
}

// freeze names profile and prices by their content: any edit gives a new
// version, and the same data has the same one after a restart.
func freeze(profile *domain.Profile, prices domain.PriceBook, stamp string) (*ruleset, error) {
	data := api.RegionData{Profile: *profile, Prices: prices}
	raw, err := json.Marshal(data)
	if err != nil {
		return nil, fmt.Errorf("server: region data: %w", err)
	}
	sum := sha256.Sum256(raw)
	data.Version = profile.Version + "-" + hex.EncodeToString(sum[:6])
	r := &ruleset{stamp: stamp, prices: prices, version: data.Version}
	r.body, err = json.Marshal(data)
	return r, err
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
	if r, err = freeze(s.profile, prices, stamp); err != nil {
		return nil, err
	}
	s.rules.Store(r)
	return r, nil
}

// RegionData gives profile and prices as JSON with their version.
func (s *Service) RegionData(ctx context.Context, c Caller) (version string, body []byte, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		if _, err := s.user(tx, c.Identity); err != nil {
			return err
		}
		r, err := s.current(tx)
		if err != nil {
			return err
		}
		version, body = r.version, bytes.Clone(r.body)
		return nil
	})
	return version, body, err
}
