package bill

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// The keys of the templates (B25). Alt+M is for keyboards without F-keys.
var (
	templateKey       = keys.New("F12", labels.TemplateOpen, "f12", "alt+m")
	templateSaveKey   = keys.New("Ctrl+S", labels.TemplateSave, "ctrl+s", "f8")
	templateRemoveKey = keys.New("Ctrl+D", labels.TemplateRemove, "ctrl+d")
)

// nameLimit is how long a template's name may be.
const nameLimit = 40

// templateBox is the clinic's templates: what is typed filters them, and is the
// name under which the rows are saved.
type templateBox struct {
	name *form.Form
	pick *form.Picker
	list []app.Template
	rows []domain.DraftItem // of the visit that would be saved
	said string
}

// templated is what the templates are now.
type templated struct {
	list []app.Template
	err  error
	said string // when it is done
}

var nameField = form.Of(domain.FieldComment)

// openTemplates shows the templates, with the visit of the row in focus to be
// saved as one.
func (m *model) openTemplates() screen.Step {
	m.settle()
	b := &templateBox{name: form.New(m.env.Theme, form.Spec{Key: nameField, Label: labels.TemplateName, Limit: nameLimit})}
	b.take(nil)
	ref, _ := m.form.Cursor()
	b.rows = m.ed.Visit(ref.Row)
	return m.show(b).With(tea.Batch(m.SaveNow(), m.askTemplates("", m.port.Templates)))
}

func (m *model) askTemplates(said string, ask func() ([]app.Template, error)) tea.Cmd {
	return m.templates.Do(func(context.Context) tea.Msg {
		list, err := ask()
		return templated{list, err, said}
	})
}

// takeTemplates shows what was read or saved.
func (m *model) takeTemplates(t templated) screen.Step {
	b, open := m.box.(*templateBox)
	switch {
	case t.err == nil && open:
		b.take(t.list)
		return screen.Stay(nil).Say(t.said)
	case t.err == nil:
		return screen.Stay(nil).Say(t.said)
	case open:
		b.said = text.Error(domain.CodeOf(t.err)).String()
	default:
		m.failed = text.Error(domain.CodeOf(t.err))
	}
	return screen.Stay(nil)
}

func (b *templateBox) take(list []app.Template) {
	b.list = list
	items := make([]form.Item, len(list))
	for i, t := range list {
		items[i] = form.Item{Code: text.Safe(t.Name), Words: codesOf(t.Rows), Find: text.Safe(t.Name)}
	}
	b.pick = form.NewPicker(form.NewList(items))
	b.pick.Filter(b.name.Value(nameField))
}

func codesOf(rows []domain.DraftItem) string {
	codes := make([]string, len(rows))
	for i, r := range rows {
		codes[i] = r.Code
	}
	return text.Safe(strings.Join(codes, ", "))
}

// chosen is the template under the cursor.
func (b *templateBox) chosen() (app.Template, bool) {
	it, ok := b.pick.Selected()
	for _, t := range b.list {
		if ok && text.Safe(t.Name) == it.Code {
			return t, true
		}
	}
	return app.Template{}, false
}

func (b *templateBox) actions(m *model) []screen.Action {
	some := func() string {
		if _, ok := b.chosen(); !ok {
			return labels.TemplateUnchosen
		}
		return ""
	}
	return append(screen.Shown(keys.UpDown),
		screen.Action{Key: keys.As(keys.Enter, labels.RowAddThem), Can: some, Do: func() screen.Step { return b.use(m) }},
		m.closing(labels.KeyClose, templateKey.Keys()...),
		screen.Action{Key: templateSaveKey, Can: b.canSave, Do: func() screen.Step { return b.save(m) }},
		screen.Action{Key: templateRemoveKey, Can: some, Do: func() screen.Step { return b.remove(m) }})
}

// write searches: what is typed is the name, too.
func (b *templateBox) write(_ *model, k tea.KeyMsg) screen.Step {
	b.said = ""
	if !b.pick.Move(k) && b.name.Update(k).Changed {
		b.pick.Filter(b.name.Value(nameField))
	}
	return screen.Stay(nil)
}

// use adds the rows of the template chosen.
func (b *templateBox) use(m *model) screen.Step {
	t, _ := b.chosen()
	m.box = nil
	return m.takeRows(editor.OnDate(t.Rows, m.ed.NewRowDate()))
}

func (b *templateBox) remove(m *model) screen.Step {
	t, _ := b.chosen()
	return screen.Stay(m.askTemplates(labels.TemplateRemoved(t.Name), func() ([]app.Template, error) { return m.port.RemoveTemplate(t.Name) }))
}

func (b *templateBox) canSave() string {
	switch {
	case len(b.rows) == 0:
		return labels.RowNone
	case b.called() == "":
		return labels.TemplateNoName
	}
	return ""
}

func (b *templateBox) called() string { return strings.TrimSpace(b.name.Value(nameField)) }

// save keeps the visit's rows under the name typed.
func (b *templateBox) save(m *model) screen.Step {
	t := app.Template{Name: b.called(), Rows: b.rows}
	return screen.Stay(m.askTemplates(labels.TemplateSaved(t.Name), func() ([]app.Template, error) { return m.port.SaveTemplate(t) }))
}

func (b *templateBox) view(m *model, z layout.Size) string {
	t, w := m.env.Theme, min(z.W-4, 64)
	lines := []string{" " + t.Title.Text(labels.TemplateTitle), b.name.View(layout.Size{W: w - 2, H: 1})}
	switch {
	case b.said != "":
		lines = append(lines, " "+t.Error.Text(layout.Cut(theme.GlyphError+" "+b.said, w-4)))
	case len(b.rows) > 0:
		lines = append(lines, " "+t.Faint.Text(layout.Cut(labels.TemplateWould(codesOf(b.rows)), w-4)))
	default:
		lines = append(lines, "")
	}
	if len(b.list) == 0 {
		lines = append(lines, " "+labels.TemplateNone)
	} else {
		lines = append(lines, b.pick.View(t, layout.Size{W: w - 2, H: min(8, max(z.H-9, 1))}))
	}
	return layout.Box(strings.Join(lines, "\n"), w)
}

func (b *templateBox) outline(*model) (o outline.Outline) {
	o = append(outline.Outline{outline.Heading(labels.TemplateTitle)}, b.name.Outline()...)
	switch {
	case b.said != "":
		o = append(o, outline.Sentence{Glyph: theme.GlyphError, Text: b.said})
	case len(b.rows) > 0:
		o = append(o, outline.Sentence{Text: labels.TemplateWould(codesOf(b.rows))})
	}
	if len(b.list) == 0 {
		return append(o, outline.Sentence{Text: labels.TemplateNone})
	}
	return append(o, b.pick.Outline()...)
}

func (b *templateBox) typing() bool { return true }
