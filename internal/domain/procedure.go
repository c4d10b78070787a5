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

// PriceList is the procedures and prices of one list for a time (B13, B4).
type PriceList struct {
	ID         string      `json:"id"`   // "ersattning-tlv-2026"
	Name       string      `json:"name"` // shown on screen
	Validity   Period      `json:"validity"`
	Supports   []Support   `json:"supports,omitempty"` // which parts use it; empty: all
	Procedures []Procedure `json:"procedures"`
}

// PriceBook is all price lists of a region, newest first. The price of an item is
// that of its date; where two lists would serve, the first does.
type PriceBook []PriceList

// List gives the list in force on a date for a part of the support.
func (b PriceBook) List(s Support, on Date) (*PriceList, bool) {
	for i := range b {
		if b[i].Validity.Contains(on) && b[i].serves(s) {
			return &b[i], true
		}
	}
	return nil, false
}

// Procedure finds a code in the list in force on a date. Codes compare as
// written in the list.
func (b PriceBook) Procedure(s Support, on Date, code string) (Procedure, bool) {
	if l, ok := b.List(s, on); ok {
		if p := l.Procedure(code); p != nil {
			return *p, true
		}
	}
	return Procedure{}, false
}

// Procedure finds a code, as written in the list; nil if it is not there.
func (l *PriceList) Procedure(code string) *Procedure {
	for i := range l.Procedures {
		if l.Procedures[i].Code == code {
			return &l.Procedures[i]
		}
	}
	return nil
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
