package imports

import (
	"fmt"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/text"
)

// clinicRow is a clinic with its provider. What the file leaves empty is as it
// was: specialists, the last day, and where its payouts go.
type clinicRow struct {
	line        int
	provider    domain.Provider
	clinic      domain.Clinic
	specialists bool // given
	ends        bool // given
	payee       bool // given
}

func (p *planner) clinics() error {
	var rows []clinicRow
	if err := p.lines(func(l sheet.Line) { rows = append(rows, p.readClinic(l)) }); err != nil {
		return err
	}
	rows = p.clinicsOnce(rows)
	known, owners, err := p.clinicsBefore()
	if err != nil {
		return err
	}
	ended, narrowed, renamed, repaid, paid, providers := 0, 0, 0, 0, 0, map[string]bool{}
	for i := range rows {
		r := &rows[i]
		p.newNumbers(r, known, owners)
		if was, ok := owners[r.provider.ID]; ok && !providers[r.provider.ID] && another(was, r.provider) {
			renamed++
		}
		providers[r.provider.ID] = true
		was, ok := known[r.clinic.No]
		if !ok {
			continue
		}
		if was.ProviderID != r.provider.ID {
			p.fault(r.line, "clinic_no", "numret hör redan till en annan vårdgivares klinik")
		}
		r.keep(was)
		switch {
		case r.clinic.Payee == was.Payee:
		case was.Payee.Digits == "":
			paid++
		default:
			repaid++
		}
		if was.Specialists && !r.clinic.Specialists {
			narrowed++
		}
		if end := r.clinic.Ends; !end.IsZero() && (was.Ends.IsZero() || end.Before(was.Ends)) {
			ended++
		}
	}
	p.plan.Does = append(p.plan.Does, fmt.Sprintf("Kliniker: %s. Vårdgivare: %s.", text.Number(len(rows)), text.Number(len(providers))))
	p.plan.takes(renamed, "Vårdgivare som får annat namn eller organisationsnummer (deras utbetalningar följer med): %s.")
	p.plan.takes(repaid, "Kliniker vars utbetalningar går till en annan mottagare eller ett annat konto: %s.")
	p.plan.takes(paid, "Kliniker som finns sedan förut och får ett konto för sina utbetalningar: %s.")
	p.plan.takes(ended, "Kliniker som avslutas (efter sista dagen kan ingen logga in där): %s.")
	p.plan.takes(narrowed, "Kliniker som inte längre får fakturera specialistkoder: %s.")
	p.plan.work = append(p.plan.work, batch{len(rows), func(tx server.Tx) error {
		for _, r := range rows {
			if err := p.asPlanned(tx, r.clinic.No); err != nil {
				return err
			}
			if err := tx.PutProvider(r.provider); err != nil {
				return err
			}
			if err := server.PutClinic(tx, r.clinic, p.clinicEvent()); err != nil {
				return err
			}
		}
		return nil
	}})
	return nil
}

// newNumbers finds what the register cannot know a new clinic or provider by. What is
// there already is not refused by its number.
func (p *planner) newNumbers(r *clinicRow, clinics map[string]domain.Clinic, providers map[string]domain.Provider) {
	check := func(column, no string, there bool) {
		if no != "" && !there && !domain.GoodRegisterNo(no) { // an empty one is told already
			p.fault(r.line, column, text.BadRegisterNo())
		}
	}
	_, there := providers[r.provider.ID]
	check("provider_id", r.provider.ID, there)
	_, there = clinics[r.clinic.No]
	check("clinic_no", r.clinic.No, there)
}

// keep lets what the file leaves empty be as it was.
func (r *clinicRow) keep(was domain.Clinic) {
	if !r.specialists {
		r.clinic.Specialists = was.Specialists
	}
	if !r.ends {
		r.clinic.Ends = was.Ends
	}
	if r.payee {
		r.clinic.Payee = r.clinic.Payee.Beside(was.Payee)
	} else {
		r.clinic.Payee = was.Payee
	}
}

// clinicsBefore gives the region's clinics by number and its providers by id.
func (p *planner) clinicsBefore() (clinics map[string]domain.Clinic, providers map[string]domain.Provider, err error) {
	err = p.read(func(tx server.Tx) error {
		clinics, providers, p.shown = map[string]domain.Clinic{}, map[string]domain.Provider{}, map[string]int64{}
		list, err := tx.Clinics()
		if err != nil {
			return err
		}
		for _, c := range list {
			clinics[c.No], p.shown[c.No] = c, c.Version
		}
		owners, err := tx.Providers()
		for _, o := range owners {
			providers[o.ID] = o
		}
		return err
	})
	return clinics, providers, err
}

// another says whether a provider may have become somebody else, who is then
// paid. An organisation number that was missing, or is left empty, is no change.
func another(was, is domain.Provider) bool {
	return was.Name != is.Name || was.OrgNumber != "" && is.OrgNumber != "" && was.OrgNumber != is.OrgNumber
}

func (p *planner) readClinic(l sheet.Line) clinicRow {
	r := clinicRow{
		line:     l.No,
		provider: domain.Provider{ID: l.Must("provider_id"), Name: l.Must("provider_name"), OrgNumber: l.Text("org_number")},
		clinic:   domain.Clinic{No: l.Must("clinic_no"), Name: l.Must("clinic_name")},
	}
	for column, name := range map[string]string{"provider_name": r.provider.Name, "clinic_name": r.clinic.Name} {
		// As a klinikkontakt may write it, who could not save anything of the clinic otherwise.
		if name != "" && len(domain.ContactChange{Name: name}.Check()) > 0 {
			l.Fail(column, text.Why(domain.WhyBadText).String())
		}
	}
	r.clinic.ProviderID = r.provider.ID
	r.clinic.Specialists, r.specialists = l.YesNo("specialists")
	r.clinic.Ends, r.ends = p.end(l, "valid_to")
	r.clinic.Payee, r.payee = readPayee(l)
	if r.provider.OrgNumber != "" {
		var err error
		if r.provider.OrgNumber, err = domain.ParseOrgNumber(r.provider.OrgNumber); err != nil {
			l.Fail("org_number", "inget organisationsnummer, och inget personnummer för enskild firma")
		}
	}
	return r
}

// clinicsOnce finds rows that contradict each other; of equal rows one is kept.
func (p *planner) clinicsOnce(rows []clinicRow) (once []clinicRow) {
	clinics, providers := map[string]clinicRow{}, map[string]clinicRow{}
	for _, r := range rows {
		if was, ok := providers[r.provider.ID]; ok && was.provider != r.provider {
			p.fault(r.line, "provider_id", fmt.Sprintf("rad %d säger något annat om samma vårdgivare", was.line))
		} else if !ok {
			providers[r.provider.ID] = r
		}
		was, ok := clinics[r.clinic.No]
		switch {
		case !ok:
			clinics[r.clinic.No] = r
			once = append(once, r)
		case was.clinic.ProviderID != r.clinic.ProviderID:
			p.fault(r.line, "clinic_no", fmt.Sprintf("numret står på rad %d för en annan vårdgivares klinik", was.line))
		case was.clinic != r.clinic || was.specialists != r.specialists || was.ends != r.ends || was.payee != r.payee:
			p.fault(r.line, "clinic_no", fmt.Sprintf("rad %d säger något annat om samma klinik", was.line))
		}
	}
	return once
}
