package sqlstore

import (
	"strings"

	"github.com/google/uuid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// User implements server.Rights.
func (x *tx) User(hsaID string, on domain.Date) (u domain.User, err error) {
	key := strings.ToUpper(hsaID)
	err = x.row("user", `SELECT hsa_id_was, name FROM clinic_user WHERE hsa_id = ?`, []any{key}, &u.HSAID, &u.Name)
	if err != nil {
		return domain.User{}, err
	}
	day := on.String()
	err = x.rows("memberships", `SELECT c.clinic_id, c.name, c.provider_id, c.specialists, m.role
		FROM membership m JOIN clinic c ON c.clinic_id = m.clinic_id
		WHERE m.hsa_id = ? AND m.valid_from <= ? AND (m.valid_to = '' OR m.valid_to >= ?)
		ORDER BY c.clinic_id`, []any{key, day, day}, func(scan func(...any) error) error {
		var m domain.Membership
		if err := scan(&m.Clinic.No, &m.Clinic.Name, &m.Clinic.ProviderID, &m.Clinic.Specialists, &m.Role); err != nil {
			return err
		}
		u.Memberships = append(u.Memberships, m)
		return nil
	})
	return u, err
}

// LogAccess implements server.Rights.
func (x *tx) LogAccess(a server.Access) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	return x.exec("logAccess", `INSERT INTO access_log (access_id, at, hsa_id, clinic_id, person_id, purpose, action)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id.String(), a.At.UnixMilli(), strings.ToUpper(a.HSAID), a.Clinic, a.Person.Canonical(), a.Purpose, a.Action)
}
