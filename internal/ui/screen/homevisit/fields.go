package homevisit

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// The form's references: the fields for all belong to no item, the procedures
// are items from 0, the patients from patientBase.
const patientBase = 100_000

// fieldFees is the tick for patient fees, fieldFee their amount: no draft has them.
const (
	fieldFees domain.Field = "fees"
	fieldFee  domain.Field = "fee"
)

// cell is the key of a field of row i.
func cell(i int, f domain.Field) form.Key { return form.In("rows", i, f) }

func head(f domain.Field) form.Key             { return form.Of(f) }
func itemAt(i int, f domain.Field) form.Key    { return cell(i, f) }
func patientAt(i int, f domain.Field) form.Key { return cell(patientBase+i, f) }

// row is the patient's row in focus, the empty last one included; -1: none.
func (m *model) row() int {
	ref, _ := m.form.Cursor()
	return max(ref.Row-patientBase, -1)
}

// headFields are the fields for all, in the order shown.
var headFields = []struct {
	field domain.Field
	label string
}{
	{domain.FieldItemDate, labels.BillDate},
	{domain.FieldCareModel, labels.BillCareModelIs},
	{domain.FieldInvoiceNo, labels.BillInvoiceNo},
	{fieldFees, labels.PanelFee},
	{fieldFee, labels.HomeVisitAmount},
}

func (m *model) layFields() {
	specs := []form.Spec{
		{Key: head(domain.FieldItemDate), Kind: form.Date, Hint: labels.BillDateHint},
		{Key: head(domain.FieldCareModel), Kind: form.Select, List: m.careModels(), Hint: labels.BillChoose},
		{Key: head(domain.FieldInvoiceNo), Limit: 50},
		{Key: head(fieldFees), Kind: form.Check, Hint: labels.HomeVisitFees},
	}
	if m.plan.fees && (!m.standardFee() || m.plan.fee != "") {
		specs = append(specs, form.Spec{Key: head(fieldFee), Limit: 15, Hint: labels.HomeVisitAmountHint})
	}
	for i := range len(m.plan.items) + 1 {
		specs = append(specs, m.procedureSpecs(func(f domain.Field) form.Key { return itemAt(i, f) }, m.form, labels.BillAdd)...)
	}
	for i := range len(m.plan.patients) + 1 {
		specs = append(specs, form.Spec{Key: patientAt(i, domain.FieldPerson), Kind: form.Pick, List: m.recent, Browse: true, Limit: 20, Hint: labels.HomeVisitAdd})
		if i < len(m.plan.patients) { // the empty last row is one field: a reference typed there would not be seen
			specs = append(specs, form.Spec{Key: patientAt(i, domain.FieldBillRef), Limit: 50, Hint: text.Safe(m.plan.defaultRef(i))})
		}
	}
	m.form.SetSpecs(specs...)
}

// procedureSpecs are the fields of a procedure; what it does not need is off.
func (m *model) procedureSpecs(ref func(domain.Field) form.Key, f *form.Form, hint string) []form.Spec {
	row := rowOf(f, ref)
	p := m.procedure(row.Code)
	position := form.Spec{Key: ref(domain.FieldItemPosition), Limit: 100}
	if !p.Position.Allowed() && row.Position == "" {
		position.Off = labels.BillNoPosition
	}
	price := form.Spec{Key: ref(domain.FieldItemPrice), Limit: 15}
	if !p.ActualCost && row.Price == "" {
		price.Off = labels.BillListPrice
	}
	return []form.Spec{{Key: ref(domain.FieldItemCode), Kind: form.Pick, List: m.procedures(), Limit: 60, Hint: hint}, position, price}
}

func rowOf(f *form.Form, ref func(domain.Field) form.Key) domain.DraftItem {
	return domain.DraftItem{
		Code: f.Value(ref(domain.FieldItemCode)), Position: f.Value(ref(domain.FieldItemPosition)), Price: f.Value(ref(domain.FieldItemPrice)),
	}
}

func (m *model) on() domain.Date {
	on, err := domain.ParseDateInput(m.plan.date, m.port.Today())
	if err != nil {
		return m.port.Today()
	}
	return on
}

// standardFee tells that the region names a fee for the day; else it is typed.
func (m *model) standardFee() bool {
	data := m.port.Region()
	return rules.FeeDue(domain.Bill{}, m.on(), rules.Facts{Today: m.port.Today(), Profile: &data.Profile}).Amount > 0
}

// procedure is what a code means on the day of the visit; zero: nothing.
func (m *model) procedure(code string) domain.Procedure {
	for _, p := range m.port.Procedures(domain.SupportN, m.on()) {
		if code != "" && strings.EqualFold(p.Code, code) {
			return p
		}
	}
	return domain.Procedure{}
}

// procedures is the list of the day, made once; the fee has a field of its own.
func (m *model) procedures() *form.List {
	on := m.on()
	if l := m.lists[on]; l != nil {
		return l
	}
	var items []form.Item
	for _, p := range m.port.Procedures(domain.SupportN, on) {
		if p.Code != domain.PatientFeeCode {
			items = append(items, form.Item{Code: text.Safe(p.Code), Words: text.Safe(p.Name), Right: p.Price.String()})
		}
	}
	l := form.NewList(items)
	if l.Len() > 0 {
		m.lists[on] = l
	}
	return l
}

func (m *model) careModels() *form.List {
	var items []form.Item
	for _, c := range m.port.Region().Profile.CareModels {
		items = append(items, form.Item{Code: text.Safe(c.Code), Words: text.Safe(c.Name)})
	}
	return form.NewList(items)
}

// fill puts the plan into a new form.
func (m *model) fill() {
	m.form = form.New(m.env.Theme)
	m.layFields()
	set := m.form.SetValue
	set(head(domain.FieldItemDate), m.plan.date)
	set(head(domain.FieldCareModel), m.plan.careModel)
	set(head(domain.FieldInvoiceNo), m.plan.invoiceNo)
	set(head(fieldFee), m.plan.fee)
	if m.plan.fees {
		set(head(fieldFees), form.Yes)
	}
	for i, c := range m.plan.items {
		set(itemAt(i, domain.FieldItemCode), c.row.Code)
		set(itemAt(i, domain.FieldItemPosition), c.row.Position)
		set(itemAt(i, domain.FieldItemPrice), c.row.Price)
	}
	for i, pt := range m.plan.patients {
		set(patientAt(i, domain.FieldPerson), pt.number)
		set(patientAt(i, domain.FieldBillRef), pt.ref)
	}
	m.layFields()
}

// pull brings the plan up to date with the form. The empty last rows become
// rows as soon as something is typed in them.
func (m *model) pull() {
	p := &m.plan
	value := m.form.Value
	p.date, p.careModel, p.invoiceNo = value(head(domain.FieldItemDate)), value(head(domain.FieldCareModel)), value(head(domain.FieldInvoiceNo))
	p.fees, p.fee = value(head(fieldFees)) == form.Yes, value(head(fieldFee))
	for i := range len(p.items) + 1 {
		row := rowOf(m.form, func(f domain.Field) form.Key { return itemAt(i, f) })
		switch {
		case i < len(p.items):
			p.items[i].row = row
		case row != domain.DraftItem{}:
			p.items = append(p.items, common{p.next, row})
			p.next++
		}
	}
	for i := range len(p.patients) + 1 {
		number, ref := value(patientAt(i, domain.FieldPerson)), value(patientAt(i, domain.FieldBillRef))
		switch {
		case i < len(p.patients):
			p.patients[i].number, p.patients[i].ref = number, ref
		case number != "" || ref != "":
			p.patients = append(p.patients, patientRow{number: number, ref: ref})
		}
	}
	m.layFields()
}
