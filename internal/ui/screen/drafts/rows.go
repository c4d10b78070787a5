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

// rows is the list as the table reads it.
type rows struct {
	list    []app.DraftSummary
	profile domain.Profile
	today   domain.Date
	theme   *theme.Theme
}

func (r rows) Len() int           { return len(r.list) }
func (r rows) Key(row int) string { return r.list[row].ID }

func (r rows) Cell(row, col int) table.Cell {
	d := r.list[row]
	switch col {
	case 0:
		person := text.Safe(d.Person)
		switch {
		case d.Bills > 1:
			person = text.PersonAnd(d.Person, d.Bills)
		case person == "":
			return table.Cell{Text: labels.DraftNobody, Style: r.theme.Faint}
		}
		return table.Cell{Text: person}
	case 1:
		return table.Cell{Text: text.Safe(string(d.Support))}
	case 2:
		return table.Cell{Text: d.FirstDate.String()}
	case 3:
		return table.Cell{Text: d.Sum.String()}
	case 4:
		return r.state(d)
	case 5:
		return r.days(d)
	}
	return table.Cell{Text: text.Safe(d.InvoiceNo)}
}

func (r rows) state(d app.DraftSummary) table.Cell {
	switch {
	case d.State == domain.DraftRefused:
		return table.Cell{Text: theme.GlyphError + " " + labels.DraftIsRefused, Style: r.theme.Error}
	case d.State == domain.DraftQueued:
		return table.Cell{Text: "… " + labels.DraftWaits}
	case d.State == domain.DraftDiscarded:
		return table.Cell{Text: labels.DraftIsThrown}
	case d.FirstDate.IsZero():
		return table.Cell{Text: "… " + labels.DraftBegun}
	case d.Errors > 0:
		return table.Cell{Text: theme.GlyphError + " " + labels.DraftFaults(d.Errors), Style: r.theme.Error}
	}
	if d.Warnings > 0 { // it can be sent, after a look
		return table.Cell{Text: theme.GlyphWarn + " " + labels.Warnings(d.Warnings), Style: r.theme.Warn}
	}
	return table.Cell{Text: theme.GlyphOK + " " + labels.DraftReady, Style: r.theme.OK}
}

// days is how long is left to send the earliest treatment (B21), louder at 30,
// 14 and 7 days.
func (r rows) days(d app.DraftSummary) table.Cell {
	last := rules.DeadlineOf(d.FirstDate, &r.profile)
	if last.IsZero() {
		return table.Cell{Text: "–"}
	}
	left := r.today.DaysUntil(last)
	style := theme.SGR("")
	switch {
	case left < 14:
		style = r.theme.Error
	case left < 30:
		style = r.theme.Warn
	}
	return table.Cell{Text: labels.DraftDays(left), Style: style}
}
