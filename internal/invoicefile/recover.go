package invoicefile

import "bytes"

// recover goes on after a fault in the XML: with the end of the bill that it is
// in, the next bill, credit or invoice, or the end of the file.
func (r *Reader) recover(f *fault) {
	if f.code == CodeXMLCut {
		r.finish()
		return
	}
	r.findAt(r.scan.opened, f.code, r.field(), f.params...)
	r.entry.known = false
	if len(r.stack) == 0 || f.code == CodeXMLDoctype {
		r.over = true
		r.abandon(0)
		return
	}
	depth := 0
	if !r.scan.seek(func(ahead []byte) (ok bool) {
		depth, ok = r.resume(ahead)
		return ok
	}) {
		r.finish()
		return
	}
	r.abandon(depth)
	r.stack[depth-1].broken = true
}

// abandon leaves the innermost elements, without looking for what they lack.
func (r *Reader) abandon(depth int) {
	for len(r.stack) > depth {
		r.pop()
	}
}

// resume tells whether reading can go on at a tag, and how many elements are then
// still open.
func (r *Reader) resume(ahead []byte) (depth int, ok bool) {
	ahead, isEnd := bytes.CutPrefix(ahead[1:], []byte{'/'})
	ahead, ours := bytes.CutPrefix(ahead, []byte(r.prefix))
	name, rest := xmlName(ahead)
	if !ours || len(rest) == 0 || !isSpace(rest[0]) && rest[0] != '>' && rest[0] != '/' {
		return 0, false
	}
	for i := range r.stack {
		el := r.stack[i].el
		switch {
		case el == nil:
		case isEnd && string(name) == el.name && (el == billElement || el == creditElement || el == invoiceElement || el == rootElement):
			return i + 1, true
		case isEnd:
		case el == rootElement && (string(name) == invoiceElement.name || string(name) == creditElement.name),
			el == invoiceElement && string(name) == billElement.name:
			return i + 1, true
		}
	}
	return 0, false
}
