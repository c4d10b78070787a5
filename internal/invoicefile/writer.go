package invoicefile

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
)

// ErrControl is returned by Writer.Close where the header's control sums are not
// those of what was written.
var ErrControl = errors.New("invoicefile: the header's control sums are wrong")

// Writer writes a file. Every value goes out as it is in the draft, also one that
// cannot be understood, so that reading gives the same draft again.
type Writer struct {
	out     *bufio.Writer
	today   domain.Date
	header  Header
	open    Invoice
	written struct {
		bills, credits int
		sum            domain.Ore
	}
}

// NewWriter begins a file. Dates that a draft has in a short form ("i", "-3") are
// written as of today. Errors of out are told by Close.
func NewWriter(out io.Writer, h Header, today domain.Date) *Writer {
	w := &Writer{out: bufio.NewWriter(out), today: today, header: h}
	w.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + rootElement.name + " xmlns=\"" + Namespace + "\" version=\"" + Version + "\">\n")
	w.writeHeader("")
	return w
}

func (w *Writer) writeHeader(prefix string) {
	h := w.header
	values := map[string]string{
		"fileId": h.FileID, "created": h.Created, "system": h.System, "systemVersion": h.SystemVersion, "orgNumber": h.OrgNumber,
		"bills": strconv.Itoa(h.Bills), "credits": strconv.Itoa(h.Credits), "sumOre": strconv.FormatInt(int64(h.Sum), 10),
	}
	w.text("  <" + prefix + headerElement.name + ">\n")
	for _, c := range headerElement.children {
		w.text("    <" + prefix + c.name + ">" + escape(values[c.name]) + "</" + prefix + c.name + ">\n")
	}
	w.text("  </" + prefix + headerElement.name + ">\n")
}

// Bill writes a bill. Bills of one invoice are written one after the other: a new
// invoice begins where the number changes (Invoice.No).
func (w *Writer) Bill(e *Entry) {
	if e.Invoice != w.open {
		w.closeInvoice()
		w.open = e.Invoice
		w.text("  <" + invoiceElement.name + quoted("clinic", e.Invoice.Clinic))
		if e.Invoice.InvoiceNo != "" {
			w.text(quoted("invoiceNo", e.Invoice.InvoiceNo))
		}
		w.text(">\n")
	}
	w.written.bills++
	d := &e.Draft
	w.text("    <bill" + quoted("id", e.ID) + ">\n      <person")
	if e.PersonKind != "" {
		w.text(quoted("kind", e.PersonKind))
	}
	w.text(">" + escape(d.Person) + "</person>\n")
	w.must("support", d.Support)
	w.may("careModel", d.CareModel)
	w.may("category", d.Category)
	w.may("approval", d.Approval)
	w.may("entitlement", e.Entitlement)
	w.may("priceList", d.PriceList)
	if d.Exempt {
		w.text("      <exemption><no>" + escape(d.ExemptionNo) + "</no><from>" + w.date(d.ExemptionFrom) + "</from><to>" + w.date(d.ExemptionTo) + "</to></exemption>\n")
	}
	w.may("feeGround", d.FeeGround)
	w.must("billRef", d.BillRef)
	w.may("comment", d.Comment)
	w.text("      <items>\n")
	for i := range d.Items {
		w.row(&d.Items[i])
	}
	w.text("      </items>\n")
	if len(e.Attachments) > 0 {
		w.text("      <attachments>")
		for _, name := range e.Attachments {
			w.text("<attachment>" + escape(name) + "</attachment>")
		}
		w.text("</attachments>\n")
	}
	w.text("    </bill>\n")
}

// row writes an item or a fee.
func (w *Writer) row(i *domain.DraftItem) {
	el, price, paid := itemElement.name, "priceOre", ""
	fee := isFee(i)
	if fee {
		el, price, paid = feeElement.name, "amountOre", quoted("paid", "true")
	}
	w.text("        <" + el + paid + "><date>" + w.date(i.Date) + "</date>")
	if !fee {
		w.text("<code>" + escape(i.Code) + "</code>")
	}
	if i.Position != "" && !fee {
		w.text("<position>" + escape(i.Position) + "</position>")
	}
	if i.Price != "" {
		text, amount := inOre(i.Price, fee)
		w.written.sum += amount
		w.text("<" + price + ">" + escape(text) + "</" + price + ">")
	}
	if i.Performer != "" && !fee {
		w.text("<performer>" + escape(i.Performer) + "</performer>")
	}
	if i.Comment != "" {
		w.text("<comment>" + escape(i.Comment) + "</comment>")
	}
	w.text("</" + el + ">\n")
}

func isFee(i *domain.DraftItem) bool {
	return strings.EqualFold(strings.TrimSpace(i.Code), domain.PatientFeeCode)
}

// inOre is a draft's price as the file has it, and what it adds to the control
// sum. What is no amount stays as it is, and is never taken for öre.
func inOre(typed string, fee bool) (text string, amount domain.Ore) {
	amount, err := domain.ParseOre(typed)
	switch {
	case err != nil && isDigits(strings.TrimPrefix(strings.TrimSpace(typed), "-"), len(typed)):
		return typed + " kr", 0
	case err != nil:
		return typed, 0
	case fee && amount > 0: // typed without its sign
		return strconv.FormatInt(int64(amount), 10), -amount
	case fee:
		return strconv.FormatInt(int64(-amount), 10), amount
	}
	return strconv.FormatInt(int64(amount), 10), amount
}

// date is a draft's date as the file has it.
func (w *Writer) date(typed string) string {
	if d, err := domain.ParseDateInput(typed, w.today); err == nil && !d.IsZero() {
		return d.String()
	}
	return escape(typed)
}

// Credit writes a credit.
func (w *Writer) Credit(e *Entry) {
	w.closeInvoice()
	w.written.credits++
	w.text("  <credit" + quoted("id", e.ID) + quoted("clinic", e.Invoice.Clinic) + ">")
	if e.Credit.OurRef != 0 {
		w.text("<ourRef>" + strconv.FormatInt(e.Credit.OurRef, 10) + "</ourRef>")
	}
	if e.Credit.BillRef != "" {
		w.text("<billRef>" + escape(e.Credit.BillRef) + "</billRef>")
	}
	w.text("<reason>" + escape(e.Credit.Reason) + "</reason></credit>\n")
}

// Close ends the file. It does not close what it was written to.
func (w *Writer) Close() error {
	w.closeInvoice()
	w.text("</" + rootElement.name + ">\n")
	if err := w.out.Flush(); err != nil {
		return err
	}
	if w.written.bills != w.header.Bills || w.written.credits != w.header.Credits || w.written.sum != w.header.Sum {
		return ErrControl
	}
	return nil
}

func (w *Writer) closeInvoice() {
	if w.open != (Invoice{}) {
		w.text("  </" + invoiceElement.name + ">\n")
		w.open = Invoice{}
	}
}

func (w *Writer) must(name, value string) {
	w.text("      <" + name + ">" + escape(value) + "</" + name + ">\n")
}

func (w *Writer) may(name, value string) {
	if value != "" {
		w.must(name, value)
	}
}

// text writes; what goes wrong is told by Close.
func (w *Writer) text(s string) { _, _ = w.out.WriteString(s) }

func quoted(name, value string) string { return " " + name + "=\"" + escape(value) + "\"" }

// escape makes text fit for XML. Characters that XML does not allow become �.
func escape(s string) string {
	plain := true
	for i := range len(s) {
		c := s[i]
		plain = plain && c >= ' ' && c < utf8.RuneSelf && c != '&' && c != '<' && c != '>' && c != '"'
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range s { // what is no UTF-8 comes as �
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteByte(' ')
		case !xmlRune(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
