package domain

import (
	"slices"
	"strings"
)

// SupportKind is a part of the support as a region bills it. The list is open:
// N, F and S today, others may follow (hospital care, say).
type SupportKind struct {
	Code        Support `json:"code"`
	Name        string  `json:"name"`        // "nödvändig tandvård"
	Entitlement bool    `json:"entitlement"` // the right is shown by an intyg
	Approval    bool    `json:"approval"`    // always rests on an FHB
	Category    bool    `json:"category"`    // the bill names a disease group
	Reminder    string  `json:"reminder"`    // what to remember after sending (Tandhälsoregistret, B28)
}

// lawfulKinds are the parts of tandvårdslagen (1985:125) and of SFS 1998:1338,
// for profiles that list none.
var lawfulKinds = []SupportKind{
	{Code: SupportN, Name: "nödvändig tandvård", Entitlement: true},
	{Code: SupportF, Name: "tandvård vid vissa sjukdomar eller funktionsnedsättningar", Entitlement: true},
	{Code: SupportS, Name: "tandvård som led i en sjukdomsbehandling", Approval: true, Category: true},
}

// KindsInUse lists the parts of the support that the region bills, in the order
// of the form. The list is shared and must not be changed.
func (p *Profile) KindsInUse() []SupportKind {
	if len(p.Kinds) == 0 {
		return lawfulKinds
	}
	return p.Kinds
}

// Kind is what the region asks for under a part of the support; ok is false for
// one that it does not bill.
func (p *Profile) Kind(s Support) (k SupportKind, ok bool) {
	kinds := p.KindsInUse()
	i := slices.IndexFunc(kinds, func(k SupportKind) bool { return k.Code == s })
	if i < 0 {
		return SupportKind{Code: s}, false
	}
	return kinds[i], true
}

// Assumed is the part that a patient's entitlements speak for on a date; with
// none the first that rests on an FHB (B1: S-tandvård is assumed).
func (p *Profile) Assumed(f PersonFacts, on Date) Support {
	for _, k := range p.KindsInUse() {
		if _, ok := f.Entitlement(k.Code, on); ok && k.Entitlement {
			return k.Code
		}
	}
	for _, k := range p.KindsInUse() {
		if k.Approval {
			return k.Code
		}
	}
	return ""
}

// Reminders are what to remember after sending bills, each once: what the region
// says of a patient's fee where there is one (FRISK, B23), and what it says of the
// parts of the support (Tandhälsoregistret, B28).
func (p *Profile) Reminders(bills []DraftBill) (list []string) {
	add := func(said string) {
		if said != "" && !slices.Contains(list, said) {
			list = append(list, said)
		}
	}
	if slices.ContainsFunc(bills, DraftBill.hasFee) {
		add(p.Reminder)
	}
	for _, k := range p.KindsInUse() {
		if slices.ContainsFunc(bills, func(b DraftBill) bool { return strings.TrimSpace(b.Support) == string(k.Code) }) {
			add(k.Reminder)
		}
	}
	return list
}

func (b DraftBill) hasFee() bool {
	return slices.ContainsFunc(b.Items, func(i DraftItem) bool { return strings.EqualFold(strings.TrimSpace(i.Code), PatientFeeCode) })
}
