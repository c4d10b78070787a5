package rules_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/text"
)

// The bill of 28 680 kr of the VGR manual, "Registrera tandvårdsräkning", at the
// prices of the list in force: 1 100 + 15 250 + 18 510 less a fee of 200 kr.
func TestManualVGRBill(t *testing.T) {
	d, f := good(), vgr(t)
	d.Bills[0].Items = []domain.DraftItem{
		{Date: "2026-09-01", Code: "101"},
		{Date: "2026-09-01", Code: "825", Position: "UK"},
		{Date: "2026-09-01", Code: "825s", Position: "ÖK"},
		{Date: "2026-09-01", Code: "patavg", Price: "-200"},
	}
	f.Clinic.Specialists = true
	r := rules.ReadDraft(d, f)
	if len(r.Findings) > 0 || r.Bills[0].Sum() != domain.Kronor(34_660) {
		t.Fatalf("sum %v, findings %+v", r.Bills[0].Sum(), r.Findings)
	}
}

// Värmland, "Registrering av faktura": number, reference, date, procedure and
// patient fee are obligatory; S-tandvård is billed by Allmän tandvårdstaxa.
func TestManualVarmlandBill(t *testing.T) {
	f := vgr(t)
	profile, prices, err := region.Load("varmland")
	if err != nil {
		t.Fatal(err)
	}
	f.Profile, f.Prices = profile, prices
	d := good()
	asS(&d.Bills[0])
	d.Bills[0].PriceList, d.Bills[0].CareModel = "allman", "K1"
	d.Bills[0].Items[2].Price = "200" // the fee is not known: it is typed
	if found := rules.ReadDraft(d, f).Findings; len(found) > 0 {
		t.Fatalf("%+v", found)
	}
	d.InvoiceNo, d.Bills[0].PriceList, d.Bills[0].Items = "", "forhojd", d.Bills[0].Items[:2]
	var got []string
	for _, x := range rules.ReadDraft(d, f).Findings {
		got = append(got, x.Code+" "+string(x.Severity)+" "+text.Finding(x).Do)
	}
	want := []string{
		"R-PRICELIST-WRONG error Välj Allmän tandvårdstaxa.",
		"R-INVOICENO-MISSING error Skriv ett nummer för fakturan.",
		"R-FEE-MISSING error Lägg till patAvg, eller fyll i frikort.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// An empty bill, and a second bill of the same patient whose fee of the 20th is
// on the first bill: everything that is wrong is found at once, in the order of
// the form.
func TestOrderOfFindings(t *testing.T) {
	d, f := good(), vgr(t)
	b := d.Bills[0]
	b.CareModel, b.BillRef = "", "Använd 1"
	b.Items = []domain.DraftItem{
		{Date: "2026-11-20", Code: "825"},
		{Date: "2026-11-24", Code: "999", Price: "x"},
	}
	d.Bills = append(d.Bills, b, domain.DraftBill{})
	want := []struct {
		bill, item int
		code       string
	}{
		{1, whole, rules.CodeCareModelMissing},
		{1, whole, rules.CodeBillRefUsed},
		{1, 0, rules.CodePositionMissing},
		{1, 1, rules.CodeDateFuture},
		{1, 1, rules.CodeFeeMissing},
		{1, 1, rules.CodeCodeUnknown},
		{1, 1, rules.CodePriceInvalid},
		{2, whole, rules.CodePersonMissing},
		{2, whole, rules.CodeSupportMissing},
		{2, whole, rules.CodeBillRefMissing},
		{2, whole, rules.CodeItemsNone},
	}
	found := rules.ReadDraft(d, f).Findings
	for i, x := range found {
		if i >= len(want) || x.Bill != want[i].bill || x.Item != want[i].item || x.Code != want[i].code {
			t.Errorf("%d: bill %d item %d %s", i, x.Bill, x.Item, x.Code)
		}
	}
	if len(found) != len(want) {
		t.Errorf("%d findings, want %d", len(found), len(want))
	}
}

// "Too old" comes before "no price list", and an impossible position comes with
// what the procedure wants.
func TestTheGravestOfAFieldIsFirst(t *testing.T) {
	d, f := good(), vgr(t)
	d.Bills[0].Items = []domain.DraftItem{{Date: "2012-01-08", Code: "101"}, {Date: "2026-11-20", Code: "401", Position: "49"}}
	var ofDate []string
	for _, x := range rules.ReadDraft(d, f).Findings {
		if x.Item == 0 && x.Field == domain.FieldItemDate && x.Code != rules.CodeEntitlement {
			ofDate = append(ofDate, x.Code)
		}
		if x.Code == rules.CodePositionInvalid && (x.Params["rule"] == "" || x.Params["code"] != "401") {
			t.Errorf("%+v", x.Params)
		}
	}
	if len(ofDate) < 2 || ofDate[0] != rules.CodeDateLate || ofDate[1] != rules.CodeCodeNoList {
		t.Error(ofDate)
	}
}

// If the region has not named its disease groups, none is asked for and any is
// accepted.
func TestDiseaseGroupsThatAreNotKnown(t *testing.T) {
	d, f := good(), vgr(t)
	asS(&d.Bills[0])
	profile := *f.Profile
	profile.Categories, f.Profile = nil, &profile
	for _, group := range []string{"", "S99"} {
		d.Bills[0].Category = group
		for _, x := range rules.ReadDraft(d, f).Findings {
			if x.Field == domain.FieldCategory {
				t.Errorf("%q: %s", group, x.Code)
			}
		}
	}
}

// A double on another bill of the invoice is reported with the number of that
// bill.
func TestOfTheSameDayOnAnotherBill(t *testing.T) {
	d, f := good(), vgr(t)
	b := d.Bills[0]
	b.BillRef = "en annan"
	d.Bills = append(d.Bills, b)
	found := map[string]string{}
	for _, x := range rules.ReadDraft(d, f).Findings {
		if x.Bill == 1 && (x.Code == rules.CodeDouble || x.Code == rules.CodeFeeTwice) {
			found[x.Code] = x.Params["bill"]
		}
	}
	if found[rules.CodeDouble] != "1" || found[rules.CodeFeeTwice] != "1" {
		t.Error(found)
	}
	d.Bills = d.Bills[:1]
	d.Bills[0].Items = append(slices.Clone(d.Bills[0].Items), d.Bills[0].Items...)
	for _, x := range rules.ReadDraft(d, f).Findings {
		if x.Params["bill"] != "" {
			t.Errorf("%s is told of bill %s, its own", x.Code, x.Params["bill"])
		}
	}
}

// What could not be read is not also missing.
func TestUnreadIsNotMissing(t *testing.T) {
	d, f := good(), vgr(t)
	b := &d.Bills[0]
	b.Person = "hej"
	b.Items[1].Position = "57"
	b.Exempt, b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = true, "1", "2026-13-01", "2026-12-31"
	for _, x := range rules.ReadDraft(d, f).Findings {
		switch x.Code {
		case rules.CodePersonInvalid, rules.CodePositionInvalid, rules.CodeDateInvalid:
		default:
			t.Errorf("also %s at %d %s", x.Code, x.Item, x.Field)
		}
	}
}

// A missing entitlement is reported before the first row is typed, for today's
// date.
func TestEntitlementBeforeAnyRow(t *testing.T) {
	d, f := good(), vgr(t)
	d.Bills[0].Items = nil
	d.Bills[0].Support, d.Bills[0].CareModel = "F", ""
	for _, x := range rules.ReadDraft(d, f).Findings {
		if x.Code == rules.CodeEntitlement && x.Field == domain.FieldSupport && x.Params["last"] == "764100 2026-10-31" {
			if x.Params["has"] != "N" {
				t.Errorf("the right that the patient has is not named: %v", x.Params)
			}
			return
		}
	}
	t.Fatal("not told")
}

// A patient who was not looked up, and a fact that is unknown, fail no bill.
func TestUnknownFactsSwitchChecksOff(t *testing.T) {
	d, f := good(), vgr(t)
	clear(f.Persons)
	d.Bills[0].Items[0].Date = "2026-05-01" // past VGR's deadline
	d.Bills[0].Items[1].Date, d.Bills[0].Items[2].Date = "2026-05-01", "2026-05-01"
	f.Profile = &domain.Profile{}
	if found := rules.ReadDraft(d, f).Findings; len(found) > 0 {
		// The fee's amount is unknown too, so that the empty price is no fee.
		if len(found) != 1 || found[0].Code != rules.CodeFeeSign {
			t.Fatalf("%+v", found)
		}
	}
}

// What was typed under another choice of N, F, S is kept in the draft and not
// sent.
func TestHiddenFieldsAreNotSent(t *testing.T) {
	d, f := good(), vgr(t)
	d.Bills[0].Category = "S4"
	if r := rules.ReadDraft(d, f); r.Bills[0].Category != "" || r.Bills[0].CareModel != "K1" || len(r.Findings) > 0 {
		t.Errorf("N: %+v %+v", r.Bills[0], r.Findings)
	}
	asS(&d.Bills[0])
	d.Bills[0].CareModel = "Z9"
	if r := rules.ReadDraft(d, f); r.Bills[0].Category != "S4" || r.Bills[0].CareModel != "" || len(r.Findings) > 0 {
		t.Errorf("S: %+v %+v", r.Bills[0], r.Findings)
	}
}

// An invoice without bills is no invoice.
func TestEmptyInvoice(t *testing.T) {
	found := rules.CheckInvoice("1", nil, vgr(t))
	if len(found) != 1 || found[0].Code != rules.CodeItemsNone {
		t.Fatalf("%+v", found)
	}
}

func TestNormalRef(t *testing.T) {
	for a, b := range map[string]string{"45678": " 45678 ", "Å 1": "å  1", "A\u00a0b": "a b"} {
		if rules.NormalRef(a) != rules.NormalRef(b) {
			t.Errorf("%q and %q differ", a, b)
		}
	}
	if rules.NormalRef("a b") == rules.NormalRef("ab") || rules.NormalRef("01") == rules.NormalRef("1") {
		t.Error("different references are the same")
	}
}

func TestBaseOf(t *testing.T) {
	f := vgr(t)
	baseUsed(&f, domain.Kronor(4310))
	id := personID(t, adult)
	if b, ok := rules.BaseOf(id, 2026, f); !ok || b.Used != domain.Kronor(4310) || b.Limit != domain.Kronor(20_000) || b.Source == "" {
		t.Errorf("%+v %v", b, ok)
	}
	f.Clinic.Specialists = true
	if b, ok := rules.BaseOf(id, 2026, f); !ok || b.Limit != domain.Kronor(25_000) {
		t.Errorf("specialists: %+v %v", b, ok)
	}
	if _, ok := rules.BaseOf(id, 2025, f); ok {
		t.Error("what was used in 2025 is not known")
	}
	clear(f.Persons)
	for _, nothing := range []rules.Facts{f, {}} {
		if _, ok := rules.BaseOf(id, 0, nothing); ok {
			t.Error("nothing is known")
		}
	}
}
