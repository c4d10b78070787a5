package editor

import (
	"maps"
	"slices"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// What the program fills in by itself is seen at once, changed like anything
// typed, and undone like it. It never writes over what stands there.

// Person is what is known of the patient of the bill shown.
type Person struct {
	ID      domain.PersonID
	Facts   domain.PersonFacts
	History app.History
}

// Know takes what is known of the patient; nothing is filled in.
func (e *Editor) Know(p Person) { e.person = p }

// Person is what is known of the patient.
func (e *Editor) Person() Person { return e.person }

// put fills a field in for the patient known now.
func (e *Editor) put(f domain.Field, value string) {
	e.write(Of(f), value)
	values := map[domain.Field]string{}
	if was := e.filled[e.bill]; was.Person == e.person.ID {
		maps.Copy(values, was.Values)
	}
	values[f] = value
	e.setFilled(domain.Filled{Person: e.person.ID, Values: values})
}

// filledIn is what the program put into each bill of a draft that is opened.
func filledIn(d domain.Draft) []domain.Filled {
	all := make([]domain.Filled, len(d.Bills))
	copy(all, d.Filled)
	return all
}

// stillFilled is the part of it that is stored with the draft; nil if nothing is
// filled in.
func (e *Editor) stillFilled() []domain.Filled {
	for _, f := range e.filled {
		if len(f.Values) > 0 {
			return slices.Clone(e.filled)
		}
	}
	return nil
}

// setFilled notes what is filled in on the bill shown. It makes a new slice,
// since undo holds the old one.
func (e *Editor) setFilled(f domain.Filled) {
	e.filled = slices.Clone(e.filled)
	e.filled[e.bill] = f
}

// Unfill takes away what was filled in for another patient and is unchanged.
func (e *Editor) Unfill() {
	was := e.filled[e.bill]
	if was.Person == e.person.ID {
		return
	}
	for f, value := range was.Values {
		if e.Value(Of(f)) == value {
			e.write(Of(f), "")
		}
	}
	e.setFilled(domain.Filled{})
	e.note()
}

// IsFilled tells whether the program put in what stands in a field, for the
// patient known now.
func (e *Editor) IsFilled(f domain.Field) bool {
	was := e.filled[e.bill]
	value, ok := was.Values[f]
	return ok && was.Person == e.person.ID && value == e.Value(Of(f))
}

// IsSuggested tells whether a field still holds what was filled in from an
// earlier bill of the patient or the clinic.
func (e *Editor) IsSuggested(f domain.Field) bool {
	return (f == domain.FieldExemption || f == domain.FieldCareModel) && e.IsFilled(f)
}

// FillIn puts in what the patient's facts and earlier bills say, after the number
// was typed. Where no part of the support is chosen yet, a valid entitlement
// chooses it; with none S-tandvård is assumed (B1). It gives the frikort that was
// filled in, nil if none was: the user is told, since it may have been renewed
// since.
func (e *Editor) FillIn() (exemption *domain.FeeExemption) {
	e.Unfill()
	b, profile := e.raw(), e.src.Region().Profile
	before, _ := ListOf(profile, e.Support())
	if b.Support == "" || e.IsFilled(domain.FieldSupport) {
		e.put(domain.FieldSupport, string(profile.Assumed(e.person.Facts, e.src.Today())))
	}
	if x := e.person.History.Exemption; x != nil && !b.Exempt && b.ExemptionNo == "" && b.ExemptionFrom == "" && b.ExemptionTo == "" {
		e.put(domain.FieldExemption, domain.Ticked)
		e.put(domain.FieldExemptionNo, x.No)
		e.put(domain.FieldExemptionFrom, x.Validity.From.String())
		e.put(domain.FieldExemptionTo, x.Validity.To.String())
		exemption = x
	}
	if b.PriceList == before.ID { // none, or the one that followed from the support
		e.followList()
	}
	e.fillFollowing()
	e.note()
	return exemption
}

// followSupport puts right what follows from the part of the support that was
// chosen; an FHB for another is taken away.
func (e *Editor) followSupport() {
	e.followList()
	stands := e.raw().Approval
	if slices.ContainsFunc(e.person.Facts.Approvals, func(a domain.PriorApproval) bool { return a.No == stands && a.Support != e.Support() }) {
		e.write(Of(domain.FieldApproval), "")
	}
	e.fillFollowing()
}

// followList is the price list that the part of the support is billed by (B4).
func (e *Editor) followList() {
	profile := e.src.Region().Profile
	if l, ok := ListOf(profile, e.Support()); ok && len(profile.PriceLists) > 1 {
		e.write(Of(domain.FieldPriceList), l.ID)
	}
}

// fillFollowing puts into empty fields the vårdmodell last used, and the FHB that
// S-tandvård must rest on where there is no choice (B8).
func (e *Editor) fillFollowing() {
	profile := e.src.Region().Profile
	if asks, _ := CareModelFor(profile, e.Support()); asks && e.raw().CareModel == "" {
		last := e.person.History.CareModel
		if slices.ContainsFunc(profile.CareModels, func(c domain.Choice) bool { return c.Code == last }) {
			e.put(domain.FieldCareModel, last)
		}
	}
	if valid, _ := e.Approvals(); e.raw().Approval == "" && e.Kind().Approval && len(valid) == 1 {
		e.put(domain.FieldApproval, valid[0].No)
	}
}

// Approvals are the patient's FHB for the chosen part of the support: those that
// hold today or on the date of a row, and those under which care was given that
// may still be sent.
func (e *Editor) Approvals() (valid, ended []domain.PriorApproval) {
	dates := e.dates()
	for _, a := range e.person.Facts.Approvals {
		switch {
		case a.Support != e.Support():
		case slices.ContainsFunc(dates, a.Validity.Contains):
			valid = append(valid, a)
		case e.sendable(a):
			ended = append(ended, a)
		}
	}
	return valid, ended
}

// dates are today and those of the rows.
func (e *Editor) dates() []domain.Date {
	dates := []domain.Date{e.src.Today()}
	for _, item := range e.raw().Items {
		if on, err := domain.ParseDateInput(item.Date, e.src.Today()); err == nil {
			dates = append(dates, on)
		}
	}
	return dates
}

// sendable tells whether care given on the last day of an FHB may still be sent.
func (e *Editor) sendable(a domain.PriorApproval) bool {
	profile := e.src.Region().Profile
	last := rules.DeadlineOf(a.Validity.To, &profile)
	return !last.IsZero() && !last.Before(e.src.Today())
}
