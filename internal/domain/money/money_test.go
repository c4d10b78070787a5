package money_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
)

func invoice(sum domain.Ore) domain.Invoice {
	return domain.Invoice{OurRef: 7, Clinic: "31", Status: domain.StatusReceived, Bills: []domain.InvoiceBill{
		{Bill: domain.Bill{Items: []domain.Item{{Price: sum}}}, BillNo: 1},
	}}
}

// moves are entries in short: "debit credit amount".
func moves(list []money.Entry) (said []money.Entry) {
	for _, e := range list {
		said = append(said, money.Entry{Debit: e.Debit, Credit: e.Credit, Amount: e.Amount})
	}
	return said
}

func move(debit, credit money.Account, amount domain.Ore) money.Entry {
	return money.Entry{Debit: debit, Credit: credit, Amount: amount}
}

// Every change has its entries, each from one account to another.
func TestEntriesOfChanges(t *testing.T) {
	received := invoice(500)
	closed, deleted, rejected, paid := received, invoice(500), received, received
	closed.Payout, closed.Status = 3, domain.StatusApproved
	deleted.Bills[0].State = domain.BillDeleted
	paid.Payout, paid.Status = 3, domain.StatusPaid
	payout := domain.Payout{No: 3, Clinic: "31", Sum: 400, CarriedIn: 100, State: domain.PayoutClosed}
	confirmed, refused, rest := payout, payout, domain.Payout{No: 4, Clinic: "31", CarriedOut: 70, State: domain.PayoutConfirmed}
	confirmed.State, refused.State = domain.PayoutConfirmed, domain.PayoutRejected
	claim := domain.Claim{No: 2, Clinic: "31", OurRef: 8, Amount: 500, State: domain.ClaimOpen}
	part, withdrawn, lower := claim, claim, claim
	part.Paid, withdrawn.State, lower.Amount = 200, domain.ClaimWithdrawn, 300
	for name, x := range map[string]struct{ got, want []money.Entry }{
		"received":        {money.Invoice(domain.Invoice{}, received), []money.Entry{move(money.Cost, money.Payable, 500)}},
		"a credit":        {money.Invoice(domain.Invoice{}, invoice(-500)), []money.Entry{move(money.Payable, money.Cost, 500)}},
		"deleted":         {money.Invoice(received, deleted), []money.Entry{move(money.Payable, money.Cost, 500)}},
		"closed":          {money.Invoice(received, closed), []money.Entry{move(money.Payable, money.Transit, 500)}},
		"paid":            {money.Invoice(closed, paid), nil},
		"closed and paid": {money.Invoice(received, paid), []money.Entry{move(money.Payable, money.Transit, 500)}},
		"rejected":        {money.Invoice(closed, rejected), []money.Entry{move(money.Transit, money.Payable, 500)}},
		"nothing":         {money.Invoice(domain.Invoice{}, invoice(0)), nil},

		"a payout":           {money.Payout(domain.Payout{}, payout), []money.Entry{move(money.Transit, money.Carry, 100)}},
		"confirmed":          {money.Payout(payout, confirmed), []money.Entry{move(money.Transit, money.Bank, 400)}},
		"refused":            {money.Payout(payout, refused), []money.Entry{move(money.Carry, money.Transit, 100)}},
		"a rest":             {money.Payout(domain.Payout{}, rest), []money.Entry{move(money.Carry, money.Transit, 70)}},
		"of before, no runs": {money.Payout(domain.Payout{}, domain.Payout{No: 1, Sum: -50}), []money.Entry{move(money.Bank, money.Transit, 50)}},

		"a claim":    {money.Claim(domain.Claim{}, claim), []money.Entry{move(money.Claims, money.Payable, 500)}},
		"a part":     {money.Claim(claim, part), []money.Entry{move(money.Bank, money.Claims, 200)}},
		"withdrawn":  {money.Claim(claim, withdrawn), []money.Entry{move(money.Payable, money.Claims, 500)}},
		"made lower": {money.Claim(claim, lower), []money.Entry{move(money.Payable, money.Claims, 200)}},

		"opening, not paid":       {money.Opening(received), []money.Entry{move(money.Cost, money.Payable, 500)}},
		"opening, paid in payout": {money.Opening(paid), []money.Entry{move(money.Cost, money.Payable, 500), move(money.Payable, money.Transit, 500)}},
	} {
		if got := moves(x.got); !slices.Equal(got, x.want) {
			t.Errorf("%s: %+v, want %+v", name, got, x.want)
		}
	}
	old := received
	old.Status = domain.StatusPaid
	if got := moves(money.Opening(old)); len(got) != 2 || got[1] != move(money.Payable, money.Bank, 500) {
		t.Errorf("paid before there were payouts: %+v", got)
	}
}

// What is netted is never below zero, and nothing is lost or made.
func TestNettingLosesNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		invoices, carried := domain.Ore(rapid.Int64Range(-1e9, 1e9).Draw(r, "invoices")), domain.Ore(rapid.Int64Range(0, 1e9).Draw(r, "carried"))
		pay, in, out := money.Net(invoices, carried)
		if pay < 0 || in != carried || out < 0 || pay != 0 && out != 0 || invoices-in+out != pay {
			r.Errorf("%d with %d carried: pays %d, takes %d, leaves %d", invoices, carried, pay, in, out)
		}
	})
}

// The audit says where books and things differ, and by how much.
func TestAuditNamesTheFault(t *testing.T) {
	right := func() *money.Audit {
		a := &money.Audit{}
		for i, e := range slices.Concat(
			money.Invoice(domain.Invoice{}, invoice(500)),
			[]money.Entry{
				{Clinic: "31", Debit: money.Payable, Credit: money.Transit, Amount: 500, OurRef: 7, Payout: 3},
				{Clinic: "31", Debit: money.Carry, Credit: money.Transit, Amount: 70, Payout: 4},
			},
		) {
			e.No = int64(i + 1)
			a.Enter(e)
		}
		return a
	}
	standing := money.Standing{OurRef: 7, Clinic: "31", Status: domain.StatusApproved, Payout: 3, Sum: 500}
	closed := domain.Payout{No: 3, Clinic: "31", Sum: 500, State: domain.PayoutClosed}
	rest := domain.Payout{No: 4, Clinic: "31", Sum: 70, CarriedOut: 70, State: domain.PayoutClosed}
	for name, x := range map[string]struct {
		spoil func(a *money.Audit, s *money.Standing, p *domain.Payout)
		want  []money.Fault
	}{
		"right": {func(*money.Audit, *money.Standing, *domain.Payout) {}, nil},
		"a bill became dearer": {func(_ *money.Audit, s *money.Standing, _ *domain.Payout) { s.Sum = 501 }, []money.Fault{
			{About: money.AboutInvoice, No: 7, Clinic: "31", Account: money.Cost, Booked: 500, Expected: 501},
		}},
		"a payout that was never booked as paid": {func(_ *money.Audit, _ *money.Standing, p *domain.Payout) { p.State = domain.PayoutConfirmed }, []money.Fault{
			{About: money.AboutPayout, No: 3, Clinic: "31", Account: money.Bank, Booked: 0, Expected: 500},
			{About: money.AboutPayout, No: 3, Clinic: "31", Account: money.Transit, Booked: 500, Expected: 0},
		}},
		"an entry about an invoice that is not there": {func(a *money.Audit, _ *money.Standing, _ *domain.Payout) {
			a.Enter(money.Entry{No: 9, Clinic: "31", Debit: money.Cost, Credit: money.Payable, Amount: 5, OurRef: 8})
		}, []money.Fault{
			{About: money.AboutInvoice, No: 8, Account: money.Cost, Booked: 5},
			{About: money.AboutInvoice, No: 8, Account: money.Payable, Booked: 5},
		}},
		"an entry of an account that is none": {func(a *money.Audit, _ *money.Standing, _ *domain.Payout) {
			a.Enter(money.Entry{No: 9, Clinic: "31", Debit: "pocket", Credit: money.Bank, Amount: 5, OurRef: 7})
		}, []money.Fault{{About: money.AboutEntry, No: 9, Clinic: "31", Booked: 5}}},
		"an entry below zero": {func(a *money.Audit, _ *money.Standing, _ *domain.Payout) {
			a.Enter(money.Entry{No: 9, Clinic: "31", Debit: money.Cost, Credit: money.Bank, Amount: -5, OurRef: 7})
		}, []money.Fault{{About: money.AboutEntry, No: 9, Clinic: "31", Booked: -5}}},
		"a carried amount of nobody": {func(a *money.Audit, _ *money.Standing, _ *domain.Payout) {
			a.Enter(money.Entry{No: 9, Clinic: "32", Debit: money.Carry, Credit: money.Cost, Amount: 5, Payout: 3})
		}, []money.Fault{
			{About: money.AboutClinic, Clinic: "32", Account: money.Carry, Booked: 5},
			{About: money.AboutPayout, No: 3, Clinic: "31", What: money.WhatClinic},
		}},
	} {
		a, s, p := right(), standing, closed
		x.spoil(a, &s, &p)
		a.Invoice(s)
		a.Payout(p)
		a.Payout(rest)
		if got := a.Faults(); !slices.Equal(got, x.want) {
			t.Errorf("%s:\n%+v\nwant\n%+v", name, got, x.want)
		}
	}
}

// A claim that is paid in part is owed for the rest.
func TestAuditOfClaims(t *testing.T) {
	c := domain.Claim{No: 2, Clinic: "31", OurRef: 7, Amount: 500, Paid: 200, State: domain.ClaimOpen}
	a := &money.Audit{}
	for _, e := range slices.Concat(money.Invoice(domain.Invoice{}, invoice(-500)), money.Claim(domain.Claim{}, c)) {
		a.Enter(e)
	}
	a.Invoice(money.Standing{OurRef: 7, Clinic: "31", Status: domain.StatusReceived, Claim: 2, Sum: -500})
	a.Claim(c, 200)
	if faults := a.Faults(); len(faults) > 0 || a.Claimed != 300 || a.Paid != -200 {
		t.Errorf("%+v, owed %v, paid %v", faults, a.Claimed, a.Paid)
	}
}
