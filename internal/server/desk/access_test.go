package desk_test

import (
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

func person(t *testing.T, s string) domain.PersonID {
	t.Helper()
	id, err := domain.ParsePersonID(s, today)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// looked stores n rows, an hour ago and each a second older.
func looked(t *testing.T, d desk.Desk, id domain.PersonID, n int) {
	t.Helper()
	rows := make([]server.AccessRow, n)
	for i := range rows {
		rows[i] = server.AccessRow{
			At: noon().Add(-time.Hour - time.Duration(i)*time.Second), HSAID: "SE0000000000-DEMO01", Clinic: "3101", Person: id,
			Purpose: "räkning", Action: server.AccessLookup,
		}
	}
	if err := d.Store.Write(ctx, func(tx server.Tx) error { return tx.LogAccess(rows...) }); err != nil {
		t.Fatal(err)
	}
}

// E6: the reading of the log is logged itself, in the desk's log and, of one person,
// in that person's; it is not among what is read.
func TestE6ReadingTheAccessLogIsLogged(t *testing.T) {
	d := empty(t)
	me, other := person(t, "19600917-2336"), person(t, "19430918-9126")
	const many = 2500 // more than a page
	looked(t, d, me, many)
	looked(t, d, other, 1)
	read := func(f server.AccessFilter) (rows []server.AccessRow) {
		t.Helper()
		f, n, err := d.ReadAccess(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range d.EachAccess(ctx, f) {
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) > 0 && r.At.After(rows[len(rows)-1].At) {
				t.Fatalf("row %d is newer than the one before", len(rows))
			}
			rows = append(rows, r)
		}
		if f.Limit == 0 && int64(len(rows)) != n {
			t.Errorf("%d rows, counted %d", len(rows), n)
		}
		return rows
	}
	for want, f := range map[int]server.AccessFilter{
		many + 1: {},
		many:     {Person: me},
		1001:     {Person: me, Limit: 1001},
		1:        {Person: other, User: "se0000000000-demo01", Clinic: "3101"},
		0:        {User: "x"},
	} {
		if rows := read(f); len(rows) != want {
			t.Errorf("%+v: %d rows, want %d", f, len(rows), want)
		}
	}
	err := d.Store.Read(ctx, func(tx server.Tx) error {
		acts, err := tx.DeskActs(server.DeskActFilter{})
		if err != nil {
			return err
		}
		words := map[string]int{}
		for _, a := range acts {
			if a.Verb != desk.VerbAccessLog || a.By.ID != "disken" || a.By.From != "dator" {
				t.Errorf("%+v", a)
			}
			words[a.About]++
		}
		if words["alla"] != 1 || words["en person"] != 2 || words["en person, användare se0000000000-demo01, klinik 3101"] != 1 || words["användare x"] != 1 {
			t.Errorf("%v", words)
		}
		rows, err := tx.AccessRows(server.AccessFilter{Person: me, User: "disken"})
		if len(rows) != 2 || rows[0].Action != server.AccessDesk || rows[0].Purpose != desk.PurposeLog || rows[0].From != "dator" {
			t.Errorf("%+v", rows)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
