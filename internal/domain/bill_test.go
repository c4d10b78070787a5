package domain

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// The VGR manual's bill, "Registrera tandvårdsräkning", as it was priced in 2021.
func TestBillSumOfTheManual(t *testing.T) {
	day := MustDate("2021-09-01")
	b := Bill{Items: []Item{
		{Date: day, Code: "101", Price: Kronor(980)},
		{Date: day, Code: "825", Position: LowerJaw, Price: Kronor(12705)},
		{Date: day, Code: "825S", Position: UpperJaw, Price: Kronor(15195)},
		{Date: day, Code: PatientFeeCode, Price: Kronor(-200)},
	}}
	if got := b.Sum().String() + " kr"; got != "28 680,00 kr" {
		t.Errorf("the manual says 28680 kr, the bill %s", got)
	}
	if b.Fees() != Kronor(-200) {
		t.Errorf("fees %v", b.Fees())
	}
}

func TestInvoiceSumLeavesOutDeletedAndVoided(t *testing.T) {
	bill := func(s BillState) InvoiceBill {
		return InvoiceBill{State: s, Bill: Bill{Items: []Item{{Code: "101", Price: Kronor(100)}}}}
	}
	v := Invoice{Bills: []InvoiceBill{bill(BillOrdinary), bill(BillOnHold), bill(BillCredited), bill(BillVoided), bill(BillDeleted)}}
	if v.Sum() != Kronor(300) {
		t.Fatalf("sum %v", v.Sum())
	}
}

// What is typed survives storing byte for byte, whatever it is (B18).
func TestDraftKeepsRawText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("aåÖ0123456789 -+,;\"\\\x00\u202e\u0301x")))
		d := Draft{
			ID: "1", InvoiceNo: text.Draw(t, "no"), State: DraftOpen,
			Bills: []DraftBill{{Person: text.Draw(t, "person"), Exempt: rapid.Bool().Draw(t, "exempt"), Items: []DraftItem{{
				Date: text.Draw(t, "date"), Code: text.Draw(t, "code"), Price: text.Draw(t, "price"), Comment: text.Draw(t, "comment"),
			}}}},
			Cursor: Cursor{Item: WholeBill, Field: FieldPerson, Col: rapid.IntRange(0, 100).Draw(t, "col")},
		}
		raw, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var again Draft
		if err := json.Unmarshal(raw, &again); err != nil {
			t.Fatal(err)
		}
		second, err := json.Marshal(again)
		if err != nil || string(second) != string(raw) || again.Bills[0].Items[0] != d.Bills[0].Items[0] || again.Cursor != d.Cursor {
			t.Fatalf("%s became %s (%v)", raw, second, err)
		}
	})
}

// The JSON names are part of the protocol: empty values are left out, the rest is
// as written.
func TestBillWire(t *testing.T) {
	id, err := ParsePersonID("192612239232", testToday)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(Bill{
		Person: id, Support: SupportN, CareModel: "K1", BillRef: "45678",
		Items: []Item{{Date: MustDate("2026-11-20"), Code: "825", Position: UpperJaw, Price: Kronor(15250)}},
	})
	const want = `{"person":"192612239232","support":"N","careModel":"K1","billRef":"45678",` +
		`"items":[{"date":"2026-11-20","code":"825","position":"ÖK","price":1525000}]}`
	if err != nil || string(raw) != want {
		t.Fatalf("%s\nwant %s (%v)", raw, want, err)
	}
}
