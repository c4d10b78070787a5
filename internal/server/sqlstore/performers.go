package sqlstore

import "example.org/tandtui/internal/domain"

func (x *tx) PutPerformers(clinic string, list ...domain.Performer) error {
	rows := make([][]any, len(list))
	for i, p := range list {
		rows[i] = []any{clinic, p.No, p.Name, p.Profession, boolInt(p.Specialist), p.Validity.From.String(), p.Validity.To.String()}
	}
	return x.upsert("putPerformers", `INSERT INTO performer (clinic_id, performer_no, name, profession, specialist, valid_from, valid_to) VALUES`,
		`ON CONFLICT (clinic_id, performer_no) DO UPDATE SET name = excluded.name, profession = excluded.profession,
			specialist = excluded.specialist, valid_from = excluded.valid_from, valid_to = excluded.valid_to`, rows)
}

func (x *tx) Performers(clinic string) ([]domain.Performer, error) {
	list := []domain.Performer{}
	err := x.rows("performers", `SELECT performer_no, name, profession, specialist, valid_from, valid_to FROM performer
		WHERE clinic_id = ? ORDER BY performer_no`, []any{clinic}, func(scan func(...any) error) error {
		var p domain.Performer
		var from, to string
		err := scan(&p.No, &p.Name, &p.Profession, &p.Specialist, &from, &to)
		if err == nil {
			p.Validity, err = period(from, to)
		}
		list = append(list, p)
		return err
	})
	return list, err
}
