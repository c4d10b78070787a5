// Package picker is where a file is chosen: its path is typed, pasted or dropped on
// the window, or found in the list of the folder, which follows what is typed.
package picker

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// Picker is the choice of one file. Make it with New; Init begins it.
type Picker struct {
	env   screen.Env
	form  *form.Form
	table *table.Table[files.Entry]
	taken func(path string) screen.Step

	folder  string        // that entries are of
	entries []files.Entry // all of it
	code    string        // why it cannot be listed
	listed  bool
	ask     screen.Ask
}

var pathField = form.Of("path")

// New begins at a path: a folder, or the file that was chosen last. taken goes on
// with the path that was chosen.
func New(env screen.Env, at string, taken func(path string) screen.Step) *Picker {
	p := &Picker{env: env, form: form.New(env.Theme, form.Spec{Key: pathField, Label: labels.PickerFile, Hint: labels.PickerHint, Prose: true}), taken: taken}
	p.table = table.New(env.Theme, func(e files.Entry) string { return e.Name }, p.columns()...)
	p.form.SetValue(pathField, at)
	p.form.SetFocus(pathField, -1)
	return p
}

func (p *Picker) columns() []table.Column[files.Entry] {
	return []table.Column[files.Entry]{
		{Title: labels.PickerName, Value: table.Plain(func(e files.Entry) string {
			if e.Folder {
				return labels.PickerEntry(e.Name) + "/"
			}
			return labels.PickerEntry(e.Name)
		}), Min: 20},
		{Title: labels.PickerSize, Value: table.Plain(func(e files.Entry) string {
			if e.Folder {
				return labels.PickerFolder
			}
			return labels.PickerBytes(e.Size)
		}), Min: 8, Max: 8, Right: true},
		{Title: labels.PickerAt, Value: table.Plain(func(e files.Entry) string { return labels.PickerWhen(e.At.In(p.env.Now().Location())) }), Min: 16, Max: 16, Priority: 1},
	}
}

// Init lists the folder.
func (p *Picker) Init() tea.Cmd { return p.follow() }

// Close ends the listing.
func (p *Picker) Close() { p.ask.Stop() }

// split divides what is typed into folder and the beginning of a name.
func split(typed string) (folder, name string) {
	at := strings.LastIndexFunc(typed, func(r rune) bool { return r == '/' || r == '\\' })
	return typed[:at+1], typed[at+1:]
}

type listed struct {
	folder  string
	entries []files.Entry
	err     error
}

// follow lists the folder of what is typed, if it is another than before.
func (p *Picker) follow() tea.Cmd {
	folder, _ := split(files.Dropped(p.form.Value(pathField)))
	if p.listed && folder == p.folder {
		p.ask.Stop() // of a folder that was passed on the way here
		p.arrange()
		return nil
	}
	disk := p.env.Files
	return p.ask.Do(func(context.Context) tea.Msg {
		entries, err := disk.List(folder)
		return listed{folder, entries, err}
	})
}

// arrange shows the entries whose name holds what is typed of it.
func (p *Picker) arrange() {
	_, name := split(files.Dropped(p.form.Value(pathField)))
	name = form.Fold(name)
	var rows []files.Entry
	for _, e := range p.entries {
		if strings.Contains(form.Fold(e.Name), name) {
			rows = append(rows, e)
		}
	}
	p.table.SetRows(rows)
}

// Take is an answer of the picker's own work; false if it is somebody else's.
func (p *Picker) Take(msg tea.Msg) bool {
	answer, ours := p.ask.Take(msg)
	if l, ok := answer.(listed); ok {
		p.folder, p.entries, p.code, p.listed = l.folder, l.entries, domain.CodeOf(l.err), true
		p.arrange()
		p.table.First()
	}
	return ours
}

// Update answers a key.
func (p *Picker) Update(msg tea.Msg) screen.Step {
	if p.table.Press(msg) {
		return screen.Stay(nil)
	}
	if step, done := screen.Press(p.Actions(), msg); done {
		return step
	}
	if _, whole := Dropped(msg); whole {
		p.form.SetValue(pathField, "") // a whole path comes in place of what stands there
	}
	if p.form.Update(msg).Changed {
		return screen.Stay(p.follow())
	}
	return screen.Stay(nil)
}

// Dropped is the path in a message that pastes a whole one, as terminals do with a file
// that is dropped on their window; ok is false for any other message.
func Dropped(msg tea.Msg) (path string, ok bool) {
	k, ok := msg.(tea.KeyMsg)
	if !ok || !k.Paste || !files.Whole(string(k.Runes)) {
		return "", false
	}
	return files.Dropped(string(k.Runes)), true
}

// Actions are what can be done.
func (p *Picker) Actions() []screen.Action {
	actions := []screen.Action{{Key: keys.As(keys.Enter, labels.PickerTake), Do: p.enter}, {Key: keys.As(keys.UpDown, labels.KeyMove)}}
	if e, ok := p.selected(); ok {
		actions = append(actions, screen.Action{Key: keys.As(keys.Next, labels.PickerInto), Do: func() screen.Step { return p.into(e) }})
	}
	return actions
}

// enter opens a folder, or takes the file: the one that is written out, or else the
// one under the cursor.
func (p *Picker) enter() screen.Step {
	typed := files.Dropped(p.form.Value(pathField))
	folder, name := split(typed)
	e, ok := p.selected()
	switch {
	case ok && e.Folder:
		return p.into(e)
	case ok && (name == "" || e.Name != name && !p.written(name)):
		return p.taken(folder + e.Name)
	case name != "":
		return p.taken(typed)
	}
	return screen.Stay(nil)
}

// selected is the entry under the cursor, once the list is of the folder that is typed.
func (p *Picker) selected() (e files.Entry, ok bool) {
	if folder, _ := split(files.Dropped(p.form.Value(pathField))); folder != p.folder {
		return e, false
	}
	return p.table.Selected()
}

// written tells whether a name is that of an entry.
func (p *Picker) written(name string) bool {
	for _, e := range p.entries {
		if e.Name == name {
			return true
		}
	}
	return false
}

// into writes an entry's name out; a folder is then listed.
func (p *Picker) into(e files.Entry) screen.Step {
	folder, _ := split(files.Dropped(p.form.Value(pathField)))
	path := folder + e.Name
	if e.Folder {
		path += "/"
	}
	p.form.SetValue(pathField, path)
	p.form.SetFocus(pathField, -1)
	return screen.Stay(p.follow())
}

// headLines are the path and the line below it.
const headLines = 2

// Resize tells the size that View will be asked for.
func (p *Picker) Resize(z layout.Size) {
	p.table.Resize(layout.Size{W: z.W, H: max(z.H-headLines, 1)})
}

// View draws path and list.
func (p *Picker) View(z layout.Size) string {
	label := " " + p.env.Theme.Label.Text(labels.PickerFile+": ")
	head := label + p.form.Cell(pathField, max(z.W-len(labels.PickerFile)-4, 5))
	body := layout.Size{W: z.W, H: max(z.H-headLines, 1)}
	if said := p.said(); !said.Empty() {
		return head + "\n\n" + layout.Fit(strings.Join(said.Lines(page.Look{Theme: p.env.Theme, Width: z.W - 1, Margin: 1}), "\n"), body)
	}
	return head + "\n\n" + layout.Fit(p.table.View(body), body)
}

// said is what is shown in place of the list.
func (p *Picker) said() (s page.Page) {
	switch {
	case p.code != "":
		s.Say(page.Error, text.Error(p.code).String())
	case p.listed && len(p.table.Rows()) == 0:
		s.SayIn(page.Plain, labels.PickerNone, 2)
	}
	return s
}

// Outline tells path and list.
func (p *Picker) Outline() outline.Outline {
	o := p.form.Outline()
	if said := p.said(); !said.Empty() {
		return append(o, said.Outline()...)
	}
	return append(o, p.table.Outline(labels.PickerFile))
}
