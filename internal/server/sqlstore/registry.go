package sqlstore

import "example.org/tandtui/internal/domain"

func (x *tx) PutProvider(p domain.Provider) error {
	return x.exec("putProvider", `INSERT INTO provider (provider_id, name, org_number) VALUES (?, ?, ?)
		ON CONFLICT (provider_id) DO UPDATE SET name = excluded.name,
			org_number = CASE WHEN excluded.org_number = '' THEN provider.org_number ELSE excluded.org_number END`, p.ID, p.Name, p.OrgNumber)
}

func (x *tx) Providers() (list []domain.Provider, err error) {
	err = x.rows("providers", `SELECT provider_id, name, org_number FROM provider ORDER BY provider_id`, nil, func(scan func(...any) error) error {
		var p domain.Provider
		err := scan(&p.ID, &p.Name, &p.OrgNumber)
		list = append(list, p)
		return err
	})
	return list, err
}

const clinicColumns = `clinic_id, version, name, provider_id, specialists, valid_to, payee_kind, payee_digits, payee_name, payee_town, payee_country,
	address, post_no, town, phone, email, contact_person, licence_state, licence_scope, licence_reference, licence_from`

func (x *tx) PutClinic(c domain.Clinic) error {
	return x.exec("putClinic", `INSERT INTO clinic (`+clinicColumns+`) VALUES (`+places(21)+`)
		ON CONFLICT (clinic_id) DO UPDATE SET version = excluded.version, name = excluded.name, provider_id = excluded.provider_id,
			specialists = excluded.specialists, valid_to = excluded.valid_to, payee_kind = excluded.payee_kind,
			payee_digits = excluded.payee_digits, payee_name = excluded.payee_name, payee_town = excluded.payee_town, payee_country = excluded.payee_country,
			address = excluded.address, post_no = excluded.post_no, town = excluded.town, phone = excluded.phone, email = excluded.email,
			contact_person = excluded.contact_person, licence_state = excluded.licence_state, licence_scope = excluded.licence_scope,
			licence_reference = excluded.licence_reference, licence_from = excluded.licence_from`,
		c.No, max(c.Version, 1), c.Name, c.ProviderID, boolInt(c.Specialists), c.Ends.String(),
		string(c.Payee.Kind), c.Payee.Digits, c.Payee.Name, c.Payee.Town, c.Payee.Country,
		c.Contact.Address, c.Contact.PostNo, c.Contact.Town, c.Contact.Phone, c.Contact.Email, c.Contact.Person,
		string(c.Licence.State), c.Licence.Scope, c.Licence.Reference, c.Licence.From.String())
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
	err = x.rows("clinics", `SELECT `+clinicColumns+` FROM clinic `+which, args, func(scan func(...any) error) error {
		var c domain.Clinic
		var ends, licensed string
		err := scan(&c.No, &c.Version, &c.Name, &c.ProviderID, &c.Specialists, &ends, &c.Payee.Kind, &c.Payee.Digits, &c.Payee.Name, &c.Payee.Town, &c.Payee.Country,
			&c.Contact.Address, &c.Contact.PostNo, &c.Contact.Town, &c.Contact.Phone, &c.Contact.Email, &c.Contact.Person,
			&c.Licence.State, &c.Licence.Scope, &c.Licence.Reference, &licensed)
		if err == nil {
			err = c.Ends.UnmarshalText([]byte(ends))
		}
		if err == nil {
			err = c.Licence.From.UnmarshalText([]byte(licensed))
		}
		list = append(list, c)
		return err
	})
	return list, err
}
