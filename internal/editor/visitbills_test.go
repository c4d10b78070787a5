package editor

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

func billCodes(b domain.DraftBill) string {
	var list []string
	for _, i := range b.Items {
		list = append(list, strings.TrimSpace(i.Code+" "+i.Position))
	}
	return strings.Join(list, ", ")
}

// One visit is a bill for each patient.
func TestVisitBills(t *testing.T) {
	_, v := openVisit(t)
	d := v.Draft()
	if len(d.Bills) != 2 || d.InvoiceNo != "H1" || d.HomeVisit == nil {
		t.Fatalf("%+v", d)
	}
	for i, person := range []string{anna, fia} {
		b := d.Bills[i]
		if b.Person != person || b.Support != "N" || b.CareModel != "M1" || billCodes(b) != "101, 825 UK, patAvg" || b.Items[2].Date != "2026-11-23" || b.BillRef != v.DefaultRef(i) {
			t.Errorf("%+v", b)
		}
	}
	v.End(true)
	if v.Draft().HomeVisit != nil {
		t.Error("it is a home visit still")
	}
	v.End(false)
	if v.Draft().HomeVisit == nil {
		t.Error("it is none any more")
	}
}

// A patient's own exceptions: not done, on another tooth, something else, no fee.
func TestVisitExceptions(t *testing.T) {
	_, v := openVisit(t)
	items := v.Plan().Items
	p := v.Patient(1).Clone()
	p.Without, p.Where, p.NoFee, p.Extra = []int{items[0].ID}, map[int]string{items[1].ID: "ÖK"}, true, []domain.DraftItem{{Code: "401", Position: "16"}}
	v.SetPatient(1, p)
	d := v.Draft()
	if got := billCodes(d.Bills[1]); got != "825 ÖK, 401 16" {
		t.Errorf("%s", got)
	}
	if got := billCodes(d.Bills[0]); got != "101, 825 UK, patAvg" {
		t.Errorf("the other: %s", got)
	}
	without, where, extra := v.Differences(v.Patient(1))
	if strings.Join(without, " ") != "101 patAvg" || strings.Join(where, " ") != "825 ÖK" || strings.Join(extra, " ") != "401 16" {
		t.Errorf("%q %q %q", without, where, extra)
	}
	v.Remove(VisitRef{Items, 0, domain.FieldItemCode})
	v.Write(VisitRef{Items, 1, domain.FieldItemCode}, "301") // its id is another than that of the one removed
	if got := billCodes(v.Draft().Bills[1]); got != "825 ÖK, 301, 401 16" {
		t.Errorf("an old exception counts for a new procedure: %s", got)
	}
}

// Each patient's bill has the patient's own part of the support, frikort and only
// FHB. It has no fee if that was taken before, is not owed, or if nothing is
// known of the patient.
func TestVisitsPatients(t *testing.T) {
	w, v := openVisit(t)
	id := func(number string) domain.PersonID {
		id, ok := v.PersonID(number)
		if !ok {
			t.Fatal(number)
		}
		return id
	}
	on := year("2026-01-01", "2026-12-31")
	v.Know(Person{ID: id(anna), Facts: domain.PersonFacts{Entitlements: hasN, Earlier: []domain.PastItem{{Date: w.Today(), Code: domain.PatientFeeCode, Price: -200}}}})
	v.Know(Person{ID: id(fia), History: newHistory(), Facts: domain.PersonFacts{Approvals: []domain.PriorApproval{{No: "FHB", Support: domain.SupportS, Validity: on}}}})
	v.Write(VisitRef{ForAll, -1, domain.FieldCategory}, "S1")
	d := v.Draft()
	if a := d.Bills[0]; a.Support != "N" || a.Category != "" || billCodes(a) != "101, 825 UK" || v.Fee(anna).Reason != rules.FeeTaken {
		t.Errorf("Anna: %+v", a)
	}
	if f := d.Bills[1]; f.Support != "S" || f.CareModel != "" || f.Category != "S1" || f.Approval != "FHB" || !f.Exempt || billCodes(f) != "101, 825 UK" {
		t.Errorf("Fia: %+v", f)
	}
	if !v.AnyOf(domain.SupportS) || v.AnyOf(domain.SupportF) || v.Fee("x").Reason != rules.FeeUnknown {
		t.Error("who has what")
	}
	v.Forget(id(fia))
	if v.AnyOf(domain.SupportS) || v.Draft().Bills[1].Exempt {
		t.Error("what is forgotten counts")
	}
	facts := domain.PersonFacts{Entitlements: []domain.Entitlement{{Validity: on}}}
	if !v.HasRight(facts) || v.HasRight(domain.PersonFacts{}) || !v.HasRight(domain.PersonFacts{Approvals: []domain.PriorApproval{{Validity: on}}}) {
		t.Error("who has a right")
	}
}

// A bill's place leaves out rows without a number; without any patient there is
// one bill, so that nothing is lost.
func TestVisitWithoutNumbers(t *testing.T) {
	_, v := openVisit(t)
	v.Write(VisitRef{Patients, 0, domain.FieldPerson}, " ")
	if v.BillOf(0) != -1 || v.BillOf(1) != 0 || v.BillOf(9) != -1 || len(v.Draft().Bills) != 1 {
		t.Errorf("%d %d", v.BillOf(0), v.BillOf(1))
	}
	v.Remove(VisitRef{Patients, 1, domain.FieldPerson})
	v.Remove(VisitRef{Patients, 0, domain.FieldPerson})
	if d := v.Draft(); len(d.Bills) != 1 || billCodes(d.Bills[0]) != "101, 825 UK" {
		t.Errorf("%+v", d.Bills)
	}
	v.Write(VisitRef{ForAll, -1, domain.FieldInvoiceNo}, " ")
	if v.DefaultRef(0) != "" {
		t.Error("a reference without the invoice's number")
	}
	if v.Remove(VisitRef{ForAll, -1, domain.FieldItemDate}) != Nothing || v.Remove(VisitRef{Items, 2, domain.FieldItemCode}) != Nothing {
		t.Error("the empty row was removed")
	}
}

// Enter leads to what a procedure needs, then to the next one.
func TestVisitNext(t *testing.T) {
	_, v := openVisit(t)
	for _, c := range []struct {
		code      string
		from, to  domain.Field
		below, ok bool
	}{
		{"101", domain.FieldItemCode, domain.FieldItemCode, true, true},
		{"825", domain.FieldItemCode, domain.FieldItemPosition, false, true},
		{"825", domain.FieldItemPosition, domain.FieldItemCode, true, true},
		{"", domain.FieldItemCode, domain.FieldItemCode, false, false},
	} {
		if to, below, ok := v.Next(domain.DraftItem{Code: c.code}, c.from); to != c.to || below != c.below || ok != c.ok {
			t.Errorf("%q from %s: %s %v %v", c.code, c.from, to, below, ok)
		}
	}
	v.NewPrices()
	if v.Procedure("825").Code == "" || v.Procedure("").Code != "" || v.Procedure("999").Code != "" {
		t.Error("procedures")
	}
}

// The fee of a visit is for whom it is due, at the region's amount or the typed
// one, and for nobody where nothing is done or the tick is taken away.
func TestVisitFees(t *testing.T) {
	fees := func(v *Visit) (list []string) {
		for _, b := range v.Draft().Bills {
			if last := len(b.Items) - 1; last >= 0 && b.Items[last].Code == domain.PatientFeeCode {
				list = append(list, b.Items[last].Price)
			}
		}
		return list
	}
	_, v := openVisit(t)
	if got := fees(v); !slices.Equal(got, []string{"", ""}) {
		t.Errorf("%q", got)
	}
	v.Write(VisitRef{ForAll, -1, FieldFee}, "150")
	if got := fees(v); !slices.Equal(got, []string{"150", "150"}) || v.Value(VisitRef{ForAll, -1, FieldFee}) != "150" {
		t.Errorf("%q", got)
	}
	v.Write(VisitRef{Patients, 1, domain.FieldPerson}, old) // pays none, for age
	if got := fees(v); !slices.Equal(got, []string{"150"}) {
		t.Errorf("%q", got)
	}
	v.Write(VisitRef{ForAll, -1, FieldFees}, "")
	if got := fees(v); got != nil || v.Value(VisitRef{ForAll, -1, FieldFees}) != "" {
		t.Errorf("%q", got)
	}
	v.Write(VisitRef{ForAll, -1, FieldFees}, domain.Ticked)
	for range 2 {
		v.Remove(VisitRef{Items, 0, domain.FieldItemCode})
	}
	if got := fees(v); got != nil {
		t.Errorf("nothing was done, and %q", got)
	}
}

// S rests on an FHB: the only one that holds on the day of the visit, none where
// there is a choice or only another day's or part's.
func TestVisitApproval(t *testing.T) {
	of := func(no string, s domain.Support, from, to string) domain.PriorApproval {
		return domain.PriorApproval{No: no, Support: s, Validity: year(from, to)}
	}
	valid := of("valid", domain.SupportS, "2026-01-01", "2026-12-31")
	for name, c := range map[string]struct {
		approvals []domain.PriorApproval
		want      string
	}{
		"one":                   {[]domain.PriorApproval{valid}, "valid"},
		"one of several":        {[]domain.PriorApproval{of("ended", domain.SupportS, "2026-01-01", "2026-11-19"), valid, of("F", domain.SupportF, "2026-01-01", "2026-12-31")}, "valid"},
		"a choice":              {[]domain.PriorApproval{valid, of("too", domain.SupportS, "2026-01-01", "2026-12-31")}, ""},
		"begins after the day":  {[]domain.PriorApproval{of("later", domain.SupportS, "2026-11-21", "2026-12-31")}, ""},
		"ended the day of care": {[]domain.PriorApproval{of("last day", domain.SupportS, "2026-01-01", "2026-11-20")}, "last day"},
	} {
		_, v := openVisit(t)
		id, _ := v.PersonID(anna)
		v.Write(VisitRef{ForAll, -1, domain.FieldItemDate}, "2026-11-20")
		v.Know(Person{ID: id, Facts: domain.PersonFacts{Approvals: c.approvals}})
		if got := v.approvalOf(anna); got != c.want || v.approvalOf(fia) != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// While its date cannot be read a visit is today's, in what it asks; what is
// typed stays on the bills.
func TestAVisitWithoutADate(t *testing.T) {
	w, v := openVisit(t)
	v.Write(VisitRef{ForAll, -1, domain.FieldItemDate}, "2026-11-")
	if v.On() != w.Today() || v.Draft().Bills[0].Items[0].Date != "2026-11-" {
		t.Errorf("%s, %+v", v.On(), v.Draft().Bills[0].Items)
	}
	v.Write(VisitRef{ForAll, -1, domain.FieldItemDate}, "2026-11-20")
	if v.On() != domain.MustDate("2026-11-20") {
		t.Errorf("%s", v.On())
	}
}

// A patient's own reference stands before the one that is made, which counts
// every row; a bill's place counts those with a number.
func TestVisitReferences(t *testing.T) {
	_, v := openVisit(t)
	v.Write(VisitRef{Patients, 2, domain.FieldBillRef}, "own")
	v.Write(VisitRef{Patients, 3, domain.FieldPerson}, old)
	var got []string
	for _, b := range v.Draft().Bills {
		got = append(got, b.BillRef)
	}
	if !slices.Equal(got, []string{"H1-1", "H1-2", "H1-4"}) {
		t.Errorf("%q", got)
	}
	for row, want := range []int{0, 1, -1, 2, -1} {
		if got := v.BillOf(row); got != want {
			t.Errorf("row %d is bill %d, not %d", row, got, want)
		}
	}
	v.Write(VisitRef{Patients, 2, domain.FieldPerson}, " ")
	v.Write(VisitRef{Patients, 1, domain.FieldBillRef}, "own")
	if v.Draft().Bills[1].BillRef != "own" || v.Value(VisitRef{Patients, 1, domain.FieldBillRef}) != "own" {
		t.Errorf("%+v", v.Draft().Bills[1])
	}
}

// An exception is of its procedure, wherever that stands: it follows when others
// are removed, goes with it, and comes back with undo.
func TestExceptionsFollowTheirProcedure(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		_, v := openVisit(t)
		codes := []string{"101", "825"}
		for i := range rapid.IntRange(0, 4).Draw(rt, "more") {
			codes = append(codes, []string{"301", "302", "401", "111"}[i])
			v.Write(VisitRef{Items, i + 2, domain.FieldItemCode}, codes[i+2])
		}
		not := rapid.IntRange(0, len(codes)-1).Draw(rt, "not done")
		p := v.Patient(0).Clone()
		p.Without = []int{v.Plan().Items[not].ID}
		v.SetPatient(0, p)
		gone := rapid.IntRange(0, len(codes)-1).Draw(rt, "removed")
		v.Remove(VisitRef{Items, gone, domain.FieldItemCode})
		v.Write(VisitRef{Items, v.Rows(Items), domain.FieldItemCode}, "999") // never takes over an exception
		want := []string{}
		for i, c := range codes {
			if i != gone && i != not {
				want = append(want, c)
			}
		}
		want = append(want, "999", domain.PatientFeeCode)
		if got := billCodes(v.Draft().Bills[0]); strings.ReplaceAll(got, " UK", "") != strings.Join(want, ", ") {
			rt.Fatalf("%s, not %q", got, want)
		}
		v.Undo()
		v.Undo()
		if without, _, _ := v.Differences(v.Patient(0)); !slices.Equal(without, codes[not:not+1]) {
			rt.Fatalf("undone: without %q", without)
		}
	})
}
