package sqlstore

import (
	"encoding/base64"
	"time"

	"example.org/tandtui/internal/server"
)

func (x *tx) PutOrder(o server.BankIDOrder, before time.Time) error {
	if err := x.exec("putOrder", `DELETE FROM bankid_order WHERE begun < ?`, before.UnixMilli()); err != nil {
		return err
	}
	return x.exec("putOrder", `INSERT INTO bankid_order (order_id, terminal, state, hint, begun, next_ask, ref, auto_start, qr_token, qr_secret)
		VALUES (`+places(10)+`) ON CONFLICT (order_id) DO UPDATE SET state = excluded.state, hint = excluded.hint, next_ask = excluded.next_ask,
			auto_start = excluded.auto_start, qr_token = excluded.qr_token, qr_secret = excluded.qr_secret`,
		o.ID, o.Key, string(o.State), o.Hint, o.Begun.UnixMilli(), o.Next.UnixMilli(), o.Ref, o.AutoStart, o.QRToken, o.QRSecret)
}

func (x *tx) Order(id string) (o server.BankIDOrder, err error) {
	var begun, next int64
	o.ID = id
	err = x.row("order", `SELECT terminal, state, hint, begun, next_ask, ref, auto_start, qr_token, qr_secret FROM bankid_order WHERE order_id = ?`,
		[]any{id}, &o.Key, &o.State, &o.Hint, &begun, &next, &o.Ref, &o.AutoStart, &o.QRToken, &o.QRSecret)
	if err != nil {
		return server.BankIDOrder{}, err
	}
	o.Begun, o.Next = time.UnixMilli(begun).UTC(), time.UnixMilli(next).UTC()
	return o, nil
}

func (x *tx) PutSession(s server.KeySession, before time.Time) error {
	if err := x.exec("putSession", `DELETE FROM key_session WHERE begun < ?`, before.UnixMilli()); err != nil {
		return err
	}
	return x.exec("putSession", `INSERT INTO key_session (terminal, user_id, begun, used) VALUES (?, ?, ?, ?)
		ON CONFLICT (terminal) DO UPDATE SET user_id = excluded.user_id, begun = excluded.begun, used = excluded.used`,
		s.Key, s.UserID, s.Begun.UnixMilli(), s.Used.UnixMilli())
}

func (x *tx) Session(key string) (s server.KeySession, err error) {
	var begun, used int64
	err = x.row("session", `SELECT terminal, user_id, begun, used FROM key_session WHERE terminal = ?`, []any{key}, &s.Key, &s.UserID, &begun, &used)
	if err != nil {
		return server.KeySession{}, err
	}
	s.Begun, s.Used = time.UnixMilli(begun).UTC(), time.UnixMilli(used).UTC()
	return s, nil
}

func (x *tx) EndSession(key string) error {
	return x.exec("endSession", `DELETE FROM key_session WHERE terminal = ?`, key)
}

func (x *tx) AddEvidence(e server.Evidence) error {
	return x.exec("addEvidence", `INSERT INTO bankid_evidence (order_id, user_id, at, sealed) VALUES (?, ?, ?, ?)`,
		e.Order, e.UserID, e.At.UnixMilli(), base64.StdEncoding.EncodeToString(e.Sealed))
}

func (x *tx) Evidence(userID int64) (list []server.Evidence, err error) {
	err = x.rows("evidence", `SELECT order_id, user_id, at, sealed FROM bankid_evidence WHERE user_id = ? ORDER BY at DESC, order_id`, []any{userID},
		func(scan func(...any) error) error {
			var e server.Evidence
			var at int64
			var sealed string
			err := scan(&e.Order, &e.UserID, &at, &sealed)
			if err == nil {
				e.Sealed, err = base64.StdEncoding.DecodeString(sealed)
			}
			e.At = time.UnixMilli(at).UTC()
			list = append(list, e)
			return err
		})
	return list, err
}
