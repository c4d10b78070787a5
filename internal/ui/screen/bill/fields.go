package bill

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// layFields gives the form the fields that the choices made so far need (B3,
// B5–B8, B12, B13); values of fields that go stay and come back with them.
func (m *model) layFields() {
	value := func(f domain.Field) string { return m.form.Value(form.Of(f)) }
	support := domain.Support(value(domain.FieldSupport))
	profile := m.port.Region().Profile
	specs := []form.Spec{
		{Key: form.Of(domain.FieldPerson), Label: labels.BillPerson, Kind: form.Pick, List: m.recent, Browse: true, Width: 15, Limit: 20, Hint: labels.BillPersonHint},
		{Key: form.Of(domain.FieldSupport), Label: labels.BillSupport, Kind: form.Choice, Options: supports},
	}
	if len(profile.PriceLists) > 1 {
		specs = append(specs, form.Spec{Key: form.Of(domain.FieldPriceList), Label: labels.BillPriceListIs, Kind: form.Select, List: m.priceLists(profile), Hint: listName(profile, support)})
	}
	if asks, must := careModelFor(profile, support); asks {
		hint := labels.BillChoose
		if !must {
			hint = labels.BillWhereAsked
		}
		specs = append(specs, form.Spec{Key: form.Of(domain.FieldCareModel), Label: labels.BillCareModelIs, Kind: form.Select, List: m.careModels(profile), Hint: hint})
	}
	if support == domain.SupportS {
		category := form.Spec{Key: form.Of(domain.FieldCategory), Label: labels.BillCategoryIs, Kind: form.Select, List: m.categories(profile), Hint: labels.BillChoose}
		if category.List.Len() == 0 { // the region has not said which there are
			category = form.Spec{Key: category.Key, Label: category.Label, Limit: 50, Hint: labels.BillWhereAsked}
		}
		specs = append(specs, category)
	}
	if approvals := m.approvals(); support == domain.SupportS || approvals.Len() > 0 || value(domain.FieldApproval) != "" {
		specs = append(specs, form.Spec{Key: form.Of(domain.FieldApproval), Label: labels.BillApprovalIs, Kind: form.Pick, List: approvals, Browse: true, Limit: 50, Hint: labels.BillChoose})
	}
	specs = append(specs, form.Spec{Key: form.Of(domain.FieldExemption), Label: labels.BillExempt, Kind: form.Check, Hint: labels.BillExemptWords})
	if value(domain.FieldExemption) == form.Yes {
		specs = append(specs,
			form.Spec{Key: form.Of(domain.FieldExemptionNo), Label: labels.BillExemptNo, Limit: 50},
			form.Spec{Key: form.Of(domain.FieldExemptionFrom), Label: labels.BillExemptFrom, Kind: form.Date, Hint: labels.BillDateHint},
			form.Spec{Key: form.Of(domain.FieldExemptionTo), Label: labels.BillExemptTo, Kind: form.Date})
	}
	specs = append(specs,
		form.Spec{Key: form.Of(domain.FieldInvoiceNo), Label: labels.BillInvoiceNo, Limit: 50},
		form.Spec{Key: form.Of(domain.FieldBillRef), Label: labels.BillRef, Limit: 50},
		form.Spec{Key: form.Of(domain.FieldComment), Label: labels.BillCommentIs, Limit: 500, Prose: true})
	rows := len(m.draft.Bills[m.bill].Items) + 1
	specs = slices.Grow(specs, rows*len(itemFields))
	for i := range rows {
		specs = append(specs, m.rowSpecs(i)...)
	}
	m.form.SetSpecs(specs...)
}

var supports = []form.Option{
	{Value: string(domain.SupportN), Label: "N"},
	{Value: string(domain.SupportF), Label: "F"},
	{Value: string(domain.SupportS), Label: "S"},
}

// rowSpecs are the fields of one row. What the procedure does not need is off,
// unless something stands there that must be seen.
func (m *model) rowSpecs(i int) []form.Spec {
	ref := func(f domain.Field) form.Key { return cell(i, f) }
	row := m.row(i)
	p := m.procedure(row)
	specs := []form.Spec{
		{Key: ref(domain.FieldItemDate), Kind: form.Date},
		{Key: ref(domain.FieldItemCode), Kind: form.Pick, List: m.procedures(row.Date), Browse: true, Limit: codeLimit, Hint: labels.BillAdd},
	}
	position := form.Spec{Key: ref(domain.FieldItemPosition), Limit: positionLimit}
	if !p.Position.Allowed() && row.Position == "" {
		position.Off = labels.BillNoPosition
	}
	price := form.Spec{Key: ref(domain.FieldItemPrice), Limit: priceLimit}
	if !p.ActualCost && row.Price == "" {
		price.Off = labels.BillListPrice
	}
	specs = append(specs, position, price)
	if m.opened[i] || row.Comment != "" {
		specs = append(specs, form.Spec{Key: ref(domain.FieldItemComment), Limit: commentLimit, Prose: true})
	}
	return specs
}

// procedure is the procedure of a row in the list of the row's date; zero if
// there is none. Capitals are as the rules read them: all one.
func (m *model) procedure(row domain.DraftItem) domain.Procedure {
	return m.procedureOf(domain.DraftBill{Support: string(m.support())}, row)
}

// procedureOf is the same for a row of any bill.
func (m *model) procedureOf(b domain.DraftBill, row domain.DraftItem) domain.Procedure {
	on, err := domain.ParseDateInput(row.Date, m.port.Today())
	if err != nil || row.Code == "" {
		return domain.Procedure{}
	}
	k := listKey{"codes", domain.Support(b.Support), on}
	codes := m.codes[k]
	if codes == nil {
		codes = map[string]domain.Procedure{}
		for _, p := range m.port.Procedures(k.support, on) {
			codes[strings.ToLower(p.Code)] = p
		}
		if len(codes) > 0 {
			m.codes[k] = codes
		}
	}
	return codes[strings.ToLower(row.Code)]
}

func (m *model) support() domain.Support {
	return domain.Support(m.form.Value(form.Of(domain.FieldSupport)))
}

// listKey names a list for searching; lists are made once.
type listKey struct {
	kind    string
	support domain.Support
	on      domain.Date
}

func (m *model) list(k listKey, items func() []form.Item) *form.List {
	if l, ok := m.lists[k]; ok {
		return l
	}
	l := form.NewList(items())
	if l.Len() > 0 {
		m.lists[k] = l
	}
	return l
}

// procedures is the list for a row's date; with no date it can read, today's.
func (m *model) procedures(date string) *form.List {
	on, err := domain.ParseDateInput(date, m.port.Today())
	if err != nil {
		on = m.port.Today()
	}
	s := m.support()
	return m.list(listKey{"procedure", s, on}, func() []form.Item {
		return m.procedureItems(m.port.Procedures(s, on), on)
	})
}

func (m *model) careModels(p domain.Profile) *form.List {
	return m.list(listKey{kind: "model"}, func() []form.Item {
		var items []form.Item
		for _, c := range p.CareModels {
			items = append(items, form.Item{Code: text.Safe(c.Code), Words: text.Safe(c.Name)})
		}
		return items
	})
}

func (m *model) categories(p domain.Profile) *form.List {
	return m.list(listKey{kind: "category"}, func() []form.Item {
		var items []form.Item
		for _, c := range p.Categories {
			if c.Support == domain.SupportS && c.Ended.IsZero() {
				items = append(items, form.Item{Code: text.Safe(c.Code), Words: text.Safe(c.Name)})
			}
		}
		return items
	})
}

// cell is the key of a field of row i; of the bill as a whole where i is domain.WholeBill.
func cell(i int, f domain.Field) form.Key {
	if i < 0 {
		return form.Of(f)
	}
	return form.In("rows", i, f)
}
