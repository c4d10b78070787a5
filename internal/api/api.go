// Package api is what travels between tandtui and tandserver: paths, wire types
// and problem codes. openapi.yaml beside it says the same for other programs; a
// test keeps the two in step. Wire types reuse the domain's, whose JSON names
// are part of the protocol.
package api

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// Protocol is the version of the protocol, sent as header ProtoHeader both ways.
const (
	Protocol    = "1"
	ProtoHeader = "Tandtui-Proto"
	// DigestHeader carries the SHA-256 of the body (RFC 9530): "sha-256=:BASE64:".
	DigestHeader = "Content-Digest"
	// ReplayedHeader is "true" on a receipt that had been given before.
	ReplayedHeader = "Idempotency-Replayed"
	// FeedHeader says with FeedAll that the client passes over changes that it
	// does not know. To others, programs from before there were several kinds of
	// changes, the feed tells of invoices alone: they would stop at anything else.
	FeedHeader = "Tandtui-Feed"
	FeedAll    = "all"
	// MaxBody is the largest JSON body that the region takes, bytes.
	MaxBody = 8 << 20
	// MaxAnswer is the largest that it gives: an invoice is larger than the
	// submission it was made of.
	MaxAnswer = 2 * MaxBody
	// WaitingHeader tells, with a request for PathChanges, how many commands of the
	// clinic wait in the user's outbox: its klinikkontakt sees the number, also
	// after the user has been removed.
	WaitingHeader = "Tandtui-Waiting"
)

// Paths, as patterns of net/http.ServeMux without the method.
const (
	PathHealth   = "/v1/health"
	PathLogin    = "/v1/login"
	PathBankID   = "/v1/bankid"
	PathSession  = "/v1/session"
	PathRegion   = "/v1/region"
	PathLookup   = "/v1/clinics/{clinic}/persons/lookup"
	PathMissing  = "/v1/clinics/{clinic}/commands/missing"
	PathChanges  = "/v1/clinics/{clinic}/changes"
	PathInvoices = "/v1/clinics/{clinic}/invoices"
	PathInvoice  = "/v1/clinics/{clinic}/invoices/{ourRef}"
	PathEvents   = "/v1/clinics/{clinic}/invoices/{ourRef}/events"
	PathOffice   = "/v1/clinics/{clinic}/office"

	PathBankIDOrder = PathBankID + "/{id}"
)

// PathCommand is where commands of a kind are put, with the client's id and the
// kind's body. The same id with the same bytes gives the same receipt, with other
// bytes problem ProblemFingerprint.
func PathCommand(k domain.CommandKind) string {
	return "/v1/clinics/{clinic}/" + domain.CommandKinds[k] + "/{id}"
}

// Health answers GET PathHealth: the server's clock, so that a client can tell
// that its own is wrong.
type Health struct {
	Time    time.Time `json:"time"`
	Region  string    `json:"region"`
	Version string    `json:"version"`
	Demo    bool      `json:"demo"`
}

// ProtoKey is what a terminal offers in the TLS handshake (ALPN) that has no card
// and proves a key of its own, under a certificate that it has made itself.
const ProtoKey = "tandtui-key"

// Ways answers GET PathLogin, to anybody.
type Ways struct {
	Region string         `json:"region"`
	Portal string         `json:"portal"`
	Logins []domain.Login `json:"logins"`
}

// StartBankID is the body of POST PathBankID. Clinic is the number of the one where
// the terminal was used last, for the sentence that the app shows.
type StartBankID struct {
	Clinic string `json:"clinic,omitempty"`
}

// BankIDLogin answers POST PathBankID and GET PathBankIDOrder. State is pending,
// complete (the terminal's key has a session), failed (Hint is BankID's hint code)
// or refused (Hint is a problem's code). QR is the text of the code to show now; a
// new one each second. AutoStart starts the app on the same computer.
type BankIDLogin struct {
	ID        string `json:"id"`
	State     string `json:"state"`
	Hint      string `json:"hint"`
	QR        string `json:"qr,omitempty"`
	AutoStart string `json:"autoStart,omitempty"`
}

// Session answers GET PathSession: who the certificate says the caller is.
type Session struct {
	User   domain.User `json:"user"`
	Region string      `json:"region"`
	Demo   bool        `json:"demo"`
	Time   time.Time   `json:"time"`
}

// RegionData answers GET PathRegion: the profile, all price lists and, where the
// profile asks for performers, those of the user's clinics by the clinic's number.
// ETag is Version; If-None-Match gives 304.
type RegionData struct {
	Version string           `json:"version"`
	Profile domain.Profile   `json:"profile"`
	Prices  domain.PriceBook `json:"prices"`

	Performers map[string][]domain.Performer `json:"performers,omitempty"`
}

// Lookup is the body of POST PathLookup; a POST so that no person number stands
// in a URL or an access log.
type Lookup struct {
	Person domain.PersonID `json:"person"`
}

// CommandIDs is the body of POST PathMissing: commands that the clinic has receipts
// for, or drafts that it may have sent.
type CommandIDs struct {
	IDs []string `json:"ids"`
}

// Missing answers it: those of the ids that the region does not know, and the
// receipts of the submissions among those that it does. It lacks some
// when an older copy of its database has been put back (then cursors are
// ProblemCursorOld). Such a command may be sent again with its old id and bytes: it
// is taken as new, and its invoice gets another Vår referens. It knows a draft that
// was not sent as far as the clinic knows when the clinic has put an older copy of
// its own file back.
type Missing struct {
	IDs      []string         `json:"ids"`
	Receipts []domain.Receipt `json:"receipts,omitempty"`
}

// MaxIDs is how many ids one request may ask about.
const MaxIDs = 1000

// Changes answers GET PathChanges?since=CURSOR&limit=N&wait=SECONDS. The cursor
// is opaque to the client; From is the one asked for, To the one to ask for next.
type Changes struct {
	From    string   `json:"from"`
	To      string   `json:"to"`
	More    bool     `json:"more"`
	Changes []Change `json:"changes"`
}

// Change is one thing of the clinic's as it now is: one of the parts is given,
// and a client passes over what it does not know. Seq rises by one per change
// and clinic.
type Change struct {
	Seq     int64           `json:"seq"`
	Invoice *domain.Invoice `json:"invoice,omitempty"`
	Payout  *domain.Payout  `json:"payout,omitempty"`
	Claim   *domain.Claim   `json:"claim,omitempty"`
	Clinic  *domain.Clinic  `json:"clinic,omitempty"`
	Message *domain.Message `json:"message,omitempty"`
}

// Office answers GET PathOffice: what Klinikadministration shows, of one moment.
// Whoever may not change it does not see by which personnummer others log in.
type Office struct {
	Clinic     domain.Clinic        `json:"clinic"`
	Users      []domain.ClinicUser  `json:"users"`      // present ones first, by name
	Performers []domain.Performer   `json:"performers"` // present and past, by number
	Events     []domain.ClinicEvent `json:"events"`     // the newest MaxOfficeEvents, newest first
}

// MaxOfficeEvents is how much of a clinic's history PathOffice gives.
const MaxOfficeEvents = 200

// InvoiceList answers GET PathInvoices?status=&from=&to=&after=&limit=.
type InvoiceList struct {
	Invoices []domain.Invoice `json:"invoices"`
	Next     string           `json:"next,omitempty"` // value for after, "" at the end
}

// EventList answers GET PathEvents: what was done to an invoice, oldest first
// (D12). Of what was done before events were kept there are none.
type EventList struct {
	Events []domain.Event `json:"events"`
}
