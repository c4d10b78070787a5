// Package region holds the regions as embedded data: a profile (rules, limits,
// lists, sentences) and price lists. It loads and checks them; it decides
// nothing. Profiles are TOML, so that each fact's source can stand beside it as a
// comment (docs/region-profile.md). The price list shipped is TLV's reference
// list, since the regions' own lists are not public: fine for the demo, not for
// real billing.
package region

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"example.org/tandtui/internal/domain"
)

//go:embed data
var data embed.FS

// IDs lists the embedded profiles.
func IDs() []string { return []string{"vgr", "varmland"} }

// Load gives an embedded profile and the demo price lists.
func Load(id string) (*domain.Profile, domain.PriceBook, error) {
	if !slices.Contains(IDs(), id) {
		return nil, nil, fmt.Errorf("regionen %q finns inte: välj en av %s, eller ge en egen profil med --region-profile", id, strings.Join(IDs(), ", "))
	}
	raw, err := data.ReadFile("data/" + id + ".toml")
	if err != nil {
		return nil, nil, err
	}
	return withDemoPrices(id, raw)
}

// maxProfile bounds the file of a profile, bytes: forty times the embedded ones.
const maxProfile = 256 << 10

// LoadFile gives the profile of a file, for a region that is not embedded, and
// the demo price lists.
func LoadFile(name string) (*domain.Profile, domain.PriceBook, error) {
	f, err := os.Open(name) // #nosec G304 -- the operator's own file
	if err != nil {
		return nil, nil, fmt.Errorf("profilen går inte att öppna: %w", err)
	}
	defer func() { _ = f.Close() }() // read only
	raw, err := io.ReadAll(io.LimitReader(f, maxProfile+1))
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("profilen går inte att läsa: %w", err)
	case len(raw) > maxProfile:
		return nil, nil, fmt.Errorf("profilen %s är större än %d byte", name, maxProfile)
	}
	return withDemoPrices(name, raw)
}

// tlv is the embedded price list, read once. It is not to be changed.
var tlv = sync.OnceValues(func() ([]domain.Procedure, error) {
	raw, err := data.ReadFile("data/tlv-2026.csv")
	if err != nil {
		return nil, err
	}
	return ParsePrices(bytes.NewReader(raw))
})

// withDemoPrices reads a profile and gives each of its lists TLV's prices.
func withDemoPrices(name string, raw []byte) (*domain.Profile, domain.PriceBook, error) {
	profile, err := ParseProfile(raw)
	if err != nil {
		return nil, nil, fmt.Errorf("profilen %s:\n%w", name, err)
	}
	procedures, err := tlv()
	if err != nil {
		return nil, nil, fmt.Errorf("region: TLV list: %w", err)
	}
	var book domain.PriceBook
	for _, l := range profile.PriceLists {
		book = append(book, domain.PriceList{
			ID: l.ID + "-tlv-2026", Use: l.ID, Name: l.Name + " (demo: TLV:s referenspriser 2026)", Supports: l.Supports,
			Validity:   domain.Period{From: domain.MustDate("2026-01-01")},
			Procedures: slices.Clone(procedures),
		})
	}
	return profile, book, nil
}
