package server_test

import (
	"context"
	"errors"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// broken is a store that breaks a transaction off at its end, lets something else
// happen, and runs it again, as a database may.
type broken struct {
	server.Store
	meanwhile func()
}

func (s broken) Write(ctx context.Context, f func(server.Tx) error) error {
	off := errors.New("broken off")
	err := s.Store.Write(ctx, func(tx server.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		return off
	})
	if !errors.Is(err, off) {
		return err
	}
	s.meanwhile()
	return s.Store.Write(ctx, f)
}

// A command that was about to be refused, and is found done when its transaction
// runs again, gets the answer that is stored, not the refusal.
func TestARefusalOfATransactionThatWasBrokenOffIsForgotten(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	body := submission(t, "F-1", bill(t, entitledN, "r1"))
	id, err := domain.ParsePersonID(entitledN, today)
	if err != nil {
		t.Fatal(err)
	}
	var rights []server.Right
	var nos []string
	if err := w.store.Write(ctx, func(tx server.Tx) error {
		facts, _, err := tx.Person(id, server.FactsRule{})
		for _, e := range facts.Entitlements {
			rights, nos = append(rights, server.RightOfEntitlement(id, e)), append(nos, e.No)
		}
		return errors.Join(err, tx.RemoveRights(server.RightEntitlement, nos))
	}); err != nil {
		t.Fatal(err)
	}
	var first server.Answer
	again := newService(t, broken{w.store, func() {
		if err := w.store.Write(ctx, func(tx server.Tx) error { return tx.PutRights(rights...) }); err != nil {
			t.Error(err)
		}
		if first, err = w.service.Do(ctx, as(anna, clinicA), domain.CommandSubmit, "sub-00001", body); err != nil {
			t.Error(err)
		}
	}})
	second, err := again.Do(ctx, as(anna, clinicA), domain.CommandSubmit, "sub-00001", body)
	if err != nil || !second.Replayed || string(second.Body) != string(first.Body) || first.Replayed {
		t.Errorf("%v %+v, first %+v", err, second, first)
	}
}
