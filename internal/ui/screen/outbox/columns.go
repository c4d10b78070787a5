package outbox

import (
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

func (m *model) columns() []table.Column[app.Sending] {
	type sending = app.Sending
	return []table.Column[sending]{
		{Title: labels.DraftColPerson, Value: table.Plain(what), Min: 13, Max: 16},
		{Title: labels.DraftColFor, Value: table.Plain(func(s sending) string { return text.Safe(string(s.Draft.Support)) }), Min: 5, Max: 5, Priority: 4},
		{Title: labels.DraftColRef, Value: table.Plain(func(s sending) string { return text.Safe(s.Draft.InvoiceNo) }), Min: 12, Max: 24, Priority: 2},
		{
			Title: labels.DraftColSum, Value: table.Plain(sum),
			Less: func(a, b sending) bool { return a.Draft.Sum < b.Draft.Sum }, Min: 10, Max: 13, Right: true, Priority: 1,
		},
		{Title: labels.DraftColState, Value: m.state, Min: 10, Max: 12},
		{
			Title: labels.OutboxColTried, Value: table.Plain(m.tried),
			Less: func(a, b sending) bool { return a.Tried.Before(b.Tried) }, Min: 11, Max: 11,
		},
		{Title: labels.OutboxColNext, Value: table.Plain(m.next), Less: func(a, b sending) bool { return a.Next.Before(b.Next) }, Min: 5, Max: 11},
		{
			Title: labels.OutboxColQueued, Value: table.Plain(func(s sending) string { return labels.Moment(s.Queued, m.env.Now()) }),
			Less: func(a, b sending) bool { return a.Queued.Before(b.Queued) }, Min: 11, Max: 11, Priority: 3,
		},
	}
}

// isCommand reports whether it is something else than a bill that is sent. A
// damaged one may be either, and counts as a bill.
func isCommand(s app.Sending) bool { return s.Kind != domain.CommandSubmit && !s.Damaged }

// sum is what is sent or asked for, öre; a change of the clinic has none.
func sum(s app.Sending) string {
	if s.Kind.OfClinic() {
		return ""
	}
	return s.Draft.Sum.String()
}

// removes tells whether it takes a user away.
func removes(s app.Sending) bool {
	return s.Office.User != nil && s.Office.User.Act == domain.UserRemove
}

// what is a submission's patient, and the name of any other command.
func what(s app.Sending) string {
	if s.Kind.OfClinic() {
		return labels.OfficeCommand(s.Kind, removes(s), s.Office.About)
	}
	if isCommand(s) {
		return labels.Command(s.Kind, s.Part, s.Refs)
	}
	return text.PersonAnd(s.Draft.Person, s.Draft.Bills)
}

func (m *model) state(s app.Sending) table.Cell {
	t := m.env.Theme
	switch {
	case s.Damaged:
		return table.Cell{Text: theme.GlyphError + " " + labels.OutboxDamaged, Style: t.Error}
	case s.Draft.State == domain.DraftRefused:
		return table.Cell{Text: theme.GlyphError + " " + labels.OutboxRefused, Style: t.Error}
	case s.Draft.State == domain.DraftReceived:
		return table.Cell{Text: theme.GlyphOK + " " + labels.OutboxReceived, Style: t.OK}
	case s.Now:
		return table.Cell{Text: "» " + labels.OutboxSending}
	case s.LastError != "":
		return table.Cell{Text: theme.GlyphWarn + " " + labels.OutboxWaits, Style: t.Warn}
	}
	return table.Cell{Text: "… " + labels.OutboxWaits}
}

// tried is when it was tried last; of one that is answered, when the answer came.
func (m *model) tried(s app.Sending) string {
	if s.Draft.State != domain.DraftQueued {
		return labels.Moment(s.Draft.Updated, m.env.Now())
	}
	return labels.Moment(s.Tried, m.env.Now())
}

func (m *model) next(s app.Sending) string {
	switch {
	case s.Draft.State != domain.DraftQueued:
		return "–"
	case s.Now, !s.Next.IsZero() && !s.Next.After(m.env.Now()):
		return labels.OutboxNow
	}
	return labels.Moment(s.Next, m.env.Now())
}
