package homevisit

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// plan is what is typed, as raw text: once for all patients, and for each what
// differs.
type plan struct {
	date, careModel, invoiceNo string
	fees                       bool   // a fee for each patient who pays one
	fee                        string // its amount; "": the region's standard one
	items                      []common
	patients                   []patientRow
	next                       int // id of the next item
}

// common is a procedure that every patient gets who has no exception. Its row
// has no date of its own.
type common struct {
	id  int
	row domain.DraftItem
}

// patientRow is a patient with the exceptions.
type patientRow struct {
	number, ref string
	without     map[int]bool   // ids of common items this patient did not get
	where       map[int]string // by id, the tooth or jaw where it is this patient's own
	noFee       bool
	extra       []domain.DraftItem // what only this patient got
}

// about is what a bill needs to know of a patient.
type about struct {
	support   domain.Support
	exemption *domain.FeeExemption
	paysFee   bool
}

// clone copies what a later change would write to.
func (p plan) clone() plan {
	p.items = slices.Clone(p.items)
	p.patients = slices.Clone(p.patients)
	for i := range p.patients {
		p.patients[i].without = maps.Clone(p.patients[i].without)
		p.patients[i].where = maps.Clone(p.patients[i].where)
		p.patients[i].extra = slices.Clone(p.patients[i].extra)
	}
	return p
}

// bills makes a bill of each patient who has a number; know tells what is known
// of one. Without any patient there is one bill, so that nothing typed is lost.
func (p plan) bills(know func(number string) about) (list []domain.DraftBill) {
	for i, pt := range p.patients {
		if strings.TrimSpace(pt.number) != "" {
			list = append(list, p.bill(i, pt, know(pt.number)))
		}
	}
	if len(list) == 0 {
		list = append(list, p.bill(0, patientRow{}, about{support: domain.SupportN}))
	}
	return list
}

func (p plan) bill(i int, pt patientRow, a about) domain.DraftBill {
	b := domain.DraftBill{Person: pt.number, Support: string(a.support), BillRef: pt.ref}
	if b.BillRef == "" {
		b.BillRef = p.defaultRef(i)
	}
	if a.support == domain.SupportN { // F and S have no vårdmodell
		b.CareModel = p.careModel
	}
	if e := a.exemption; e != nil {
		b.Exempt, b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = true, e.No, e.Validity.From.String(), e.Validity.To.String()
	}
	for _, c := range p.items {
		if !pt.without[c.id] {
			row := c.row
			row.Date = p.date
			if own := pt.where[c.id]; own != "" {
				row.Position = own
			}
			b.Items = append(b.Items, row)
		}
	}
	for _, row := range pt.extra {
		row.Date = p.date
		b.Items = append(b.Items, row)
	}
	if p.fees && a.paysFee && !pt.noFee && len(b.Items) > 0 {
		b.Items = append(b.Items, domain.DraftItem{Date: p.date, Code: domain.PatientFeeCode, Price: p.fee})
	}
	return b
}

// defaultRef is a räkningsreferens of the invoice's number and the patient's
// place: unique as long as the number is. Without a number there is none.
func (p plan) defaultRef(i int) string {
	if strings.TrimSpace(p.invoiceNo) == "" {
		return ""
	}
	return strings.TrimSpace(p.invoiceNo) + "-" + strconv.Itoa(i+1)
}

// place is the index of the bill that a patient's row becomes; -1: none yet.
func (p plan) place(row int) int {
	if row < 0 || row >= len(p.patients) || strings.TrimSpace(p.patients[row].number) == "" {
		return -1
	}
	n := 0
	for _, pt := range p.patients[:row] {
		if strings.TrimSpace(pt.number) != "" {
			n++
		}
	}
	return n
}

// differences are what a patient has otherwise than all: codes not done, teeth
// of its own, and what only this patient got.
func (pt patientRow) differences(items []common) (without, where, extra []string) {
	for _, c := range items {
		switch {
		case pt.without[c.id]:
			without = append(without, c.row.Code)
		case pt.where[c.id] != "":
			where = append(where, c.row.Code+" "+pt.where[c.id])
		}
	}
	if pt.noFee {
		without = append(without, domain.PatientFeeCode)
	}
	for _, row := range pt.extra {
		extra = append(extra, strings.TrimSpace(row.Code+" "+row.Position))
	}
	return without, where, extra
}
