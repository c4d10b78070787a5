package editor

import (
	"maps"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
)

// VisitPart is a part of a home visit's form.
type VisitPart string

// The parts.
const (
	ForAll   VisitPart = ""         // date, vårdmodell, fees: once for all
	Items    VisitPart = "items"    // procedures that all get
	Patients VisitPart = "patients" // whom they were done to
)

// Fields of a home visit that no draft has: the tick for patient fees, and their
// amount.
const (
	FieldFees domain.Field = "fees"
	FieldFee  domain.Field = "fee"
)

// VisitRef is a field of a home visit. The row after the last one of a part is
// the empty one.
type VisitRef struct {
	Part  VisitPart
	Row   int
	Field domain.Field
}

// Visit is a home visit being written (B25): an ordinary draft from the first
// character, one bill for each patient.
type Visit struct {
	src     Source
	now     func() time.Time
	changed func()

	draft domain.Draft
	plan  domain.HomeVisit
	steps steps[visited]
	known map[domain.PersonID]Person
	codes map[domain.Date]map[string]domain.Procedure
	ended bool // it goes on as ordinary bills
}

// visited is what undo brings back.
type visited struct {
	invoiceNo string
	plan      domain.HomeVisit
}

func (v visited) weight() int { return len(v.plan.Items) + len(v.plan.Patients) }

// NewVisit opens a home visit, or begins one with today's date, fees and the
// first mobile vårdmodell (M1–M3).
func NewVisit(src Source, now func() time.Time, changed func(), d domain.Draft) *Visit {
	v := &Visit{src: src, now: now, changed: changed, draft: d.Clone(), known: map[domain.PersonID]Person{}, codes: map[domain.Date]map[string]domain.Procedure{}}
	if d.HomeVisit != nil {
		v.plan = d.HomeVisit.Clone()
		v.plan.Date = isoDate(v.plan.Date, domain.DateOf(d.Updated.In(now().Location()))) // a date like "ig" means the day on which it was typed
	} else {
		v.plan = domain.HomeVisit{Date: src.Today().String(), Fees: true, CareModel: mobile(src.Region().Profile)}
	}
	v.steps.begin(v.keep())
	return v
}

func mobile(p domain.Profile) string {
	for _, c := range p.CareModels {
		if len(c.Code) > 1 && c.Code[0] == 'M' {
			return c.Code
		}
	}
	return ""
}

func (v *Visit) keep() visited { return visited{v.draft.InvoiceNo, v.plan.Clone()} }

// Draft is the draft as it stands, one bill for each patient, in a copy.
func (v *Visit) Draft() domain.Draft {
	d := v.draft
	d.Bills = v.bills()
	d.Cursor = domain.Cursor{Item: domain.WholeBill, Field: domain.FieldPerson}
	d.HomeVisit = nil
	if !v.ended {
		plan := v.plan.Clone()
		d.HomeVisit = &plan
	}
	return d
}

// End makes the draft one of ordinary bills, or a home visit again where that
// could not be saved.
func (v *Visit) End(ended bool) { v.ended = ended }

// ID is the draft's.
func (v *Visit) ID() string { return v.draft.ID }

// Plan is what is written. It is not to be changed.
func (v *Visit) Plan() domain.HomeVisit { return v.plan }

// InvoiceNo is what is written as the invoice's number.
func (v *Visit) InvoiceNo() string { return v.draft.InvoiceNo }

// Rows is how many rows a part has, without the empty one.
func (v *Visit) Rows(part VisitPart) int {
	switch part {
	case Items:
		return len(v.plan.Items)
	case Patients:
		return len(v.plan.Patients)
	}
	return 0
}

// Item is a procedure for all; the empty row has none.
func (v *Visit) Item(row int) domain.DraftItem {
	if row < 0 || row >= len(v.plan.Items) {
		return domain.DraftItem{}
	}
	return v.plan.Items[row].Row
}

// Patient is a patient with the exceptions; the empty row is nobody.
func (v *Visit) Patient(row int) domain.VisitPatient {
	if row < 0 || row >= len(v.plan.Patients) {
		return domain.VisitPatient{}
	}
	return v.plan.Patients[row]
}

// Value is what is written in a field.
func (v *Visit) Value(ref VisitRef) string {
	switch ref.Part {
	case Items:
		return v.Item(ref.Row).Text(ref.Field)
	case Patients:
		if ref.Field == domain.FieldBillRef {
			return v.Patient(ref.Row).BillRef
		}
		return v.Patient(ref.Row).Person
	}
	if ref.Field == FieldFees {
		if v.plan.Fees {
			return domain.Ticked
		}
		return ""
	}
	return *v.headAt(ref.Field)
}

// headAt is the field of the plan that a text for all is stored in.
func (v *Visit) headAt(f domain.Field) *string {
	switch f {
	case domain.FieldCareModel:
		return &v.plan.CareModel
	case domain.FieldCategory:
		return &v.plan.Category
	case domain.FieldItemPerformer:
		return &v.plan.Performer
	case domain.FieldInvoiceNo:
		return &v.draft.InvoiceNo
	case FieldFee:
		return &v.plan.Fee
	}
	return &v.plan.Date
}

// Write takes what now stands in a field. The empty last rows become rows as
// soon as something is written in them.
func (v *Visit) Write(ref VisitRef, text string) {
	if v.Value(ref) == text {
		return
	}
	switch {
	case ref.Part == Items:
		v.writeItem(ref, text)
	case ref.Part == Patients:
		v.writePatient(ref, text)
	case ref.Field == FieldFees:
		v.plan.Fees = text != ""
	default:
		*v.headAt(ref.Field) = text
	}
	typed := ref.Part != ForAll || ref.Field != FieldFees && ref.Field != domain.FieldCareModel && ref.Field != domain.FieldCategory
	v.note(ref, typed)
}

func (v *Visit) writeItem(ref VisitRef, text string) {
	if ref.Row == len(v.plan.Items) {
		v.plan.Items = append(v.plan.Items, domain.VisitItem{ID: v.freeID()})
	}
	v.plan.Items[ref.Row].Row.SetText(ref.Field, text)
}

// freeID is an id that no procedure has and no exception names.
func (v *Visit) freeID() (id int) {
	for _, i := range v.plan.Items {
		id = max(id, i.ID+1)
	}
	for _, p := range v.plan.Patients {
		for _, of := range append(slices.Collect(maps.Keys(p.Where)), p.Without...) {
			id = max(id, of+1)
		}
	}
	return id
}

func (v *Visit) writePatient(ref VisitRef, text string) {
	if ref.Row == len(v.plan.Patients) {
		v.plan.Patients = append(v.plan.Patients, domain.VisitPatient{})
	}
	if p := &v.plan.Patients[ref.Row]; ref.Field == domain.FieldBillRef {
		p.BillRef = text
	} else {
		p.Person = text
	}
}

// SetPatient takes a patient's exceptions.
func (v *Visit) SetPatient(row int, p domain.VisitPatient) {
	v.plan.Patients[row] = p.Clone()
	v.note(VisitRef{Patients, row, domain.FieldItems}, true)
}

// note takes what was changed for undo and for saving.
func (v *Visit) note(ref VisitRef, typed bool) {
	part := map[VisitPart]int{ForAll: -1, Items: 0, Patients: 1}[ref.Part]
	v.steps.note(v.keep(), Spot{part, Ref{ref.Row, ref.Field}}, typed, v.now())
	v.changed()
}

// Leave takes a field as done: it is written in its full form.
func (v *Visit) Leave(ref VisitRef) {
	raw := v.Value(ref)
	if full := Normal(ref.Field, raw, v.src.Today()); full != raw {
		v.Write(ref, full)
	}
	v.steps.settle()
}

// Remove takes away a procedure or a patient.
func (v *Visit) Remove(ref VisitRef) Result {
	switch {
	case ref.Part == ForAll || ref.Row >= v.Rows(ref.Part):
		return Nothing
	case ref.Part == Items:
		v.plan.Items = slices.Delete(v.plan.Items, ref.Row, ref.Row+1)
	default:
		v.plan.Patients = slices.Delete(v.plan.Patients, ref.Row, ref.Row+1)
	}
	v.note(ref, false)
	return Done
}

// Undo brings back what was there before the newest change.
func (v *Visit) Undo() Result {
	_, ok := v.steps.undo()
	return v.restored(ok)
}

// Redo makes the newest undone change again.
func (v *Visit) Redo() Result {
	_, ok := v.steps.redo()
	return v.restored(ok)
}

func (v *Visit) restored(ok bool) Result {
	if !ok {
		return Nothing
	}
	v.draft.InvoiceNo, v.plan = v.steps.now.invoiceNo, v.steps.now.plan.Clone()
	v.changed()
	return Done
}

// MaxPatients is how many patients one paste may bring.
const MaxPatients = 200

// Paste makes a patient of each line of a list; a line that is no number becomes
// a patient too, to be corrected there. ok is false for text that is not a list;
// and, pasted outside the patients (elsewhere), for a list without any number.
func (v *Visit) Paste(pasted string, elsewhere bool) (numbers []string, left int, ok bool) {
	if !strings.ContainsAny(pasted, "\n\r") || elsewhere && !v.anyNumber(pasted) {
		return nil, 0, false
	}
	for line := range strings.FieldsFuncSeq(pasted, separates) {
		number := Normal(domain.FieldPerson, safe(line), v.src.Today())
		switch {
		case number == "":
		case len(numbers) == MaxPatients:
			left++
		default:
			v.plan.Patients = append(v.plan.Patients, domain.VisitPatient{Person: number})
			numbers = append(numbers, number)
		}
	}
	if len(numbers) == 0 {
		return nil, 0, false
	}
	v.note(VisitRef{Patients, len(v.plan.Patients), domain.FieldPerson}, false)
	return numbers, left, true
}

func (v *Visit) anyNumber(pasted string) bool {
	for line := range strings.FieldsFuncSeq(pasted, separates) {
		if _, ok := v.PersonID(line); ok {
			return true
		}
	}
	return false
}

func separates(r rune) bool { return strings.ContainsRune("\n\r\t;", r) }
