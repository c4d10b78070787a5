package drafts

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// footLines is the place below the list for what is said of the chosen draft;
// paneWidth that beside it, in a window of wide columns at least.
const (
	footLines = 3
	wide      = 120
	paneWidth = 39
)

func (m *model) View(z layout.Size) string {
	body := layout.Size{W: z.W, H: z.H - 1}
	return m.searchLine(z.W) + "\n" + layout.Fit(m.body(body), body)
}

func (m *model) body(z layout.Size) string {
	switch {
	case m.code != "":
		return strings.Join(m.said(theme.GlyphError, m.env.Theme.Error, text.Error(m.code).String(), z.W), "\n")
	case !m.loaded:
		return ""
	case len(m.all) == 0 && m.thrown:
		return "   " + strings.Join(layout.Wrap(labels.DraftsNoneThrown, z.W-4), "\n   ")
	case len(m.all) == 0:
		return "   " + strings.Join(layout.Wrap(labels.DraftsNone, z.W-4), "\n   ")
	case len(m.list) == 0:
		return "   " + strings.Join(layout.Wrap(labels.DraftsNoMatch, z.W-4), "\n   ")
	}
	if z.W >= wide {
		list := layout.Size{W: z.W - paneWidth - 1, H: z.H}
		return layout.Columns(layout.Fit(m.listAndFoot(list), list), m.pane(layout.Size{W: paneWidth, H: z.H}), list.W, 1)
	}
	return m.listAndFoot(z)
}

func (m *model) listAndFoot(z layout.Size) string {
	foot := m.foot(z.W)
	list := layout.Size{W: z.W, H: z.H - max(len(foot), footLines) - 1}
	return layout.Fit(m.table.View(list), list) + "\n\n" + strings.Join(foot, "\n")
}

// searchLine is the search with the portal's kind of counter.
func (m *model) searchLine(w int) string {
	if m.thrown {
		return " " + m.env.Theme.Strong.Text(labels.DraftsThrown)
	}
	find := layout.Cut(m.search.Value(searchField), w/2)
	if m.typing {
		find = m.search.Cell(searchField, w/2)
	}
	count := ""
	if m.loaded && m.code == "" {
		count = labels.DraftsShown(len(m.list), len(m.all))
	}
	return layout.Sides(" "+m.env.Theme.Label.Text(labels.DraftsSearch+": ")+find, count+" ", w)
}

// foot is the question, or what is to be said of the chosen draft.
func (m *model) foot(w int) []string {
	t := m.env.Theme
	if m.ready != nil {
		return m.question(w)
	}
	d, ok := m.chosen()
	if !ok || m.look.Draft.ID != d.ID {
		return nil
	}
	if r := m.look.Draft.Refusal; r != nil && d.State == domain.DraftRefused {
		return m.said(theme.GlyphError, t.Error, labels.DraftRefusedBecause(*r, m.env.Now().Location()), w)
	}
	for _, severity := range []domain.Severity{domain.SeverityError, domain.SeverityWarning} {
		for _, f := range m.look.Checked.Findings {
			if f.Severity != severity {
				continue
			}
			glyph, style := theme.GlyphWarn, t.Warn
			if severity == domain.SeverityError {
				glyph, style = theme.GlyphError, t.Error
			}
			return m.said(glyph, style, text.Finding(f).String(), w)
		}
	}
	return nil
}

// said is a sentence behind its glyph, in as many lines as there is room for.
func (m *model) said(glyph string, style theme.SGR, sentence string, w int) []string {
	lines := layout.Wrap(sentence, w-4)
	lines = lines[:min(len(lines), footLines)]
	for i, line := range lines {
		lines[i] = " " + style.Text(glyph+" "+line)
		glyph = " "
	}
	return lines
}
