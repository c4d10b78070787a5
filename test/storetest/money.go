package storetest

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
	"example.org/tandtui/internal/server"
)

func books(t *testing.T, b *bench) {
	first := money.Entry{At: received, Clinic: "1", Debit: money.Cost, Credit: money.Payable, Amount: 100, OurRef: 7}
	taken := money.Entry{At: received, Clinic: "1", Debit: money.Carry, Credit: money.Transit, Amount: 70, Payout: 3}
	back := money.Entry{At: received, Clinic: "1", Debit: money.Transit, Credit: money.Carry, Amount: 30, Payout: 4}
	other := money.Entry{At: received, Clinic: "2", Debit: money.Bank, Credit: money.Claims, Amount: 5, OurRef: 8, Claim: 2}
	b.write(func(tx server.Tx) error { return tx.AddEntries() })
	b.write(func(tx server.Tx) error { return tx.AddEntries(first, taken) })
	b.write(func(tx server.Tx) error { return tx.AddEntries(back, other) })
	want := []money.Entry{first, taken, back, other}
	for i := range want {
		want[i].No = int64(i + 1)
	}
	b.read(func(tx server.Tx) error {
		var got []money.Entry
		err := tx.EachEntry(func(e money.Entry) error { got = append(got, e); return nil })
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v", got)
		}
		for clinic, want := range map[string]map[string]domain.Ore{"": {"1": 40}, "1": {"1": 40}, "2": {}} {
			if left, err := tx.CarryOvers(clinic); err != nil || !reflect.DeepEqual(left, want) {
				t.Errorf("carried at %q: %v %v", clinic, left, err)
			}
		}
		if open, err := tx.BooksOpen(); !open || err != nil {
			t.Errorf("a new store has its books open: %v %v", open, err)
		}
		return err
	})
}

func standings(t *testing.T, b *bench) {
	person := somebody(t, persona)
	v := invoice(7, bill(1, person, 100), bill(2, person, 200), bill(3, person, 50))
	v.Bills[0].State, v.Payout, v.Status = domain.BillVoided, 3, domain.StatusApproved
	credit := invoice(8, bill(4, person, -20))
	credit.Clinic, credit.Claim = "2", 5
	b.add(v, credit, invoice(9))
	b.read(func(tx server.Tx) error {
		var got []money.Standing
		err := tx.EachStanding(func(s money.Standing) error { got = append(got, s); return nil })
		want := []money.Standing{
			{OurRef: 7, Clinic: "1", Status: domain.StatusApproved, Payout: 3, Sum: domain.Kronor(250)},
			{OurRef: 8, Clinic: "2", Status: domain.StatusReceived, Claim: 5, Sum: domain.Kronor(-20)},
			{OurRef: 9, Clinic: "1", Status: domain.StatusReceived},
		}
		if !slices.Equal(got, want) {
			t.Errorf("%+v", got)
		}
		return err
	})
}

func claims(t *testing.T, b *bench) {
	c := domain.Claim{No: 2, Clinic: "1", OurRef: 8, Amount: 500, State: domain.ClaimOpen, Since: domain.MustDate("2026-11-23"), Account: "5591-09140"}
	r := server.Repayment{Ref: "bank-1", Claim: 2, Amount: 500, At: received}
	b.write(func(tx server.Tx) error { return server.PutClaim(tx, received, domain.Claim{}, c) })
	paid := c
	paid.Paid, paid.State, paid.Settled = 500, domain.ClaimSettled, domain.MustDate("2026-11-25")
	b.write(func(tx server.Tx) error {
		if err := tx.AddRepayment(r); err != nil {
			return err
		}
		return server.PutClaim(tx, received, c, paid)
	})
	if err := b.store.Write(context.Background(), func(tx server.Tx) error { return tx.AddRepayment(r) }); domain.KindOf(err) != domain.Conflict {
		t.Errorf("the same money twice: %v", err)
	}
	b.read(func(tx server.Tx) error {
		if all, err := tx.Claims(); err != nil || !slices.Equal(all, []domain.Claim{paid}) {
			t.Errorf("%+v %v", all, err)
		}
		if own, err := tx.ClinicClaims("1", []int64{2, 3}); err != nil || len(own) != 1 || own[2] != paid {
			t.Errorf("%+v %v", own, err)
		}
		if others, err := tx.ClinicClaims("2", []int64{2}); err != nil || len(others) != 0 {
			t.Errorf("another clinic's: %+v %v", others, err)
		}
		if noted, err := tx.Repayments([]string{"bank-1", "bank-2"}); err != nil || !reflect.DeepEqual(noted, map[string]bool{"bank-1": true}) {
			t.Errorf("%v %v", noted, err)
		}
		rows, err := tx.Changes("1", 0, 9)
		if want := (server.Change{Seq: 2, Kind: server.ChangeClaim, Ref: 2}); len(rows) != 2 || rows[1] != want {
			t.Errorf("the feed: %v", rows)
		}
		return err
	})
}

func payRuns(t *testing.T, b *bench) {
	by := domain.Actor{ID: "disken", Via: domain.ViaDesk}
	one := domain.PayRun{No: 1, Date: domain.MustDate("2026-12-01"), State: domain.RunPrepared, Prepared: received, By: by}
	two := domain.PayRun{No: 2, Date: domain.MustDate("2026-12-02"), State: domain.RunPrepared, Prepared: received, By: by}
	b.write(func(tx server.Tx) error { return tx.PutPayRun(one) })
	b.write(func(tx server.Tx) error { return tx.PutPayRun(two) })
	one.State, one.Closed, one.ClosedBy, one.Profile, one.Digest = domain.RunClosed, received, by, "vgr", "abc"
	b.write(func(tx server.Tx) error { return tx.PutPayRun(one) })
	b.read(func(tx server.Tx) error {
		if list, err := tx.PayRuns(9); err != nil || !slices.Equal(list, []domain.PayRun{two, one}) {
			t.Errorf("%+v %v", list, err)
		}
		if list, err := tx.PayRuns(1); err != nil || len(list) != 1 {
			t.Errorf("%+v %v", list, err)
		}
		if r, err := tx.PayRun(1); err != nil || r != one {
			t.Errorf("%+v %v", r, err)
		}
		if _, err := tx.PayRun(3); domain.KindOf(err) != domain.NotFound {
			t.Errorf("no such run: %v", err)
		}
		return nil
	})
}

func settlements(t *testing.T, b *bench) {
	s := server.Settlement{
		Payout: domain.Payout{No: 1, Clinic: "1", Date: domain.MustDate("2026-12-01"), Sum: 500, Invoices: []int64{7, 8}, Run: 4, State: domain.PayoutClosed, CarriedIn: 20, CarriedOut: 3},
		Payee:  domain.Payee{Kind: domain.Bankgiro, Digits: "9912346", Name: "Kliniken", Town: "Borås"},
		Parts:  []server.SettledPart{{OurRef: 7, InvoiceNo: "F7", Sum: 600}, {OurRef: 8, InvoiceNo: "F8_Kredit", Sum: -80}},
	}
	b.write(func(tx server.Tx) error { return server.PutPayouts(tx, received, nil, s) })
	before := map[int64]domain.Payout{1: s.Payout}
	s.Payout.State, s.Payout.Reason = domain.PayoutRejected, "kontot avslutat"
	b.write(func(tx server.Tx) error { return server.PutPayouts(tx, received, before, s) })
	b.read(func(tx server.Tx) error {
		if list, err := tx.Settlements(4); err != nil || !reflect.DeepEqual(list, []server.Settlement{s}) {
			t.Errorf("%+v %v", list, err)
		}
		if list, err := tx.Settlements(5); err != nil || len(list) != 0 {
			t.Errorf("another run's: %+v %v", list, err)
		}
		return nil
	})
}

func states(t *testing.T, b *bench) {
	person := somebody(t, persona)
	b.add(invoice(7, bill(1, person, 100)), invoice(8, bill(2, person, 100)))
	list := []domain.Invoice{b.get(7), b.get(8)}
	for i := range list {
		list[i].Status, list[i].StatusOn = domain.StatusApproved, domain.MustDate("2026-12-01")
	}
	list[1].Reason = "ett skäl"
	b.write(func(tx server.Tx) error {
		saved, err := tx.SaveStates("1", list)
		if len(saved) != 2 || saved[0].Version != 2 || saved[1].Version != 2 {
			t.Errorf("%+v", saved)
		}
		return err
	})
	if v := b.get(8); v.Version != 2 || v.Status != domain.StatusApproved || v.Reason != "ett skäl" || len(v.Bills) != 1 {
		t.Errorf("%+v", v)
	}
	for name, x := range map[string]struct {
		clinic string
		list   []domain.Invoice
	}{"an old version": {"1", list}, "another clinic's": {"2", []domain.Invoice{b.get(7)}}} {
		err := b.store.Write(context.Background(), func(tx server.Tx) error { _, err := tx.SaveStates(x.clinic, x.list); return err })
		if domain.KindOf(err) != domain.Conflict {
			t.Errorf("%s was saved: %v", name, err)
		}
	}
	b.read(func(tx server.Tx) error {
		found, err := tx.Heads("1", []int64{7, 8, 9})
		if len(found) != 2 || found[7].Version != 2 || found[7].StatusOn != domain.MustDate("2026-12-01") || found[7].Bills != nil {
			t.Errorf("%+v", found)
		}
		if found, err := tx.Heads("2", []int64{7}); len(found) != 0 || err != nil {
			t.Errorf("another clinic's: %+v %v", found, err)
		}
		return err
	})
}
