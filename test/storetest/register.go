package storetest

import (
	"fmt"
	"reflect"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// registers are written in batches: what is said of a person counts only where
// it is said, and a number stays with whom it belongs to.
func registers(t *testing.T, b *bench) {
	one, two, unknown := somebody(t, persona), somebody(t, another), somebody(t, "194401216595")
	b.write(func(tx server.Tx) error {
		if err := tx.PutPersons(); err != nil {
			return err
		}
		return tx.PutPersons(server.Person{ID: one, Protected: true, Given: true}, server.Person{ID: two, Protected: true})
	})
	b.write(func(tx server.Tx) error {
		return tx.PutPersons(server.Person{ID: one}, server.Person{ID: two, Given: true})
	})
	b.read(func(tx server.Tx) error {
		known, err := tx.Protected([]domain.PersonID{one, two, unknown})
		if want := (map[domain.PersonID]bool{one: true, two: false}); !reflect.DeepEqual(known, want) {
			t.Errorf("%d people known, protected %v and %v", len(known), known[one], known[two])
		}
		return err
	})
	rights(t, b, one, two)
}

func rights(t *testing.T, b *bench, one, two domain.PersonID) {
	valid := domain.Period{From: domain.MustDate("2026-01-01")}
	var list []server.Right
	for i := range 2500 {
		list = append(list, server.RightOfEntitlement(one, domain.Entitlement{No: fmt.Sprint(i), Support: domain.SupportN, Category: "N1", Validity: valid}))
	}
	approval := server.RightOfApproval(two, domain.PriorApproval{No: "7", Support: domain.SupportS, Validity: valid, Procedures: []string{"101", "121"}, Amount: domain.Kronor(900)})
	b.write(func(tx server.Tx) error { return tx.PutRights(append(list, approval)...) })
	var nos []string
	for _, r := range list {
		nos = append(nos, r.No)
	}
	b.read(func(tx server.Tx) error {
		got, err := tx.Rights(server.RightEntitlement, append(nos, "none"))
		if err != nil || len(got) != len(list) || !reflect.DeepEqual(got["2499"], list[2499]) {
			t.Errorf("%d entitlements, %+v (%v)", len(got), got["2499"].Validity, err)
		}
		got, err = tx.Rights(server.RightApproval, []string{"7", "8"})
		if err != nil || len(got) != 1 || !reflect.DeepEqual(got["7"], approval) {
			t.Errorf("%d approvals (%v)", len(got), err)
		}
		return nil
	})
	foreign := list[3]
	foreign.Person = two
	b.write(func(tx server.Tx) error {
		if err := tx.PutRights(foreign); domain.KindOf(err) != domain.Conflict {
			t.Errorf("a number went to another person: %v", err)
		}
		return tx.RemoveRights(server.RightEntitlement, append(nos[:1200], "none"))
	})
	f, _ := facts(b, one)
	if len(f.Entitlements) != len(list)-1200 {
		t.Errorf("%d entitlements left", len(f.Entitlements))
	}
	if f, _ := facts(b, two); len(f.Entitlements) != 0 || len(f.Approvals) != 1 {
		t.Errorf("the other person has %d and %d", len(f.Entitlements), len(f.Approvals))
	}
}
