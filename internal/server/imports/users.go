package imports

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/text"
)

// userRow is what a user may do at one clinic.
type userRow struct {
	line     int
	id, name string
	clinic   string
	role     domain.Role
	validity domain.Period
}

// roles are the words for them, as a portal and an office say them.
var roles = map[string]domain.Role{
	"user": domain.RoleUser, "användare": domain.RoleUser, "fakturerare": domain.RoleUser,
	"contact": domain.RoleContact, "kontakt": domain.RoleContact, "klinikkontakt": domain.RoleContact, "kontaktperson": domain.RoleContact,
	"reader": domain.RoleReader, "läsare": domain.RoleReader,
}

func (p *planner) users() error {
	var rows []userRow
	if err := p.lines(func(l sheet.Line) { rows = append(rows, p.readUser(l)) }); err != nil {
		return err
	}
	rows, people := p.usersOnce(rows)
	if err := p.usersKnown(rows); err != nil {
		return err
	}
	p.plan.Does = append(p.plan.Does, fmt.Sprintf("Behörigheter: %s. Användare: %s.", text.Number(len(rows)), text.Number(people)))
	p.plan.work = append(p.plan.work, batch{len(rows), func(tx server.Tx) error {
		touched, known := map[string]bool{}, map[userRow]bool{}
		for _, r := range rows {
			if _, read := touched[r.clinic]; !read {
				touched[r.clinic] = false
				if err := p.asPlanned(tx, r.clinic); err != nil {
					return err
				}
				if err := p.usersAt(tx, r.clinic, known); err != nil {
					return err
				}
			}
			if known[r.asKnown()] {
				continue
			}
			touched[r.clinic] = true
			user, err := tx.PutUser(server.HSAID(r.id), r.name)
			if err != nil {
				return err
			}
			if err := tx.PutMembership(user, r.clinic, r.role, r.validity); err != nil {
				return err
			}
		}
		return p.registered(tx, touched)
	}})
	return nil
}

// usersAt adds who stands at a clinic already, as rows.
func (p *planner) usersAt(tx server.Office, clinic string, known map[userRow]bool) error {
	all, err := tx.Colleagues(clinic, p.today)
	for _, c := range all {
		known[userRow{id: c.HSAID, name: c.Name, clinic: clinic, role: c.Role, validity: c.Validity}.asKnown()] = true
	}
	return err
}

// asKnown is the row as it is compared.
func (r userRow) asKnown() userRow {
	r.line, r.id = 0, strings.ToUpper(r.id)
	return r
}

// registered notes at clinics that a register was read in which says something new of
// their users or performers: whoever has them on the screen decides anew.
func (p *planner) registered(tx server.Tx, clinics map[string]bool) error {
	for _, no := range slices.Sorted(maps.Keys(clinics)) {
		if !clinics[no] {
			continue
		}
		c, err := tx.Clinic(no)
		if err != nil {
			return err
		}
		if _, err := server.SaveClinic(tx, c, p.clinicEvent()); err != nil {
			return err
		}
	}
	return nil
}

// clinicEvent is what is noted at a clinic of which a register says something new.
func (p *planner) clinicEvent() domain.ClinicEvent {
	return domain.ClinicEvent{At: p.Now().UTC().Truncate(time.Millisecond), Act: domain.ClinicRegister, By: p.By}
}

func (p *planner) readUser(l sheet.Line) userRow {
	r := userRow{line: l.No, id: l.Must("hsa_id"), name: l.Must("name"), clinic: l.Must("clinic_no")}
	if _, err := domain.ParseHSAID(r.id); r.id != "" && err != nil {
		l.Fail("hsa_id", "inget HSA-id (SE, tio siffror, bindestreck, bokstäver och siffror)")
	}
	word := l.Must("role")
	role, known := roles[strings.ToLower(word)]
	if r.role = role; word != "" && !known {
		l.Fail("role", "ska vara user, contact eller reader")
	}
	var withdrawn bool
	if r.validity, withdrawn = p.period(l); withdrawn {
		r.validity.To = r.validity.From.AddDays(-1) // no day is in it
	}
	return r
}

// usersOnce finds rows that contradict each other; of equal rows one is kept.
func (p *planner) usersOnce(rows []userRow) (once []userRow, people int) {
	names, places := map[string]userRow{}, map[[2]string]userRow{}
	for _, r := range rows {
		id := strings.ToUpper(r.id)
		if was, ok := names[id]; !ok {
			names[id] = r
		} else if was.name != r.name {
			p.fault(r.line, "hsa_id", fmt.Sprintf("rad %d har ett annat namn för samma HSA-id", was.line))
		}
		was, ok := places[[2]string{id, r.clinic}]
		switch {
		case !ok:
			places[[2]string{id, r.clinic}] = r
			once = append(once, r)
		case was.role != r.role || was.validity != r.validity:
			p.fault(r.line, "clinic_no", fmt.Sprintf("rad %d säger något annat om samma användare vid samma klinik", was.line))
		}
	}
	return once, len(names)
}

// usersKnown compares with who may do what today.
func (p *planner) usersKnown(rows []userRow) error {
	var missing []int
	var c userChanges
	err := p.read(func(tx server.Tx) error {
		missing, c = nil, userChanges{renamed: map[int64]bool{}}
		clinics, err := p.clinicsNow(tx)
		if err != nil {
			return err
		}
		users, err := tx.Users()
		if err != nil {
			return err
		}
		roll := make(map[string]server.RollUser, len(users))
		for _, u := range users {
			for _, id := range u.Identities {
				roll[strings.ToUpper(id)] = u
			}
		}
		for _, r := range rows {
			if !clinics[r.clinic] {
				missing = append(missing, r.line)
				continue
			}
			c.note(r, roll[strings.ToUpper(r.id)], p.today)
		}
		return nil
	})
	for _, line := range missing {
		p.fault(line, "clinic_no", "kliniken finns inte: läs in kliniker först")
	}
	p.plan.takes(len(c.renamed), "Användare som byter namn (HSA-id kan vara fel, om det är en annan person): %s.")
	p.plan.takes(c.lost, "Användare som i dag förlorar sin behörighet vid en klinik: %s.")
	p.plan.takes(c.back, "Användare vars arbete vid en klinik är avslutat, och som får arbeta där igen: %s.")
	p.plan.takes(c.lowered, "Användare som får en lägre roll: %s.")
	p.plan.takes(c.raised, "Användare som får en högre roll: %s.")
	return err
}

// userChanges is what the rows change for those whom the register has.
type userChanges struct {
	renamed                     map[int64]bool
	lost, back, lowered, raised int
}

// ranks put the roles in order of what they may do.
var ranks = map[domain.Role]int{domain.RoleReader: 1, domain.RoleUser: 2, domain.RoleContact: 3}

// note compares a row with what the register has of its user; an empty one is not there.
func (c *userChanges) note(r userRow, u server.RollUser, today domain.Date) {
	if u.ID != 0 && u.Name != r.name {
		c.renamed[u.ID] = true
	}
	over := !r.validity.To.IsZero() && r.validity.To.Before(today)
	for _, m := range u.Memberships {
		switch ended := !m.Validity.To.IsZero() && m.Validity.To.Before(today); {
		case m.Clinic != r.clinic:
		case ended && !over:
			c.back++
		case ended:
		case m.Validity.Contains(today) && !r.validity.Contains(today):
			c.lost++
		case ranks[r.role] < ranks[m.Role]:
			c.lowered++
		case ranks[r.role] > ranks[m.Role]:
			c.raised++
		}
	}
}

// clinicsNow are the numbers of the region's clinics, whose versions the plan keeps.
func (p *planner) clinicsNow(tx server.Registry) (map[string]bool, error) {
	list, err := tx.Clinics()
	nos := map[string]bool{}
	p.shown = map[string]int64{}
	for _, c := range list {
		nos[c.No], p.shown[c.No] = true, c.Version
	}
	return nos, err
}

// CodeChanged is the code of a conflict: a clinic is not as it was when the plan was
// made, so that what was asked about is not what would be done.
const CodeChanged = "imports.changed"

// asPlanned refuses a clinic that has been changed, or has come, since the plan.
func (p *planner) asPlanned(tx server.Registry, no string) error {
	now, err := tx.Clinic(no)
	if err != nil && domain.KindOf(err) != domain.NotFound {
		return err
	}
	if now.Version != p.shown[no] {
		return &domain.Error{Kind: domain.Conflict, Code: CodeChanged, Op: "imports.apply"}
	}
	return nil
}
