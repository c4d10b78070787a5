package sqlstore

import (
	"encoding/json"
	"time"

	"example.org/tandtui/internal/domain"
)

const eventColumns = `clinic_id, our_ref, version, act, at, by_id, by_name, by_role, via, by_from, bills, reason, command_id`

func (x *tx) AddEvents(list ...domain.Event) error {
	rows := make([][]any, len(list))
	for i, e := range list {
		bills, err := numbers(e.Bills)
		if err != nil {
			return err
		}
		rows[i] = []any{
			e.Clinic, e.OurRef, e.Version, string(e.Act), e.At.UnixMilli(), e.By.ID, e.By.Name, string(e.By.Role), string(e.By.Via), e.By.From,
			bills, e.Reason, e.Command,
		}
	}
	return x.insert("addEvents", `INSERT INTO event (`+eventColumns+`) VALUES`, rows)
}

func (x *tx) Events(clinic string, ourRef int64) (list []domain.Event, err error) {
	err = x.rows("events", `SELECT `+eventColumns+` FROM event WHERE clinic_id = ? AND our_ref = ? ORDER BY version`, []any{clinic, ourRef},
		func(scan func(...any) error) error {
			var e domain.Event
			var at int64
			var bills string
			err := scan(&e.Clinic, &e.OurRef, &e.Version, &e.Act, &at, &e.By.ID, &e.By.Name, &e.By.Role, &e.By.Via, &e.By.From, &bills, &e.Reason, &e.Command)
			if err == nil && bills != "" {
				err = json.Unmarshal([]byte(bills), &e.Bills)
			}
			e.At = time.UnixMilli(at).UTC()
			list = append(list, e)
			return err
		})
	return list, err
}

// numbers is a list of numbers as it is stored: JSON, "" for none.
func numbers[T int | int64](list []T) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	raw, err := json.Marshal(list)
	return string(raw), err
}
