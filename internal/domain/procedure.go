package domain

import "strings"

// PatientFeeCode is the procedure that carries the patient's fee: a negative
// row, one per visit, first in the list (manual VGR "Registrera tandvårdsräkning"; B14).
const PatientFeeCode = "patAvg"

// PositionRule says what tooth or jaw a procedure needs (B12).
type PositionRule string

// The rules, as in the price list's column tooth_rule. Rules about surfaces
// ("tooth;surfaces=2") name a tooth; the number of surfaces is not billed.
const (
	PositionNone     PositionRule = ""
	PositionTooth    PositionRule = "tooth"
	PositionTeeth    PositionRule = "teeth"
	PositionJaw      PositionRule = "jaw"
	PositionUpperJaw PositionRule = "jaw=OK"
	PositionLowerJaw PositionRule = "jaw=UK"
	PositionBothJaws PositionRule = "jaw=both"
	PositionQuadrant PositionRule = "quadrant"
	PositionAny      PositionRule = "tooth|jaw"
	PositionOptional PositionRule = "optional"
)

// Procedure (åtgärd) is one row of a price list.
type Procedure struct {
	Code         string       `json:"code"` // "101", "825S", "patAvg"
	Name         string       `json:"name"`
	Category     string       `json:"category,omitempty"`
	Specialist   bool         `json:"specialist,omitempty"`
	Price        Ore          `json:"price"`                // öre; 0 with ActualCost
	ActualCost   bool         `json:"actualCost,omitempty"` // the actual cost is typed (B13)
	Position     PositionRule `json:"position,omitempty"`
	ApprovalMust bool         `json:"approvalMust,omitempty"` // only with FHB
	Only         string       `json:"only,omitempty"`         // parts of the support, "NF"; "": all that the list serves
	// Validity is narrower than the list's where a code begins or ends within it;
	// a code that is removed and used again is two rows, never valid on one day.
	// Zero: the list's.
	Validity Period `json:"validity,omitzero"`
}

// Serves reports whether the procedure may be billed under a part of the support.
// Before a part is chosen, every procedure may.
func (p *Procedure) Serves(s Support) bool {
	return p.Only == "" || strings.Contains(p.Only, string(s))
}

// PatientFee is the procedure of the patient's fee, first in every list (B14).
func PatientFee() Procedure {
	return Procedure{Code: PatientFeeCode, Name: "Patientavgift", Category: "Avgift", ActualCost: true}
}
