package editor

import (
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Fees is the fee of each visit on the bill shown, as it was last checked (B14).
func (e *Editor) Fees() []rules.VisitFee {
	if e.bill >= len(e.checked.Fees) {
		return nil
	}
	return e.checked.Fees[e.bill]
}

// Grounds are those on which the user may state that the patient of the bill shown
// pays no fee, though today's rule asks for one (B26).
func (e *Editor) Grounds() []domain.FeeGround {
	f := e.facts()
	id, err := domain.ParsePersonID(e.raw().Person, f.Today)
	if err != nil {
		return nil
	}
	b := domain.Bill{Person: id}
	for _, row := range e.raw().Items {
		if on, err := domain.ParseDateInput(row.Date, f.Today); err == nil {
			b.Items = append(b.Items, domain.Item{Date: on})
		}
	}
	return rules.GroundsFor(b, f)
}

// FeeMissing tells that a fee is due and not on the bill.
func FeeMissing(f rules.VisitFee) bool { return f.Reason == rules.FeeIsDue && f.Row < 0 }

// AddFees adds a fee to every visit that lacks it, behind its other rows. The
// rows have no amount: the price list gives it. AddFees returns how many it added
// and, if none, the fee of the last visit, which says why it is not due.
func (e *Editor) AddFees() (added int, last rules.VisitFee, r Result) {
	e.Settle()
	facts := e.facts()
	read := make([]domain.Bill, len(e.draft.Bills))
	for i, b := range e.draft.Bills {
		read[i], _ = rules.Read(b, facts)
	}
	fees := rules.VisitFees(read, e.bill, facts)
	if len(fees) > 0 {
		last = fees[len(fees)-1]
	}
	fees = slices.DeleteFunc(fees, func(f rules.VisitFee) bool { return !FeeMissing(f) })
	switch {
	case len(fees) == 0:
		return 0, last, Nothing
	case e.Rows()+len(fees) > MaxRows:
		return 0, last, TooMany
	}
	slices.SortFunc(fees, func(x, y rules.VisitFee) int { return y.Last - x.Last }) // from the end, so that indexes hold
	items := e.items()
	for _, f := range fees {
		items = slices.Insert(items, f.Last+1, domain.DraftItem{Date: f.Date.String(), Code: domain.PatientFeeCode})
	}
	to := Ref{len(items), domain.FieldItemCode}
	if at := slices.IndexFunc(items, e.unpaid); at >= 0 { // the region names no amount: it is typed
		to = Ref{at, domain.FieldItemPrice}
	}
	return len(fees), last, e.rowsChanged(items, to)
}

// unpaid tells that a row is a fee whose amount is still to be typed.
func (e *Editor) unpaid(row domain.DraftItem) bool {
	return row.Price == "" && e.Procedure(row).Code == domain.PatientFeeCode && e.PriceWanted(row)
}
