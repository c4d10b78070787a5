package invoicefile

import (
	"slices"
	"strconv"

	"example.org/tandtui/internal/domain"
)

// find tells a fault at the innermost open element.
func (r *Reader) find(code string, field domain.Field, params ...string) {
	line := r.scan.line
	if n := len(r.stack); n > 0 {
		line = r.stack[n-1].line
	}
	r.findAt(line, code, field, params...)
}

func (r *Reader) findLong(name string, field domain.Field, over int) {
	r.find(CodeValueLong, field, "name", name, "over", strconv.Itoa(over))
}

// findAt tells a fault at a line: of the entry being read, of the invoice if its
// own tag is being read, or of the file. Beyond the limit it is only counted.
func (r *Reader) findAt(line int, code string, field domain.Field, params ...string) {
	list, lost := &r.findings, &r.lost
	item := domain.WholeBill
	switch e := r.entry; {
	case e != &r.outside:
		e.errors++
		if list, lost = &e.Findings, &e.lost; r.inRow() {
			item = len(e.rows) - 1
		}
	case r.inTag:
		list = &r.ofInvoice
	}
	if len(*list) >= r.limits.Findings {
		*lost++
		return
	}
	*list = append(*list, Finding{
		Finding: domain.Finding{Code: code, Severity: domain.SeverityError, Item: item, Field: field, Params: paired(params)},
		Place:   r.entry.Place, Line: line, Path: r.path(),
	})
}

// add keeps a finding of the entry, up to a number. An error takes the place of a
// warning: what must be mended is to be seen.
func (e *Entry) add(f Finding, most int) {
	isError := f.Severity == domain.SeverityError
	if isError {
		e.errors++
	}
	if len(e.Findings) >= most {
		e.lost++
		at := slices.IndexFunc(e.Findings, func(x Finding) bool { return x.Severity != domain.SeverityError })
		if !isError || at < 0 {
			return
		}
		e.Findings = slices.Delete(e.Findings, at, at+1)
	}
	e.Findings = append(e.Findings, f)
}

func paired(params []string) map[string]string {
	if len(params) == 0 {
		return nil
	}
	m := make(map[string]string, len(params)/2)
	for i := 0; i+1 < len(params); i += 2 {
		m[params[i]] = clip(params[i+1])
	}
	return m
}

// inRow tells whether a row of a bill is being read.
func (r *Reader) inRow() bool {
	for i := len(r.stack) - 1; i > 0; i-- {
		if el := r.stack[i].el; el == itemElement || el == feeElement {
			return true
		}
	}
	return false
}

// field is the draft's field that is being read; "": none.
func (r *Reader) field() domain.Field {
	if n := len(r.stack); n > 0 && r.stack[n-1].el != nil {
		return r.stack[n-1].el.field
	}
	return ""
}

// path is the way to the innermost element.
func (r *Reader) path() string {
	var p []byte
	end := 0
	for i := range r.stack {
		f := &r.stack[i]
		_, local := cutPrefix(r.names[end:f.end])
		p = append(append(p, '/'), local...)
		if f.no > 0 {
			p = append(strconv.AppendInt(append(p, '['), int64(f.no), 10), ']')
		}
		end = f.end
	}
	if end < len(r.names) { // an element that is just being opened
		_, local := cutPrefix(r.names[end:])
		p = append(append(p, '/'), local...)
	}
	return string(p)
}

// beginEntry begins a bill or a credit.
func (r *Reader) beginEntry(f *frame) {
	e := &Entry{Place: r.places, Line: f.line, file: r, no: f.no, known: true, from: r.scan.offset()}
	if f.el == billElement {
		e.Invoice = r.invoice
		e.Draft.Items = make([]domain.DraftItem, 0, 6)
		e.rows = r.rows[:0]
		r.read.bills++
	} else {
		e.Credit = &Credit{}
		r.read.credits++
	}
	r.places++
	r.entry = e
	for _, x := range r.ofInvoice {
		x.Place = e.Place
		e.add(x, r.limits.Findings)
	}
	if r.places == r.limits.Entries+1 {
		r.entry = &r.outside
		r.find(CodeFileMany, "", "limit", strconv.Itoa(r.limits.Entries))
		r.entry, r.over = e, true
	}
}

// endEntry ends it: Next gives it.
func (r *Reader) endEntry() {
	e := r.entry
	r.rows = e.rows
	e.content()
	for i := range e.Findings {
		e.name(&e.Findings[i])
	}
	r.sum += e.sum
	r.known = r.known && e.known
	if r.entry = &r.outside; r.KeepRaw && r.scan.mark >= 0 {
		e.Raw = r.scan.buf[r.scan.mark:r.scan.pos]
	}
	r.ready = e
}

// name says whose finding it is, for the list of errors (C2).
func (e *Entry) name(f *Finding) {
	f.Clinic, f.BillRef, f.Person = e.Invoice.Clinic, e.Draft.BillRef, e.Draft.Person
	if e.Credit != nil {
		f.BillRef = e.Credit.BillRef
	}
}
