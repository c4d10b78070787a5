package editor

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

// PersonID reads a patient's number.
func (v *Visit) PersonID(number string) (domain.PersonID, bool) {
	id, err := domain.ParsePersonID(number, v.src.Today())
	return id, err == nil
}

// Know takes what is known of a patient; the bills are made by it.
func (v *Visit) Know(p Person) {
	v.known[p.ID] = p
	v.changed()
}

// Forget forgets a patient, who is asked about again.
func (v *Visit) Forget(id domain.PersonID) { delete(v.known, id) }

// On is the day of the visit; today while it cannot be read.
func (v *Visit) On() domain.Date {
	on, err := domain.ParseDateInput(v.plan.Date, v.src.Today())
	if err != nil {
		return v.src.Today()
	}
	return on
}

// Procedure is what a code means on the day of the visit; zero: nothing.
func (v *Visit) Procedure(code string) domain.Procedure {
	if code == "" {
		return domain.Procedure{}
	}
	on := v.On()
	if v.codes[on] == nil {
		codes := codesOf(v.src.Procedures(domain.SupportN, on))
		if len(codes) == 0 {
			return domain.Procedure{}
		}
		v.codes[on] = codes
	}
	return v.codes[on][strings.ToLower(code)]
}

// NewPrices forgets what was looked up in price lists that may be others now.
func (v *Visit) NewPrices() { clear(v.codes) }

// Next is the field that Enter leads to from a procedure's: what it needs, then
// the next one's code. ok is false on an empty row.
func (v *Visit) Next(row domain.DraftItem, from domain.Field) (field domain.Field, below, ok bool) {
	p := v.Procedure(row.Code)
	switch {
	case row.Code == "":
		return from, false, false
	case from == domain.FieldItemCode && p.Position.Needed() && p.Position.Default().IsZero():
		return domain.FieldItemPosition, false, true
	case from != domain.FieldItemPrice && p.ActualCost:
		return domain.FieldItemPrice, false, true
	}
	return domain.FieldItemCode, true, true
}

// Support is the part of the support that a patient has on the day; N where
// nothing is known, since home visits are N-tandvård (M1–M3).
func (v *Visit) Support(number string) domain.Support {
	if id, ok := v.PersonID(number); ok {
		if p, known := v.known[id]; known {
			profile := v.src.Region().Profile
			return profile.Assumed(p.Facts, v.On())
		}
	}
	return domain.SupportN
}

// AnyOf tells whether a patient of the visit has a part of the support.
func (v *Visit) AnyOf(s domain.Support) bool {
	return slices.ContainsFunc(v.plan.Patients, func(p domain.VisitPatient) bool { return v.Support(p.Person) == s })
}

// HasRight tells whether a patient has an entitlement or an FHB on the day.
func (v *Visit) HasRight(f domain.PersonFacts) bool {
	on := v.On()
	return slices.ContainsFunc(f.Entitlements, func(e domain.Entitlement) bool { return e.Validity.Contains(on) }) ||
		slices.ContainsFunc(f.Approvals, func(a domain.PriorApproval) bool { return a.Validity.Contains(on) })
}

// Fee is the patient's fee of the visit and why it is due or not: it may stand
// on a bill that was sent before (B14).
func (v *Visit) Fee(number string) rules.VisitFee {
	id, ok := v.PersonID(number)
	if !ok {
		return rules.VisitFee{Fee: rules.Fee{Reason: rules.FeeUnknown}, Row: -1}
	}
	p := v.known[id]
	data := v.src.Region()
	bill := domain.Bill{Person: id, Exemption: p.History.Exemption, Items: []domain.Item{{Date: v.On()}}} // some care
	f := rules.Facts{Today: v.src.Today(), Profile: &data.Profile, Persons: map[domain.PersonID]domain.PersonFacts{id: p.Facts}}
	return rules.VisitFees([]domain.Bill{bill}, 0, f)[0]
}

// bills makes a bill of each patient who has a number. Without any patient there
// is one bill, so that nothing written is lost.
func (v *Visit) bills() (list []domain.DraftBill) {
	for i, p := range v.plan.Patients {
		if strings.TrimSpace(p.Person) != "" {
			list = append(list, v.billOf(i, p))
		}
	}
	if len(list) == 0 {
		list = append(list, v.billOf(0, domain.VisitPatient{}))
	}
	return list
}

func (v *Visit) billOf(i int, p domain.VisitPatient) domain.DraftBill {
	support := v.Support(p.Person)
	b := domain.DraftBill{Person: p.Person, Support: string(support), BillRef: p.BillRef}
	if b.BillRef == "" {
		b.BillRef = v.DefaultRef(i)
	}
	switch support {
	case domain.SupportN: // F and S have no vårdmodell
		b.CareModel = v.plan.CareModel
	case domain.SupportS:
		b.Category, b.Approval = v.plan.Category, v.approvalOf(p.Person)
	}
	if id, ok := v.PersonID(p.Person); ok {
		if e := v.known[id].History.Exemption; e != nil {
			b.Exempt, b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = true, e.No, e.Validity.From.String(), e.Validity.To.String()
		}
	}
	for _, c := range v.plan.Items {
		if !slices.Contains(p.Without, c.ID) {
			row := c.Row
			if own := p.Where[c.ID]; own != "" {
				row.Position = own
			}
			b.Items = append(b.Items, row)
		}
	}
	b.Items = append(b.Items, p.Extra...)
	for i := range b.Items {
		b.Items[i].Performer = v.plan.Performer
	}
	if v.plan.Fees && !p.NoFee && len(b.Items) > 0 && FeeMissing(v.Fee(p.Person)) {
		b.Items = append(b.Items, domain.DraftItem{Code: domain.PatientFeeCode, Price: v.plan.Fee})
	}
	b.Items = OnDate(b.Items, v.plan.Date)
	return b
}

// approvalOf is the only FHB of a patient's S-tandvård on the day; "" where there
// is none, or a choice.
func (v *Visit) approvalOf(number string) (no string) {
	id, _ := v.PersonID(number)
	for _, a := range v.known[id].Facts.Approvals {
		if a.Support != domain.SupportS || !a.Validity.Contains(v.On()) {
			continue
		}
		if no != "" {
			return ""
		}
		no = a.No
	}
	return no
}

// DefaultRef is a räkningsreferens of the invoice's number and the patient's
// place: unique as long as the number is. Without a number there is none.
func (v *Visit) DefaultRef(i int) string {
	if strings.TrimSpace(v.draft.InvoiceNo) == "" {
		return ""
	}
	return strings.TrimSpace(v.draft.InvoiceNo) + "-" + strconv.Itoa(i+1)
}

// BillOf is the index of the bill that a patient's row becomes; -1: none yet.
func (v *Visit) BillOf(row int) int {
	if strings.TrimSpace(v.Patient(row).Person) == "" {
		return -1
	}
	n := 0
	for _, p := range v.plan.Patients[:row] {
		if strings.TrimSpace(p.Person) != "" {
			n++
		}
	}
	return n
}

// Differences are the patient's exceptions: codes that were not done, other
// teeth, and what only this patient got.
func (v *Visit) Differences(p domain.VisitPatient) (without, where, extra []string) {
	for _, c := range v.plan.Items {
		switch {
		case slices.Contains(p.Without, c.ID):
			without = append(without, c.Row.Code)
		case p.Where[c.ID] != "":
			where = append(where, c.Row.Code+" "+p.Where[c.ID])
		}
	}
	if p.NoFee {
		without = append(without, domain.PatientFeeCode)
	}
	for _, row := range p.Extra {
		extra = append(extra, strings.TrimSpace(row.Code+" "+row.Position))
	}
	return without, where, extra
}

// safe is a pasted line made fit for the terminal.
func safe(line string) string { return text.Safe(strings.TrimSpace(line)) }
