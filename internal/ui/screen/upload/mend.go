package upload

import (
	"context"
	"io"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// mend is what can be done about the bills that come back: each as a draft, all of
// them as a return file, the list of errors on paper.
type mend struct {
	m      *model
	report *invoicefile.Report
	faults *faults
	name   string                      // of the file
	file   func() (domain.File, error) // it, to be read again
	save   func(name string, write func(io.Writer) error) (path string, err error)
	opened map[int]domain.Draft // that were made of bills, by place
	busy   bool
}

var (
	draftKey  = keys.New("u", labels.UploadDraft, "u")
	returnKey = keys.New("r", labels.UploadReturns, "r")
	printKey  = keys.New("p", labels.UploadPrint, "p")
)

type (
	// drafted is a faulty bill that has become a draft.
	drafted struct {
		screen.Mark
		place int
		draft domain.Draft
		err   error
	}
	// left tells that return files or the error list have left the program.
	left struct {
		screen.Mark
		said string
		err  error
	}
)

func (x *mend) actions() []screen.Action {
	return []screen.Action{
		{Key: draftKey, Can: x.cannotDraft, Do: x.draft},
		{Key: returnKey, Can: x.cannotReturn, Do: x.giveBack},
		{Key: printKey, Can: x.cannotPrint, Do: x.print},
	}
}

func (x *mend) cannotDraft() string {
	f, ok := x.faults.chosen()
	why := screen.MayBill(x.m.port.Snapshot().Role)
	switch {
	case why != "":
		return why
	case x.busy:
		return labels.UploadWorking
	case !ok:
		return labels.UploadChooseFault
	case f.Place == invoicefile.WholeFile:
		return labels.UploadWhole
	case !x.report.FileFault && x.report.Sendable(f.Place):
		return labels.UploadSendable
	case strings.Contains(f.Path, "/credit["):
		return labels.UploadACredit
	}
	return ""
}

func (x *mend) cannotReturn() string {
	switch {
	case x.busy:
		return labels.UploadWorking
	case x.report.FileFault:
		return labels.UploadWhole
	case x.report.Faulty == 0:
		return labels.UploadNoFaults
	}
	return ""
}

func (x *mend) cannotPrint() string {
	if len(x.faults.told.all) == 0 {
		return labels.UploadNoFaults
	}
	return ""
}

// draft opens the chosen bill as a draft: the same one if it was opened before.
func (x *mend) draft() screen.Step {
	f, _ := x.faults.chosen()
	if d, known := x.opened[f.Place]; known {
		return x.open(d)
	}
	x.busy = true
	return screen.Stay(func() tea.Msg {
		file, err := x.file()
		if err != nil {
			return drafted{err: err}
		}
		d, err := x.m.port.OpenFaulty(file, x.report, f.Place)
		return drafted{place: f.Place, draft: d, err: err}
	})
}

// giveBack writes the two return files; one that would be empty is not written.
func (x *mend) giveBack() screen.Step {
	x.busy = true
	stem := strings.TrimSuffix(strings.TrimSuffix(x.name, ".xml"), ".zip")
	return screen.Stay(func() tea.Msg {
		file, err := x.file()
		var paths []string
		for _, part := range []struct {
			end      string
			rejected bool
			wanted   bool
		}{{labels.UploadAccepted, false, x.report.Sendables() > 0}, {labels.UploadRejected, true, x.report.Faulty > 0}} {
			if err != nil || !part.wanted {
				continue
			}
			var path string
			path, err = x.save(stem+part.end, func(w io.Writer) error { return x.m.port.WriteReturn(w, file, x.report, part.rejected) })
			paths = append(paths, path)
		}
		return left{said: labels.UploadReturned(paths), err: err}
	})
}

// print prints the error list, as far as it is shown.
func (x *mend) print() screen.Step {
	x.busy = true
	rows, out, name := x.faults.shown(), x.m.env.Out, x.name
	return screen.Stay(func() tea.Msg {
		file, err := out.Print(context.Background(), fileName, paper(name, rows))
		said := labels.UploadPrinted
		if file != "" {
			said = labels.ExportSaved(file)
		}
		return left{said: said, err: err}
	})
}

// take is an answer to one of them; ours is false for any other message.
func (x *mend) take(msg tea.Msg) (step screen.Step, ours bool) {
	switch msg := msg.(type) {
	case drafted:
		x.busy = false
		if msg.err != nil {
			return screen.Stay(nil).Say(text.Error(domain.CodeOf(msg.err)).String()), true
		}
		if x.opened == nil {
			x.opened = map[int]domain.Draft{}
		}
		x.opened[msg.place] = msg.draft
		return x.open(msg.draft), true
	case left:
		x.busy = false
		if msg.err != nil {
			return screen.Stay(nil).Say(text.Error(domain.CodeOf(msg.err)).String()), true
		}
		return screen.Stay(nil).Say(msg.said), true
	}
	return screen.Step{}, false
}

// open goes to the draft of a bill; one of another clinic is not shown in this one.
func (x *mend) open(d domain.Draft) screen.Step {
	if d.Clinic != x.m.port.Snapshot().Clinic.No {
		return screen.Stay(nil).Say(labels.UploadElsewhere(d.Clinic))
	}
	return screen.Push(screen.Route{Name: screen.Bill, Arg: d.ID})
}

// paperWidth is that of a printed page of text, cells.
const paperWidth = 78

// paper is the error list as a page of text.
func paper(name string, rows []fault) string {
	var b strings.Builder
	b.WriteString(labels.FaultList + " " + text.Safe(name) + "\n\n")
	b.WriteString(layout.Pad(labels.FaultClinic, 14) + layout.Pad(labels.FaultBill, 20) + layout.Pad(labels.FaultPerson, 16) + labels.FaultLine + "\n\n")
	for _, r := range rows {
		b.WriteString(layout.Pad(text.Safe(r.Clinic), 14) + layout.Pad(text.Safe(r.BillRef), 20) + layout.Pad(r.person, 16) + labels.FaultRow(r.Line) + "\n")
		if r.Path != "" {
			b.WriteString("  " + labels.FaultElement(r.Path, field(r.Path)) + "\n")
		}
		for _, l := range layout.Wrap(screen.LevelOf(r.Severity).Glyph()+" "+r.String(), paperWidth-2) {
			b.WriteString("  " + l + "\n")
		}
	}
	return b.String()
}
