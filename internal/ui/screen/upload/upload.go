// Package upload is Ladda upp fakturafil (C1–C10): a file of the record system is
// chosen and checked on this computer, its errors are listed each at its place, and
// the correct bills are sent. What the region has answered is shown the same way.
package upload

import (
	"context"
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// Port is what the screen needs of the app.
type Port interface {
	CheckFile(ctx context.Context, f domain.File, progress func(app.FileProgress)) (app.FileCheck, error)
	QueueUpload(f domain.File, c app.FileCheck, mode domain.UploadMode) (id string, err error)
	Uploads() ([]app.Upload, error)
	UploadFile(id string) (domain.File, error)
	OpenFaulty(f domain.File, r *invoicefile.Report, place int) (domain.Draft, error)
	WriteReturn(out io.Writer, f domain.File, r *invoicefile.Report, rejected bool) error
	Seen(ids ...string) error
	Snapshot() app.Snapshot
}

// model is the way of one file. It has one stage at a time: the files of before,
// choosing, checking, what was found; or, opened by an upload's id, what the region
// has answered.
type model struct {
	env   screen.Env
	port  Port
	stage screen.Screen
	size  layout.Size
}

// New makes the screen: for an upload's id, or with "" to begin.
func New(env screen.Env, port Port, id string) screen.Screen {
	m := &model{env: env, port: port, size: layout.Size{W: 80, H: 19}}
	if id == "" {
		m.stage = newStart(m, "")
	} else {
		m.stage = newSent(m, id)
	}
	return m
}

// goOn changes to another stage and begins its work.
func (m *model) goOn(to screen.Screen) screen.Step {
	m.Close()
	m.stage = to
	m.Resize(m.size)
	return screen.Stay(to.Init())
}

// back returns to the files of before; fault is what went wrong, "" for nothing.
func (m *model) back(fault string) screen.Step { return m.goOn(newStart(m, fault)) }

func (m *model) Init() tea.Cmd { return m.stage.Init() }

func (m *model) Update(msg tea.Msg) screen.Step { return m.stage.Update(msg) }

func (m *model) View(z layout.Size) string { return m.stage.View(z) }

// Actions are what can be done.
func (m *model) Actions() []screen.Action { return m.stage.Actions() }

// Outline tells the stage.
func (m *model) Outline() outline.Outline { return m.stage.Outline() }

// Title names the screen: what came of a file is another one than the list of files
// that it is opened from.
func (m *model) Title() string {
	if _, answered := m.stage.(*sent); answered {
		return labels.ReceiptTitle
	}
	return labels.UploadTitle
}

// Resize tells the stage its size.
func (m *model) Resize(z layout.Size) {
	m.size = z
	if s, ok := m.stage.(screen.Sizer); ok {
		s.Resize(z)
	}
}

// Loading tells that keys wait for what is being read or sent.
func (m *model) Loading() bool { s, ok := m.stage.(screen.Loader); return ok && s.Loading() }

// Typing tells whether characters go to a search line or the path.
func (m *model) Typing() bool { s, ok := m.stage.(screen.Typer); return ok && s.Typing() }

// Modal tells whether Esc goes back one stage, or ends something in it.
func (m *model) Modal() bool { s, ok := m.stage.(screen.Modal); return ok && s.Modal() }

// Asking tells whether it is asked if the file is to be sent.
func (m *model) Asking() bool { s, ok := m.stage.(screen.Asker); return ok && s.Asking() }

// Close ends the stage's work.
func (m *model) Close() {
	if s, ok := m.stage.(screen.Closer); ok {
		s.Close()
	}
}
