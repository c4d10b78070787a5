package drafts

import (
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

// columns are the list's columns.
func (m *model) columns() []table.Column[app.DraftSummary] {
	type draft = app.DraftSummary
	return []table.Column[draft]{
		{Title: labels.DraftColPerson, Value: m.person, Min: 16, Max: 16},
		{Title: labels.DraftColFor, Value: table.Plain(func(d draft) string { return text.Safe(string(d.Support)) }), Min: 5, Max: 5, Priority: 3},
		{Title: labels.DraftColDate, Value: table.Plain(func(d draft) string { return d.FirstDate.String() }), Min: 10, Max: 10, Priority: 4},
		{
			Title: labels.DraftColSum, Value: table.Plain(func(d draft) string { return d.Sum.String() }),
			Less: func(a, b draft) bool { return a.Sum < b.Sum }, Min: 10, Max: 13, Right: true, Priority: 2,
		},
		{Title: labels.DraftColState, Value: m.state, Less: func(a, b draft) bool { return gravity(a) < gravity(b) }, Min: 13, Max: 15},
		{
			Title: labels.DraftColDays, Value: m.days,
			Less: func(a, b draft) bool { return a.FirstDate.Before(b.FirstDate) }, Min: 12, Max: 13, Priority: 1,
		},
		{Title: labels.DraftColRef, Value: table.Plain(func(d draft) string { return text.Safe(d.InvoiceNo) }), Min: 14, Priority: 5},
	}
}

func (m *model) person(d app.DraftSummary) table.Cell {
	switch {
	case d.Bills > 1:
		return table.Cell{Text: text.PersonAnd(d.Person, d.Bills)}
	case text.Safe(d.Person) == "":
		return table.Cell{Text: labels.DraftNobody, Style: m.env.Theme.Faint}
	}
	return table.Cell{Text: text.Safe(d.Person)}
}

func (m *model) state(d app.DraftSummary) table.Cell {
	t := m.env.Theme
	switch {
	case d.Lost:
		return table.Cell{Text: theme.GlyphError + " " + labels.DraftIsLost, Style: t.Error}
	case d.State == domain.DraftRefused:
		return table.Cell{Text: theme.GlyphError + " " + labels.DraftIsRefused, Style: t.Error}
	case d.State == domain.DraftQueued:
		return table.Cell{Text: "… " + labels.DraftWaits}
	case d.State == domain.DraftDiscarded:
		return table.Cell{Text: labels.DraftIsThrown}
	case d.Visit:
		return table.Cell{Text: "… " + labels.DraftVisit}
	case d.FirstDate.IsZero():
		return table.Cell{Text: "… " + labels.DraftBegun}
	case d.Errors > 0:
		return table.Cell{Text: theme.GlyphError + " " + labels.DraftFaults(d.Errors), Style: t.Error}
	case d.Warnings > 0: // it can be sent, after a look
		return table.Cell{Text: theme.GlyphWarn + " " + labels.Warnings(d.Warnings), Style: t.Warn}
	}
	return table.Cell{Text: theme.GlyphOK + " " + labels.DraftReady, Style: t.OK}
}

// gravity orders states: what needs the user most comes first.
func gravity(d app.DraftSummary) int {
	switch {
	case d.State == domain.DraftRefused:
		return 0
	case d.State == domain.DraftQueued, d.State == domain.DraftDiscarded:
		return 5
	case d.FirstDate.IsZero(), d.Visit:
		return 4
	case d.Errors > 0:
		return 1
	case d.Warnings > 0:
		return 2
	}
	return 3
}

// days is how long is left to send the earliest treatment (B21), louder at each
// of the region's steps of warning.
func (m *model) days(d app.DraftSummary) table.Cell {
	profile := m.port.Region().Profile
	last := rules.DeadlineOf(d.FirstDate, &profile)
	if last.IsZero() {
		return table.Cell{Text: "–"}
	}
	left := m.port.Today().DaysUntil(last)
	steps := rules.Urgency(left, &profile)
	style := theme.SGR("")
	switch {
	case left < 0 || steps > 1:
		style = m.env.Theme.Error
	case steps > 0:
		style = m.env.Theme.Warn
	}
	return table.Cell{Text: labels.DraftDays(left, steps), Style: style}
}
