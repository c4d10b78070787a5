package server

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// Access is who may do what, who has logged in, and who looked at whom.
type Access interface {
	Logins
	// User gives a user with the memberships valid on a day. Kind NotFound if
	// there is none.
	User(id Identity, on domain.Date) (domain.User, error)
	// Ended gives the clinics where the user's work, or the clinic itself, ended before
	// a day.
	Ended(userID int64, on domain.Date) (clinics []string, err error)
	LogAccess(rows ...AccessRow) error
	// CountLookup counts a look-up at a moment, and gives how many the user, and all
	// users at the clinic, have made in that clock hour, this one included.
	CountLookup(at time.Time, hsaID, clinic string) (byUser, atClinic int64, err error)
	AddAlarm(Alarm) error
	// Alarms gives the newest alarms, newest first.
	Alarms(limit int) ([]Alarm, error)
}

// AccessRow is one row of the access log: who looked at which patient, when, at
// which clinic, and why (E6; HSLF-FS 2016:40 4 kap. 9 §).
type AccessRow struct {
	ID      string // given when it is stored
	At      time.Time
	HSAID   string // kept in upper case; at the desk whatever the actor's ID is
	Clinic  string // "" at the desk
	Person  domain.PersonID
	Purpose string
	Action  AccessAction
	From    string // the computer; "" in rows from before it was kept
}

// AccessAction is how somebody looked at a patient.
type AccessAction string

// The ways.
const (
	AccessLookup AccessAction = "lookup"
	AccessSubmit AccessAction = "submit"
	AccessList   AccessAction = "list" // an invoice, a list of them, or changes of them
	AccessDesk   AccessAction = "desk" // shown by a verb of tandserver
)

// Commands is what clinics have asked for, and the references that bills have used.
type Commands interface {
	Uploads
	Attachments
	// Command gives what was stored under a clinic's command id. Kind NotFound.
	Command(clinic, id string) (Command, error)
	AddCommand(Command) error
	// MissingCommands gives those of a clinic's command ids that are not stored, in
	// the order in which they were given.
	MissingCommands(clinic string, ids []string) ([]string, error)
	// UsedRefs tells which of the normalised references a provider has used.
	UsedRefs(provider string, refs []string) (map[string]bool, error)
	// UseRefs marks references as used for ever and gives those that were used
	// already; if there are any, the transaction must be rolled back.
	UseRefs(provider string, refs []BillRef) (taken []string, err error)
}

// Command is one command as it was done, with its answer's bytes.
type Command struct {
	Clinic string
	ID     string
	Kind   domain.CommandKind
	Digest string // SHA-256 of the request bytes, hex
	OurRef int64  // the invoice that it made or changed; 0: none, or several
	UserID int64
	At     time.Time
	Answer []byte
}

// BillRef is a normalised reference and the bill that uses it.
type BillRef struct {
	Norm   string
	BillNo int64
}

// Ledger is the invoices of a clinic and what was done to them.
type Ledger interface {
	// NextNumbers takes n numbers of a counter and gives the first.
	NextNumbers(c Counter, n int) (int64, error)
	// AddInvoice stores a new invoice and its bills, with version 1.
	AddInvoice(domain.Invoice) error
	// SaveInvoice stores status, date, payout, reason and the bills' states of an
	// invoice whose version is was, and counts it up. Kind Conflict if it is
	// another.
	SaveInvoice(v domain.Invoice, was int64) (domain.Invoice, error)
	Invoice(clinic string, ourRef int64) (domain.Invoice, error)
	// Invoices gives those of the invoices that are the clinic's, by Vår
	// referens.
	Invoices(clinic string, ourRefs []int64) (map[int64]domain.Invoice, error)
	ListInvoices(clinic string, f InvoiceFilter) ([]domain.Invoice, error)
	// AddEvents stores events, each of a version of its own.
	AddEvents(...domain.Event) error
	// Events gives what was done to an invoice, oldest first.
	Events(clinic string, ourRef int64) ([]domain.Event, error)
}

// InvoiceFilter narrows a list of invoices; zero values do not narrow.
type InvoiceFilter struct {
	Status   domain.Status
	From, To time.Time // received in [From, To)
	After    int64     // OurRef below this one: the list is newest first
	Limit    int
}

// Feed is what has changed at each clinic, in order, and what the region tells them.
type Feed interface {
	Notices
	// Head is the number of the clinic's newest change, 0 if there is none.
	Head(clinic string) (int64, error)
	// AddChanges gives changes the clinic's next numbers, in this transaction: a
	// number is never seen before all lower ones.
	AddChanges(clinic string, list ...Change) error
	// Changes gives up to limit changes after a number, in order.
	Changes(clinic string, after int64, limit int) ([]Change, error)
}

// Desk is what only the region's own staff may ask for: it spans all clinics.
type Desk interface {
	Money
	Trace
	Roll
	AnyInvoice(ourRef int64) (domain.Invoice, error)
	// AllWithStatus gives the invoices in a state, by Vår referens.
	AllWithStatus(domain.Status) ([]domain.Invoice, error)
	// Payouts gives those of the payouts that are the clinic's, by number.
	Payouts(clinic string, nos []int64) (map[int64]domain.Payout, error)
}

// Registry is who exists: providers, clinics and users. Put replaces what has
// the same key.
type Registry interface {
	PutProvider(domain.Provider) error
	// Providers gives all providers, by id.
	Providers() ([]domain.Provider, error)
	PutClinic(domain.Clinic) error
	// Clinic gives a clinic by its number. Kind NotFound.
	Clinic(no string) (domain.Clinic, error)
	Clinics() ([]domain.Clinic, error)
	// PutUser gives the user with an identity the name; who is unknown gets an id.
	PutUser(id Identity, name string) (userID int64, err error)
	// AddIdentity lets another identity name the user too. Kind Conflict if it is
	// another user's.
	AddIdentity(userID int64, id Identity) error
	PutMembership(userID int64, clinic string, role domain.Role, validity domain.Period) error
}

// Performers is who gives care at each clinic, present and past (B30).
type Performers interface {
	// PutPerformers stores them; one of the same clinic and number is replaced.
	PutPerformers(clinic string, list ...domain.Performer) error
	// Performers gives those of a clinic, by number; never nil without an error:
	// a clinic without any has none that may be named.
	Performers(clinic string) ([]domain.Performer, error)
}

// Patients is what the region knows of patients. Put replaces what has the same key.
type Patients interface {
	// Person gives a patient's facts and whether the identity is protected.
	// Kind NotFound if the person is unknown.
	Person(id domain.PersonID, rule FactsRule) (facts domain.PersonFacts, protected bool, err error)
	// Protected tells which of the people are known, and whether their identity
	// is protected.
	Protected(ids []domain.PersonID) (map[domain.PersonID]bool, error)
	// Rights gives those of the numbers of a kind that are taken.
	Rights(kind RightKind, nos []string) (map[string]Right, error)
	// PutPersons stores people, each once.
	PutPersons(people ...Person) error
	// PutRights stores rights of people who are there, each number once. Kind
	// Conflict if a number is another person's.
	PutRights(rights ...Right) error
	// RemoveRights takes rights away as if they had never been.
	RemoveRights(kind RightKind, nos []string) error
}

// FactsRule says which of a patient's bills count.
type FactsRule struct {
	// BaseUsed is care without FHB in a calendar year, except some procedures
	// (rules.md, Checks).
	Year     int
	Excluded []string // codes without the specialist's S
	// Earlier is what a provider has billed, from a date on. Without a provider it
	// is what all have billed: for the region's own eyes, never for a clinic's.
	Provider string
	Since    domain.Date
	Without  int64 // Vår referens of an invoice that is left out of all of it; 0: none
}

// Prices is the imported price lists.
type Prices interface {
	// PutPriceList stores a list, in place of one with the same ID.
	PutPriceList(domain.PriceList) error
	// PriceLists gives the imported lists, newest first.
	PriceLists() (domain.PriceBook, error)
	// RemovePriceList takes a list away. Kind NotFound.
	RemovePriceList(id string) error
	// PriceStamp changes whenever a list is put or removed; "" before the first.
	PriceStamp() (string, error)
}
