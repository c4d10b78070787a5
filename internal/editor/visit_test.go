package editor

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
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

// A home visit begins today, with fees and the first mobile vårdmodell there is.
func TestANewVisit(t *testing.T) {
	w := newWorld(t, "vgr")
	begin := func() *Visit {
		return NewVisit(w, func() time.Time { return w.now }, func() {}, domain.Draft{ID: "d1", Bills: []domain.DraftBill{{}}})
	}
	v := begin()
	for f, want := range map[domain.Field]string{domain.FieldItemDate: "2026-11-23", domain.FieldCareModel: "M1", FieldFees: domain.Ticked, FieldFee: "", domain.FieldCategory: ""} {
		if got := v.Value(VisitRef{ForAll, -1, f}); got != want {
			t.Errorf("%s: %q", f, got)
		}
	}
	if v.ID() != "d1" || v.InvoiceNo() != "" || v.Rows(ForAll) != 0 || v.Item(-1) != (domain.DraftItem{}) || v.Item(0) != (domain.DraftItem{}) || v.Patient(-1).Person != "" {
		t.Error("what is not there")
	}
	w.data.Profile.CareModels = []domain.Choice{{Code: "K1"}, {Code: "M"}, {Code: "P"}}
	if got := begin().Plan().CareModel; got != "" {
		t.Errorf("none is mobile, and it is %q", got)
	}
	w.data.Prices = nil
	if p := begin().Procedure("101"); p.Code != "" {
		t.Errorf("there is no list, and %+v", p)
	}
}

// A paste that brings nobody is not the visit's: no step, nothing to save.
func TestAVisitsPasteOfNothing(t *testing.T) {
	w, v := openVisit(t)
	changes := w.changes
	if numbers, left, ok := v.Paste("\n \r\n\t;\n", false); ok || numbers != nil || left != 0 || w.changes != changes || v.Rows(Patients) != 2 {
		t.Errorf("%q %d %v", numbers, left, ok)
	}
	numbers, _, ok := v.Paste("Anna\t196009172336\nFia;"+fia, true)
	if !ok || !slices.Equal(numbers, []string{"Anna", anna, "Fia", fia}) {
		t.Errorf("%q %v", numbers, ok) // cells are lines too: the names stay to be removed
	}
}

// Typing on in a field of a visit is one step, a choice is always one of its own;
// every step back and forth is saved.
func TestVisitSteps(t *testing.T) {
	steps := func(ref VisitRef, texts ...string) int {
		w, v := openVisit(t)
		before := len(v.steps.past)
		for _, s := range texts {
			v.Write(ref, s)
		}
		n, changes := len(v.steps.past)-before, w.changes
		if v.Undo() != Done || v.Redo() != Done || w.changes != changes+2 {
			t.Errorf("%+v: saved %d times of 2", ref, w.changes-changes)
		}
		return n
	}
	for _, c := range []struct {
		ref   VisitRef
		texts []string
		want  int
	}{
		{VisitRef{ForAll, -1, domain.FieldInvoiceNo}, []string{"2", "20", "202"}, 1},
		{VisitRef{ForAll, -1, FieldFee}, []string{"1", "15", "150"}, 1},
		{VisitRef{ForAll, -1, domain.FieldCareModel}, []string{"M2", "M3", "M1"}, 3},
		{VisitRef{ForAll, -1, domain.FieldCategory}, []string{"S1", "S2"}, 2},
		{VisitRef{ForAll, -1, FieldFees}, []string{"", domain.Ticked}, 2},
		{VisitRef{Items, 2, domain.FieldItemCode}, []string{"3", "30", "301"}, 1},
		{VisitRef{Patients, 2, domain.FieldPerson}, []string{"1", "19"}, 1},
	} {
		if got := steps(c.ref, c.texts...); got != c.want {
			t.Errorf("%+v: %d steps of %q", c.ref, got, c.texts)
		}
	}
}
