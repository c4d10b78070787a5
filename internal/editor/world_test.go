package editor

import (
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
)

// Test numbers of the Tax Agency.
const (
	anna = "19600917-2336"
	fia  = "19520516-2331"
	old  = "19340512-8350"
)

// world is a region's rules and prices, a clock, and an editor in them.
type world struct {
	*Editor
	t       testing.TB
	now     time.Time
	data    app.RegionData
	clinic  domain.Clinic
	changes int // times that something was to be saved
}

func (w *world) Today() domain.Date     { return domain.DateOf(w.now) }
func (w *world) Region() app.RegionData { return w.data }
func (w *world) Snapshot() app.Snapshot { return app.Snapshot{Clinic: w.clinic} }
func (w *world) Procedures(s domain.Support, on domain.Date) []domain.Procedure {
	l, ok := w.data.Prices.List(domain.ListKey{Support: s}, on)
	if !ok {
		return nil
	}
	return l.Procedures
}

func newWorld(t testing.TB, id string) *world {
	t.Helper()
	profile, prices, err := region.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return &world{t: t, now: time.Date(2026, 11, 23, 10, 42, 7, 0, time.UTC), data: app.RegionData{Profile: *profile, Prices: prices}}
}

// open opens bills as a draft.
func open(t testing.TB, bills ...domain.DraftBill) *world {
	t.Helper()
	w := newWorld(t, "vgr")
	w.edit(bills...)
	return w
}

func (w *world) edit(bills ...domain.DraftBill) {
	if len(bills) == 0 {
		bills = []domain.DraftBill{{}}
	}
	d := domain.Draft{ID: "d1", State: domain.DraftOpen, Bills: bills, Cursor: domain.Cursor{Item: domain.WholeBill, Field: domain.FieldPerson}}
	w.Editor = New(w, func() time.Time { return w.now }, func() { w.changes++ }, d, false)
}

// check gives the editor a check of what stands there.
func (w *world) check() app.Checked {
	f := w.facts()
	c := app.CheckedOf(rules.ReadDraft(w.Draft(), f), f)
	w.SetChecked(c)
	return c
}

// know tells of Anna, who has N1, or of another patient.
func (w *world) know(number string, f domain.PersonFacts, h app.History) {
	w.t.Helper()
	id, err := domain.ParsePersonID(number, w.Today())
	if err != nil {
		w.t.Fatal(err)
	}
	f.Person = id
	w.Know(Person{ID: id, Facts: f, History: h})
}

// hasN is an entitlement for N-tandvård.
var hasN = []domain.Entitlement{{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}}}

// visit is a bill with two visits of Anna.
func visit() domain.DraftBill {
	return domain.DraftBill{Person: anna, Support: "N", CareModel: "K1", BillRef: "1", Items: []domain.DraftItem{
		{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: "301"}, {Date: "2026-11-22", Code: "302"},
	}}
}

// codesOfRows is "101 301" of the bill shown.
func (w *world) codesOfRows() (s string) {
	for i := range w.Rows() {
		if i > 0 {
			s += " "
		}
		s += w.Row(i).Code
	}
	return s
}

func row(i int, f domain.Field) Ref { return Ref{i, f} }
