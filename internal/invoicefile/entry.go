package invoicefile

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// Header is what a file says of itself. Texts are as in the file.
type Header struct {
	FileID        string     `json:"fileId"`
	Created       string     `json:"created"`
	System        string     `json:"system"`
	SystemVersion string     `json:"systemVersion"`
	OrgNumber     string     `json:"orgNumber"` // of the provider
	Bills         int        `json:"bills"`
	Credits       int        `json:"credits"`
	Sum           domain.Ore `json:"sumOre"` // every price in the file less every fee
}

// Invoice is what the bills that are sent together have in common.
type Invoice struct {
	No        int    // in the file, from 1; 0: of a credit
	Clinic    string // kliniknummer
	InvoiceNo string // OCR/fakturanummer
}

// Credit asks to take back what was paid (C9): an invoice, or one of its bills.
// Without OurRef the bill is the provider's only one with that reference.
type Credit struct {
	OurRef  int64 // Vår referens; 0: not stated
	BillRef string
	Reason  string
}

// Entry is a bill or a credit of a file. Draft holds the bill as it would be
// typed, also what could not be understood, so that a faulty one can be opened
// and mended (C6).
type Entry struct {
	Place       int // in the file, from 0
	Line        int // where it begins, from 1
	Invoice     Invoice
	ID          string // the sender's own, a GUID
	Draft       domain.DraftBill
	PersonKind  string // "", personnummer, samordningsnummer, reservnummer
	Entitlement string // intygsnummer; "": not stated
	Attachments []string
	Credit      *Credit // nil: a bill
	// Bill is the bill as it is sent, after Check; Before that it was taken before.
	Bill   domain.Bill
	Before bool
	// Findings are about this entry: those of its form, and after Check also those
	// of the rules.
	Findings []Finding
	Raw      []byte // its text in the file, in UTF-8, with Reader.KeepRaw; valid until the next one

	file   *Reader
	from   int64 // where it begins in the file, bytes
	no     int   // among the bills of its invoice, or the file's credits, from 1
	waived bool  // the fee being read was not taken
	rows   []rowPlace
	lines  [16]int32 // of the bill's elements, by their place in the grammar
	sum    domain.Ore
	known  bool // every amount could be read
	errors int  // findings that stop it, kept or not
	lost   int  // findings beyond the limit
}

// rowPlace is where a row stands in the file.
type rowPlace struct {
	el     *element // item or fee
	no     int      // among those of its name, from 1
	unpaid bool     // a fee whose amount cannot be read
	line   int
	lines  [8]int32 // of its elements
}

// Faulty tells whether the entry cannot be sent as it is.
func (e *Entry) Faulty() bool { return e.errors > 0 }

// addRow begins a row of the file.
func (e *Entry) addRow(el *element, no, line int) {
	item := domain.DraftItem{}
	if el == feeElement {
		item.Code = domain.PatientFeeCode
	}
	e.Draft.Items = append(e.Draft.Items, item)
	e.rows = append(e.rows, rowPlace{el: el, no: no, line: line})
	e.waived = false
}

func (e *Entry) item() *domain.DraftItem { return &e.Draft.Items[len(e.Draft.Items)-1] }

// setPrice takes over the price of an item, and counts it towards the control sum.
func (e *Entry) setPrice(v string) {
	if !ore.valid(v) {
		e.item().Price, e.known = v, false
		return
	}
	price := domain.Ore(number(v))
	e.sum += price
	e.item().Price = price.String()
}

// setFee takes over the patient's fee, which is positive in the file and taken off.
func (e *Entry) setFee(v string) {
	if !ore.valid(v) {
		e.item().Price, e.known = v, false
		return
	}
	fee := domain.Ore(number(v))
	e.rows[len(e.rows)-1].unpaid = e.waived || fee < 0
	e.sum -= fee
	e.item().Price = (-fee).String()
}

// endFee takes away a fee that was not taken, and about which there is nothing to
// mend: the bill has no such row.
func (e *Entry) endFee() {
	last := len(e.rows) - 1
	about := func(f Finding) bool { return f.Item == last }
	if e.waived && !e.rows[last].unpaid && !slices.ContainsFunc(e.Findings, about) {
		e.rows, e.Draft.Items = e.rows[:last], e.Draft.Items[:last]
	}
}

// where gives line and path of what a finding of the rules points at.
func (e *Entry) where(item int, field domain.Field) (line int, path string) {
	if e.Credit != nil {
		return e.Line, "/" + rootElement.name + "/" + creditElement.name + "[" + strconv.Itoa(e.no) + "]"
	}
	path = "/" + rootElement.name + "/" + invoiceElement.name + "[" + strconv.Itoa(e.Invoice.No) + "]"
	if field == domain.FieldInvoiceNo {
		return e.Line, path + "/@invoiceNo"
	}
	path += "/" + billElement.name + "[" + strconv.Itoa(e.no) + "]"
	if item < 0 || item >= len(e.rows) {
		return e.inBill(path, field)
	}
	row := &e.rows[item]
	path += "/items/" + row.el.name + "[" + strconv.Itoa(row.no) + "]"
	for i, c := range row.el.children {
		if c.field == field && row.lines[i] > 0 {
			return int(row.lines[i]), path + "/" + c.name
		}
	}
	return row.line, path
}

func (e *Entry) inBill(path string, field domain.Field) (int, string) {
	if strings.HasPrefix(string(field), string(domain.FieldExemption)) {
		field = domain.FieldExemption
	}
	for i, c := range billElement.children {
		is := c.field == field && field != "" || c == exemptionElement && field == domain.FieldExemption
		if is && e.lines[i] > 0 {
			return int(e.lines[i]), path + "/" + c.name
		}
	}
	return e.Line, path
}
