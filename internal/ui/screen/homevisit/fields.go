package homevisit

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

func head(f domain.Field) form.Key             { return form.Of(f) }
func itemAt(i int, f domain.Field) form.Key    { return form.In(string(editor.Items), i, f) }
func patientAt(i int, f domain.Field) form.Key { return form.In(string(editor.Patients), i, f) }

func refOf(k form.Key) editor.VisitRef {
	return editor.VisitRef{Part: editor.VisitPart(k.Section), Row: k.Row, Field: domain.Field(k.Name)}
}

// row is the patient's row in focus, the empty last one included; -1: none.
func (m *model) row() int {
	k, _ := m.form.Cursor()
	if k.Section != string(editor.Patients) {
		return -1
	}
	return k.Row
}

type labelled struct {
	field domain.Field
	label string
}

// headFields are the fields for all, in the order shown.
var headFields = []labelled{
	{domain.FieldItemDate, labels.BillDate},
	{domain.FieldCareModel, labels.BillCareModelIs},
	{domain.FieldCategory, labels.BillCategoryIs},
	{domain.FieldItemPerformer, labels.BillPerformer},
	{domain.FieldInvoiceNo, labels.BillInvoiceNo},
	{editor.FieldFees, labels.PanelFee},
	{editor.FieldFee, labels.HomeVisitAmount},
}

// lay gives the form its fields, with what the editor holds.
func (m *model) lay() {
	specs := m.headSpecs()
	for i := range m.visit.Rows(editor.Items) + 1 {
		specs = append(specs, m.procedureSpecs(func(f domain.Field) form.Key { return itemAt(i, f) }, m.visit.Item(i), labels.HomeVisitAddItem)...)
	}
	patients := m.visit.Rows(editor.Patients)
	for i := range patients + 1 {
		specs = append(specs, form.Spec{Key: patientAt(i, domain.FieldPerson), Kind: form.Pick, List: m.recent, Browse: true, Hint: labels.HomeVisitAdd})
		if i < patients { // the empty last row has one field only: a reference typed in it would not be shown
			specs = append(specs, form.Spec{Key: patientAt(i, domain.FieldBillRef), Hint: text.Safe(m.visit.DefaultRef(i))})
		}
	}
	m.form.SetSpecs(specs...)
	for _, s := range specs {
		if value := m.visit.Value(refOf(s.Key)); m.form.Value(s.Key) != value {
			m.form.SetValue(s.Key, value)
		}
	}
}

// headSpecs are the fields for all. The disease group is asked for where a
// patient has S-tandvård, the fee's amount where the region names none.
func (m *model) headSpecs() []form.Spec {
	plan := m.visit.Plan()
	specs := []form.Spec{
		{Key: head(domain.FieldItemDate), Kind: form.Date, Hint: labels.BillDateHint},
		{Key: head(domain.FieldCareModel), Kind: form.Select, List: m.careModels(), Hint: labels.BillChoose},
	}
	if groups := m.categories(); groups.Len() > 0 && (m.visit.AnyOf(domain.SupportS) || plan.Category != "") {
		specs = append(specs, form.Spec{Key: head(domain.FieldCategory), Kind: form.Select, List: groups, Hint: labels.BillChoose})
	}
	if m.port.Region().Profile.PerformerMust || plan.Performer != "" {
		specs = append(specs, form.Spec{
			Key: head(domain.FieldItemPerformer), Kind: form.Pick, List: m.performers(), Browse: true, Hint: labels.BillPerformerHint,
		})
	}
	specs = append(specs,
		form.Spec{Key: head(domain.FieldInvoiceNo)},
		form.Spec{Key: head(editor.FieldFees), Kind: form.Check, Hint: labels.HomeVisitFees})
	if plan.Fees && (editor.StandardFee(m.port, m.visit.On()) <= 0 || plan.Fee != "") {
		specs = append(specs, form.Spec{Key: head(editor.FieldFee), Hint: labels.HomeVisitAmountHint})
	}
	return specs
}

// procedureSpecs are the fields of a procedure; what it does not need is off.
func (m *model) procedureSpecs(key func(domain.Field) form.Key, row domain.DraftItem, hint string) []form.Spec {
	p := m.visit.Procedure(row.Code)
	position := form.Spec{Key: key(domain.FieldItemPosition)}
	if !p.Position.Allowed() && row.Position == "" {
		position.Off = labels.BillNoPosition
	}
	price := form.Spec{Key: key(domain.FieldItemPrice)}
	if !p.ActualCost && row.Price == "" {
		price.Off = labels.BillListPrice
	}
	return []form.Spec{{Key: key(domain.FieldItemCode), Kind: form.Pick, List: m.procedures(), Hint: hint}, position, price}
}

func rowOf(f *form.Form, key func(domain.Field) form.Key) domain.DraftItem {
	return domain.DraftItem{
		Code: f.Value(key(domain.FieldItemCode)), Position: f.Value(key(domain.FieldItemPosition)), Price: f.Value(key(domain.FieldItemPrice)),
	}
}

// procedures is the list of the day, made once; the fee has a field of its own.
func (m *model) procedures() *form.List {
	on := m.visit.On()
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

// performers are those who may be named for care on the day of the visit.
func (m *model) performers() *form.List {
	var items []form.Item
	for _, p := range editor.Performers(m.port, m.visit.On()) {
		items = append(items, form.Item{Code: text.Safe(p.No), Words: labels.Performer(p)})
	}
	return form.NewList(items)
}

func (m *model) careModels() *form.List {
	var items []form.Item
	for _, c := range m.port.Region().Profile.CareModels {
		items = append(items, form.Item{Code: text.Safe(c.Code), Words: text.Safe(c.Name)})
	}
	return form.NewList(items)
}

// categories are the disease groups of S-tandvård that have not ended.
func (m *model) categories() *form.List {
	var items []form.Item
	for _, c := range m.port.Region().Profile.Categories {
		if c.Support == domain.SupportS && c.Ended.IsZero() {
			items = append(items, form.Item{Code: text.Safe(c.Code), Words: text.Safe(c.Name)})
		}
	}
	return form.NewList(items)
}

// fill lays the visit into a new form.
func (m *model) fill() {
	m.form = form.New(m.env.Theme)
	m.lay()
}
