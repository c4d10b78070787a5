package sqlstore

import (
	"encoding/json"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const messageColumns = `message_no, sent, clinic_id, body, valid_from, valid_to, incident`

func (x *tx) PutMessage(m server.SentMessage) error {
	return x.exec("putMessage", `INSERT INTO message (`+messageColumns+`) VALUES (`+places(7)+`)
		ON CONFLICT (message_no) DO UPDATE SET valid_to = excluded.valid_to`,
		m.No, m.Sent.UnixMilli(), m.Clinic, m.Text, m.From.String(), m.Ends.String(), boolInt(m.Incident))
}

func (x *tx) Messages(clinic string) (list []server.SentMessage, err error) {
	err = x.rows("messages", `SELECT `+messageColumns+` FROM message WHERE clinic_id = '' OR clinic_id = ? ORDER BY message_no DESC`, []any{clinic},
		func(scan func(...any) error) error {
			m, err := message(scan)
			list = append(list, m)
			return err
		})
	return list, err
}

func (x *tx) AllMessages() (list []server.SentMessage, err error) {
	err = x.rows("allMessages", `SELECT `+messageColumns+` FROM message ORDER BY message_no DESC`, nil, func(scan func(...any) error) error {
		m, err := message(scan)
		list = append(list, m)
		return err
	})
	return list, err
}

func message(scan func(...any) error) (m server.SentMessage, err error) {
	var sent int64
	var from, ends string
	if err = scan(&m.No, &sent, &m.Clinic, &m.Text, &from, &ends, &m.Incident); err != nil {
		return m, err
	}
	m.Sent = time.UnixMilli(sent).UTC()
	if err = m.From.UnmarshalText([]byte(from)); err == nil {
		err = m.Ends.UnmarshalText([]byte(ends))
	}
	return m, err
}

func (x *tx) Contact() (c domain.Contact, given bool, err error) {
	var raw string
	err = x.row("contact", `SELECT value FROM meta WHERE name = 'contact'`, nil, &raw)
	if domain.KindOf(err) == domain.NotFound {
		return c, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(raw), &c)
	}
	return c, err == nil, err
}

func (x *tx) PutContact(c domain.Contact) error {
	raw, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return x.exec("putContact", `INSERT INTO meta (name, value) VALUES ('contact', ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, string(raw))
}
