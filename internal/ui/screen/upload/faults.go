package upload

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// fault is a finding with its sentence and what a search finds it by, made once: there
// may be 100 000.
type fault struct {
	invoicefile.Finding
	text.Sentence
	person string // its number as people read it
	find   string // folded
	no     int    // in the list
}

func newFault(f invoicefile.Finding, no int, today domain.Date) fault {
	s, person := text.Finding(f.Finding), text.FilePerson(f.Person, today)
	find := strings.Join([]string{f.Clinic, f.BillRef, f.Person, person, s.String(), strconv.Itoa(f.Line), text.FileElement(f.Path), f.Path, f.Code}, "\n")
	return fault{f, s, person, form.Fold(text.Safe(find)), no}
}

// kind is findings of one code.
type kind struct {
	code     string
	severity domain.Severity
	says     string // what their sentences have in common
	findings int
	bills    int // that have one
	last     int // place of the last of those
}

// told are findings ready to be listed. It is made outside the event loop.
type told struct {
	all              []fault
	kinds            []kind // most often first, errors before warnings
	errors, warnings int
}

func tell(found []invoicefile.Finding, today domain.Date) *told {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(x, y invoicefile.Finding) int { return aboutFile(x) - aboutFile(y) })
	t := &told{all: make([]fault, len(found))}
	at := map[string]int{}
	for i, f := range found {
		t.all[i] = newFault(f, i, today)
		if f.Severity == domain.SeverityError {
			t.errors++
		} else {
			t.warnings++
		}
		n, seen := at[f.Code]
		if !seen {
			n = len(t.kinds)
			at[f.Code] = n
			t.kinds = append(t.kinds, kind{code: f.Code, severity: f.Severity, says: t.all[i].What, last: invoicefile.WholeFile - 1})
		}
		k := &t.kinds[n]
		k.says = common(k.says, t.all[i].What)
		k.findings++
		if f.Place != k.last {
			k.bills, k.last = k.bills+1, f.Place
		}
	}
	slices.SortStableFunc(t.kinds, func(x, y kind) int {
		if x.severity != y.severity {
			if x.severity == domain.SeverityError {
				return -1
			}
			return 1
		}
		return y.findings - x.findings
	})
	return t
}

// aboutFile puts what is wrong with the file as a whole first: nothing is sent until it
// is mended.
func aboutFile(f invoicefile.Finding) int {
	if f.Place == invoicefile.WholeFile {
		return 0
	}
	return 1
}

// common is a sentence with an ellipsis for every word that another one of the same
// kind has otherwise: a number, a date.
func common(a, b string) string {
	if a == b {
		return a
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return a
	}
	for i := range x {
		if x[i] != y[i] {
			x[i] = "…"
		}
	}
	return strings.Join(x, " ")
}

// faults is the error list (C2): every finding at its place in the file, or their
// kinds with how often each is there.
type faults struct {
	env    screen.Env
	told   *told
	each   *list.List[fault]
	kinds  *list.List[kind]
	byKind bool
	only   string // code of the kind that is looked at; "": all
}

// footLines are what is said of the chosen finding, its place, and the counts.
const footLines = 5

// newFaults makes the list; actions are those of the screen around it.
func newFaults(env screen.Env, empty string, actions func() []screen.Action) *faults {
	f := &faults{env: env, told: &told{}}
	f.each = list.New(env.Theme, list.Spec[fault]{
		Title: labels.FaultList, Columns: f.columns(), Key: func(r fault) string { return strconv.Itoa(r.no) },
		Empty: empty, NoMatch: labels.FaultNoMatch, Folded: func(r fault) string { return r.find },
		Actions: func() []screen.Action { return slices.Concat(actions(), f.opening(), f.turning()) },
		Foot:    f.foot, FootLines: footLines, Total: f.total, Details: f.details,
		File: list.File{Out: env.Out, Name: fileName},
	})
	f.kinds = list.New(env.Theme, list.Spec[kind]{
		Title: labels.FaultList, Columns: f.kindColumns(), Key: func(k kind) string { return k.code },
		Empty: empty, NoMatch: labels.FaultNoMatch,
		Actions:   func() []screen.Action { return append(f.entering(), append(actions(), f.turning()...)...) },
		FootLines: 1, Total: f.total, File: list.File{Out: env.Out, Name: fileName},
	})
	return f
}

// fileName is the name of the error list's files and of its printing.
const fileName = "fellista"

// show lists other findings.
func (f *faults) show(t *told) {
	f.told, f.only = t, ""
	f.kinds.SetRows(t.kinds, "")
	f.arrange()
}

// arrange lists the findings of the kind that is looked at.
func (f *faults) arrange() {
	rows := f.told.all
	if f.only != "" {
		rows = nil
		for _, r := range f.told.all {
			if r.Code == f.only {
				rows = append(rows, r)
			}
		}
	}
	f.each.SetRows(rows, "")
}

var turnKey = keys.New("g", labels.UploadByKind, "g")

// turning changes between the two ways to list.
func (f *faults) turning() []screen.Action {
	if len(f.told.all) == 0 {
		return nil
	}
	turn := turnKey
	if f.byKind {
		turn = keys.As(turnKey, labels.UploadByBill)
	}
	return []screen.Action{{Key: turn, Do: func() screen.Step {
		f.byKind, f.only = !f.byKind, ""
		f.arrange()
		return screen.Stay(nil)
	}}}
}

// opening shows all of the chosen finding.
func (f *faults) opening() (actions []screen.Action) {
	if _, ok := f.each.Chosen(); ok {
		actions = append(actions, screen.Action{Key: keys.As(keys.Enter, labels.UploadDetails), Do: func() screen.Step {
			f.each.Toggle()
			return screen.Stay(nil)
		}})
	}
	return actions
}

// entering lists the findings of the chosen kind.
func (f *faults) entering() []screen.Action {
	k, ok := f.kinds.Chosen()
	if !ok {
		return nil
	}
	return []screen.Action{{Key: keys.As(keys.Enter, labels.UploadOfKind), Do: func() screen.Step {
		f.byKind, f.only = false, k.code
		f.arrange()
		f.each.First()
		return screen.Stay(nil)
	}}}
}

// esc is the way back: from one kind to all of them, or else what leave is; nil: the
// root's. What Esc ends inside a list comes before both.
func (f *faults) esc(leave func() screen.Step) []screen.Action {
	switch {
	case f.modal():
		return nil
	case f.only != "":
		return []screen.Action{{Key: keys.As(keys.Back, labels.UploadAllKinds), Do: f.all}}
	case leave != nil:
		return []screen.Action{{Key: keys.As(keys.Back, labels.UploadBack), Do: leave}}
	}
	return nil
}

// shown are the findings as they are listed now.
func (f *faults) shown() []fault {
	if f.byKind {
		return f.told.all
	}
	return slices.Clone(f.each.Rows())
}

// chosen is the finding under the cursor.
func (f *faults) chosen() (fault, bool) {
	if f.byKind {
		return fault{}, false
	}
	return f.each.Chosen()
}

// Update answers a key.
func (f *faults) Update(msg tea.Msg) screen.Step {
	if f.byKind {
		return f.kinds.Update(msg)
	}
	return f.each.Update(msg)
}

// all goes back from one kind to the kinds.
func (f *faults) all() screen.Step {
	f.byKind, f.only = true, ""
	f.arrange()
	return screen.Stay(nil)
}

func (f *faults) modal() bool {
	if f.byKind {
		return f.kinds.Modal()
	}
	return f.each.Modal()
}

// Actions are what can be done.
func (f *faults) Actions() []screen.Action {
	if f.byKind {
		return f.kinds.Actions()
	}
	return f.each.Actions()
}

// Typing tells whether characters go to the search line.
func (f *faults) Typing() bool { return f.each.Typing() || f.kinds.Typing() }

// Asking tells whether a question is open.
func (f *faults) Asking() bool { return f.each.Asking() || f.kinds.Asking() }

// ask puts a question below the list that is shown.
func (f *faults) ask(q list.Question) {
	if f.byKind {
		f.kinds.Ask(q)
		return
	}
	f.each.Ask(q)
}

// Resize tells the lists their size.
func (f *faults) Resize(z layout.Size) {
	f.each.Resize(z)
	f.kinds.Resize(z)
}

// View draws the list.
func (f *faults) View(z layout.Size) string {
	if f.byKind {
		return f.kinds.View(z)
	}
	return f.each.View(z)
}

// Outline tells the list.
func (f *faults) Outline() outline.Outline {
	if f.byKind {
		return f.kinds.Outline()
	}
	return f.each.Outline()
}
