package sqlstore

import (
	"encoding/json"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func (x *tx) Colleagues(clinic string, on domain.Date) (list []server.Colleague, err error) {
	at := map[int64]int{}
	err = x.rows("colleagues", `SELECT a.user_id, a.name, a.first_name, a.last_name, a.last_login, i.kind, i.shown,
			m.role, m.valid_from, m.valid_to, m.email, m.phone, m.mobile, m.waiting
		FROM membership m JOIN account a ON a.user_id = m.user_id JOIN identity i ON i.user_id = a.user_id
		WHERE m.clinic_id = ? ORDER BY a.name, a.user_id, i.kind`, []any{clinic}, func(scan func(...any) error) error {
		c, err := colleague(scan)
		if i, known := at[c.ID]; known { // another identity of the same user
			list[i].HSAID, list[i].Person = orText(list[i].HSAID, c.HSAID), orPerson(list[i].Person, c.Person)
			return err
		}
		at[c.ID] = len(list)
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	day := on.String()
	return list, x.rows("colleagues", `SELECT o.user_id, c.provider_id FROM membership m JOIN membership o ON o.user_id = m.user_id
		JOIN clinic c ON c.clinic_id = o.clinic_id
		WHERE m.clinic_id = ? AND o.clinic_id <> m.clinic_id AND o.valid_from <= ? AND (o.valid_to = '' OR o.valid_to >= ?)
			AND (c.valid_to = '' OR c.valid_to >= ?)
		ORDER BY o.user_id, o.clinic_id`, []any{clinic, day, day, day}, func(scan func(...any) error) error {
		var user int64
		var provider string
		err := scan(&user, &provider)
		if i, known := at[user]; known {
			list[i].Others = append(list[i].Others, provider)
		}
		return err
	})
}

func colleague(scan func(...any) error) (c server.Colleague, err error) {
	var login, waiting int64
	var kind server.IdentityKind
	var shown, from, to string
	err = scan(&c.ID, &c.Name, &c.First, &c.Last, &login, &kind, &shown, &c.Role, &from, &to, &c.Email, &c.Phone, &c.Mobile, &waiting)
	if err != nil {
		return c, err
	}
	c.Waiting = int(waiting)
	if login > 0 {
		c.LastLogin = time.UnixMilli(login).UTC()
	}
	if c.Validity, err = period(from, to); err != nil {
		return c, err
	}
	if kind == server.IdentityHSAID {
		c.HSAID = shown
		return c, nil
	}
	return c, c.Person.UnmarshalText([]byte(shown))
}

func orText(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func orPerson(a, b domain.PersonID) domain.PersonID {
	if a.IsZero() {
		return b
	}
	return a
}

func (x *tx) PutDetails(userID int64, clinic string, d domain.UserDetails) error {
	if err := x.exec("putDetails", `UPDATE account SET name = ?, first_name = ?, last_name = ? WHERE user_id = ?`,
		d.Name(), d.First, d.Last, userID); err != nil {
		return err
	}
	return x.exec("putDetails", `UPDATE membership SET email = ?, phone = ?, mobile = ? WHERE user_id = ? AND clinic_id = ?`,
		d.Email, d.Phone, d.Mobile, userID, clinic)
}

func (x *tx) LastLogin(userID int64) (time.Time, error) {
	var at int64
	err := x.row("lastLogin", `SELECT last_login FROM account WHERE user_id = ?`, []any{userID}, &at)
	return time.UnixMilli(at).UTC(), err
}

func (x *tx) PutLastLogin(userID int64, at time.Time) error {
	return x.exec("putLastLogin", `UPDATE account SET last_login = ? WHERE user_id = ?`, at.UnixMilli(), userID)
}

func (x *tx) Waiting(userID int64, clinic string) (n int, err error) {
	err = x.row("waiting", `SELECT waiting FROM membership WHERE user_id = ? AND clinic_id = ?`, []any{userID, clinic}, &n)
	return n, err
}

func (x *tx) PutWaiting(userID int64, clinic string, n int) error {
	return x.exec("putWaiting", `UPDATE membership SET waiting = ? WHERE user_id = ? AND clinic_id = ?`, n, userID, clinic)
}

const clinicEventColumns = `clinic_id, version, act, at, by_id, by_name, by_role, via, by_from, about, fields, command_id`

func (x *tx) AddClinicEvent(e domain.ClinicEvent) error {
	fields := ""
	if len(e.Fields) > 0 {
		raw, err := json.Marshal(e.Fields)
		if err != nil {
			return err
		}
		fields = string(raw)
	}
	return x.exec("addClinicEvent", `INSERT INTO clinic_event (`+clinicEventColumns+`) VALUES (`+places(12)+`)`,
		e.Clinic, e.Version, string(e.Act), e.At.UnixMilli(), e.By.ID, e.By.Name, string(e.By.Role), string(e.By.Via), e.By.From,
		e.About, fields, e.Command)
}

func (x *tx) ClinicEvents(clinic string, limit int) (list []domain.ClinicEvent, err error) {
	err = x.rows("clinicEvents", `SELECT `+clinicEventColumns+` FROM clinic_event WHERE clinic_id = ? ORDER BY version DESC LIMIT ?`,
		[]any{clinic, limited(limit)}, func(scan func(...any) error) error {
			var e domain.ClinicEvent
			var at int64
			var fields string
			err := scan(&e.Clinic, &e.Version, &e.Act, &at, &e.By.ID, &e.By.Name, &e.By.Role, &e.By.Via, &e.By.From, &e.About, &fields, &e.Command)
			if err == nil && fields != "" {
				err = json.Unmarshal([]byte(fields), &e.Fields)
			}
			e.At = time.UnixMilli(at).UTC()
			list = append(list, e)
			return err
		})
	return list, err
}
