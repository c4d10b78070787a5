package invoicefile

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/internal/domain"
)

const (
	head = `<?xml version="1.0" encoding="UTF-8"?>
<invoiceFile xmlns="urn:tandtui:fakturafil:1" version="1.0">
  <header>
    <fileId>0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e90</fileId>
    <created>2026-11-28T10:00:00+01:00</created>
    <system>Provjournal</system>
    <systemVersion>4.2</systemVersion>
    <orgNumber>857209-0606</orgNumber>
    <bills>%d</bills>
    <credits>%d</credits>
    <sumOre>%d</sumOre>
  </header>
`
	foot = "</invoiceFile>\n"
)

// document puts invoices and credits into a file with right control sums.
func document(bills, credits, sum int, body string) string {
	return fmt.Sprintf(head, bills, credits, sum) + body + foot
}

const oneInvoice = `<invoice clinic="31" invoiceNo="2026-11-014">
%s</invoice>
`

// aBill is a bill of two rows without faults; %s are its id's first digit, and what
// stands behind the reference.
const aBill = `<bill id="%s1f0c1de-52a4-4c0b-8d6f-5a2b7b0e9c11">
  <person kind="personnummer">19520516-2331</person>
  <support>N</support>
  <careModel>K1</careModel>
  <billRef>45678</billRef>%s
  <items>
    <item><date>2026-11-20</date><code>101</code><priceOre>96500</priceOre></item>
    <fee paid="true"><date>2026-11-20</date><amountOre>20000</amountOre></fee>
  </items>
</bill>
`

func bill(first, more string) string { return fmt.Sprintf(aBill, first, more) }

// parsed is a file as read: its entries, and all findings as "code line path".
type parsed struct {
	header  Header
	entries []*Entry
	found   []string
}

func parse(t testing.TB, text string) parsed {
	t.Helper()
	p, err := parseWith(strings.NewReader(text), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func parseWith(in io.Reader, l Limits) (p parsed, err error) {
	r := NewReader(in, l)
	for {
		e, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return p, err
		}
		p.entries = append(p.entries, e)
		p.note(e.Findings)
	}
	p.header = r.Header()
	p.note(r.Findings())
	return p, nil
}

func (p *parsed) note(list []Finding) {
	for _, f := range list {
		p.found = append(p.found, fmt.Sprintf("%s %d %s", f.Code, f.Line, f.Path))
	}
}

// codes are the codes of what was found, in order.
func (p *parsed) codes() string {
	var list []string
	for _, f := range p.found {
		code, _, _ := strings.Cut(f, " ")
		list = append(list, code)
	}
	return strings.Join(list, " ")
}

func TestABillIsRead(t *testing.T) {
	p := parse(t, document(1, 0, 76500, fmt.Sprintf(oneInvoice, bill("a", ""))))
	if len(p.found) > 0 || len(p.entries) != 1 {
		t.Fatalf("%d entries, %v", len(p.entries), p.found)
	}
	e := p.entries[0]
	want := domain.DraftBill{
		Person: "19520516-2331", Support: "N", CareModel: "K1", BillRef: "45678",
		Items: []domain.DraftItem{
			{Date: "2026-11-20", Code: "101", Price: "965,00"},
			{Date: "2026-11-20", Code: "patAvg", Price: "-200,00"},
		},
	}
	if diff := cmp.Diff(want, e.Draft); diff != "" {
		t.Error(diff)
	}
	if e.Invoice != (Invoice{1, "31", "2026-11-014"}) || e.PersonKind != kindPerson || e.Line != 14 || e.ID[0] != 'a' {
		t.Errorf("%+v", e)
	}
	h := Header{
		FileID: "0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e90", Created: "2026-11-28T10:00:00+01:00", System: "Provjournal",
		SystemVersion: "4.2", OrgNumber: "857209-0606", Bills: 1, Sum: 76500,
	}
	if p.header != h {
		t.Errorf("%+v", p.header)
	}
}
