package editor

import (
	"example.org/tandtui/internal/domain"
)

// Normal is a field's text in its full form: "ig" becomes the date, since
// tomorrow it would mean another; "ok" becomes ÖK. What cannot be read stays as
// it is written.
func Normal(f domain.Field, raw string, today domain.Date) string {
	switch spec, _ := f.Spec(); {
	case spec.Kind == domain.DateField:
		return isoDate(raw, today)
	case f == domain.FieldItemPosition:
		if p, err := domain.ParsePosition(raw); err == nil {
			return string(p)
		}
	case f == domain.FieldPerson:
		if id, err := domain.ParsePersonID(raw, today); err == nil {
			return id.Display()
		}
	}
	return raw
}

// Unreadable tells that a text is no date, number or the like that its field asks
// for. The cursor then stays: what is typed in the next field would be in vain.
func Unreadable(f domain.Field, raw string, today domain.Date) bool {
	if raw == "" {
		return false
	}
	var err error
	switch spec, _ := f.Spec(); {
	case f == domain.FieldPerson:
		_, err = domain.ParsePersonID(raw, today)
	case spec.Kind == domain.DateField:
		_, err = domain.ParseDateInput(raw, today)
	}
	return err != nil
}

// Leave takes a field as done: it is written in its full form, and what is wrong
// with it may be said. It gives the field that the text is in now.
func (e *Editor) Leave(ref Ref) Ref {
	e.touched[Spot{e.bill, ref}] = true
	to := e.normalise(ref)
	e.steps.settle()
	return to
}

// Settle takes what is written at the cursor as if its field was left.
func (e *Editor) Settle() {
	e.normalise(e.at)
	e.steps.settle()
}

func (e *Editor) normalise(ref Ref) Ref {
	raw := e.Value(ref)
	if ref.Field == domain.FieldItemDate && e.codeForDate(ref.Item, raw) {
		return Ref{ref.Item, domain.FieldItemCode}
	}
	if full := Normal(ref.Field, raw, e.src.Today()); full != raw {
		e.write(ref, full)
		e.note()
	}
	return ref
}

// codeForDate moves a code that was typed into the date of a row to the
// procedure; the date becomes that of the row above.
func (e *Editor) codeForDate(item int, raw string) bool {
	if _, err := domain.ParseDateInput(raw, e.src.Today()); err == nil || e.Row(item).Code != "" {
		return false
	}
	above := e.dateAbove(item)
	p, known := e.find(above, raw)
	if !known {
		return false
	}
	e.write(Ref{item, domain.FieldItemDate}, above)
	e.write(Ref{item, domain.FieldItemCode}, p.Code)
	e.note()
	return true
}

// DateForCode takes a date typed in a new row's procedure, where the cursor
// stands after each row, as the row's date; the cursor stays. As a word it would
// find some procedure: "ig" is in "fullständig".
func (e *Editor) DateForCode() bool {
	d, ok := e.DateIn(e.at)
	if !ok {
		return false
	}
	e.write(Ref{e.at.Item, domain.FieldItemDate}, d.String())
	e.write(e.at, "")
	e.steps.settle()
	e.note()
	return true
}

// DateIn is the date that stands in a new row's procedure; ok is false where there
// is none, or more of the row is written.
func (e *Editor) DateIn(ref Ref) (d domain.Date, ok bool) {
	row := e.Row(ref.Item)
	if !e.TakesDate(ref) || row.Position != "" || row.Price != "" || row.Comment != "" {
		return domain.Date{}, false
	}
	d, err := domain.ParseDateInput(row.Code, e.src.Today())
	return d, err == nil
}

// TakesDate tells whether a field is a new row's procedure, where a date may be
// typed too.
func (e *Editor) TakesDate(ref Ref) bool {
	return ref.Field == domain.FieldItemCode && ref.Item >= e.Rows()-1
}

func isoDate(raw string, today domain.Date) string {
	if d, err := domain.ParseDateInput(raw, today); err == nil {
		return d.String()
	}
	return raw
}

// settleDates gives a draft that was cut off in the middle of a date, by a
// crash, the date as it was meant on the day it was typed.
func (e *Editor) settleDates() {
	if e.draft.Updated.IsZero() {
		return
	}
	then := domain.DateOf(e.draft.Updated.In(e.now().Location()))
	for i := range e.draft.Bills {
		b := &e.draft.Bills[i]
		b.ExemptionFrom, b.ExemptionTo = isoDate(b.ExemptionFrom, then), isoDate(b.ExemptionTo, then)
		for j := range b.Items {
			b.Items[j].Date = isoDate(b.Items[j].Date, then)
		}
	}
}

// dateAbove is the date that a row at an index takes over: the nearest one above
// that is a date, else today's.
func (e *Editor) dateAbove(at int) string {
	items := e.raw().Items
	for i := min(at, len(items)) - 1; i >= 0; i-- {
		if d, err := domain.ParseDateInput(items[i].Date, e.src.Today()); err == nil {
			return d.String()
		}
	}
	return e.src.Today().String()
}

// NewRowDate is the date that the empty row begins with: the nearest one above
// that can be read, so that a slip is not copied from row to row.
func (e *Editor) NewRowDate() string { return e.dateAbove(e.Rows()) }

// Next is the field that Enter and Tab lead to from a field of the rows: what the
// procedure needs, then the next row's procedure, whose date is filled in
// already. ok is false where the order of the fields decides.
func (e *Editor) Next(ref Ref) (next Ref, ok bool) {
	row := e.Row(ref.Item)
	if ref.Item < 0 || row.Code == "" {
		return ref, false
	}
	at := func(f domain.Field) (Ref, bool) { return Ref{ref.Item, f}, true }
	p := e.Procedure(row)
	switch code, position := ref.Field == domain.FieldItemCode, ref.Field == domain.FieldItemPosition; {
	case ref.Field == domain.FieldItemDate:
		return at(domain.FieldItemCode)
	case code && p.Position.Needed() && p.Position.Default().IsZero():
		return at(domain.FieldItemPosition)
	case (code || position) && e.PriceWanted(row):
		return at(domain.FieldItemPrice)
	case e.performerWanted(ref, row):
		return at(domain.FieldItemPerformer)
	}
	return Ref{ref.Item + 1, domain.FieldItemCode}, true
}

// performerWanted tells that the row's performer is still to be written: a fee has
// none.
func (e *Editor) performerWanted(ref Ref, row domain.DraftItem) bool {
	wanted := e.src.Region().Profile.PerformerMust && row.Performer == "" && e.Procedure(row).Code != domain.PatientFeeCode
	return wanted && ref.Field != domain.FieldItemPerformer && ref.Field != domain.FieldItemComment
}
