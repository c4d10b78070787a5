package rules_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

var performerExamples = []example{
	{
		code: rules.CodePerformerMissing, name: "each row names a behandlare", item: 1, field: domain.FieldItemPerformer,
		pass: performed("T1", "t1"), fail: performed("T1", ""),
	},
	{
		code: rules.CodePerformerUnknown, name: "a registered behandlare", item: 1, field: domain.FieldItemPerformer,
		pass: performed("T1", "H1"), fail: performed("T1", "T9"),
	},
	{
		code: rules.CodePerformerDate, name: "valid on the row's date", item: 1, field: domain.FieldItemPerformer,
		pass: performed("T1", "T2"), // whose last day it is
		fail: performed("T1", "T3"), // whose first day is the next
	},
	{
		code: rules.CodePerformerSpecialist, name: "specialist prices need a specialist", item: 1, field: domain.FieldItemPerformer,
		pass: bySpecialist("S1"), fail: bySpecialist("T1"),
	},
}

// performed lets the region ask who gave the care of the good draft's two rows.
func performed(first, second string) change {
	return func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
		f.Profile.PerformerMust = true
		from := domain.Period{From: domain.MustDate("2020-01-01")}
		f.Performers = []domain.Performer{
			{No: "T1", Profession: "tandläkare", Validity: from},
			{No: "H1", Profession: "tandhygienist", Validity: from},
			{No: "S1", Profession: "tandläkare", Specialist: true, Validity: from},
			{No: "T2", Profession: "tandläkare", Validity: domain.Period{From: from.From, To: domain.MustDate("2026-11-20")}},
			{No: "T3", Profession: "tandläkare", Validity: domain.Period{From: domain.MustDate("2026-11-21")}},
		}
		b.Items[0].Performer, b.Items[1].Performer = first, second
	}
}

func bySpecialist(no string) change {
	return func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
		performed("T1", no)(b, d, f)
		f.Clinic.Specialists = true
		b.Items[1].Code = "825S"
	}
}

// B30: a region that asks nobody is told nobody's fault, and where the clinic's
// performers are not known only that one is missing is told.
func TestB30(t *testing.T) {
	for _, id := range []string{"", "T9"} {
		d, f := good(), vgr(t)
		d.Bills[0].Items[1].Performer = id
		if r := rules.ReadDraft(d, f); len(r.Findings) > 0 || r.Bills[0].Items[1].Performer != id {
			t.Errorf("not asked for, %q: %+v", id, r.Findings)
		}
	}
	d, f := good(), vgr(t)
	performed("T9", "")(&d.Bills[0], &d, &f)
	f.Performers = nil
	if found := rules.ReadDraft(d, f).Findings; len(found) != 1 || found[0].Code != rules.CodePerformerMissing {
		t.Errorf("performers not known: %+v", found)
	}
}
