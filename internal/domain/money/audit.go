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

// What says what is wrong with a thing beside its accounts.
type What string

// The faults that no account tells.
const (
	WhatClinic   What = "clinic"   // its entries, or its invoices, are of another clinic
	WhatStatus   What = "status"   // it is in a state that its payout, claim or bills deny
	WhatParts    What = "parts"    // the invoices that name a payout are not those that it names, or not what it pays
	WhatRepaid   What = "repaid"   // what is noted as having come for a claim is not what it says
	WhatCredited What = "credited" // more was taken back by credits than is marked as credited
)

// Fault is a place where the books are not what is there.
type Fault struct {
	About    Thing      `json:"about"`
	No       int64      `json:"no,omitempty"` // Vår referens, or number of the entry, payout or claim
	Clinic   string     `json:"clinic,omitempty"`
	Account  Account    `json:"account,omitempty"`
	What     What       `json:"what,omitempty"` // where no account tells it
	Booked   domain.Ore `json:"booked"`         // öre
	Expected domain.Ore `json:"expected"`       // öre
}

// Standing is what the books must say of an invoice.
type Standing struct {
	OurRef int64
	Clinic string
	Status domain.Status
	Payout int64
	Claim  int64
	Sum    domain.Ore

	CreditOf int64      // Vår referens of what it credits
	Credited domain.Ore // what is marked of it as credited, öre
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
type balances struct {
	cost, payable, transit, bank, claims domain.Ore

	clinic string
	mixed  bool // entries of several clinics
}

// content is what invoices say of the payout that they name.
type content struct {
	sum            domain.Ore
	count, refs    int64 // refs: the sum of Vår referens
	paid, approved int64
	foreign        bool
	clinic         string
}

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
	Entries  int64      `json:"entries"`
	Paid     domain.Ore `json:"paid"`    // by the bank, less what has come back, öre
	Owed     domain.Ore `json:"owed"`    // to clinics, öre
	Claimed  domain.Ore `json:"claimed"` // from clinics, öre
	Carried  domain.Ore `json:"carried"` // öre
	invoices map[int64]*balances
	payouts  map[int64]*balances
	claims   map[int64]*balances
	carry    map[string]domain.Ore // as booked
	left     map[string]domain.Ore // as payouts have it
	contents map[int64]*content    // by payout
	claimed  map[int64]Standing    // credits, by claim
	marked   map[int64]Standing    // of what is marked as credited, by Vår referens
	back     map[int64]domain.Ore  // by credits, by Vår referens of what they credit
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
		b = &balances{clinic: e.Clinic}
		of[no] = b
	}
	b.mixed = b.mixed || b.clinic != e.Clinic
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

func (a *Audit) fault(f Fault, what What, booked, expected domain.Ore) {
	f.What, f.Booked, f.Expected = what, booked, expected
	a.faults = append(a.faults, f)
}

// whose tells where entries are of another clinic than the thing.
func (a *Audit) whose(f Fault, b balances) {
	if b.mixed || b.clinic != "" && b.clinic != f.Clinic {
		a.fault(f, WhatClinic, 0, 0)
	}
}

// Invoice holds an invoice against its entries. Invoices come before payouts and
// claims.
func (a *Audit) Invoice(s Standing) {
	b, f := take(a.invoices, s.OurRef), Fault{About: AboutInvoice, No: s.OurRef, Clinic: s.Clinic}
	a.want(f, Cost, b.cost, s.Sum)
	a.want(f, Payable, b.payable, s.owes())
	a.whose(f, b)
	if (s.Status == domain.StatusDeleted || s.Status == domain.StatusVoided) && s.Sum != 0 {
		a.fault(f, WhatStatus, s.Sum, 0)
	}
	if a.contents == nil {
		a.contents, a.claimed, a.marked, a.back = map[int64]*content{}, map[int64]Standing{}, map[int64]Standing{}, map[int64]domain.Ore{}
	}
	if s.Payout != 0 {
		a.contain(s)
	}
	if s.Claim != 0 {
		a.claimed[s.Claim] = s
	}
	if s.CreditOf != 0 {
		a.back[s.CreditOf] -= s.Sum
	}
	if s.Credited != 0 {
		a.marked[s.OurRef] = s
	}
}

// contain notes the payout that an invoice names.
func (a *Audit) contain(s Standing) {
	c := a.contents[s.Payout]
	if c == nil {
		c = &content{clinic: s.Clinic}
		a.contents[s.Payout] = c
	}
	c.sum, c.count, c.refs, c.foreign = c.sum+s.Sum, c.count+1, c.refs+s.OurRef, c.foreign || c.clinic != s.Clinic
	switch s.Status {
	case domain.StatusPaid:
		c.paid++
	case domain.StatusApproved:
		c.approved++
	case domain.StatusReceived, domain.StatusDeleted, domain.StatusVoided:
	}
}

// Payout holds a payout against its entries and its invoices.
func (a *Audit) Payout(p domain.Payout) {
	b, f := take(a.payouts, p.No), Fault{About: AboutPayout, No: p.No, Clinic: p.Clinic}
	waits := p.Sum
	if p.Paid() || p.State == domain.PayoutRejected {
		waits = 0
	}
	a.want(f, Transit, b.transit, waits)
	a.want(f, Bank, b.bank, paid(p))
	a.whose(f, b)
	a.holds(f, p)
	if a.left == nil {
		a.left = map[string]domain.Ore{}
	}
	a.left[p.Clinic] += held(p).CarriedOut - held(p).CarriedIn
}

// holds holds a payout against the invoices that name it. Those of before there were
// runs say less of each other.
func (a *Audit) holds(f Fault, p domain.Payout) {
	var c content
	if found := a.contents[p.No]; found != nil {
		c = *found
		delete(a.contents, p.No)
	}
	if p.Run == 0 {
		return
	}
	want, state := content{clinic: p.Clinic, sum: p.Sum + p.CarriedIn - p.CarriedOut, count: int64(len(p.Invoices))}, c.approved
	for _, ref := range p.Invoices {
		want.refs += ref
	}
	if p.Paid() {
		state = c.paid
	}
	if p.State == domain.PayoutRejected {
		want, state = content{}, 0
	}
	switch {
	case c.count > 0 && (c.foreign || c.clinic != p.Clinic):
		a.fault(f, WhatClinic, 0, 0)
	case c.count != want.count || c.refs != want.refs || c.sum != want.sum:
		a.fault(f, WhatParts, c.sum, want.sum)
	case state != c.count:
		a.fault(f, WhatStatus, 0, 0)
	}
}

// Claim holds a claim against its entries, its credit, and what is noted as having
// come for it.
func (a *Audit) Claim(c domain.Claim, repaid domain.Ore) {
	b, f := take(a.claims, c.No), Fault{About: AboutClaim, No: c.No, Clinic: c.Clinic}
	a.want(f, Claims, b.claims, owed(c)-c.Paid)
	a.want(f, Bank, -b.bank, c.Paid)
	a.whose(f, b)
	if repaid != c.Paid {
		a.fault(f, WhatRepaid, repaid, c.Paid)
	}
	credit := a.claimed[c.No]
	delete(a.claimed, c.No)
	switch settled := c.State == domain.ClaimSettled; {
	case credit.OurRef != c.OurRef || credit.Clinic != c.Clinic:
		a.fault(f, WhatParts, 0, 0)
	case settled != (c.Left() == 0), settled != (credit.Status == domain.StatusPaid), owed(c) != -credit.Sum:
		a.fault(f, WhatStatus, owed(c), -credit.Sum)
	}
}

// alone tells what names something that is not there, and what was credited without a
// mark: it could be credited again.
func (a *Audit) alone() {
	for no, c := range a.contents {
		a.fault(Fault{About: AboutPayout, No: no, Clinic: c.clinic}, WhatParts, c.sum, 0)
	}
	for no, s := range a.claimed {
		a.fault(Fault{About: AboutClaim, No: no, Clinic: s.Clinic}, WhatParts, -s.Sum, 0)
	}
	for ref, taken := range a.back {
		if marked := a.marked[ref].Credited; marked < taken {
			a.fault(Fault{About: AboutInvoice, No: ref}, WhatCredited, marked, taken)
		}
	}
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
	a.alone()
	slices.SortFunc(a.faults, func(x, y Fault) int {
		return cmp.Or(cmp.Compare(x.About, y.About), cmp.Compare(x.No, y.No), cmp.Compare(x.Clinic, y.Clinic), cmp.Compare(x.Account, y.Account), cmp.Compare(x.What, y.What))
	})
	return a.faults
}
