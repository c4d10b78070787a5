package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// clinicChosen tells that another clinic is worked for now, or why not.
type clinicChosen struct{ err error }

// changeClinic works for another of the user's clinics (A3). What is typed
// belongs to the clinic that is left: all of it is saved first, and where that
// fails nothing is left. Keys typed meanwhile are for what is opened there: the new
// start page, or a screen above it.
func (r *Root) changeClinic(no string, to screen.Route) tea.Cmd {
	r.toClinic, r.thenOpen = no, to
	return r.flushAll(thenChange, nil)
}

// chooseClinic is the second step, once all is saved.
func (r *Root) chooseClinic() tea.Cmd {
	no, choose := r.toClinic, r.cfg.ChooseClinic
	return r.own(nobody, func() tea.Msg { return clinicChosen{choose(no)} })
}

func (r *Root) onClinicChosen(m clinicChosen) tea.Cmd {
	r.toClinic = ""
	if m.err != nil {
		r.say(text.Error(domain.CodeOf(m.err)).String())
		return nil
	}
	for _, e := range r.stack {
		closeScreen(e.s)
	}
	clear(r.left)
	e := r.build(screen.Route{Name: screen.Home})
	r.stack = []entry{e}
	now := r.cfg.State()
	r.say(labels.ClinicChanged(now.Clinic.Name, screen.MayBill(now.Role) != ""))
	cmd := r.own(e.id, e.s.Init())
	if to := r.thenOpen; to != (screen.Route{}) {
		above := r.build(to)
		r.stack = append(r.stack, above)
		cmd = tea.Batch(cmd, r.own(above.id, above.s.Init()))
	}
	return cmd
}
