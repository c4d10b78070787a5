package sqlstore

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"example.org/tandtui/internal/domain"
)

func (x *tx) PutPriceList(l domain.PriceList) error {
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := x.exec("putPriceList", `INSERT INTO price_list (list_id, valid_from, body) VALUES (?, ?, ?)
		ON CONFLICT (list_id) DO UPDATE SET valid_from = excluded.valid_from, body = excluded.body`,
		l.ID, l.Validity.From.String(), string(body)); err != nil {
		return err
	}
	return x.restamp(body)
}

func (x *tx) RemovePriceList(id string) error {
	var known string
	if err := x.row("priceList", `SELECT list_id FROM price_list WHERE list_id = ?`, []any{id}, &known); err != nil {
		return err
	}
	if err := x.exec("removePriceList", `DELETE FROM price_list WHERE list_id = ?`, id); err != nil {
		return err
	}
	return x.restamp([]byte("-" + id))
}

// restamp makes a stamp of the one before and what has changed.
func (x *tx) restamp(body []byte) error {
	before, err := x.PriceStamp()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(append([]byte(before), body...))
	return x.exec("putPriceStamp", `INSERT INTO meta (name, value) VALUES ('prices', ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, hex.EncodeToString(sum[:8]))
}

func (x *tx) PriceLists() (book domain.PriceBook, err error) {
	err = x.rows("priceLists", `SELECT body FROM price_list ORDER BY valid_from DESC, list_id`, nil, func(scan func(...any) error) error {
		var body []byte
		if err := scan(&body); err != nil {
			return err
		}
		var l domain.PriceList
		err := json.Unmarshal(body, &l)
		book = append(book, l)
		return err
	})
	return book, err
}

func (x *tx) PriceStamp() (stamp string, err error) {
	err = x.rows("priceStamp", `SELECT value FROM meta WHERE name = 'prices'`, nil, func(scan func(...any) error) error { return scan(&stamp) })
	return stamp, err
}
