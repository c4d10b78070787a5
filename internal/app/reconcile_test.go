package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
)

// entry is a line of the bank: an amount with what the payer states.
type entry struct{ ref, kronor, day, endToEnd, text string }

// camt writes lines as a bank does. kind is 53 (statement) or 54 (notification).
func camt(kind int, entries ...entry) string {
	root, part := "BkToCstmrStmt", "Stmt"
	if kind == 54 {
		root, part = "BkToCstmrDbtCdtNtfctn", "Ntfctn"
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.0%d.001.08"><%s><GrpHdr><MsgId>m</MsgId><CreDtTm>2026-12-03T08:00:00</CreDtTm></GrpHdr><%s><Id>1</Id><CreDtTm>2026-12-03T08:00:00</CreDtTm><Acct><Id><Othr><Id>9912346</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id></Acct>`, kind, root, part)
	for _, e := range entries {
		fmt.Fprintf(&b, `<Ntry><Amt Ccy="SEK">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef><BkTxCd><Prtry><Cd>x</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><Amt Ccy="SEK">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
			e.kronor, e.day, e.ref, e.endToEnd, e.kronor, e.text)
	}
	fmt.Fprintf(&b, "</%s></%s></Document>", part, root)
	return b.String()
}

// payouts mirrors two payouts of 1 December, one of an invoice, one of two of which
// one is a credit, and one of October that no file is about.
func payouts(t *testing.T, d *desk) {
	t.Helper()
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	invoice := func(ref int64, kronor int64, creditOf int64) domain.Invoice {
		return domain.Invoice{OurRef: ref, Version: 1, Clinic: "31", Status: domain.StatusPaid, CreditOf: creditOf, Received: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Bills: []domain.InvoiceBill{{Bill: domain.Bill{Items: []domain.Item{{Price: domain.Kronor(kronor)}}}}}}
	}
	december, october := domain.MustDate("2026-12-01"), domain.MustDate("2026-10-01")
	page := app.ChangePage{
		To: "c1", Invoices: []domain.Invoice{invoice(518148, 1000, 0), invoice(572775, 500, 0), invoice(646542, -200, 518100), invoice(500000, 900, 0)},
		Payouts: []domain.Payout{
			{No: 1, Clinic: "31", Date: october, Sum: 900_00, Invoices: []int64{500000}, State: domain.PayoutConfirmed},
			{No: 7, Clinic: "31", Date: december, Sum: 1000_00, Invoices: []int64{518148}, State: domain.PayoutConfirmed},
			{No: 8, Clinic: "31", Date: december, Sum: 300_00, Invoices: []int64{572775, 646542}, State: domain.PayoutConfirmed},
			{No: 9, Clinic: "31", Date: december, Sum: 77_00, Invoices: []int64{1}, State: domain.PayoutClosed}, // not paid yet
		},
	}
	if err := st.ApplyChanges("31", page); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, d *desk, file string) app.Read {
	t.Helper()
	r, err := d.ReadStatement(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func states(t *testing.T, d *desk) string {
	t.Helper()
	r, err := d.Reconcile()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, row := range r.Rows {
		list = append(list, fmt.Sprintf("%s %s %v", row.State, row.Got, row.OurRefs))
	}
	return strings.ReplaceAll(strings.Join(list, "; "), "\u00a0", " ")
}

// D13: what the bank says is matched to Vår referens; what is wrong, missing and
// unknown is told, and nothing is matched by its amount alone.
func TestD13WhatCameAndWhatDidNot(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	payouts(t, d)
	if got := states(t, d); got != "" {
		t.Fatalf("without a file: %s", got)
	}
	r := read(t, d, camt(
		54,
		entry{"a1", "1000.00", "2026-12-02", "x", "Vår ref 518148"},
		entry{"a2", "300.00", "2026-12-02", "", "hyra"}, // the amount of payout 8, and nothing that says so
	))
	if r.New != 2 || r.Entries != 2 || r.Statements != 1 || r.From.String() != "2026-12-02" {
		t.Errorf("%+v", r)
	}
	// The first line is of 2 December: payout 8 of the 1st may have come before it.
	if got := states(t, d); got != "matched 1 000,00 [518148]; unknown 300,00 []" {
		t.Errorf("%s", got)
	}
	read(t, d, camt(54, entry{"a0", "1.00", "2026-12-01", "", "ränta"}))
	want := "unknown 1,00 []; matched 1 000,00 [518148]; unknown 300,00 []; missing 0,00 [572775 646542]"
	if got := states(t, d); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// The same file twice, and the statement after the notification, change nothing.
func TestD13TheSameMoneyOnce(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	payouts(t, d)
	lines := []entry{{"a1", "1000.00", "2026-12-01", "", "518148"}, {"a2", "300.00", "2026-12-01", bank.EndToEndID(8, 572775, 646542), ""}}
	read(t, d, camt(54, lines...))
	once := states(t, d)
	for _, again := range []string{camt(54, lines...), camt(53, lines...), camt(53, lines[0])} {
		if r := read(t, d, again); r.New != 0 {
			t.Errorf("%d new lines", r.New)
		}
		if got := states(t, d); got != once {
			t.Errorf("%s\nwas\n%s", got, once)
		}
	}
	if want := "matched 1 000,00 [518148]; matched 300,00 [572775 646542]"; once != want {
		t.Errorf("%s\nwant\n%s", once, want)
	}
}

// A file that is not right is refused whole; what was read before stays.
func TestD13ABadFileChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	payouts(t, d)
	right := camt(54, entry{"a1", "1000.00", "2026-12-01", "", "518148"})
	read(t, d, right)
	before := states(t, d)
	for code, file := range map[string]string{
		bank.CodeTruncated: right[:len(right)-40], bank.CodeNotXML: "Datum;Belopp\n2026-12-01;100", bank.CodeWorkbook: "PK\x03\x04xlsx",
		bank.CodeDoctype: `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>` + right[21:], bank.CodeOtherKind: `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt/></Document>`,
	} {
		if _, err := d.ReadStatement(strings.NewReader(file)); domain.CodeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if got := states(t, d); got != before {
		t.Errorf("%s\nwas\n%s", got, before)
	}
}

// Money takes some bank days: what a file is too old to tell of is awaited.
func TestD13WhatTheFilesAreTooOldForIsAwaited(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	payouts(t, d)
	d.server.data.Profile.Payment, d.server.data.Version = domain.PaymentTime{Within: 10, Account: 5}, "with payment"
	d.Seal()
	d.login(t)
	read(t, d, camt(54, entry{"a1", "1000.00", "2026-12-01", "", "518148"}))
	for _, c := range []struct {
		day     string
		awaited bool
	}{{"2026-12-07", true}, {"2026-12-08", false}} {
		read(t, d, camt(54, entry{c.day, "1.00", c.day, "", "x"}))
		r, err := d.Reconcile()
		if err != nil {
			t.Fatal(err)
		}
		if last := r.Rows[len(r.Rows)-1]; last.State != bank.Missing || last.Awaited != c.awaited {
			t.Errorf("%s: %+v", c.day, last)
		}
	}
}
