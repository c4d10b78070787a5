package bill

import (
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// specs are the fields that the choices made so far need (B3, B5–B8, B12, B13).
// What is typed in a field that goes away is kept, and comes back with it.
func (m *model) specs() []form.Spec {
	raw, support, kind := m.raw(), m.ed.Support(), m.ed.Kind()
	profile := m.port.Region().Profile
	specs := []form.Spec{
		{Key: form.Of(domain.FieldPerson), Label: labels.BillPerson, Kind: form.Pick, List: m.recent, Browse: true, Width: 15, Hint: labels.BillPersonHint},
		{Key: form.Of(domain.FieldSupport), Label: labels.BillSupport, Kind: form.Choice, Options: supports(profile)},
	}
	if len(profile.PriceLists) > 1 {
		specs = append(specs, form.Spec{Key: form.Of(domain.FieldPriceList), Label: labels.BillPriceListIs, Kind: form.Select, List: m.priceLists(profile), Hint: listName(profile, support)})
	}
	if asks, must := editor.CareModelFor(profile, support); asks {
		hint := labels.BillChoose
		if !must {
			hint = labels.BillWhereAsked
		}
		specs = append(specs, form.Spec{Key: form.Of(domain.FieldCareModel), Label: labels.BillCareModelIs, Kind: form.Select, List: m.careModels(profile), Hint: hint})
	}
	if kind.Category {
		category := form.Spec{Key: form.Of(domain.FieldCategory), Label: labels.BillCategoryIs, Kind: form.Select, List: m.categories(profile), Hint: labels.BillChoose}
		if category.List.Len() == 0 { // the profile does not list them: any text is taken
			category = form.Spec{Key: category.Key, Label: category.Label, Hint: labels.BillWhereAsked}
		}
		specs = append(specs, category)
	}
	if approvals := m.approvals(); kind.Approval || approvals.Len() > 0 || raw.Approval != "" {
		specs = append(specs, form.Spec{Key: form.Of(domain.FieldApproval), Label: labels.BillApprovalIs, Kind: form.Pick, List: approvals, Browse: true, Hint: labels.BillChoose})
	}
	specs = append(specs, form.Spec{Key: form.Of(domain.FieldExemption), Label: labels.BillExempt, Kind: form.Check, Hint: labels.BillExemptWords})
	if raw.Exempt {
		specs = append(specs,
			form.Spec{Key: form.Of(domain.FieldExemptionNo), Label: labels.BillExemptNo},
			form.Spec{Key: form.Of(domain.FieldExemptionFrom), Label: labels.BillExemptFrom, Kind: form.Date, Hint: labels.BillDateHint},
			form.Spec{Key: form.Of(domain.FieldExemptionTo), Label: labels.BillExemptTo, Kind: form.Date})
	}
	if grounds := m.ed.Grounds(); len(grounds) > 0 || raw.FeeGround != "" {
		specs = append(specs, form.Spec{Key: form.Of(domain.FieldFeeGround), Label: labels.BillFeeGround, Kind: form.Pick, List: groundList(grounds), Browse: true, Hint: labels.BillFeeGroundHint})
	}
	specs = append(specs,
		form.Spec{Key: form.Of(domain.FieldInvoiceNo), Label: labels.BillInvoiceNo},
		form.Spec{Key: form.Of(domain.FieldBillRef), Label: labels.BillRef},
		form.Spec{Key: form.Of(domain.FieldComment), Label: labels.BillCommentIs, Prose: true})
	rows := m.ed.Rows() + 1
	specs = slices.Grow(specs, rows*len(domain.FieldsOf(domain.OfItem)))
	for i := range rows {
		specs = m.rowSpecs(specs, i)
	}
	return specs
}

// supports are the parts of the support to choose from.
func supports(p domain.Profile) (list []form.Option) {
	for _, k := range p.KindsInUse() {
		list = append(list, form.Option{Value: string(k.Code), Label: text.Safe(string(k.Code))})
	}
	return list
}

func groundList(grounds []domain.FeeGround) *form.List {
	var items []form.Item
	for _, g := range grounds {
		items = append(items, form.Item{Code: text.Safe(g.Code), Words: text.Safe(g.Name)})
	}
	return form.NewList(items)
}

// rowSpecs adds the fields of one row. What the procedure does not need is off,
// unless something stands there that must be seen.
func (m *model) rowSpecs(specs []form.Spec, i int) []form.Spec {
	row := m.ed.Row(i)
	p := m.ed.Procedure(row)
	position := form.Spec{Key: cell(i, domain.FieldItemPosition)}
	if !p.Position.Allowed() && row.Position == "" {
		position.Off = labels.BillNoPosition
	}
	price := form.Spec{Key: cell(i, domain.FieldItemPrice)}
	if !p.ActualCost && row.Price == "" {
		price.Off = labels.BillListPrice
	}
	code := form.Spec{Key: cell(i, domain.FieldItemCode), Kind: form.Pick, List: m.procedures(row.Date), Browse: true, Hint: labels.BillAdd}
	if m.ed.TakesDate(refOf(code.Key)) {
		code.Plain = m.isDate
	}
	specs = append(specs, form.Spec{Key: cell(i, domain.FieldItemDate), Kind: form.Date}, code, position, price)
	if m.performerShown(i, row, p) {
		specs = append(specs, form.Spec{
			Key: cell(i, domain.FieldItemPerformer), Kind: form.Pick, List: m.performers(row.Date), Browse: true, Hint: labels.BillPerformerHint,
		})
	}
	if m.opened[i] || row.Comment != "" {
		specs = append(specs, form.Spec{Key: cell(i, domain.FieldItemComment), Prose: true})
	}
	return specs
}

// isDate tells whether a text is a date, in any form that is typed.
func (m *model) isDate(s string) bool {
	_, err := domain.ParseDateInput(s, m.port.Today())
	return err == nil
}

// performerShown tells whether a row has a field for who gave the care: where the
// region asks, or one was written. A fee is nobody's care.
func (m *model) performerShown(i int, row domain.DraftItem, p domain.Procedure) bool {
	if p.Code == domain.PatientFeeCode || i == m.ed.Rows() {
		return false
	}
	return row.Performer != "" || p.Code != "" && m.port.Region().Profile.PerformerMust
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

// day is a row's date; with none that can be read, today.
func (m *model) day(date string) domain.Date {
	on, err := domain.ParseDateInput(date, m.port.Today())
	if err != nil {
		return m.port.Today()
	}
	return on
}

// performers are those who may be named for care on a row's date.
func (m *model) performers(date string) *form.List {
	on := m.day(date)
	return m.list(listKey{kind: "performer", on: on}, func() []form.Item {
		var items []form.Item
		for _, p := range editor.Performers(m.port, on) {
			items = append(items, form.Item{Code: text.Safe(p.No), Words: labels.Performer(p)})
		}
		return items
	})
}

// procedures is the list for a row's date.
func (m *model) procedures(date string) *form.List {
	on := m.day(date)
	return m.list(listKey{"procedure " + m.raw().PriceList, m.ed.Support(), on}, func() []form.Item {
		return m.procedureItems(m.ed.Offers(on), on)
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
	support, today := m.ed.Support(), m.port.Today()
	return m.list(listKey{"category", support, today}, func() []form.Item {
		var items []form.Item
		for _, c := range p.Categories {
			if c.Support == support && c.Ended.IsZero() {
				items = append(items, form.Item{Code: text.Safe(c.Code), Words: text.Safe(c.NameOn(today))})
			}
		}
		return items
	})
}

func (m *model) priceLists(p domain.Profile) *form.List {
	return m.list(listKey{kind: "pricelist"}, func() []form.Item {
		var items []form.Item
		for _, l := range p.PriceLists {
			items = append(items, form.Item{Code: text.Safe(l.ID), Label: text.Safe(l.Name), Right: labels.Supports(l.Supports)})
		}
		return items
	})
}

// listName is the hint of the field where no list is chosen: the list that is
// used then.
func listName(p domain.Profile, s domain.Support) string {
	if l, ok := editor.ListOf(p, s); ok {
		return text.Safe(l.Name)
	}
	return labels.BillChoose
}

// approvals are the FHB to choose from, with what is left of each: those that
// hold first. They are the patient's own, so the list is made anew each time.
func (m *model) approvals() *form.List {
	var items []form.Item
	add := func(a domain.PriorApproval, words string) {
		items = append(items, form.Item{Code: text.Safe(a.No), Words: words, Right: labels.ApprovalRest(a)})
	}
	valid, ended := m.ed.Approvals()
	for _, a := range valid {
		add(a, text.Validity(a.Validity))
	}
	for _, a := range ended {
		add(a, labels.Since(a.Validity))
	}
	return form.NewList(items)
}
