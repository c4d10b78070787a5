package bank

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"example.org/tandtui/internal/domain"
)

// maxDepth bounds how deep elements lie in each other; the schemas need 18.
const maxDepth = 64

var (
	errDoctype   = errors.New("a DOCTYPE")
	errTruncated = errors.New("ends in the middle")
	errKind      = errors.New("another message")
)

// walker goes through an XML file once, by local names. Elements that nobody asks
// for are passed over.
type walker struct {
	source  *source
	decoder *xml.Decoder
	open    []xml.Name // the elements that are open, with their prefixes
	message string     // by the namespace: "camt.053.001.08"
}

// walk finds the first element with one of names and calls found inside it. It
// reads the whole file, so that one which is damaged further on is refused.
func walk(r io.Reader, op string, names []string, found func(w *walker, name string) error) error {
	s := newSource(r)
	text, wide, err := decoded(s)
	if err != nil {
		return err
	}
	w := &walker{source: s, decoder: xml.NewDecoder(text)}
	w.decoder.CharsetReader = charset(wide)
	if err = w.file(names, found); err == nil {
		return nil
	}
	return w.fault(op, err)
}

func (w *walker) file(names []string, found func(*walker, string) error) error {
	seen := false
	err := w.children(func(root xml.StartElement) error {
		return w.envelope(root, names, func(name string) error {
			if seen {
				return errors.New("two messages in one file")
			}
			seen = true
			return found(w, name)
		})
	})
	if err == nil && !seen {
		return errKind
	}
	return err
}

// envelope looks for the message in the file's outermost element: it is in
// Document, which may be in an envelope.
func (w *walker) envelope(at xml.StartElement, names []string, found func(string) error) error {
	for _, a := range at.Attr {
		declares := a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns"
		if m, ok := strings.CutPrefix(a.Value, namespace); ok && declares && at.Name.Local == "Document" {
			w.message = m
		}
	}
	return w.children(func(child xml.StartElement) error {
		for _, name := range names {
			if child.Name.Local == name {
				return found(name)
			}
		}
		if child.Name.Local == "Document" {
			return w.envelope(child, names, found)
		}
		return nil
	})
}

// children calls f for each element in the one that was opened last, or in the
// file, and passes over what f leaves of it.
func (w *walker) children(f func(xml.StartElement) error) error {
	depth := len(w.open)
	for {
		token, err := w.next()
		switch t := token.(type) {
		case nil:
			return err
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
			if err := w.leave(depth); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// leave passes over the rest of elements until only depth are open.
func (w *walker) leave(depth int) error {
	for len(w.open) > depth {
		if token, err := w.next(); token == nil {
			return err
		}
	}
	return nil
}

// next is the next token. It is nil at the end of the file and on an error.
func (w *walker) next() (xml.Token, error) {
	w.source.token = maxToken
	token, err := w.decoder.RawToken()
	if err != nil {
		if errors.Is(err, io.EOF) && len(w.open) == 0 {
			return nil, nil
		}
		return nil, err
	}
	switch t := token.(type) {
	case xml.StartElement:
		if w.open = append(w.open, t.Name); len(w.open) > maxDepth {
			return nil, errors.New("elements too deep in each other")
		}
	case xml.EndElement:
		last := len(w.open) - 1
		if last < 0 || w.open[last] != t.Name {
			return nil, fmt.Errorf("an element ends that is not open")
		}
		w.open = w.open[:last]
	case xml.Directive:
		return nil, errDoctype
	case xml.CharData:
		if len(w.open) == 0 && len(bytes.TrimSpace(t)) > 0 {
			return nil, errors.New("text outside of all elements")
		}
	}
	return token, nil
}

// fault gives an error its code.
func (w *walker) fault(op string, err error) error {
	var own *domain.Error
	var syntax *xml.SyntaxError
	code := CodeDamaged
	switch {
	case errors.As(err, &own):
		return err
	case w.source.unreadable != nil:
		code, err = CodeUnread, w.source.unreadable
	case errors.Is(err, errTooLarge):
		code = CodeTooLarge
	case errors.Is(err, errDoctype):
		code = CodeDoctype
	case errors.Is(err, errKind):
		code = CodeOtherKind
	case errors.Is(err, errCharset):
		code = CodeCharset
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		code, err = CodeTruncated, errTruncated
	}
	return fault(code, op, err)
}
