package invoicefile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// frame is an open element.
type frame struct {
	el     *element // nil: one that the format does not have, or not there
	end    int      // of its name in Reader.names, where it begins behind its parent's
	no     int      // among those of its name, from 1; 0: there can be only one
	line   int
	seen   uint32 // children met, by their place in the grammar
	last   int    // place of the child met last
	counts [4]int // of children that may stand again
	broken bool   // what stands in it was lost: what is missing is not told
}

// start opens an element.
func (r *Reader) start() *fault {
	depth := len(r.stack)
	switch {
	case depth >= r.limits.Depth:
		return &fault{code: CodeXMLDeep}
	case depth == 0 && r.began:
		r.find(CodeXMLTrailing, "")
		r.over = true
		return nil
	case r.entry != &r.outside && r.scan.offset()-r.entry.from > int64(r.limits.Entry):
		return &fault{code: CodeXMLLong}
	case len(r.entry.rows) > r.limits.Rows:
		return &fault{code: rules.CodeItemsMany}
	}
	prefix, local := cutPrefix(r.scan.name)
	r.names = append(r.names, r.scan.name...)
	space := r.declare(depth, prefix)
	f := frame{end: len(r.names), line: r.scan.opened}
	if depth == 0 {
		if space != Namespace || string(local) != rootElement.name {
			r.find(CodeRoot, "")
			r.over = true
			return nil
		}
		r.began, f.el = true, rootElement
		r.prefix = string(prefix)
		if prefix != nil {
			r.prefix += ":"
		}
		r.rootTag = string(r.scan.buf[r.scan.tagAt:r.scan.pos])
	} else {
		f.el = r.place(&f, space, local)
	}
	r.stack = append(r.stack, f)
	r.begin()
	return nil
}

// place finds what a new element is in its parent, and tells if it should not be
// there.
func (r *Reader) place(f *frame, space string, local []byte) *element {
	parent := &r.stack[len(r.stack)-1]
	switch {
	case parent.el == nil:
		return nil
	case parent.el.kind == foreign:
		if space == "" || space == Namespace {
			r.findAt(f.line, CodeElementUnknown, "", "name", string(local))
		}
		return nil
	}
	at, el := parent.el.child(local)
	if el == nil || space != Namespace {
		r.findAt(f.line, CodeElementUnknown, parent.el.field, "name", string(local))
		return nil
	}
	bit := uint32(1) << at
	switch {
	case parent.seen&bit != 0 && !el.many:
		r.findAt(f.line, CodeElementTwice, el.field, "name", el.name)
		return nil
	case parent.el.ordered && at < parent.last && !(el.many && parent.el.children[parent.last].many):
		r.findAt(f.line, CodeElementOrder, "", "name", el.name)
	}
	parent.seen |= bit
	parent.last = max(at, parent.last)
	if el.many {
		parent.counts[at]++
		f.no = parent.counts[at]
	}
	switch parent.el {
	case billElement:
		r.entry.lines[at] = int32(f.line)
	case itemElement, feeElement:
		r.entry.rows[len(r.entry.rows)-1].lines[at] = int32(f.line)
	}
	return el
}

// begin does what the element opened last asks for.
func (r *Reader) begin() {
	f := &r.stack[len(r.stack)-1]
	if f.el != billElement && f.el != creditElement && r.entry == &r.outside {
		r.scan.mark = -1
	}
	r.value = r.value[:0]
	switch f.el {
	case nil:
		return
	case invoiceElement:
		r.invoice, r.ofInvoice = Invoice{No: f.no}, nil
	case billElement, creditElement:
		r.beginEntry(f)
	case itemElement, feeElement:
		r.entry.addRow(f.el, f.no, f.line)
	}
	r.inTag = f.el == invoiceElement
	r.attributes(f.el)
	r.inTag = false
	if f.el == billElement && f.no == r.limits.Bills+1 {
		r.find(CodeInvoiceMany, "")
	}
	if f.el.kind == group && f.el.set != nil {
		f.el.set(r.entry, "")
	}
}

// attributes takes over the attributes of the element opened last.
func (r *Reader) attributes(el *element) {
	if len(r.scan.attrs) == 0 && len(el.attrs) == 0 {
		return
	}
	for _, a := range r.scan.attrs {
		if isDeclaration(a.name) || el == rootElement && r.isHint(a.name) {
			continue
		}
		if !el.has(a.name) {
			r.find(CodeAttributeUnknown, el.field, "name", string(a.name))
		}
	}
	for _, want := range el.attrs {
		value, stands := r.attribute(want.name)
		if !stands {
			if want.must {
				r.find(CodeAttributeMissing, el.field, "name", want.name)
			}
			continue
		}
		v := tidy(value)
		if r.checkAttribute(want, v, el.field) && want.set != nil {
			want.set(r.entry, v)
		}
	}
}

func (e *element) has(name []byte) bool {
	for _, a := range e.attrs {
		if a.name == string(name) {
			return true
		}
	}
	return false
}

func (r *Reader) attribute(name string) (value []byte, ok bool) {
	for _, a := range r.scan.attrs {
		if string(a.name) == name {
			return a.value, true
		}
	}
	return nil, false
}

func (r *Reader) checkAttribute(a *attribute, v string, field domain.Field) bool {
	one := len(a.values) == 0
	for _, x := range a.values {
		one = one || v == x
	}
	switch over := utf8.RuneCountInString(v) - a.limit; {
	case v == "" && (a.must || a.kind != words || !one):
		r.find(CodeValueEmpty, field, "name", a.name)
	case !one && a == rootElement.attrs[0]:
		r.find(CodeRoot, "")
	case !one || !a.kind.valid(v):
		r.find(CodeValue, field, "name", a.name, "kind", a.wants(), "text", clip(v))
	case a.limit > 0 && over > 0:
		r.findLong(a.name, field, over)
		return true
	default:
		return true
	}
	return false
}

// wants says what values an attribute takes: a kind's name, or the values.
func (a *attribute) wants() string {
	if len(a.values) > 0 {
		return strings.Join(a.values, ", ")
	}
	return a.kind.String()
}

// end closes an element.
func (r *Reader) end() *fault {
	if len(r.stack) == 0 {
		return &fault{code: CodeXMLTag}
	}
	f := &r.stack[len(r.stack)-1]
	if want := r.names[r.nameAt(len(r.stack)-1):]; !bytes.Equal(want, r.scan.name) {
		return &fault{CodeXMLTag, []string{"name", string(want)}}
	}
	if f.el != nil {
		if f.el.kind == group {
			r.missing(f)
			switch f.el {
			case headerElement:
				r.checkHeader(f.line)
			case feeElement:
				r.entry.endFee()
			}
		} else if f.el.kind != foreign {
			r.leaf(f)
		}
	}
	r.pop()
	return nil
}

// nameAt is where the name of an open element begins.
func (r *Reader) nameAt(depth int) int {
	if depth == 0 {
		return 0
	}
	return r.stack[depth-1].end
}

// pop takes the innermost element off the stack; an entry is then whole.
func (r *Reader) pop() {
	f := r.stack[len(r.stack)-1]
	if f.el == billElement || f.el == creditElement {
		r.endEntry()
	}
	r.stack = r.stack[:len(r.stack)-1]
	r.names = r.names[:r.nameAt(len(r.stack))]
	for n := len(r.spaces); n > 0 && r.spaces[n-1].depth >= len(r.stack); n-- {
		r.spaces = r.spaces[:n-1]
	}
}

// missing tells which children an element lacks.
func (r *Reader) missing(f *frame) {
	if f.broken {
		return
	}
	some := !f.el.some
	for i, c := range f.el.children {
		stands := f.seen&(1<<i) != 0
		if c.must && !stands {
			r.findAt(f.line, CodeElementMissing, c.field, "name", c.name)
		}
		some = some || stands && c.many
	}
	if !some {
		r.findAt(f.line, CodeElementMissing, f.el.field, "name", f.el.first().name)
	}
}

// first is the first child that may stand again.
func (e *element) first() *element {
	for _, c := range e.children {
		if c.many {
			return c
		}
	}
	return nil
}

// leaf takes over the value of an element that holds one. What is not of its
// kind is kept in the draft all the same, so that it can be mended.
func (r *Reader) leaf(f *frame) {
	el, v := f.el, tidy(r.value)
	switch {
	case v == "":
		if el.must || el.kind != words {
			r.findAt(f.line, CodeValueEmpty, el.field, "name", el.name)
		}
		if el.kind == ore {
			r.entry.known = false
		}
		return
	case !el.kind.valid(v):
		r.findAt(f.line, CodeValue, el.field, "name", el.name, "kind", el.kind.String(), "text", clip(v))
		if el.field == "" {
			return
		}
	case el.most() > 0 && len(v) > el.most():
		if over := utf8.RuneCountInString(v) - el.most(); over > 0 {
			r.findLong(el.name, el.field, over)
		}
	}
	if el.set != nil {
		el.set(r.entry, v)
	}
}

// clip cuts a text that a finding repeats.
func clip(v string) string {
	const most = 20
	if runes := []rune(v); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return v
}
