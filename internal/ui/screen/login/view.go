package login

import (
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// textWidth is the block in the middle; indent its distance from the left.
const (
	textWidth  = 62
	labelWidth = 13
)

// View draws each fact as it becomes true, in fixed places.
func (m *model) View(z layout.Size) string {
	t, card := m.env.Theme, m.port.Snapshot().Card
	w := min(textWidth, z.W-2)
	pad := layout.Spaces((z.W - w) / 2)
	var lines []string
	say := func(style theme.SGR, s string) {
		for _, l := range layout.Wrap(s, w) {
			lines = append(lines, pad+style.Text(l))
		}
	}
	switch {
	case m.locked && m.unsaved:
		say(t.Title, labels.LoginLocked)
		say(t.Error, theme.GlyphError+" "+labels.LoginUnsaved)
	case m.locked:
		say(t.Title, labels.LoginLocked)
		say("", labels.LoginLockedSub)
	default:
		say(t.Title, labels.LoginLead)
	}
	lines = append(lines, "")
	for _, f := range m.facts(card) {
		lines = append(lines, pad+f.draw(t, w))
	}
	lines = append(lines, "")
	lines = append(lines, m.pinLines(card, pad, w)...)
	if m.opts.DemoPIN != "" && !m.locked {
		lines = append(lines, "")
		say(t.Faint, labels.LoginDemo(text.Safe(m.opts.DemoPIN)))
	}
	top := max((z.H-len(lines))/3, 0)
	return layout.Squeeze(strings.Repeat("\n", top)+strings.Join(lines, "\n"), z.H)
}

// fact is a line of what is known: true, waited for, or wrong.
type fact struct {
	label, value string
	state        int
}

const (
	waits = iota
	holds
	wrong
)

func (f fact) draw(t *theme.Theme, w int) string {
	mark, style := theme.GlyphOff, t.Faint
	switch f.state {
	case holds:
		mark, style = theme.GlyphOK, t.OK
	case wrong:
		mark, style = theme.GlyphError, t.Error
	}
	return style.Text(mark) + " " + t.Label.Text(layout.Pad(f.label, labelWidth)) + layout.Cut(f.value, w-labelWidth-2)
}

func (m *model) facts(c app.CardState) []fact {
	reader := fact{labels.LoginReader, text.Safe(c.Reader), holds}
	card := fact{labels.LoginCard, "", waits}
	holder := fact{labels.LoginHolder, "", waits}
	switch c.Phase {
	case app.CardUnknown:
		reader = fact{labels.LoginReader, "…", waits}
	case app.CardNoService:
		reader = fact{labels.LoginReader, text.Error(app.CodeCardNoService).What, wrong}
	case app.CardNoReader:
		reader = fact{labels.LoginReader, text.Error(app.CodeCardNoReader).What, wrong}
	case app.CardNone:
		card.value = text.Error(app.CodeCardNone).What
	case app.CardReading:
		card.value = labels.LoginReads
	case app.CardUnreadable:
		card = fact{labels.LoginCard, text.Error(c.Code).What, wrong}
	case app.CardReady, app.CardUnlocked:
		card = fact{labels.LoginCard, labels.LoginCardValid(c.Holder.NotAfter.Format("2006-01-02")), holds}
		holder = fact{labels.LoginHolder, text.Safe(c.Holder.Name) + " · " + text.Safe(c.Holder.HSAID), holds}
	}
	server := fact{labels.LoginServer, text.Safe(m.opts.Server) + " · " + labels.LoginLater, waits}
	if m.ask.Waiting() {
		server.value = text.Safe(m.opts.Server) + " · " + labels.LoginConnects
	}
	return []fact{reader, card, holder, server}
}

// pinLines is the PIN field, the tries left, and what to do when something is
// wrong, always in the same place.
func (m *model) pinLines(c app.CardState, pad string, w int) []string {
	t := m.env.Theme
	var lines []string
	said := m.said
	switch {
	case c.PIN.Blocked:
		said = text.Error(app.CodeCardPINBlocked)
	case c.Phase == app.CardNoService || c.Phase == app.CardNoReader || c.Phase == app.CardUnreadable:
		said = text.Error(stateCode(c))
	case ready(c) && c.PIN.Left == 1 && !m.ask.Waiting(): // said before anything is typed
		said.What, said.Do = strings.TrimSpace(said.What+" "+labels.LoginLastTry.What), labels.LoginLastTry.Do
	}
	label := labels.LoginPINLabel(c.PIN.Min, c.PIN.Max)
	switch {
	case ready(c):
		lines = append(lines,
			pad+t.Label.Text(label)+"  "+m.pin.View(t, c.PIN.Min),
			"", pad+layout.Cut(text.Tries(c.PIN.Left), w))
	case c.PIN.Blocked:
		lines = append(lines, pad+text.Tries(0))
	default:
		lines = append(lines, pad+t.Faint.Text(layout.Cut(labels.LoginUnknownAt, w)))
	}
	if said == (text.Sentence{}) {
		return lines
	}
	lines = append(lines, "")
	mark := theme.GlyphError + " "
	for _, l := range layout.Wrap(said.What, w-2) {
		lines = append(lines, pad+t.Error.Text(mark+l))
		mark = "  "
	}
	for _, l := range layout.Wrap(said.Do, w-2) {
		lines = append(lines, pad+"  "+l)
	}
	return lines
}

func stateCode(c app.CardState) string {
	switch c.Phase {
	case app.CardNoService:
		return app.CodeCardNoService
	case app.CardNoReader:
		return app.CodeCardNoReader
	}
	return c.Code
}
