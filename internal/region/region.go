// Package region holds the regions as data: a profile (rules, limits, lists,
// sentences) and price lists, embedded. It loads and checks them; it decides
// nothing. The price list shipped is TLV's reference list, since the regions'
// own lists are not public: fine for the demo, not for real billing.
package region

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

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

// ParseProfile reads a profile. Unknown keys and impossible values are errors
// that name the line or the key.
func ParseProfile(raw []byte) (*domain.Profile, error) {
	var p domain.Profile
	d := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		var bad *toml.DecodeError
		var strict *toml.StrictMissingError
		switch {
		case errors.As(err, &strict) && len(strict.Errors) > 0:
			row, _ := strict.Errors[0].Position()
			return nil, fmt.Errorf("line %d: unknown key %s", row, strings.Join(strict.Errors[0].Key(), "."))
		case errors.As(err, &bad):
			row, col := bad.Position()
			return nil, fmt.Errorf("line %d column %d: %w", row, col, err)
		}
		return nil, err
	}
	return &p, validate(p)
}

func validate(p domain.Profile) error {
	switch {
	case p.ID == "" || p.Name == "" || p.Portal == "" || p.Version == "":
		return errors.New("id, name, portal and version must be given")
	case p.DeadlineMonths < 0:
		return errors.New("deadlineMonths is negative")
	case p.FeeMissing != "" && p.FeeMissing != domain.SeverityError && p.FeeMissing != domain.SeverityWarning:
		return fmt.Errorf("feeMissing %q is none of error, warning", p.FeeMissing)
	}
	for _, s := range p.CareModelFor {
		if !s.Valid() {
			return fmt.Errorf("careModelFor: no support %q", s)
		}
	}
	for _, c := range p.Categories {
		if !c.Support.Valid() || c.Code == "" {
			return fmt.Errorf("categories: %q for support %q", c.Code, c.Support)
		}
	}
	for _, f := range p.Fees {
		if f.Amount <= 0 {
			return fmt.Errorf("fees: %s: amount must be positive öre", f.Who)
		}
	}
	return nil
}
