package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
)

// Reading is a draft as understood: what could be read of it, and everything
// that was found, in the order of bills, fields and items.
type Reading struct {
	InvoiceNo string
	Bills     []domain.Bill
	Findings  []domain.Finding
}

// ReadDraft reads and checks a whole draft. Items keep their index, so that a
// finding points at the row where it was typed.
func ReadDraft(d domain.Draft, f Facts) Reading {
	r := Reading{InvoiceNo: clean(d.InvoiceNo), Bills: make([]domain.Bill, len(d.Bills))}
	type place struct {
		bill, item int
		field      domain.Field
	}
	unread := map[place]bool{}
	for i, raw := range d.Bills {
		bill, found := Read(raw, f)
		r.Bills[i] = bill
		for _, x := range found {
			x.Bill = i
			unread[place{i, x.Item, x.Field}] = true
			r.Findings = append(r.Findings, x)
		}
	}
	for _, x := range CheckInvoice(r.InvoiceNo, r.Bills, f) {
		if !unread[place{x.Bill, x.Item, x.Field}] { // what could not be read is not also missing
			r.Findings = append(r.Findings, x)
		}
	}
	slices.SortStableFunc(r.Findings, order)
	return r
}

// Read makes a bill of raw text. What cannot be read stays empty and is told as
// a finding. An empty price is the list's, for a fee the standard one; a fee
// typed without sign is a fee all the same.
func Read(d domain.DraftBill, f Facts) (domain.Bill, []domain.Finding) {
	r := &reader{facts: f}
	b := domain.Bill{
		Person: r.person(d.Person), Support: domain.Support(clean(d.Support)), CareModel: clean(d.CareModel),
		Category: clean(d.Category), Approval: clean(d.Approval), PriceList: clean(d.PriceList),
		FeeGround: r.ground(d.FeeGround), BillRef: clean(d.BillRef), Comment: clean(d.Comment),
	}
	r.key = f.ListKey(b)
	r.leaveOut(&b)
	if d.Exempt {
		b.Exemption = &domain.FeeExemption{No: clean(d.ExemptionNo), Validity: domain.Period{
			From: r.date(d.ExemptionFrom, domain.WholeBill, domain.FieldExemptionFrom),
			To:   r.date(d.ExemptionTo, domain.WholeBill, domain.FieldExemptionTo),
		}}
	}
	b.Items = slices.Grow(b.Items, len(d.Items))
	for i, raw := range d.Items {
		on := r.date(raw.Date, i, domain.FieldItemDate)
		item := domain.Item{Date: on, Code: r.code(raw.Code, on), Comment: clean(raw.Comment), Performer: clean(raw.Performer)}
		if item.IsFee() {
			item.Performer = "" // that of the row above, filled in by itself
		}
		item.Position = r.position(raw.Position, i, item)
		b.Items = append(b.Items, item)
	}
	for i := range b.Items { // prices last: fees depend on the whole bill
		b.Items[i].Price = r.price(d.Items[i].Price, i, b)
		b.Items[i].Position = r.defaultPosition(b.Items[i])
	}
	return b, r.findings
}

// leaveOut drops what the chosen part of the support has no field for: it was
// typed under another choice, and the user cannot see it any more.
func (r *reader) leaveOut(b *domain.Bill) {
	p := profileOf(r.facts)
	if kind, _ := p.Kind(b.Support); !kind.Category {
		b.Category = ""
	}
	if r.facts.Profile != nil && !mayHaveCareModel(p, b.Support) {
		b.CareModel = ""
	}
}

// mayHaveCareModel tells whether a bill of the support has a field for the
// vårdmodell. A region that does not say for which one must be given (Värmland:
// "om det efterfrågas", B6) may want it for N.
func mayHaveCareModel(p *domain.Profile, s domain.Support) bool {
	return slices.Contains(p.CareModelFor, s) || len(p.CareModelFor) == 0 && s == domain.SupportN
}

// clean takes away what no field means: spaces around and doubled ones within.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isClean reports the ordinary case, which needs no work: ASCII, and single
// spaces between words.
func isClean(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return s == "" || before != ' '
}

type reader struct {
	facts    Facts
	key      domain.ListKey // of the bill's price list
	findings []domain.Finding
}

func (r *reader) fault(code string, item int, field domain.Field, params ...string) {
	r.findings = append(r.findings, finding(code, domain.SeverityError, item, field, params...))
}

func (r *reader) person(text string) domain.PersonID {
	if clean(text) == "" {
		return domain.PersonID{} // told by the check
	}
	id, err := domain.ParsePersonID(text, r.facts.Today)
	if err != nil {
		r.fault(CodePersonInvalid, domain.WholeBill, domain.FieldPerson, "reason", domain.PersonReason(err))
	}
	return id
}

// ground gives a ground's code as the profile writes it.
func (r *reader) ground(text string) string {
	code := clean(text)
	for _, g := range profileOf(r.facts).FeeGrounds {
		if strings.EqualFold(g.Code, code) {
			return g.Code
		}
	}
	return code
}

func (r *reader) date(text string, item int, field domain.Field) domain.Date {
	if clean(text) == "" {
		return domain.Date{}
	}
	d, err := domain.ParseDateInput(text, r.facts.Today)
	if err != nil {
		r.fault(CodeDateInvalid, item, field, "text", clip(clean(text), clipRunes))
	}
	return d
}

// code gives a procedure's code as the list writes it: "825s" is 825S, "patavg"
// is patAvg.
func (r *reader) code(text string, on domain.Date) string {
	code := clean(text)
	list, ok := r.facts.Prices.List(r.key, on)
	if !ok {
		return code
	}
	for i := range list.Procedures {
		if strings.EqualFold(list.Procedures[i].Code, code) {
			return list.Procedures[i].Code
		}
	}
	return code
}

func (r *reader) position(text string, i int, item domain.Item) domain.Position {
	pos, err := domain.ParsePosition(text)
	if err != nil {
		p, _ := r.facts.Prices.Procedure(r.key, item.Date, item.Code)
		r.fault(CodePositionInvalid, i, domain.FieldItemPosition, positionParams(p, clip(clean(text), clipRunes))...)
	}
	return pos
}

// defaultPosition fills in a jaw that the procedure alone decides.
func (r *reader) defaultPosition(item domain.Item) domain.Position {
	if !item.Position.IsZero() {
		return item.Position
	}
	p, _ := r.facts.Prices.Procedure(r.key, item.Date, item.Code)
	return p.Position.Default()
}

func (r *reader) price(text string, i int, b domain.Bill) domain.Ore {
	item := b.Items[i]
	if clean(text) == "" {
		if item.IsFee() {
			return -FeeDue(b, item.Date, r.facts).Amount
		}
		p, _ := r.facts.Prices.Procedure(r.key, item.Date, item.Code)
		return p.Price
	}
	price, err := domain.ParseOre(text)
	if err != nil {
		r.fault(CodePriceInvalid, i, domain.FieldItemPrice, "text", clip(clean(text), clipRunes))
		return 0
	}
	if item.IsFee() && price > 0 {
		return -price
	}
	return price
}

// clipRunes is how much of an unreadable text a finding repeats.
const clipRunes = 20

// clip cuts a text to n characters, and shows that it did.
func clip(s string, n int) string {
	if len(s) <= n { // bytes: no fewer than characters
		return s
	}
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
