package bank

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
)

// ReadPain002 reads a bank's answer to an order, of any version. It gives all of
// the file or an error (Code…), never a part.
func ReadPain002(r io.Reader) (Report, error) {
	var report Report
	err := walk(r, "bank.ReadPain002", []string{"CstmrPmtStsRpt"}, func(w *walker, _ string) error {
		if report.Message = w.message; report.Message == "" {
			report.Message = "pain.002"
		}
		return w.children(func(start xml.StartElement) error { return report.take(w, start) })
	})
	if err != nil {
		return Report{}, err
	}
	if report.Original == "" {
		return Report{}, fault(CodeDamaged, "bank.ReadPain002", errors.New("it names no order"))
	}
	return report, nil
}

func (r *Report) take(w *walker, start xml.StartElement) error {
	switch start.Name.Local {
	case "GrpHdr":
		e, err := w.element(start)
		if err != nil {
			return err
		}
		r.ID = e.first("MsgId")
	case "OrgnlGrpInfAndSts":
		e, err := w.element(start)
		if err != nil {
			return err
		}
		r.Original = e.first("OrgnlMsgId")
		r.Group, err = e.answer("GrpSts")
		return err
	case "OrgnlPmtInfAndSts":
		b, err := readBlock(w)
		r.Blocks = append(r.Blocks, b)
		return err
	}
	return nil
}

// readBlock reads the answer to a PmtInf, one payment at a time.
func readBlock(w *walker) (b Block, err error) {
	head := &element{}
	err = w.children(func(start xml.StartElement) error {
		e, err := w.element(start)
		if err != nil {
			return err
		}
		if e.name != "TxInfAndSts" {
			head.children = append(head.children, e)
			return nil
		}
		p := PaymentInfo{EndToEndID: e.first("OrgnlEndToEndId"), Instruction: e.first("OrgnlInstrId")}
		if p.Answer, err = e.answer("TxSts"); err != nil {
			return err
		}
		p.Amount, err = e.child("OrgnlTxRef").stated()
		b.Payments = append(b.Payments, p)
		return err
	})
	if err != nil {
		return b, err
	}
	b.ID = head.first("OrgnlPmtInfId")
	b.Answer, err = head.answer("PmtInfSts")
	return b, err
}

// stated is the amount of the payment that a status is about.
func (e *element) stated() (Amount, error) {
	for _, a := range []*element{e.at("Amt", "InstdAmt"), e.child("IntrBkSttlmAmt")} {
		if a != none {
			return a.amount()
		}
	}
	return Amount{}, nil
}

// answer reads a status, its reasons and its counts. The name of the counts' lines
// is the same on every level.
func (e *element) answer(status string) (a Answer, err error) {
	a.Status = e.first(status)
	for _, c := range e.children {
		switch c.name {
		case "StsRsnInf":
			a.Reasons = append(a.Reasons, Reason{Code: c.first("Rsn/Cd", "Rsn/Prtry"), Text: c.all("AddtlInf")})
		case "NbOfTxsPerSts":
			n, err := strconv.Atoi(c.first("DtldNbOfTxs"))
			if err != nil {
				return a, err
			}
			a.Counts = append(a.Counts, Count{Status: c.first("DtldSts"), Number: n})
		}
	}
	return a, nil
}
