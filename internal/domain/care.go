package domain

// Support is the part of särskilt tandvårdsstöd a bill is made under (rules.md, "N, F and S").
type Support string

// The parts of today. The list is open: which a region has, and what each asks
// for, are the kinds of its profile (Profile.Kinds).
const (
	SupportN Support = "N" // nödvändig tandvård
	SupportF Support = "F" // vid vissa sjukdomar eller funktionsnedsättning
	SupportS Support = "S" // led i sjukdomsbehandling under begränsad tid
)

// Valid reports whether s has the form of a part: one capital letter A–Z.
func (s Support) Valid() bool { return len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z' }

// Entitlement (intyg) is a patient's right to N- or F-tandvård.
type Entitlement struct {
	No       string  `json:"no"`       // intygsnummer
	Support  Support `json:"support"`  // N or F
	Category string  `json:"category"` // patientkategori, e.g. "N1"
	Validity Period  `json:"validity"` // open end: "tills vidare"
}

// PriorApproval (FHB, förhandsbedömning) is care that the region has approved
// beforehand, with what is left of its amount.
type PriorApproval struct {
	No         string   `json:"no"`
	Support    Support  `json:"support"`
	Validity   Period   `json:"validity"`
	Procedures []string `json:"procedures,omitempty"` // codes it covers; empty: all
	Amount     Ore      `json:"amount"`               // granted, öre
	Used       Ore      `json:"used"`                 // billed against it so far, öre
}

// FeeExemption (frikort) frees from patient fees for a period.
type FeeExemption struct {
	No       string `json:"no"`
	Validity Period `json:"validity"`
}

// PastItem is a row of an earlier bill of the patient at the same provider.
type PastItem struct {
	Date     Date     `json:"date"`
	Code     string   `json:"code"`
	Position Position `json:"position,omitzero"`
	Price    Ore      `json:"price"`   // öre, negative for a patient fee
	BillRef  string   `json:"billRef"` // of the bill it stands on
}

// PersonFacts is what the region knows of a patient that matters for a bill.
// No name: billing needs none (GDPR, data minimisation).
type PersonFacts struct {
	Person       PersonID        `json:"person"`
	Entitlements []Entitlement   `json:"entitlements"` // all, also ended ones, newest first
	Approvals    []PriorApproval `json:"approvals"`
	BaseUsed     Ore             `json:"baseUsed"` // care without FHB this calendar year, öre
	BaseYear     int             `json:"baseYear"`
	// Earlier holds what the provider has billed for the patient in the last
	// year, fees included; credited, deleted and voided bills are left out.
	Earlier []PastItem `json:"earlier,omitempty"`
}

// Entitlement gives the entitlement of a kind that is valid on a date.
func (f PersonFacts) Entitlement(s Support, on Date) (Entitlement, bool) {
	for _, e := range f.Entitlements {
		if e.Support == s && e.Validity.Contains(on) {
			return e, true
		}
	}
	return Entitlement{}, false
}

// Ended gives the entitlement of a kind that ended last before a date.
func (f PersonFacts) Ended(s Support, on Date) (last Entitlement, ok bool) {
	for _, e := range f.Entitlements {
		if to := e.Validity.To; e.Support == s && to.Before(on) && to.After(last.Validity.To) { // no end is after no day
			last, ok = e, true
		}
	}
	return last, ok
}
