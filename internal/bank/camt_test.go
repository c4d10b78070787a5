package bank

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.org/tandtui/internal/domain"
)

// The expected values beside the samples, as far as this package reads them.
type (
	expectedFile struct {
		Format     string
		MsgID      string `json:"msg_id"`
		Statements []expectedStatement
	}
	expectedStatement struct {
		ID, Sequence, Owner string
		Account             expectedAccount
		Balances            []expectedBalance
		Entries             []expectedEntry
	}
	expectedBalance struct {
		Type, Date string
		Amount     Amount
	}
	expectedAccount struct{ IBAN, Other, Scheme, Currency string }
	expectedEntry   struct {
		Ref          string `json:"entry_ref"`
		ServicerRef  string `json:"servicer_ref"`
		Info         string `json:"additional_entry_info"`
		BankCode     string `json:"bank_code"`
		Booking      string `json:"booking_date"`
		Value        string `json:"value_date"`
		Amount       Amount
		Status       string
		Reversal     bool
		Batches      []expectedBatch
		Transactions []expectedDetail
		DetailsAgree *bool `json:"details_sum_equals_entry"`
	}
	expectedBatch struct {
		Count string
		Total Amount
		PmtID string `json:"pmt_inf_id"`
		MsgID string `json:"msg_id"`
	}
	expectedDetail struct {
		Amount     Amount
		Refs       expectedRefs
		Dbtr, Cdtr string
		DbtrAcct   expectedAccount
		CdtrAcct   expectedAccount
		Remittance expectedRemittance
		Return     string `json:"return_reason"`
	}
	expectedRefs       struct{ MsgID, AcctSvcrRef, PmtInfID, InstrID, EndToEndID, TxID string }
	expectedRemittance struct {
		Unstructured []string
		References   []expectedRef `json:"creditor_references"`
		Documents    []expectedDocument
		Additional   []string
	}
	expectedRef      struct{ Ref string }
	expectedDocument struct {
		Number, Type string
		Amounts      []Amount
	}
)

func TestEverySampleIsReadAsExpected(t *testing.T) {
	files, err := filepath.Glob("testdata/public/camt.*.xml")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(strings.TrimSuffix(file, ".xml") + ".expected.json")
			if err != nil {
				t.Fatal(err)
			}
			var want expectedFile
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			got := readCamt(t, file)
			for i, s := range got {
				if s.Message != want.Format || s.MessageID != want.MsgID {
					t.Errorf("statement %d is of %s %s", i, s.Message, s.MessageID)
				}
			}
			checkAgreement(t, want.Statements, got)
			if d := cmp.Diff(plain(want.Statements), told(got), cmpopts.EquateEmpty()); d != "" {
				t.Error(d)
			}
		})
	}
}

// checkAgreement compares whether details add up to their entry, where the expected
// values know it.
func checkAgreement(t *testing.T, want []expectedStatement, got []Statement) {
	t.Helper()
	for i, s := range want {
		for k, e := range s.Entries {
			if agree := got[i].Entries[k].DetailsAgree(); e.DetailsAgree != nil && agree != *e.DetailsAgree {
				t.Errorf("statement %d, entry %d: details agree: %v", i, k, agree)
			}
		}
	}
}

func readCamt(t testing.TB, file string) []Statement {
	t.Helper()
	content, err := os.ReadFile(file) // #nosec G304 -- a test's own name
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadCamt(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// told says what was read in the form of the expected values.
func told(statements []Statement) (all []expectedStatement) {
	for _, s := range statements {
		e := expectedStatement{ID: s.ID, Sequence: s.Sequence, Owner: s.Owner, Account: toldAccount(s.Account)}
		e.Account.Currency = s.Currency
		for _, b := range s.Balances {
			e.Balances = append(e.Balances, expectedBalance{b.Type, toldDate(b.Date), b.Amount})
		}
		for _, entry := range s.Entries {
			e.Entries = append(e.Entries, toldEntry(entry))
		}
		all = append(all, e)
	}
	return all
}

func toldEntry(entry Entry) expectedEntry {
	e := expectedEntry{
		Ref: entry.Ref, ServicerRef: entry.ServicerRef, Info: entry.Info, BankCode: entry.Code, Booking: toldDate(entry.BookedOn),
		Value: toldDate(entry.ValueOn), Amount: entry.Amount, Status: entry.Status, Reversal: entry.Reversal,
	}
	for _, b := range entry.Batches {
		e.Batches = append(e.Batches, expectedBatch{b.Count, b.Total, b.PaymentInfID, b.MessageID})
	}
	for _, d := range entry.Details {
		r := d.Refs
		one := expectedDetail{
			Amount: d.Amount, Refs: expectedRefs{r.MessageID, r.ServicerRef, r.PaymentInfID, r.Instruction, r.EndToEnd, r.Transaction},
			Dbtr: d.Debtor, Cdtr: d.Creditor, DbtrAcct: toldAccount(d.DebtorAcct), CdtrAcct: toldAccount(d.CreditAcct), Return: d.ReturnCause,
		}
		one.Remittance.Unstructured = d.Text
		for _, p := range d.Parts {
			one.Remittance.add(p)
		}
		e.Transactions = append(e.Transactions, one)
	}
	return e
}

func (r *expectedRemittance) add(p Part) {
	if p.Reference != "" {
		r.References = append(r.References, expectedRef{p.Reference})
	}
	if p.Document != "" || p.Kind != "" || p.Amount.Currency != "" {
		d := expectedDocument{Number: p.Document, Type: p.Kind}
		if p.Amount.Currency != "" {
			d.Amounts = []Amount{p.Amount}
		}
		r.Documents = append(r.Documents, d)
	}
	r.Additional = append(r.Additional, p.Notes...)
}

// toldAccount gives bankgiro and plusgiro the names of the files.
func toldAccount(a Account) expectedAccount {
	switch a.Kind {
	case IBAN:
		return expectedAccount{IBAN: a.Digits}
	case Bankgiro:
		return expectedAccount{Other: a.Digits, Scheme: "BGNR"}
	case Plusgiro:
		return expectedAccount{Other: a.Digits, Scheme: "PGNR"}
	case BBAN:
		return expectedAccount{Other: a.Digits, Scheme: "BBAN"}
	}
	return expectedAccount{Other: a.Digits}
}

func toldDate(d domain.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// plain makes the expected values comparable: dates without times, and without
// what is not read (schemes that no account here has, currencies of accounts of
// payments).
func plain(statements []expectedStatement) []expectedStatement {
	for i := range statements {
		s := &statements[i]
		s.Account.Scheme = ourScheme(s.Account.Scheme)
		for k := range s.Balances {
			b := &s.Balances[k]
			if b.Date = day(b.Date); b.Amount.Currency == "JPY" { // without decimals there, hundredths here
				b.Amount.Minor *= 100
			}
		}
		for k := range s.Entries {
			e := &s.Entries[k]
			e.Booking, e.Value, e.DetailsAgree = day(e.Booking), day(e.Value), nil
			for n := range e.Transactions {
				d := &e.Transactions[n]
				d.DbtrAcct.Currency, d.CdtrAcct.Currency = "", ""
				d.DbtrAcct.Scheme, d.CdtrAcct.Scheme = ourScheme(d.DbtrAcct.Scheme), ourScheme(d.CdtrAcct.Scheme)
			}
		}
	}
	return statements
}

func day(s string) string { return s[:min(10, len(s))] }

func ourScheme(scheme string) string {
	if strings.Contains("BGNR PGNR BBAN", scheme) {
		return scheme
	}
	return ""
}
