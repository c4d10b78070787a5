package login

import (
	"cmp"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/theme"
)

// textWidth is the block in the middle; indent its distance from the left.
const (
	textWidth  = 62
	labelWidth = 13
)

// View draws each fact as it becomes true, in fixed places.
func (m *model) View(z layout.Size) string {
	if m.b.open {
		return m.bankIDView(z)
	}
	t, card := m.env.Theme, m.port.Snapshot().Card
	w := min(textWidth, z.W-2)
	pad := layout.Spaces((z.W - w) / 2)
	lead, demo := m.lead(), m.demo()
	look := page.Look{Theme: t, Width: w}
	lines := lead.Lines(look)
	lines = append(lines, "")
	for _, f := range m.facts(card) {
		lines = append(lines, f.draw(t, w))
	}
	lines = append(lines, "")
	lines = append(lines, m.pinLines(card, w)...)
	if !demo.Empty() {
		lines = append(append(lines, ""), demo.Lines(look)...)
	}
	for i := range lines {
		lines[i] = pad + lines[i]
	}
	top := max((z.H-len(lines))/3, 0)
	if rest := z.H - top - len(lines); m.opts.Version != "" && rest > 1 { // last of all; it gives way to what is to be done
		lines = append(append(lines, make([]string, rest-1)...), pad+t.Faint.Text(layout.Cut(text.Safe(m.opts.Version), w)))
	}
	return layout.Squeeze(strings.Repeat("\n", top)+strings.Join(lines, "\n"), z.H)
}

// lockedBecause says why the screen is locked.
var lockedBecause = map[app.LockReason]string{
	app.LockedByUser: labels.LoginLocked, app.LockedByCard: labels.LoginLockedCard,
	app.LockedByEnd: labels.LoginLockedEnd, app.LockedByTime: labels.LoginLockedTime,
}

// lead says what the screen is for.
func (m *model) lead() (p page.Page) {
	_, first := m.offered()
	now := m.port.Snapshot()
	card, locked := ready(now.Card), labels.LoginLocked // with a card in, Enter is the card's
	if why, known := lockedBecause[now.Why]; known {
		locked = why
	}
	switch {
	case m.locked && first && !m.unsaved && card:
		p.Say(page.Strong, locked)
		p.Say(page.Plain, labels.LoginLockedEither)
	case m.locked && first && !m.unsaved:
		p.Say(page.Strong, locked)
		p.Say(page.Plain, labels.LoginWithBankID)
	case first && !m.locked && card:
		p.Say(page.Strong, labels.LoginLeadEither)
	case first && !m.locked:
		p.Say(page.Strong, labels.LoginLeadBankID)
	case m.locked && m.unsaved:
		p.Say(page.Strong, locked)
		p.Say(page.Error, labels.LoginUnsaved)
	case m.locked:
		p.Say(page.Strong, locked)
		p.Say(page.Plain, labels.LoginLockedSub)
	default:
		p.Say(page.Strong, labels.LoginLead)
	}
	return p
}

func (m *model) demo() (p page.Page) {
	if m.env.Demo.PIN != "" && !m.locked {
		p.Say(page.Faint, labels.LoginDemo(text.Safe(m.env.Demo.PIN)))
		m.env.Demo.Say(&p)
		m.env.Demo.SayCards(&p)
	}
	return p
}

// Outline tells the facts, the PIN without its digits, and what to do.
func (m *model) Outline() outline.Outline {
	if m.b.open {
		return m.bankIDOutline()
	}
	card := m.port.Snapshot().Card
	lead, demo := m.lead(), m.demo()
	o := lead.Outline()
	for _, f := range m.facts(card) {
		o = append(o, outline.Field{Label: f.label, Value: f.value})
	}
	switch {
	case m.paper.open:
		o = append(o, m.paper.field())
	case ready(card) && card.PIN.Elsewhere:
		o = append(o, outline.Sentence{Text: labels.LoginElsewhere})
	case ready(card):
		label := labels.LoginPINLabel(card.PIN.Min, card.PIN.Max)
		o = append(o, outline.Field{Label: label, Edited: true, Focused: true}, outline.Sentence{Text: text.Tries(card.PIN.Left)})
	case card.PIN.Blocked:
		o = append(o, outline.Sentence{Text: text.Tries(0)})
	case card.Phase == app.CardChoice:
		for i, c := range card.Choices {
			o = append(o, outline.Field{Label: labels.LoginCard, Value: optionText(c), Focused: i == m.option})
		}
	default:
		o = append(o, outline.Sentence{Text: m.noPIN(card)})
	}
	if said := m.advice(card); said != (text.Sentence{}) {
		o = append(o, outline.Sentence{Glyph: theme.GlyphError, Text: said.String()})
	}
	o = append(o, demo.Outline()...)
	if m.opts.Version != "" {
		o = append(o, outline.Sentence{Text: text.Safe(m.opts.Version)})
	}
	return o
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
	missed := wrong
	if m.cardless(c) {
		missed = waits
	}
	switch c.Phase {
	case app.CardUnknown:
		reader = fact{labels.LoginReader, "…", waits}
	case app.CardNoService:
		reader = fact{labels.LoginReader, text.Error(stateCode(c)).What, missed}
	case app.CardNoReader:
		reader = fact{labels.LoginReader, text.Error(app.CodeCardNoReader).What, missed}
	case app.CardNone:
		card.value = text.Error(app.CodeCardNone).What
	case app.CardReading:
		card.value = labels.LoginReads
	case app.CardUnreadable:
		card = fact{labels.LoginCard, text.Error(c.Code).What, wrong}
	case app.CardChoice:
		reader.value, card = labels.LoginReaders(len(c.Choices)), fact{labels.LoginCard, labels.LoginSeveral, waits}
	case app.CardReady, app.CardUnlocked:
		card = fact{labels.LoginCard, labels.LoginCardValid(c.Holder.NotAfter.Format("2006-01-02")), holds}
		holder = fact{labels.LoginHolder, text.Safe(c.Holder.Name) + " · " + text.Safe(c.Holder.HSAID), holds}
	}
	return []fact{reader, card, holder, m.server()}
}

// server is what is known of the region's server.
func (m *model) server() fact {
	says, state := labels.LoginConnects, waits
	switch {
	case m.ask.Waiting():
	case m.waysErr == app.CodeOffline:
		says, state = labels.LoginSilent, wrong
	case m.waysErr != "":
		says, state = labels.LoginUnusable, wrong
	case len(m.ways.Logins) > 0:
		says, state = labels.LoginAnswers, holds
	}
	return fact{labels.LoginServer, text.Safe(m.opts.Server) + " · " + says, state}
}

// cardless tells that no card is missed: the region has BankID, and none is in.
func (m *model) cardless(c app.CardState) bool {
	_, first := m.offered()
	return first && c.Phase <= app.CardNone
}

// advice is what is wrong and what to do about it.
func (m *model) advice(c app.CardState) text.Sentence {
	said := m.said
	switch {
	case c.PIN.Blocked:
		return text.Error(app.CodeCardPINBlocked)
	case m.asked.open:
		return labels.LoginLastAsked
	case m.slow && c.Phase == app.CardUnlocked:
		return labels.LoginSlowServer
	case m.slow:
		return labels.LoginSlowCard
	case m.waysErr != "" && m.waysErr != app.CodeOffline && said == (text.Sentence{}): // certificate, clock or another version
		return text.Error(m.waysErr)
	case !m.cardless(c) && (c.Phase == app.CardNoService || c.Phase == app.CardNoReader || c.Phase == app.CardUnreadable):
		return text.CardError(stateCode(c), c.Library)
	case ready(c) && c.PIN.Left == 1 && !m.ask.Waiting(): // said before anything is typed
		said.What, said.Do = strings.TrimSpace(said.What+" "+labels.LoginLastTry.What), labels.LoginLastTry.Do
	case said != (text.Sentence{}) || m.ask.Waiting():
	case m.waysErr != "":
		return labels.LoginNoServer
	case m.ways.ClockWrong():
		return text.ClockWrong(m.ways.Skew)
	}
	return said
}

// noPIN stands where the PIN will be.
func (m *model) noPIN(c app.CardState) string {
	if m.cardless(c) {
		return labels.LoginNoReader
	}
	return labels.LoginUnknownAt
}

// pinLines is the PIN field, the tries left, and what to do when something is
// wrong, always in the same place.
func (m *model) pinLines(c app.CardState, w int) (lines []string) {
	t := m.env.Theme
	switch {
	case m.paper.open:
		lines = append(lines, t.Label.Text(labels.LoginKeyLabel))
		lines = append(lines, m.paper.lines(w)...)
	case ready(c) && c.PIN.Elsewhere:
		lines = append(lines, layout.Wrap(labels.LoginElsewhere, w)...)
	case ready(c):
		label := labels.LoginPINLabel(c.PIN.Min, c.PIN.Max)
		lines = append(lines, t.Label.Text(label)+"  "+m.pin.View(t, c.PIN.Min), "", layout.Cut(text.Tries(c.PIN.Left), w))
	case c.PIN.Blocked:
		lines = append(lines, text.Tries(0))
	case c.Phase == app.CardChoice:
		lines = append(lines, m.optionLines(c.Choices, w)...)
	default:
		lines = append(lines, t.Faint.Text(layout.Cut(m.noPIN(c), w)))
	}
	said := m.advice(c)
	if said == (text.Sentence{}) {
		return lines
	}
	lines = append(lines, "")
	mark := theme.GlyphError + " "
	for _, l := range layout.Wrap(said.What, w-2) {
		lines = append(lines, t.Error.Text(mark+l))
		mark = "  "
	}
	for _, l := range layout.Wrap(said.Do, w-2) {
		lines = append(lines, "  "+l)
	}
	return lines
}

func stateCode(c app.CardState) string {
	switch c.Phase {
	case app.CardNoService:
		return cmp.Or(c.Code, app.CodeCardNoService) // a library that cannot be used has another
	case app.CardNoReader:
		return app.CodeCardNoReader
	}
	return c.Code
}
