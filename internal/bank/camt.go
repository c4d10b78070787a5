package bank

import (
	"encoding/xml"
	"errors"
	"io"
)

// ReadCamt reads a statement (camt.053) or notification (camt.054) of any version.
// It gives all of the file or an error (Code…), never a part. Currencies are as
// stated; Match tells those that are not SEK.
func ReadCamt(r io.Reader) ([]Statement, error) {
	c := camt{}
	err := walk(r, "bank.ReadCamt", []string{"BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"}, c.read)
	if err != nil {
		return nil, err
	}
	return c.statements, nil
}

type camt struct {
	statements []Statement
}

func (c *camt) read(w *walker, root string) error {
	message, id := w.message, ""
	if message == "" {
		message = map[string]string{"BkToCstmrStmt": "camt.053", "BkToCstmrDbtCdtNtfctn": "camt.054"}[root]
	}
	return w.children(func(start xml.StartElement) error {
		switch start.Name.Local {
		case "GrpHdr":
			e, err := w.element(start)
			if err != nil {
				return err
			}
			id = e.first("MsgId")
		case "Stmt", "Ntfctn":
			s := Statement{Message: message, MessageID: id}
			err := w.children(func(start xml.StartElement) error { return s.take(w, start) })
			c.statements = append(c.statements, s)
			return err
		}
		return nil
	})
}

// take reads an element of a statement.
func (s *Statement) take(w *walker, start xml.StartElement) error {
	switch start.Name.Local {
	case "Ntry":
		entry, err := readEntry(w)
		s.Entries = append(s.Entries, entry)
		return err
	case "Id", "ElctrncSeqNb", "Acct", "Bal":
	default:
		return nil
	}
	e, err := w.element(start)
	if err != nil {
		return err
	}
	switch e.name {
	case "Id":
		s.ID = e.text
	case "ElctrncSeqNb":
		s.Sequence = e.text
	case "Acct":
		s.Account, s.Currency, s.Owner = e.account(), e.first("Ccy"), e.first("Ownr/Nm")
	case "Bal":
		return s.balance(e)
	}
	return nil
}

func (s *Statement) balance(e *element) (err error) {
	b := Balance{Type: e.first("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry")}
	if b.Amount, err = e.child("Amt").signed(e.first("CdtDbtInd")); err != nil {
		return err
	}
	b.Date, err = e.child("Dt").date()
	s.Balances = append(s.Balances, b)
	return err
}

var errEntry = errors.New("an entry without amount or direction")

// readEntry reads an entry, one detail at a time. The details' signs need the
// entry's direction, which the schemas put before them.
func readEntry(w *walker) (Entry, error) {
	head := &element{name: "Ntry"}
	var entry Entry
	err := w.children(func(start xml.StartElement) error {
		if start.Name.Local == "NtryDtls" {
			return w.children(func(start xml.StartElement) error { return entry.detail(w, start, head) })
		}
		e, err := w.element(start)
		if err == nil {
			head.children = append(head.children, e)
		}
		return err
	})
	if err != nil {
		return Entry{}, err
	}
	return entry, entry.head(head)
}

// head fills in what an entry says of itself.
func (t *Entry) head(e *element) (err error) {
	direction := e.first("CdtDbtInd")
	if direction != "CRDT" && direction != "DBIT" || e.child("Amt") == none {
		return errEntry
	}
	t.Ref, t.ServicerRef, t.Info = e.first("NtryRef"), e.first("AcctSvcrRef"), e.first("AddtlNtryInf")
	t.Status, t.Reversal, t.Code = e.first("Sts", "Sts/Cd"), isTrue(e.first("RvslInd")), e.child("BkTxCd").code()
	if t.Amount, err = e.child("Amt").signed(direction); err != nil {
		return err
	}
	if t.BookedOn, err = e.child("BookgDt").date(); err != nil {
		return err
	}
	if t.ValueOn, err = e.child("ValDt").date(); err != nil {
		return err
	}
	if len(t.Details) == 1 && t.Details[0].Amount.Currency == "" {
		t.Details[0].Amount = t.Amount // the only one is all of it
	}
	return nil
}

func isTrue(s string) bool { return s == "true" || s == "1" }

// code is a bank transaction code: domain, family and sub-family.
func (e *element) code() string {
	d := e.child("Domn")
	if d == none {
		return ""
	}
	return d.first("Cd") + "/" + d.first("Fmly/Cd") + "/" + d.first("Fmly/SubFmlyCd")
}
