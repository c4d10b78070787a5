package server

import (
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
)

// Trace is what the region's own staff has done, and what the access log holds
// (E6). Both are only ever added to.
type Trace interface {
	// AddDeskAct stores an act under the next number.
	AddDeskAct(DeskAct) error
	// DeskActs gives those that fit, newest first.
	DeskActs(DeskActFilter) ([]DeskAct, error)
	// AccessRows gives those that fit, newest first.
	AccessRows(AccessFilter) ([]AccessRow, error)
	CountAccess(AccessFilter) (int64, error)
}

// DeskAct is one thing that was done with a verb of tandserver: who, when, at which
// computer, what and with how much. It names no patient.
type DeskAct struct {
	No     int64        `json:"no"`
	At     time.Time    `json:"at"`
	By     domain.Actor `json:"by"`
	Verb   string       `json:"verb"`             // as it is typed: "import persons"
	About  string       `json:"about,omitempty"`  // what it was done to: an invoice, a list, a filter
	Rows   int64        `json:"rows,omitempty"`   // how many rows, bills or payouts
	Digest string       `json:"digest,omitempty"` // SHA-256 of the file that was read or written, hex
	Reason string       `json:"reason,omitempty"`
}

// DeskActFilter narrows a list of acts; zero values do not narrow.
type DeskActFilter struct {
	By       string    // who, as kept; compares without case
	From, To time.Time // done in [From, To)
	Before   int64     // numbers below this one
	Limit    int       // 0: all
}

// AccessFilter narrows the access log; zero values do not narrow.
type AccessFilter struct {
	Person   domain.PersonID
	User     string // HSA-id, compares without case
	Clinic   string
	From, To time.Time // looked at in [From, To)
	After    AccessRow // the last row of the page before
	Limit    int       // 0: all
}

// Roll is what only the desk may list, over all clinics.
type Roll interface {
	// Users gives everybody, by id, with all memberships, past ones too.
	Users() ([]RollUser, error)
	// Persons gives up to limit people whose number comes after one, by number.
	Persons(after domain.PersonID, limit int) ([]Person, error)
	// DeskInvoices gives those that fit, newest first.
	DeskInvoices(clinic string, f InvoiceFilter) ([]domain.Invoice, error)
	// Unpaid gives the invoices with a bill of one of the people that are neither
	// paid, taken away nor in a closed pay run, by Vår referens.
	Unpaid(people []domain.PersonID) ([]domain.Invoice, error)
}

// RollUser is a user with what proves who it is and where it may work.
type RollUser struct {
	ID          int64            `json:"id"`
	Name        string           `json:"name"`
	Identities  []string         `json:"hsaIds"` // none of a user without a card; person numbers are not listed
	Memberships []RollMembership `json:"clinics"`
}

// RollMembership is one clinic that a user works or worked at.
type RollMembership struct {
	Clinic   string        `json:"clinic"`
	Role     domain.Role   `json:"role"`
	Validity domain.Period `json:"validity"`
}

// WorksAt tells whether the user belongs or belonged to a clinic.
func (u RollUser) WorksAt(clinic string) bool {
	return slices.ContainsFunc(u.Memberships, func(m RollMembership) bool { return m.Clinic == clinic })
}

// Is tells whether a user is called so: by an HSA-id, or as UserNo does.
func (u RollUser) Is(name string) bool {
	return strings.EqualFold(name, UserNo(u.ID)) || slices.ContainsFunc(u.Identities, func(id string) bool { return strings.EqualFold(id, name) })
}
