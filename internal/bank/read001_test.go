package bank

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

// TestWhatIsWrittenIsWhatTheBankReads: every version, every kind of account.
func TestWhatIsWrittenIsWhatTheBankReads(t *testing.T) {
	accounts := []Account{{Bankgiro, "9912346"}, {Plusgiro, "1234566"}, {BBAN, "50001234567"}, {IBAN, "SE4550000000058398257466"}}
	rapid.Check(t, func(r *rapid.T) {
		p := aProfile(t, rapid.SampledFrom([]string{"vgr", "varmland"}).Draw(r, "region"))
		p.PlusgiroScheme = rapid.SampledFrom([]string{SchemeBBAN, SchemePGNR}).Draw(r, "scheme")
		o := anOrder()
		o.Run, o.Payments = rapid.Int64Range(1, 1<<40).Draw(r, "run"), nil
		o.MessageID = MessageID(p.Debtor.OrgNumber, o.Run)
		for i := range rapid.Int64Range(1, 4).Draw(r, "payments") {
			one := Payment{
				EndToEndID: EndToEndID(i + 1), Account: rapid.SampledFrom(accounts).Draw(r, "account"),
				Creditor: Party{Name: "Klinik " + rapid.StringMatching("[A-Ö]{0,20}").Draw(r, "name"), Town: "Ör", Country: "SE"},
			}
			one.Creditor.Name = text(one.Creditor.Name, p.Characters, maxText)
			for n := range rapid.Int64Range(1, 4).Draw(r, "parts") {
				part := Remittance{OurRef: 600_000 + n, InvoiceNo: rapid.StringMatching("[0-9A-Z-]{0,9}").Draw(r, "number"), Amount: domain.Ore(rapid.Int64Range(1, 1e9).Draw(r, "amount"))}
				if one.Amount > part.Amount && rapid.Bool().Draw(r, "credit") {
					part.Credit, part.Amount = true, one.Amount-1
					one.Amount = 1
				} else {
					one.Amount += part.Amount
				}
				one.Remittances = append(one.Remittances, part)
			}
			o.Payments = append(o.Payments, one)
		}
		var file bytes.Buffer
		if err := WritePain001(&file, o, p); err != nil {
			r.Fatal(err)
		}
		in, err := ReadPain001(&file)
		if err != nil {
			r.Fatal(err)
		}
		for i := range o.Payments { // accounts have one line of text in place of parts
			if k := o.Payments[i].Account.Kind; k == BBAN || k == IBAN {
				o.Payments[i].Remittances = nil
			}
		}
		if in.Message != p.Message || in.Debtor.IBAN != p.Debtor.IBAN || in.Debtor.Party != p.Debtor.Party || !reflect.DeepEqual(in.Order, o) {
			r.Fatalf("read:    %+v\nwritten: %+v", in.Order, o)
		}
	})
}

func TestOrdersThatNoBankTakes(t *testing.T) {
	file := string(written(t, anOrder(), aProfile(t, "vgr")))
	for name, c := range map[string]struct{ old, now, code string }{
		"an amount of text":        {`<InstdAmt Ccy="SEK">1520.50`, `<InstdAmt Ccy="SEK">1520,50`, CodeDamaged},
		"another currency":         {`<InstdAmt Ccy="SEK">`, `<InstdAmt Ccy="EUR">`, CodeDamaged},
		"no time":                  {"2026-11-26T14:03:09Z", "yesterday", CodeDamaged},
		"no day":                   {"<Dt>2026-11-30</Dt>", "<Dt>2026-11-31</Dt>", CodeDamaged},
		"a part without an amount": {`<RmtdAmt Ccy="SEK">2000.00</RmtdAmt>`, "", CodeDamaged},
		"another message":          {"CstmrCdtTrfInitn", "CstmrDrctDbtInitn", CodeOtherKind},
		"truncated":                {"</Document>", "", CodeTruncated},
	} {
		spoilt := strings.Replace(file, c.old, c.now, 1)
		if c.old == "CstmrCdtTrfInitn" {
			spoilt = strings.ReplaceAll(file, c.old, c.now)
		}
		if spoilt == file {
			t.Fatalf("%s: %s is not there", name, c.old)
		}
		in, err := ReadPain001(strings.NewReader(spoilt))
		if in.Order.Payments != nil {
			t.Errorf("%s: a part of it was read", name)
		}
		coded(t, err, c.code)
	}
}
