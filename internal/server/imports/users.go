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
	lost, lowered, renamed := 0, 0, map[string]bool{}
	err := p.read(func(tx server.Tx) error {
		missing, lost, lowered = nil, 0, 0
		clear(renamed)
		clinics, err := clinicNos(tx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if !clinics[r.clinic] {
				missing = append(missing, r.line)
				continue
			}
			user, err := tx.User(server.HSAID(r.id), p.today)
			if err != nil && domain.KindOf(err) != domain.NotFound {
				return err
			}
			if user.Name != "" && user.Name != r.name {
				renamed[user.HSAID] = true
			}
			for _, m := range user.Memberships {
				switch {
				case m.Clinic.No != r.clinic:
				case !r.validity.Contains(p.today):
					lost++
				case m.Role == domain.RoleContact && r.role != domain.RoleContact:
					lowered++
				}
			}
		}
		return nil
	})
	for _, line := range missing {
		p.fault(line, "clinic_no", "kliniken finns inte: läs in kliniker först")
	}
	p.plan.takes(len(renamed), "Användare som byter namn (HSA-id kan vara fel, om det är en annan person): %s.")
	p.plan.takes(lost, "Användare som i dag förlorar sin behörighet vid en klinik: %s.")
	p.plan.takes(lowered, "Klinikkontakter som blir vanliga användare: %s.")
	return err
}

// clinicNos are the numbers of the region's clinics.
func clinicNos(tx server.Registry) (map[string]bool, error) {
	list, err := tx.Clinics()
	nos := map[string]bool{}
	for _, c := range list {
		nos[c.No] = true
	}
	return nos, err
}
