package invoicefile

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// invoiceCheck is the check of one invoice of the file.
type invoiceCheck struct {
	no     int
	place  int // of its first bill
	line   int // of its first bill
	listed int // findings in the report before it
	facts  ClinicFacts
	stream *rules.Stream
	found  []domain.Finding     // about the invoice: told on each of its bills
	sums   []domain.Ore         // of its bills
	errors []int                // of its bills
	unpaid map[rules.Place]bool // rows of which a missing fee was told as an error
}

func (c *checker) beginInvoice(e *Entry) (*invoiceCheck, error) {
	f, ok, err := c.facts.Clinic(c.ctx, e.Invoice.Clinic)
	if err != nil {
		return nil, err
	}
	i := &invoiceCheck{
		no: e.Invoice.No, place: e.Place, line: e.Line, listed: len(c.report.Findings), facts: f, stream: rules.NewStream(), unpaid: map[rules.Place]bool{},
		found: rules.CheckInvoiceNo(e.Invoice.InvoiceNo, f.Facts),
	}
	fault := func(code string) {
		i.found = append(i.found, domain.Finding{Code: code, Severity: domain.SeverityError, Item: domain.WholeBill, Params: paired([]string{"clinic", e.Invoice.Clinic})})
	}
	stated, err := domain.ParseOrgNumber(c.reader.Header().OrgNumber)
	switch {
	case e.Invoice.Clinic == "": // told by the reader
	case !ok:
		fault(CodeClinic)
	case f.OrgNumber != "" && err == nil && f.OrgNumber != stated:
		fault(CodeProvider)
	}
	return i, nil
}

// endInvoice takes back what its later bills have settled.
func (c *checker) endInvoice() {
	i, r := c.invoice, c.report
	if i == nil {
		return
	}
	c.invoice = nil
	settled := i.stream.Settled()
	if len(settled) == 0 {
		return
	}
	at := map[rules.Place]bool{}
	for _, p := range settled {
		at[rules.Place{Bill: i.place + p.Bill, Item: p.Item}] = true
	}
	later := slices.DeleteFunc(r.Findings[i.listed:], func(f Finding) bool {
		return f.Code == rules.CodeFeeMissing && at[rules.Place{Bill: f.Place, Item: f.Item}]
	})
	r.Findings = r.Findings[:i.listed+len(later)]
	for _, p := range settled {
		if !i.unpaid[p] {
			continue
		}
		if i.errors[p.Bill]--; i.errors[p.Bill] == 0 {
			r.faulty[i.place+p.Bill] = false
			r.Faulty--
			r.FaultySum -= i.sums[p.Bill]
		}
	}
}

// bill checks one bill, with the facts about its patient.
func (c *checker) bill(e *Entry) (domain.Bill, error) {
	i := c.invoice
	f := i.facts.Facts
	f.Persons, f.Refused, f.Asked, f.UsedRefs = nil, nil, nil, nil
	if err := c.person(e, &f); err != nil {
		return domain.Bill{}, err
	}
	ref := rules.NormalRef(e.Draft.BillRef)
	if ref != "" {
		used, err := c.facts.Used(c.ctx, e.Invoice.Clinic, ref)
		if err != nil {
			return domain.Bill{}, err
		}
		if used {
			f.UsedRefs = map[string]bool{ref: true}
		}
	}
	own := len(e.Findings)
	b, found := i.stream.ReadBill(e.Draft, f)
	e.Bill = b
	if e.Before { // the rules have read it for the others' sake: a fee of its visit, for instance
		e.Findings, e.errors, e.lost = nil, 0, 0
		i.sums, i.errors = append(i.sums, b.Sum()), append(i.errors, 0)
		return b, nil
	}
	for _, x := range slices.Concat(i.found, found) {
		if told(e.Findings[:own], x) {
			continue
		}
		if x.Code == rules.CodeFeeMissing && x.Severity == domain.SeverityError {
			i.unpaid[rules.Place{Bill: len(i.sums), Item: x.Item}] = true
		}
		e.tell(x)
	}
	c.acrossFile(e, b, ref, profileOf(f))
	i.sums, i.errors = append(i.sums, b.Sum()), append(i.errors, e.errors)
	return b, nil
}

func profileOf(f rules.Facts) domain.Profile {
	if f.Profile == nil {
		return domain.Profile{}
	}
	return *f.Profile
}

// told tells whether the reader has said that a field cannot be read: what the
// rules make of it would only repeat it.
func told(own []Finding, x domain.Finding) bool {
	return x.Field != "" && slices.ContainsFunc(own, func(f Finding) bool { return f.Field == x.Field && f.Item == x.Item })
}

// person asks for the patient's facts, and compares what the file says of them.
func (c *checker) person(e *Entry, f *rules.Facts) error {
	id, _ := domain.ParsePersonID(e.Draft.Person, f.Today)
	if id.IsZero() { // told by the rules
		return nil
	}
	if e.PersonKind != "" && e.PersonKind != kindOf(id) {
		e.find(CodePersonKind, domain.WholeBill, domain.FieldPerson, "kind", kindOf(id))
	}
	known, err := c.facts.Person(c.ctx, e.Invoice.Clinic, id)
	if err != nil {
		return err
	}
	if known.Refused != "" {
		f.Refused = map[domain.PersonID]string{id: known.Refused}
	}
	if !known.Known {
		return nil
	}
	f.Persons = map[domain.PersonID]domain.PersonFacts{id: known.Facts}
	if !known.Asked.IsZero() {
		f.Asked = map[domain.PersonID]time.Time{id: known.Asked}
	}
	has := func(x domain.Entitlement) bool { return x.No == e.Entitlement }
	if e.Entitlement != "" && !slices.ContainsFunc(known.Facts.Entitlements, has) {
		e.find(CodeEntitlementNo, domain.WholeBill, "", "entitlement", e.Entitlement)
	}
	return nil
}

func kindOf(id domain.PersonID) string {
	switch id.Kind() {
	case domain.Personnummer:
		return kindPerson
	case domain.Samordningsnummer:
		return kindCoordination
	}
	return kindReserve
}

// acrossFile finds what stands twice in the file, on different invoices: on the
// same one the rules find it.
func (c *checker) acrossFile(e *Entry, b domain.Bill, ref string, p domain.Profile) {
	if ref != "" && p.BillRefs != domain.RefFree {
		if first := c.refs.add(e.Line, ref); first > 0 && first < c.invoice.line {
			e.find(CodeBillRefTwice, domain.WholeBill, domain.FieldBillRef, "other", itoa(first))
		}
	}
	for i, item := range b.Items {
		if b.Person.IsZero() || item.Code == "" || item.Date.IsZero() {
			continue
		}
		if first := c.rows.add(e.rows[i].line, b.Person.Canonical(), e.Draft.Items[i].Date, item.Code, string(item.Position)); first > 0 && first < c.invoice.line {
			e.tell(domain.Finding{
				Code: CodeDouble, Severity: domain.SeverityWarning, Item: i, Field: domain.FieldItemCode,
				Params: map[string]string{"code": clip(item.Code), "date": item.Date.String(), "other": itoa(first)},
			})
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

func lower(s string) string { return strings.ToLower(s) }
