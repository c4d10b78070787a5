package sqlstore

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func (x *tx) Protected(ids []domain.PersonID) (map[domain.PersonID]bool, error) {
	known := map[domain.PersonID]bool{}
	for part := range slices.Chunk(ids, most) {
		keys := make([]string, len(part))
		for i, id := range part {
			keys[i] = id.Canonical()
		}
		err := x.rows("protected", `SELECT person_id, protected FROM person WHERE person_id IN (`+places(len(keys))+`)`, anyOf(nil, keys),
			func(scan func(...any) error) error {
				var key string
				var protected bool
				var id domain.PersonID
				err := scan(&key, &protected)
				if err == nil {
					err = id.UnmarshalText([]byte(key))
				}
				known[id] = protected
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// rightTables says where a kind of right is kept. select gives the same columns
// for all.
var rightTables = map[server.RightKind]struct{ table, key, columns string }{
	server.RightEntitlement: {"entitlement", "entitlement_no", "category, '', 0"},
	server.RightApproval:    {"approval", "approval_no", "'', procedures, amount"},
}

func (x *tx) Rights(kind server.RightKind, nos []string) (map[string]server.Right, error) {
	t := rightTables[kind]
	known := map[string]server.Right{}
	for part := range slices.Chunk(nos, most) {
		query := `SELECT ` + t.key + `, person_id, support, valid_from, valid_to, ` + t.columns + ` FROM ` + t.table +
			` WHERE ` + t.key + ` IN (` + places(len(part)) + `)`
		err := x.rows("rights", query, anyOf(nil, part), func(scan func(...any) error) error {
			r := server.Right{Kind: kind}
			var person, from, to, procedures string
			err := scan(&r.No, &person, &r.Support, &from, &to, &r.Category, &procedures, &r.Amount)
			if err == nil {
				err = r.Person.UnmarshalText([]byte(person))
			}
			if err == nil {
				r.Validity, err = period(from, to)
			}
			if procedures != "" {
				r.Procedures = strings.Fields(procedures)
			}
			known[r.No] = r
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

func (x *tx) PutPersons(people ...server.Person) error {
	var given, others [][]any
	for _, p := range people {
		if row := []any{p.ID.Canonical(), boolInt(p.Protected && p.Given)}; p.Given {
			given = append(given, row)
		} else {
			others = append(others, row)
		}
	}
	const head = `INSERT INTO person (person_id, protected) VALUES`
	if err := x.upsert("putPersons", head, `ON CONFLICT (person_id) DO UPDATE SET protected = excluded.protected`, given); err != nil {
		return err
	}
	return x.upsert("putPersons", head, `ON CONFLICT (person_id) DO NOTHING`, others)
}

func (x *tx) PutRights(rights ...server.Right) error {
	var entitlements, approvals [][]any
	for kind, nos := range numbersOf(rights) {
		known, err := x.Rights(kind, nos)
		if err != nil {
			return err
		}
		for _, r := range rights {
			if was, ok := known[r.No]; ok && r.Kind == kind && was.Person != r.Person {
				return &domain.Error{Kind: domain.Conflict, Code: server.CodeRightOfAnother, Op: "sqlstore.putRights"}
			}
		}
	}
	for _, r := range rights {
		row := []any{r.No, r.Person.Canonical(), string(r.Support), r.Validity.From.String(), r.Validity.To.String()}
		if r.Kind == server.RightEntitlement {
			entitlements = append(entitlements, append(row, r.Category))
		} else {
			approvals = append(approvals, append(row, strings.Join(r.Procedures, " "), int64(r.Amount)))
		}
	}
	err := x.upsert("putRights", `INSERT INTO entitlement (entitlement_no, person_id, support, valid_from, valid_to, category) VALUES`,
		`ON CONFLICT (entitlement_no) DO UPDATE SET support = excluded.support, valid_from = excluded.valid_from,
			valid_to = excluded.valid_to, category = excluded.category`, entitlements)
	if err != nil {
		return err
	}
	return x.upsert("putRights", `INSERT INTO approval (approval_no, person_id, support, valid_from, valid_to, procedures, amount) VALUES`,
		`ON CONFLICT (approval_no) DO UPDATE SET support = excluded.support, valid_from = excluded.valid_from,
			valid_to = excluded.valid_to, procedures = excluded.procedures, amount = excluded.amount`, approvals)
}

func numbersOf(rights []server.Right) map[server.RightKind][]string {
	nos := map[server.RightKind][]string{}
	for _, r := range rights {
		nos[r.Kind] = append(nos[r.Kind], r.No)
	}
	return nos
}

func (x *tx) RemoveRights(kind server.RightKind, nos []string) error {
	t := rightTables[kind]
	for part := range slices.Chunk(nos, most) {
		if err := x.exec("removeRights", `DELETE FROM `+t.table+` WHERE `+t.key+` IN (`+places(len(part))+`)`, anyOf(nil, part)...); err != nil {
			return err
		}
	}
	return nil
}
