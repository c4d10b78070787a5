package money

import (
	"cmp"
	"slices"

	"example.org/tandtui/internal/domain"
)

// Thing says what a fault is about.
type Thing string

// The things that entries are held against.
const (
	AboutEntry   Thing = "entry"
	AboutInvoice Thing = "invoice"
	AboutPayout  Thing = "payout"
	AboutClaim   Thing = "claim"
	AboutClinic  Thing = "clinic"
)

// Fault is a place where the books are not what is there.
type Fault struct {
	About    Thing      `json:"about"`
	No       int64      `json:"no,omitempty"` // Vår referens, or number of the entry, payout or claim
	Clinic   string     `json:"clinic,omitempty"`
	Account  Account    `json:"account,omitempty"`
	Booked   domain.Ore `json:"booked"`   // öre
	Expected domain.Ore `json:"expected"` // öre
}

// Standing is what the books must say of an invoice.
type Standing struct {
	OurRef int64
	Clinic string
	Status domain.Status
	Payout int64
	Claim  int64
	Sum    domain.Ore
}

// owes is what is still owed to the clinic for it, öre.
func (s Standing) owes() domain.Ore {
	if s.Payout != 0 || s.Claim != 0 || s.Status == domain.StatusPaid {
		return 0
	}
	return s.Sum
}

// balances are those of the accounts that matter of one thing, öre: what is owed
// counts as above zero.
type balances struct{ cost, payable, transit, bank, claims domain.Ore }

func (b *balances) enter(e Entry) {
	b.debit(e.Debit, e.Amount)
	b.debit(e.Credit, -e.Amount)
}

func (b *balances) debit(account Account, amount domain.Ore) {
	switch account {
	case Cost:
		b.cost += amount
	case Payable:
		b.payable -= amount
	case Transit:
		b.transit -= amount
	case Bank:
		b.bank -= amount
	case Claims:
		b.claims += amount
	case Carry: // kept by clinic
	}
}

// Audit holds entries against what is there: first Enter all entries, then give
// every invoice, payout and claim, and then ask for Faults. The zero value is
// ready.
type Audit struct {
	Entries  int64
	Paid     domain.Ore // by the bank, less what has come back, öre
	Owed     domain.Ore // to clinics, öre
	Claimed  domain.Ore // from clinics, öre
	Carried  domain.Ore // öre
	invoices map[int64]*balances
	payouts  map[int64]*balances
	claims   map[int64]*balances
	carry    map[string]domain.Ore // as booked
	left     map[string]domain.Ore // as payouts have it
	faults   []Fault
}

// Enter takes the next entry.
func (a *Audit) Enter(e Entry) {
	if a.invoices == nil {
		a.invoices, a.payouts, a.claims = map[int64]*balances{}, map[int64]*balances{}, map[int64]*balances{}
		a.carry = map[string]domain.Ore{}
	}
	a.Entries++
	if e.Amount <= 0 || e.Debit == e.Credit || !accounts[e.Debit] || !accounts[e.Credit] || e.OurRef == 0 && e.Payout == 0 && e.Claim == 0 {
		a.faults = append(a.faults, Fault{About: AboutEntry, No: e.No, Clinic: e.Clinic, Booked: e.Amount})
		return
	}
	enter(a.invoices, e.OurRef, e)
	enter(a.payouts, e.Payout, e)
	enter(a.claims, e.Claim, e)
	a.total(e)
}

func enter(of map[int64]*balances, no int64, e Entry) {
	if no == 0 {
		return
	}
	b := of[no]
	if b == nil {
		b = &balances{}
		of[no] = b
	}
	b.enter(e)
}

func (a *Audit) total(e Entry) {
	var b balances
	b.enter(e)
	a.Paid, a.Owed, a.Claimed = a.Paid+b.bank, a.Owed+b.payable+b.transit, a.Claimed+b.claims
	switch Carry {
	case e.Debit:
		a.carry[e.Clinic] += e.Amount
	case e.Credit:
		a.carry[e.Clinic] -= e.Amount
	}
}

// take gives the balances of a thing, which is thereby accounted for.
func take(of map[int64]*balances, no int64) balances {
	b := of[no]
	if b == nil {
		return balances{}
	}
	delete(of, no)
	return *b
}

func (a *Audit) want(f Fault, account Account, booked, expected domain.Ore) {
	if booked != expected {
		f.Account, f.Booked, f.Expected = account, booked, expected
		a.faults = append(a.faults, f)
	}
}

// Invoice holds an invoice against its entries.
func (a *Audit) Invoice(s Standing) {
	b, f := take(a.invoices, s.OurRef), Fault{About: AboutInvoice, No: s.OurRef, Clinic: s.Clinic}
	a.want(f, Cost, b.cost, s.Sum)
	a.want(f, Payable, b.payable, s.owes())
}

// Payout holds a payout against its entries.
func (a *Audit) Payout(p domain.Payout) {
	b, f := take(a.payouts, p.No), Fault{About: AboutPayout, No: p.No, Clinic: p.Clinic}
	waits := p.Sum
	if p.Paid() || p.State == domain.PayoutRejected {
		waits = 0
	}
	a.want(f, Transit, b.transit, waits)
	a.want(f, Bank, b.bank, paid(p))
	if a.left == nil {
		a.left = map[string]domain.Ore{}
	}
	a.left[p.Clinic] += held(p).CarriedOut - held(p).CarriedIn
}

// Claim holds a claim against its entries.
func (a *Audit) Claim(c domain.Claim) {
	b, f := take(a.claims, c.No), Fault{About: AboutClaim, No: c.No, Clinic: c.Clinic}
	a.want(f, Claims, b.claims, owed(c)-c.Paid)
	a.want(f, Bank, -b.bank, c.Paid)
}

// Faults gives what does not add up, in a fixed order; none: the books are right
// to the öre. It ends the audit.
func (a *Audit) Faults() []Fault {
	for about, of := range map[Thing]map[int64]*balances{AboutInvoice: a.invoices, AboutPayout: a.payouts, AboutClaim: a.claims} {
		for no, b := range of {
			f := Fault{About: about, No: no}
			for account, booked := range map[Account]domain.Ore{Cost: b.cost, Payable: b.payable, Transit: b.transit, Bank: b.bank, Claims: b.claims} {
				a.want(f, account, booked, 0)
			}
		}
	}
	for clinic, booked := range a.carry {
		a.Carried += booked
		a.want(Fault{About: AboutClinic, Clinic: clinic}, Carry, booked, a.left[clinic])
		delete(a.left, clinic)
	}
	for clinic, expected := range a.left {
		a.want(Fault{About: AboutClinic, Clinic: clinic}, Carry, 0, expected)
	}
	slices.SortFunc(a.faults, func(x, y Fault) int {
		return cmp.Or(cmp.Compare(x.About, y.About), cmp.Compare(x.No, y.No), cmp.Compare(x.Clinic, y.Clinic), cmp.Compare(x.Account, y.Account))
	})
	return a.faults
}
