package server

import "example.org/tandtui/internal/domain"

// SentMessage is a message with whom it is for.
type SentMessage struct {
	domain.Message
	Clinic string `json:"clinic,omitempty"` // "": all of them
}

// Notices is what the region's staff tells the clinics, beside the profile (E3, E8).
type Notices interface {
	// PutMessage stores a message, or another last day of one that is there.
	PutMessage(SentMessage) error
	// Messages gives those that are for a clinic, newest first.
	Messages(clinic string) ([]SentMessage, error)
	// AllMessages gives those of all clinics, newest first.
	AllMessages() ([]SentMessage, error)
	// Contact gives the region's contact where the desk has set one: it counts
	// instead of the profile's.
	Contact() (c domain.Contact, given bool, err error)
	PutContact(domain.Contact) error
}
