package server

import "example.org/tandtui/internal/domain"

// Uploads is what invoice files have brought (C1). The clinic of an upload is the one
// it was sent from; its bills may be another's of the same provider.
type Uploads interface {
	// UploadEntry gives what was taken under the sender's id of a bill or credit. Kind
	// NotFound.
	UploadEntry(provider, id string) (UploadEntry, error)
	// AddUploadEntries notes what an upload of a file with a digest has brought. Kind
	// Conflict if an id is taken.
	AddUploadEntries(clinic, upload, digest string, list ...UploadEntry) error
	// UploadedInvoices gives what an upload has made, by Vår referens. Bills counts bills
	// and credits.
	UploadedInvoices(clinic, upload string) ([]domain.UploadedInvoice, error)
	// EarlierUpload gives the id of another upload that brought something of a file with
	// the digest to the provider; "" if there is none.
	EarlierUpload(provider, digest, clinic, upload string) (string, error)
	// UploadCommands gives the answered uploads one after the other, newest first.
	UploadCommands(f UploadFilter, each func(Command) error) error
	// BillByRef gives the clinic, the invoice and the number of the bill that has used a
	// reference, in its normalised form. Kind NotFound.
	BillByRef(provider, norm string) (clinic string, ourRef, billNo int64, err error)
}

// UploadEntry is a bill or credit that a file has brought.
type UploadEntry struct {
	Provider string
	ID       string // the sender's own, in lower case
	Digest   string // SHA-256 of the bill as it was typed, or of the credit, hex
	Clinic   string // of the upload; of what is read only
	Upload   string // likewise
	OurRef   int64  // the invoice that it is on; of a credit, the credit invoice
	Amount   domain.Ore
}
