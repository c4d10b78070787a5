package sqlstore

import (
	"strings"

	"example.org/tandtui/internal/domain"
)

func (x *tx) PutProvider(p domain.Provider) error {
	return x.exec("putProvider", `INSERT INTO provider (provider_id, name, org_number) VALUES (?, ?, ?)
		ON CONFLICT (provider_id) DO UPDATE SET name = excluded.name, org_number = excluded.org_number`, p.ID, p.Name, p.OrgNumber)
}

func (x *tx) PutClinic(c domain.Clinic) error {
	return x.exec("putClinic", `INSERT INTO clinic (clinic_id, name, provider_id, specialists) VALUES (?, ?, ?, ?)
		ON CONFLICT (clinic_id) DO UPDATE SET name = excluded.name, provider_id = excluded.provider_id, specialists = excluded.specialists`,
		c.No, c.Name, c.ProviderID, boolInt(c.Specialists))
}

func (x *tx) Clinic(no string) (domain.Clinic, error) {
	list, err := x.clinics(`WHERE clinic_id = ?`, no)
	if err == nil && len(list) == 0 {
		err = notFound("clinic")
	}
	if err != nil {
		return domain.Clinic{}, err
	}
	return list[0], nil
}

func (x *tx) Clinics() ([]domain.Clinic, error) { return x.clinics(`ORDER BY clinic_id`) }

func (x *tx) clinics(which string, args ...any) (list []domain.Clinic, err error) {
	err = x.rows("clinics", `SELECT clinic_id, name, provider_id, specialists FROM clinic `+which, args, func(scan func(...any) error) error {
		var c domain.Clinic
		err := scan(&c.No, &c.Name, &c.ProviderID, &c.Specialists)
		list = append(list, c)
		return err
	})
	return list, err
}

func (x *tx) PutPerson(id domain.PersonID, protected bool) error {
	return x.exec("putPerson", `INSERT INTO person (person_id, protected) VALUES (?, ?)
		ON CONFLICT (person_id) DO UPDATE SET protected = excluded.protected`, id.Canonical(), boolInt(protected))
}

func (x *tx) PutEntitlement(id domain.PersonID, e domain.Entitlement) error {
	return x.exec("putEntitlement", `INSERT INTO entitlement (entitlement_no, person_id, support, category, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (entitlement_no) DO UPDATE SET person_id = excluded.person_id, support = excluded.support,
			category = excluded.category, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
		e.No, id.Canonical(), string(e.Support), e.Category, e.Validity.From.String(), e.Validity.To.String())
}

func (x *tx) PutApproval(id domain.PersonID, a domain.PriorApproval) error {
	return x.exec("putApproval", `INSERT INTO approval (approval_no, person_id, support, valid_from, valid_to, procedures, amount) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (approval_no) DO UPDATE SET person_id = excluded.person_id, support = excluded.support, valid_from = excluded.valid_from,
			valid_to = excluded.valid_to, procedures = excluded.procedures, amount = excluded.amount`,
		a.No, id.Canonical(), string(a.Support), a.Validity.From.String(), a.Validity.To.String(), strings.Join(a.Procedures, " "), int64(a.Amount))
}
