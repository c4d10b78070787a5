package bank

import "encoding/xml"

// detail reads an element of NtryDtls.
func (t *Entry) detail(w *walker, start xml.StartElement, head *element) error {
	if start.Name.Local != "TxDtls" && start.Name.Local != "Btch" {
		return nil
	}
	e, err := w.element(start)
	if err != nil {
		return err
	}
	if e.name == "Btch" {
		total, err := e.child("TtlAmt").amount()
		t.Batches = append(t.Batches, Batch{Count: e.first("NbOfTxs"), Total: total, PaymentInfID: e.first("PmtInfId"), MessageID: e.first("MsgId")})
		return err
	}
	d, err := e.detail(head.first("CdtDbtInd"))
	t.Details = append(t.Details, d)
	return err
}

// detail reads a TxDtls. direction is its entry's, for versions that have none
// here.
func (e *element) detail(direction string) (d Detail, err error) {
	if own := e.first("CdtDbtInd"); own != "" {
		direction = own
	}
	for _, amount := range []*element{e.child("Amt"), e.at("AmtDtls", "TxAmt", "Amt"), e.at("AmtDtls", "InstdAmt", "Amt")} {
		if amount != none {
			if d.Amount, err = amount.signed(direction); err != nil {
				return d, err
			}
			break
		}
	}
	refs, parties, remittance := e.child("Refs"), e.child("RltdPties"), e.child("RmtInf")
	d.Refs = Refs{
		MessageID: refs.first("MsgId"), ServicerRef: refs.first("AcctSvcrRef"), PaymentInfID: refs.first("PmtInfId"),
		Instruction: refs.first("InstrId"), EndToEnd: refs.first("EndToEndId"), Transaction: refs.first("TxId"),
	}
	d.Debtor, d.DebtorAcct = parties.first("Dbtr/Nm", "Dbtr/Pty/Nm", "Dbtr/Agt/FinInstnId/Nm"), parties.child("DbtrAcct").account()
	d.Creditor, d.CreditAcct = parties.first("Cdtr/Nm", "Cdtr/Pty/Nm", "Cdtr/Agt/FinInstnId/Nm"), parties.child("CdtrAcct").account()
	d.Text, d.Info = remittance.all("Ustrd"), e.first("AddtlTxInf")
	d.ReturnCause = e.first("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry")
	for _, s := range remittance.children {
		if s.name != "Strd" {
			continue
		}
		parts, err := s.parts()
		if err != nil {
			return d, err
		}
		d.Parts = append(d.Parts, parts...)
	}
	return d, nil
}

// parts reads a Strd: one part, or one for each document where it names several,
// whose amounts are then not known singly.
func (e *element) parts() ([]Part, error) {
	var documents []Part
	for _, c := range e.children {
		if c.name == "RfrdDocInf" {
			documents = append(documents, Part{Kind: c.first("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry"), Document: c.first("Nb")})
		}
	}
	if len(documents) == 0 {
		documents = []Part{{}}
	}
	documents[0].Reference, documents[0].Notes = e.first("CdtrRefInf/Ref"), e.all("AddtlRmtInf")
	if len(documents) > 1 {
		return documents, nil
	}
	paid, err := e.at("RfrdDocAmt", "RmtdAmt").amount()
	if err != nil {
		return nil, err
	}
	credit, err := e.at("RfrdDocAmt", "CdtNoteAmt").signed("DBIT")
	if err != nil {
		return nil, err
	}
	if documents[0].Amount = paid; paid.Currency == "" {
		documents[0].Amount = credit
	}
	return documents, nil
}
