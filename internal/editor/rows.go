package editor

import (
	"slices"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

// CopyRow puts the row at the cursor once more below itself; on the empty last
// row it copies the one above, so that the key answers where one writes.
func (e *Editor) CopyRow() Result {
	e.Settle()
	from := min(e.at.Item, e.Rows()-1)
	if from < 0 {
		return NoRow
	}
	return e.insert(from+1, []domain.DraftItem{e.Row(from)}, Ref{from + 1, e.at.Field})
}

// MoveRow changes places with the row above (by -1) or below (1).
func (e *Editor) MoveRow(by int) Result {
	e.Settle()
	from, to := e.at.Item, e.at.Item+by
	if from < 0 || from >= e.Rows() || to < 0 || to >= e.Rows() {
		return Nothing
	}
	items := e.items()
	items[from], items[to] = items[to], items[from]
	return e.rowsChanged(items, Ref{to, e.at.Field})
}

// Remove takes away the row at the cursor; above the rows the bill, where the
// invoice has others.
func (e *Editor) Remove() Result {
	switch item := e.at.Item; {
	case item >= e.Rows():
		return NoRow
	case item >= 0:
		e.setItems(slices.Delete(e.items(), item, item+1))
		e.show(e.bill, Ref{item, domain.FieldItemCode})
		return Done
	case len(e.draft.Bills) == 1:
		return OnlyBill
	}
	e.draft.Bills = slices.Delete(slices.Clone(e.draft.Bills), e.bill, e.bill+1)
	e.filled = slices.Delete(slices.Clone(e.filled), e.bill, e.bill+1)
	e.show(min(e.bill, len(e.draft.Bills)-1), Of(domain.FieldPerson))
	return Done
}

// AddBill begins another patient's bill on the same invoice (B15).
func (e *Editor) AddBill() {
	e.Settle()
	if e.showAll { // the faults shown are those of the bills that were there; the new one begins without
		e.touchAll()
		e.showAll = false
	}
	e.steps.now.left = Spot{e.bill, e.at}
	e.insertBill(len(e.draft.Bills), domain.DraftBill{}, domain.Filled{})
	e.person = Person{}
	e.show(len(e.draft.Bills)-1, Of(domain.FieldPerson))
}

// insertBill puts a bill, with what is filled in on it, at an index.
func (e *Editor) insertBill(at int, b domain.DraftBill, f domain.Filled) {
	e.draft.Bills = slices.Insert(slices.Clone(e.draft.Bills), at, b)
	e.filled = slices.Insert(slices.Clone(e.filled), at, f)
}

// show turns to a bill that was added or has moved.
func (e *Editor) show(bill int, at Ref) {
	e.Show(bill)
	e.at, e.col = at, -1
	e.note()
}

// insert puts rows at an index, as many as a bill may have.
func (e *Editor) insert(at int, rows []domain.DraftItem, then Ref) Result {
	if e.Rows()+len(rows) > MaxRows {
		return TooMany
	}
	return e.rowsChanged(slices.Insert(e.items(), at, rows...), then)
}

// rowsChanged notes that rows have moved. They were written before, so their
// findings are shown.
func (e *Editor) rowsChanged(items []domain.DraftItem, then Ref) Result {
	e.setItems(items)
	e.show(e.bill, then)
	e.touchRows(e.bill)
	return Done
}

// Visit is the rows of the same date as a row; of the empty last one, as the row
// above it.
func (e *Editor) Visit(item int) (rows []domain.DraftItem) {
	items := e.raw().Items
	if len(items) == 0 {
		return nil
	}
	date := items[min(max(item, 0), len(items)-1)].Date
	for _, it := range items {
		if it.Date == date {
			rows = append(rows, it)
		}
	}
	return rows
}

// OnDate gives rows another date.
func OnDate(rows []domain.DraftItem, date string) []domain.DraftItem {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Date = date
	}
	return rows
}

// TakeRows adds rows after all others and goes on where the next thing is to be
// written: the bill's reference, if it has none, else the next row.
func (e *Editor) TakeRows(rows []domain.DraftItem) Result {
	b, n := e.raw(), e.Rows()
	then := Ref{n + len(rows), domain.FieldItemCode}
	if n == 0 {
		if b.CareModel == "" { // the round goes on under the same
			b.CareModel = e.draft.Bills[max(e.bill-1, 0)].CareModel
		}
		if b.BillRef == "" {
			then = Of(domain.FieldBillRef)
		}
	}
	return e.insert(n, rows, then)
}

// LastRows is the rows that an empty bill may begin with (B25): those of the bill
// before on the invoice, since the next patient of a round often got the same;
// past is then zero. Without such a bill they are those of the patient's last
// visit, on the day past, dated today.
func (e *Editor) LastRows() (rows []domain.DraftItem, past domain.Date) {
	if e.Rows() > 0 {
		return nil, past // it is begun
	}
	if e.bill > 0 && len(e.draft.Bills[e.bill-1].Items) > 0 {
		return e.draft.Bills[e.bill-1].Items, past
	}
	at := slices.IndexFunc(e.person.History.Bills, func(b app.PastBill) bool {
		return b.State != domain.BillCredited && len(b.Items) > 0 // a credited one was wrong
	})
	if at < 0 {
		return nil, past
	}
	last := e.person.History.Bills[at]
	for _, i := range last.Items {
		row := domain.DraftItem{Date: e.src.Today().String(), Code: text.Safe(i.Code), Position: text.Safe(string(i.Position))}
		if p := e.Procedure(row); p.ActualCost && p.Code != domain.PatientFeeCode {
			row.Price = i.Price.String()
		}
		rows = append(rows, row)
	}
	return rows, last.Last
}

// Split makes two bills of the one shown, the second after the first on the same
// invoice (B9).
func (e *Editor) Split() Result {
	if !e.checked.Mixed(e.bill) {
		return Nothing
	}
	e.Settle()
	approved, other, ok := rules.Split(*e.raw(), e.facts())
	if !ok {
		return AllOther
	}
	e.insertBill(e.bill+1, other, e.filled[e.bill]) // of the same patient
	e.draft.Bills[e.bill] = approved
	e.show(e.bill, Of(domain.FieldBillRef))
	return Done
}
