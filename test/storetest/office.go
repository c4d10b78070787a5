package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func accessRead(t *testing.T, b *bench) {
	me, other := somebody(t, persona), somebody(t, another)
	rows := []server.AccessRow{
		{At: received, HSAID: anna, Clinic: "1", Person: me, Purpose: "räkning", Action: server.AccessLookup, From: "10.0.0.1"},
		{At: received.Add(time.Hour), HSAID: anna, Clinic: "2", Person: other, Purpose: "räkning", Action: server.AccessList},
		{At: received.Add(time.Hour), HSAID: "SE0000000000-DEMO09", Clinic: "1", Person: me, Purpose: "räkning", Action: server.AccessSubmit},
		{At: received.Add(-time.Hour), HSAID: "DISKEN", Person: other, Purpose: "handläggning", Action: server.AccessDesk, From: "dator"},
	}
	for _, r := range rows { // one by one: the log is in the order of what happened, not of what was stored
		b.write(func(tx server.Tx) error { return tx.LogAccess(r) })
	}
	b.read(func(tx server.Tx) error {
		for name, test := range map[string]struct {
			f    server.AccessFilter
			want int
		}{
			"all":              {server.AccessFilter{}, 4},
			"a person":         {server.AccessFilter{Person: me}, 2},
			"a user":           {server.AccessFilter{User: "se0000000000-demo09"}, 1},
			"a clinic":         {server.AccessFilter{Clinic: "1"}, 2},
			"from":             {server.AccessFilter{From: received}, 3},
			"to, not included": {server.AccessFilter{To: received}, 1},
			"nobody":           {server.AccessFilter{User: "x"}, 0},
			"a page":           {server.AccessFilter{Limit: 3}, 3},
		} {
			list, err := tx.AccessRows(test.f)
			if err != nil || len(list) != test.want {
				t.Errorf("%s: %d rows (%v), want %d", name, len(list), err, test.want)
			}
			if n, err := tx.CountAccess(test.f); err != nil || test.f.Limit == 0 && n != int64(test.want) {
				t.Errorf("%s: counted %d (%v)", name, n, err)
			}
		}
		var paged []server.AccessRow
		for f := (server.AccessFilter{Limit: 1}); ; f.After = paged[len(paged)-1] {
			page, err := tx.AccessRows(f)
			if err != nil {
				return err
			}
			if len(page) == 0 {
				break
			}
			paged = append(paged, page...)
		}
		if len(paged) != 4 || !slices.IsSortedFunc(paged, func(x, y server.AccessRow) int { return y.At.Compare(x.At) }) {
			t.Errorf("page by page: %+v", paged)
		}
		last := paged[3]
		last.ID = ""
		if last != rows[3] {
			t.Errorf("%+v, want %+v", last, rows[3])
		}
		return nil
	})
}

func deskActs(t *testing.T, b *bench) {
	act := server.DeskAct{
		At: received, By: domain.Actor{ID: "Anna", Via: domain.ViaDesk, From: "dator"}, Verb: "import persons",
		About: "fil", Rows: 3, Digest: "ab12", Reason: "varför",
	}
	later := act
	later.At, later.By.ID, later.Verb = received.Add(time.Hour), "Bo", "prices remove"
	for _, a := range []server.DeskAct{act, later} {
		b.write(func(tx server.Tx) error { return tx.AddDeskAct(a) })
	}
	b.read(func(tx server.Tx) error {
		for name, test := range map[string]struct {
			f    server.DeskActFilter
			want string
		}{
			"all":           {server.DeskActFilter{}, "[2 1]"},
			"who":           {server.DeskActFilter{By: "ANNA"}, "[1]"},
			"from":          {server.DeskActFilter{From: received.Add(time.Minute)}, "[2]"},
			"to":            {server.DeskActFilter{To: received.Add(time.Hour)}, "[1]"},
			"the next page": {server.DeskActFilter{Before: 2, Limit: 5}, "[1]"},
			"one":           {server.DeskActFilter{Limit: 1}, "[2]"},
		} {
			list, err := tx.DeskActs(test.f)
			var nos []int64
			for _, a := range list {
				nos = append(nos, a.No)
			}
			if err != nil || fmt.Sprint(nos) != test.want {
				t.Errorf("%s: %v (%v), want %s", name, nos, err, test.want)
			}
		}
		list, err := tx.DeskActs(server.DeskActFilter{By: "anna"})
		act.No = 1
		if len(list) != 1 || list[0] != act {
			t.Errorf("%+v, want %+v", list, act)
		}
		return err
	})
}

func rolls(t *testing.T, b *bench) {
	past := domain.Period{From: domain.MustDate("2020-01-01"), To: domain.MustDate("2020-12-31")}
	b.write(func(tx server.Tx) error {
		for i, name := range []string{"Anna", "Bo"} {
			id, err := tx.PutUser(server.HSAID(fmt.Sprint("SE0000000000-demo0", i)), name)
			if err != nil {
				return err
			}
			if name == "Bo" {
				continue // works nowhere
			}
			for _, clinic := range []string{"2", "1"} {
				if err := tx.PutMembership(id, clinic, domain.RoleContact, past); err != nil {
					return err
				}
			}
		}
		return tx.PutPersons(server.Person{ID: somebody(t, persona), Protected: true, Given: true}, server.Person{ID: somebody(t, another)})
	})
	b.read(func(tx server.Tx) error {
		users, err := tx.Users()
		if err != nil {
			return err
		}
		if len(users) != 2 || users[0].Name != "Anna" || !slices.Equal(users[0].Identities, []string{"SE0000000000-demo00"}) || len(users[1].Memberships) != 0 ||
			!slices.Equal(users[0].Memberships, []server.RollMembership{{Clinic: "1", Role: domain.RoleContact, Validity: past}, {Clinic: "2", Role: domain.RoleContact, Validity: past}}) {
			t.Errorf("%+v", users)
		}
		first, err := tx.Persons(domain.PersonID{}, 1)
		if err != nil || len(first) != 1 || first[0].ID != somebody(t, another) || first[0].Protected {
			t.Fatalf("%+v %v", first, err)
		}
		rest, err := tx.Persons(first[0].ID, 0)
		if len(rest) != 1 || rest[0].ID != somebody(t, persona) || !rest[0].Protected {
			t.Errorf("%+v", rest)
		}
		return err
	})
}

func deskInvoices(t *testing.T, b *bench) {
	me, other := somebody(t, persona), somebody(t, another)
	v := invoice(1, bill(1, me, 100))
	elsewhere := invoice(2, bill(2, me, 100), bill(3, other, 100))
	elsewhere.Clinic = "3"
	paid := invoice(3, bill(4, me, 100))
	paid.Status = domain.StatusPaid
	closed := invoice(4, bill(5, me, 100))
	closed.Status, closed.Payout = domain.StatusApproved, 7
	b.add(v, elsewhere, paid, closed)
	b.read(func(tx server.Tx) error {
		for name, test := range map[string]struct {
			get  func() ([]domain.Invoice, error)
			want string
		}{
			"all":      {func() ([]domain.Invoice, error) { return tx.DeskInvoices("", server.InvoiceFilter{}) }, "[4 3 2 1]"},
			"a clinic": {func() ([]domain.Invoice, error) { return tx.DeskInvoices("3", server.InvoiceFilter{}) }, "[2]"},
			"paid": {func() ([]domain.Invoice, error) {
				return tx.DeskInvoices("", server.InvoiceFilter{Status: domain.StatusPaid})
			}, "[3]"},
			"a page":    {func() ([]domain.Invoice, error) { return tx.DeskInvoices("", server.InvoiceFilter{After: 4, Limit: 2}) }, "[3 2]"},
			"unpaid":    {func() ([]domain.Invoice, error) { return tx.Unpaid([]domain.PersonID{me, other}) }, "[1 2]"},
			"another's": {func() ([]domain.Invoice, error) { return tx.Unpaid([]domain.PersonID{other}) }, "[2]"},
			"nobody's":  {func() ([]domain.Invoice, error) { return tx.Unpaid(nil) }, "[]"},
		} {
			list, err := test.get()
			var refs []int64
			for _, v := range list {
				refs = append(refs, v.OurRef)
				if len(v.Bills) == 0 {
					t.Errorf("%s: %d without its bills", name, v.OurRef)
				}
			}
			if err != nil || fmt.Sprint(refs) != test.want {
				t.Errorf("%s: %v (%v), want %s", name, refs, err, test.want)
			}
		}
		return nil
	})
}
