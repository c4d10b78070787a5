package domain

// Item (åtgärdsrad) is one procedure on one date. A patient fee is an item of
// its own with a negative price.
type Item struct {
	Date     Date     `json:"date"`
	Code     string   `json:"code"`
	Position Position `json:"position,omitzero"`
	Price    Ore      `json:"price"`             // öre, negative for a patient fee
	Comment  string   `json:"comment,omitempty"` // to the region
	// Performer (behandlare) is the number of the person who gave the care, where
	// the region asks for one (B30).
	Performer string `json:"performer,omitempty"`
}

// IsFee reports whether the item is the patient's fee of a visit.
func (i Item) IsFee() bool { return i.Code == PatientFeeCode }

// Bill (räkning) is one patient, one or more visits, one BillRef that the
// provider never uses again.
type Bill struct {
	Person    PersonID      `json:"person"`
	Support   Support       `json:"support"`
	CareModel string        `json:"careModel,omitempty"` // vårdmodell; N only
	Category  string        `json:"category,omitempty"`  // sjukdomsgrupp; S only
	Approval  string        `json:"approval,omitempty"`  // FHB number; S
	PriceList string        `json:"priceList,omitempty"` // chosen list (Värmland, B4)
	Exemption *FeeExemption `json:"exemption,omitempty"` // frikort
	// FeeGround is the code of the ground that the user states for an old age of
	// free care (B26, FeeGround); "": none.
	FeeGround string `json:"feeGround,omitempty"`
	BillRef   string `json:"billRef"`           // räkningsreferens
	Comment   string `json:"comment,omitempty"` // the clinic's own
	Items     []Item `json:"items"`
}

// Sum is what the region is asked to pay: the items less the patient's fees, öre.
func (b Bill) Sum() Ore {
	var s Ore
	for _, i := range b.Items {
		s += i.Price
	}
	return s
}

// Fees is the sum of the patient's fees, zero or negative, öre.
func (b Bill) Fees() Ore {
	var s Ore
	for _, i := range b.Items {
		if i.IsFee() {
			s += i.Price
		}
	}
	return s
}
