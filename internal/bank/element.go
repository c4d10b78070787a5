package bank

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strings"

	"example.org/tandtui/internal/domain"
)

// element is a small part of a file in memory: one detail, one balance.
type element struct {
	name, text, currency string
	children             []*element
}

var none = &element{}

// element takes the element that was opened last, with all that is in it.
func (w *walker) element(start xml.StartElement) (*element, error) {
	e := &element{name: start.Name.Local}
	for _, a := range start.Attr {
		if a.Name.Local == "Ccy" {
			e.currency = a.Value
		}
	}
	for {
		token, err := w.next()
		switch t := token.(type) {
		case nil:
			return nil, err
		case xml.StartElement:
			child, err := w.element(t)
			if err != nil {
				return nil, err
			}
			e.children = append(e.children, child)
		case xml.CharData:
			if e.children == nil || len(bytes.TrimSpace(t)) > 0 {
				e.text += string(t)
			}
		case xml.EndElement:
			e.text = strings.TrimSpace(e.text)
			return e, nil
		}
	}
}

// at is the first element along a path of names; an empty one if there is none.
func (e *element) at(path ...string) *element {
	for _, name := range path {
		e = e.child(name)
	}
	return e
}

func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return none
}

// first is the text along the first of some paths ("Sts/Cd", "Sts") that has one.
func (e *element) first(paths ...string) string {
	for _, path := range paths {
		if text := e.at(strings.Split(path, "/")...).text; text != "" {
			return text
		}
	}
	return ""
}

// all are the texts of the children with a name.
func (e *element) all(name string) (texts []string) {
	for _, c := range e.children {
		if c.name == name {
			texts = append(texts, c.text)
		}
	}
	return texts
}

// amount reads an element's text as money; none if the element is not there.
func (e *element) amount() (Amount, error) {
	if e == none {
		return Amount{}, nil
	}
	n, err := parseMinor(e.text)
	return Amount{n, e.currency}, err
}

// signed reads an amount with the sign that CdtDbtInd gives it.
func (e *element) signed(indicator string) (Amount, error) {
	a, err := e.amount()
	if indicator == "DBIT" {
		a.Minor = -a.Minor
	}
	return a, err
}

var errDate = errors.New("not a date")

// date reads a date, or the date of a time; the zero Date if there is none.
func (e *element) date() (domain.Date, error) {
	s := e.first("Dt", "DtTm")
	if s == "" {
		s = e.text
	}
	if s == "" {
		return domain.Date{}, nil
	}
	if len(s) < len("2006-01-02") {
		return domain.Date{}, errDate
	}
	return domain.ParseDate(s[:len("2006-01-02")])
}

// account reads an account.
func (e *element) account() Account {
	if iban := e.first("Id/IBAN"); iban != "" {
		return Account{IBAN, strings.ToUpper(strings.ReplaceAll(iban, " ", ""))}
	}
	other := e.at("Id", "Othr")
	switch id := other.first("Id"); other.first("SchmeNm/Cd", "SchmeNm/Prtry") {
	case "BGNR":
		return Account{Bankgiro, digits(id)}
	case "PGNR":
		return Account{Plusgiro, digits(id)}
	case "BBAN":
		return Account{BBAN, id}
	default:
		return Account{"", id}
	}
}
