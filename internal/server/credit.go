package server

import (
	"errors"
	"strings"
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
)

// maxReason bounds the reason of a crediting, characters.
const maxReason = 500

// creditOrder reads a crediting (D7).
func creditOrder(body []byte) (order, error) {
	const op = "server.credit"
	var in domain.Crediting
	if err := decodeStrict(body, &in); err != nil {
		return order{}, err
	}
	switch items := in.Part.Items; {
	case in.OurRef < 1 || in.Version < 1:
		return order{}, badRequest(op, errors.New("no invoice, or no version of it"))
	case utf8.RuneCountInString(in.Reason) > maxReason:
		return order{}, badRequest(op, errors.New("a long reason"))
	case len(items) > 0 && in.Part.Whole:
		return order{}, badRequest(op, errors.New("the whole invoice, and items of it"))
	}
	if err := plain(op, in.Part.Part); err != nil {
		return order{}, err
	}
	if err := plainItems(op, in.Part); err != nil {
		return order{}, err
	}
	return order{target: in.OurRef, version: in.Version, act: func(s *Service, w work) (done, error, error) {
		d, err := s.credit(w, in)
		return d, nil, err
	}}, nil
}

// plainItems refuses items that are named again, by themselves or by their bill.
func plainItems(op string, p domain.CreditPart) error {
	bills := make(map[int64]bool, len(p.Bills))
	for _, no := range p.Bills {
		bills[no] = true
	}
	items := make(map[domain.BillItem]bool, len(p.Items))
	for _, i := range p.Items {
		if bills[i.BillNo] || items[i] {
			return badRequest(op, errors.New("an item that is named twice"))
		}
		items[i] = true
	}
	return nil
}

// credit credits an invoice; its receipt is about the credit.
func (s *Service) credit(w work, in domain.Crediting) (done, error) {
	e := w.event(domain.ActCredit, in.Part.Named())
	e.Reason = strings.TrimSpace(in.Reason)
	c := Crediting{Part: in.Part, On: s.today(), Account: s.profile.RefundAccount}
	marked, credit, err := c.Do(w.tx, w.target, e)
	return done{after: credit, version: marked.Version, credited: marked.OurRef}, err
}

// Crediting is what is taken back of a paid invoice.
type Crediting struct {
	Part    domain.CreditPart
	On      domain.Date // today
	Account string      // the region's, which clinics pay claims to
}

// Do saves the invoice, with what is credited marked, and a credit invoice with the
// opposite amounts and a Vår referens of its own, both with the event e, and gives
// them. A clinic paid by plusgiro owes the credit: it gets a claim.
func (c Crediting) Do(tx Tx, paid domain.Invoice, e domain.Event) (marked, credit domain.Invoice, err error) {
	if marked, credit, err = paid.Credit(c.Part); err != nil {
		return paid, credit, err
	}
	if marked, err = SaveInvoice(tx, marked, e); err != nil {
		return paid, credit, err
	}
	if credit, err = Number(tx, credit, e.At); err != nil {
		return marked, credit, err
	}
	claim, err := c.claim(tx, &credit)
	if err != nil {
		return marked, credit, err
	}
	e.Bills = nil
	if err := AddInvoice(tx, credit, e); err != nil || claim.No == 0 {
		return marked, credit, err
	}
	return marked, credit, PutClaim(tx, e.At, domain.Claim{}, claim)
}

// claim is what the clinic owes for a credit; none where the next payout takes it,
// or where the patients' fees were all of it.
func (c Crediting) claim(tx Tx, credit *domain.Invoice) (domain.Claim, error) {
	clinic, err := tx.Clinic(credit.Clinic)
	if err != nil || clinic.Payee.Kind != domain.Plusgiro || credit.Sum() >= 0 {
		return domain.Claim{}, err
	}
	if credit.Claim, err = tx.NextNumbers(CounterClaim, 1); err != nil {
		return domain.Claim{}, err
	}
	return domain.Claim{
		No: credit.Claim, Clinic: credit.Clinic, OurRef: credit.OurRef, Amount: -credit.Sum(),
		State: domain.ClaimOpen, Since: c.On, Account: c.Account,
	}, nil
}
