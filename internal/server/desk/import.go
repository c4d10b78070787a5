package desk

import (
	"context"
	"io"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// put is one line's effect; it runs when the whole file has been found right.
type put struct {
	line int
	do   func(server.Tx) error
}

// Import reads a file of one kind ("clinics", "users", "persons") and puts all
// of it into the store, or nothing. It gives the number of lines. Errors in the
// file are FileErrors.
func (d Desk) Import(ctx context.Context, kind string, r io.Reader) (int, error) {
	var puts []put
	k := Kinds[kind]
	if err := readTable(r, k.Columns, nil, func(l line) {
		before := len(*l.errs)
		do := k.read(l, domain.DateOf(d.Now()))
		if len(*l.errs) == before {
			puts = append(puts, put{l.no, do})
		}
	}); err != nil {
		return 0, err
	}
	err := d.Store.Write(ctx, func(tx server.Tx) error {
		for _, p := range puts {
			err := p.do(tx)
			if domain.KindOf(err) == domain.Invalid {
				return FileErrors{{Line: p.line, Reason: k.Needs}}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(puts), nil
}

// Kind is a sort of file that can be imported.
type Kind struct {
	Columns []string
	Needs   string // what must have been imported before, in Swedish
	read    func(line, domain.Date) func(server.Tx) error
}

// Kinds lists them by name.
var Kinds = map[string]Kind{
	"clinics": {[]string{"provider_id", "provider_name", "org_number", "clinic_no", "clinic_name", "specialists"}, "", readClinic},
	"users":   {[]string{"hsa_id", "name", "clinic_no", "role", "valid_from", "valid_to"}, "kliniken finns inte: läs in kliniker först", readUser},
	"persons": {[]string{"person", "protected", "right", "no", "support", "category", "procedures", "amount", "valid_from", "valid_to"}, "personen finns inte", readPerson},
}

func readClinic(l line, _ domain.Date) func(server.Tx) error {
	p := domain.Provider{ID: l.must("provider_id"), Name: l.must("provider_name"), OrgNumber: l.fields["org_number"]}
	c := domain.Clinic{No: l.must("clinic_no"), Name: l.must("clinic_name"), ProviderID: p.ID, Specialists: l.yesNo("specialists")}
	if p.OrgNumber != "" {
		if _, err := domain.ParseOrgNumber(p.OrgNumber); err != nil {
			l.fail("org_number", "inget organisationsnummer")
		}
	}
	return func(tx server.Tx) error {
		if err := tx.PutProvider(p); err != nil {
			return err
		}
		return server.PutClinic(tx, c)
	}
}

func readUser(l line, _ domain.Date) func(server.Tx) error {
	id, name, clinic := l.must("hsa_id"), l.must("name"), l.must("clinic_no")
	if _, err := domain.ParseHSAID(id); id != "" && err != nil {
		l.fail("hsa_id", "inget HSA-id (SE, tio siffror, bindestreck, bokstäver och siffror)")
	}
	role := domain.Role(l.must("role"))
	if role != "" && role != domain.RoleUser && role != domain.RoleContact {
		l.fail("role", "ska vara user eller contact")
	}
	validity := l.period()
	return func(tx server.Tx) error {
		user, err := tx.PutUser(server.HSAID(id), name)
		if err != nil {
			return err
		}
		return tx.PutMembership(user, clinic, role, validity)
	}
}

// readPerson reads one right of a person, or with an empty right the person alone.
func readPerson(l line, today domain.Date) func(server.Tx) error {
	id, err := domain.ParsePersonID(l.fields["person"], today)
	if err != nil {
		l.fail("person", "inget giltigt personnummer, samordningsnummer eller reservnummer")
	}
	protected := l.yesNo("protected")
	add := func(server.Tx) error { return nil }
	switch l.fields["right"] {
	case "":
	case "intyg":
		add = readEntitlement(l, id)
	case "fhb":
		add = readApproval(l, id)
	default:
		l.fail("right", "ska vara intyg, fhb eller tomt")
	}
	return func(tx server.Tx) error {
		if err := tx.PutPerson(id, protected); err != nil {
			return err
		}
		return add(tx)
	}
}

func readEntitlement(l line, id domain.PersonID) func(server.Tx) error {
	e := domain.Entitlement{
		No: l.must("no"), Support: l.support(domain.SupportN, domain.SupportF), Category: l.must("category"), Validity: l.period(),
	}
	return func(tx server.Tx) error { return tx.PutEntitlement(id, e) }
}

func readApproval(l line, id domain.PersonID) func(server.Tx) error {
	a := domain.PriorApproval{
		No: l.must("no"), Support: l.support(domain.SupportN, domain.SupportF, domain.SupportS),
		Validity: l.period(), Procedures: strings.Fields(l.fields["procedures"]),
	}
	if text := l.fields["amount"]; text != "" {
		var err error
		if a.Amount, err = domain.ParseOre(text); err != nil || a.Amount < 0 {
			l.fail("amount", "inget belopp i kronor")
		}
	}
	return func(tx server.Tx) error { return tx.PutApproval(id, a) }
}

func (l line) support(allowed ...domain.Support) domain.Support {
	s := domain.Support(l.must("support"))
	if s != "" && !slices.Contains(allowed, s) {
		l.fail("support", "ingen sådan del av tandvårdsstödet")
	}
	return s
}

func (l line) yesNo(column string) bool {
	switch strings.ToLower(l.fields[column]) { // a workbook writes its own capitals
	case "ja":
		return true
	case "nej", "":
		return false
	}
	l.fail(column, "ska vara ja eller nej")
	return false
}

// period reads valid_from and valid_to; an empty valid_to means tills vidare.
func (l line) period() (p domain.Period) {
	var err error
	if from := l.must("valid_from"); from != "" {
		if p.From, err = domain.ParseDate(from); err != nil {
			l.fail("valid_from", "inget datum (ÅÅÅÅ-MM-DD)")
		}
	}
	if to := l.fields["valid_to"]; to != "" {
		p.To, err = domain.ParseDate(to)
		switch {
		case err != nil:
			l.fail("valid_to", "inget datum (ÅÅÅÅ-MM-DD)")
		case p.To.Before(p.From):
			l.fail("valid_to", "före valid_from")
		}
	}
	return p
}
