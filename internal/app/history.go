package app

import (
	"cmp"
	"slices"

	"example.org/tandtui/internal/domain"
)

// historyBills is how many of a patient's earlier bills are shown; historyDepth
// how many of its invoices are read for them and for what the last ones used.
const (
	historyBills = 5
	historyDepth = 25
	modelDepth   = 10 // the newest ones may be of F or S, which have no care model
)

// History is what the clinic has billed for a patient before, read from the
// local mirror, so it works offline. The region may hold more, of other clinics.
type History struct {
	Bills     []PastBill           // newest first, at most five
	Exemption *domain.FeeExemption // frikort of the newest bill that had one, if it is valid today
	CareModel string               // vårdmodell last used; "" none
	OwnModel  bool                 // CareModel is this patient's, else the clinic's
	// Approved counts, by FHB number and procedure, the rows billed so far.
	Approved map[string]map[string]int
}

// PastBill is an earlier bill in a line.
type PastBill struct {
	OurRef  int64
	BillRef string
	Support domain.Support
	Last    domain.Date   // of its visits
	Items   []domain.Item // of the last visit
	Sum     domain.Ore
	State   domain.BillState
	Status  domain.Status // of its invoice
}

// History gives what was billed for a patient at this clinic.
func (a *App) History(id domain.PersonID) (History, error) {
	store, clinic, err := a.at()
	if err != nil {
		return History{}, err
	}
	var clinics []int64 // the clinic's invoices, for its care model
	rows, err := store.Invoices(clinic.No, func(s InvoiceSummary) bool {
		live := s.CreditOf == 0 && s.Status != domain.StatusDeleted && s.Status != domain.StatusVoided
		if live {
			clinics = append(clinics, s.OurRef)
		}
		return live && slices.Contains(s.Persons, id.Canonical())
	})
	if err != nil {
		return History{}, err
	}
	h := History{Approved: map[string]map[string]int{}}
	for _, row := range rows[:min(len(rows), historyDepth)] {
		v, err := store.Invoice(clinic.No, row.OurRef)
		if err != nil {
			return History{}, err
		}
		for _, b := range v.Bills {
			if b.Person == id && b.State.Stands() {
				h.add(v, b, a.Today())
			}
		}
	}
	slices.SortFunc(clinics, func(x, y int64) int { return cmp.Compare(y, x) })
	for _, ref := range clinics[:min(len(clinics), modelDepth)] {
		if h.CareModel != "" {
			break
		}
		v, err := store.Invoice(clinic.No, ref)
		if err != nil {
			return History{}, err
		}
		for _, b := range v.Bills {
			if b.CareModel != "" {
				h.CareModel = b.CareModel
			}
		}
	}
	return h, nil
}

// add takes the next older bill. A credited one is shown, but nothing is
// suggested from it: it was wrong.
func (h *History) add(v domain.Invoice, b domain.InvoiceBill, today domain.Date) {
	if len(h.Bills) < historyBills {
		past := PastBill{OurRef: v.OurRef, BillRef: b.BillRef, Support: b.Support, Sum: b.Sum(), State: b.State, Status: v.Status}
		for _, i := range b.Items {
			if i.Date.After(past.Last) {
				past.Last, past.Items = i.Date, nil
			}
			if i.Date == past.Last {
				past.Items = append(past.Items, i)
			}
		}
		h.Bills = append(h.Bills, past)
	}
	if b.State == domain.BillCredited {
		return
	}
	if h.CareModel == "" && b.CareModel != "" {
		h.CareModel, h.OwnModel = b.CareModel, true
	}
	if e := b.Exemption; e != nil && h.Exemption == nil && e.Validity.Contains(today) {
		h.Exemption = e
	}
	if b.Approval == "" {
		return
	}
	used := h.Approved[b.Approval]
	if used == nil {
		used = map[string]int{}
		h.Approved[b.Approval] = used
	}
	for _, i := range b.Items {
		if !i.IsFee() {
			used[i.Code]++
		}
	}
}
