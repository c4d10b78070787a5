package bank

import "encoding/xml"

// The elements of pain.001 that are written, in the schemas' order. Where the
// versions differ, a field of each is here and one of them is empty.

type document struct {
	XMLName    xml.Name   `xml:"Document"`
	Namespace  string     `xml:"xmlns,attr"`
	Initiation initiation `xml:"CstmrCdtTrfInitn"`
}

type initiation struct {
	Header  header      `xml:"GrpHdr"`
	Payment paymentInfo `xml:"PmtInf"`
}

type header struct {
	MessageID string `xml:"MsgId"`
	Created   string `xml:"CreDtTm"`
	Count     int    `xml:"NbOfTxs"`
	Sum       string `xml:"CtrlSum"`
	Initiator party  `xml:"InitgPty"`
}

type paymentInfo struct {
	ID           string      `xml:"PmtInfId"`
	Method       string      `xml:"PmtMtd"`
	BatchBooking bool        `xml:"BtchBookg"`
	Count        int         `xml:"NbOfTxs"`
	Sum          string      `xml:"CtrlSum"`
	Service      string      `xml:"PmtTpInf>SvcLvl>Cd"`
	Purpose      string      `xml:"PmtTpInf>CtgyPurp>Cd"`
	Execution    execution   `xml:"ReqdExctnDt"`
	Debtor       party       `xml:"Dbtr"`
	DebtorIBAN   string      `xml:"DbtrAcct>Id>IBAN"`
	Currency     string      `xml:"DbtrAcct>Ccy"`
	DebtorAgent  institution `xml:"DbtrAgt>FinInstnId"`
	Charges      string      `xml:"ChrgBr"`
	Transfers    []transfer  `xml:"CdtTrfTxInf"`
}

// execution is a bare date in .03, and one in an element of its own in .09.
type execution struct {
	Bare string `xml:",chardata"`
	Date string `xml:"Dt,omitempty"`
}

type party struct {
	Name    string   `xml:"Nm,omitempty"`
	Address *address `xml:"PstlAdr"`
	ID      *other   `xml:"Id>OrgId>Othr"`
}

type address struct {
	Town    string `xml:"TwnNm"`
	Country string `xml:"Ctry"`
}

// other is an identity by a scheme, whose name is a code or the banks' own word.
type other struct {
	ID     string  `xml:"Id"`
	Scheme *scheme `xml:"SchmeNm"`
}

type scheme struct {
	Code        string `xml:"Cd,omitempty"`
	Proprietary string `xml:"Prtry,omitempty"`
}

// institution is a bank, by its BIC (BIC in .03, BICFI in .09) or as a member of
// a clearing system.
type institution struct {
	BICFI    string    `xml:"BICFI,omitempty"`
	BIC      string    `xml:"BIC,omitempty"`
	Clearing *clearing `xml:"ClrSysMmbId"`
}

type clearing struct {
	System string `xml:"ClrSysId>Cd"`
	Member string `xml:"MmbId"`
}

type transfer struct {
	EndToEndID string      `xml:"PmtId>EndToEndId"`
	Amount     money       `xml:"Amt>InstdAmt"`
	Agent      *agent      `xml:"CdtrAgt"`
	Creditor   party       `xml:"Cdtr"`
	Account    accountID   `xml:"CdtrAcct>Id"`
	Remittance *remittance `xml:"RmtInf"`
}

type agent struct {
	Institution institution `xml:"FinInstnId"`
}

type accountID struct {
	IBAN  string `xml:"IBAN,omitempty"`
	Other *other `xml:"Othr"`
}

type money struct {
	Currency string `xml:"Ccy,attr"`
	Value    string `xml:",chardata"`
}

type remittance struct {
	Text  []string     `xml:"Ustrd"`
	Parts []structured `xml:"Strd"`
}

type structured struct {
	Document *documentRef `xml:"RfrdDocInf"`
	Credit   *money       `xml:"RfrdDocAmt>CdtNoteAmt"`
	Paid     *money       `xml:"RfrdDocAmt>RmtdAmt"`
	Note     string       `xml:"AddtlRmtInf,omitempty"`
}

type documentRef struct {
	Code   string `xml:"Tp>CdOrPrtry>Cd"`
	Number string `xml:"Nb"`
}
