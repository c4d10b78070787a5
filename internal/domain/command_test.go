package domain_test

import (
	"encoding/json"
	"testing"

	"example.org/tandtui/internal/domain"
)

// The bytes of commands lie in outboxes and are compared by their digest: another
// program must make the same ones, and the region must read those of old.
func TestBytesOfCommands(t *testing.T) {
	person, err := domain.ParsePersonID("196009172336", domain.MustDate("2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	for want, body := range map[string]any{
		`{"invoiceNo":"77","bills":[{"person":"196009172336","support":"N","billRef":"\u003c\u0026\u003e","items":[{"date":"2026-11-20","code":"101","price":95000}]}]}`: domain.Submission{
			InvoiceNo: "77", Bills: []domain.Bill{{Person: person, Support: domain.SupportN, BillRef: "<&>", Items: []domain.Item{
				{Date: domain.MustDate("2026-11-20"), Code: "101", Price: domain.Kronor(950)},
			}}},
		},
		`{"ourRef":600001,"version":3,"part":{"whole":true}}`:        domain.Deletion{OurRef: 600001, Version: 3, Part: domain.WholeInvoice},
		`{"ourRef":600001,"version":3,"part":{"bills":[7000,7001]}}`: domain.Deletion{OurRef: 600001, Version: 3, Part: domain.Part{Bills: []int64{7000, 7001}}},
		`{"ourRef":600001,"version":3,"part":{"whole":true},"reason":"fel åtgärd"}`: domain.Crediting{
			OurRef: 600001, Version: 3, Part: domain.CreditAll, Reason: "fel åtgärd",
		},
		`{"ourRef":600001,"version":3,"part":{"bills":[7000],"items":[{"billNo":7001,"item":0}]}}`: domain.Crediting{
			OurRef: 600001, Version: 3, Part: domain.CreditPart{Part: domain.Part{Bills: []int64{7000}}, Items: []domain.BillItem{{BillNo: 7001}}},
		},
	} {
		if got, err := json.Marshal(body); err != nil || string(got) != want {
			t.Errorf("%s %v\nwant\n%s", got, err, want)
		}
	}
}

func TestEveryKindOfCommandHasItsCollection(t *testing.T) {
	seen := map[string]bool{}
	for kind, collection := range domain.CommandKinds {
		if kind == "" || collection == "" || seen[collection] {
			t.Errorf("%q is put into %q", kind, collection)
		}
		seen[collection] = true
	}
}
