package storetest

import (
	"bytes"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func logins(t *testing.T, b *bench) {
	now := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	id := server.Identity{Kind: server.IdentityPersonnummer, Value: persona}
	who := put(b, id, "Bo Ek", "1", domain.RoleUser, domain.Period{From: domain.MustDate("2026-01-01")})
	o := server.BankIDOrder{
		ID: "o1", Key: "key", State: server.OrderPending, Hint: "outstandingTransaction", Begun: now, Next: now.Add(2 * time.Second),
		Ref: "ref", AutoStart: "start", QRToken: "token", QRSecret: "secret",
	}
	s := server.KeySession{Key: "key", UserID: who, Begun: now, Used: now.Add(time.Minute)}
	e := server.Evidence{Order: "o1", UserID: who, At: now, Sealed: []byte{0, 255}}
	b.write(func(tx server.Tx) error {
		for _, err := range []error{tx.PutOrder(o, now), tx.PutSession(s, now), tx.AddEvidence(e)} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	b.read(func(tx server.Tx) error {
		if got, err := tx.Order("o1"); err != nil || got != o {
			t.Errorf("%+v %v", got, err)
		}
		if got, err := tx.Session("key"); err != nil || got != s {
			t.Errorf("%+v %v", got, err)
		}
		if got, err := tx.Evidence(who); err != nil || len(got) != 1 || !bytes.Equal(got[0].Sealed, e.Sealed) || !got[0].At.Equal(now) {
			t.Errorf("%+v %v", got, err)
		}
		return nil
	})
	ended := o
	ended.State, ended.Hint, ended.AutoStart, ended.QRToken, ended.QRSecret = server.OrderFailed, "userCancel", "", "", ""
	b.write(func(tx server.Tx) error { return tx.PutOrder(ended, now) })
	b.read(func(tx server.Tx) error {
		if got, err := tx.Order("o1"); err != nil || got != ended {
			t.Errorf("%+v %v", got, err)
		}
		return nil
	})
	// What was begun before a time goes with the next one.
	later := o
	later.ID, later.Begun = "o2", now.Add(time.Hour)
	next := server.KeySession{Key: "other", UserID: who, Begun: later.Begun, Used: later.Begun}
	b.write(func(tx server.Tx) error {
		if err := tx.PutOrder(later, later.Begun); err != nil {
			return err
		}
		return tx.PutSession(next, later.Begun)
	})
	gone := func(name string, err error) {
		if domain.KindOf(err) != domain.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.read(func(tx server.Tx) error {
		_, err := tx.Order("o1")
		gone("order", err)
		_, err = tx.Session("key")
		gone("session", err)
		return nil
	})
	b.write(func(tx server.Tx) error { return tx.EndSession("other") })
	b.read(func(tx server.Tx) error {
		_, err := tx.Session("other")
		gone("ended", err)
		return nil
	})
	if u, ok := user(b, server.Identity{Kind: server.IdentityUser, Value: server.UserNo(who)[4:]}, "2026-11-23"); !ok || u.ID != who || u.Name != "Bo Ek" {
		t.Errorf("by number: %+v", u)
	}
}
