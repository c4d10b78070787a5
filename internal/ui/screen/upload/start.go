package upload

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/picker"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// start is the list of the files that were uploaded before, where a new one is chosen
// or dropped.
type start struct {
	m     *model
	list  *list.List[app.Upload]
	fault string // why the file that was chosen could not be read
	first string // folder to begin choosing in
	ask   screen.Ask
}

func newStart(m *model, fault string) *start {
	s := &start{m: m, fault: fault}
	s.list = list.New(m.env.Theme, list.Spec[app.Upload]{
		Title: labels.UploadTitle, Columns: s.columns(), Key: func(u app.Upload) string { return u.ID },
		Empty: labels.UploadNone, NoMatch: labels.UploadNoMatch,
		Actions: s.doable, Foot: s.foot, FootLines: 3,
	})
	return s
}

func (s *start) columns() []table.Column[app.Upload] {
	return []table.Column[app.Upload]{
		{Title: labels.UploadFile, Value: table.Plain(func(u app.Upload) string { return text.Safe(u.Name) }), Min: 16},
		{
			Title: labels.UploadAt, Value: table.Plain(func(u app.Upload) string { return labels.Moment(at(u), s.m.env.Now()) }),
			Order: func(u app.Upload) int64 { return at(u).Unix() }, Min: 11, Max: 11,
		},
		{
			Title: labels.UploadBills, Value: table.Plain(func(u app.Upload) string { return text.Number(u.Sendable) }),
			Order: func(u app.Upload) int64 { return int64(u.Sendable) }, Min: 9, Max: 9, Right: true,
		},
		{
			Title: labels.UploadSum, Value: table.Plain(func(u app.Upload) string { return u.Sum.String() }),
			Order: func(u app.Upload) int64 { return int64(u.Sum) }, Min: 12, Max: 14, Right: true, Priority: 1,
		},
		{Title: labels.UploadState, Value: func(u app.Upload) table.Cell { return stateCell(s.m.env.Theme, u) }, Min: 16, Max: 20},
	}
}

func (s *start) foot() (p page.Page) {
	p.Say(page.Error, s.fault)
	return p
}

type listed struct {
	list  []app.Upload
	first string
	err   error
}

// following is what an upload's state rests on.
const following = app.ChangedOutbox | app.ChangedConnection | app.ChangedSession

func (s *start) Init() tea.Cmd {
	port, disk := s.m.port, s.m.env.Files
	return s.ask.Do(func(context.Context) tea.Msg {
		list, err := port.Uploads()
		before := ""
		if len(list) > 0 {
			newest := slices.MaxFunc(list, func(x, y app.Upload) int { return at(x).Compare(at(y)) })
			before = newest.Folder
		}
		return listed{list, disk.First(before), err}
	})
}

func (s *start) show(l listed) screen.Step {
	s.first = l.first
	return s.list.SetRows(l.list, domain.CodeOf(l.err))
}

func (s *start) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&s.ask, msg, s.show, s.Init, following); done {
		return step
	}
	if path, ok := picker.Dropped(msg); ok && !s.list.Typing() {
		return s.m.check(path)
	}
	if _, pressed := msg.(tea.KeyMsg); pressed {
		s.fault = ""
	}
	return s.list.Update(msg)
}

var openKey = keys.New("o", labels.UploadOpen, "o")

func (s *start) doable() []screen.Action {
	open := screen.Action{Key: openKey, Do: func() screen.Step { return s.m.goOn(newChoosing(s.m, s.first)) }}
	u, ok := s.list.Chosen()
	if !ok {
		return []screen.Action{open}
	}
	return []screen.Action{open, {Key: keys.As(keys.Enter, labels.UploadShow), Do: func() screen.Step {
		return screen.Push(screen.Route{Name: screen.Upload, Arg: u.ID})
	}}}
}

// Close ends the load.
func (s *start) Close() { s.ask.Stop() }

// Loading tells that it has not been read yet.
func (s *start) Loading() bool { return !s.list.Loaded() }

// Typing tells whether characters go to the search line.
func (s *start) Typing() bool { return s.list.Typing() }

// Modal tells that Esc leaves the search first.
func (s *start) Modal() bool { return s.list.Modal() }

// Resize tells the list its size.
func (s *start) Resize(z layout.Size) { s.list.Resize(z) }

func (s *start) View(z layout.Size) string { return s.list.View(z) }

// Actions are what can be done.
func (s *start) Actions() []screen.Action { return s.list.Actions() }

// Outline tells the list.
func (s *start) Outline() outline.Outline { return s.list.Outline() }
