package server

import (
	"context"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Store keeps everything. Implemented by sqlstore.
//
// Errors of its methods are *domain.Error where the caller can do something
// about them: Kind NotFound, Conflict (a unique thing exists), Busy (try again).
type Store interface {
	// Read runs f in a transaction that sees one state and writes nothing.
	Read(ctx context.Context, f func(Tx) error) error
	// Write runs f in a transaction that is durable when Write returns nil and
	// has left no trace when it returns an error. Writers run one at a time.
	Write(ctx context.Context, f func(Tx) error) error
	// Epoch names this history of the database; it changes when an older copy
	// is put back, so that no cursor of the lost future is believed.
	Epoch() string
	// Listen calls ring, which does not block, soon after another process has
	// committed something, until ctx ends. It costs something only while it runs.
	Listen(ctx context.Context, ring func()) error
}

// Tx is a transaction. Whatever belongs to a clinic is asked for by clinic.
type Tx interface {
	Rights
	Patients
	Invoices
	Registry
}

// Rights is who may do what.
type Rights interface {
	// User gives a user with the memberships valid on a day, by HSA-id without
	// regard to case. Kind NotFound if there is none.
	User(hsaID string, on domain.Date) (domain.User, error)
	LogAccess(Access) error
}

// Access is one row of the access log: who looked at which patient, when, at
// which clinic, and why (E6; HSLF-FS 2016:40 4 kap. 9 §).
type Access struct {
	At      time.Time
	HSAID   string
	Clinic  string
	Person  domain.PersonID
	Purpose string
	Action  string
}

// Patients is what the region knows of patients.
type Patients interface {
	// Person gives a patient's facts and whether the identity is protected.
	// Kind NotFound if the person is unknown.
	Person(id domain.PersonID, rule FactsRule) (facts domain.PersonFacts, protected bool, err error)
}

// FactsRule says what of a patient's bills counts.
type FactsRule struct {
	// BaseUsed is care without FHB in a calendar year, except some procedures
	// (rules.md, Checks).
	Year     int
	Excluded []string // codes without the specialist's S
	// Earlier is what a provider has billed, from a date on.
	Provider string
	Since    domain.Date
}

// Invoices is submissions, invoices and the change feed.
type Invoices interface {
	// Submission gives what was stored under a clinic's submission id. Kind NotFound.
	Submission(clinic, id string) (Submission, error)
	AddSubmission(Submission) error
	// UsedRefs tells which of the normalised references a provider has used.
	UsedRefs(provider string, refs []string) (map[string]bool, error)
	// UseRef takes a reference for ever. Kind Conflict if it is taken.
	UseRef(provider, ref string, billNo int64) error
	// NextNumbers takes n numbers of a counter and gives the first.
	NextNumbers(c Counter, n int) (int64, error)

	// AddInvoice stores a new invoice with version 1 and its change row.
	AddInvoice(domain.Invoice) error
	// SaveInvoice stores status, date, reason and the bills' states of an
	// invoice, counts its version up and adds a change row.
	SaveInvoice(domain.Invoice) (domain.Invoice, error)
	Invoice(clinic string, ourRef int64) (domain.Invoice, error)
	ListInvoices(clinic string, f InvoiceFilter) ([]domain.Invoice, error)
	// AllWithStatus gives every clinic's invoices in a state, for the desk only.
	AllWithStatus(domain.Status) ([]domain.Invoice, error)
	// AnyInvoice gives any clinic's invoice, for the desk only.
	AnyInvoice(ourRef int64) (domain.Invoice, error)

	// Head is the number of the clinic's newest change, 0 if there is none.
	Head(clinic string) (int64, error)
	// Changes gives up to limit changes after a number, in order.
	Changes(clinic string, after int64, limit int) ([]api.Change, error)
}

// Counter names a series of numbers unique in the system.
type Counter string

// The counters.
const (
	CounterOurRef Counter = "our_ref"
	CounterBillNo Counter = "bill_no"
)

// Submission is one submission as it was taken, with its receipt's bytes.
type Submission struct {
	Clinic   string
	ID       string
	Digest   string // SHA-256 of the request bytes, hex
	OurRef   int64
	HSAID    string
	Received time.Time
	Receipt  []byte
}

// InvoiceFilter narrows a list of invoices; zero values do not narrow.
type InvoiceFilter struct {
	Status   domain.Status
	From, To time.Time // received in [From, To)
	After    int64     // OurRef below this one: the list is newest first
	Limit    int
}

// Registry is what the desk imports. Put replaces what has the same key.
type Registry interface {
	PutProvider(domain.Provider) error
	PutClinic(domain.Clinic) error
	Clinics() ([]domain.Clinic, error)
	PutUser(hsaID, name string) error
	PutMembership(hsaID, clinic string, role domain.Role, validity domain.Period) error
	PutPerson(id domain.PersonID, protected bool) error
	PutEntitlement(id domain.PersonID, e domain.Entitlement) error
	PutApproval(id domain.PersonID, a domain.PriorApproval) error

	// PutPriceList stores a list, in place of one with the same ID.
	PutPriceList(domain.PriceList) error
	// PriceLists gives the imported lists, newest first.
	PriceLists() (domain.PriceBook, error)
	// PriceStamp changes whenever a list is put; "" while there is none.
	PriceStamp() (string, error)
}
