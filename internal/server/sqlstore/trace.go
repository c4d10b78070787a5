package sqlstore

import (
	"math"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const deskActColumns = `act_no, at, by_id, by_from, verb, about, row_count, digest, reason`

func (x *tx) AddDeskAct(a server.DeskAct) error {
	no, err := x.NextNumbers(server.CounterDesk, 1)
	if err != nil {
		return err
	}
	return x.exec("addDeskAct", `INSERT INTO desk_act (`+deskActColumns+`) VALUES (`+places(9)+`)`,
		no, a.At.UnixMilli(), a.By.ID, a.By.From, a.Verb, a.About, a.Rows, a.Digest, a.Reason)
}

func (x *tx) DeskActs(f server.DeskActFilter) (list []server.DeskAct, err error) {
	var c conditions
	c.period("at", f.From, f.To)
	if f.By != "" {
		c.add("UPPER(by_id) = ?", strings.ToUpper(f.By))
	}
	if f.Before > 0 {
		c.add("act_no < ?", f.Before)
	}
	err = x.rows("deskActs", `SELECT `+deskActColumns+` FROM desk_act WHERE `+c.all()+` ORDER BY act_no DESC LIMIT ?`, append(c.args, limited(f.Limit)),
		func(scan func(...any) error) error {
			a := server.DeskAct{By: domain.Actor{Via: domain.ViaDesk}}
			var at int64
			err := scan(&a.No, &at, &a.By.ID, &a.By.From, &a.Verb, &a.About, &a.Rows, &a.Digest, &a.Reason)
			a.At = time.UnixMilli(at).UTC()
			list = append(list, a)
			return err
		})
	return list, err
}

func (x *tx) AccessRows(f server.AccessFilter) (list []server.AccessRow, err error) {
	c := accessConditions(f)
	if last := f.After; last.ID != "" {
		c.add("(at < ? OR (at = ? AND access_id < ?))", last.At.UnixMilli(), last.At.UnixMilli(), last.ID)
	}
	err = x.rows("accessRows", `SELECT access_id, at, hsa_id, clinic_id, person_id, purpose, action, by_from FROM access_log WHERE `+
		c.all()+` ORDER BY at DESC, access_id DESC LIMIT ?`, append(c.args, limited(f.Limit)), func(scan func(...any) error) error {
		var r server.AccessRow
		var at int64
		var person string
		err := scan(&r.ID, &at, &r.HSAID, &r.Clinic, &person, &r.Purpose, &r.Action, &r.From)
		if err == nil {
			err = r.Person.UnmarshalText([]byte(person))
		}
		r.At = time.UnixMilli(at).UTC()
		list = append(list, r)
		return err
	})
	return list, err
}

func (x *tx) CountAccess(f server.AccessFilter) (n int64, err error) {
	c := accessConditions(f)
	err = x.row("countAccess", `SELECT COUNT(*) FROM access_log WHERE `+c.all(), c.args, &n)
	return n, err
}

func accessConditions(f server.AccessFilter) (c conditions) {
	c.period("at", f.From, f.To)
	if !f.Person.IsZero() {
		c.add("person_id = ?", f.Person.Canonical())
	}
	if f.User != "" {
		c.add("hsa_id = ?", strings.ToUpper(f.User))
	}
	if f.Clinic != "" {
		c.add("clinic_id = ?", f.Clinic)
	}
	return c
}

// conditions are what rows must fulfil, all of them.
type conditions struct {
	parts []string
	args  []any
}

func (c *conditions) add(part string, args ...any) {
	c.parts, c.args = append(c.parts, part), append(c.args, args...)
}

// period narrows a column to [from, to).
func (c *conditions) period(column string, from, to time.Time) {
	if !from.IsZero() {
		c.add(column+" >= ?", from.UnixMilli())
	}
	if !to.IsZero() {
		c.add(column+" < ?", to.UnixMilli())
	}
}

// all joins the conditions; without any every row fits.
func (c *conditions) all() string {
	if len(c.parts) == 0 {
		return "1 = 1"
	}
	return strings.Join(c.parts, " AND ")
}

// limited is a limit as the database wants it; 0 is none.
func limited(limit int) int {
	if limit <= 0 {
		return math.MaxInt32
	}
	return limit
}
