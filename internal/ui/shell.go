package ui

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// The smallest window in which screens are drawn; full function is at 80×24.
const (
	minW = 60
	minH = 15
)

// frameRows are the shell's own: header, menu, rule above the body, status line
// and footer below it.
const frameRows = 5

func fits(z layout.Size) bool { return z.W >= minW && z.H >= minH }

// eraseScrollback is ED 3 (xterm, tmux, Windows Terminal). It stands in the
// first line of the locked frame, so that no other frame can come between.
const eraseScrollback = "\x1b[3J"

// View draws the whole window, exactly its size.
func (r *Root) View() (frame string) {
	defer func() {
		if v := recover(); v != nil {
			r.fault = panics.Caught(v)
			frame = layout.Fit(faultView(r.fault, r.size, r.theme), r.size)
		}
	}()
	if r.size.W < 1 || r.size.H < 1 {
		return ""
	}
	if !fits(r.size) {
		frame = layout.Fit(r.tooSmall(), r.size)
	} else {
		frame = r.frame()
	}
	if r.lock != nil {
		return eraseScrollback + frame
	}
	return frame
}

func (r *Root) tooSmall() string {
	said := labels.TooSmall(r.size.W, r.size.H, minW, minH)
	saver, saves := r.top().s.(screen.Saver)
	if r.atWork() && r.lock == nil && !(saves && saver.SavedAt().IsZero()) { // else nothing typed, or not on the disk: no promise
		said += " " + labels.TooSmallSaved
	}
	switch {
	case r.typesBlind():
		said += " " + labels.TooSmallTyped
	case r.lock == nil && r.atWork():
		said += " " + labels.TooSmallDeaf
	}
	return strings.Join(layout.Wrap(said, r.size.W), "\n")
}

func (r *Root) frame() string {
	z := r.size
	if front := r.front(); r.fault == nil && (r.over == nil || r.lock != nil) && is[screen.Full](front, screen.Full.Full) {
		return layout.Fit(front.View(z), z)
	}
	inner := layout.Size{W: z.W, H: z.H - frameRows}
	var b strings.Builder
	b.Grow(z.H * (z.W + 32))
	for _, line := range []string{r.header(z.W), r.menuLine(z.W), r.rule(z.W)} {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	b.WriteString(layout.Fit(r.body(inner), inner))
	b.WriteByte('\n')
	b.WriteString(r.status(z.W))
	b.WriteByte('\n')
	b.WriteString(r.footer(z.W))
	return b.String()
}

func (r *Root) body(z layout.Size) string {
	switch {
	case r.fault != nil:
		return faultView(r.fault, z, r.theme)
	case r.lock != nil:
		return r.lock.s.View(z)
	case r.over != nil:
		return r.over.view(z)
	}
	return r.top().s.View(z)
}

// header says whose portal, and who works for which clinic.
func (r *Root) header(w int) string {
	left := " " + r.portal()
	mark := ""
	if r.isDemo() {
		mark = "  " + labels.DemoMark
	}
	room := w - layout.Width(mark)
	right := ""
	if r.loggedIn() {
		right = r.who(room * 3 / 5)
	}
	left = layout.Pad(layout.Cut(left, room-layout.Width(right)-1), room-layout.Width(right))
	return r.theme.Title.Text(left) + right + r.theme.Warn.Text(mark)
}

// portal is the name of portal and region.
func (r *Root) portal() string {
	portal, region := r.snap.Portal, r.snap.Region
	if portal == "" {
		portal = labels.ProgramName
	}
	if region == "" {
		region = r.cfg.Region
	}
	return text.Safe(join(portal, region))
}

func (r *Root) isDemo() bool { return r.snap.Demo || r.cfg.Demo }

// loggedIn tells whether the user may be named: behind a lock nobody is.
func (r *Root) loggedIn() bool { return r.lock == nil && r.snap.LoggedIn }

// who is clinic and user; the longer a clinic's name, the more of it is cut.
func (r *Root) who(w int) string {
	clinic, user := text.Safe(r.snap.Clinic.Name), layout.Cut(text.Safe(r.snap.User.Name), w*3/5)
	return join(layout.Cut(clinic, w-layout.Width(user)-3), user)
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// menuLine is the portal's menu. A place that cannot be opened has no digit, and
// gives way to the others in a narrow window.
func (r *Root) menuLine(w int) string {
	if r.lock != nil || !r.atWork() {
		return layout.Spaces(w)
	}
	left, right, used := r.menuCells(true)
	if used > w-1 {
		left, right, used = r.menuCells(false)
	}
	return layout.Pad(layout.Cut(left+layout.Spaces(max(w-1-used, 0))+right, w-1), w)
}

// menuCells are the menu's left and right part with their width together.
func (r *Root) menuCells(closed bool) (string, string, int) {
	var left, right strings.Builder
	used, here := 0, r.trail()[0].to.Name
	for _, p := range r.cfg.Places {
		off := p.Why(r.snap.Role) != ""
		if p.Menu == "" || off && !closed {
			continue
		}
		lead, name, style := "  ", p.Key+" "+p.Menu, theme.SGR("")
		if used == 0 {
			lead = " " // the window's margin
		}
		if off {
			name, style = "– "+p.Menu, r.theme.Faint
		} else if here == p.Name {
			lead, style = lead[1:]+theme.GlyphCursor, r.theme.Strong
		}
		cell := lead + name
		b := &left
		if p.Name == screen.Drafts { // stands at the right with its count
			cell, b = cell+" "+itoa(r.snap.Drafts), &right
		}
		used += layout.Width(cell)
		style.Write(b, cell)
	}
	return left.String(), right.String(), used
}

// trail is the stack without the start page at its bottom.
func (r *Root) trail() []entry {
	if len(r.stack) > 1 && r.stack[0].to.Name == screen.Home {
		return r.stack[1:]
	}
	return r.stack
}

// rule parts head and body and is the breadcrumb, below the first screen.
func (r *Root) rule(w int) string {
	if r.lock != nil || len(r.stack) < 2 {
		return r.theme.Faint.Text(strings.Repeat("─", w))
	}
	crumb := " " + layout.Cut(strings.Join(r.crumbs(), " "+theme.GlyphCursor+" "), w-6) + " "
	return r.theme.Faint.Text("──") + crumb + r.theme.Faint.Text(strings.Repeat("─", w-2-layout.Width(crumb)))
}

// crumbs are the titles of the screens that one has come through.
func (r *Root) crumbs() (names []string) {
	for _, e := range r.trail() {
		names = append(names, r.title(e))
	}
	return names
}

func (r *Root) title(e entry) string {
	if t, ok := e.s.(screen.Titler); ok {
		if s := t.Title(); s != "" {
			return text.Safe(s)
		}
	}
	return r.place(e.to.Name).Title
}

// status is the quiet line: connection and outbox at the left, when what is
// typed was saved and whose card at the right. A notice takes the left side.
func (r *Root) status(w int) string {
	left := r.connection()
	if r.notice != "" {
		left = theme.GlyphCursor + " " + r.notice
	}
	right := r.saved()
	if r.notice != "" && layout.Width(left)+layout.Width(right)+4 > w {
		right = "" // a sentence is read to its end; the rest comes back in seconds
	}
	return layout.Pad(layout.Sides(" "+left, layout.Cut(right, w/2), w-1), w)
}

// saved is when what is typed was saved, and whose card it is. While somebody types,
// every key is saved, and the time would flicker: it comes with a pause.
func (r *Root) saved() string {
	if r.lock != nil {
		return ""
	}
	saved := ""
	if s, ok := r.top().s.(screen.Saver); ok && r.pausing {
		if at := s.SavedAt(); !at.IsZero() {
			saved = labels.StatusSaved(at)
		}
	}
	return join(saved, r.card())
}

func (r *Root) connection() string {
	s := r.snap.Sync
	glyph, word := theme.GlyphOff, labels.StatusOff
	if !r.snap.LoggedIn { // the login says by itself whether the server answers
		word = labels.StatusLoggedOut
	}
	switch s.Phase {
	case app.SyncConnecting:
		word = labels.StatusConnecting
	case app.SyncOnline:
		glyph, word = theme.GlyphOn, labels.StatusOnline
	case app.SyncOffline:
		word = labels.StatusOffline
	case app.SyncRefused:
		glyph, word = theme.GlyphError, labels.StatusRefused
	}
	if r.lock != nil || !r.atWork() {
		return glyph + " " + word
	}
	switch {
	case s.Phase == app.SyncOnline && s.ClockWrong(): // dates typed as "i" would be another day's
		glyph, word = theme.GlyphWarn, labels.StatusClock
	case !s.LastSync.IsZero():
		word += " " + s.LastSync.In(r.cfg.Env.Now().Location()).Format("15:04")
	}
	queue := labels.StatusNoOutbox
	key := r.place(screen.Outbox).Key
	if r.snap.Outbox > 0 {
		queue = labels.StatusOutbox(r.snap.Outbox, key)
	}
	if r.snap.Unseen > 0 { // stays until somebody has looked
		queue = theme.GlyphError + " " + labels.StatusUnseen(r.snap.Unseen, key)
	}
	if n := unread(r.snap.News); n > 0 {
		queue += " · " + labels.StatusMessages(n)
	}
	return glyph + " " + word + " · " + queue
}

func (r *Root) card() string {
	switch {
	case !r.snap.LoggedIn:
		return ""
	case r.snap.Session.Via == domain.ViaBankID:
		return labels.LoginBankID + " " + text.Safe(r.snap.Session.Name)
	case r.snap.Card.Phase < app.CardReading || r.snap.Card.Holder.Name == "":
		return labels.StatusNoCard
	}
	return labels.StatusCard + " " + text.Safe(r.snap.Card.Holder.Name)
}
