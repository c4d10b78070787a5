package patientcard

import (
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
		words := labels.BillRecentNone
		for _, s := range []domain.Support{domain.SupportF, domain.SupportN} {
			if e, ok := p.Facts.Entitlement(s, today); ok {
				words = text.Safe(e.Category) + " " + text.Validity(e.Validity)
			}
		}
		short := id.Canonical()[2:]
		items = append(items, form.Item{
			Code: id.Display(), Words: words, Right: seen(p.At.In(zone), today),
			Find: id.Canonical() + " " + short + " " + short[:6] + "-" + short[6:],
		})
	}
	return form.NewList(items)
}

// seen is when a patient was looked up: the time today, else the date.
func seen(at time.Time, today domain.Date) string {
	if domain.DateOf(at) == today {
		return at.Format("15:04")
	}
	return at.Format("2006-01-02")
}
