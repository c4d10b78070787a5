package sqlstore

import (
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func (x *tx) Users() (list []server.RollUser, err error) {
	at := map[int64]int{}
	err = x.rows("users", `SELECT a.user_id, a.name, COALESCE(i.shown, '') FROM account a LEFT JOIN identity i ON i.user_id = a.user_id AND i.kind = ?
		ORDER BY a.user_id, i.shown`, []any{string(server.IdentityHSAID)}, func(scan func(...any) error) error {
		var u server.RollUser
		var shown string
		err := scan(&u.ID, &u.Name, &shown)
		if _, known := at[u.ID]; !known {
			at[u.ID] = len(list)
			list = append(list, u)
		}
		one := &list[at[u.ID]]
		if shown != "" {
			one.Identities = append(one.Identities, shown)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, x.rows("users", `SELECT user_id, clinic_id, role, valid_from, valid_to FROM membership ORDER BY user_id, clinic_id`, nil,
		func(scan func(...any) error) error {
			var id int64
			var m server.RollMembership
			var from, to string
			err := scan(&id, &m.Clinic, &m.Role, &from, &to)
			if err == nil {
				m.Validity, err = period(from, to)
			}
			if i, known := at[id]; known {
				list[i].Memberships = append(list[i].Memberships, m)
			}
			return err
		})
}

func (x *tx) Persons(after domain.PersonID, limit int) (list []server.Person, err error) {
	err = x.rows("persons", `SELECT person_id, protected FROM person WHERE person_id > ? ORDER BY person_id LIMIT ?`,
		[]any{after.Canonical(), limited(limit)}, func(scan func(...any) error) error {
			p := server.Person{Given: true}
			var id string
			err := scan(&id, &p.Protected)
			if err == nil {
				err = p.ID.UnmarshalText([]byte(id))
			}
			list = append(list, p)
			return err
		})
	return list, err
}

func (x *tx) DeskInvoices(clinic string, f server.InvoiceFilter) ([]domain.Invoice, error) {
	c := invoiceConditions(f)
	if clinic != "" {
		c.add("clinic_id = ?", clinic)
	}
	return x.listed(c, f.Limit)
}

func (x *tx) Unpaid(people []domain.PersonID) ([]domain.Invoice, error) {
	var refs []int64
	for part := range slices.Chunk(people, most) {
		keys := make([]string, len(part))
		for i, id := range part {
			keys[i] = id.Canonical()
		}
		err := x.rows("unpaid", `SELECT DISTINCT v.our_ref FROM bill b JOIN invoice v ON v.our_ref = b.our_ref AND v.clinic_id = b.clinic_id
			WHERE v.status IN ('received', 'approved') AND v.payout_no = 0 AND b.person_id IN (`+places(len(keys))+`)`, anyOf(nil, keys),
			func(scan func(...any) error) error {
				var ref int64
				err := scan(&ref)
				refs = append(refs, ref)
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(refs)
	var list []domain.Invoice
	for part := range slices.Chunk(slices.Compact(refs), most) {
		some, err := x.invoices(`our_ref IN (`+places(len(part))+`) ORDER BY our_ref`, anyOf(nil, part)...)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, nil
}
