package patientcard

import (
	"slices"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// Recent makes the list to choose a patient from: the number, the entitlement it
// was last seen with, and when. A number is found as it may be typed, with or
// without century and hyphen. The region gives no names, so none can be searched.
func Recent(list []app.PersonResult, today domain.Date, zone *time.Location) *form.List {
	var items []form.Item
	for _, p := range list {
		id := p.Facts.Person
		words := rightOf(p.Facts, today)
		short := id.Canonical()[2:]
		items = append(items, form.Item{
			Code: id.Display(), Words: words, Right: seen(p.At.In(zone), today),
			Find: id.Canonical() + " " + short + " " + short[:6] + "-" + short[6:],
		})
	}
	return form.NewList(items)
}

// rightOf is the first of the patient's entitlements that is valid on a day, or
// until when the last one was.
func rightOf(f domain.PersonFacts, today domain.Date) string {
	supports := make([]domain.Support, 0, len(f.Entitlements))
	for _, e := range f.Entitlements {
		supports = append(supports, e.Support)
	}
	slices.Sort(supports)
	slices.Reverse(supports) // N before F
	words := labels.BillRecentNone
	for _, s := range slices.Compact(supports) {
		if e, ok := f.Entitlement(s, today); ok {
			return text.Safe(e.Category) + " " + text.Validity(e.Validity)
		}
		if e, was := f.Ended(s, today); was && words == labels.BillRecentNone {
			words = text.Safe(e.Category) + " " + labels.PanelEnded + e.Validity.To.String()
		}
	}
	return words
}

// seen is when a patient was looked up: the time today, else the date.
func seen(at time.Time, today domain.Date) string {
	if domain.DateOf(at) == today {
		return at.Format("15:04")
	}
	return at.Format("2006-01-02")
}
