package bill

import (
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// What the program fills in by itself is seen at once, changed like anything
// typed, and taken back by Ctrl+Z. It never writes over what stands there.

// careModelFor tells whether there is a field for the vårdmodell, and whether it
// must be filled in. Before the part of the support is decided the fields are
// those of N: they must not move under the one who types while the region is
// asked. Where the region's rule is unknown (Värmland: "om det
// efterfrågas", B6) it may be for N, as in the other region.
func careModelFor(p domain.Profile, s domain.Support) (asks, must bool) {
	if s == "" {
		s = domain.SupportN
	}
	if len(p.CareModelFor) == 0 {
		return s == domain.SupportN && len(p.CareModels) > 0, false
	}
	must = slices.Contains(p.CareModelFor, s)
	return must, must
}

// fillIn puts in what the patient's facts and earlier bills say, after a
// look-up, and tells of what must be looked at: a frikort may have been renewed.
func (m *model) fillIn() (said string) {
	m.pull()
	b := &m.draft.Bills[m.bill]
	if e := m.person.history.Exemption; e != nil && !b.Exempt && b.ExemptionNo == "" && b.ExemptionFrom == "" && b.ExemptionTo == "" {
		m.put(domain.FieldExemption, form.Yes)
		m.put(domain.FieldExemptionNo, e.No)
		m.put(domain.FieldExemptionFrom, e.Validity.From.String())
		m.put(domain.FieldExemptionTo, e.Validity.To.String())
		said = labels.BillExemptFilled(text.Safe(e.No), e.Validity.To)
	}
	m.followSupport()
	m.pull()
	m.touchChange()
	return said
}

// followSupport puts right what follows from the part of the support: the price
// list (B4), the vårdmodell last used, the only FHB there is (B8).
func (m *model) followSupport() {
	profile := m.port.Region().Profile
	if l, ok := listOf(profile, m.support()); ok && len(profile.PriceLists) > 1 {
		m.form.SetValue(form.Of(domain.FieldPriceList), l.ID)
	}
	if asks, _ := careModelFor(profile, m.support()); asks {
		last := m.person.history.CareModel
		known := slices.ContainsFunc(profile.CareModels, func(c domain.Choice) bool { return c.Code == last })
		if known && m.form.Value(form.Of(domain.FieldCareModel)) == "" {
			m.put(domain.FieldCareModel, last)
		}
	}
	m.followApproval()
	m.pull()
}

// listOf is the price list that a part of the support is billed by.
func listOf(p domain.Profile, s domain.Support) (domain.ListUse, bool) {
	for _, l := range p.PriceLists {
		if slices.Contains(l.Supports, s) {
			return l, true
		}
	}
	return domain.ListUse{}, false
}

// listName is what stands where no list is chosen: the one that is used then.
func listName(p domain.Profile, s domain.Support) string {
	if l, ok := listOf(p, s); ok {
		return text.Safe(l.Name)
	}
	return labels.BillChoose
}

// followApproval takes an FHB away that is for another part of the support, and
// puts in the one that S-tandvård must rest on where there is no choice.
func (m *model) followApproval() {
	ref := form.Of(domain.FieldApproval)
	stands := m.form.Value(ref)
	if slices.ContainsFunc(m.person.facts.Approvals, func(a domain.PriorApproval) bool { return a.No == stands && a.Support != m.support() }) {
		m.form.SetValue(ref, "")
		stands = ""
	}
	if list := m.validApprovals(); stands == "" && m.support() == domain.SupportS && len(list) == 1 {
		m.put(domain.FieldApproval, list[0].No)
	}
}

// validApprovals are the patient's FHB for the chosen part of the support that
// hold today or on the date of a row.
func (m *model) validApprovals() (list []domain.PriorApproval) {
	dates := []domain.Date{m.port.Today()}
	for _, item := range m.draft.Bills[m.bill].Items {
		if on, err := domain.ParseDateInput(item.Date, m.port.Today()); err == nil {
			dates = append(dates, on)
		}
	}
	for _, a := range m.person.facts.Approvals {
		if a.Support == m.support() && slices.ContainsFunc(dates, a.Validity.Contains) {
			list = append(list, a)
		}
	}
	return list
}

// approvals are those to choose from, with what is left of each: those that hold
// first, then those under which care was given that may still be sent. They are the patient's, so this list is never kept.
func (m *model) approvals() *form.List {
	var items []form.Item
	add := func(a domain.PriorApproval, words string) {
		items = append(items, form.Item{Code: text.Safe(a.No), Words: words, Right: labels.ApprovalRest(a)})
	}
	valid := m.validApprovals()
	for _, a := range valid {
		add(a, text.Validity(a.Validity))
	}
	for _, a := range m.person.facts.Approvals {
		held := slices.ContainsFunc(valid, func(v domain.PriorApproval) bool { return v.No == a.No })
		if a.Support == m.support() && !held && m.sendable(a) {
			add(a, labels.Since(a.Validity))
		}
	}
	return form.NewList(items)
}

// sendable tells whether care of the last day of an FHB may still be sent.
func (m *model) sendable(a domain.PriorApproval) bool {
	profile := m.port.Region().Profile
	last := rules.DeadlineOf(a.Validity.To, &profile)
	return !last.IsZero() && !last.Before(m.port.Today())
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
