package invoicefile

import (
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write fakturafil-1.xsd and the tables of docs/fakturafil.md")

// The schema is made of the grammar: go test ./internal/invoicefile -run Schema -update.
func TestSchemaSaysWhatTheReaderDoes(t *testing.T) {
	made := schema()
	if *update {
		if err := os.WriteFile("fakturafil-1.xsd", []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
		Schema = made
	}
	if Schema != made {
		t.Error("fakturafil-1.xsd is not what the grammar says; run with -update")
	}
}

func schema() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<!-- Fakturafil 1. Beskrivning: docs/fakturafil.md. Gjord av internal/invoicefile/grammar.go. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="` + Namespace + `" targetNamespace="` + Namespace + `" elementFormDefault="qualified" version="` + Version + `">
`)
	writeElement(&b, rootElement, "  ", false)
	person := billElement.children[0] // the one element with both text and attribute: XML Schema wants its type named
	b.WriteString(`  <xs:simpleType name="` + person.name + `Text">` + restriction(person.kind, person.must, person.most(), nil) + "</xs:simpleType>\n")
	b.WriteString("</xs:schema>\n")
	return b.String()
}

// writeElement writes an element's declaration. Within a choice that repeats it
// says nothing of how often it stands.
func writeElement(b *strings.Builder, e *element, in string, choice bool) {
	b.WriteString(in + `<xs:element name="` + e.name + `"`)
	if e != rootElement && !choice && !e.must {
		b.WriteString(` minOccurs="0"`)
	}
	b.WriteString(">\n" + in + "  <xs:annotation><xs:documentation>" + escape(e.means) + "</xs:documentation></xs:annotation>\n")
	switch {
	case e.kind == foreign:
		b.WriteString(in + "  <xs:complexType>\n" + in + `    <xs:sequence><xs:any namespace="##other" processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>` + "\n" + in + "  </xs:complexType>\n")
	case e.kind == group:
		b.WriteString(in + "  <xs:complexType>\n")
		writeChildren(b, e, in+"    ")
		writeAttributes(b, e, in+"    ")
		b.WriteString(in + "  </xs:complexType>\n")
	case len(e.attrs) > 0:
		b.WriteString(in + "  <xs:complexType>\n" + in + "    <xs:simpleContent>\n" + in + `      <xs:extension base="` + e.name + "Text\">\n")
		writeAttributes(b, e, in+"        ")
		b.WriteString(in + "      </xs:extension>\n" + in + "    </xs:simpleContent>\n" + in + "  </xs:complexType>\n")
	default:
		b.WriteString(in + "  <xs:simpleType>" + restriction(e.kind, e.must, e.most(), nil) + "</xs:simpleType>\n")
	}
	b.WriteString(in + "</xs:element>\n")
}

func writeChildren(b *strings.Builder, e *element, in string) {
	open, end := "all", "all"
	switch {
	case e.ordered:
		open, end = "sequence", "sequence"
	case e.some:
		open, end = `choice maxOccurs="unbounded"`, "choice"
	}
	b.WriteString(in + "<xs:" + open + ">\n")
	inside := false // of the choice of those that may stand again, in an order
	for _, c := range e.children {
		if e.ordered && c.many != inside {
			inside = c.many
			if inside {
				b.WriteString(in + "  <xs:choice maxOccurs=\"unbounded\">\n")
			} else {
				b.WriteString(in + "  </xs:choice>\n")
			}
		}
		if inside {
			writeElement(b, c, in+"    ", true)
		} else {
			writeElement(b, c, in+"  ", e.some && !e.ordered)
		}
	}
	b.WriteString(in + "</xs:" + end + ">\n")
}

func writeAttributes(b *strings.Builder, e *element, in string) {
	for _, a := range e.attrs {
		use := "optional"
		if a.must {
			use = "required"
		}
		b.WriteString(in + `<xs:attribute name="` + a.name + `" use="` + use + "\">\n" + in + "  <xs:annotation><xs:documentation>" + escape(a.means) + "</xs:documentation></xs:annotation>\n")
		b.WriteString(in + "  <xs:simpleType>" + restriction(a.kind, a.must, a.limit, a.values) + "</xs:simpleType>\n" + in + "</xs:attribute>\n")
	}
}

func restriction(k valueKind, must bool, limit int, values []string) string {
	base, facets := "xs:token", ""
	pattern := func(p string) { facets += `<xs:pattern value="` + p + `"/>` }
	hex := func(n int) string { return "[0-9a-fA-F]{" + strconv.Itoa(n) + "}" }
	const year = "(1[89]|2[0-9])[0-9]{2}"
	switch k {
	case guid:
		pattern(hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12))
	case moment:
		base = "xs:dateTime"
		pattern(year + "-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+\\-](0[0-9]|1[0-3]):[0-5][0-9])")
	case date:
		base = "xs:date"
		pattern(year + "-[0-9]{2}-[0-9]{2}")
	case ore:
		pattern("-?[0-9]{1," + strconv.Itoa(maxOreDigits) + "}")
	case total:
		pattern("-?[0-9]{1," + strconv.Itoa(maxTotalDigits) + "}")
	case count:
		pattern("[0-9]{1," + strconv.Itoa(maxCountDigits) + "}")
	case boolean:
		base = "xs:boolean"
	case fileName:
		pattern("[0-9A-Za-z" + nameLetters + "][0-9A-Za-z" + nameLetters + `_\-. ]{0,95}\.(pdf|jpg|png)`)
	case words:
		if must {
			facets += `<xs:minLength value="1"/>`
		}
		if limit > 0 {
			facets += `<xs:maxLength value="` + strconv.Itoa(limit) + `"/>`
		}
		for _, v := range values {
			facets += `<xs:enumeration value="` + v + `"/>`
		}
	}
	if facets == "" {
		return `<xs:restriction base="` + base + `"/>`
	}
	return `<xs:restriction base="` + base + `">` + facets + `</xs:restriction>`
}
