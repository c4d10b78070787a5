package domain

import (
	"maps"
	"slices"
)

// HomeVisit (hembesök) is what is written of a home visit (B25), as raw text: the
// procedures once for all patients, and for each patient what differs. It stands
// in the draft, whose bills are made of it, until it is opened as ordinary bills.
type HomeVisit struct {
	Date      string         `json:"date"`
	CareModel string         `json:"careModel,omitempty"`
	Category  string         `json:"category,omitempty"`  // sjukdomsgrupp of the patients with S
	Performer string         `json:"performer,omitempty"` // who gave the care of the visit, where the region asks (B30)
	Fees      bool           `json:"fees,omitempty"`      // a fee for each patient who pays one
	Fee       string         `json:"fee,omitempty"`       // its amount; "": the region's standard one
	Items     []VisitItem    `json:"items,omitempty"`
	Patients  []VisitPatient `json:"patients,omitempty"`
}

// VisitItem is a procedure that every patient gets who has no exception. Its row
// has no date of its own.
type VisitItem struct {
	ID  int       `json:"id"` // of the exceptions; never used again in the same visit
	Row DraftItem `json:"row"`
}

// VisitPatient is a patient of a home visit with the exceptions.
type VisitPatient struct {
	Person  string         `json:"person"`
	BillRef string         `json:"billRef,omitempty"` // "": made of the invoice's number
	Without []int          `json:"without,omitempty"` // ids of items this patient did not get
	Where   map[int]string `json:"where,omitempty"`   // by id, the tooth or jaw where it is this patient's own
	NoFee   bool           `json:"noFee,omitempty"`
	Extra   []DraftItem    `json:"extra,omitempty"` // what only this patient got
}

// Clone copies a visit with all its lists, for one of the two to be written in.
func (v HomeVisit) Clone() HomeVisit {
	v.Items = slices.Clone(v.Items)
	v.Patients = slices.Clone(v.Patients)
	for i := range v.Patients {
		v.Patients[i] = v.Patients[i].Clone()
	}
	return v
}

// Clone copies a patient's exceptions.
func (p VisitPatient) Clone() VisitPatient {
	p.Without, p.Where, p.Extra = slices.Clone(p.Without), maps.Clone(p.Where), slices.Clone(p.Extra)
	return p
}
