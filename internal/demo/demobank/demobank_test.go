package demobank

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
)

var at = time.Date(2026, 11, 30, 18, 0, 0, 0, time.UTC)

// received is a pay run of three payments at two accounts, as the bank gets it.
func received(t testing.TB, region string) bank.Received {
	t.Helper()
	p, err := bank.LoadProfile(region)
	if err != nil {
		t.Fatal(err)
	}
	giro, account := bank.Account{Kind: bank.Bankgiro, Digits: "9912346"}, bank.Account{Kind: bank.Plusgiro, Digits: "1234566"}
	o := bank.Order{
		Run: 12, MessageID: bank.MessageID(p.Debtor.OrgNumber, 12), Created: time.Date(2026, 11, 26, 14, 0, 0, 0, time.UTC), Execution: domain.MustDate("2026-11-30"),
		Payments: []bank.Payment{
			{EndToEndID: "U1", Creditor: bank.Party{Name: "Kliniken Åäö", Town: "Borås", Country: "SE"}, Account: giro, Amount: 70_000, Remittances: []bank.Remittance{
				{OurRef: 518148, InvoiceNo: "A-1", Amount: 100_000}, {OurRef: 572775, InvoiceNo: "A-0_Kredit", Amount: 20_000, Credit: true}, {Amount: 10_000, Credit: true},
			}},
			{EndToEndID: "U2-646542", Creditor: bank.Party{Name: "Tandläkarna", Town: "Skövde", Country: "SE"}, Account: account, Amount: 5_050, Remittances: []bank.Remittance{{OurRef: 646542, Amount: 5_050}}},
			{EndToEndID: "U3-646543", Creditor: bank.Party{Name: "Kliniken Åäö", Town: "Borås", Country: "SE"}, Account: giro, Amount: 1, Remittances: []bank.Remittance{{OurRef: 646543, InvoiceNo: "A-2", Amount: 1}}},
		},
	}
	var file bytes.Buffer
	if err := bank.WritePain001(&file, o, p); err != nil {
		t.Fatal(err)
	}
	in, err := bank.ReadPain001(&file)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(in.Order, o) || in.Message != p.Message || in.Debtor.Name != p.Debtor.Name || in.Debtor.IBAN != p.Debtor.IBAN {
		t.Fatalf("read:    %+v\nwritten: %+v", in, o)
	}
	return in
}

// judged lets xmllint judge a file by the schema of its own namespace.
func judged(t testing.TB, file []byte) {
	t.Helper()
	_, rest, _ := strings.Cut(string(file), namespace)
	message, _, _ := strings.Cut(rest, `"`)
	c := exec.Command("xmllint", "--noout", "--nonet", "--schema", filepath.Join("..", "..", "bank", "testdata", "xsd", message+".xsd"), "-") // #nosec G204 -- a test's own names
	c.Stdin = bytes.NewReader(file)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, file)
	}
}

func TestTheAnswerIsUnderstood(t *testing.T) {
	for _, region := range []string{"vgr", "varmland"} { // .10 and .03
		in := received(t, region)
		for want, refused := range map[string]map[string]string{
			"accepted accepted accepted": nil,
			"accepted rejected accepted": {"U2-646542": "AC04"},
			"rejected rejected rejected": {"U1": "AM04", "U2-646542": "AM04", "U3-646543": "AM04"},
		} {
			var file bytes.Buffer
			if err := Answer(&file, in, refused); err != nil {
				t.Fatal(err)
			}
			judged(t, file.Bytes())
			report, err := bank.ReadPain002(&file)
			if err != nil {
				t.Fatal(err)
			}
			outcomes, err := report.Outcomes(in.Order)
			if err != nil {
				t.Fatal(err)
			}
			var fates []string
			for _, o := range outcomes {
				fates = append(fates, string(o.Fate))
				if reason, no := refused[o.EndToEndID]; no && (len(o.Reasons) != 1 || o.Reasons[0].Code != reason) {
					t.Errorf("%s: %+v", o.EndToEndID, o.Reasons)
				}
			}
			if got := strings.Join(fates, " "); got != want {
				t.Errorf("%s: %s, want %s", region, got, want)
			}
		}
	}
}

// TestWhatIsPaidIsMatched goes the whole way: order, notification and statement,
// matched to what the clinic knows is due.
func TestWhatIsPaidIsMatched(t *testing.T) {
	in := received(t, "vgr")
	paid := Paid(in, map[string]string{"U2-646542": "AC04"})
	if len(paid) != 1 || len(paid[0].Entries) != 2 {
		t.Fatalf("%+v", paid)
	}
	var notification, statement, again bytes.Buffer
	if err := WriteNotification(&notification, "M1", paid, at); err != nil {
		t.Fatal(err)
	}
	if err := WriteStatement(&statement, "M2", paid, at); err != nil {
		t.Fatal(err)
	}
	if err := WriteStatement(&again, "M2", paid, at); err != nil || !bytes.Equal(again.Bytes(), statement.Bytes()) {
		t.Errorf("another statement of the same: %v", err)
	}
	judged(t, notification.Bytes())
	judged(t, statement.Bytes())
	var lines []bank.Line
	for _, file := range []*bytes.Buffer{&notification, &statement} {
		read, err := bank.ReadCamt(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(read) != 1 || read[0].Account != paid[0].Account || read[0].Owner != paid[0].Owner || !reflect.DeepEqual(read[0].Entries, paid[0].Entries) {
			t.Errorf("read:    %+v\nwritten: %+v", read, paid)
		}
		lines = bank.Merge(lines, read)
	}
	rows := bank.Match([]bank.Due{
		{Ref: 518148, Payment: "U1", Amount: 100_000},
		{Ref: 572775, Payment: "U1", Amount: -20_000},
		{Payment: "U1", Amount: -10_000},
		{Ref: 646542, Payment: "U2-646542", Amount: 5_050},
		{Ref: 646543, Payment: "U3-646543", Amount: 1},
	}, lines)
	var states []string
	for _, r := range rows {
		states = append(states, string(r.State)+" "+string(r.How)+" "+r.Got.String())
	}
	if got := strings.Join(states, "; "); got != "matched reference 0,01; matched reference 700,00; missing  0,00" {
		t.Error(got)
	}
}

func TestARefundSettlesItsClaim(t *testing.T) {
	in := bank.Account{Kind: bank.Bankgiro, Digits: "9912346"}
	s := Refund(in, bank.Party{Name: "Tandläkarna"}, bank.Account{Kind: bank.Plusgiro, Digits: "1234566"}, 646542, 12_345, domain.MustDate("2026-11-30"))
	var file bytes.Buffer
	if err := WriteNotification(&file, "M3", []bank.Statement{s}, at); err != nil {
		t.Fatal(err)
	}
	judged(t, file.Bytes())
	read, err := bank.ReadCamt(&file)
	if err != nil {
		t.Fatal(err)
	}
	rows := bank.Match([]bank.Due{{Ref: 646542, Amount: 12_345}}, bank.Merge(nil, read))
	if len(rows) != 1 || rows[0].State != bank.Matched || rows[0].How != bank.ByText {
		t.Errorf("%+v", rows)
	}
}
