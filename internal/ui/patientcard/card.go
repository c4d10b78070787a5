// Package patientcard draws what is known about a patient: entitlements, prior
// approvals and what is left of them, frikort, base amount, fee and the last
// bills (B1, B2, B8, B22). It asks nothing: everything comes in with Card.
package patientcard

import (
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/theme"
)

// Card is the facts of one patient with what they are judged by.
type Card struct {
	Result  app.PersonResult
	Asking  bool // the region is being asked; until then Result is the stored one
	History app.History
	Region  app.RegionData
	Clinic  domain.Clinic
	Bill    domain.Bill // being written: its frikort decides the fee; zero: none
	Today   domain.Date
	Zone    *time.Location // for the age of the facts
	Theme   *theme.Theme
}

func (c Card) facts() rules.Facts {
	id := c.Result.Facts.Person
	return rules.Facts{
		Today: c.Today, Profile: &c.Region.Profile, Prices: c.Region.Prices, Clinic: c.Clinic,
		Persons: map[domain.PersonID]domain.PersonFacts{id: c.Result.Facts},
	}
}

// category is the code of a patientkategori with its words.
func (c Card) category(code string) string {
	for _, k := range c.Region.Profile.Categories {
		if k.Code == code {
			return text.Safe(code) + " " + text.Safe(k.NameOn(c.Today))
		}
	}
	return text.Safe(code)
}

// valid gives the entitlements for a part of the support that are valid today; a
// patient may have both N and F.
func (c Card) valid(s domain.Support) (list []domain.Entitlement) {
	for _, e := range c.Result.Facts.Entitlements {
		if e.Support == s && e.Validity.Contains(c.Today) {
			list = append(list, e)
		}
	}
	return list
}

// approvals are those that are valid today.
func (c Card) approvals() (list []domain.PriorApproval) {
	for _, a := range c.Result.Facts.Approvals {
		if a.Validity.Contains(c.Today) {
			list = append(list, a)
		}
	}
	return list
}

// fee says whether the patient pays today, and why not; source is how certain the
// amount is.
func (c Card) fee() (said, source string) {
	b := c.Bill
	b.Person = c.Result.Facts.Person
	due := rules.FeeDue(b, c.Today, c.facts())
	switch due.Reason {
	case rules.FeeExempt:
		return labels.PanelFeeExempt, ""
	case rules.FeeFreeByAge:
		return labels.PanelFeeAge, ""
	case rules.FeeFreeByGround:
		return labels.PanelFeeGround, ""
	case rules.FeeIsDue:
		if due.Amount > 0 {
			return text.WholeKronor(due.Amount) + " kr" + labels.PanelFeePerVisit, text.Safe(due.Source)
		}
		return labels.PanelFeeDue, ""
	}
	return labels.PanelFeeUnknown, ""
}

// exemption is the frikort on the bill being written, else the one remembered
// from an earlier bill.
func (c Card) exemption() (e domain.FeeExemption, remembered, ok bool) {
	switch {
	case c.Bill.Exemption != nil:
		return *c.Bill.Exemption, false, true
	case c.History.Exemption != nil:
		return *c.History.Exemption, true, true
	}
	return e, false, false
}

// Age says when the region was asked, as a warning if it could not be asked now.
func (c Card) Age(w int) string {
	p := c.age()
	return layout.Cut(p.Lines(page.Look{Theme: c.Theme, Width: ageWidth})[0], w)
}

// ageWidth is more than the sentence ever needs.
const ageWidth = 200

func (c Card) age() (p page.Page) {
	at := c.Result.At.In(c.Zone).Format("2006-01-02 15:04")
	switch {
	case c.Asking:
		p.Say(page.Faint, labels.PanelAsking(at))
	case c.Result.Online || c.Result.At.IsZero():
		p.Say(page.Faint, labels.PanelAsOf(at))
	default:
		p.Say(page.Warn, labels.PanelOld(at))
	}
	return p
}

// StateCare tells whether the patient's care is likely the state's to pay (B28).
func (c Card) StateCare() bool { return rules.IsStateCare(c.Result.Facts, c.facts()) }

// entitling are the parts of the support to which an entitlement gives the right.
func (c Card) entitling() (list []domain.Support) {
	for _, k := range c.Region.Profile.KindsInUse() {
		if k.Entitlement {
			list = append(list, k.Code)
		}
	}
	return list
}
