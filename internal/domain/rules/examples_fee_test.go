package rules_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

var feeExamples = []example{
	{
		code: rules.CodeFeeMissing, name: "Kom ihåg patientavgiften för varje besök", item: 3, field: domain.FieldItemDate,
		pass: visit(domain.DraftItem{Date: "2026-11-21", Code: "103"}, domain.DraftItem{Date: "2026-11-21", Code: "patAvg"}),
		fail: visit(domain.DraftItem{Date: "2026-11-21", Code: "103"}),
	},
	{
		code: rules.CodeFeeExempt, name: "frikort valid on the date and a patAvg row", item: 2, field: domain.FieldItemCode,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { exempt(b) },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			exempt(b)
			b.Items = append(b.Items, domain.DraftItem{Date: "2026-11-20", Code: "patAvg", Price: "-200"})
		},
	},
	{
		code: rules.CodeFeeFree, name: "from the 85th birthday", item: 2, field: domain.FieldItemCode,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Person, b.Items = ancient, b.Items[:2] },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			b.Person, b.Items[2].Price = ancient, "200"
		},
	},
	{
		code: rules.CodeFeeFree, name: "to the end of the year of turning 19", item: 2, field: domain.FieldItemCode,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Person, b.Items = child, b.Items[:2] },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Person, b.Items[2].Price = child, "200" },
	},
	{
		code: rules.CodeFeeTwice, name: "one per visit", item: 3, field: domain.FieldItemCode,
		pass: visit(domain.DraftItem{Date: "2026-11-21", Code: "103"}, domain.DraftItem{Date: "2026-11-21", Code: "patAvg"}),
		fail: visit(domain.DraftItem{Date: "2026-11-20", Code: "patAvg"}),
	},
	{
		code: rules.CodeFeeTwice, name: "one per visit though on two bills", item: 1, field: domain.FieldItemCode,
		pass: sameDay(false), fail: sameDay(true),
	},
	{
		code: rules.CodeFeeAlone, name: "fee without care", item: 3, field: domain.FieldItemCode, pass: unchanged,
		fail: visit(domain.DraftItem{Date: "2026-11-21", Code: "patAvg"}),
	},
	{
		code: rules.CodeFeeSign, name: "a negative row", item: 2, field: domain.FieldItemPrice,
		pass: fee("200"), // typed without sign it is a fee all the same
		fail: fee("0"),
	},
	{
		code: rules.CodeFeeAmount, name: "fee differs from the standard amount", item: 2, field: domain.FieldItemPrice,
		pass: fee("-300"), fail: fee("-150"),
	},
	{
		code: rules.CodeFeeAmount, name: "the last fee before the ceiling may be lower", item: 2, field: domain.FieldItemPrice,
		pass: paid("1300", "-150"), fail: paid("1200", "-150"),
	},
	{
		code: rules.CodeFeeCeiling, name: "fees of twelve months pass the ceiling", item: 2, field: domain.FieldItemPrice,
		pass: paid("1250", "-200"), fail: paid("1250,01", "-200"),
	},
}

// sameDay adds a second bill of the visit, with a fee of its own or without.
func sameDay(withFee bool) change {
	return func(_ *domain.DraftBill, d *domain.Draft, _ *rules.Facts) {
		again(d, "2026-11-20")
		d.Bills[1].Items[0].Code = "103"
		if !withFee {
			d.Bills[1].Items = d.Bills[1].Items[:1]
		}
	}
}

// visit adds rows to the good draft.
func visit(items ...domain.DraftItem) change {
	return func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Items = append(b.Items, items...) }
}

func fee(price string) change {
	return func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Items[2].Price = price }
}

// paid lets the patient have paid fees before, and pay one now.
func paid(before, price string) change {
	return func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
		b.Items[2].Price = price
		sum, err := domain.ParseOre(before)
		if err != nil {
			panic(err)
		}
		for id, p := range f.Persons {
			p.Earlier = []domain.PastItem{
				{Date: domain.MustDate("2025-11-20"), Code: domain.PatientFeeCode, Price: -domain.Kronor(5000)}, // a year ago: another period
				{Date: domain.MustDate("2025-11-21"), Code: domain.PatientFeeCode, Price: -sum},
				{Date: domain.MustDate("2026-11-22"), Code: domain.PatientFeeCode, Price: -domain.Kronor(5000)}, // after the visit
			}
			f.Persons[id] = p
		}
	}
}

// Värmland: the fee is obligatory, so that its lack stops sending.
func TestFeeMissingStopsWhereTheProfileSaysSo(t *testing.T) {
	for severity, want := range map[domain.Severity]int{domain.SeverityError: 1, domain.SeverityWarning: 1, "": 0} {
		d, f := good(), vgr(t)
		f.Profile.FeeMissing = severity
		d.Bills[0].Items = d.Bills[0].Items[:2]
		found := rules.ReadDraft(d, f).Findings
		if len(found) != want || want == 1 && (found[0].Code != rules.CodeFeeMissing || found[0].Severity != severity) {
			t.Errorf("profile says %q: %+v", severity, found)
		}
	}
}

// Ages and dates decide whether a fee is due (rules.md, Checks).
func TestFeeDue(t *testing.T) {
	f := vgr(t)
	frikort := &domain.FeeExemption{No: "1", Validity: domain.Period{From: domain.MustDate("2026-02-01"), To: domain.MustDate("2027-01-31")}}
	for _, c := range []struct {
		name, person, on string
		exemption        *domain.FeeExemption
		want             rules.FeeReason
		amount           domain.Ore
	}{
		{"an adult pays", adult, "2026-11-20", nil, rules.FeeIsDue, domain.Kronor(200)},
		{"nobody yet: the standard fee", "", "2026-11-20", nil, rules.FeeUnknown, domain.Kronor(200)},
		{"the day before frikort", adult, "2026-01-31", frikort, rules.FeeIsDue, domain.Kronor(200)},
		{"the first day of frikort", adult, "2026-02-01", frikort, rules.FeeExempt, 0},
		{"the last day of frikort", adult, "2027-01-31", frikort, rules.FeeExempt, 0},
		{"the day after frikort", adult, "2027-02-01", frikort, rules.FeeIsDue, domain.Kronor(200)},
		{"the day before 85", adult, "2037-05-15", nil, rules.FeeIsDue, domain.Kronor(200)},
		{"the 85th birthday", adult, "2037-05-16", nil, rules.FeeFreeByAge, 0},
		{"the year of turning 19", child, "2031-12-31", nil, rules.FeeFreeByAge, 0},
		{"the year after", child, "2032-01-01", nil, rules.FeeIsDue, domain.Kronor(200)},
		{"the limit was 23 to 2024", "20010101-2391", "2024-12-31", nil, rules.FeeFreeByAge, 0},
		{"and is 19 since 2025", "20010101-2391", "2025-01-01", nil, rules.FeeIsDue, domain.Kronor(200)},
		{"before any amount is known", adult, "2016-12-31", nil, rules.FeeIsDue, 0},
	} {
		b := domain.Bill{Exemption: c.exemption}
		if c.person != "" {
			b.Person = personID(t, c.person)
		}
		got := rules.FeeDue(b, domain.MustDate(c.on), f)
		if got.Reason != c.want || got.Amount != c.amount {
			t.Errorf("%s: %s %v, want %s %v", c.name, got.Reason, got.Amount, c.want, c.amount)
		}
		if got.Amount > 0 && got.Source == "" {
			t.Errorf("%s: the amount names no source", c.name)
		}
	}
	if got := rules.FeeDue(domain.Bill{}, today, rules.Facts{Today: today}); got.Reason != rules.FeeUnknown {
		t.Errorf("without a profile: %+v", got)
	}
}
