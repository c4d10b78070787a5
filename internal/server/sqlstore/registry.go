package sqlstore

import (
	"strings"

	"example.org/tandtui/internal/domain"
)

// PutProvider implements server.Registry.
func (x *tx) PutProvider(p domain.Provider) error {
	return x.exec("putProvider", `INSERT INTO provider (provider_id, name, org_number) VALUES (?, ?, ?)
		ON CONFLICT (provider_id) DO UPDATE SET name = excluded.name, org_number = excluded.org_number`, p.ID, p.Name, p.OrgNumber)
}

// PutClinic implements server.Registry.
func (x *tx) PutClinic(c domain.Clinic) error {
	return x.exec("putClinic", `INSERT INTO clinic (clinic_id, name, provider_id, specialists) VALUES (?, ?, ?, ?)
		ON CONFLICT (clinic_id) DO UPDATE SET name = excluded.name, provider_id = excluded.provider_id, specialists = excluded.specialists`,
		c.No, c.Name, c.ProviderID, boolInt(c.Specialists))
}

// Clinics implements server.Registry.
func (x *tx) Clinics() (list []domain.Clinic, err error) {
	err = x.rows("clinics", `SELECT clinic_id, name, provider_id, specialists FROM clinic ORDER BY clinic_id`, nil, func(scan func(...any) error) error {
		var c domain.Clinic
		err := scan(&c.No, &c.Name, &c.ProviderID, &c.Specialists)
		list = append(list, c)
		return err
	})
	return list, err
}

// PutUser implements server.Registry.
func (x *tx) PutUser(hsaID, name string) error {
	return x.exec("putUser", `INSERT INTO clinic_user (hsa_id, hsa_id_was, name) VALUES (?, ?, ?)
		ON CONFLICT (hsa_id) DO UPDATE SET hsa_id_was = excluded.hsa_id_was, name = excluded.name`, strings.ToUpper(hsaID), hsaID, name)
}

// PutMembership implements server.Registry.
func (x *tx) PutMembership(hsaID, clinic string, role domain.Role, v domain.Period) error {
	return x.exec("putMembership", `INSERT INTO membership (hsa_id, clinic_id, role, valid_from, valid_to) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (hsa_id, clinic_id) DO UPDATE SET role = excluded.role, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
		strings.ToUpper(hsaID), clinic, string(role), v.From.String(), v.To.String())
}

// PutPerson implements server.Registry.
func (x *tx) PutPerson(id domain.PersonID, protected bool) error {
	return x.exec("putPerson", `INSERT INTO person (person_id, protected) VALUES (?, ?)
		ON CONFLICT (person_id) DO UPDATE SET protected = excluded.protected`, id.Canonical(), boolInt(protected))
}

// PutEntitlement implements server.Registry.
func (x *tx) PutEntitlement(id domain.PersonID, e domain.Entitlement) error {
	return x.exec("putEntitlement", `INSERT INTO entitlement (entitlement_no, person_id, support, category, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (entitlement_no) DO UPDATE SET person_id = excluded.person_id, support = excluded.support,
			category = excluded.category, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
		e.No, id.Canonical(), string(e.Support), e.Category, e.Validity.From.String(), e.Validity.To.String())
}

// PutApproval implements server.Registry.
func (x *tx) PutApproval(id domain.PersonID, a domain.PriorApproval) error {
	return x.exec("putApproval", `INSERT INTO approval (approval_no, person_id, support, valid_from, valid_to, procedures, amount) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (approval_no) DO UPDATE SET person_id = excluded.person_id, support = excluded.support, valid_from = excluded.valid_from,
			valid_to = excluded.valid_to, procedures = excluded.procedures, amount = excluded.amount`,
		a.No, id.Canonical(), string(a.Support), a.Validity.From.String(), a.Validity.To.String(), strings.Join(a.Procedures, " "), int64(a.Amount))
}
