package upload

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// checking is a file being checked. The check runs outside the event loop and tells
// how far it has come at the clock's step, so that it never fills the loop.
type checking struct {
	m     *model
	path  string
	begun time.Time
	told  atomic.Pointer[app.FileProgress] // by the check
	shown app.FileProgress                 // as of the last tick
	left  time.Duration                    // about
	ask   screen.Ask
}

// check begins to check a file: what was chosen, or dropped on the window.
func (m *model) check(path string) screen.Step {
	return m.goOn(&checking{m: m, path: path, begun: m.env.Now()})
}

type checked struct {
	file  domain.File
	check app.FileCheck
	told  *told
	err   error
}

func (c *checking) Init() tea.Cmd {
	disk, port := c.m.env.Files, c.m.port
	return c.ask.Do(func(ctx context.Context) tea.Msg {
		file, err := disk.File(c.path)
		if err != nil {
			return checked{err: err}
		}
		check, err := port.CheckFile(ctx, file, func(p app.FileProgress) { c.told.Store(&p) })
		if err != nil {
			return checked{err: err}
		}
		return checked{file, check, tell(check.Findings, domain.DateOf(c.begun)), nil}
	})
}

func (c *checking) Update(msg tea.Msg) screen.Step {
	if answer, ours := c.ask.Take(msg); ours {
		done, ok := answer.(checked)
		switch {
		case !ok:
		case done.err != nil:
			return c.m.back(text.Error(domain.CodeOf(done.err)).String())
		default:
			return c.m.goOn(newResult(c.m, c.path, done))
		}
		return screen.Stay(nil)
	}
	if tick, ok := msg.(screen.Tick); ok {
		c.look(tick.Now)
		return screen.Stay(nil)
	}
	step, _ := screen.Press(c.Actions(), msg)
	return step
}

// look takes over how far the check has come.
func (c *checking) look(now time.Time) {
	p := c.told.Load()
	if p == nil || p.Read <= 0 {
		return
	}
	c.shown = *p
	c.left = time.Duration(float64(now.Sub(c.begun)) * float64(max(p.Size-p.Read, 0)) / float64(p.Read))
}

// Actions are to stop it.
func (c *checking) Actions() []screen.Action {
	return []screen.Action{{Key: keys.As(keys.Back, labels.UploadCancel), Do: func() screen.Step { return c.m.back("") }}}
}

// Close stops the check.
func (c *checking) Close() { c.ask.Stop() }

// Modal tells that Esc stops the check.
func (*checking) Modal() bool { return true }

func (c *checking) page(w int) (p page.Page) {
	p.Space()
	p.Head(text.Safe(baseName(c.path)))
	p.Space()
	p.Say(page.Busy, labels.UploadChecking)
	p.Space()
	p.Say(page.Plain, bar(c.shown, w))
	p.Say(page.Plain, labels.UploadProgress(c.shown.Entries, c.left))
	return p
}

// baseName is the end of a path as it was typed.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// bar draws how much is read, in a width.
func bar(p app.FileProgress, w int) string {
	const most = 50
	part := 0.0
	if p.Size > 0 {
		part = min(float64(p.Read)/float64(p.Size), 1)
	}
	width := max(min(w-12, most), 5)
	full := int(part * float64(width))
	return strings.Repeat("█", full) + strings.Repeat("░", width-full) + " " + labels.UploadPercent(part)
}

func (c *checking) View(z layout.Size) string {
	p := c.page(z.W)
	return layout.Squeeze(strings.Join(p.Lines(page.Look{Theme: c.m.env.Theme, Width: z.W - 2, Margin: 2}), "\n"), z.H)
}

// Outline tells the page.
func (c *checking) Outline() outline.Outline {
	p := c.page(c.m.size.W)
	return p.Outline()
}
