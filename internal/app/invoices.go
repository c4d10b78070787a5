package app

import (
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
)

// InvoiceTab is a submenu of Era fakturor (D1).
type InvoiceTab uint8

// The submenus, in the portal's order.
const (
	TabActive InvoiceTab = iota // Under behandling: registered, not yet paid
	TabPaid                     // Utbetalda
	TabCredit                   // Kreditfakturor
	TabVoided                   // Makulerade
)

// searchDays is how far back a search goes until the user says otherwise (D2).
const searchDays = 30

// InvoiceQuery is what to list. Text matches anywhere in OCR/fakturanummer, Vår
// referens, räkningsreferens, räkningsnummer or personnummer, without case.
type InvoiceQuery struct {
	Tab    InvoiceTab
	Text   string
	Period domain.Period // of Inkom; of what is paid, of the day of payment (S9)
}

// DefaultPeriod is the last 30 days.
func (a *App) DefaultPeriod() domain.Period {
	today := a.Today()
	return domain.Period{From: today.AddDays(-searchDays), To: today}
}

// InvoicePage is a list with the portal's counter ("Visar 3 av 12 fakturor").
type InvoicePage struct {
	Rows   []InvoiceSummary // newest first
	Total  int              // all of the tab, whatever the period and text
	Counts [4]int           // all invoices of each tab
	Sum    domain.Ore       // of Rows, öre
}

// Invoices lists from the local mirror, so it works offline and never waits.
func (a *App) Invoices(q InvoiceQuery) (InvoicePage, error) {
	store, clinic, err := a.at()
	if err != nil {
		return InvoicePage{}, err
	}
	var p InvoicePage
	loc, today := a.cfg.Clock.Now().Location(), a.Today()
	text := strings.ToLower(strings.TrimSpace(q.Text))
	p.Rows, err = store.Invoices(clinic.No, func(s InvoiceSummary) bool {
		tab, shown := tabOf(s)
		if !shown {
			return false
		}
		p.Counts[tab]++
		return tab == q.Tab && inPeriod(q.Period, periodDay(tab, s, loc), today) && matches(s, text)
	})
	if err != nil {
		return InvoicePage{}, err
	}
	p.Total = p.Counts[q.Tab]
	for _, r := range p.Rows {
		p.Sum += r.Sum
	}
	return p, nil
}

// tabOf is the submenu that an invoice is listed under; a deleted invoice is
// listed under none.
func tabOf(s InvoiceSummary) (InvoiceTab, bool) {
	switch {
	case s.Status == domain.StatusVoided:
		return TabVoided, true
	case s.Status == domain.StatusPaid && s.CreditOf != 0:
		return TabCredit, true
	case s.Status == domain.StatusPaid:
		return TabPaid, true
	}
	return TabActive, s.Status != domain.StatusDeleted
}

// inPeriod tells whether a day is in a period. The day of a payment may be ahead:
// it is in a period that reaches until today, or what the region has just decided
// to pay would be nowhere.
func inPeriod(p domain.Period, day, today domain.Date) bool {
	return p.Contains(day) || today.Before(day) && p.Contains(today)
}

// periodDay is the day by which an invoice belongs to a period.
func periodDay(tab InvoiceTab, s InvoiceSummary, loc *time.Location) domain.Date {
	if (tab == TabPaid || tab == TabCredit) && !s.StatusOn.IsZero() {
		return s.StatusOn
	}
	return domain.DateOf(s.Received.In(loc))
}

func matches(s InvoiceSummary, text string) bool {
	if text == "" {
		return true
	}
	digits := strings.NewReplacer("-", "", " ", "").Replace(text)
	if strings.Contains(strings.ToLower(s.InvoiceNo), text) || strings.Contains(strconv.FormatInt(s.OurRef, 10), text) {
		return true
	}
	for _, r := range s.BillRefs {
		if strings.Contains(strings.ToLower(r), text) {
			return true
		}
	}
	for _, n := range s.BillNos {
		if strconv.FormatInt(n, 10) == text {
			return true
		}
	}
	for _, p := range s.Persons {
		if len(digits) >= 4 && strings.Contains(strings.ToLower(p), digits) {
			return true
		}
	}
	return false
}

// Invoice gives one invoice with its bills, from the mirror.
func (a *App) Invoice(ourRef int64) (domain.Invoice, error) {
	store, clinic, err := a.at()
	if err != nil {
		return domain.Invoice{}, err
	}
	return store.Invoice(clinic.No, ourRef)
}
