package editor

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func newHistory() app.History {
	return app.History{CareModel: "K1", Exemption: &domain.FeeExemption{No: "F-1", Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")}}}
}

// Rows are copied, moved and removed; each is one step of undo.
func TestRows(t *testing.T) {
	for name, c := range map[string]struct {
		at   Ref
		do   func(w *world) Result
		want string
		to   Ref
	}{
		"copy":                    {row(0, domain.FieldItemCode), func(w *world) Result { return w.CopyRow() }, "101 101 301 302", row(1, domain.FieldItemCode)},
		"copy from the empty row": {row(3, domain.FieldItemCode), func(w *world) Result { return w.CopyRow() }, "101 301 302 302", row(3, domain.FieldItemCode)},
		"up":                      {row(1, domain.FieldItemDate), func(w *world) Result { return w.MoveRow(-1) }, "301 101 302", row(0, domain.FieldItemDate)},
		"down":                    {row(1, domain.FieldItemCode), func(w *world) Result { return w.MoveRow(1) }, "101 302 301", row(2, domain.FieldItemCode)},
		"remove the first":        {row(0, domain.FieldItemCode), func(w *world) Result { return w.Remove() }, "301 302", row(0, domain.FieldItemCode)},
		"remove":                  {row(1, domain.FieldItemPrice), func(w *world) Result { return w.Remove() }, "101 302", row(1, domain.FieldItemCode)},
	} {
		w := open(t, visit())
		w.Focus(c.at, 0)
		if r := c.do(w); r != Done || w.codesOfRows() != c.want {
			t.Errorf("%s: %v, %s", name, r, w.codesOfRows())
		}
		if at, _ := w.Cursor(); at != c.to {
			t.Errorf("%s: the cursor is at %+v", name, at)
		}
		if w.Undo(); w.codesOfRows() != "101 301 302" {
			t.Errorf("%s undone: %s", name, w.codesOfRows())
		}
	}
}

// What is being typed in is taken as done before rows are copied, moved or added,
// in a step of its own.
func TestWhatIsBeingTypedIsDone(t *testing.T) {
	for name, do := range map[string]func(w *world){
		"copy":  func(w *world) { w.CopyRow() },
		"move":  func(w *world) { w.MoveRow(-1) },
		"bill":  func(w *world) { w.AddBill() },
		"fees":  func(w *world) { w.AddFees() },
		"paste": func(w *world) { w.Paste([]rune("101\n302")) },
	} {
		w := open(t, visit())
		w.know(anna, domain.PersonFacts{Entitlements: hasN}, app.History{})
		w.Focus(row(1, domain.FieldItemPosition), 2)
		w.Write(row(1, domain.FieldItemPosition), "uk")
		do(w)
		typed := func(text string) func(domain.DraftItem) bool {
			return func(i domain.DraftItem) bool { return i.Code == "301" && i.Position == text }
		}
		if items := w.Raw(0).Items; !slices.ContainsFunc(items, typed("UK")) || slices.ContainsFunc(items, typed("uk")) {
			t.Errorf("%s: %+v", name, items)
		}
		if w.Undo(); !slices.ContainsFunc(w.Raw(0).Items, typed("UK")) || w.codesOfRows() != "101 301 302" {
			t.Errorf("%s, undone: %+v", name, w.Raw(0).Items)
		}
	}
}

// What cannot be done says why, and changes nothing.
func TestWhatCannotBeDone(t *testing.T) {
	full := visit()
	full.Items = slices.Repeat([]domain.DraftItem{{Date: "2026-11-20", Code: "101"}}, MaxRows)
	for name, c := range map[string]struct {
		bill domain.DraftBill
		at   Ref
		do   func(w *world) Result
		want Result
	}{
		"up from the first":       {visit(), row(0, domain.FieldItemCode), func(w *world) Result { return w.MoveRow(-1) }, Nothing},
		"down from the last":      {visit(), row(2, domain.FieldItemCode), func(w *world) Result { return w.MoveRow(1) }, Nothing},
		"the empty row moved":     {visit(), row(3, domain.FieldItemCode), func(w *world) Result { return w.MoveRow(-1) }, Nothing},
		"the empty row removed":   {visit(), row(3, domain.FieldItemCode), func(w *world) Result { return w.Remove() }, NoRow},
		"the only bill removed":   {visit(), Of(domain.FieldPerson), func(w *world) Result { return w.Remove() }, OnlyBill},
		"nothing to copy":         {domain.DraftBill{}, row(0, domain.FieldItemCode), func(w *world) Result { return w.CopyRow() }, NoRow},
		"copied into a full bill": {full, row(0, domain.FieldItemCode), func(w *world) Result { return w.CopyRow() }, TooMany},
		"taken into a full bill":  {full, row(0, domain.FieldItemCode), func(w *world) Result { return w.TakeRows(visit().Items) }, TooMany},
		"pasted into a full bill": {full, row(0, domain.FieldItemCode), func(w *world) Result { _, r, _ := w.Paste([]rune("101\n302")); return r }, TooMany},
		"nothing to split":        {visit(), Of(domain.FieldPerson), func(w *world) Result { return w.Split() }, Nothing},
		"nothing to undo":         {visit(), Of(domain.FieldPerson), func(w *world) Result { return w.Undo() }, Nothing},
	} {
		w := open(t, c.bill)
		before := w.Draft().Digest()
		w.Focus(c.at, 0)
		if r := c.do(w); r != c.want || w.Draft().Digest() != before || w.changes != 0 {
			t.Errorf("%s: %v, want %v; %d changes", name, r, c.want, w.changes)
		}
	}
}

// Bills come and go on an invoice; undo brings back the one, and the place where
// the other was begun.
func TestBills(t *testing.T) {
	w := open(t, visit())
	w.Focus(row(1, domain.FieldItemCode), 0)
	w.AddBill()
	if at, _ := w.Cursor(); w.Bills() != 2 || w.Bill() != 1 || at != Of(domain.FieldPerson) || w.Person().ID != (domain.PersonID{}) {
		t.Fatalf("bill %d of %d at %+v", w.Bill(), w.Bills(), at)
	}
	w.Undo()
	if at, _ := w.Cursor(); w.Bills() != 1 || w.Bill() != 0 || at != row(1, domain.FieldItemCode) {
		t.Errorf("undone: bill %d of %d at %+v", w.Bill(), w.Bills(), at)
	}
	w.Redo()
	w.Write(Of(domain.FieldPerson), fia)
	w.Show(0)
	w.Focus(Of(domain.FieldPerson), 0)
	if w.Remove() != Done || w.Bills() != 1 || w.Raw(0).Person != fia {
		t.Errorf("%+v", w.Draft().Bills)
	}
	w.Undo()
	if w.Bills() != 2 || w.Bill() != 0 || w.Raw(0).Person != anna {
		t.Errorf("undone: %+v", w.Draft().Bills)
	}
}

// A visit is the rows of one date; taken again it stands on another.
func TestAVisitAgain(t *testing.T) {
	w := open(t, visit())
	rows := w.Visit(1)
	if len(rows) != 2 || rows[1].Code != "301" || len(w.Visit(9)) != 1 || len(w.Visit(-1)) != 2 {
		t.Fatalf("%+v", rows)
	}
	w.TakeRows(OnDate(rows, "2026-11-23"))
	if w.codesOfRows() != "101 301 302 101 301" || w.Row(4).Date != "2026-11-23" || rows[0].Date != "2026-11-20" {
		t.Errorf("%+v", w.Draft().Bills[0].Items)
	}
	if at, _ := w.Cursor(); at != row(5, domain.FieldItemCode) {
		t.Errorf("at %+v", at)
	}
	if open(t).Visit(0) != nil {
		t.Error("a bill without rows has a visit")
	}
}

// A bill without rows may begin with those of the bill before, else with the
// patient's last visit; never with one that was credited.
func TestLastRows(t *testing.T) {
	w := open(t, visit())
	if rows, _ := w.LastRows(); rows != nil {
		t.Errorf("it is begun: %+v", rows)
	}
	w.AddBill()
	rows, past := w.LastRows()
	if len(rows) != 3 || !past.IsZero() {
		t.Fatalf("%+v %v", rows, past)
	}
	w.TakeRows(rows)
	if at, _ := w.Cursor(); at != Of(domain.FieldBillRef) || w.Value(Of(domain.FieldCareModel)) != "K1" {
		t.Errorf("at %+v under %q", at, w.Value(Of(domain.FieldCareModel)))
	}

	w = open(t)
	items := []domain.Item{{Date: domain.MustDate("2026-10-02"), Code: "101", Price: 100}}
	w.know(anna, domain.PersonFacts{}, app.History{Bills: []app.PastBill{
		{State: domain.BillCredited, Items: []domain.Item{{Code: "999"}}}, {}, {Last: domain.MustDate("2026-10-02"), Items: items},
	}})
	rows, past = w.LastRows()
	if len(rows) != 1 || rows[0] != (domain.DraftItem{Date: "2026-11-23", Code: "101"}) || past.String() != "2026-10-02" {
		t.Errorf("%+v %v", rows, past)
	}
}

// Rows of a template or of another visit stand last; the first ones of a bill take
// the vårdmodell of the bill before where none is written, and the cursor goes to
// the reference where that is missing.
func TestTakeRows(t *testing.T) {
	rows := []domain.DraftItem{{Date: "2026-11-23", Code: "101"}, {Date: "2026-11-23", Code: "825"}}
	for name, c := range map[string]struct {
		bill  domain.DraftBill
		model string
		to    Ref
	}{
		"an empty bill":       {domain.DraftBill{}, "K1", Of(domain.FieldBillRef)},
		"one with reference":  {domain.DraftBill{BillRef: "2"}, "K1", row(2, domain.FieldItemCode)},
		"one with vårdmodell": {domain.DraftBill{CareModel: "M1"}, "M1", Of(domain.FieldBillRef)},
		"one with rows":       {domain.DraftBill{Items: rows[:1]}, "", row(3, domain.FieldItemCode)},
	} {
		w := open(t, visit(), c.bill)
		w.turnTo(1)
		if r := w.TakeRows(rows); r != Done || w.Raw(1).CareModel != c.model || w.Row(w.Rows()-1) != rows[1] {
			t.Errorf("%s: %v %+v", name, r, w.Raw(1))
		}
		w.at(name, 1, c.to)
		if w.Undo(); w.Raw(1).CareModel != c.bill.CareModel || w.Rows() != len(c.bill.Items) {
			t.Errorf("%s, undone: %+v", name, w.Raw(1))
		}
	}
	w := open(t)
	if w.TakeRows(rows); w.Raw(0).CareModel != "" || w.Rows() != 2 {
		t.Errorf("the first bill has none before it: %+v", w.Raw(0))
	}
	if rows, past := open(t).LastRows(); rows != nil || !past.IsZero() {
		t.Errorf("of a patient of whom nothing is known: %+v", rows)
	}
}

// What is wrong with rows that were copied or moved may be said; a new row and
// one that was removed are nobody's yet.
func TestRowsThatWereMovedAreShown(t *testing.T) {
	at := func(item int) domain.Finding {
		return domain.Finding{Severity: domain.SeverityError, Item: item, Field: domain.FieldItemPosition}
	}
	w := open(t, visit())
	w.Focus(row(0, domain.FieldItemCode), 0)
	if w.Shown(at(0)) {
		t.Error("shown before anything was left")
	}
	w.CopyRow()
	if !w.Shown(at(0)) || !w.Shown(at(3)) || w.Shown(at(4)) {
		t.Error("after a copy")
	}
	w.Focus(row(3, domain.FieldItemCode), 0)
	w.Remove()
	if !w.Shown(at(2)) || w.Shown(at(3)) {
		t.Error("after the last row was removed")
	}
}

// A bill that mixes FHB and other care becomes two, and one again by undo.
func TestSplit(t *testing.T) {
	b := visit()
	b.Approval = "FHB-1"
	w := open(t, b)
	w.know(anna, domain.PersonFacts{Entitlements: hasN, Approvals: []domain.PriorApproval{{
		No: "FHB-1", Support: domain.SupportN, Procedures: []string{"101"}, Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")},
	}}}, app.History{})
	if c := w.check(); !c.Mixed(0) {
		t.Fatalf("%+v", c.Findings)
	}
	if w.Split() != Done || w.Bills() != 2 || w.codesOfRows() != "101" || len(w.Raw(1).Items) != 2 || w.Raw(1).BillRef != "" {
		t.Errorf("%+v", w.Draft().Bills)
	}
	w.Undo()
	if w.Bills() != 1 || w.codesOfRows() != "101 301 302" {
		t.Errorf("%+v", w.Draft().Bills)
	}
	w.setItems(w.items()[1:])
	w.check()
	if w.Split() != AllOther {
		t.Error("nothing would stay on the bill")
	}
}
