package sqlstore

import (
	"strings"
	"time"

	"example.org/tandtui/internal/server"
)

// countedHours is how long counts of look-ups are kept.
const countedHours = 2

func (x *tx) CountLookup(at time.Time, hsaID, clinic string) (byUser, atClinic int64, err error) {
	hour := at.Unix() / 3600
	if err := x.exec("countLookup", `DELETE FROM look_up WHERE at_hour < ?`, hour-countedHours); err != nil {
		return 0, 0, err
	}
	count := func(kind, who string) (times int64, err error) {
		err = x.row("countLookup", `INSERT INTO look_up (at_hour, kind, who, times) VALUES (?, ?, ?, 1)
			ON CONFLICT (at_hour, kind, who) DO UPDATE SET times = look_up.times + 1 RETURNING times`, []any{hour, kind, who}, &times)
		return times, err
	}
	if byUser, err = count("user", strings.ToUpper(hsaID)); err != nil {
		return 0, 0, err
	}
	atClinic, err = count("clinic", clinic)
	return byUser, atClinic, err
}

func (x *tx) AddAlarm(a server.Alarm) error {
	no, err := x.NextNumbers(server.CounterAlarm, 1)
	if err != nil {
		return err
	}
	return x.exec("addAlarm", `INSERT INTO alarm (alarm_no, at, kind, clinic_id, hsa_id, times) VALUES (?, ?, ?, ?, ?, ?)`,
		no, a.At.UnixMilli(), string(a.Kind), a.Clinic, strings.ToUpper(a.HSAID), a.Times)
}

func (x *tx) Alarms(limit int) (list []server.Alarm, err error) {
	err = x.rows("alarms", `SELECT at, kind, clinic_id, hsa_id, times FROM alarm ORDER BY alarm_no DESC LIMIT ?`, []any{limit}, func(scan func(...any) error) error {
		var a server.Alarm
		var at int64
		err := scan(&at, &a.Kind, &a.Clinic, &a.HSAID, &a.Times)
		a.At = time.UnixMilli(at).UTC()
		list = append(list, a)
		return err
	})
	return list, err
}
