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

func (x *tx) AddChanges(clinic string, list ...server.Change) error {
	if len(list) == 0 {
		return nil
	}
	var head int64
	err := x.row("addChanges", `INSERT INTO feed (clinic_id, head) VALUES (?, ?)
		ON CONFLICT (clinic_id) DO UPDATE SET head = feed.head + excluded.head RETURNING head`, []any{clinic, len(list)}, &head)
	if err != nil {
		return err
	}
	rows := make([][]any, len(list))
	for i, c := range list {
		rows[i] = []any{clinic, head - int64(len(list)-1-i), string(c.Kind), c.Ref}
	}
	return x.insert("addChanges", `INSERT INTO change (clinic_id, seq, kind, ref) VALUES`, rows)
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
