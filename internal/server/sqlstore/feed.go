package sqlstore

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func (x *tx) Head(clinic string) (head int64, err error) {
	err = x.row("head", `SELECT head FROM feed WHERE clinic_id = ?`, []any{clinic}, &head)
	if domain.KindOf(err) == domain.NotFound {
		return 0, nil // nothing has happened at the clinic yet
	}
	return head, err
}

func (x *tx) AddChange(clinic string, c server.Change) error {
	var seq int64
	err := x.row("addChange", `INSERT INTO feed (clinic_id, head) VALUES (?, 1)
		ON CONFLICT (clinic_id) DO UPDATE SET head = feed.head + 1 RETURNING head`, []any{clinic}, &seq)
	if err != nil {
		return err
	}
	return x.exec("addChange", `INSERT INTO change (clinic_id, seq, kind, ref) VALUES (?, ?, ?, ?)`, clinic, seq, string(c.Kind), c.Ref)
}

func (x *tx) Changes(clinic string, after int64, limit int) (list []server.Change, err error) {
	err = x.rows("changes", `SELECT seq, kind, ref FROM change WHERE clinic_id = ? AND seq > ? ORDER BY seq LIMIT ?`, []any{clinic, after, limit},
		func(scan func(...any) error) error {
			var c server.Change
			err := scan(&c.Seq, &c.Kind, &c.Ref)
			list = append(list, c)
			return err
		})
	return list, err
}
