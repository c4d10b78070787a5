package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

var auditExamples = []example{
	{
		code: rules.CodeFrequency, name: "one basundersökning a calendar year", item: 0, field: domain.FieldItemCode,
		pass: often(yearly, earlierItem("101", "", "2025-12-31")), fail: often(yearly, earlierItem("102", "", "2026-01-01")),
	},
	{
		code: rules.CodeProvisional, name: "filled again soon", item: 0, field: domain.FieldItemCode,
		pass: filled("", earlierItem("704", "46", "2026-08-21"), earlierItem("704", "36", "2026-11-01")),
		fail: filled("", earlierItem("705", "46", "2026-08-22")),
	},
	{
		code: rules.CodeProvisional, name: "its comment says so", item: 0, field: domain.FieldItemCode,
		pass: filled("komposit"), fail: filled("Provisorisk, IRM"),
	},
	{
		code: rules.CodeSelfCare, name: "brushing instruction", item: 0, field: domain.FieldItemCode,
		pass: careOf("103"), fail: careOf("311"),
	},
}

var yearly = domain.Frequency{
	Codes: []string{"101", "102"}, Most: 1, Per: domain.SpanYear, Source: "exempel", Validity: domain.Period{From: domain.MustDate("2025-01-01")},
}

func earlierItem(code string, position domain.Position, date string) domain.PastItem {
	return domain.PastItem{Date: domain.MustDate(date), Code: code, Position: position, BillRef: "44001"}
}

// often lets the region pay something so often, and the patient have had it.
func often(rule domain.Frequency, past ...domain.PastItem) change {
	return func(_ *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
		f.Profile.Frequencies = []domain.Frequency{rule}
		eachPerson(f, func(p *domain.PersonFacts) { p.Earlier = past })
	}
}

// filled makes a bill of a filling, and knows how a provisional one shows.
func filled(comment string, past ...domain.PastItem) change {
	return func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
		f.Profile.Cautions = []domain.Caution{{
			Kind: domain.CautionProvisional, Codes: []string{"704", "705", "706"}, Words: []string{"provisorisk", "temporär"}, Again: 90,
			Validity: domain.Period{From: domain.MustDate("2026-01-01")},
		}}
		eachPerson(f, func(p *domain.PersonFacts) { p.Earlier = past })
		one(b, domain.DraftItem{Date: "2026-11-20", Code: "704S", Position: "46", Comment: comment})
		f.Clinic.Specialists = true
	}
}

// careOf makes a bill of a procedure in a region that does not pay 311.
func careOf(code string) change {
	return func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
		f.Profile.Cautions = []domain.Caution{{
			Kind: domain.CautionSelfCare, Codes: []string{"311"}, Validity: domain.Period{From: domain.MustDate("2026-01-01")},
		}}
		procedure(code, "", "")(b, d, f)
	}
}

// B27: every span, each at its border; a tooth by itself; together with what
// stands on the same invoice.
func TestB27(t *testing.T) {
	rule := func(per domain.Span, most int, tooth bool) domain.Frequency {
		return domain.Frequency{Codes: []string{"704"}, Most: most, Per: per, Tooth: tooth, Source: "x", Validity: domain.Period{From: domain.MustDate("2026-01-01")}}
	}
	for name, c := range map[string]struct {
		rule domain.Frequency
		past string // "DATE TOOTH" of an earlier 704
		rows string // "DATE TOOTH" of the bill's
		want int
	}{
		"same visit":                {rule(domain.SpanVisit, 1, false), "", "2026-11-20 46, 2026-11-20 47", 1},
		"another visit":             {rule(domain.SpanVisit, 1, false), "", "2026-11-20 46, 2026-11-19 47", 0},
		"same month":                {rule(domain.SpanMonth, 1, false), "2026-11-01 36", "2026-11-20 46", 1},
		"the month before":          {rule(domain.SpanMonth, 1, false), "2026-10-31 36", "2026-11-20 46", 0},
		"same half-year":            {rule(domain.SpanHalfYear, 1, false), "2026-07-01 36", "2026-11-20 46", 1},
		"the half-year before":      {rule(domain.SpanHalfYear, 1, false), "2026-06-30 36", "2026-11-20 46", 0},
		"twice may be, the third":   {rule(domain.SpanYear, 2, false), "2026-02-01 36", "2026-11-20 46, 2026-11-19 47", 1},
		"another tooth":             {rule(domain.SpanYear, 1, true), "2026-02-01 36", "2026-11-20 46", 0},
		"the same tooth":            {rule(domain.SpanYear, 1, true), "2026-02-01 46", "2026-11-20 46", 1},
		"before the rule was there": {rule(domain.SpanYear, 1, false), "2025-12-31 36", "2026-11-20 46", 0},
	} {
		d, f := good(), vgr(t)
		var past []domain.PastItem
		if date, tooth, ok := strings.Cut(c.past, " "); ok {
			past = append(past, earlierItem("704", domain.Position(tooth), date))
		}
		often(c.rule, past...)(nil, nil, &f)
		d.Bills[0].Items = nil
		for row := range strings.SplitSeq(c.rows, ", ") {
			date, tooth, _ := strings.Cut(row, " ")
			d.Bills[0].Items = append(d.Bills[0].Items, domain.DraftItem{Date: date, Code: "704", Position: tooth})
		}
		if got := frequencies(d, f); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// L12: 14 rows of one patient and day on as many bills of one invoice; each after
// the first is told, with the day of the one before.
func TestL12(t *testing.T) {
	d, f := good(), vgr(t)
	often(yearly)(nil, nil, &f)
	d.Bills[0].Items = []domain.DraftItem{{Date: "2026-11-20", Code: "101"}}
	for i := range 13 {
		b := d.Bills[0]
		b.BillRef = fmt.Sprint("L12-", i)
		d.Bills = append(d.Bills, b)
	}
	doubles := 0
	for _, x := range rules.ReadDraft(d, f).Findings {
		if x.Code == rules.CodeDouble {
			doubles++
		}
	}
	if got := frequencies(d, f); len(got) != 13 || doubles != 13 || got[0] != "101 betalas högst en gång per kalenderår, senast 2026-11-20." {
		t.Errorf("%d doubles, %d: %v", doubles, len(got), got)
	}
}

// frequencies are the sentences about what is billed too often.
func frequencies(d domain.Draft, f rules.Facts) (said []string) {
	for _, x := range rules.ReadDraft(d, f).Findings {
		if x.Code == rules.CodeFrequency {
			said = append(said, text.Finding(x).What)
		}
	}
	return said
}

// A caution of a kind that only a newer region knows is passed over.
func TestUnknownCaution(t *testing.T) {
	d, f := good(), vgr(t)
	f.Profile.Cautions = []domain.Caution{{Kind: "new", Codes: []string{"101"}, Validity: domain.Period{From: domain.MustDate("2026-01-01")}}}
	if found := rules.ReadDraft(d, f).Findings; len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

// The reference may come again where the region says so: warned of on one
// invoice, whatever was sent or waits.
func TestReferenceRuleIsTheRegions(t *testing.T) {
	d, f := good(), vgr(t)
	f.Profile.BillRefs = domain.RefFree
	d.Bills[0].BillRef = "Använd 1"
	f.Waiting = map[string]bool{rules.NormalRef("Använd 1"): true}
	if found := rules.ReadDraft(d, f).Findings; len(found) > 0 {
		t.Errorf("used before: %+v", found)
	}
	again(&d, "2026-11-19")
	d.Bills[1].BillRef = d.Bills[0].BillRef
	found := rules.ReadDraft(d, f).Findings
	if len(found) != 1 || found[0].Code != rules.CodeBillRefTwice || found[0].Severity != domain.SeverityWarning {
		t.Errorf("twice: %+v", found)
	}
	f.Profile.BillRefs = ""
	codes := []string{}
	for _, x := range rules.ReadDraft(d, f).Findings {
		codes = append(codes, x.Code+" "+string(x.Severity))
	}
	if !slices.Contains(codes, "R-BILLREF-USED error") {
		t.Errorf("a profile that says nothing: %v", codes)
	}
}
