package invoicefile

import "example.org/tandtui/internal/domain"

// WholeFile is Finding.Place of a finding about the file, and not about one bill
// or credit: nothing of the file can then be sent.
const WholeFile = -1

// Finding is one thing wrong, or worth a look, in a file. internal/text makes its
// sentence as of any other finding. Bill is 0: a bill of a file is checked by
// itself.
type Finding struct {
	domain.Finding
	Place   int    `json:"place"`             // of the bill or credit in the file, from 0; WholeFile: of the file
	Line    int    `json:"line"`              // from 1
	Path    string `json:"path"`              // of the element: /invoiceFile/invoice[1]/bill[3]/items/item[2]/date
	Clinic  string `json:"clinic,omitempty"`  // kliniknummer
	BillRef string `json:"billRef,omitempty"` // räkningsnummer in the region's list of errors (C2)
	Person  string `json:"person,omitempty"`  // the number as the file writes it. Personal data: never logged
}
