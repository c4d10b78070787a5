package domain

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var billStates = []BillState{BillOrdinary, BillOnHold, BillCredited, BillVoided, BillDeleted}

// Each act on a single bill in each of its states, of an invoice that is open for
// the act; credit is asked of a paid one.
func TestWhatMayBeDoneToABill(t *testing.T) {
	for state, want := range map[BillState][5]Why{ // hold, release, delete, void, credit
		BillOrdinary: {"", WhyNotOnHold, "", "", ""},
		BillOnHold:   {WhyOnHold, "", "", "", ""},
		BillCredited: {WhyCredited, WhyNotOnHold, WhyCredited, WhyCredited, WhyCredited},
		BillVoided:   {WhyVoided, WhyNotOnHold, WhyVoided, WhyVoided, WhyVoided},
		BillDeleted:  {WhyDeleted, WhyNotOnHold, WhyDeleted, WhyDeleted, WhyDeleted},
	} {
		v, paid := inState(StatusReceived, BillOrdinary, state), inState(StatusPaid, BillOrdinary, state)
		got := [5]Why{v.CanHold(part(2)), v.CanRelease(part(2)), v.CanDelete(part(2)), v.CanVoid(part(2)), paid.CanCredit(part1(2))}
		if got != want {
			t.Errorf("%q: %q, want %q", state, got, want)
		}
		if why := paid.CanCredit(CreditPart{Items: []BillItem{{2, 0}}}); why != want[4] {
			t.Errorf("%q: an item of it: %q, want %q", state, why, want[4])
		}
	}
}

// The states of a newer region are not known here: what may not be understood is
// not deleted, paid or credited on a guess.
func TestUnknownStatesAllowNothing(t *testing.T) {
	for name, v := range map[string]Invoice{"no status": inState("", BillOrdinary), "a status of a newer region": inState("audited", BillOrdinary)} {
		for i, do := range allActs(v) {
			if after, err := do(); CodeOf(err) != string(WhyUnknownState) || !reflect.DeepEqual(after, v) {
				t.Errorf("%s, act %d: %v", name, i, err)
			}
		}
	}
	for _, s := range []Status{StatusReceived, StatusPaid} {
		v := inState(s, BillOrdinary, "audited")
		whys := []Why{v.CanHold(part(2)), v.CanDelete(part(2)), v.CanVoid(part(2))}
		if s == StatusPaid {
			whys = []Why{v.CanCredit(part1(2)), v.CanCredit(CreditPart{Items: []BillItem{{2, 0}}})}
		}
		for i, why := range whys {
			if why != WhyUnknownState {
				t.Errorf("%s, %d: %q", s, i, why)
			}
		}
	}
	// The other bills are known, and of the whole invoice they are what is meant.
	v, err := inState(StatusReceived, BillOrdinary, "audited").Delete(WholeInvoice, payday)
	if err != nil || !slices.Equal(states(v), []BillState{BillDeleted, "audited"}) || v.Status != StatusReceived {
		t.Errorf("%v %+v", err, v)
	}
	marked, credit, err := inState(StatusPaid, BillOrdinary, "audited").Credit(CreditAll)
	if err != nil || len(credit.Bills) != 1 || !slices.Equal(states(marked), []BillState{BillCredited, "audited"}) {
		t.Errorf("%v %+v", err, marked)
	}
}

// The reason of a voiding is of the bills that it voids. Older regions kept none
// for each bill: what was voided then does not get a reason that was never given.
func TestAReasonIsOnlyOfWhatWasVoidedForIt(t *testing.T) {
	v, err := inState(StatusReceived, BillVoided, BillOrdinary, BillOrdinary).Void(part(2), "Fel patient", payday)
	if err != nil || v.Bills[0].Reason != "" || v.Bills[1].Reason != "Fel patient" || v.Bills[2].Reason != "" {
		t.Errorf("%v %+v", err, v.Bills)
	}
}

// Of a whole invoice the bills that do not fit are passed over; a bill that is
// named must fit, and none is changed if one does not.
func TestWholeAndNamedBills(t *testing.T) {
	v := inState(StatusReceived, BillOrdinary, BillOnHold, BillDeleted)
	for name, c := range map[string]struct {
		do   func(Part) (Invoice, error)
		want []BillState // after the act on the whole
		why  Why         // of the three bills by their numbers
	}{
		"hold":    {v.Hold, []BillState{BillOnHold, BillOnHold, BillDeleted}, WhyOnHold},
		"release": {v.Release, []BillState{BillOrdinary, BillOrdinary, BillDeleted}, WhyNotOnHold},
		"delete":  {func(p Part) (Invoice, error) { return v.Delete(p, payday) }, []BillState{BillDeleted, BillDeleted, BillDeleted}, WhyDeleted},
		"void":    {func(p Part) (Invoice, error) { return v.Void(p, "skäl", payday) }, []BillState{BillVoided, BillVoided, BillDeleted}, WhyDeleted},
	} {
		after, err := c.do(WholeInvoice)
		if err != nil || !slices.Equal(states(after), c.want) {
			t.Errorf("%s the whole: %v, %v", name, states(after), err)
		}
		after, err = c.do(part(1, 2, 3))
		if CodeOf(err) != string(c.why) || !reflect.DeepEqual(after, v) {
			t.Errorf("%s three: %v, %v", name, states(after), err)
		}
	}
	if why := inState(StatusReceived, BillDeleted, BillVoided).CanDelete(WholeInvoice); why != WhyVoided {
		t.Errorf("nothing is left to delete: %q", why)
	}
}

// A bill that is named twice is meant once.
func TestNamedTwiceIsOnce(t *testing.T) {
	v, err := inState(StatusReceived, "", "").Delete(part(1, 1), payday)
	if err != nil || v.Standing() != 1 {
		t.Errorf("%v %+v", err, v)
	}
	v, credit, err := inState(StatusPaid, "", "").Credit(CreditPart{Part: part(2, 2), Items: []BillItem{{1, 0}, {1, 0}, {2, 1}}})
	if err != nil || credit.Sum() != -Kronor(180) || len(credit.Bills) != 2 || !slices.Equal(v.Bills[0].Credited, []int{0}) {
		t.Errorf("%v %+v", err, credit)
	}
}

// Deleted by the clinic when nothing else was; voided as soon as the region voided
// a part of it, whoever takes the last bill.
func TestTheLastBillDecidesTheStatus(t *testing.T) {
	void := func(v Invoice, p Part) (Invoice, error) { return v.Void(p, "skäl", payday) }
	remove := func(v Invoice, p Part) (Invoice, error) { return v.Delete(p, payday) }
	for name, c := range map[string]struct {
		first, second func(Invoice, Part) (Invoice, error)
		want          Status
	}{
		"deleted both":         {remove, remove, StatusDeleted},
		"voided both":          {void, void, StatusVoided},
		"voided, then deleted": {void, remove, StatusVoided},
		"deleted, then voided": {remove, void, StatusVoided},
	} {
		v, err := c.first(inState(StatusApproved, "", ""), part(1))
		if err != nil || v.Status != StatusApproved || !v.StatusOn.IsZero() {
			t.Fatalf("%s: one bill is left: %v %+v", name, err, v)
		}
		if v, err = c.second(v, part(2)); err != nil || v.Status != c.want || v.StatusOn != payday {
			t.Errorf("%s: %v %s on %v", name, err, v.Status, v.StatusOn)
		}
	}
}

// The way to the money, step by step: each leaves its date or number.
func TestTheWayToPayment(t *testing.T) {
	later := payday.AddDays(3)
	v, err := inState(StatusReceived, "").Approve(payday)
	if err != nil || v.Status != StatusApproved || v.StatusOn != payday || v.Payout != 0 {
		t.Fatalf("%v %+v", err, v)
	}
	if v, err = v.Close(12); err != nil || v.Status != StatusApproved || v.StatusOn != payday || v.Payout != 12 {
		t.Fatalf("%v %+v", err, v)
	}
	if v, err = v.Pay(later); err != nil || v.Status != StatusPaid || v.StatusOn != later || v.Payout != 12 {
		t.Fatalf("%v %+v", err, v)
	}
}

// What may be done is asked for every bill of a list: the answer agrees with the
// act, and an act leaves the invoice that it was given as it was.
func TestCanAndActAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := inState(rapid.SampledFrom([]Status{StatusReceived, StatusApproved}).Draw(t, "status"),
			rapid.SliceOfN(rapid.SampledFrom(billStates), 1, 4).Draw(t, "bills")...)
		p := Part{Whole: rapid.Bool().Draw(t, "whole"), Bills: rapid.SliceOfN(rapid.Int64Range(0, 5), 0, 3).Draw(t, "part")}
		given := v
		given.Bills = slices.Clone(v.Bills)
		for name, act := range map[string]struct {
			why Why
			do  func() (Invoice, error)
		}{
			"hold":    {v.CanHold(p), func() (Invoice, error) { return v.Hold(p) }},
			"release": {v.CanRelease(p), func() (Invoice, error) { return v.Release(p) }},
			"delete":  {v.CanDelete(p), func() (Invoice, error) { return v.Delete(p, payday) }},
			"void":    {v.CanVoid(p), func() (Invoice, error) { return v.Void(p, "skäl", payday) }},
		} {
			after, err := act.do()
			if CodeOf(err) != string(act.why) {
				t.Fatalf("%s: can says %q, the act %v", name, act.why, err)
			}
			if !reflect.DeepEqual(v, given) {
				t.Fatalf("%s has changed what it was given: %+v", name, v)
			}
			changed := !slices.Equal(states(after), states(v))
			if changed != (err == nil) {
				t.Fatalf("%s: %v became %v, %v", name, states(v), states(after), err)
			}
			for i, b := range after.Bills {
				named := p.Whole || slices.Contains(p.Bills, b.BillNo)
				if b.State != v.Bills[i].State && !named {
					t.Fatalf("%s %+v has changed bill %d", name, p, b.BillNo)
				}
			}
		}
	})
}
