package app

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"example.org/tandtui/internal/domain"
)

// invoices keeps what lists of invoices have read, until the mirror changes: a key
// in the search must not open thousands of sealed records again.
type invoices struct {
	mu      sync.Mutex
	changes uint64 // of the mirror
	last    *invoiceRows
}

// of gives the rows of clinics, read now or before.
func (c *invoices) of(store Store, clinics ...domain.Clinic) (*invoiceRows, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != nil && slices.Equal(c.last.clinics, clinics) {
		return c.last, nil
	}
	return c.read(store, clinics)
}

// read reads the mirror. mu is released meanwhile, so that a change is never held
// up; rows that a change has overtaken are shown once and not kept.
func (c *invoices) read(store Store, clinics []domain.Clinic) (*invoiceRows, error) {
	changes := c.changes
	c.mu.Unlock()
	rows, err := readInvoices(store, clinics)
	c.mu.Lock()
	if err == nil && changes == c.changes {
		c.last = rows
	}
	return rows, err
}

// forget is called when the mirror has changed, and when the session ends.
func (c *invoices) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changes++
	c.last = nil
}

// invoiceRows are all invoices of clinics, newest first.
type invoiceRows struct {
	clinics []domain.Clinic
	rows    []InvoiceSummary
	counts  [4]int // of each tab

	mu     sync.Mutex
	chosen *chosenRows // the last choice
}

func readInvoices(store Store, clinics []domain.Clinic) (*invoiceRows, error) {
	r := &invoiceRows{clinics: clinics}
	claimed := map[int64]bool{}
	for _, clinic := range clinics {
		no := clinic.No
		rows, err := store.Invoices(no, func(InvoiceSummary) bool { return true })
		if err != nil {
			return r, err
		}
		for i := range rows {
			rows[i].Clinic = no
		}
		r.rows = append(r.rows, rows...)
		claims, err := store.Claims(no)
		if err != nil {
			return r, err
		}
		for _, c := range claims {
			claimed[c.OurRef] = true
		}
	}
	if len(clinics) > 1 {
		slices.SortFunc(r.rows, func(x, y InvoiceSummary) int { return cmp.Compare(y.OurRef, x.OurRef) })
	}
	for i := range r.rows {
		r.rows[i].Claim = claimed[r.rows[i].OurRef]
		r.counts[tabOf(&r.rows[i])]++
	}
	return r, nil
}

// choice is what a list is narrowed to before its search.
type choice struct {
	tab    InvoiceTab
	kind   InvoiceType
	period domain.Period
	today  domain.Date
}

// choose gives the rows of a choice; while only the search changes it is the same
// one, with its text to search.
func (r *invoiceRows) choose(by choice, loc *time.Location) *chosenRows {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.chosen != nil && r.chosen.by == by {
		return r.chosen
	}
	c := &chosenRows{by: by, called: r.called()}
	for i := range r.rows {
		s := &r.rows[i]
		if tabOf(s) == by.tab && by.kind.is(s) && inPeriod(by.period, periodDay(by.tab, s, loc), by.today) {
			c.rows = append(c.rows, *s)
		}
	}
	r.chosen = c
	return c
}

// called is what a search finds the rows of each clinic by. Where there is one it would
// find all.
func (r *invoiceRows) called() map[string]string {
	if len(r.clinics) < 2 {
		return nil
	}
	called := map[string]string{}
	for _, c := range r.clinics {
		called[c.No] = strings.ToLower(c.No + " " + c.Name)
	}
	return called
}

// chosenRows are the rows of a choice, with the text of all of them in one string:
// a search reads it once.
type chosenRows struct {
	by     choice
	rows   []InvoiceSummary
	called map[string]string // what the rows' clinics are found by, where there are several

	once sync.Once
	text string
	ends []int // of each row in text
}

// find gives the rows that a search leaves, in their order.
func (c *chosenRows) find(words string) []InvoiceSummary {
	text := strings.ToLower(strings.TrimSpace(words))
	if text == "" {
		return c.rows
	}
	c.once.Do(c.write)
	hits := c.holding(text)
	if number := squeeze.Replace(text); number != text {
		hits = append(hits, c.holding(number)...)
		slices.Sort(hits)
		hits = slices.Compact(hits)
	}
	rows := make([]InvoiceSummary, len(hits))
	for to, from := range hits {
		rows[to] = c.rows[from]
	}
	return rows
}

// squeeze takes away what numbers are grouped with.
var squeeze = strings.NewReplacer("-", "", " ", "", "\u00a0", "", "\u202f", "")

// holding gives the places of the rows whose text holds a word.
func (c *chosenRows) holding(word string) (places []int) {
	for at, row := 0, 0; ; {
		i := strings.Index(c.text[at:], word)
		if i < 0 {
			return places
		}
		after, _ := slices.BinarySearch(c.ends[row:], at+i+1)
		row += after
		places = append(places, row)
		at = c.ends[row]
	}
}

// write makes the text. Fields end with a line, which no word holds.
func (c *chosenRows) write() {
	var b strings.Builder
	c.ends = make([]int, len(c.rows))
	field := func(s string) { b.WriteString(s); b.WriteByte('\n') }
	for i := range c.rows {
		s := &c.rows[i]
		field(strings.ToLower(s.InvoiceNo))
		field(strconv.FormatInt(s.OurRef, 10))
		field(squeeze.Replace(s.Sum.String()))
		for _, ref := range s.BillRefs {
			field(strings.ToLower(ref))
		}
		for _, no := range s.BillNos {
			field(strconv.FormatInt(no, 10))
		}
		for _, person := range s.Persons {
			field(strings.ToLower(person))
		}
		if called := c.called[s.Clinic]; called != "" {
			field(called)
		}
		c.ends[i] = b.Len()
	}
	c.text = b.String()
}
