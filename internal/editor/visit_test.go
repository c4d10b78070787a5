package editor

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// openVisit is a home visit of two procedures to Anna and Fia.
func openVisit(t testing.TB) (*world, *Visit) {
	t.Helper()
	w := newWorld(t, "vgr")
	return w, openVisitIn(w)
}

func openVisitIn(w *world) *Visit {
	v := NewVisit(w, func() time.Time { return w.now }, func() { w.changes++ }, domain.Draft{ID: "d1", State: domain.DraftOpen, Bills: []domain.DraftBill{{}}})
	v.Write(VisitRef{ForAll, -1, domain.FieldInvoiceNo}, "H1")
	for i, code := range []string{"101", "825"} {
		v.Write(VisitRef{Items, i, domain.FieldItemCode}, code)
	}
	v.Write(VisitRef{Items, 1, domain.FieldItemPosition}, "uk")
	v.Leave(VisitRef{Items, 1, domain.FieldItemPosition})
	for i, number := range []string{anna, fia} {
		v.Write(VisitRef{Patients, i, domain.FieldPerson}, number)
	}
	return v
}

// billCodes is "101, 825 UK" of a bill.
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

// The patient's own: part of the support, frikort, only FHB; and no fee that was
// taken before, is not owed, or of whom nothing is known.
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

// What is cut off comes back as it was, with its dates as they were meant.
func TestAVisitComesBack(t *testing.T) {
	w, v := openVisit(t)
	p := v.Patient(0).Clone()
	p.NoFee, p.Where = true, map[int]string{v.Plan().Items[1].ID: "ÖK"}
	v.SetPatient(0, p)
	v.Write(VisitRef{ForAll, -1, domain.FieldItemDate}, "ig")
	d := v.Draft()
	d.Updated = w.now
	w.now = w.now.AddDate(0, 0, 1)
	again := NewVisit(w, func() time.Time { return w.now }, func() {}, d)
	if got := again.Value(VisitRef{ForAll, -1, domain.FieldItemDate}); got != "2026-11-22" {
		t.Errorf("the date is now %q", got)
	}
	b := again.Draft().Bills
	if billCodes(b[0]) != "101, 825 ÖK" || billCodes(b[1]) != "101, 825 UK, patAvg" || again.Undo() != Nothing {
		t.Errorf("%+v", b)
	}
	d.HomeVisit.Patients[0].Where[1] = "UK"
	if again.Patient(0).Where[1] != "ÖK" {
		t.Error("the draft that was given is the visit's own")
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

// A list of patients is pasted from anywhere; what is no number stays to be
// mended, whole.
func TestVisitPaste(t *testing.T) {
	_, v := openVisit(t)
	numbers, left, ok := v.Paste("193405128350\r\nx\n"+strings.Repeat("9", 50)+"\n", true)
	if !ok || left != 0 || len(numbers) != 3 || numbers[0] != old || v.Rows(Patients) != 5 || len(v.Patient(4).Person) != 50 {
		t.Errorf("%q %d %v", numbers, left, ok)
	}
	if _, _, ok := v.Paste("A-1\nB-2", true); ok {
		t.Error("a text of two lines is no list")
	}
	if _, _, ok := v.Paste(anna, false); ok {
		t.Error("one line goes into its field")
	}
	if v.Undo(); v.Rows(Patients) != 2 {
		t.Errorf("undone: %d patients", v.Rows(Patients))
	}
	if _, left, _ := v.Paste(strings.Repeat("x\n", MaxPatients+7), false); left != 7 {
		t.Errorf("%d left", left)
	}
}

// Whatever is done to a home visit, undo and redo lead through exactly what was
// there, and nothing that is undone stays in a bill.
func TestVisitUndo(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, "vgr")
		v := NewVisit(w, func() time.Time { return w.now }, func() { w.changes++ }, domain.Draft{ID: "d1", Bills: []domain.DraftBill{{}}})
		if id, ok := v.PersonID(anna); ok {
			v.Know(Person{ID: id, Facts: domain.PersonFacts{Entitlements: hasN}})
		}
		line := newTimeline(rt, v, func() string { return written(v.Draft()) }, func() int { return len(v.steps.past) })
		for range rapid.IntRange(1, 30).Draw(rt, "acts") {
			line.randomly(func() { v.randomly(rt) })
			w.now = w.now.Add(typingPause)
		}
		line.walk(func() {})
	})
}

// randomly does one thing to a visit.
func (v *Visit) randomly(rt *rapid.T) {
	part := rapid.SampledFrom([]VisitPart{ForAll, Items, Patients}).Draw(rt, "part")
	field := rapid.SampledFrom(map[VisitPart][]domain.Field{
		ForAll:   {domain.FieldItemDate, domain.FieldCareModel, domain.FieldCategory, domain.FieldInvoiceNo, FieldFees, FieldFee},
		Items:    {domain.FieldItemCode, domain.FieldItemPosition, domain.FieldItemPrice},
		Patients: {domain.FieldPerson, domain.FieldBillRef},
	}[part]).Draw(rt, "field")
	ref := VisitRef{part, rapid.IntRange(0, v.Rows(part)).Draw(rt, "row"), field}
	switch rapid.IntRange(0, 6).Draw(rt, "act") {
	case 0:
		v.Leave(ref)
	case 1:
		v.Remove(ref)
	case 2:
		v.Paste(rapid.SampledFrom([]string{anna + "\n" + fia, "\n\n", "x\ny"}).Draw(rt, "paste"), part != Patients)
	case 3:
		if ref.Row < v.Rows(Patients) {
			p := v.Patient(ref.Row).Clone()
			p.NoFee, p.Without, p.Extra = !p.NoFee, append(p.Without, 0), append(p.Extra, domain.DraftItem{Code: "401"})
			v.SetPatient(ref.Row, p)
		}
	default:
		texts := []string{"", "101", "ig", anna, "x"}
		if field == FieldFees {
			texts = []string{"", domain.Ticked}
		}
		text := rapid.SampledFrom(texts).Draw(rt, "text")
		v.Write(ref, text)
		if got := v.Value(ref); got != text {
			rt.Fatalf("%+v: %q stands there for %q", ref, got, text)
		}
	}
}
