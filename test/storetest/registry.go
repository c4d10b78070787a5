package storetest

import (
	"reflect"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const anna = "SE0000000000-demo01" // written in two cases here

// put makes a user with a membership.
func put(b *bench, id server.Identity, name, clinic string, role domain.Role, v domain.Period) (user int64) {
	b.Helper()
	b.write(func(tx server.Tx) (err error) {
		if user, err = tx.PutUser(id, name); err != nil {
			return err
		}
		return tx.PutMembership(user, clinic, role, v)
	})
	return user
}

// user reads one on a day; ok is false if nobody is known so.
func user(b *bench, id server.Identity, on string) (u domain.User, ok bool) {
	b.Helper()
	b.read(func(tx server.Tx) (err error) {
		u, err = tx.User(id, domain.MustDate(on))
		if ok = err == nil; domain.KindOf(err) == domain.NotFound {
			err = nil
		}
		return err
	})
	return u, ok
}

func users(t *testing.T, b *bench) {
	open := domain.Period{From: domain.MustDate("2026-01-01")}
	first := put(b, server.HSAID(anna), "Anna Ek", "1", domain.RoleUser, open)
	second := put(b, server.Identity{Kind: server.IdentityPersonnummer, Value: persona}, "Bo Ek", "1", domain.RoleContact, open)
	if first == second || first == 0 {
		t.Fatalf("ids %d and %d", first, second)
	}
	if u, ok := user(b, server.HSAID("Se0000000000-Demo01"), "2026-11-23"); !ok || u.ID != first || u.Name != "Anna Ek" || u.HSAID != anna {
		t.Errorf("in another case: %+v", u)
	}
	if u, ok := user(b, server.Identity{Kind: server.IdentityPersonnummer, Value: persona}, "2026-11-23"); !ok || u.ID != second || u.HSAID != "" {
		t.Errorf("by personnummer: %+v", u)
	}
	if _, ok := user(b, server.HSAID(persona), "2026-11-23"); ok {
		t.Error("one kind of identity passes for another")
	}
	both := server.Identity{Kind: server.IdentityPersonnummer, Value: "194505249229"}
	b.write(func(tx server.Tx) error {
		if err := tx.AddIdentity(second, server.HSAID(anna)); domain.KindOf(err) != domain.Conflict {
			t.Errorf("another's identity: %v", err)
		}
		if err := tx.AddIdentity(first, both); err != nil {
			return err
		}
		return tx.AddIdentity(first, both)
	})
	if u, ok := user(b, both, "2026-11-23"); !ok || u.ID != first || u.HSAID != anna {
		t.Errorf("by the other identity: %+v", u)
	}
	// The same person again keeps the id and gets the new name.
	if again := put(b, server.HSAID("SE0000000000-DEMO01"), "Anna Ek-Lund", "2", domain.RoleContact, open); again != first {
		t.Errorf("id %d, was %d", again, first)
	}
	u, _ := user(b, server.HSAID(anna), "2026-11-23")
	want := []domain.Membership{
		{Clinic: domain.Clinic{No: "1", Name: "Klinik 1", ProviderID: "P"}, Role: domain.RoleUser},
		{Clinic: domain.Clinic{No: "2", Name: "Klinik 2", ProviderID: "P"}, Role: domain.RoleContact},
	}
	if u.Name != "Anna Ek-Lund" || u.HSAID != "SE0000000000-DEMO01" || !reflect.DeepEqual(u.Memberships, want) {
		t.Errorf("%+v", u)
	}
}

func memberships(t *testing.T, b *bench) {
	id := server.HSAID(anna)
	put(b, id, "Anna", "1", domain.RoleUser, domain.Period{From: domain.MustDate("2026-03-01"), To: domain.MustDate("2026-04-30")})
	for on, want := range map[string]int{"2026-02-28": 0, "2026-03-01": 1, "2026-04-30": 1, "2026-05-01": 0} {
		u, ok := user(b, id, on)
		if !ok || len(u.Memberships) != want {
			t.Errorf("%s: %+v", on, u)
		}
	}
	put(b, id, "Anna", "1", domain.RoleContact, domain.Period{From: domain.MustDate("2026-03-01")})
	if u, _ := user(b, id, "2027-01-01"); len(u.Memberships) != 1 || u.Memberships[0].Role != domain.RoleContact {
		t.Errorf("after it was prolonged: %+v", u)
	}
	b.write(func(tx server.Tx) error {
		return tx.PutClinic(domain.Clinic{No: "1", Name: "Klinik 1", ProviderID: "P", Ends: domain.MustDate("2026-12-31")})
	})
	for on, want := range map[string]int{"2026-12-31": 1, "2027-01-01": 0} {
		if u, ok := user(b, id, on); !ok || len(u.Memberships) != want {
			t.Errorf("%s, at a clinic that ends: %+v", on, u)
		}
	}
}

func clinics(t *testing.T, b *bench) {
	c := domain.Clinic{No: "2", Name: "Nytt namn", ProviderID: "Q", Specialists: true, Ends: domain.MustDate("2026-11-30")}
	b.write(func(tx server.Tx) error {
		e := domain.ClinicEvent{At: received, By: domain.Actor{ID: "disken", Via: domain.ViaDesk}}
		if err := server.PutClinic(tx, c, e); err != nil {
			return err
		}
		return server.PutClinic(tx, c, e) // nothing new
	})
	c.Version = 2
	b.read(func(tx server.Tx) error {
		if got, err := tx.Clinic("2"); err != nil || got != c {
			t.Errorf("%+v %v", got, err)
		}
		list, err := tx.Clinics()
		if len(list) != 3 || list[0].No != "1" || list[1] != c || list[2].No != "3" {
			t.Errorf("%+v", list)
		}
		if head, err := tx.Head("2"); head != 1 || err != nil {
			t.Errorf("the clinic was told %d times (%v)", head, err)
		}
		return err
	})
}

func performers(t *testing.T, b *bench) {
	spring := domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-06-30")}
	ek := domain.Performer{No: "T1", Name: "Anna Ek", Profession: "tandläkare", Specialist: true, Validity: spring}
	lind := domain.Performer{No: "H2", Name: "Bo Lind", Profession: "tandhygienist", Validity: domain.Period{From: domain.MustDate("2026-02-01")}}
	longer := ek
	longer.Validity.To = domain.Date{}
	b.write(func(tx server.Tx) error {
		if err := tx.PutPerformers("1", ek, lind); err != nil {
			return err
		}
		if err := tx.PutPerformers("2", ek); err != nil {
			return err
		}
		return tx.PutPerformers("1", longer)
	})
	for clinic, want := range map[string][]domain.Performer{"1": {lind, longer}, "2": {ek}, "3": {}} {
		b.read(func(tx server.Tx) error {
			got, err := tx.Performers(clinic)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %+v", clinic, got)
			}
			return err
		})
	}
}

func accessLog(t *testing.T, b *bench) {
	row := server.AccessRow{At: received, HSAID: anna, Clinic: "1", Person: somebody(t, persona), Purpose: "räkning", Action: "list"}
	rows := make([]server.AccessRow, 2500)
	for i := range rows {
		rows[i] = row
	}
	b.write(func(tx server.Tx) error {
		if err := tx.LogAccess(); err != nil { // a list that shows nobody
			return err
		}
		return tx.LogAccess(rows...)
	})
}

func prices(t *testing.T, b *bench) {
	list := func(id, from string, price int64) domain.PriceList {
		return domain.PriceList{
			ID: id, Name: "Å " + id, Validity: domain.Period{From: domain.MustDate(from)},
			Procedures: []domain.Procedure{{Code: "101", Name: "Basundersökning", Price: domain.Kronor(price)}},
		}
	}
	stamps := map[string]bool{}
	stamp := func(tx server.Tx) {
		s, err := tx.PriceStamp()
		if err != nil || stamps[s] {
			t.Errorf("stamp %q again (%v)", s, err)
		}
		stamps[s] = true
	}
	b.write(func(tx server.Tx) error {
		stamp(tx)
		for _, l := range []domain.PriceList{list("a", "2025-01-01", 1), list("b", "2026-01-01", 2), list("a", "2025-01-01", 3)} {
			if err := tx.PutPriceList(l); err != nil {
				return err
			}
			stamp(tx)
		}
		if err := tx.PutPriceList(list("c", "2027-01-01", 4)); err != nil {
			return err
		}
		stamp(tx)
		if err := tx.RemovePriceList("c"); err != nil {
			return err
		}
		stamp(tx)
		if err := tx.RemovePriceList("c"); domain.KindOf(err) != domain.NotFound {
			t.Errorf("a list that is gone: %v", err)
		}
		return nil
	})
	b.read(func(tx server.Tx) error {
		book, err := tx.PriceLists()
		if want := (domain.PriceBook{list("b", "2026-01-01", 2), list("a", "2025-01-01", 3)}); !reflect.DeepEqual(book, want) {
			t.Errorf("%+v", book)
		}
		return err
	})
}
