package app

import (
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/outlook"
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

// Ever is the period of all time.
var Ever domain.Period

// InvoiceType narrows a submenu to one kind of invoice (D11).
type InvoiceType uint8

// The types.
const (
	TypeAll     InvoiceType = iota
	TypeBilling             // ordinary invoices
	TypeCredit              // credit invoices
	TypeDeleted             // what the clinic has deleted itself; under Makulerade
)

// Types are those that a submenu can be narrowed to, in the order in which a key
// goes through them.
func (t InvoiceTab) Types() []InvoiceType {
	switch t {
	case TabActive:
		return []InvoiceType{TypeAll, TypeBilling, TypeCredit}
	case TabVoided:
		return []InvoiceType{TypeAll, TypeBilling, TypeCredit, TypeDeleted}
	case TabPaid, TabCredit:
	}
	return []InvoiceType{TypeAll}
}

// InvoiceQuery is what to list. Text matches anywhere in OCR/fakturanummer, Vår
// referens, räkningsreferens, räkningsnummer, personnummer or amount, and where several
// clinics are listed in a clinic's number and name, without case; dashes and spaces in
// numbers do not matter (D2, D8).
type InvoiceQuery struct {
	Tab    InvoiceTab
	Type   InvoiceType
	Text   string
	Period domain.Period // of Inkom; of what is paid, of the day of payment (S9)
	All    bool          // of every clinic that lists may show; else of the one worked for
}

// DefaultPeriod is the last 30 days.
func (a *App) DefaultPeriod() domain.Period {
	today := a.Today()
	return domain.Period{From: today.AddDays(-searchDays), To: today}
}

// InvoicePage is a list with the portal's counter ("Visar 3 av 12 fakturor").
type InvoicePage struct {
	Rows   []InvoiceSummary // newest first
	Total  int              // all of the tab, whatever type, period and text
	Counts [4]int           // all invoices of each tab
	Sum    domain.Ore       // of Rows, öre
	At     time.Time        // when the region last answered: how old the rows may be; zero: not known
}

// Invoices lists from the local mirror, so it works offline and never waits. The
// page is shared and must not be changed.
func (a *App) Invoices(q InvoiceQuery) (InvoicePage, error) {
	rows, err := a.rows(q.All)
	if err != nil {
		return InvoicePage{}, err
	}
	today := a.Today()
	chosen := rows.choose(choice{tab: q.Tab, kind: q.Type, period: q.Period, today: today}, a.cfg.Clock.Now().Location())
	p := InvoicePage{Rows: chosen.find(q.Text), Counts: rows.counts, At: a.answeredAt()}
	p.Total = p.Counts[q.Tab]
	for i := range p.Rows {
		p.Sum += p.Rows[i].Sum
	}
	return p, nil
}

// rows are the invoices of the clinic worked for, or of all that lists may show.
func (a *App) rows(all bool) (*invoiceRows, error) {
	if all {
		store, clinics, err := a.atAll()
		if err != nil {
			return nil, err
		}
		return a.invoices.of(store, clinics...)
	}
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	return a.invoices.of(store, clinic)
}

// answeredAt is when the region last answered.
func (a *App) answeredAt() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.contact
}

// tabOf is the submenu that an invoice is listed under. What the clinic has
// deleted stands beside what the region has voided, with its own word: it must be
// somewhere.
func tabOf(s *InvoiceSummary) InvoiceTab {
	switch {
	case s.Status == domain.StatusVoided || s.Status == domain.StatusDeleted:
		return TabVoided
	case s.Status == domain.StatusPaid && s.CreditOf != 0:
		return TabCredit
	case s.Status == domain.StatusPaid:
		return TabPaid
	}
	return TabActive
}

// is tells whether an invoice is of a type.
func (t InvoiceType) is(s *InvoiceSummary) bool {
	deleted := s.Status == domain.StatusDeleted
	switch t {
	case TypeBilling:
		return !deleted && s.CreditOf == 0
	case TypeCredit:
		return !deleted && s.CreditOf != 0
	case TypeDeleted:
		return deleted
	case TypeAll:
	}
	return true
}

// inPeriod tells whether a day is in a period. The day of a payment may be ahead:
// it is in a period that reaches until today, or what the region has just decided
// to pay would be nowhere.
func inPeriod(p domain.Period, day, today domain.Date) bool {
	return p.Contains(day) || today.Before(day) && p.Contains(today)
}

// periodDay is the day by which an invoice belongs to a period.
func periodDay(tab InvoiceTab, s *InvoiceSummary, loc *time.Location) domain.Date {
	if (tab == TabPaid || tab == TabCredit) && !s.StatusOn.IsZero() {
		return s.StatusOn
	}
	return domain.DateOf(s.Received.In(loc))
}

// Invoice gives one invoice with its bills, from the mirror.
func (a *App) Invoice(ourRef int64) (domain.Invoice, error) {
	store, clinic, err := a.at()
	if err != nil {
		return domain.Invoice{}, err
	}
	v, err := store.Invoice(clinic.No, ourRef)
	if err == nil {
		a.mu.Lock()
		a.viewed = ourRef
		a.mu.Unlock()
	}
	return v, err
}

// Viewed is Vår referens of the invoice last looked at in this session, to be told
// to the region's support (E3); 0 without one.
func (a *App) Viewed() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.viewed
}

// Browse remembers the invoices that a list shows, in its order, for whoever goes
// on to the next one from an opened invoice.
func (a *App) Browse(ourRefs []int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.browsed = ourRefs
}

// Beside gives the invoices before and after one in the list that was last
// browsed; 0 where there is none.
func (a *App) Beside(ourRef int64) (before, after int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	i := slices.Index(a.browsed, ourRef)
	if i > 0 {
		before = a.browsed[i-1]
	}
	if i >= 0 && i+1 < len(a.browsed) {
		after = a.browsed[i+1]
	}
	return before, after
}

// Attention counts what of the clinic's invoices waits for the clinic (D15).
type Attention struct {
	Late    int // not paid in the region's usual time, or on the day it was planned for: ask the region
	PayBack int // credits that the clinic pays back itself
	Voided  int // invoices that the region has voided within the last 30 days: bill anew
}

// Attention looks through the local mirror.
func (a *App) Attention() (n Attention, err error) {
	store, clinic, err := a.at()
	if err != nil {
		return n, err
	}
	rows, err := a.invoices.of(store, clinic)
	if err != nil {
		return n, err
	}
	usual, now := a.Region().Profile.Payment, a.cfg.Clock.Now()
	for i := range rows.rows {
		switch o := rows.rows[i].Outlook(usual, now); {
		case o.State == outlook.Late || o.State == outlook.Overdue:
			n.Late++
		case o.State == outlook.Voided && !o.On.Before(domain.DateOf(now).AddDays(-searchDays)):
			n.Voided++
		}
	}
	claims, err := store.Claims(clinic.No)
	for _, c := range claims {
		if c.State == domain.ClaimOpen {
			n.PayBack++
		}
	}
	return n, err
}

// Outlook is where an invoice stands (D15), as far as its row in lists tells.
func (s InvoiceSummary) Outlook(usual domain.PaymentTime, now time.Time) outlook.Outlook {
	return outlook.Facts{Status: s.Status, StatusOn: s.StatusOn, Received: s.Received, CreditOf: s.CreditOf, Claim: s.Claim, OnHold: s.OnHold}.Outlook(usual, now)
}
