package domain

// LicenceState is how a clinic stands with IVO's licence (tillstånd), which private
// dental care needs since 2026-01-01 (tandvårdslagen; feature E7). The region reports
// providers without one (15 d §). It is warned of, and stops nothing.
type LicenceState string

// The states.
const (
	LicenceUnknown    LicenceState = ""           // nobody has said: nothing is warned of
	LicenceNone       LicenceState = "none"       //
	LicenceApplied    LicenceState = "applied"    // applied for, not decided
	LicenceTransition LicenceState = "transition" // registered before 2025-12-31: may go on until LicenceTransitionEnds
	LicenceHeld       LicenceState = "licensed"   //
	LicenceExempt     LicenceState = "exempt"     // run by a region: needs none
)

// LicenceStates lists them in the order in which screens offer them.
func LicenceStates() []LicenceState {
	return []LicenceState{LicenceHeld, LicenceTransition, LicenceApplied, LicenceNone, LicenceExempt, LicenceUnknown}
}

// LicenceTransitionEnds is the last day on which a clinic that was registered
// before 2025-12-31 may go on without a licence.
var LicenceTransitionEnds = MustDate("2029-01-02")

// Licence is what a clinic says of its licence, or the region has found out.
type Licence struct {
	State     LicenceState `json:"state,omitempty"`
	Scope     string       `json:"scope,omitempty"`     // what care it is for, in words
	Reference string       `json:"reference,omitempty"` // IVO's number of the matter
	From      Date         `json:"from,omitzero"`       // first day of a licence that is held; zero: not told
}

// Missing tells whether care on a day is given without the licence that it needs.
// What is not known is not missing.
func (l Licence) Missing(on Date) bool {
	switch l.State {
	case LicenceNone, LicenceApplied:
		return true
	case LicenceTransition:
		return on.After(LicenceTransitionEnds)
	case LicenceHeld:
		return on.Before(l.From)
	}
	return false
}
