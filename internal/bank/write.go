package bank

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

const (
	namespace = "urn:iso:std:iso:20022:tech:xsd:"
	sek       = "SEK"
	maxText   = 140 // of names and of remittance text, characters (the schemas)
	maxID     = 35  // of identities, characters

	invoicePrefix = "Faktura " // before the clinic's own number
)

// The clearing system of Swedish banks, and the members that stand for bankgiro
// and plusgiro in it (ADR 043: which of this public sources confirm).
const (
	swedishClearing = "SESBA"
	bankgiroMember  = "9900"
	plusgiroMember  = "9960"
)

// WritePain001 writes an order as the bank wants it. The same order and profile
// give the same bytes. An order that breaks a rule of the message (CodeOrder) is
// refused before the first byte.
func WritePain001(w io.Writer, o Order, p Profile) error {
	if err := p.check(); err != nil {
		return fault(CodeOrder, "bank.WritePain001", err)
	}
	if err := o.check(p.Characters); err != nil {
		return fault(CodeOrder, "bank.WritePain001", err)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(p.document(o)); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (p Profile) document(o Order) document {
	sum := decimal(o.Sum())
	d := document{Namespace: namespace + p.Message}
	d.Initiation.Header = header{
		MessageID: o.MessageID, Created: o.Created.UTC().Format("2006-01-02T15:04:05Z"),
		Count: len(o.Payments), Sum: sum, Initiator: p.initiator(),
	}
	d.Initiation.Payment = paymentInfo{
		ID: o.MessageID, Method: "TRF", BatchBooking: p.BatchBooking, Count: len(o.Payments), Sum: sum,
		Service: "NURG", Purpose: "SUPP", Debtor: p.debtor(), DebtorIBAN: p.Debtor.IBAN, Currency: sek,
		DebtorAgent: p.institution(p.BIC), Charges: "SLEV", Transfers: make([]transfer, len(o.Payments)),
	}
	if p.Message == Pain001v09 {
		d.Initiation.Payment.Execution.Date = o.Execution.String()
	} else {
		d.Initiation.Payment.Execution.Bare = o.Execution.String()
	}
	for i, payment := range o.Payments {
		d.Initiation.Payment.Transfers[i] = p.transfer(payment)
	}
	return d
}

func (p Profile) initiator() party {
	id, kind := p.Agreement, "BANK"
	if id == "" {
		id, kind = digits(p.Debtor.OrgNumber), "COID"
	}
	return party{Name: p.text(p.Debtor.Name, maxText), ID: &other{ID: id, Scheme: &scheme{Code: kind}}}
}

func (p Profile) debtor() party {
	d := p.party(p.Debtor.Party)
	d.ID = &other{ID: digits(p.Debtor.OrgNumber), Scheme: &scheme{Code: "COID"}}
	return d
}

func (p Profile) party(of Party) party {
	if of.Country == "" {
		of.Country = "SE"
	}
	return party{Name: p.text(of.Name, maxText), Address: &address{Town: p.text(of.Town, maxID), Country: of.Country}}
}

func (p Profile) institution(bic string) institution {
	if p.Message == Pain001v09 {
		return institution{BICFI: bic}
	}
	return institution{BIC: bic}
}

func (p Profile) transfer(of Payment) transfer {
	t := transfer{
		EndToEndID: of.EndToEndID, Amount: money{sek, decimal(of.Amount)}, Creditor: p.party(of.Creditor),
		Remittance: p.remittance(of),
	}
	t.Account, t.Agent = p.account(of.Account)
	return t
}

// account is where the money goes, and the bank that it goes through; an IBAN
// names its bank itself.
func (p Profile) account(a Account) (accountID, *agent) {
	if a.Kind == IBAN {
		return accountID{IBAN: a.Digits}, nil
	}
	name, member := &scheme{Code: SchemeBBAN}, a.Digits[:min(4, len(a.Digits))]
	switch {
	case a.Kind == Bankgiro:
		name, member = &scheme{Proprietary: "BGNR"}, bankgiroMember
	case a.Kind == Plusgiro && p.PlusgiroScheme == SchemePGNR:
		name, member = &scheme{Proprietary: SchemePGNR}, plusgiroMember
	case a.Kind == Plusgiro:
		member = plusgiroMember
	}
	return accountID{Other: &other{ID: a.Digits, Scheme: name}}, &agent{institution{Clearing: &clearing{swedishClearing, member}}}
}

// remittance says what a payment pays. Bankgiro and plusgiro bring each part to
// the receiver; an account brings one line of text.
func (p Profile) remittance(of Payment) *remittance {
	switch {
	case len(of.Remittances) == 0:
		return nil
	case of.Account.Kind == BBAN || of.Account.Kind == IBAN:
		return &remittance{Text: []string{p.text(references(of.Remittances), maxText)}}
	}
	r := &remittance{Parts: make([]structured, len(of.Remittances))}
	for i, part := range of.Remittances {
		r.Parts[i] = p.structured(part)
	}
	return r
}

func (p Profile) structured(part Remittance) structured {
	s, code, amount := structured{}, "CINV", &money{sek, decimal(part.Amount)}
	if part.Credit {
		code, s.Credit = "CREN", amount
	} else {
		s.Paid = amount
	}
	switch {
	case part.OurRef == 0:
		s.Note = p.text("Från tidigare utbetalning", maxText)
	case part.InvoiceNo != "":
		s.Note = p.text(invoicePrefix+part.InvoiceNo, maxText)
	}
	if part.OurRef != 0 {
		s.Document = &documentRef{code, strconv.FormatInt(part.OurRef, 10)}
	}
	return s
}

// references names every Vår referens that fits into a line of text, and says how
// many do not.
func references(parts []Remittance) string {
	line, left := "Vår ref", 0
	for _, part := range parts {
		next := line + " " + strconv.FormatInt(part.OurRef, 10)
		switch {
		case part.OurRef == 0:
		case left > 0 || len(next) > maxText-len(" +1000000"):
			left++
		default:
			line = next
		}
	}
	if left > 0 {
		line += " +" + strconv.Itoa(left)
	}
	return line
}

// check tells what no file can be written of. Amounts are bounded as those read
// are, so that their sum cannot overflow.
func (o Order) check(characters string) error {
	c := orderCheck{seen: map[string]bool{}, characters: characters}
	c.want(len(o.Payments) > 0, "no payments")
	c.want(isID(o.MessageID), "message id %q", o.MessageID)
	c.want(!o.Created.IsZero() && !o.Execution.IsZero(), "no date")
	for _, p := range o.Payments {
		c.payment(p)
	}
	return c.err
}

// isID tells whether a text may be an identity: SWIFT's characters, at most 35,
// and no slash that a bank would read as the end.
func isID(s string) bool {
	return s != "" && len(s) <= maxID && text(s, Basic, maxID) == s && !strings.Contains(s, "//") && s[0] != '/' && s[len(s)-1] != '/'
}

func validAccount(a Account) bool {
	switch a.Kind {
	case Bankgiro:
		_, err := domain.ParseBankgiro(a.Digits)
		return err == nil && digits(a.Digits) == a.Digits
	case Plusgiro:
		_, err := domain.ParsePlusgiro(a.Digits)
		return err == nil && digits(a.Digits) == a.Digits
	case BBAN:
		return digits(a.Digits) == a.Digits && len(a.Digits) >= 11 && len(a.Digits) <= 16 // clearing number and account number
	case IBAN:
		return validIBAN(a.Digits)
	}
	return false
}
