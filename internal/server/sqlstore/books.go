package sqlstore

import (
	"encoding/json"
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
	"example.org/tandtui/internal/server"
)

const entryColumns = `entry_no, at, clinic_id, debit, credit, amount, our_ref, payout_no, claim_no`

func (x *tx) AddEntries(list ...money.Entry) error {
	if len(list) == 0 {
		return nil
	}
	first, err := x.NextNumbers(server.CounterEntry, len(list))
	if err != nil {
		return err
	}
	rows := make([][]any, len(list))
	for i, e := range list {
		rows[i] = []any{first + int64(i), e.At.UnixMilli(), e.Clinic, string(e.Debit), string(e.Credit), int64(e.Amount), e.OurRef, e.Payout, e.Claim}
	}
	return x.insert("addEntries", `INSERT INTO entry (`+entryColumns+`) VALUES`, rows)
}

func (x *tx) EachEntry(each func(money.Entry) error) error {
	return x.rows("eachEntry", `SELECT `+entryColumns+` FROM entry ORDER BY entry_no`, nil, func(scan func(...any) error) error {
		var e money.Entry
		var at int64
		if err := scan(&e.No, &at, &e.Clinic, &e.Debit, &e.Credit, &e.Amount, &e.OurRef, &e.Payout, &e.Claim); err != nil {
			return err
		}
		e.At = time.UnixMilli(at).UTC()
		return each(e)
	})
}

// EachStanding reads invoices with their bills in one pass: only the prices of a
// bill's body count.
func (x *tx) EachStanding(each func(money.Standing) error) error {
	var s money.Standing
	err := x.rows("eachStanding", `SELECT i.our_ref, i.clinic_id, i.status, i.payout_no, i.claim_no, i.credit_of,
		COALESCE(b.state, ''), COALESCE(b.body, ''), COALESCE(b.credited, '')
		FROM invoice i LEFT JOIN bill b ON b.our_ref = i.our_ref ORDER BY i.our_ref`, nil, func(scan func(...any) error) error {
		var next money.Standing
		var state domain.BillState
		var body, marks []byte
		if err := scan(&next.OurRef, &next.Clinic, &next.Status, &next.Payout, &next.Claim, &next.CreditOf, &state, &body, &marks); err != nil {
			return err
		}
		if next.OurRef != s.OurRef {
			if err := standing(s, each); err != nil {
				return err
			}
			s = next
		}
		if len(body) == 0 || !state.Stands() {
			return nil
		}
		sum, credited, err := priceOf(body, marks)
		if s.Sum += sum; state == domain.BillCredited {
			credited = sum
		}
		s.Credited += credited
		return err
	})
	if err != nil {
		return err
	}
	return standing(s, each)
}

func standing(s money.Standing, each func(money.Standing) error) error {
	if s.OurRef == 0 {
		return nil
	}
	return each(s)
}

// priceOf adds up the prices of a bill's body, and of those of its items whose places
// are marked.
func priceOf(body, marks []byte) (sum, marked domain.Ore, err error) {
	var b struct {
		Items []struct {
			Price domain.Ore `json:"price"`
		} `json:"items"`
	}
	var places []int
	if err = json.Unmarshal(body, &b); err == nil && len(marks) > 0 {
		err = json.Unmarshal(marks, &places)
	}
	for i, item := range b.Items {
		if sum += item.Price; slices.Contains(places, i) {
			marked += item.Price
		}
	}
	return sum, marked, err
}

func (x *tx) CarryOvers(clinic string) (map[string]domain.Ore, error) {
	where, args := ``, []any{}
	if clinic != "" {
		where, args = ` AND clinic_id = ?`, []any{clinic}
	}
	left := map[string]domain.Ore{}
	err := x.rows("carryOvers", `SELECT clinic_id, SUM(CASE WHEN debit = 'carry' THEN amount ELSE -amount END) FROM entry
		WHERE (debit = 'carry' OR credit = 'carry')`+where+` GROUP BY clinic_id`, args, func(scan func(...any) error) error {
		var no string
		var amount domain.Ore
		err := scan(&no, &amount)
		if amount != 0 {
			left[no] = amount
		}
		return err
	})
	return left, err
}

func (x *tx) BooksOpen() (open bool, err error) {
	err = x.row("booksOpen", `SELECT COUNT(*) > 0 FROM meta WHERE name = 'books'`, nil, &open)
	return open, err
}

func (x *tx) OpenBooks() error {
	return x.exec("openBooks", `INSERT INTO meta (name, value) VALUES ('books', 'opened') ON CONFLICT (name) DO NOTHING`)
}
