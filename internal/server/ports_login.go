package server

import "time"

// Logins is what logging in without a card leaves behind: orders of BankID that
// are under way, and the sessions that they have become.
type Logins interface {
	// PutOrder stores an order in place of one with its ID, and drops those that
	// were begun before a time.
	PutOrder(o BankIDOrder, before time.Time) error
	// Order gives an order. Kind NotFound.
	Order(id string) (BankIDOrder, error)
	// PutSession stores a session in place of one of its key, and drops those that
	// were begun before a time.
	PutSession(s KeySession, before time.Time) error
	// Session gives the session of a terminal's key. Kind NotFound.
	Session(key string) (KeySession, error)
	// EndSession forgets a session; one that is not there is as good.
	EndSession(key string) error
	// AddEvidence keeps what BankID says for a login, sealed.
	AddEvidence(Evidence) error
	// Evidence gives what is kept of a user's logins, newest first.
	Evidence(userID int64) ([]Evidence, error)
}

// BankIDOrder is a login by BankID that is under way. It belongs to the terminal
// whose key began it. It lies in the database, so that any server of the region
// answers and only one of them asks BankID.
type BankIDOrder struct {
	ID    string // what the terminal calls it; BankID's own name is Ref
	Key   string // of the terminal that began it (keyOf)
	State OrderState
	Hint  string // BankID's hint code, or the problem's code where it was refused here
	Begun time.Time
	Next  time.Time // BankID is not asked before; in the future while it is asked

	// What BankID gave. The secret makes the QR codes: it is forgotten with the
	// order's end and leaves the server never.
	Ref, AutoStart, QRToken, QRSecret string
}

// OrderState is how far an order has come.
type OrderState string

// The states. The first is the only one that changes.
const (
	OrderPending  OrderState = "pending"
	OrderComplete OrderState = "complete" // its key has a session now
	OrderFailed   OrderState = "failed"
	OrderRefused  OrderState = "refused" // by the region: BankID knows the person, and the region does not
)

// KeySession is a login that lasts: whoever proves to have the key is the user.
type KeySession struct {
	Key    string
	UserID int64
	Begun  time.Time
	Used   time.Time // when the user was last active, to the minute
}

// Evidence is BankID's proof of a login: its signature and the state of the
// certificate. Nobody but the holder of the region's key for it can read Sealed.
type Evidence struct {
	Order  string // its ID
	UserID int64
	At     time.Time
	Sealed []byte
}
