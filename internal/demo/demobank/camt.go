package demobank

import (
	"encoding/xml"
	"strings"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
)

// The elements of camt.053.001.08 and camt.054.001.08 that are written, in the
// schemas' order.

type document struct {
	XMLName      xml.Name `xml:"Document"`
	Namespace    string   `xml:"xmlns,attr"`
	Statement    *message `xml:"BkToCstmrStmt"`
	Notification *message `xml:"BkToCstmrDbtCdtNtfctn"`
}

type message struct {
	ID            string      `xml:"GrpHdr>MsgId"`
	Created       string      `xml:"GrpHdr>CreDtTm"`
	Statements    []statement `xml:"Stmt"`
	Notifications []statement `xml:"Ntfctn"`
}

type statement struct {
	ID       string     `xml:"Id"`
	Sequence string     `xml:"ElctrncSeqNb,omitempty"`
	Created  string     `xml:"CreDtTm"`
	Account  *accountID `xml:"Acct>Id"`
	Currency *string    `xml:"Acct>Ccy"`
	Owner    *string    `xml:"Acct>Ownr>Nm"`
	Balances []balance  `xml:"Bal"`
	Entries  []record   `xml:"Ntry"`
}

type accountID struct {
	IBAN  string `xml:"IBAN,omitempty"`
	Other *other `xml:"Othr"`
}

type other struct {
	ID          string  `xml:"Id"`
	Code        *string `xml:"SchmeNm>Cd"`
	Proprietary *string `xml:"SchmeNm>Prtry"`
}

type balance struct {
	Type      string `xml:"Tp>CdOrPrtry>Cd"`
	Amount    money  `xml:"Amt"`
	Direction string `xml:"CdtDbtInd"`
	Date      string `xml:"Dt>Dt"`
}

type money struct {
	Currency string `xml:"Ccy,attr"`
	Value    string `xml:",chardata"`
}

type record struct {
	Ref         string   `xml:"NtryRef,omitempty"`
	Amount      money    `xml:"Amt"`
	Direction   string   `xml:"CdtDbtInd"`
	Reversal    bool     `xml:"RvslInd,omitempty"`
	Status      string   `xml:"Sts>Cd"`
	Booked      string   `xml:"BookgDt>Dt"`
	Value       string   `xml:"ValDt>Dt"`
	ServicerRef string   `xml:"AcctSvcrRef,omitempty"`
	Code        code     `xml:"BkTxCd"`
	Details     []detail `xml:"NtryDtls>TxDtls"`
	Info        string   `xml:"AddtlNtryInf,omitempty"`
}

type code struct {
	Domain    *string `xml:"Domn>Cd"`
	Family    *string `xml:"Domn>Fmly>Cd"`
	SubFamily *string `xml:"Domn>Fmly>SubFmlyCd"`
}

type detail struct {
	EndToEnd   *string     `xml:"Refs>EndToEndId"`
	Amount     money       `xml:"Amt"`
	Direction  string      `xml:"CdtDbtInd"`
	Debtor     *string     `xml:"RltdPties>Dbtr>Pty>Nm"`
	DebtorAcct *accountID  `xml:"RltdPties>DbtrAcct>Id"`
	Creditor   *string     `xml:"RltdPties>Cdtr>Pty>Nm"`
	CreditAcct *accountID  `xml:"RltdPties>CdtrAcct>Id"`
	Text       []string    `xml:"RmtInf>Ustrd"`
	Parts      []reference `xml:"RmtInf>Strd"`
}

type reference struct {
	Kind     *string  `xml:"RfrdDocInf>Tp>CdOrPrtry>Cd"`
	Document *string  `xml:"RfrdDocInf>Nb"`
	Credit   *money   `xml:"RfrdDocAmt>CdtNoteAmt"`
	Paid     *money   `xml:"RfrdDocAmt>RmtdAmt"`
	Ref      *string  `xml:"CdtrRefInf>Ref"`
	Notes    []string `xml:"AddtlRmtInf"`
}

// optional leaves out an element, and those around it, where there is no text: the
// encoder writes the outer ones of an empty text.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func moneyOf(a bank.Amount) (m money, direction string) {
	direction = "CRDT"
	if a.Minor < 0 {
		direction, a.Minor = "DBIT", -a.Minor
	}
	return money{a.Currency, decimal(a.Minor)}, direction
}

// decimal writes öre as the schemas want them: "1234.50".
func decimal(o domain.Ore) string {
	return strings.NewReplacer(" ", "", ",", ".").Replace(o.String())
}

func accountOf(a bank.Account) *accountID {
	switch a.Kind {
	case bank.IBAN:
		return &accountID{IBAN: a.Digits}
	case bank.Bankgiro:
		return &accountID{Other: &other{ID: a.Digits, Proprietary: optional("BGNR")}}
	case bank.Plusgiro:
		return &accountID{Other: &other{ID: a.Digits, Proprietary: optional("PGNR")}}
	case bank.BBAN:
		return &accountID{Other: &other{ID: a.Digits, Code: optional("BBAN")}}
	}
	if a.Digits == "" {
		return nil
	}
	return &accountID{Other: &other{ID: a.Digits}}
}
