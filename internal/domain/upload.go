package domain

import "io"

// UploadMode says what is done with the correct bills of a file that has faulty
// ones as well (C4).
type UploadMode string

// The modes.
const (
	UploadValid UploadMode = "valid_only" // Ladda upp: the correct bills are taken, the others come back
	UploadAll   UploadMode = "all"        // all bills are taken, or none
)

// File is a file that a user has chosen. It is read as a stream: it may be larger
// than what a program wants to hold.
type File struct {
	Name   string // without its folder
	Folder string // with the separator at its end; "": not known
	Size   int64  // bytes
	Digest string // SHA-256, hex; "": not known yet
	// Open begins to read it, as often as wanted.
	Open func() (io.ReadSeekCloser, error)
}

// WholeFile is FileFinding.Place of a finding about an invoice file, and not about
// one bill or credit: nothing of the file can then be sent.
const WholeFile = -1

// FileFinding is one thing wrong, or worth a look, in an invoice file.
// internal/text makes its sentence as of any other finding. Bill is 0: a bill of a
// file is checked by itself.
type FileFinding struct {
	Finding
	Place   int    `json:"place"`             // of the bill or credit in the file, from 0; WholeFile: of the file
	Line    int    `json:"line"`              // from 1
	Path    string `json:"path"`              // of the element: /invoiceFile/invoice[1]/bill[3]/items/item[2]/date
	Clinic  string `json:"clinic,omitempty"`  // kliniknummer
	BillRef string `json:"billRef,omitempty"` // räkningsnummer in the region's list of errors (C2)
	Person  string `json:"person,omitempty"`  // the number as the file writes it. Personal data: never logged
}

// Uploaded is what the region has done with an invoice file: the part of a
// receipt that other commands do not have. A bill that is neither refused nor
// taken before has been taken by this upload, unless Nothing was.
type Uploaded struct {
	FileID  string     `json:"fileId"`
	Mode    UploadMode `json:"mode"`
	Bills   int        `json:"bills"`   // in the file
	Credits int        `json:"credits"` // in the file
	Taken   int        `json:"taken"`   // bills and credits that this upload brought
	Before  int        `json:"before"`  // that an earlier upload had brought: left as they are (C7)
	// Attachments is how many it brought that are kept with their bills (C8).
	Attachments int `json:"attachments,omitempty"`
	// Earlier is the id of an upload that brought something of the same file; "":
	// the file is new.
	Earlier    string            `json:"earlier,omitempty"`
	FileFault  bool              `json:"fileFault,omitempty"` // the file as a whole has an error: nothing was taken
	Refused    []int             `json:"refused,omitempty"`   // places of the bills and credits that were not taken, ascending
	RefusedSum Ore               `json:"refusedSum"`          // öre, as far as it is known
	Findings   []FileFinding     `json:"findings,omitempty"`  // in the order of the file
	Unlisted   int               `json:"unlisted,omitempty"`  // findings that there was no room for
	Made       int               `json:"made"`                // how many invoices and credits this upload has made
	Invoices   []UploadedInvoice `json:"invoices,omitempty"`  // these, by Vår referens, as far as there was room
}

// Nothing tells whether the correct bills were left as well: for a fault of the file,
// or because all or none were to be taken.
func (u *Uploaded) Nothing() bool {
	return u.FileFault || u.Mode == UploadAll && len(u.Refused) > 0
}

// UploadedInvoice is an invoice that an upload has made.
type UploadedInvoice struct {
	Clinic    string `json:"clinic"`
	OurRef    int64  `json:"ourRef"`
	InvoiceNo string `json:"invoiceNo"`
	Bills     int    `json:"bills"`
	Sum       Ore    `json:"sum"`
}
