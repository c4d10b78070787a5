package server

import "time"

// Attachments is what came with the bills of invoice files (C8).
type Attachments interface {
	// AddAttachment keeps one.
	AddAttachment(Attachment) error
	// CountAttachments tells how many an upload has brought.
	CountAttachments(clinic, upload string) (int, error)
	// Attachments lists those of an invoice by bill and name, without Sealed.
	Attachments(ourRef int64) ([]Attachment, error)
	// Attachment gives one. Kind NotFound.
	Attachment(ourRef, billNo int64, name string) (Attachment, error)
}

// Attachment is a file that came with a bill. Nobody but the holder of the region's
// key for it can read Sealed.
type Attachment struct {
	OurRef int64
	BillNo int64
	Name   string
	Kind   string // pdf, jpg or png
	Size   int64  // bytes
	Digest string // SHA-256, hex
	Clinic string // of the upload, which may be another of the provider's
	Upload string
	At     time.Time
	Sealed []byte
}
