package invoicefile

import "bytes"

// binding is what a prefix stands for, from an element on to its end.
type binding struct {
	depth         int
	prefix, space string
}

// hints is the namespace of the attributes that tell other programs where the
// schema lies. They may stand on the root.
const hints = "http://www.w3.org/2001/XMLSchema-instance"

// cutPrefix divides a name at its colon.
func cutPrefix(name []byte) (prefix, local []byte) {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return nil, name
}

func isDeclaration(name []byte) bool {
	return string(name) == "xmlns" || bytes.HasPrefix(name, []byte("xmlns:"))
}

// declare takes over the namespaces that a new element declares, and gives that
// of its own prefix; "": none. They are declared on the root, and in what is not
// read: a bill then means the same when it is copied to another file.
func (r *Reader) declare(depth int, prefix []byte) (space string) {
	for _, a := range r.scan.attrs {
		if !isDeclaration(a.name) {
			continue
		}
		_, name := cutPrefix(a.name)
		if len(name) == len(a.name) {
			name = nil // the default namespace
		}
		reserved := string(name) == "xml" || string(name) == "xmlns" || len(name) > 0 && len(a.value) == 0
		if reserved || depth > 0 && !r.inForeign() {
			r.findAt(r.scan.opened, CodeXMLNamespace, "", "name", string(a.name))
			continue
		}
		r.spaces = append(r.spaces, binding{depth, string(name), string(a.value)})
	}
	for _, a := range r.scan.attrs {
		p, _ := cutPrefix(a.name)
		if p != nil && !isDeclaration(a.name) && string(p) != "xml" && !r.bound(p) {
			r.findAt(r.scan.opened, CodeXMLNamespace, "", "name", string(a.name))
		}
	}
	if len(prefix) > 0 && !r.bound(prefix) {
		r.findAt(r.scan.opened, CodeXMLNamespace, "", "name", string(r.scan.name))
	}
	return r.space(prefix)
}

// inForeign tells whether the innermost open element is the extension or inside it.
func (r *Reader) inForeign() bool {
	el := r.stack[len(r.stack)-1].el
	return el == nil || el.kind == foreign
}

func (r *Reader) bound(prefix []byte) bool { return r.space(prefix) != "" }

func (r *Reader) space(prefix []byte) string {
	for i := len(r.spaces) - 1; i >= 0; i-- {
		if b := &r.spaces[i]; b.prefix == string(prefix) {
			return b.space
		}
	}
	return ""
}

func (r *Reader) isHint(name []byte) bool {
	prefix, local := cutPrefix(name)
	is := string(local) == "schemaLocation" || string(local) == "noNamespaceSchemaLocation"
	return is && prefix != nil && r.space(prefix) == hints
}
