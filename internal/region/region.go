// Package region holds the regions as data: a profile (rules, limits, lists,
// sentences) and price lists, embedded. It loads and checks them; it decides
// nothing. The price list shipped is TLV's reference list, since the regions'
// own lists are not public: fine for the demo, not for real billing.
package region

import (
	"bytes"
	"embed"
	"fmt"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
)

//go:embed data
var data embed.FS

// IDs lists the embedded profiles.
func IDs() []string { return []string{"vgr"} }

// Load gives an embedded profile and the demo price lists.
func Load(id string) (*domain.Profile, domain.PriceBook, error) {
	if !slices.Contains(IDs(), id) {
		return nil, nil, fmt.Errorf("region: no profile %q; there is %s", id, strings.Join(IDs(), ", "))
	}
	raw, err := data.ReadFile("data/" + id + ".toml")
	if err != nil {
		return nil, nil, err
	}
	profile, err := ParseProfile(raw)
	if err != nil {
		return nil, nil, fmt.Errorf("region: profile %s: %w", id, err)
	}
	raw, err = data.ReadFile("data/tlv-2026.csv")
	if err != nil {
		return nil, nil, err
	}
	procedures, err := ParsePrices(bytes.NewReader(raw))
	if err != nil {
		return nil, nil, fmt.Errorf("region: TLV list: %w", err)
	}
	return profile, domain.PriceBook{{
		ID: "tlv-2026", Name: "TLV:s referensprislista 2026 (endast demo)",
		Validity:   domain.Period{From: domain.MustDate("2026-01-01")},
		Procedures: procedures,
	}}, nil
}
