package bank

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// Received is an order as a bank gets it. The demo's bank reads it; tests compare
// it with what was written.
type Received struct {
	Message string // Pain001v03 or Pain001v09
	Debtor  Debtor
	Order   Order
}

// ReadPain001 reads an order that WritePain001 wrote: one block, and of a payment
// what is written here. It gives all of the file or an error (Code…).
func ReadPain001(r io.Reader) (Received, error) {
	var in Received
	err := walk(r, "bank.ReadPain001", []string{"CstmrCdtTrfInitn"}, func(w *walker, _ string) error {
		in.Message = w.message
		return w.children(func(start xml.StartElement) error {
			switch start.Name.Local {
			case "GrpHdr":
				e, err := w.element(start)
				if err != nil {
					return err
				}
				return in.header(e)
			case "PmtInf":
				return w.children(func(start xml.StartElement) error { return in.take(w, start) })
			}
			return nil
		})
	})
	if err != nil {
		return Received{}, err
	}
	return in, nil
}

func (in *Received) header(e *element) (err error) {
	in.Order.MessageID = e.first("MsgId")
	if _, run, ok := strings.Cut(in.Order.MessageID, "-"); ok {
		in.Order.Run, _ = strconv.ParseInt(run, 10, 64) // 0 of an order that is not ours
	}
	in.Order.Created, err = time.Parse(time.RFC3339, e.first("CreDtTm"))
	return err
}

func (in *Received) take(w *walker, start xml.StartElement) error {
	e, err := w.element(start)
	if err != nil {
		return err
	}
	switch e.name {
	case "ReqdExctnDt":
		in.Order.Execution, err = e.date()
	case "Dbtr":
		in.Debtor.Party, in.Debtor.OrgNumber = e.party(), e.first("Id/OrgId/Othr/Id")
	case "DbtrAcct":
		in.Debtor.IBAN = e.first("Id/IBAN")
	case "CdtTrfTxInf":
		var p Payment
		p, err = e.payment()
		in.Order.Payments = append(in.Order.Payments, p)
	}
	return err
}

func (e *element) party() Party {
	return Party{Name: e.first("Nm"), Town: e.first("PstlAdr/TwnNm"), Country: e.first("PstlAdr/Ctry")}
}

func (e *element) payment() (Payment, error) {
	amount, err := e.at("Amt", "InstdAmt").amount()
	if err != nil || amount.Currency != sek {
		return Payment{}, errAmount
	}
	p := Payment{EndToEndID: e.first("PmtId/EndToEndId"), Creditor: e.child("Cdtr").party(), Account: e.child("CdtrAcct").account(), Amount: amount.Minor}
	if p.Account.Kind == BBAN && e.first("CdtrAgt/FinInstnId/ClrSysMmbId/MmbId") == plusgiroMember {
		p.Account.Kind = Plusgiro
	}
	for _, s := range e.child("RmtInf").children {
		if s.name != "Strd" {
			continue
		}
		part, err := s.remittance()
		if err != nil {
			return Payment{}, err
		}
		p.Remittances = append(p.Remittances, part)
	}
	return p, nil
}

var errPart = errors.New("a part without an amount")

func (e *element) remittance() (Remittance, error) {
	parts, err := e.parts()
	if err != nil || len(parts) != 1 || parts[0].Amount.Currency != sek {
		return Remittance{}, errPart
	}
	r := Remittance{OurRef: reference(parts[0].Document), Amount: parts[0].Amount.Minor}
	if r.Credit = r.Amount < 0; r.Credit {
		r.Amount = -r.Amount
	}
	for _, note := range parts[0].Notes {
		if no, ok := strings.CutPrefix(note, invoicePrefix); ok {
			r.InvoiceNo = no
		}
	}
	return r, nil
}
