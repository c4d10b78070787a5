package demobank

import (
	"encoding/xml"
	"io"
	"time"

	"example.org/tandtui/internal/bank"
)

// namespace is of all ISO 20022 messages.
const namespace = "urn:iso:std:iso:20022:tech:xsd:"

type answer struct {
	XMLName   xml.Name `xml:"Document"`
	Namespace string   `xml:"xmlns,attr"`
	ID        string   `xml:"CstmrPmtStsRpt>GrpHdr>MsgId"`
	Created   string   `xml:"CstmrPmtStsRpt>GrpHdr>CreDtTm"`
	Group     group    `xml:"CstmrPmtStsRpt>OrgnlGrpInfAndSts"`
	Block     *block   `xml:"CstmrPmtStsRpt>OrgnlPmtInfAndSts"`
}

type group struct {
	Original string `xml:"OrgnlMsgId"`
	Name     string `xml:"OrgnlMsgNmId"`
	Count    int    `xml:"OrgnlNbOfTxs"`
	Status   string `xml:"GrpSts"`
}

type block struct {
	ID       string          `xml:"OrgnlPmtInfId"`
	Status   string          `xml:"PmtInfSts"`
	Payments []paymentStatus `xml:"TxInfAndSts"`
}

type paymentStatus struct {
	ID     string  `xml:"OrgnlEndToEndId"`
	Status string  `xml:"TxSts"`
	Reason *string `xml:"StsRsnInf>Rsn>Cd"`
}

// Answer writes the bank's answer to an order. refused names payments by their
// EndToEndId, with the reason's code (ISO 20022: "AC04"); all others are accepted.
// The same order and refusals give the same bytes.
func Answer(w io.Writer, in bank.Received, refused map[string]string) error {
	o := in.Order
	a := answer{
		Namespace: namespace + "pain.002.001.10", ID: "A" + o.MessageID, Created: stamp(o.Created),
		Group: group{Original: o.MessageID, Name: in.Message, Count: len(o.Payments)},
		Block: &block{ID: o.MessageID},
	}
	if in.Message == bank.Pain001v03 {
		a.Namespace = namespace + "pain.002.001.03"
	}
	no := 0
	for _, p := range o.Payments {
		s := paymentStatus{ID: p.EndToEndID, Status: "ACSP"}
		if reason, ok := refused[p.EndToEndID]; ok {
			s.Status, s.Reason = "RJCT", &reason
			no++
		}
		a.Block.Payments = append(a.Block.Payments, s)
	}
	switch no {
	case 0:
		a.Group.Status = "ACSP"
	case len(o.Payments):
		a.Group.Status = "RJCT"
	default:
		a.Group.Status = "PART"
	}
	a.Block.Status = a.Group.Status
	return write(w, a)
}

// stamp is a time as the schemas want it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

func write(w io.Writer, document any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(document); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
