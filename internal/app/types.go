package app

import (
	"errors"
	"time"

	"example.org/tandtui/internal/domain"
)

// CardPhase says how far the card is on its way to be used.
type CardPhase uint8

// The phases, in the order in which they come true.
const (
	CardUnknown    CardPhase = iota // not looked yet
	CardNoService                   // no PC/SC service answers
	CardNoReader                    // the service has no reader
	CardNone                        // a reader, no card
	CardReading                     // a card, being read
	CardUnreadable                  // a card we cannot use: Code says why
	CardChoice                      // several cards that can be used: one is to be chosen
	CardReady                       // a card whose holder is known; PIN wanted
	CardUnlocked                    // PIN verified
)

// CardState is what is known of reader and card at a moment.
type CardState struct {
	Phase CardPhase
	// Insertion counts the cards seen since start, so that a card pulled and put
	// back between two looks is told from one that stayed.
	Insertion uint64
	Reader    string // the reader's name, as PC/SC gives it
	Holder    Holder // from CardReady on
	PIN       PINInfo
	Code      string       // with CardUnreadable: a code of card errors
	Library   string       // with CardUnreadable: a PKCS#11 library on the computer that may know the card; "" for none
	Choices   []CardOption // with CardChoice, in the order of the readers
}

// CardOption is one of several cards that can be used.
type CardOption struct {
	Insertion uint64
	Reader    string
	Holder    Holder
}

// Holder is the person named in the card's certificate for legitimering.
type Holder struct {
	Name     string
	HSAID    string
	NotAfter time.Time
}

// PINInfo is the card's PIN for legitimering. Left is -1 where the card does
// not tell.
type PINInfo struct {
	Min, Max int
	Left     int
	Blocked  bool

	Elsewhere bool // the operating system asks for it after Enter, in a window of its own
}

// PINTry is what the user knew when typing a PIN.
type PINTry struct {
	Insertion uint64 // the card that was shown (CardState.Insertion)
	Last      bool   // the user was warned that the card's last try goes
}

// Codes of card errors (domain.Error.Code, CardState.Code).
const (
	CodeCardNoService   = "card.no-service"
	CodeCardNoReader    = "card.no-reader"
	CodeCardNone        = "card.none"
	CodeCardRemoved     = "card.removed"
	CodeCardForeign     = "card.foreign"     // no SITHS legitimering on it
	CodeCardIssuer      = "card.issuer"      // a legitimering, but of an issuer that does not count here
	CodeCardSecure      = "card.secure"      // it demands secure messaging
	CodeCardUnsigned    = "card.unsigned"    // it refuses every known way of signing
	CodeCardModule      = "card.module"      // the PKCS#11 library of the settings cannot be used
	CodeCardExpired     = "card.expired"     // the certificate's time is over
	CodeCardSeveral     = "card.several"     // several certificates fit
	CodeCardPINWrong    = "card.pin-wrong"   // *PINError tells the tries left
	CodeCardPINBlocked  = "card.pin-blocked" //
	CodeCardPINFormat   = "card.pin-format"  // not sent: wrong length or not digits
	CodeCardPINSame     = "card.pin-same"    // not sent: the same wrong PIN again
	CodeCardPINLast     = "card.pin-last"    // not sent: one try left, confirm first
	CodeCardPINRequired = "card.pin-required"
	CodeCardBusy        = "card.busy"
	CodeCardSilent      = "card.silent" // it is there and does not answer
	CodeCardFailed      = "card.failed"
	CodeCardTLS         = "card.tls" // card and server have no way to sign in common
)

// Other codes that app itself gives.
const (
	CodeRole            = "role"                 // the user's role at the clinic does not allow it
	CodeClinicChanged   = "clinic-changed"       // somebody else has changed the clinic since the user decided
	CodeUnknownUser     = "login.unknown-user"   // card fine, but no user at the region
	CodeUserEnded       = "login.user-ended"     // card fine, but the user has been removed
	CodeOtherRegion     = "login.other-region"   // the server is another region's than is set
	CodeUnknownIssuer   = "login.unknown-issuer" // the region takes no card of this issuer
	CodeCardRevoked     = "login.revoked"        // the region says that the card's certificate is revoked
	CodeFirstOnline     = "login.first-online"   // never logged in here before, and no network
	CodeOfflineLong     = "login.offline-long"   // the region has not answered for longer than it allows
	CodeNotLoggedIn     = "login.none"           //
	CodeOffline         = "server.unreachable"   //
	CodeUntrusted       = "server.untrusted"     // the server's certificate is of an issuer that is not the region's
	CodeServerExpired   = "server.expired"       // it is not valid now
	CodeServerName      = "server.name"          // it is for another address
	CodeCardUnasked     = "server.no-card-asked" // the server did not ask for the card: it is not the region's
	CodeOldClient       = "server.protocol"      //
	CodeOldServer       = "server.old"           // it speaks an earlier version of the protocol
	CodePersonUnknown   = "person.unknown"       //
	CodePersonProtected = "person.protected"     //
	CodePersonNotCached = "person.not-cached"    // offline, never looked up here
	CodeNotSendable     = "draft.errors"         // errors left
	CodeDraftGone       = "draft.gone"           //
	CodeDraftQueued     = "draft.queued"         // in the outbox, not to be changed
	CodeRegionLost      = "region.lost"          // the region had received it, and has put back an older copy of its database
	CodeMayBeSent       = "outbox.sent"          // the region may have it: not to be taken back
	CodeFileChanged     = "file.changed"         // it is not what was checked any more
	CodeFileFault       = "file.fault"           // nothing of it can be sent
	CodeFileWaits       = "file.waits"           // the same file is in the outbox already
	CodeFileNoBill      = "file.no-bill"         // there is no bill at the place: a credit, or nothing
	CodeFileGone        = "file.gone"            // the sealed copy of it is not kept any more
	CodeWaiting         = "outbox.waiting"       // the invoice has a command in the outbox already
	CodeVersionChanged  = "version-changed"      // the invoice is another than the user decided on
	CodeStoreInUse      = "store.in-use"         //
	CodeStoreNoRemnant  = "store.no-remnant"     // there is no such file to read drafts from
	CodeStoreWrongCard  = "store.wrong-card"     //
	CodeStoreDamaged    = "store.damaged"        //
	CodeStoreAside      = "store.aside"          // damaged as a whole and put aside: the next login begins a new one
	CodeStoreFull       = "store.full"           //
	CodeStoreUnsure     = "store.unsure"         //
	CodeStorePermission = "store.permission"     //
	CodeSlotLast        = "store.slot-last"      // the only way to open the store
	CodeSlotCurrent     = "store.slot-current"   // the user is logged in with it
	CodeCardNew         = "login.new-card"       // a card of the user's that does not open the store yet (App.AddNewCard)
	CodeCardNewOffline  = "login.new-card-offline"
	CodeCardNewGone     = "login.new-card-gone" // it is not kept any more
	CodeRecoveryTyped   = "recovery.typed"      // no recovery key, or a slip in it
	CodeRecoveryOther   = "recovery.other"      // it opens another store
	CodeInvoiceNone     = "invoice.none"        // not in the mirror
	CodeServerBusy      = "server.busy"         // it says so itself, or failed inside
	CodeServerRefused   = "server.refused"      //
	CodeServerURL       = "server.url"          // no https address in the settings
	CodeFeedOld         = "feed.old"            // the region no longer knows the cursor: fetch all anew
	CodeFeedHole        = "feed.hole"           // a page of changes does not fit the cursor
	CodeStoreNewer      = "store.newer"         // written by a newer program
	CodeStoreFailed     = "store.failed"        // not saved, for another reason than those above
)

// PINError is the cause in a CodeCardPINWrong error.
type PINError struct{ Left int } // -1 unknown

func (e *PINError) Error() string { return "card: wrong PIN" }

// RefusedError is the region's definitive no to a command.
type RefusedError struct {
	Code     string // problem code of the API
	Detail   string // the server's own sentence; of a clinic that somebody else has changed, that person's name
	Findings []domain.Finding
	Version  int64 // with CodeVersionChanged: of the invoice as it now is
	Status   int   // of HTTP
	Unknown  bool  // a problem this program does not know: only Detail tells what it is
}

func (e *RefusedError) Error() string { return "region refused: " + e.Code }

// Said is the region's own Swedish sentence for an error that this program does
// not know; "" for all errors that it knows.
func Said(err error) string {
	var no *RefusedError
	if errors.As(err, &no) && no.Unknown {
		return no.Detail
	}
	return ""
}

// Health is what the server says about itself.
type Health struct {
	Time    time.Time
	Region  string
	Version string
	Demo    bool
}

// RegionData is a region's profile and price lists, with their version.
type RegionData struct {
	Version string
	Demo    bool
	Profile domain.Profile
	Prices  domain.PriceBook
	// Performers are those of the user's clinics, by the clinic's number. A clinic
	// that is missing is one whose performers are not known (B30).
	Performers map[string][]domain.Performer
}

// ChangePage is a page of a clinic's change feed. Changes that this program does
// not know are left out.
type ChangePage struct {
	From, To string
	More     bool
	Invoices []domain.Invoice
	Payouts  []domain.Payout
	Claims   []domain.Claim
	Clinic   *domain.Clinic // the clinic as it now is, where that has changed
	Messages []domain.Message
}

// DraftSummary is what lists of drafts show; it is kept beside the draft so
// that a list never decodes whole drafts.
type DraftSummary struct {
	ID        string
	Clinic    string
	State     domain.DraftState
	Updated   time.Time
	InvoiceNo string
	Person    string // display form where it could be read, else as typed
	Support   domain.Support
	Bills     int
	FirstDate domain.Date // earliest item; zero if none
	Visit     bool        // a home visit whose bills are not made yet
	Sum       domain.Ore
	Lost      bool // the region had received it, and has put back an older copy of its database (V1)
	Errors    int  // Unchecked: the rules have not looked
	Warnings  int
	Find      string // what a search looks through besides: persons and references of all bills
}

// Rescue tells what was done about a local file that was damaged as a whole, or that
// the file is an older state than the one last known.
type Rescue struct {
	Known    time.Time // when the state was left that the file does not have; zero: it was damaged
	File     string    // the damaged file's name, beside the new one
	Copy     time.Time // when the copy was made that the new one rests on; zero: none was there
	Drafts   int       // read from the damaged file, newer than the copy
	Commands int       // of the outbox, likewise
}

// Unchecked stands for the errors of a row that was made anew of its draft after
// damage: Sum and findings come with the next save.
const Unchecked = -1

// InvoiceSummary is what lists of invoices show.
type InvoiceSummary struct {
	Clinic    string // kliniknummer
	OurRef    int64
	InvoiceNo string
	Received  time.Time
	Sum       domain.Ore
	Status    domain.Status
	StatusOn  domain.Date
	CreditOf  int64
	Claim     bool // the clinic pays the credit back itself
	Bills     int
	OnHold    int
	Credited  int
	Voided    int
	Persons   []string // canonical, for search
	BillRefs  []string // for search
	BillNos   []int64  // for search
}

// SyncPhase is the state of the connection to the region.
type SyncPhase uint8

// The phases.
const (
	SyncOff        SyncPhase = iota // not started
	SyncConnecting                  //
	SyncOnline                      //
	SyncOffline                     // will try again by itself
	SyncRefused                     // the server refuses us: Code says why
)

// SyncState is what the background tells of itself.
type SyncState struct {
	Phase    SyncPhase
	Code     string        // why it is offline or refused
	LastSync time.Time     // last answer from the region
	Skew     time.Duration // own clock minus the server's
	Changed  bool          // the store has changed
	Rules    bool          // the region's profile or prices have changed
	Sending  string        // id of the command that is on its way just now
	NextTry  time.Time     // when the outbox is tried again by itself; zero: nothing waits for a time
}
