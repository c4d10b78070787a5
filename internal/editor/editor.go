package editor

import (
	"maps"
	"slices"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Source is what an editor asks while somebody types. Its answers are at hand:
// none of them waits for disk or network.
type Source interface {
	Today() domain.Date
	Region() app.RegionData
	Snapshot() app.Snapshot
	Procedures(s domain.Support, on domain.Date) []domain.Procedure
}

// Ref is a field of the bill shown: of the bill as a whole where Item is
// domain.WholeBill, else of a row. The row after the last one is the empty one.
type Ref struct {
	Item  int
	Field domain.Field
}

// Of is a field of the bill as a whole.
func Of(f domain.Field) Ref { return Ref{domain.WholeBill, f} }

// Spot is a field of any bill.
type Spot struct {
	Bill int
	Ref  Ref
}

// Result is what an editing act led to, for the screen to tell.
type Result uint8

// The results.
const (
	Done     Result = iota
	Nothing         // there was nothing to do
	NoRow           // no row is there to work on
	TooMany         // a bill has at most MaxRows rows
	OnlyBill        // the invoice's only bill stays
	AllOther        // nothing would stay on the bill that is split
)

// MaxRows is the most rows of a bill, as the rules read them.
const MaxRows = 500

// Editor is a draft being written, one of its bills shown.
type Editor struct {
	src     Source
	now     func() time.Time
	changed func() // called when something is written that is not saved yet

	draft    domain.Draft
	bill     int
	at       Ref // the cursor
	col      int // characters into its field
	newRow   domain.DraftItem
	expected domain.DraftItem // what newRow began with
	rows     int              // of the bill, when newRow began

	touched map[Spot]bool // fields left at least once: findings are shown there
	showAll bool          // sending was refused: all findings are shown
	steps   steps[content]
	filled  []domain.Filled // for each bill; undo holds it too
	person  Person
	checked app.Checked
	codes   map[listKey]map[string]domain.Procedure
}

// New opens a draft at the bill where the user was. changed is called whenever
// something is to be saved.
func New(src Source, now func() time.Time, changed func(), d domain.Draft, resumed bool) *Editor {
	e := &Editor{
		src: src, now: now, changed: changed, draft: d.Clone(), showAll: d.State == domain.DraftRefused,
		touched: map[Spot]bool{}, filled: filledIn(d), codes: map[listKey]map[string]domain.Procedure{},
	}
	e.bill = min(max(d.Cursor.Bill, 0), len(d.Bills)-1)
	e.at, e.col = Ref{d.Cursor.Item, d.Cursor.Field}, d.Cursor.Col
	if resumed && len(d.Bills[e.bill].Items) > 0 {
		e.touchAll()
	}
	e.settleDates()
	e.steps.begin(keep(content{}, e.draft, e.filled))
	e.beginRow()
	return e
}

// Draft is all that is written, with the cursor where it is, in a copy. A draft
// that has become empty is discarded, so that the list has no row without patient
// and number.
func (e *Editor) Draft() domain.Draft {
	d := e.draft.Clone()
	d.Filled = e.stillFilled()
	d.Cursor = domain.Cursor{Bill: e.bill, Item: e.at.Item, Field: e.at.Field, Col: e.col}
	if d.State == domain.DraftOpen && d.Blank() {
		d.State = domain.DraftDiscarded
	}
	return d
}

// Bill is the index of the bill shown.
func (e *Editor) Bill() int { return e.bill }

// Bills is how many bills the invoice has.
func (e *Editor) Bills() int { return len(e.draft.Bills) }

// Raw is a bill as it is written. It is not to be changed.
func (e *Editor) Raw(bill int) domain.DraftBill { return e.draft.Bills[bill] }

// InvoiceNo is what is written as the invoice's number.
func (e *Editor) InvoiceNo() string { return e.draft.InvoiceNo }

// ID is the draft's.
func (e *Editor) ID() string { return e.draft.ID }

// Rows is how many rows the bill shown has, without the empty one.
func (e *Editor) Rows() int { return len(e.raw().Items) }

func (e *Editor) raw() *domain.DraftBill { return &e.draft.Bills[e.bill] }

// Row is a row of the bill shown, the empty one after the last included.
func (e *Editor) Row(i int) domain.DraftItem {
	if items := e.raw().Items; i >= 0 && i < len(items) {
		return items[i]
	}
	if i == e.Rows() {
		return e.newRow
	}
	return domain.DraftItem{}
}

// Value is what is written in a field of the bill shown.
func (e *Editor) Value(ref Ref) string {
	if ref.Item == e.Rows() {
		return e.newRow.Text(ref.Field)
	}
	return e.draft.Text(e.bill, ref.Item, ref.Field)
}

// Support is the part of the support that is chosen.
func (e *Editor) Support() domain.Support { return domain.Support(e.raw().Support) }

// Kind is what the region asks for when that part is chosen.
func (e *Editor) Kind() domain.SupportKind {
	profile := e.src.Region().Profile
	k, _ := profile.Kind(e.Support())
	return k
}

// Cursor is the field in focus and how many characters into it.
func (e *Editor) Cursor() (Ref, int) { return e.at, e.col }

// Focus notes that the cursor was moved.
func (e *Editor) Focus(ref Ref, col int) { e.at, e.col = ref, col }

// Write stores the new text of a field. The empty last row becomes a row as soon
// as more than its date is written.
func (e *Editor) Write(ref Ref, text string) {
	support := e.Support()
	e.write(ref, text)
	if e.Support() != support {
		e.followSupport()
	}
	e.note()
}

func (e *Editor) write(ref Ref, text string) {
	if ref.Item != e.Rows() {
		e.draft.SetText(e.bill, ref.Item, ref.Field, text)
		return
	}
	e.newRow.SetText(ref.Field, text)
	if b := e.raw(); e.newRow != (domain.DraftItem{}) && e.newRow != e.expected {
		b.Items = append(b.Items, e.newRow)
	}
}

// note takes what was changed for undo and for saving.
func (e *Editor) note() {
	e.followRow()
	next := keep(e.steps.now, e.draft, e.filled)
	at, changed, typed := diff(e.steps.now, next)
	if !changed {
		e.steps.now.filled = e.filled
		return
	}
	e.steps.note(next, at, typed, e.now())
	e.changed()
}

// beginRow fills the empty last row in with the date of the row above it, or
// today's, and with its performer where the region asks for one.
func (e *Editor) beginRow() {
	e.rows, e.expected = e.Rows(), domain.DraftItem{Date: e.NewRowDate()}
	if e.rows > 0 && e.src.Region().Profile.PerformerMust {
		e.expected.Performer = e.raw().Items[e.rows-1].Performer
	}
	e.newRow = e.expected
}

// followRow fills the empty last row in anew if the number of rows has changed,
// or if nothing is typed in it: the date above may have changed.
func (e *Editor) followRow() {
	if e.rows != e.Rows() || e.newRow == e.expected {
		e.beginRow()
	}
}

// Show turns to another bill of the invoice.
func (e *Editor) Show(bill int) {
	e.bill = bill
	e.untouchNew()
	e.beginRow()
}

// Blank tells whether nothing is written yet.
func (e *Editor) Blank() bool { return e.draft.Blank() }

// SetChecked takes the newest check.
func (e *Editor) SetChecked(c app.Checked) { e.checked = c }

// Checked is the newest check.
func (e *Editor) Checked() app.Checked { return e.checked }

// NewPrices forgets what was read from the price lists: there are new ones.
func (e *Editor) NewPrices() { clear(e.codes) }

// touchAll marks all fields as left once, so that their findings are shown.
func (e *Editor) touchAll() {
	for i := range e.draft.Bills {
		e.touched[Spot{i, Of(domain.FieldInvoiceNo)}] = true
		for _, f := range domain.FieldsOf(domain.OfBill) {
			e.touched[Spot{i, Of(f.Name)}] = true
		}
		e.touchRows(i)
	}
}

func (e *Editor) touchRows(bill int) {
	for i := range e.draft.Bills[bill].Items {
		for _, f := range domain.FieldsOf(domain.OfItem) {
			e.touched[Spot{bill, Ref{i, f.Name}}] = true
		}
	}
}

// untouchNew unmarks rows and bills that no longer exist: what is begun in their
// place is new, and starts without findings.
func (e *Editor) untouchNew() {
	maps.DeleteFunc(e.touched, func(p Spot, _ bool) bool {
		return p.Bill >= len(e.draft.Bills) || p.Bill == e.bill && p.Ref.Item >= e.Rows()
	})
}

// setItems changes the rows of the bill shown, in a slice of their own.
func (e *Editor) setItems(items []domain.DraftItem) { e.raw().Items = items }

func (e *Editor) items() []domain.DraftItem { return slices.Clone(e.raw().Items) }
