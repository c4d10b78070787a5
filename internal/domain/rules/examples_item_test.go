package rules_test

import (
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// row0 changes the first row of the good draft.
func row0(edit func(*domain.DraftItem)) change {
	return func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { edit(&b.Items[0]) }
}

// only makes a bill of one row, with the fee of its visit.
func only(item domain.DraftItem) change {
	return func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { one(b, item) }
}

// procedure makes a bill of one procedure on an ordinary day.
func procedure(code, position, price string) change {
	return only(domain.DraftItem{Date: "2026-11-20", Code: code, Position: position, Price: price})
}

// served bills 101 by a list that has it for some parts of the support.
func served(only string) change {
	return func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
		procedure("101", "", "")(b, d, f)
		for i := range f.Prices {
			f.Prices[i].Procedures = slices.Clone(f.Prices[i].Procedures)
			f.Prices[i].Procedure("101", today).Only = only
		}
	}
}

var itemExamples = []example{
	{
		code: rules.CodeDateMissing, name: "Åtgärdsdatum", item: 0, field: domain.FieldItemDate, pass: unchanged,
		fail: row0(func(i *domain.DraftItem) { i.Date = "" }),
	},
	{
		code: rules.CodeDateInvalid, name: "Åtgärdsdatum", item: 0, field: domain.FieldItemDate,
		pass: row0(func(i *domain.DraftItem) { i.Date = "-3" }), // three days ago is the 20th
		fail: row0(func(i *domain.DraftItem) { i.Date = "2026-11-31" }),
	},
	{
		code: rules.CodeDateFuture, name: "row in the future", item: 0, field: domain.FieldItemDate,
		pass: only(domain.DraftItem{Date: "2026-11-23", Code: "101"}),
		fail: only(domain.DraftItem{Date: "2026-11-24", Code: "101"}),
	},
	{
		code: rules.CodeDateLate, name: "six months from the treatment", item: 0, field: domain.FieldItemDate,
		pass: only(domain.DraftItem{Date: "2026-06-23", Code: "101"}),
		fail: only(domain.DraftItem{Date: "2026-05-22", Code: "101"}),
	},
	{
		code: rules.CodeDateSoon, name: "fewer than 30 days to the deadline", item: 0, field: domain.FieldItemDate,
		pass: only(domain.DraftItem{Date: "2026-06-23", Code: "101"}), // 30 days left
		fail: only(domain.DraftItem{Date: "2026-06-22", Code: "101"}),
	},
	{
		code: rules.CodeCodeMissing, name: "Åtgärd", item: 0, field: domain.FieldItemCode, pass: unchanged,
		fail: row0(func(i *domain.DraftItem) { i.Code = " " }),
	},
	{
		code: rules.CodeCodeUnknown, name: "Åtgärd", item: 0, field: domain.FieldItemCode, pass: procedure("103", "", ""),
		fail: procedure("115", "", "1060"), // specialist care only: 115S
		also: []string{rules.CodePriceList},
	},
	{
		code: rules.CodeCodeSupport, name: "the list's column support", item: 0, field: domain.FieldItemCode,
		pass: served("FN"),
		fail: served("FS"),
	},
	{
		code: rules.CodeCodeNoList, name: "price list of the date", item: 0, field: domain.FieldItemDate,
		pass: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { early(b, f, "2026-01-01") },
		fail: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { early(b, f, "2025-12-31") },
	},
	{
		code: rules.CodeCodeSpecialist, name: "specialist code at a clinic without specialists", item: 0, field: domain.FieldItemCode,
		pass: func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			f.Clinic.Specialists = true
			procedure("825S", "ök", "")(b, d, f)
		},
		fail: procedure("825S", "ök", ""),
	},
	{
		code: rules.CodeCodeExchange, name: "utbytesåtgärder 921–941", item: 0, field: domain.FieldItemCode,
		pass: procedure("908", "", ""), fail: procedure("921", "11", ""),
	},
	{
		code: rules.CodePositionMissing, name: "Tand/käke", item: 0, field: domain.FieldItemPosition,
		pass: procedure("825", "ök", ""), fail: procedure("825", "", ""),
	},
	{
		code: rules.CodePositionUnwanted, name: "Tand/käke", item: 0, field: domain.FieldItemPosition,
		pass: procedure("805", "16", ""), // may be given, need not
		fail: procedure("101", "16", ""),
	},
	{
		code: rules.CodePositionInvalid, name: "tooth 57 does not exist", item: 0, field: domain.FieldItemPosition,
		pass: procedure("401", "48", ""), fail: procedure("401", "57", ""),
	},
	{
		code: rules.CodePositionKind, name: "Tand/käke", item: 0, field: domain.FieldItemPosition,
		pass: procedure("825", "ÖK", ""), fail: procedure("825", "16", ""),
	},
	{
		code: rules.CodePriceInvalid, name: "Pris", item: 0, field: domain.FieldItemPrice,
		pass: procedure("101", "", "1 100,00 kr"), fail: procedure("101", "", "1100:-"),
	},
	{
		code: rules.CodePriceMissing, name: "Pris, den faktiska kostnaden", item: 0, field: domain.FieldItemPrice,
		pass: procedure(actualCost, "", "812,50"), fail: procedure(actualCost, "", ""),
	},
	{
		code: rules.CodePriceNegative, name: "Pris", item: 0, field: domain.FieldItemPrice,
		pass: procedure("101", "", "1100"), fail: procedure("101", "", "-1100"),
	},
	{
		code: rules.CodePriceList, name: "Pris, åtgärdspriset", item: 0, field: domain.FieldItemPrice,
		pass: procedure("101", "", "1100"), fail: procedure("101", "", "1100,01"),
	},
	{
		code: rules.CodeSumNegative, name: "own check", item: whole, field: domain.FieldItems,
		pass: procedure("103", "", ""), fail: procedure("121", "", ""), // 80 kr less a fee of 200
	},
	{
		code: rules.CodeDouble, name: "same procedure tooth and date twice", item: 2, field: domain.FieldItemCode,
		pass: twice("ök"), fail: twice("uk"),
	},
	{
		code: rules.CodeDoubleEarlier, name: "same procedure tooth and date on an earlier bill", item: 1, field: domain.FieldItemCode,
		pass: billed("2026-11-20", domain.UpperJaw), fail: billed("2026-11-20", domain.LowerJaw),
	},
}

// early lets a bill be old, so that only the price list can be missing.
func early(b *domain.DraftBill, f *rules.Facts, date string) {
	f.Profile.Deadline.Number = 0
	clear(f.Persons)
	one(b, domain.DraftItem{Date: date, Code: "101"})
}

// billed gives the patient an earlier bill with a partial denture.
func billed(date string, position domain.Position) change {
	return func(_ *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
		for id, p := range f.Persons {
			p.Earlier = []domain.PastItem{{Date: domain.MustDate(date), Code: "825", Position: position, BillRef: "44001"}}
			f.Persons[id] = p
		}
	}
}

// twice adds a second partial denture; the first is for the lower jaw.
func twice(position string) change {
	return func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
		b.Items = []domain.DraftItem{b.Items[0], b.Items[1], {Date: "2026-11-20", Code: "825", Position: position}, b.Items[2]}
	}
}
