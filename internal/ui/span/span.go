// Package span is what lists share that can show the rows of all the clinics of the
// user's provider (paraply, ADR 054): the key that chooses the clinics, the column that says
// whose a row is, and the only thing that can be done with another clinic's row: to
// change to that clinic and open it there.
package span

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// Port is what it needs of the app.
type Port interface {
	Snapshot() app.Snapshot
	Spread(over string) error
}

// Span is whose rows a list shows. Make it with New.
type Span[T any] struct {
	port   Port
	clinic func(T) string
	wide   bool // the rows shown are of all clinics
}

// New makes a span; clinic gives the kliniknummer of a row, "" of one that is of no
// clinic in particular.
func New[T any](port Port, clinic func(T) string) *Span[T] {
	return &Span[T]{port: port, clinic: clinic}
}

// Wide tells whether rows of all clinics are to be read.
func (s *Span[T]) Wide() bool { return s.port.Snapshot().Wide }

// Shown notes that rows are shown which were read so: the list has the column of the
// clinics, or not.
func (s *Span[T]) Shown(l *list.List[T], wide bool, own []table.Column[T]) {
	if wide == s.wide {
		return
	}
	s.wide = wide
	if wide {
		own = append([]table.Column[T]{s.column()}, own...)
	}
	l.SetColumns(own)
}

// column is the clinic of a row. Where there is little room it stays: without it
// nobody knows whose the row is.
func (s *Span[T]) column() table.Column[T] {
	return table.Column[T]{Title: labels.SpanClinic, Value: table.Plain(s.name), Min: 12, Max: 28}
}

// name is a row's clinic by number and name.
func (s *Span[T]) name(row T) string {
	no := s.clinic(row)
	for _, c := range s.port.Snapshot().Sisters {
		if c.No == no {
			return text.Safe(c.No + " " + c.Name)
		}
	}
	return text.Safe(no)
}

// key chooses whose rows are shown; its word says whose they are now.
var key = keys.New("g", "", "g")

// Actions is the key, for users with several clinics of a provider.
func (s *Span[T]) Actions(l *list.List[T]) []screen.Action {
	now := s.port.Snapshot()
	if len(now.Sisters) == 0 {
		return nil
	}
	word := labels.SpanOwn
	switch {
	case now.Only.No != "":
		word = labels.SpanOnly(text.Safe(now.Only.No))
	case now.Wide:
		word = labels.SpanAll
	}
	return []screen.Action{{Key: keys.As(key, word), Do: func() screen.Step {
		l.Choose(s.choice(now))
		return screen.Stay(nil)
	}}}
}

// choice is among all clinics, the one that is worked for, and each other. It begins
// at what is most often meant: at all of them, or back at one's own.
func (s *Span[T]) choice(now app.Snapshot) list.Choice {
	own := labels.SpanHere(text.Safe(now.Clinic.No + " " + now.Clinic.Name))
	c := list.Choice{Title: labels.SpanTitle, Items: []string{labels.SpanEvery, own}}
	over := []string{app.SpreadAll, app.SpreadOwn}
	for _, sister := range now.Sisters {
		if sister.No != now.Clinic.No {
			c.Items = append(c.Items, text.Safe(sister.No+" "+sister.Name))
			over = append(over, sister.No)
		}
	}
	if now.Wide {
		c.At = 1
	}
	c.Take = func(at int) screen.Step {
		return screen.Stay(func() tea.Msg { return done{err: s.port.Spread(over[at])} })
	}
	return c
}

// done ends the change. What lists show comes by the doorbell.
type done struct {
	screen.Mark
	err error
}

// Take says why a change failed; ours is false for any other message.
func (s *Span[T]) Take(msg tea.Msg) (step screen.Step, ours bool) {
	d, ours := msg.(done)
	if d.err != nil {
		step = step.Say(text.Error(domain.CodeOf(d.err)).String())
	}
	return step, ours
}

// Elsewhere tells whether a row is another clinic's than the one worked for.
func (s *Span[T]) Elsewhere(row T) bool {
	no := s.clinic(row)
	return s.wide && no != "" && no != s.port.Snapshot().Clinic.No
}

// Own are the rows of the clinic that is worked for.
func (s *Span[T]) Own(rows []T) (own []T) {
	for _, row := range rows {
		if !s.Elsewhere(row) {
			own = append(own, row)
		}
	}
	return own
}

// There opens another clinic's row where it belongs.
func (s *Span[T]) There(row T, to screen.Route) screen.Action {
	return screen.Action{Key: keys.As(keys.Enter, labels.SpanChange), Do: func() screen.Step {
		return screen.Change(s.clinic(row), to)
	}}
}

// Says is what stands of another clinic's row, in place of what is told of one's own.
func (s *Span[T]) Says(row T) string { return labels.SpanElsewhere(s.name(row)) }
