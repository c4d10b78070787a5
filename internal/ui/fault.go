package ui

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// fault is a panic with everything taken away that could be a patient's: the
// kind of value and the place in the code remain, the value itself does not.
type fault struct{ what, where string }

// faulted brings the panic of a command to the event loop.
type faulted struct{ *fault }

// newFault is called in the deferred function that recovered v. The place is
// the first one of ours above the panic in the stack.
func newFault(v any) *fault {
	f := &fault{what: fmt.Sprintf("%T", v), where: "?"}
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	panicked := false
	for {
		frame, more := frames.Next()
		panicked = panicked || frame.Function == "runtime.gopanic"
		if panicked && strings.Contains(frame.Function, "example.org/tandtui/") {
			f.where = fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
			return f
		}
		if !more {
			return f
		}
	}
}

// afterFault goes on with a fresh instance of the screen: the old one cannot be
// trusted. What it can still save it saves.
func (r *Root) afterFault(m tea.KeyMsg) tea.Cmd {
	if !keys.Is(m, keys.Enter) {
		return nil
	}
	r.fault, r.over = nil, nil
	if r.lock != nil {
		e := r.build(r.lock.to)
		r.lock = &e
		return r.own(e.id, e.s.Init())
	}
	i := len(r.stack) - 1
	e := r.build(r.stack[i].to)
	cmd := r.cut(i)
	r.stack = append(r.stack, e)
	return tea.Batch(cmd, r.own(e.id, e.s.Init()))
}

func (f *fault) view(z layout.Size, t *theme.Theme) string {
	w := z.W - 4
	lines := []string{"", "  " + t.Error.Text(layout.Cut(theme.GlyphError+" "+text.FaultTitle, w)), ""}
	for _, s := range []string{text.FaultSaved, "", text.FaultNext, "", f.what + " · " + f.where} {
		for _, l := range layout.Wrap(s, w) {
			lines = append(lines, "  "+l)
		}
	}
	return strings.Join(lines, "\n")
}
