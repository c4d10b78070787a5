package editor

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// at checks the bill shown and the cursor.
func (w *world) at(what string, bill int, ref Ref) {
	w.t.Helper()
	if at, _ := w.Cursor(); w.Bill() != bill || at != ref {
		w.t.Errorf("%s: at %+v of bill %d, not %+v of %d", what, at, w.Bill(), ref, bill)
	}
}

// Each bill that was added leads back to where it was begun, also where an
// earlier one was begun on fewer rows.
func TestEachAddedBillLeadsBack(t *testing.T) {
	w := open(t, visit())
	w.Focus(row(3, domain.FieldItemCode), 0)
	w.AddBill()
	w.turnTo(0)
	w.Write(row(3, domain.FieldItemCode), "101")
	w.Focus(row(4, domain.FieldItemCode), 0)
	w.AddBill()
	w.Undo()
	w.at("the second", 0, row(4, domain.FieldItemCode))
	w.Undo()
	w.at("the row", 0, row(3, domain.FieldItemCode))
	w.Undo()
	w.at("the first", 0, row(3, domain.FieldItemCode))
	w.Redo()
	w.at("the first, done again", 1, Of(domain.FieldPerson))
}

// A bill that is gone and was begun nowhere leads to the last that is there.
func TestABillThatWasBegunNowhere(t *testing.T) {
	w := open(t, visit(), domain.DraftBill{})
	w.turnTo(1)
	w.Remove()
	w.Undo()
	w.at("removed, undone", 1, Of(domain.FieldPerson))
	w.Redo()
	w.at("removed again", 0, Of(domain.FieldPerson))

	w = open(t, domain.DraftBill{Person: anna})
	w.Focus(Of(domain.FieldPerson), 0)
	w.Paste([]rune(anna + "\n" + fia))
	w.Undo()
	w.at("pasted, undone", 0, Of(domain.FieldPerson))
}

// Undo of the invoice's number, which every bill shows, stays on the bill.
func TestUndoOfTheInvoiceNumber(t *testing.T) {
	w := open(t, visit(), visit())
	w.turnTo(1)
	w.Write(Of(domain.FieldInvoiceNo), "2026-11")
	w.Undo()
	w.at("undone", 1, Of(domain.FieldInvoiceNo))
	w.turnTo(0)
	w.Redo()
	w.at("done again", 0, Of(domain.FieldInvoiceNo))
}

// Undo leads to the bill that it changes, and to the field.
func TestUndoLeadsToTheChange(t *testing.T) {
	w := open(t, visit(), visit())
	w.turnTo(1)
	w.Write(row(2, domain.FieldItemComment), "x")
	w.turnTo(0)
	w.Undo()
	w.at("undone", 1, row(2, domain.FieldItemComment))
}

// What the program filled in for one patient is taken away for another, also
// after undo and redo, and after bills came and went: one patient's frikort must
// not stay on another's bill.
func TestWhatWasFilledInIsKnownAfterUndo(t *testing.T) {
	for name, do := range map[string]func(w *world){
		"nothing":        func(*world) {},
		"undo of a text": func(w *world) { w.Write(Of(domain.FieldComment), "x"); w.Undo() },
		"undo and redo of the filling": func(w *world) {
			w.Undo()
			if w.IsFilled(domain.FieldExemption) || w.Raw(w.Bill()).Exempt {
				w.t.Error("it is not undone")
			}
			w.Redo()
		},
		"a bill added and undone": func(w *world) { w.AddBill(); w.Undo() },
		"a bill added, and back":  func(w *world) { w.AddBill(); w.turnTo(1) },
		"the bill before removed": func(w *world) { w.turnTo(0); w.Remove() },
		"removed and undone":      func(w *world) { w.Focus(Of(domain.FieldPerson), 0); w.Remove(); w.Undo() },
		"patients pasted": func(w *world) {
			w.turnTo(0)
			w.Paste([]rune(anna + "\n" + fia))
			w.turnTo(1)
		},
	} {
		w := open(t, visit(), domain.DraftBill{Person: anna})
		w.turnTo(1)
		w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
		w.FillIn()
		do(w)
		w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
		if b := w.Raw(w.Bill()); !b.Exempt || b.ExemptionNo != "F-1" || !w.IsFilled(domain.FieldExemption) || !w.IsSuggested(domain.FieldCareModel) {
			t.Errorf("%s: %+v", name, b)
		}
		w.know(fia, domain.PersonFacts{Entitlements: hasN}, app.History{})
		w.FillIn()
		if b := w.Raw(w.Bill()); b.Exempt || b.ExemptionNo != "" || b.ExemptionTo != "" || b.CareModel != "" {
			t.Errorf("%s: the other patient has %+v", name, b)
		}
	}
}

// A field that was changed by hand is not taken away with the others; undo brings
// those back.
func TestUnfillLeavesWhatIsWritten(t *testing.T) {
	w := open(t)
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
	w.FillIn()
	w.Write(Of(domain.FieldExemptionNo), "F-1b")
	w.know(fia, domain.PersonFacts{}, app.History{})
	changes := w.changes
	w.Unfill()
	if b := w.Raw(0); b.ExemptionNo != "F-1b" || b.Exempt || b.Support != "" || w.changes != changes+1 {
		t.Errorf("%+v, saved %d times", b, w.changes-changes)
	}
	if w.Unfill(); w.changes != changes+1 {
		t.Error("there was nothing more to take away")
	}
	w.Undo()
	if b := w.Raw(0); !b.Exempt || b.ExemptionNo != "F-1b" {
		t.Errorf("undone: %+v", b)
	}
}

// Both bills of a split are of one patient, with what was filled in for it.
func TestSplitKeepsWhatIsFilledIn(t *testing.T) {
	w := open(t, domain.DraftBill{Person: anna, Approval: "FHB-1", BillRef: "1", Items: visit().Items}, domain.DraftBill{Person: fia})
	facts := domain.PersonFacts{Entitlements: hasN, Approvals: []domain.PriorApproval{{
		No: "FHB-1", Support: domain.SupportN, Procedures: []string{"101"}, Validity: year("2026-01-01", "2026-12-31"),
	}}}
	w.know(anna, facts, newHistory())
	w.FillIn()
	w.check()
	w.Write(row(1, domain.FieldItemPosition), "uk")
	w.Focus(row(1, domain.FieldItemPosition), 2) // still being typed in
	if w.Split() != Done || w.Raw(1).Items[0].Position != "UK" || w.Bills() != 3 || w.Raw(2).Person != fia {
		t.Fatalf("%+v", w.Draft().Bills)
	}
	for i := range 2 {
		w.turnTo(i)
		if !w.IsFilled(domain.FieldExemptionNo) || !w.IsFilled(domain.FieldSupport) {
			t.Errorf("bill %d: %+v", i, w.Raw(i))
		}
	}
	if w.turnTo(2); w.IsFilled(domain.FieldExemptionNo) || w.IsFilled(domain.FieldSupport) {
		t.Error("it is filled in on the bill after")
	}
}

// What is typed in a row that was just pasted is a step of its own.
func TestTypingAfterAPaste(t *testing.T) {
	w := open(t, visit())
	w.Focus(row(3, domain.FieldItemCode), 0)
	w.Paste([]rune("101\n302"))
	w.Write(row(3, domain.FieldItemCode), "1")
	if w.Undo(); w.codesOfRows() != "101 301 302 101 302" {
		t.Errorf("undone: %s", w.codesOfRows())
	}
}
