package screen

import (
	"strings"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
)

// Demo is how the demo introduces itself (W21); zero outside it.
type Demo struct {
	PIN      string // of every virtual card
	Patients []DemoPatient
	Cards    []string // other cards to try, each by its holder's name and what she may do
	Files    []string // invoice files to try
}

// DemoPatient is a patient to try, and what it shows, in Swedish.
type DemoPatient struct{ Person, About string }

// Say names the patients to try; nothing outside the demo.
func (d Demo) Say(p *page.Page) {
	if len(d.Patients) == 0 {
		return
	}
	p.Say(page.Faint, labels.DemoTry)
	for _, c := range d.Patients {
		p.SayIn(page.Faint, text.Safe(c.Person)+"  "+text.Safe(c.About), 2)
	}
}

// SayCards names other cards, and how one is put in.
func (d Demo) SayCards(p *page.Page) {
	if len(d.Cards) > 0 {
		p.Say(page.Faint, text.Safe(labels.DemoCards+strings.Join(d.Cards, ", ")))
	}
}

// SayFiles names the files to try, where the menu leads to them.
func (d Demo) SayFiles(p *page.Page) {
	if len(d.Files) > 0 {
		p.Say(page.Faint, text.Safe(labels.DemoFiles+strings.Join(d.Files, ", ")))
	}
}
