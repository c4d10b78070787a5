package rules_test

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

var billExamples = []example{
	{
		code: rules.CodePersonMissing, name: "Registrera tandvårdsräkning", item: whole, field: domain.FieldPerson, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Person = "  " },
	},
	{
		code: rules.CodePersonInvalid, name: "person numbers", item: whole, field: domain.FieldPerson,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Person = "520516 2331" },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Person = "19520516-2332" },
	},
	{
		code: rules.CodePersonUnknown, name: "other regions' patients", item: whole, field: domain.FieldPerson,
		pass: func(_ *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
			f.Refused = map[domain.PersonID]string{{}: rules.CodePersonUnknown}
		},
		fail: func(_ *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { refuseAll(f, rules.CodePersonUnknown) },
	},
	{
		code: rules.CodePersonProtected, name: "protected identity", item: whole, field: domain.FieldPerson, pass: unchanged,
		fail: func(_ *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { refuseAll(f, rules.CodePersonProtected) },
	},
	{
		code: rules.CodePersonReserve, name: "reservnummer of the region's own form", item: whole, field: domain.FieldPerson,
		pass: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
			clear(f.Persons)
			b.Person = "19810829M071"
		},
		fail: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
			clear(f.Persons)
			b.Person = "19810829SU3A"
		},
	},
	{
		code: rules.CodePersonUnborn, name: "date of birth not after the treatment", item: 0, field: domain.FieldItemDate, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
			f.Profile.Deadline.Number, f.Profile.FeeFree, f.Prices[0].Validity.From = 0, nil, domain.MustDate("2000-01-01")
			clear(f.Persons)
			b.Person = child
			one(b, domain.DraftItem{Date: "2012-01-07", Code: "101"})
			f.Profile.Fees = f.Profile.Fees[:0]
		},
	},
	{
		code: rules.CodeSupportMissing, name: "Välj N F eller S", item: whole, field: domain.FieldSupport,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b) },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Support = "" },
	},
	{
		code: rules.CodeEntitlement, name: "Patienten saknar giltigt intyg", item: 0, field: domain.FieldItemDate,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { // its last day
			b.Support, b.CareModel = "F", ""
			one(b, domain.DraftItem{Date: "2026-10-31", Code: "101"})
		},
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { // the day after
			b.Support, b.CareModel = "F", ""
			one(b, domain.DraftItem{Date: "2026-11-01", Code: "101"})
		},
	},
	{
		code: rules.CodeCareModelMissing, name: "Vårdmodell", item: whole, field: domain.FieldCareModel,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.CareModel = "M3" },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.CareModel = "" },
	},
	{
		code: rules.CodeCareModelUnknown, name: "Vårdmodell", item: whole, field: domain.FieldCareModel,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.CareModel = " P " },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.CareModel = "M4" },
	},
	{
		code: rules.CodeCategoryMissing, name: "Patientkategori", item: whole, field: domain.FieldCategory,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b) },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b); b.Category = "" },
	},
	{
		code: rules.CodeCategoryUnknown, name: "sjukdomsgrupp", item: whole, field: domain.FieldCategory,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b); b.Category = "S15" },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b); b.Category = "N1" },
	},
	{
		code: rules.CodeCategoryEnded, name: "S13 and S14 ended 2013-01-01", item: whole, field: domain.FieldCategory,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b); b.Category = "S12" },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b); b.Category = "S13" },
	},
	{
		code: rules.CodeApprovalMissing, name: "S-tandvård måste alltid förhandsbedömas", item: whole, field: domain.FieldApproval,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b) },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { asS(b); b.Approval = "" },
	},
	{
		code: rules.CodeApprovalInvalid, name: "Räkningens förhandsbedömningsnummer är ogiltigt", item: whole, field: domain.FieldApproval,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Approval = "FHB9" }, // N may rest on one too
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Approval = "FHB7" }, // granted for S
	},
	{
		code: rules.CodeApprovalDate, name: "FHB valid on the row's date", item: 0, field: domain.FieldItemDate,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			asS(b)
			one(b, domain.DraftItem{Date: "2026-07-01", Code: "101"})
		},
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			asS(b)
			one(b, domain.DraftItem{Date: "2026-06-30", Code: "101"})
		},
	},
	{
		code: rules.CodeApprovalNeeded, name: "price list says only with FHB", item: 1, field: domain.FieldItemCode,
		pass: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
			onlyWithApproval(f, "825")
			b.Approval = "FHB9"
		},
		fail: func(_ *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { onlyWithApproval(f, "825") },
	},
	{
		code: rules.CodeApprovalMixed, name: "Förhandsbedömd vård kan inte faktureras i samma räkning", item: 1, field: domain.FieldItemCode,
		pass: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { asS(b); grant(f, "101", "825") },
		fail: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { asS(b); grant(f, "101", "826") },
	},
	{
		code: rules.CodeApprovalAmount, name: "amount used up", item: whole, field: domain.FieldApproval,
		pass: func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) { // two bills take exactly what is left
			asS(b)
			one(b, domain.DraftItem{Date: "2026-11-19", Code: "101"})
			again(d, "2026-11-20")
			use(f, domain.Kronor(50_000-2*1100))
		},
		fail: func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			asS(b)
			one(b, domain.DraftItem{Date: "2026-11-19", Code: "101"})
			again(d, "2026-11-20")
			use(f, domain.Kronor(50_000-2*1100)+1)
		},
	},
	{
		code: rules.CodeBasePassed, name: "base amount without FHB passed for the calendar year", item: whole, field: domain.FieldItems,
		pass: func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			one(b, domain.DraftItem{Date: "2026-11-19", Code: "101"})
			again(d, "2026-11-20")
			d.Bills[1].Items = append(d.Bills[1].Items, domain.DraftItem{Date: "2026-11-20", Code: "824", Position: "ök"}) // does not count
			baseUsed(f, domain.Kronor(20_000-2*1100))
		},
		fail: func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			one(b, domain.DraftItem{Date: "2026-11-19", Code: "101"})
			again(d, "2026-11-20")
			baseUsed(f, domain.Kronor(20_000-2*1100)+1)
		},
	},
	{
		code: rules.CodePriceListWrong, name: "Välj aktuell prislista", item: whole, field: domain.FieldPriceList,
		pass: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { twoLists(f); b.PriceList = "high" },
		fail: func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) { twoLists(f); b.PriceList = "general" },
	},
	{
		code: rules.CodeExemptionNo, name: "Patienten har frikort", item: whole, field: domain.FieldExemptionNo,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { exempt(b) },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { exempt(b); b.ExemptionNo = " " },
	},
	{
		code: rules.CodeExemptionPeriod, name: "Patienten har frikort", item: whole, field: domain.FieldExemptionTo,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { exempt(b) },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { exempt(b); b.ExemptionTo = "" },
	},
	{
		code: rules.CodeExemptionOrder, name: "Patienten har frikort", item: whole, field: domain.FieldExemptionTo,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			exempt(b)
			b.ExemptionFrom, b.ExemptionTo = "2026-11-20", "2026-11-20"
		},
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			exempt(b)
			b.ExemptionFrom, b.ExemptionTo = "2026-11-20", "2026-11-19"
			b.Items = append(b.Items, domain.DraftItem{Date: "2026-11-20", Code: "patAvg"})
		},
	},
	{
		code: rules.CodeInvoiceNoMissing, name: "Dessa uppgifter är obligatoriska", item: whole, field: domain.FieldInvoiceNo,
		pass: func(_ *domain.DraftBill, d *domain.Draft, _ *rules.Facts) { d.InvoiceNo = "" }, // VGR: a free choice
		fail: func(_ *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			d.InvoiceNo, f.Profile.InvoiceNoMust = " ", true
		},
	},
	{
		code: rules.CodeBillRefMissing, name: "Räkningsreferens", item: whole, field: domain.FieldBillRef,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "Å 1" },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "  " },
	},
	{
		code: rules.CodeBillRefUsed, name: "Räkningsreferensen har redan använts", item: whole, field: domain.FieldBillRef,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "Använd 2" },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = " ANVÄND  1 " },
	},
	{
		code: rules.CodeBillRefTwice, name: "Räkningsreferens", item: whole, field: domain.FieldBillRef,
		pass: func(_ *domain.DraftBill, d *domain.Draft, _ *rules.Facts) { again(d, "2026-11-19") },
		fail: func(_ *domain.DraftBill, d *domain.Draft, _ *rules.Facts) {
			again(d, "2026-11-19")
			d.Bills[1].BillRef = " 45678 "
		},
	},
	{
		code: rules.CodeTextLong, name: "own limit", item: whole, field: domain.FieldBillRef,
		pass: func(b *domain.DraftBill, d *domain.Draft, _ *rules.Facts) {
			b.BillRef, d.InvoiceNo = strings.Repeat("å", 50), strings.Repeat("å", 50) // characters, not bytes
		},
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = strings.Repeat("å", 51) },
	},
	{
		code: rules.CodeTextSigns, name: "escape sequence", item: whole, field: domain.FieldBillRef,
		pass: func(b *domain.DraftBill, d *domain.Draft, _ *rules.Facts) {
			b.BillRef, d.InvoiceNo, b.Comment = "Ref åäö – é 1", "№ 7", "e\u0301 och\ttab\noch rad" // spaces of any kind are read as spaces
		},
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "\x1b]52;c;x\a" },
	},
	{
		code: rules.CodeTextSigns, name: "invisible character", item: whole, field: domain.FieldBillRef, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "A\u200b1" },
	},
	{
		code: rules.CodeTextSigns, name: "loose accent in a reference", item: whole, field: domain.FieldBillRef,
		pass: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "\u00c5 1" },
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "A\u030a 1" },
	},
	{
		code: rules.CodeTextSigns, name: "letter that shows nothing", item: whole, field: domain.FieldBillRef, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "A\u31641" },
	},
	{
		code: rules.CodeTextSigns, name: "blank that is no space", item: whole, field: domain.FieldBillRef, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.BillRef = "A\u28001" },
	},
	{
		code: rules.CodeTextSigns, name: "direction in the number", item: whole, field: domain.FieldInvoiceNo, pass: unchanged,
		fail: func(_ *domain.DraftBill, d *domain.Draft, _ *rules.Facts) { d.InvoiceNo = "F\u202e321" },
	},
	{
		code: rules.CodeTextSigns, name: "C1 in a comment", item: whole, field: domain.FieldComment, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Comment = "x\u009b31m" },
	},
	{
		code: rules.CodeTextSigns, name: "NUL in a row", item: 0, field: domain.FieldItemComment, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Items[0].Comment = "x\x00" },
	},
	{
		code: rules.CodeItemsNone, name: "Lägg till åtgärd", item: whole, field: domain.FieldItems, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Items = nil },
	},
	{
		code: rules.CodeItemsMany, name: "own limit", item: whole, field: domain.FieldItems, pass: unchanged,
		fail: func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) { b.Items = make([]domain.DraftItem, 501) },
	},
}

// exempt gives the good draft a frikort and removes its fee.
func exempt(b *domain.DraftBill) {
	b.Exempt, b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = true, "F 12", "2026-01-15", "2027-01-14"
	b.Items = b.Items[:len(b.Items)-1]
}

// onlyWithApproval lets the list allow a procedure only with FHB.
func onlyWithApproval(f *rules.Facts, code string) {
	for i, p := range f.Prices[0].Procedures {
		if p.Code == code {
			f.Prices[0].Procedures[i].ApprovalMust = true
		}
	}
}

// twoLists lets the region bill as Värmland does.
func twoLists(f *rules.Facts) {
	f.Profile.PriceLists = []domain.ListUse{
		{ID: "high", Name: "Förhöjd tandvårdstaxa", Supports: []domain.Support{domain.SupportN, domain.SupportF}},
		{ID: "general", Name: "Allmän tandvårdstaxa", Supports: []domain.Support{domain.SupportS}},
	}
}

// again adds a second bill like the first, of another day.
func again(d *domain.Draft, date string) {
	b := d.Bills[0]
	b.BillRef = "45679"
	one(&b, domain.DraftItem{Date: date, Code: "101"})
	d.Bills = append(d.Bills, b)
}

// eachPerson changes what is known of all patients.
func eachPerson(f *rules.Facts, edit func(*domain.PersonFacts)) {
	for id, p := range f.Persons {
		edit(&p)
		f.Persons[id] = p
	}
}

func grant(f *rules.Facts, codes ...string) {
	eachPerson(f, func(p *domain.PersonFacts) { p.Approvals[0].Procedures = codes })
}

func use(f *rules.Facts, used domain.Ore) {
	eachPerson(f, func(p *domain.PersonFacts) { p.Approvals[0].Used = used })
}

func baseUsed(f *rules.Facts, used domain.Ore) {
	eachPerson(f, func(p *domain.PersonFacts) { p.BaseUsed, p.BaseYear = used, 2026 })
}

// refuseAll makes the region refuse to tell about every patient who was looked
// up.
func refuseAll(f *rules.Facts, code string) {
	f.Refused = map[domain.PersonID]string{}
	for id := range f.Persons {
		f.Refused[id] = code
	}
}
