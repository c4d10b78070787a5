package sqlstore

import (
	"strings"

	"github.com/google/uuid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func (x *tx) User(id server.Identity, on domain.Date) (u domain.User, err error) {
	var shown string
	if id.Kind == server.IdentityUser {
		err = x.row("user", `SELECT user_id, name FROM account WHERE user_id = ?`, []any{id.Value}, &u.ID, &u.Name)
	} else {
		err = x.row("user", `SELECT a.user_id, a.name, i.shown FROM identity i JOIN account a ON a.user_id = i.user_id
			WHERE i.kind = ? AND i.value = ?`, []any{string(id.Kind), strings.ToUpper(id.Value)}, &u.ID, &u.Name, &shown)
	}
	if err != nil {
		return domain.User{}, err
	}
	if u.HSAID, err = x.hsaID(u.ID); err != nil {
		return domain.User{}, err
	}
	if id.Kind == server.IdentityHSAID { // of several, the one of the card in the reader
		u.HSAID = shown
	}
	day := on.String()
	err = x.rows("memberships", `SELECT c.clinic_id, c.name, c.provider_id, c.specialists, c.valid_to, c.licence_state, c.licence_from, m.role
		FROM membership m JOIN clinic c ON c.clinic_id = m.clinic_id
		WHERE m.user_id = ? AND m.valid_from <= ? AND (m.valid_to = '' OR m.valid_to >= ?) AND (c.valid_to = '' OR c.valid_to >= ?)
		ORDER BY c.clinic_id`, []any{u.ID, day, day, day}, func(scan func(...any) error) error {
		var m domain.Membership
		var ends, licensed string
		err := scan(&m.Clinic.No, &m.Clinic.Name, &m.Clinic.ProviderID, &m.Clinic.Specialists, &ends, &m.Clinic.Licence.State, &licensed, &m.Role)
		if err == nil {
			err = m.Clinic.Ends.UnmarshalText([]byte(ends))
		}
		if err == nil {
			err = m.Clinic.Licence.From.UnmarshalText([]byte(licensed))
		}
		u.Memberships = append(u.Memberships, m)
		return err
	})
	return u, err
}

// hsaID is a user's HSA-id, "" for one without a card.
func (x *tx) hsaID(userID int64) (shown string, err error) {
	err = x.row("hsaID", `SELECT shown FROM identity WHERE user_id = ? AND kind = ? ORDER BY value`,
		[]any{userID, string(server.IdentityHSAID)}, &shown)
	if domain.KindOf(err) == domain.NotFound {
		err = nil
	}
	return shown, err
}

func (x *tx) Ended(userID int64, on domain.Date) (clinics []string, err error) {
	day := on.String()
	err = x.rows("ended", `SELECT c.clinic_id FROM membership m JOIN clinic c ON c.clinic_id = m.clinic_id
		WHERE m.user_id = ? AND (m.valid_to <> '' AND m.valid_to < ? OR c.valid_to <> '' AND c.valid_to < ?)
		ORDER BY c.clinic_id`, []any{userID, day, day}, func(scan func(...any) error) error {
		var no string
		err := scan(&no)
		clinics = append(clinics, no)
		return err
	})
	return clinics, err
}

func (x *tx) PutUser(id server.Identity, name string) (userID int64, err error) {
	kind, value := string(id.Kind), strings.ToUpper(id.Value)
	err = x.row("putUser", `SELECT user_id FROM identity WHERE kind = ? AND value = ?`, []any{kind, value}, &userID)
	switch {
	case err == nil:
		if err := x.exec("putUser", `UPDATE identity SET shown = ? WHERE kind = ? AND value = ?`, id.Value, kind, value); err != nil {
			return 0, err
		}
		return userID, x.exec("putUser", `UPDATE account SET name = ? WHERE user_id = ?`, name, userID)
	case domain.KindOf(err) != domain.NotFound:
		return 0, err
	}
	if userID, err = x.NextNumbers(server.CounterUser, 1); err != nil {
		return 0, err
	}
	if err := x.exec("putUser", `INSERT INTO account (user_id, name) VALUES (?, ?)`, userID, name); err != nil {
		return 0, err
	}
	return userID, x.exec("putUser", `INSERT INTO identity (kind, value, shown, user_id) VALUES (?, ?, ?, ?)`, kind, value, id.Value, userID)
}

func (x *tx) AddIdentity(userID int64, id server.Identity) error {
	kind, value := string(id.Kind), strings.ToUpper(id.Value)
	var owner int64
	err := x.row("addIdentity", `SELECT user_id FROM identity WHERE kind = ? AND value = ?`, []any{kind, value}, &owner)
	switch {
	case err == nil && owner == userID:
		return nil
	case err == nil:
		return &domain.Error{Kind: domain.Conflict, Code: "store.identity-taken", Op: "sqlstore.addIdentity"}
	case domain.KindOf(err) != domain.NotFound:
		return err
	}
	return x.exec("addIdentity", `INSERT INTO identity (kind, value, shown, user_id) VALUES (?, ?, ?, ?)`, kind, value, id.Value, userID)
}

func (x *tx) PutMembership(userID int64, clinic string, role domain.Role, v domain.Period) error {
	return x.exec("putMembership", `INSERT INTO membership (user_id, clinic_id, role, valid_from, valid_to) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (user_id, clinic_id) DO UPDATE SET role = excluded.role, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
		userID, clinic, string(role), v.From.String(), v.To.String())
}

func (x *tx) LogAccess(list ...server.AccessRow) error {
	rows := make([][]any, len(list))
	for i, a := range list {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		rows[i] = []any{id.String(), a.At.UnixMilli(), strings.ToUpper(a.HSAID), a.Clinic, a.Person.Canonical(), a.Purpose, string(a.Action), a.From}
	}
	return x.insert("logAccess", `INSERT INTO access_log (access_id, at, hsa_id, clinic_id, person_id, purpose, action, by_from) VALUES`, rows)
}
