package sqlstore

import (
	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Head implements server.Invoices.
func (x *tx) Head(clinic string) (head int64, err error) {
	err = x.row("head", `SELECT head FROM feed WHERE clinic_id = ?`, []any{clinic}, &head)
	if domain.KindOf(err) == domain.NotFound {
		return 0, nil // nothing has happened at the clinic yet
	}
	return head, err
}

// Changes implements server.Invoices.
func (x *tx) Changes(clinic string, after int64, limit int) ([]api.Change, error) {
	list := []api.Change{}
	err := x.rows("changes", `SELECT seq, our_ref FROM change WHERE clinic_id = ? AND seq > ? ORDER BY seq LIMIT ?`, []any{clinic, after, limit},
		func(scan func(...any) error) error {
			c := api.Change{Invoice: &domain.Invoice{}}
			err := scan(&c.Seq, &c.Invoice.OurRef)
			list = append(list, c)
			return err
		})
	for i := range list {
		if err == nil {
			*list[i].Invoice, err = x.Invoice(clinic, list[i].Invoice.OurRef)
		}
	}
	return list, err
}
