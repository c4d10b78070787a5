package ui

import (
	"strings"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Outline tells everything that the window shows: for whom one works and where
// one is, what is in front, how the connection is, and what can be done.
func (r *Root) Outline() (o outline.Outline) {
	o = append(r.shellTold(), r.bodyTold()...)
	if r.notice != "" {
		o = append(o, outline.Sentence{Glyph: theme.GlyphCursor, Text: r.notice})
	}
	o = append(o, outline.Sentence{Text: r.connection()})
	if saved := r.saved(); saved != "" {
		o = append(o, outline.Sentence{Text: saved})
	}
	own, last := r.actions()
	o = append(o, screen.OutlineOf(own)...)
	return append(o, screen.OutlineOf(screen.Shown(last...))...)
}

// shellTold is the header, the menu and the breadcrumb.
func (r *Root) shellTold() (o outline.Outline) {
	head := r.portal()
	if r.isDemo() {
		head += " " + labels.DemoMark
	}
	o = append(o, outline.Heading(head))
	if r.loggedIn() {
		o = append(o, outline.Sentence{Text: join(text.Safe(r.snap.Clinic.Name), text.Safe(r.snap.User.Name))})
	}
	if r.lock != nil || !r.atWork() {
		return o
	}
	menu := outline.Field{Label: labels.KeyMenu, Value: strings.Join(r.crumbs(), " "+theme.GlyphCursor+" ")}
	for _, p := range r.cfg.Places {
		if p.Menu == "" {
			continue
		}
		option := strings.TrimSpace(p.Key + " " + p.Menu)
		if p.Name == screen.Drafts {
			option += " " + itoa(r.snap.Drafts)
		}
		menu.Options = append(menu.Options, option)
	}
	return append(o, menu)
}

// bodyTold is what is in front, as body draws it.
func (r *Root) bodyTold() outline.Outline {
	switch {
	case r.fault != nil:
		p := faultPage(r.fault)
		return p.Outline()
	case r.lock != nil:
		return r.lock.s.Outline()
	case r.over != nil:
		return r.over.outline()
	}
	return r.top().s.Outline()
}
