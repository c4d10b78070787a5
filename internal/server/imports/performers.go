package imports

import (
	"fmt"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/text"
)

// performerColumns are those of the register of behandlare (B30). no is what a bill
// names the person by, such as a prescriber's code or an initial.
var performerColumns = []sheet.Column{
	{Name: "clinic_no", Also: []string{"kliniknummer", "kliniknr", "klinik"}},
	{Name: "no", Also: []string{"behandlare", "behandlarnummer", "nummer", "nr"}},
	{Name: "name", Also: []string{"namn"}},
	{Name: "profession", Also: []string{"yrke", "legitimation"}},
	{Name: "specialist"},
	fromColumn, toColumn,
}

// performerRow is who gives care at one clinic.
type performerRow struct {
	line   int
	clinic string
	who    domain.Performer
}

// key is by what a bill finds the performer: its number compares without case.
func (r performerRow) key() [2]string { return [2]string{r.clinic, strings.ToUpper(r.who.No)} }

func (p *planner) performers() error {
	var rows []performerRow
	if err := p.lines(func(l sheet.Line) { rows = append(rows, p.readPerformer(l)) }); err != nil {
		return err
	}
	rows = p.performersOnce(rows)
	if err := p.performersKnown(rows); err != nil {
		return err
	}
	p.plan.Does = append(p.plan.Does, fmt.Sprintf("Behandlare: %s.", text.Number(len(rows))))
	if !p.Profile.PerformerMust {
		p.plan.Notes = append(p.plan.Notes, "Regionens profil frågar inte efter behandlare (performerMust): registret används inte än.")
	}
	p.plan.work = append(p.plan.work, batch{len(rows), p.putPerformers(rows)})
	return nil
}

// putPerformers stores what is new.
func (p *planner) putPerformers(rows []performerRow) func(server.Tx) error {
	return func(tx server.Tx) error {
		touched, known := map[string]bool{}, map[performerRow]bool{}
		for _, r := range rows {
			if _, read := touched[r.clinic]; !read {
				touched[r.clinic] = false
				if err := p.asPlanned(tx, r.clinic); err != nil {
					return err
				}
				list, err := tx.Performers(r.clinic)
				if err != nil {
					return err
				}
				for _, who := range list {
					known[performerRow{clinic: r.clinic, who: who}] = true
				}
			}
			if known[performerRow{clinic: r.clinic, who: r.who}] {
				continue
			}
			if err := tx.PutPerformers(r.clinic, r.who); err != nil {
				return err
			}
			touched[r.clinic] = true
		}
		return p.registered(tx, touched)
	}
}

func (p *planner) readPerformer(l sheet.Line) performerRow {
	r := performerRow{line: l.No, clinic: l.Must("clinic_no")}
	r.who = domain.Performer{No: l.Must("no"), Name: l.Must("name"), Profession: l.Must("profession")}
	var given bool
	if r.who.Specialist, given = l.YesNo("specialist"); !given && !l.Filled("specialist") {
		l.Fail("specialist", "saknas: skriv ja eller nej")
	}
	if most := domain.FieldItemPerformer.Limit(); len([]rune(r.who.No)) > most {
		l.Fail("no", fmt.Sprintf("är längre än %d tecken", most))
	}
	var withdrawn bool
	if r.who.Validity, withdrawn = p.period(l); withdrawn {
		r.who.Validity.To = r.who.Validity.From.AddDays(-1) // no day is in it
	}
	return r
}

// performersOnce finds rows that contradict each other; of equal rows one is kept.
func (p *planner) performersOnce(rows []performerRow) (once []performerRow) {
	known := map[[2]string]performerRow{}
	for _, r := range rows {
		was, ok := known[r.key()]
		switch {
		case !ok:
			known[r.key()] = r
			once = append(once, r)
		case was.who != r.who:
			p.fault(r.line, "no", fmt.Sprintf("rad %d säger något annat om samma behandlare vid samma klinik", was.line))
		}
	}
	return once
}

// performersKnown compares with the register as it is: who stands there in other
// letters keeps them.
func (p *planner) performersKnown(rows []performerRow) error {
	var missing []int
	lost, renamed := 0, 0
	err := p.read(func(tx server.Tx) error {
		missing, lost, renamed = nil, 0, 0
		clinics, err := p.clinicsNow(tx)
		if err != nil {
			return err
		}
		known := map[[2]string]domain.Performer{}
		for no := range clinics {
			list, err := tx.Performers(no)
			if err != nil {
				return err
			}
			for _, who := range list {
				known[performerRow{clinic: no, who: who}.key()] = who
			}
		}
		for i := range rows {
			r := &rows[i]
			if !clinics[r.clinic] {
				missing = append(missing, r.line)
			}
			was, ok := known[r.key()]
			if !ok {
				continue
			}
			r.who.No = was.No
			if was.Name != r.who.Name {
				renamed++
			}
			if narrower(was, r.who) {
				lost++
			}
		}
		return nil
	})
	for _, line := range missing {
		p.fault(line, "clinic_no", "kliniken finns inte: läs in kliniker först")
	}
	p.plan.takes(renamed, "Behandlare som byter namn (numret kan vara fel, om det är en annan person): %s.")
	p.plan.takes(lost, "Behandlare som får kortare tid, eller inte längre är specialist: %s.")
	return err
}

// narrower tells whether care that a performer could be named for no longer counts.
func narrower(was, is domain.Performer) bool {
	shorter := is.Validity.From.After(was.Validity.From) ||
		!is.Validity.To.IsZero() && (was.Validity.To.IsZero() || is.Validity.To.Before(was.Validity.To))
	return shorter || was.Specialist && !is.Specialist
}
