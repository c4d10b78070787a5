package domain

import (
	"slices"
	"strings"
)

// PriceList is the procedures and prices of one list for a time (B13, B4).
type PriceList struct {
	ID         string      `json:"id"`                 // "ersattning-tlv-2026"
	Use        string      `json:"use,omitempty"`      // ListUse.ID; "": in lists of older servers, which begin their ID with it
	Provider   string      `json:"provider,omitempty"` // vårdgivare whose agreement it is (tandvårdslagen 15 b §); "": everybody's
	Name       string      `json:"name"`               // shown on screen
	Validity   Period      `json:"validity"`
	Supports   []Support   `json:"supports,omitempty"` // which parts use it; empty: all
	Procedures []Procedure `json:"procedures"`
}

// PriceBook is all lists of a region. The price of an item is that of its date.
// Where two lists could serve equally well, the first does: they stand newest first.
type PriceBook []PriceList

// ListKey says whose prices for what are asked for.
type ListKey struct {
	Provider string  // vårdgivare: the list of its own agreement goes before the general one
	Use      string  // list chosen on the bill (ListUse.ID); "": that of the support
	Support  Support // part of the support
}

// List gives the list in force on a date: the chosen one, or else that of the
// part of the support.
func (b PriceBook) List(k ListKey, on Date) (list *PriceList, ok bool) {
	best := 0
	for i := range b {
		if l := &b[i]; l.Validity.Contains(on) {
			if fits := l.fits(k); fits > best {
				list, best = l, fits
			}
		}
	}
	return list, best > 0
}

// fits tells how well a list answers a key; 0: not at all.
func (l *PriceList) fits(k ListKey) (n int) {
	switch {
	case l.Provider != "" && l.Provider != k.Provider:
		return 0
	case k.Use != "" && l.isOf(k.Use):
		n = 4
	case l.serves(k.Support):
		n = 2
	default:
		return 0
	}
	if l.Provider != "" {
		n++
	}
	return n
}

func (l *PriceList) isOf(use string) bool {
	return l.Use == use || l.Use == "" && strings.HasPrefix(l.ID, use+"-")
}

// Procedure finds a code in the list in force on a date. Codes compare as
// written in the list.
func (b PriceBook) Procedure(k ListKey, on Date, code string) (Procedure, bool) {
	if l, ok := b.List(k, on); ok {
		if p := l.Procedure(code, on); p != nil {
			return *p, true
		}
	}
	return Procedure{}, false
}

// Procedure finds a code, as written in the list, that may be billed on a date;
// nil if it is not there.
func (l *PriceList) Procedure(code string, on Date) *Procedure {
	for i := range l.Procedures {
		if p := &l.Procedures[i]; p.Code == code && p.Validity.Contains(on) {
			return p
		}
	}
	return nil
}

// Has tells whether the list has a code, on whatever date.
func (l *PriceList) Has(code string) bool {
	for i := range l.Procedures {
		if l.Procedures[i].Code == code {
			return true
		}
	}
	return false
}

// Offers lists what may be billed on a date under a part of the support. The
// list may be shared and must not be changed.
func (l *PriceList) Offers(s Support, on Date) []Procedure {
	not := func(p Procedure) bool { return !p.Serves(s) || !p.Validity.Contains(on) }
	if !slices.ContainsFunc(l.Procedures, not) {
		return l.Procedures
	}
	return slices.DeleteFunc(slices.Clone(l.Procedures), not)
}

func (l *PriceList) serves(s Support) bool {
	if len(l.Supports) == 0 {
		return true
	}
	for _, x := range l.Supports {
		if x == s {
			return true
		}
	}
	return false
}
