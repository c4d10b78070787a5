package sqlstore

import (
	"slices"
	"time"

	"example.org/tandtui/internal/server"
)

func (x *tx) Command(clinic, id string) (server.Command, error) {
	c := server.Command{Clinic: clinic, ID: id}
	var at int64
	err := x.row("command", `SELECT kind, digest, our_ref, user_id, at, answer FROM command
		WHERE clinic_id = ? AND command_id = ?`, []any{clinic, id}, &c.Kind, &c.Digest, &c.OurRef, &c.UserID, &at, &c.Answer)
	c.At = time.UnixMilli(at).UTC()
	return c, err
}

func (x *tx) AddCommand(c server.Command) error {
	return x.exec("addCommand", `INSERT INTO command (clinic_id, command_id, kind, digest, our_ref, user_id, at, answer)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, c.Clinic, c.ID, string(c.Kind), c.Digest, c.OurRef, c.UserID, c.At.UnixMilli(), string(c.Answer))
}

func (x *tx) MissingCommands(clinic string, ids []string) (missing []string, err error) {
	known := map[string]bool{}
	for part := range slices.Chunk(ids, most) {
		err := x.rows("missingCommands", `SELECT command_id FROM command WHERE clinic_id = ? AND command_id IN (`+places(len(part))+`)`,
			anyOf([]any{clinic}, part), func(scan func(...any) error) error {
				var id string
				err := scan(&id)
				known[id] = true
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return known[id] }), nil
}

func (x *tx) UsedRefs(provider string, refs []string) (map[string]bool, error) {
	used := map[string]bool{}
	for part := range slices.Chunk(refs, most) {
		err := x.rows("usedRefs", `SELECT ref_norm FROM bill_reference WHERE provider_id = ? AND ref_norm IN (`+places(len(part))+`)`,
			anyOf([]any{provider}, part), func(scan func(...any) error) error {
				var ref string
				err := scan(&ref)
				used[ref] = true
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	return used, nil
}

// UseRefs must not let a statement fail on a used reference: some databases would
// then refuse the rest of the transaction.
func (x *tx) UseRefs(provider string, refs []server.BillRef) (taken []string, err error) {
	for part := range slices.Chunk(refs, most) {
		rows := make([][]any, len(part))
		for i, r := range part {
			rows[i] = []any{provider, r.Norm, r.BillNo}
		}
		statement, args := values(`INSERT INTO bill_reference (provider_id, ref_norm, bill_no) VALUES`, rows)
		got := map[int64]bool{}
		err := x.rows("useRefs", statement+` ON CONFLICT (provider_id, ref_norm) DO NOTHING RETURNING bill_no`, args,
			func(scan func(...any) error) error {
				var billNo int64
				err := scan(&billNo)
				got[billNo] = true
				return err
			})
		if err != nil {
			return nil, err
		}
		for _, r := range part {
			if !got[r.BillNo] {
				taken = append(taken, r.Norm)
			}
		}
	}
	return taken, nil
}

func (x *tx) NextNumbers(c server.Counter, n int) (int64, error) {
	var next int64
	err := x.row("nextNumbers", `UPDATE counter SET next_value = next_value + ? WHERE name = ? RETURNING next_value`, []any{n, string(c)}, &next)
	if x.numbers == nil {
		x.numbers = map[server.Counter]int64{}
	}
	x.numbers[c] = next
	return next - int64(n), err
}
