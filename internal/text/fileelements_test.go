package text_test

import (
	"regexp"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
)

// A finding may stand at any element of the format: each has a name for who does not
// read XML.
func TestEveryElementOfTheFormatHasItsName(t *testing.T) {
	elements := regexp.MustCompile(`<xs:element name="(\w+)"`).FindAllStringSubmatch(invoicefile.Schema, -1)
	if len(elements) < 40 {
		t.Fatalf("only %d elements are in the schema", len(elements))
	}
	for _, e := range elements {
		if text.FileElement("/invoiceFile/"+e[1]+"[2]") == "" {
			t.Errorf("%s has no name", e[1])
		}
	}
}

func TestTheNameOfAnElement(t *testing.T) {
	for path, want := range map[string]string{
		"/invoiceFile": "Filen",
		"/invoiceFile/invoice[1]/bill[3]/items/item[1]/date": "Åtgärdsdatum",
		"/invoiceFile/invoice[1]/bill[3]/items/fee[1]/date":  "Besöksdatum",
		"/invoiceFile/invoice[1]/bill[12]":                   "Räkning",
		"/invoiceFile/invoice[1]/stranger":                   "",
		"":                                                   "",
	} {
		if got := text.FileElement(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// A person number is shown with its dash, however the file writes it. Text that is no
// valid person number is shown unchanged.
func TestThePersonNumberOfAFile(t *testing.T) {
	today := domain.MustDate("2026-11-28")
	for written, want := range map[string]string{
		"194401216595": "19440121-6595", "19440121-6595": "19440121-6595", "440121-6595": "19440121-6595", "4401216595": "19440121-6595",
		"194401216594": "194401216594", "": "",
	} {
		if got := text.FilePerson(written, today); got != want {
			t.Errorf("%s: %q, want %q", written, got, want)
		}
	}
}
