package editor

import (
	"reflect"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
)

// Every field of the table is written, read, undone and done again, and saved.
func TestEveryFieldIsWrittenAndUndone(t *testing.T) {
	for _, f := range domain.Fields() {
		w := open(t, visit())
		first := w.Draft()
		ref := Of(f.Name)
		if f.Scope == domain.OfItem {
			ref = row(1, f.Name)
		}
		text := "7"
		if f.Kind == domain.TickField {
			text = domain.Ticked
		}
		w.Write(ref, text)
		if w.Value(ref) != text || w.changes != 1 {
			t.Errorf("%s: reads %q, saved %d times", f.Name, w.Value(ref), w.changes)
		}
		written := w.Draft()
		if w.Undo() != Done || w.Draft().Digest() != first.Digest() {
			t.Errorf("%s is not undone", f.Name)
		}
		if at, _ := w.Cursor(); at != ref {
			t.Errorf("%s: the cursor is at %+v after undo", f.Name, at)
		}
		if w.Redo() != Done || w.Draft().Digest() != written.Digest() {
			t.Errorf("%s is not done again", f.Name)
		}
		if w.changes != 3 {
			t.Errorf("%s: saved %d times of 3", f.Name, w.changes)
		}
	}
}

// Writing what stands there already is no change.
func TestTheSameTextIsNoChange(t *testing.T) {
	w := open(t, visit())
	w.Write(Of(domain.FieldPerson), anna)
	w.Write(row(0, domain.FieldItemCode), "101")
	if w.changes != 0 || w.Undo() != Nothing {
		t.Errorf("%d changes", w.changes)
	}
}

// The empty last row has the date above it, becomes a row when more is written,
// and begins anew below.
func TestTheEmptyRow(t *testing.T) {
	w := open(t)
	if got := w.Row(0); got != (domain.DraftItem{Date: "2026-11-23"}) || w.Rows() != 0 {
		t.Fatalf("%+v", got)
	}
	w.Write(row(0, domain.FieldItemDate), "2026-11-20")
	if w.Rows() != 1 || w.Row(1).Date != "2026-11-20" {
		t.Fatalf("%d rows, the next one on %q", w.Rows(), w.Row(1).Date)
	}
	w.Write(row(1, domain.FieldItemCode), "101")
	if w.Rows() != 2 || w.Row(1) != (domain.DraftItem{Date: "2026-11-20", Code: "101"}) {
		t.Fatalf("%+v", w.Draft().Bills[0].Items)
	}
	w.Write(row(1, domain.FieldItemDate), "2026-11-1") // no date is handed on
	if w.Row(2).Date != "2026-11-20" {
		t.Errorf("the next row begins on %q", w.Row(2).Date)
	}
	w.Write(row(1, domain.FieldItemDate), "2026-11-19")
	if w.Row(2).Date != "2026-11-19" {
		t.Errorf("the next row begins on %q", w.Row(2).Date)
	}
	w.Write(row(2, domain.FieldItemDate), "")
	w.Write(row(2, domain.FieldItemCode), "301")
	if w.Row(2) != (domain.DraftItem{Code: "301"}) || w.Row(3).Date != "2026-11-19" {
		t.Errorf("%+v, then %+v", w.Row(2), w.Row(3))
	}
	if w.Row(9) != (domain.DraftItem{}) || w.Row(-1) != (domain.DraftItem{}) {
		t.Error("a row that is not there has a text")
	}
}

// Typing on in a field is one step; a pause, another field and leaving it end it.
func TestStepsOfTyping(t *testing.T) {
	w := open(t)
	ref, other := Of(domain.FieldInvoiceNo), Of(domain.FieldBillRef)
	for _, s := range []string{"2", "20", "202"} {
		w.Write(ref, s)
	}
	w.now = w.now.Add(3 * time.Second)
	w.Write(ref, "2026")
	w.Leave(ref)
	w.Write(ref, "2026-11")
	w.Write(other, "7")
	var got []string
	for w.Undo() == Done {
		got = append(got, w.InvoiceNo()+"/"+w.Value(other))
	}
	if want := []string{"2026-11/", "2026/", "202/", "/"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for w.Redo() == Done {
	}
	if w.InvoiceNo() != "2026-11" || w.Value(other) != "7" {
		t.Errorf("%q %q", w.InvoiceNo(), w.Value(other))
	}
}

// A choice is a step of its own, however quickly it is turned.
func TestAChoiceIsAStepOfItsOwn(t *testing.T) {
	w := open(t)
	for _, s := range []string{"K1", "K2", "K3"} {
		w.Write(Of(domain.FieldCareModel), s)
	}
	if w.Undo(); w.Value(Of(domain.FieldCareModel)) != "K2" {
		t.Error(w.Value(Of(domain.FieldCareModel)))
	}
}

// What is saved has the cursor, is a copy, and is put away when nothing of the
// user's is left in it.
func TestWhatIsSaved(t *testing.T) {
	w := open(t)
	if d := w.Draft(); d.State != domain.DraftDiscarded {
		t.Errorf("nothing is written, and it is %s", d.State)
	}
	w.Write(Of(domain.FieldComment), "x")
	w.Focus(row(0, domain.FieldItemDate), 3)
	d := w.Draft()
	if d.State != domain.DraftOpen || d.Cursor != (domain.Cursor{Item: 0, Field: domain.FieldItemDate, Col: 3}) {
		t.Errorf("%+v", d)
	}
	d.Bills[0].Comment = "y"
	if w.Value(Of(domain.FieldComment)) != "x" {
		t.Error("what is saved is the editor's own")
	}
	w.Write(Of(domain.FieldComment), " ")
	if d := w.Draft(); d.State != domain.DraftDiscarded {
		t.Errorf("emptied, and it is %s", d.State)
	}
	refused := w.Draft()
	refused.State = domain.DraftRefused
	w.Editor = New(w, func() time.Time { return w.now }, func() {}, refused, true)
	if got := w.Draft().State; got != domain.DraftRefused {
		t.Errorf("what the region refused is put away: %s", got)
	}
}

// A date cut off in the middle means what it meant on the day it was typed.
func TestDatesOfYesterday(t *testing.T) {
	w := open(t)
	d := domain.Draft{ID: "d1", State: domain.DraftOpen, Updated: w.now.AddDate(0, 0, -1), Bills: []domain.DraftBill{{ExemptionFrom: "i", Items: []domain.DraftItem{{Date: "ig", Code: "101"}, {Date: "x"}}}}}
	w.Editor = New(w, func() time.Time { return w.now }, func() {}, d, true)
	b := w.Draft().Bills[0]
	if b.Items[0].Date != "2026-11-21" || b.Items[1].Date != "x" || b.ExemptionFrom != "2026-11-22" {
		t.Errorf("%+v", b)
	}
	if d.Bills[0].Items[0].Date != "ig" {
		t.Error("the draft that was given is another now")
	}
	if w.Undo() != Nothing {
		t.Error("it can be undone")
	}
}
