package editor

import (
	"cmp"
	"maps"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Findings are those of the region's refusal, then those of the check.
func (e *Editor) Findings() []domain.Finding {
	return append(e.standing(), e.checked.Findings...)
}

// standing are the region's findings that still hold. One about a price that was
// right by our older list becomes a warning when the new list has come: the row
// has the right price by itself, and only the new sum is to be looked at.
func (e *Editor) standing() []domain.Finding {
	r := e.Refusal()
	if r == nil {
		return nil
	}
	list := r.Standing(e.draft)
	for i, f := range list {
		if f.Code != rules.CodePriceList || f.Bill < 0 || f.Bill >= len(e.checked.Bills) || f.Item < 0 || f.Item >= len(e.checked.Bills[f.Bill].Items) {
			continue
		}
		if now := e.checked.Bills[f.Bill].Items[f.Item].Price.String(); now == f.Params["list"] {
			params := maps.Clone(f.Params)
			params["now"] = now
			list[i].Severity, list[i].Params = domain.SeverityWarning, params
		}
	}
	return list
}

// Refused tells whether something stands that the region said no to.
func (e *Editor) Refused() bool {
	return slices.ContainsFunc(e.standing(), func(f domain.Finding) bool { return f.Severity == domain.SeverityError })
}

// Refusal is the region's no to the draft as it was sent last, or what was found in the
// invoice file that it comes from; nil if there is neither.
func (e *Editor) Refusal() *domain.Refusal {
	return e.draft.Stands()
}

// Untouched tells whether the draft still says what the region refused.
func (e *Editor) Untouched() bool { r := e.Refusal(); return r != nil && r.Untouched(e.draft) }

// ShowAll makes every finding shown: sending was refused, or the next fault was
// asked for.
func (e *Editor) ShowAll() { e.showAll = true }

// Shown tells whether a finding may be shown yet: not while its field is being
// typed in for the first time.
func (e *Editor) Shown(f domain.Finding) bool {
	ref := e.RefOf(f)
	return e.showAll || e.touched[Spot{f.Bill, ref}] || f.Severity == domain.SeverityWarning && (f.Field == domain.FieldItems || e.at != ref)
}

// RefOf is the field at which a finding is shown. One about the rows as a whole
// is shown at the empty last row.
func (e *Editor) RefOf(f domain.Finding) Ref {
	if f.Field == domain.FieldItems && f.Bill >= 0 && f.Bill < len(e.draft.Bills) {
		return Ref{len(e.draft.Bills[f.Bill].Items), domain.FieldItemCode}
	}
	return Ref{f.Item, f.Field}
}

// First is the first error that may be shown, else the first warning; with here,
// of those at the field in focus.
func (e *Editor) First(here bool) (best domain.Finding, ok bool) {
	for _, f := range e.Findings() {
		if f.Bill != e.bill && !e.showAll || !e.Shown(f) || here && (f.Bill != e.bill || e.RefOf(f) != e.at) {
			continue
		}
		if !ok || f.Severity == domain.SeverityError && best.Severity != f.Severity {
			best, ok = f, true
		}
	}
	return best, ok
}

// Faults are the spots of findings in the order of the form, each once.
func (e *Editor) Faults(s domain.Severity) (list []Spot) {
	for _, f := range e.Findings() {
		if f.Severity == s && f.Bill >= 0 && f.Bill < len(e.draft.Bills) {
			list = append(list, Spot{f.Bill, e.RefOf(f)})
		}
	}
	slices.SortStableFunc(list, before)
	return slices.Compact(list)
}

// NextFault is the spot of the next error after the cursor, through all bills of
// the invoice and round the end; if there is no error, that of the next warning.
// Some fields cannot be entered: landing gives the spot where the cursor comes to
// stand instead, so that the search does not end where the cursor already is.
func (e *Editor) NextFault(landing func(Spot) Spot) (Spot, bool) {
	list := e.Faults(domain.SeverityError)
	if len(list) == 0 {
		list = e.Faults(domain.SeverityWarning)
	}
	if len(list) == 0 {
		return Spot{}, false
	}
	here := Spot{e.bill, e.at}
	at := slices.IndexFunc(list, func(p Spot) bool { return before(here, p) < 0 && landing(p) != here })
	return list[max(at, 0)], true
}

// before orders spots as they are read: bill by bill, row by row.
func before(a, b Spot) int {
	return cmp.Or(cmp.Compare(a.Bill, b.Bill), cmp.Compare(a.Ref.Item, b.Ref.Item), cmp.Compare(a.Ref.Field.Order(), b.Ref.Field.Order()))
}
