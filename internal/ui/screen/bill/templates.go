package bill

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
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
	m.box = b
	return screen.Stay(tea.Batch(m.saveNow(), m.askTemplates("", m.port.Templates)))
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

func (b *templateBox) press(m *model, k tea.KeyMsg) screen.Step {
	b.said = ""
	t, ok := b.chosen()
	switch {
	case keys.Is(k, keys.Back), keys.Is(k, templateKey):
		m.box = nil
	case keys.Is(k, keys.Enter):
		if ok {
			m.box = nil
			return m.takeRows(editor.OnDate(t.Rows, m.ed.NewRowDate()))
		}
	case keys.Is(k, templateSaveKey):
		return b.save(m)
	case keys.Is(k, templateRemoveKey):
		if ok {
			return screen.Stay(m.askTemplates(labels.TemplateRemoved(t.Name), func() ([]app.Template, error) { return m.port.RemoveTemplate(t.Name) }))
		}
	case b.pick.Move(k):
	default:
		if b.name.Update(k).Changed {
			b.pick.Filter(b.name.Value(nameField))
		}
	}
	return screen.Stay(nil)
}

// save keeps the visit's rows under the name typed.
func (b *templateBox) save(m *model) screen.Step {
	name := strings.TrimSpace(b.name.Value(nameField))
	switch {
	case len(b.rows) == 0:
		b.said = labels.RowNone
	case name == "":
		b.said = labels.TemplateNoName
	default:
		t := app.Template{Name: name, Rows: b.rows}
		return screen.Stay(m.askTemplates(labels.TemplateSaved(name), func() ([]app.Template, error) { return m.port.SaveTemplate(t) }))
	}
	return screen.Stay(nil)
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

func (b *templateBox) keys() []key.Binding {
	return []key.Binding{keys.UpDown, keys.As(keys.Enter, labels.RowAddThem), templateSaveKey, templateRemoveKey, keys.As(keys.Back, labels.KeyClose)}
}

func (b *templateBox) typing() bool { return true }
