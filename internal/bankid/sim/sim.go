package sim

import (
	"crypto/rand"
	"sync"
	"time"

	"github.com/google/uuid"

	"example.org/tandtui/internal/bankid"
)

// How long an order lives: BankID gives up one that nobody has picked up, and one
// that is not signed. A code is taken while it is fresh.
const (
	startWithin = 30 * time.Second
	signWithin  = 3 * time.Minute
	freshFor    = 5 * time.Second
)

// Sim is a BankID of its own. It is safe for concurrent use.
type Sim struct {
	now func() time.Time

	mu     sync.Mutex
	orders map[string]*order
	faults []Fault
	asked  map[string]int // requests by path
}

// order is one login. Its hint belongs to its status.
type order struct {
	bankid.Order
	begun, seen time.Time // seen: picked up by an app
	status      bankid.Status
	hint        string
	visible     string
	required    string // the only person who may, "" for anybody
	person      Person
	told        bool // its end has been collected
}

// Person is whose BankID an app has.
type Person struct {
	PersonalNumber string `json:"personalNumber"`
	Name           string `json:"name"`
}

// New makes one without orders.
func New(now func() time.Time) *Sim {
	return &Sim{now: now, orders: map[string]*order{}, asked: map[string]int{}}
}

// Asked is how many requests a path of the API has had.
func (s *Sim) Asked(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

// begin makes an order. One for a person who has another going ends both
// (alreadyInProgress).
func (s *Sim) begin(visible, required string) (bankid.Order, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age()
	if required != "" {
		for _, o := range s.orders {
			if o.status == bankid.Pending && (o.required == required || o.person.PersonalNumber == required) {
				o.end("cancelled")
				return bankid.Order{}, bankid.CodeInProgress
			}
		}
	}
	o := &order{
		Order: bankid.Order{
			Ref: uuid.NewString(), AutoStartToken: uuid.NewString(), QRStartToken: uuid.NewString(), QRStartSecret: rand.Text(),
		},
		begun: s.now(), status: bankid.Pending, hint: bankid.HintOutstanding, visible: visible, required: required,
	}
	s.orders[o.Ref] = o
	return o.Order, ""
}

// end fails an order.
func (o *order) end(hint string) { o.status, o.hint = bankid.Failed, hint }

// age ends the orders whose time is over. The caller holds mu.
func (s *Sim) age() {
	now := s.now()
	for _, o := range s.orders {
		switch {
		case o.status != bankid.Pending:
		case o.seen.IsZero() && now.Sub(o.begun) > startWithin:
			o.end("startFailed")
		case !o.seen.IsZero() && now.Sub(o.begun) > signWithin:
			o.end("expiredTransaction")
		}
	}
}

// collect gives an order's state; an end is given once. nil: there is none.
func (s *Sim) collect(ref string) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age()
	o := s.orders[ref]
	if o == nil || o.told {
		return nil
	}
	o.told = o.status != bankid.Pending
	answer := map[string]any{"orderRef": ref, "status": o.status}
	if o.status != bankid.Complete {
		answer["hintCode"] = o.hint
		return answer
	}
	answer["completionData"] = map[string]any{
		"user":            map[string]any{"personalNumber": o.person.PersonalNumber, "name": o.person.Name, "givenName": "", "surname": ""},
		"device":          map[string]any{"ipAddress": "192.0.2.1", "uhi": "SIM"},
		"bankIdIssueDate": o.begun.UTC().Format("2006-01-02") + "Z",
		"stepUp":          map[string]any{"mrtd": false},
		"signature":       "PFNJTS8+", // <SIM/>
		"ocspResponse":    "U0lN",
		"risk":            "low",
		"later":           []any{1, "a field of a later version"},
	}
	return answer
}

// cancel ends an order for its relying party; false: there is none.
func (s *Sim) cancel(ref string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age()
	o := s.orders[ref]
	if o == nil || o.status != bankid.Pending {
		return false
	}
	delete(s.orders, ref)
	return true
}
