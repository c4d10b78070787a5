package invoicefile

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// ErrWhole is returned by Split for a file that can only be taken or mended as a
// whole.
var ErrWhole = errors.New("invoicefile: the file as a whole is at fault")

// Return files of a checked file (C6): the same format, each bill and credit as
// it stands in the file, in UTF-8.
type Return struct {
	Accepted, Rejected io.Writer            // nil: not wanted
	Say                func(Finding) string // sentence of a finding, for the comments in Rejected
	NewID              func() string        // id of a file
	Limits             Limits               // as in the check
}

// Split writes the return files of a file that Check has reported on. It reads it
// twice, for the control sums come first.
func Split(in io.ReadSeeker, report *Report, to Return) error {
	if report.FileFault {
		return ErrWhole
	}
	if to.Limits == (Limits{}) {
		to.Limits = DefaultLimits()
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return err
	}
	f, err := Open(in, to.Limits)
	if err != nil {
		return err
	}
	parts := [2]*part{{out: to.Accepted}, {out: to.Rejected}}
	each := func(do func(r *Reader, p *part, e *Entry)) error {
		text, err := f.XML()
		if err != nil {
			return err
		}
		r := NewReader(text, to.Limits)
		r.KeepRaw = true
		for {
			e, err := r.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			p := parts[1]
			if report.Sendable(e.Place) {
				p = parts[0]
			}
			do(r, p, e)
		}
	}
	if err := each(func(_ *Reader, p *part, e *Entry) { p.count(e) }); err != nil {
		return err
	}
	comments := byPlace(report.Findings)
	err = each(func(r *Reader, p *part, e *Entry) {
		var found []Finding
		if p == parts[1] {
			found = comments[e.Place]
		}
		p.write(r, e, found, to)
	})
	return errors.Join(err, parts[0].close(), parts[1].close())
}

// byPlace sorts the findings by their bill or credit.
func byPlace(all []Finding) map[int][]Finding {
	m := map[int][]Finding{}
	for _, f := range all {
		m[f.Place] = append(m[f.Place], f)
	}
	return m
}

// part is one of the return files.
type part struct {
	out            io.Writer
	bills, credits int
	sum            domain.Ore

	w       *bufio.Writer
	prefix  string
	invoice Invoice
}

func (p *part) count(e *Entry) {
	if e.Credit != nil {
		p.credits++
	} else {
		p.bills++
	}
	p.sum += e.sum
}

func (p *part) write(r *Reader, e *Entry, found []Finding, to Return) {
	if p.out == nil {
		return
	}
	if p.w == nil {
		p.begin(r, to.NewID())
	}
	if e.Invoice != p.invoice {
		p.closeInvoice()
		if e.Credit == nil {
			p.openInvoice(e.Invoice)
		}
	}
	for _, f := range found {
		p.text("    <!-- " + inComment("Rad "+strconv.Itoa(f.Line)+", "+f.Path+": "+to.Say(f)) + " -->\n")
	}
	p.text("    ")
	if len(e.Raw) == 0 {
		p.text("<!-- Rad " + strconv.Itoa(e.Line) + ": för stor för att stå här; hämta den ur den första filen. -->")
	}
	_, _ = p.w.Write(e.Raw)
	p.text("\n")
}

// begin writes the root as the file has it, with its prefix and namespaces.
func (p *part) begin(r *Reader, id string) {
	h := r.Header()
	h.FileID, h.Bills, h.Credits, h.Sum = id, p.bills, p.credits, p.sum
	w := &Writer{out: bufio.NewWriter(p.out), header: h}
	p.w, p.prefix = w.out, r.prefix
	p.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + r.rootTag + "\n")
	w.writeHeader(r.prefix)
}

func (p *part) openInvoice(i Invoice) {
	p.invoice = i
	p.text("  <" + p.prefix + invoiceElement.name)
	for _, a := range [][2]string{{"clinic", i.Clinic}, {"invoiceNo", i.InvoiceNo}} {
		if a[1] != "" {
			p.text(quoted(a[0], a[1]))
		}
	}
	p.text(">\n")
}

func (p *part) closeInvoice() {
	if p.invoice.No > 0 {
		p.text("  </" + p.prefix + invoiceElement.name + ">\n")
	}
	p.invoice = Invoice{}
}

func (p *part) close() error {
	if p.w == nil {
		return nil
	}
	p.closeInvoice()
	p.text("</" + p.prefix + rootElement.name + ">\n")
	return p.w.Flush()
}

// text writes; what goes wrong is told by close.
func (p *part) text(s string) { _, _ = p.w.WriteString(s) }

// inComment makes a sentence fit for a comment, where "--" must not stand.
func inComment(s string) string {
	s = strings.Map(func(r rune) rune {
		if !xmlRune(r) || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, s)
	return strings.ReplaceAll(s, "--", "- -")
}
