package clinic

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// rows is a part that is a list.
type rows[T any] struct {
	*list.List[T]
	of func(app.Office) []T
}

func (r *rows[T]) Init() tea.Cmd { return nil }

func (r *rows[T]) show(o app.OfficeSeen, code string) screen.Step {
	if !o.At.IsZero() {
		code = "" // what was seen before stays, with its age
	}
	return r.SetRows(r.of(o.Office), code)
}

func newPerformers(m *model) part {
	type one = domain.Performer
	r := &rows[one]{of: func(o app.Office) []one { return o.Performers }}
	r.List = list.New(m.env.Theme, list.Spec[one]{
		Title: labels.ClinicPerformers, Key: func(p one) string { return p.No }, Empty: labels.ClinicNoOne, NoMatch: labels.ClinicNoMatch, Count: labels.ClinicCount,
		Columns: []table.Column[one]{
			{Title: labels.ClinicColNo, Value: table.Plain(func(p one) string { return text.Safe(p.No) }), Min: 8, Max: 14},
			{Title: labels.ClinicColName, Value: table.Plain(func(p one) string { return text.Safe(p.Name) }), Min: 14, Max: 26},
			{Title: labels.ClinicColProfession, Value: table.Plain(profession), Min: 14, Max: 28},
			{Title: labels.ClinicColValid, Value: table.Plain(func(p one) string { return labels.ClinicValid(p.Validity) }), Min: 21, Max: 22},
		},
		Actions: func() (actions []screen.Action) {
			if p, ok := r.Chosen(); ok {
				actions = append(actions, screen.Action{Key: keys.As(keys.Enter, labels.ClinicEdit), Can: m.why, Do: edit("performer/" + app.PerformerID(p))})
			}
			return append(actions, screen.Action{Key: keys.As(addKey, labels.ClinicAddOne), Can: m.why, Do: edit("performer")})
		},
	})
	return r
}

func profession(p domain.Performer) string {
	s := text.Safe(p.Profession)
	if p.Specialist {
		s += ", " + labels.ClinicSpecialist
	}
	return s
}

// event is one with its place: two may look the same.
type event struct {
	domain.ClinicEvent
	at int
}

func newHistory(m *model) part {
	r := &rows[event]{of: func(o app.Office) (all []event) {
		for i, e := range o.Events {
			all = append(all, event{e, i})
		}
		return all
	}}
	r.List = list.New(m.env.Theme, list.Spec[event]{
		Title: labels.ClinicHistory, Key: func(e event) string { return strconv.Itoa(e.at) }, Empty: labels.ClinicNothing, NoMatch: labels.ClinicNoMatch, Count: labels.HistoryCount,
		Columns: []table.Column[event]{
			{
				Title: labels.ClinicColWhen, Value: table.Plain(func(e event) string { return e.At.In(m.env.Now().Location()).Format("2006-01-02 15:04") }),
				Less: func(a, b event) bool { return a.At.Before(b.At) }, Min: 16, Max: 16,
			},
			{Title: labels.ClinicColWhat, Value: table.Plain(whatWasDone), Min: 36},
			{Title: labels.ClinicColWho, Value: table.Plain(func(e event) string { return by(e.By) }), Min: 16, Max: 26},
		},
		Foot: func() (p page.Page) {
			if e, ok := r.Chosen(); ok {
				p.Space()
				p.Say(page.Plain, whatWasDone(e))
				p.Say(page.Plain, labels.ClinicColWho+" "+by(e.By)+" · "+text.Via(e.By.Via))
			}
			return p
		},
		FootLines: 4,
	})
	return r
}

// whatWasDone is the act with whom it was about and the fields that it changed.
func whatWasDone(e event) string {
	s := text.ClinicAct(e.Act)
	if e.About != "" {
		s += ": " + text.Safe(e.About)
	}
	var fields []string
	for _, f := range e.Fields {
		fields = append(fields, strings.ToLower(text.OfficeField(f)))
	}
	if len(fields) > 0 {
		s += " (" + strings.Join(fields, ", ") + ")"
	}
	return s
}

func by(a domain.Actor) string {
	if a.Name != "" {
		return text.Safe(a.Name)
	}
	return text.Safe(a.ID)
}
