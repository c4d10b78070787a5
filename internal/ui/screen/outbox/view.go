package outbox

import (
	"strings"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

// rows is the list as the table reads it.
type rows struct {
	list  []app.Sending
	now   time.Time
	theme *theme.Theme
}

func (r rows) Len() int           { return len(r.list) }
func (r rows) Key(row int) string { return r.list[row].Draft.ID }

func (r rows) Cell(row, col int) table.Cell {
	s := r.list[row]
	switch col {
	case 0:
		return table.Cell{Text: text.PersonAnd(s.Draft.Person, s.Draft.Bills)}
	case 1:
		return table.Cell{Text: text.Safe(string(s.Draft.Support))}
	case 2:
		return table.Cell{Text: text.Safe(s.Draft.InvoiceNo)}
	case 3:
		return table.Cell{Text: s.Draft.Sum.String()}
	case 4:
		return r.state(s)
	case 5:
		if s.Draft.State != domain.DraftQueued { // changed last by the answer
			return table.Cell{Text: labels.Moment(s.Draft.Updated, r.now)}
		}
		return table.Cell{Text: labels.Moment(s.Tried, r.now)}
	case 6:
		return r.next(s)
	}
	return table.Cell{Text: labels.Moment(s.Queued, r.now)}
}

func (r rows) state(s app.Sending) table.Cell {
	switch {
	case s.Draft.State == domain.DraftRefused:
		return table.Cell{Text: theme.GlyphError + " " + labels.OutboxRefused, Style: r.theme.Error}
	case s.Draft.State == domain.DraftReceived:
		return table.Cell{Text: theme.GlyphOK + " " + labels.OutboxReceived, Style: r.theme.OK}
	case s.Now:
		return table.Cell{Text: "» " + labels.OutboxSending}
	case s.LastError != "":
		return table.Cell{Text: theme.GlyphWarn + " " + labels.OutboxWaits, Style: r.theme.Warn}
	}
	return table.Cell{Text: "… " + labels.OutboxWaits}
}

func (r rows) next(s app.Sending) table.Cell {
	switch {
	case s.Draft.State != domain.DraftQueued:
		return table.Cell{Text: "–"}
	case s.Now, !s.Next.IsZero() && !s.Next.After(r.now):
		return table.Cell{Text: labels.OutboxNow}
	}
	return table.Cell{Text: labels.Moment(s.Next, r.now)}
}

// footLines is the place below the list for what is said of the chosen one.
const footLines = 4

func (m *model) View(z layout.Size) string {
	body := layout.Size{W: z.W, H: z.H - 1}
	waiting, refused, received := 0, 0, 0
	for _, s := range m.list {
		switch s.Draft.State {
		case domain.DraftRefused:
			refused++
		case domain.DraftReceived:
			received++
		case domain.DraftQueued, domain.DraftOpen, domain.DraftDiscarded:
			waiting++
		}
	}
	head := layout.Sides("", labels.OutboxCounts(waiting, refused, received)+" ", z.W)
	return head + "\n" + layout.Fit(m.body(body), body)
}

func (m *model) body(z layout.Size) string {
	t := m.env.Theme
	switch {
	case m.code != "":
		return m.said(theme.GlyphError, t.Error, text.Error(m.code).String(), z.W)
	case !m.loaded:
		return ""
	case len(m.list) == 0:
		return "   " + strings.Join(layout.Wrap(labels.OutboxNone, z.W-4), "\n   ")
	}
	list := layout.Size{W: z.W, H: z.H - footLines - 1}
	return layout.Fit(m.table.View(list), list) + "\n\n" + m.foot(z.W)
}

// foot says how the chosen one is getting on.
func (m *model) foot(w int) string {
	t := m.env.Theme
	s, ok := m.chosen()
	answered := m.answer.ID == s.Draft.ID
	switch {
	case !ok:
		return ""
	case answered && m.answer.Refusal != nil:
		return m.said(theme.GlyphError, t.Error, labels.DraftRefusedBecause(*m.answer.Refusal, m.env.Now().Location()), w)
	case answered && m.answer.Receipt != nil:
		return m.said(theme.GlyphOK, t.OK, labels.OutboxReceipt(*m.answer.Receipt, m.env.Now().Location()), w)
	case s.Draft.State != domain.DraftQueued:
		return ""
	case s.Now:
		return m.said("»", "", labels.OutboxOnItsWay, w)
	}
	said := labels.OutboxNotTried
	if s.LastError != "" {
		said = labels.OutboxFailed(s.Tried, m.env.Now(), s.LastError)
	}
	if s.Sent {
		return m.said(theme.GlyphWarn, t.Warn, said+" "+labels.OutboxMayBeThere, w)
	}
	return m.said("…", "", said+" "+labels.OutboxIsOurs, w)
}

// said is a sentence behind its glyph, in as many lines as there is room for.
func (m *model) said(glyph string, style theme.SGR, sentence string, w int) string {
	lines := layout.Wrap(sentence, w-4)
	lines = lines[:min(len(lines), footLines)]
	for i, line := range lines {
		lines[i] = " " + style.Text(glyph+" "+line)
		glyph = " "
	}
	return strings.Join(lines, "\n")
}
