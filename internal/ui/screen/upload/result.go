package upload

import (
	"context"
	"io"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// result is what was found in a file that was checked here. Nothing is sent yet.
type result struct {
	m      *model
	path   string
	file   domain.File
	check  app.FileCheck
	faults *faults
	mend   *mend
	send   screen.Ask
	fault  string // why it could not be sent
}

func newResult(m *model, path string, c checked) *result {
	r := &result{m: m, path: path, file: c.file, check: c.check}
	empty := labels.UploadRight
	if c.check.Bills+c.check.Credits == 0 {
		empty = labels.UploadEmpty
	}
	r.faults = newFaults(m.env, empty, r.doable)
	r.faults.show(c.told)
	r.mend = &mend{
		m: m, report: c.check.Report, faults: r.faults, name: c.file.Name,
		file: func() (domain.File, error) { return c.file, nil },
		save: func(name string, write func(io.Writer) error) (string, error) {
			return m.env.Files.Beside(path, name, write)
		},
	}
	return r
}

// wholeKey sends the file only if the region takes all of it.
var wholeKey = keys.New("h", labels.UploadWholeFile, "h")

// queued is the upload's id in the outbox.
type queued struct {
	id  string
	err error
}

func (r *result) Init() tea.Cmd { return nil }

func (r *result) Update(msg tea.Msg) screen.Step {
	if answer, ours := r.send.Take(msg); ours {
		q, ok := answer.(queued)
		switch {
		case !ok:
		case q.err != nil:
			r.fault = text.Error(domain.CodeOf(q.err)).String()
			r.m.Resize(r.m.size)
		default:
			to := screen.Push(screen.Route{Name: screen.Upload, Arg: q.id})
			return to.With(r.m.back("").Cmd) // Esc leads to the files, and nothing is sent again
		}
		return screen.Stay(nil)
	}
	if step, ours := r.mend.take(msg); ours {
		return step
	}
	return r.faults.Update(msg)
}

// doable are the file's own actions, beside those of the list.
func (r *result) doable() []screen.Action {
	send := screen.Action{Key: keys.As(keys.Send, labels.UploadSendSome(r.check.Sendables())), Can: r.cannot, Do: r.question(domain.UploadValid)}
	whole := screen.Action{Key: wholeKey, Can: r.cannotWhole, Do: r.question(domain.UploadAll)}
	again := screen.Action{Key: keys.As(keys.Refresh, labels.UploadAgain), Do: func() screen.Step { return r.m.check(r.path) }}
	esc := r.faults.esc(func() screen.Step { return r.m.back("") })
	return append(slices.Concat([]screen.Action{send}, esc, r.mend.actions()), again, whole)
}

// cannot tells why nothing of the file can be sent.
func (r *result) cannot() string {
	if why := screen.MayBill(r.m.port.Snapshot().Role); why != "" {
		return why
	}
	if r.check.Sendables() > 0 {
		return ""
	}
	return labels.UploadNothing
}

// sum is what would be sent, öre.
func (r *result) sum() domain.Ore {
	if r.check.FileFault {
		return 0
	}
	return r.check.Sum - r.check.FaultySum
}

// cannotWhole tells why the file cannot be sent in its whole: what is known here to be
// wrong comes back anyway.
func (r *result) cannotWhole() string {
	if r.check.Faulty > 0 {
		return labels.UploadFaulty(r.check.Faulty)
	}
	return r.cannot()
}

// question asks before anything is sent, with count and sum.
func (r *result) question(mode domain.UploadMode) func() screen.Step {
	return func() screen.Step {
		r.faults.ask(list.Question{
			Text: func() (p page.Page) {
				p.Say(page.Strong, labels.UploadQuestion(r.file.Name, labels.UploadThings(r.check.Sendables(), r.check.Credits), r.sum()))
				if r.check.Credits > 0 {
					p.Say(page.Warn, labels.UploadCredits(r.check.Credits))
				}
				switch {
				case r.check.Faulty > 0:
					p.Say(page.Warn, labels.UploadRest(r.check.Faulty))
				case mode == domain.UploadAll:
					p.Say(page.Plain, labels.UploadAllMeans)
				default:
					p.Say(page.Plain, labels.UploadValidMeans)
				}
				p.Say(page.Plain, labels.UploadKeys)
				return p
			},
			Yes: screen.Action{Key: keys.As(keys.Send, labels.UploadSend), Do: func() screen.Step { return r.queue(mode) }},
			No:  labels.UploadNo,
		})
		return screen.Stay(nil)
	}
}

func (r *result) queue(mode domain.UploadMode) screen.Step {
	file, check := r.file, r.check
	return screen.Stay(r.send.Do(func(context.Context) tea.Msg {
		id, err := r.m.port.QueueUpload(file, check, mode)
		return queued{id, err}
	}))
}

// head is what was found, in numbers, and what the user should know before sending.
func (r *result) head() (p page.Page) {
	c, now := r.check, r.m.env.Now()
	p.HeadWith(labels.UploadName(r.file.Name, c.Faulty > 0 || c.FileFault, c.Unasked), labels.UploadNotSent)
	p.Say(page.Plain, labels.UploadCounts(c.Sendables(), r.sum(), c.Faulty, r.faults.told.warnings, c.Attachments))
	switch {
	case r.fault != "":
		p.Say(page.Error, r.fault)
	case c.FileFault && c.Findings[0].Code == invoicefile.CodeFileKind:
		p.Say(page.Error, labels.UploadOtherKind)
	case c.FileFault:
		p.Say(page.Error, labels.UploadWholeFault)
	case c.Before != nil:
		_, word := state(*c.Before)
		p.Say(page.Warn, labels.UploadBefore(at(*c.Before), now, word))
	}
	if c.Unlisted > 0 {
		p.Say(page.Warn, labels.UploadUnlisted(c.Unlisted))
	}
	if !c.FileFault {
		p.Say(page.Faint, labels.UploadFacts(c.FactsAt, now, c.Unasked))
	}
	return p
}

// Close ends what is under way.
func (r *result) Close() {
	r.send.Stop()
}

// Loading tells that the file is being put in the outbox: keys wait for that.
func (r *result) Loading() bool { return r.send.Waiting() }

// Typing tells whether characters go to the search line.
func (r *result) Typing() bool { return r.faults.Typing() }

// Modal tells that Esc goes back to choosing a file, and not off the screen.
func (r *result) Modal() bool { return true }

// Asking tells whether it is asked if the file is to be sent.
func (r *result) Asking() bool { return r.faults.Asking() }

// Resize tells the list what is left below the head.
func (r *result) Resize(z layout.Size) { r.faults.Resize(below(r.m.env, r.head(), z)) }

func (r *result) View(z layout.Size) string { return headed(r.m.env, r.head(), z, r.faults.View) }

// Actions are what can be done.
func (r *result) Actions() []screen.Action { return r.faults.Actions() }

// Outline tells head and list.
func (r *result) Outline() outline.Outline {
	head := r.head()
	return append(head.Outline(), r.faults.Outline()...)
}

// leastList are the lines that a list keeps in a small window.
const leastList = 5

// headLines draws a head in at most what a list leaves of a window.
func headLines(env screen.Env, head page.Page, z layout.Size) []string {
	lines := head.Lines(page.Look{Theme: env.Theme, Width: z.W - 1, Margin: 1})
	return lines[:min(len(lines), max(z.H-leastList, 1))]
}

// below is the size that a head leaves.
func below(env screen.Env, head page.Page, z layout.Size) layout.Size {
	return layout.Size{W: z.W, H: max(z.H-len(headLines(env, head, z)), 1)}
}

// headed draws a head, and a list below it.
func headed(env screen.Env, head page.Page, z layout.Size, list func(layout.Size) string) string {
	return strings.Join(append(headLines(env, head, z), list(below(env, head, z))), "\n")
}
