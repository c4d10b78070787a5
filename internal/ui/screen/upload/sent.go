package upload

import (
	"context"
	"io"
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// sent is an upload: it waits, or the region has answered. What was taken is listed
// by invoice; what comes back is the error list, as after a check here.
type sent struct {
	m      *model
	id     string
	upload app.Upload
	code   string // why it could not be read
	made   *list.List[domain.UploadedInvoice]
	faults *faults
	mend   *mend
	faulty bool // the error list is shown
	ask    screen.Ask
}

func newSent(m *model, id string) *sent {
	s := &sent{m: m, id: id}
	s.made = list.New(m.env.Theme, list.Spec[domain.UploadedInvoice]{
		Title: labels.UploadInvoices, Columns: madeColumns(), Key: func(i domain.UploadedInvoice) string { return strconv.FormatInt(i.OurRef, 10) },
		Empty: labels.UploadNoInvoices, NoMatch: labels.UploadNoMatch, Actions: s.madeActions, FootLines: 1, Total: s.total,
		File: list.File{Out: m.env.Out, Name: "kvittens-fakturafil"},
	})
	s.faults = newFaults(m.env, labels.UploadNoFaultsBack, s.faultActions)
	return s
}

func madeColumns() []table.Column[domain.UploadedInvoice] {
	type made = domain.UploadedInvoice
	return []table.Column[made]{
		{Title: labels.FaultClinic, Value: table.Plain(func(i made) string { return text.Safe(i.Clinic) }), Min: 12, Max: 12},
		{Title: labels.ReceiptInvoiceNo, Value: table.Plain(func(i made) string { return text.Safe(i.InvoiceNo) }), Min: 14},
		{
			Title: labels.ReceiptOurRef, Value: table.Plain(func(i made) string { return strconv.FormatInt(i.OurRef, 10) }),
			Export: func(i made) export.Cell { return export.Count(i.OurRef) }, Order: func(i made) int64 { return i.OurRef }, Min: 12, Max: 12,
		},
		{
			Title: labels.ReceiptBills, Value: table.Plain(func(i made) string { return text.Number(i.Bills) }),
			Export: func(i made) export.Cell { return export.Count(int64(i.Bills)) }, Order: func(i made) int64 { return int64(i.Bills) }, Min: 9, Max: 9, Right: true,
		},
		{
			Title: labels.ReceiptSum, Value: table.Plain(func(i made) string { return i.Sum.String() }),
			Export: func(i made) export.Cell { return export.Money(i.Sum) }, Order: func(i made) int64 { return int64(i.Sum) }, Min: 12, Max: 14, Right: true,
		},
	}
}

type read struct {
	upload app.Upload
	told   *told // nil: no answer
	err    error
}

func (s *sent) Init() tea.Cmd {
	port, id, today := s.m.port, s.id, domain.DateOf(s.m.env.Now())
	return s.ask.Do(func(context.Context) tea.Msg {
		all, err := port.Uploads()
		i := slices.IndexFunc(all, func(u app.Upload) bool { return u.ID == id })
		switch {
		case err != nil:
			return read{err: err}
		case i < 0:
			return read{err: &domain.Error{Kind: domain.NotFound, Code: app.CodeFileGone}}
		}
		r := read{upload: all[i]}
		if got := uploaded(r.upload); got != nil {
			r.told = tell(got.Findings, today)
		}
		if r.upload.Unseen {
			r.err = port.Seen(id)
		}
		return r
	})
}

func (s *sent) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&s.ask, msg, s.show, s.again, following); done {
		return step
	}
	if s.mend != nil {
		if step, ours := s.mend.take(msg); ours {
			return step
		}
	}
	if s.faulty {
		return s.faults.Update(msg)
	}
	return s.made.Update(msg)
}

// again reads it anew until there is a receipt, which does not change.
func (s *sent) again() tea.Cmd {
	if s.answered() {
		return nil
	}
	return s.Init()
}

// show takes over how the upload stands now.
func (s *sent) show(r read) screen.Step {
	s.upload, s.code = r.upload, domain.CodeOf(r.err)
	got := uploaded(r.upload)
	if got == nil {
		s.made.SetRows(nil, "")
		return screen.Stay(nil)
	}
	port, id, env, beside := s.m.port, s.id, s.m.env, r.upload.Folder+r.upload.Name
	s.mend = &mend{
		m: s.m, report: r.upload.Report(), faults: s.faults, name: r.upload.Name,
		file: func() (domain.File, error) { return port.UploadFile(id) },
		save: func(name string, write func(io.Writer) error) (string, error) {
			if r.upload.Folder != "" {
				if path, err := env.Files.Beside(beside, name, write); err == nil {
					return path, nil
				}
			}
			return env.Out.Save(name, write) // the folder is gone, or not to be written in
		},
	}
	s.faults.show(r.told)
	step := s.made.SetRows(got.Invoices, "")
	s.faulty = len(got.Invoices) == 0 && len(got.Findings) > 0
	s.m.Resize(s.m.size)
	return step
}

var faultsKey = keys.New("f", labels.UploadFaults, "f")

// turn changes between what was taken and what comes back.
func (s *sent) turn() []screen.Action {
	if len(s.faults.told.all) == 0 {
		return nil
	}
	key := faultsKey
	if s.faulty {
		key = keys.As(faultsKey, labels.UploadMade)
	}
	return []screen.Action{{Key: key, Do: func() screen.Step { s.faulty = !s.faulty; return screen.Stay(nil) }}}
}

func (s *sent) madeActions() (actions []screen.Action) {
	if i, ok := s.made.Chosen(); ok {
		actions = append(actions, screen.Action{
			Key: keys.As(keys.Enter, labels.ReconcileShow),
			Can: func() string {
				if i.Clinic != s.m.port.Snapshot().Clinic.No {
					return labels.UploadOtherClinic(i.Clinic)
				}
				return ""
			},
			Do: func() screen.Step {
				return screen.Push(screen.Route{Name: screen.Invoice, Arg: strconv.FormatInt(i.OurRef, 10)})
			},
		})
	}
	return append(actions, s.turn()...)
}

func (s *sent) faultActions() []screen.Action {
	if s.mend == nil {
		return nil
	}
	return slices.Concat(s.turn(), s.faults.esc(nil), s.mend.actions())
}

func (s *sent) total() (leftSide, right string) {
	bills, sum := 0, domain.Ore(0)
	for _, i := range s.made.Rows() {
		bills, sum = bills+i.Bills, sum+i.Sum
	}
	return text.Bills(bills), labels.InvoicesSum + " " + text.Kronor(sum)
}

// head is how the upload stands.
func (s *sent) head() (p page.Page) {
	u := s.upload
	if s.code != "" {
		p.Say(page.Error, text.Error(s.code).String())
	}
	if u.ID == "" {
		return p
	}
	p.HeadWith(text.Safe(u.Name), labels.Moment(at(u), s.m.env.Now()))
	switch got := uploaded(u); {
	case u.Refusal != nil:
		p.Say(page.Error, labels.UploadRefusedWhole)
		p.Say(page.Plain, labels.Refused(*u.Refusal).String())
	case got == nil:
		p.Say(page.Waits, labels.UploadWaits(labels.UploadThings(u.Sendable, u.Credits), u.Sum))
		p.Say(page.Plain, labels.UploadWaitsMore)
		if code := s.m.port.Snapshot().Sync.Code; code != "" {
			p.Say(page.Warn, text.Error(code).What)
		}
	default:
		received(&p, got)
	}
	return p
}

// received says what the region took, and what it did not.
func received(p *page.Page, got *domain.Uploaded) {
	if got.Taken > 0 {
		p.Say(page.OK, labels.UploadTaken(got.Taken, got.Credits))
	}
	if got.Attachments > 0 {
		p.Say(page.OK, text.Attached(got.Attachments))
	}
	if got.Before > 0 {
		p.Say(page.Warn, labels.UploadTakenBefore(got.Before))
	}
	switch {
	case got.FileFault:
		p.Say(page.Error, labels.UploadWholeFault)
	case len(got.Refused) > 0:
		p.Say(page.Error, labels.UploadComesBack(len(got.Refused)))
	}
	if got.Unlisted > 0 {
		p.Say(page.Warn, labels.UploadUnlisted(got.Unlisted))
	}
}

// Loading tells that it has not been read yet.
func (s *sent) Loading() bool { return s.upload.ID == "" && s.code == "" }

// Close ends the load.
func (s *sent) Close() { s.ask.Stop() }

// Typing tells whether characters go to a search line.
func (s *sent) Typing() bool { return s.faulty && s.faults.Typing() || !s.faulty && s.made.Typing() }

// Modal tells that Esc ends something inside the list first.
func (s *sent) Modal() bool {
	return s.faulty && (s.faults.modal() || s.faults.only != "") || !s.faulty && s.made.Modal()
}

// answered tells that there is a list below the head.
func (s *sent) answered() bool { return uploaded(s.upload) != nil }

// Resize tells the lists what is left below the head.
func (s *sent) Resize(z layout.Size) {
	z = below(s.m.env, s.head(), z)
	s.made.Resize(z)
	s.faults.Resize(z)
}

func (s *sent) View(z layout.Size) string {
	return headed(s.m.env, s.head(), z, func(z layout.Size) string {
		switch {
		case !s.answered():
			return ""
		case s.faulty:
			return s.faults.View(z)
		}
		return s.made.View(z)
	})
}

// Actions are what can be done.
func (s *sent) Actions() []screen.Action {
	switch {
	case !s.answered():
		return nil
	case s.faulty:
		return s.faults.Actions()
	}
	return s.made.Actions()
}

// Outline tells head and list.
func (s *sent) Outline() outline.Outline {
	head := s.head()
	o := head.Outline()
	switch {
	case !s.answered():
		return o
	case s.faulty:
		return append(o, s.faults.Outline()...)
	}
	return append(o, s.made.Outline()...)
}
