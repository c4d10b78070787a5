package app

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Rebill says how a credited bill is billed anew.
type Rebill uint8

// The ways.
const (
	RebillAsIs   Rebill = iota // as it was, to be corrected before it is sent (D10)
	RebillExempt               // without the patient's fees: the frikort was shown afterwards (D9)
)

// CreditAnew credits a whole bill and begins a draft that bills it anew, in one
// durable step: there is never one without the other. Nothing is sent but the
// crediting; the draft, whose id it gives, is the user's to finish. Errors are those
// of Credit.
func (a *App) CreditAnew(ourRef, version, billNo int64, how Rebill) (draft string, err error) {
	v, err := a.Invoice(ourRef)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(v.Bills, func(b domain.InvoiceBill) bool { return b.BillNo == billNo })
	if i < 0 {
		return "", &domain.Error{Kind: domain.Conflict, Code: string(domain.WhyNoSuchBill), Op: "app.rebill"}
	}
	d, err := a.rebilled(v, v.Bills[i].Bill, how)
	if err != nil {
		return "", err
	}
	row, err := a.summary(d)
	if err != nil {
		return "", err
	}
	part := domain.CreditPart{Part: domain.Part{Bills: []int64{billNo}}}
	if err := a.credit(ourRef, version, part, "", Filing{Draft: &d, Row: row}); err != nil {
		return "", err
	}
	a.ring(ChangedDrafts)
	return d.ID, nil
}

// rebilled is the draft of a bill that is billed anew, under a reference that is
// not used yet.
func (a *App) rebilled(v domain.Invoice, b domain.Bill, how Rebill) (domain.Draft, error) {
	d, err := a.NewDraft()
	if err != nil {
		return d, err
	}
	store, clinic, err := a.at()
	if err != nil {
		return d, err
	}
	used, err := a.usedRefs(store, clinic.No)
	if err != nil {
		return d, err
	}
	raw := a.raw(b)
	raw.BillRef = nextRef(b.BillRef, func(ref string) bool { return used[rules.NormalRef(ref)] })
	d.InvoiceNo, d.Cursor = v.InvoiceNo, domain.Cursor{Field: domain.FieldItemDate}
	if how == RebillExempt {
		raw.Items = slices.DeleteFunc(raw.Items, func(i domain.DraftItem) bool { return i.Code == domain.PatientFeeCode })
		raw.Exempt = true
		d.Cursor = domain.Cursor{Item: domain.WholeBill, Field: domain.FieldExemptionNo}
	}
	d.Bills = []domain.DraftBill{raw}
	return d, nil
}

// raw is the text that a bill is written with. Where the list decides a price none
// is written: the row has the price of its date.
func (a *App) raw(b domain.Bill) domain.DraftBill {
	a.mu.Lock()
	prices, facts := a.data.Prices, rules.Facts{Profile: &a.data.Profile, Prices: a.data.Prices, Clinic: a.clinic}
	a.mu.Unlock()
	key := facts.ListKey(b)
	d := b.Typed()
	for at, i := range b.Items {
		if p, known := prices.Procedure(key, i.Date, i.Code); known && !p.ActualCost && !i.IsFee() {
			d.Items[at].Price = ""
		}
	}
	return d
}

// nextRef suggests a reference for a bill that is billed anew: the old one with the
// first number that is free, "45678-2".
func nextRef(ref string, used func(string) bool) string {
	if strings.TrimSpace(ref) == "" {
		return ""
	}
	limit := domain.FieldBillRef.Limit()
	for n := 2; ; n++ {
		end := "-" + strconv.Itoa(n)
		stem := ref
		for utf8.RuneCountInString(stem)+len(end) > limit {
			_, size := utf8.DecodeLastRuneInString(stem)
			stem = stem[:len(stem)-size]
		}
		if next := strings.TrimSpace(stem) + end; !used(next) {
			return next
		}
	}
}

// Claim gives what the clinic has to pay back for a credit invoice; false where it
// has nothing to pay itself (D7).
func (a *App) Claim(ourRef int64) (domain.Claim, bool, error) {
	store, clinic, err := a.at()
	if err != nil {
		return domain.Claim{}, false, err
	}
	claims, err := store.Claims(clinic.No)
	for _, c := range claims {
		if c.OurRef == ourRef {
			return c, true, nil
		}
	}
	return domain.Claim{}, false, err
}
