package invoicefile

import (
	"errors"
	"io"
	"strconv"

	"example.org/tandtui/internal/domain"
)

// Reader reads a file, entry by entry. It holds one entry in memory.
type Reader struct {
	KeepRaw bool // give each entry its text (Entry.Raw); set before the first Next

	limits   Limits
	in       *counted
	scan     *scanner
	header   Header
	findings []Finding // of the file
	rootTag  string    // as it stands in the file
	prefix   string    // of the format's elements, with its colon

	stack     []frame
	names     []byte // of the open elements, one behind the other
	spaces    []binding
	invoice   Invoice
	ofInvoice []Finding  // about the invoice's own attributes; told on each of its bills
	entry     *Entry     // being read
	outside   Entry      // takes the place of one between entries
	ready     *Entry     // whole
	rows      []rowPlace // of the entry; the next one's take their place
	value     []byte     // of the leaf being read
	inTag     bool       // the tag of an invoice is being read

	places int // entries begun
	read   struct{ bills, credits int }
	stated struct{ bills, credits, sum bool } // header's control sums that could be read
	sum    domain.Ore
	known  bool // every amount could be read
	began  bool // the root has been met
	over   bool // reading has ended
	lost   int  // findings of the file beyond the limit
}

// NewReader begins to read a file.
func NewReader(in io.Reader, l Limits) *Reader {
	r := &Reader{limits: l, in: &counted{in: in, limit: l.Bytes}, known: true}
	r.entry = &r.outside
	r.outside.file, r.outside.Place = r, WholeFile
	return r
}

// Header is what the file says of itself, once the first Next has returned.
func (r *Reader) Header() Header { return r.header }

// Findings are those about the file as a whole; all of them after io.EOF. With
// one of them nothing of the file can be sent.
func (r *Reader) Findings() []Finding { return r.findings }

// Bytes is how much of the file is read.
func (r *Reader) Bytes() int64 { return r.in.n }

// Next gives the next bill or credit, faulty or not, and io.EOF at the end. Any
// other error is one of reading the input.
func (r *Reader) Next() (*Entry, error) {
	if r.scan == nil {
		if err := r.open(); err != nil {
			return nil, err
		}
	}
	if r.ready != nil { // its text has been used
		r.ready, r.scan.mark = nil, -1
	}
	for !r.over && r.ready == nil {
		kind, err := r.scan.next()
		var f *fault
		switch {
		case err == nil:
			f = r.take(kind)
		case !errors.As(err, &f):
			return nil, err
		}
		if f != nil {
			r.recover(f)
		}
	}
	if r.scan != nil && r.scan.failed != nil {
		return nil, r.scan.failed
	}
	if r.ready == nil {
		return nil, io.EOF
	}
	return r.ready, nil
}

func (r *Reader) open() error {
	in, lines, no, err := decode(r.in)
	if err != nil {
		return err
	}
	r.scan = newScanner(in, r.limits)
	r.scan.marks = r.KeepRaw
	r.scan.line += lines
	r.scan.soft = func(code string) { r.findAt(r.scan.line, code, r.field()) }
	if no != nil {
		r.find(no.code, "", no.params...)
		r.over = true
	}
	return nil
}

func (r *Reader) take(kind tokenKind) *fault {
	switch kind {
	case startToken:
		return r.start()
	case endToken:
		return r.end()
	case textToken:
		r.characters()
	case lastToken:
		r.finish()
	}
	return nil
}

// finish ends the reading at the end of the input.
func (r *Reader) finish() {
	r.over = true
	if r.scan.failed != nil {
		return
	}
	cut := len(r.stack) > 0
	r.abandon(0)
	switch {
	case r.in.over:
		r.find(CodeFileLarge, "", "limit", strconv.FormatInt(r.limits.Bytes>>20, 10))
	case !r.began:
		r.find(CodeRoot, "")
	case cut:
		r.find(CodeXMLCut, "")
	default:
		r.totals()
	}
}

// totals compares the header's control sums with what was read.
func (r *Reader) totals() {
	if r.stated.bills && r.header.Bills != r.read.bills {
		r.find(CodeCountBills, "", "stated", strconv.Itoa(r.header.Bills), "read", strconv.Itoa(r.read.bills))
	}
	if r.stated.credits && r.header.Credits != r.read.credits {
		r.find(CodeCountCredits, "", "stated", strconv.Itoa(r.header.Credits), "read", strconv.Itoa(r.read.credits))
	}
	if r.stated.sum && r.known && r.header.Sum != r.sum {
		r.find(CodeSum, "", "stated", r.header.Sum.String(), "read", r.sum.String())
	}
}

// characters takes over text.
func (r *Reader) characters() {
	text := r.scan.text
	space := len(trimLeft(text)) == 0 && !r.scan.cdata // CDATA is no white space, whatever it holds
	if len(r.stack) == 0 {
		switch {
		case space && !r.scan.coded:
		case r.began:
			r.find(CodeXMLTrailing, "")
		default:
			r.find(CodeRoot, "")
			r.over = true
		}
		return
	}
	switch f := &r.stack[len(r.stack)-1]; {
	case f.el == nil:
	case f.el.kind == group || f.el.kind == foreign:
		if !space {
			r.find(CodeTextStray, f.el.field)
		}
	case len(r.value)+len(text) > r.limits.Text:
		r.find(CodeXMLLong, f.el.field)
	default:
		r.value = append(r.value, text...)
	}
}
