package editor

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Whatever is done, undo and redo lead through exactly the contents that were
// there, in order; the cursor is always in a field that is on the bill, and what
// is saved is what is shown.
func TestUndoLeadsThroughWhatWasThere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := open(t, visit(), domain.DraftBill{})
		w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
		line := newTimeline(rt, w, w.content, func() int { return len(w.steps.past) })
		for range rapid.IntRange(1, 40).Draw(rt, "acts") {
			line.randomly(func() { w.randomly(rt) })
			w.now = w.now.Add(typingPause) // what is typed next is a step of its own
			w.inRange(rt)
		}
		line.walk(func() { w.inRange(rt) })
	})
}

// content is all that is written, as a text.
func (w *world) content() string { return written(w.Draft()) }

func written(d domain.Draft) string {
	text, err := json.Marshal([]any{d.InvoiceNo, d.Bills, d.HomeVisit})
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// inRange checks that the cursor is in a field that the bill shown has, that undo
// holds what is shown, and that the row after the last is begun.
func (w *world) inRange(rt *rapid.T) {
	at, _ := w.Cursor()
	f, ok := at.Field.Spec()
	if w.Bill() < 0 || w.Bill() >= w.Bills() || at.Item < domain.WholeBill || at.Item > w.Rows() || !ok || (f.Scope == domain.OfItem) != (at.Item >= 0) {
		rt.Fatalf("bill %d of %d, the cursor at %+v, %d rows", w.Bill(), w.Bills(), at, w.Rows())
	}
	if _, changed, _ := diff(w.steps.now, keep(content{}, w.draft, nil)); changed {
		rt.Fatal("undo holds another content than the one shown")
	}
	if d := w.Draft(); d.Cursor.Bill != w.Bill() || d.Cursor.Item != at.Item || d.Cursor.Field != at.Field {
		rt.Fatalf("saved with the cursor at %+v", d.Cursor)
	}
}

// randomly does one thing.
func (w *world) randomly(rt *rapid.T) {
	item := rapid.IntRange(domain.WholeBill, w.Rows()).Draw(rt, "item")
	fields := domain.Fields()
	f := rapid.SampledFrom(fields).Draw(rt, "field")
	if (f.Scope == domain.OfItem) != (item >= 0) {
		item, f = domain.WholeBill, fields[0]
	}
	ref := Ref{item, f.Name}
	w.Focus(ref, 0)
	switch rapid.IntRange(0, 14).Draw(rt, "act") {
	default:
		w.Write(ref, rapid.SampledFrom([]string{anna, "101", "825", "ig", "uk", "x", "", "2026-11-20", "K1", "N", "S", "1"}).Draw(rt, "text"))
	case 1:
		w.Leave(ref)
	case 2:
		w.CopyRow()
	case 3:
		w.MoveRow(rapid.SampledFrom([]int{-1, 1}).Draw(rt, "by"))
	case 4:
		w.Remove()
	case 5:
		w.AddBill()
	case 6:
		w.AddFees()
	case 7:
		w.turnTo(rapid.IntRange(0, w.Bills()-1).Draw(rt, "bill"))
	case 8:
		w.FillIn()
	case 9:
		w.Paste([]rune(rapid.SampledFrom([]string{"101;16\n302", anna + "\n" + fia, "x\ny"}).Draw(rt, "paste")))
	case 10:
		w.TakeRows(w.Visit(item))
	case 11:
		w.DateForCode()
	case 12:
		w.know(rapid.SampledFrom([]string{anna, fia}).Draw(rt, "patient"), domain.PersonFacts{Entitlements: hasN}, newHistory())
	case 13:
		w.know(fia, domain.PersonFacts{}, app.History{})
		w.Unfill()
	case 14:
		w.check()
		w.Split()
	}
}

// turnTo shows another bill as its screen does, with the cursor on its number.
func (w *world) turnTo(bill int) {
	w.Show(bill)
	w.Focus(Of(domain.FieldPerson), 0)
}

// What is typed in one go is one step, however many characters it has, and each
// of them is saved.
func TestTypingIsOneStep(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := open(t, visit())
		first := w.content()
		f := rapid.SampledFrom(domain.Fields()).Filter(func(f domain.FieldSpec) bool {
			return f.Kind != domain.TickField && f.Kind != domain.ChoiceField
		}).Draw(rt, "field")
		ref := Of(f.Name)
		if f.Scope == domain.OfItem {
			ref = row(rapid.IntRange(0, w.Rows()-1).Draw(rt, "row"), f.Name)
		}
		w.Write(ref, "")
		w.Undo()
		w.changes = 0
		text := rapid.StringMatching("[a-zåäö0-9 ]{1,30}").Filter(func(s string) bool { return s != w.Value(ref) }).Draw(rt, "text")
		typed := ""
		for _, r := range text {
			typed += string(r)
			w.Write(ref, typed)
			w.now = w.now.Add(typingPause - time.Millisecond)
		}
		if w.Value(ref) != text || w.changes < len([]rune(text))-1 {
			rt.Fatalf("%q stands there, saved %d times", w.Value(ref), w.changes)
		}
		if w.Undo(); w.content() != first {
			rt.Fatalf("%s after one undo: %q", f.Name, w.Value(ref))
		}
		if w.Redo(); w.Value(ref) != text {
			rt.Fatalf("done again: %q", w.Value(ref))
		}
	})
}
