package domain

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// graph is where the status of an invoice may go from each state (rules.md, "Life
// of an invoice"). To stay is always allowed.
var graph = map[Status][]Status{
	StatusReceived: {StatusApproved, StatusDeleted, StatusVoided},
	StatusApproved: {StatusReceived, StatusPaid, StatusDeleted, StatusVoided},
}

// life is an invoice and its credits, and what was done to them.
type life struct {
	all  []Invoice // the first is the clinic's, the others are its credits
	refs []string
	next int64
}

func (l *life) check(t *rapid.T) {
	var got []string
	for _, b := range l.all[0].Bills {
		got = append(got, b.BillRef)
	}
	if !slices.Equal(got, l.refs) {
		t.Fatalf("references %v, were %v", got, l.refs)
	}
	var taken Ore
	for _, b := range l.all[0].Bills {
		for i, item := range b.Items {
			if b.State == BillCredited || slices.Contains(b.Credited, i) {
				taken += item.Price
			}
		}
	}
	var credits Ore
	for i, v := range l.all {
		var sum Ore
		for _, b := range v.Bills {
			if standing(b.State) == "" || b.State == BillCredited {
				sum += b.Sum()
			}
		}
		if v.Sum() != sum {
			t.Fatalf("invoice %d: sum %s, its bills %s", i, v.Sum(), sum)
		}
		if over := v.Status == StatusVoided || v.Status == StatusDeleted; over != (v.Standing() == 0) {
			t.Fatalf("invoice %d is %s with %d bills left", i, v.Status, v.Standing())
		}
		if i > 0 {
			credits += v.Sum()
		}
	}
	if taken != -credits {
		t.Fatalf("%s is credited, the credits take back %s", taken, -credits)
	}
}

// do puts the outcome of an act in the place of invoice i, if it was allowed.
func (l *life) do(t *rapid.T, i int, after Invoice, err error) (done bool) {
	before := l.all[i]
	if err != nil {
		if KindOf(err) != Conflict || !slices.Contains(Whys(), Why(CodeOf(err))) {
			t.Fatalf("refused without a reason: %v", err)
		}
		return false
	}
	if before.Status != after.Status && !slices.Contains(graph[before.Status], after.Status) {
		t.Fatalf("from %s to %s", before.Status, after.Status)
	}
	if before.Payout != 0 && after.Payout != before.Payout || before.Payout != 0 && before.Sum() != after.Sum() {
		t.Fatalf("in a closed pay run, %+v became %+v", before, after)
	}
	l.all[i] = after
	return true
}

// Acts in any order: the status goes only along the graph, money adds up, and
// references stay.
func TestLifeInAnyOrder(t *testing.T) {
	reached := map[Status]int{}
	rapid.Check(t, func(t *rapid.T) {
		l := &life{all: []Invoice{inState(StatusReceived, make([]BillState, rapid.IntRange(1, 4).Draw(t, "bills"))...)}, next: 100}
		for _, b := range l.all[0].Bills {
			l.refs = append(l.refs, b.BillRef)
		}
		one := func() int { return rapid.IntRange(0, len(l.all)-1).Draw(t, "invoice") }
		some := func(v Invoice) Part {
			if rapid.Bool().Draw(t, "whole") {
				return WholeInvoice
			}
			var p Part
			for range rapid.IntRange(0, 2).Draw(t, "n") {
				p.Bills = append(p.Bills, v.Bills[rapid.IntRange(0, len(v.Bills)-1).Draw(t, "bill")].BillNo)
			}
			return p
		}
		on := func(act func(Invoice, Part) (Invoice, error)) func(*rapid.T) {
			return func(t *rapid.T) {
				i := one()
				after, err := act(l.all[i], some(l.all[i]))
				l.do(t, i, after, err)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"hold":    on(Invoice.Hold),
			"release": on(Invoice.Release),
			"delete":  on(func(v Invoice, p Part) (Invoice, error) { return v.Delete(p, payday) }),
			"approve": on(func(v Invoice, _ Part) (Invoice, error) { return v.Approve(payday) }),
			"close":   on(func(v Invoice, _ Part) (Invoice, error) { return v.Close(1) }),
			"pay":     on(func(v Invoice, _ Part) (Invoice, error) { return v.Pay(payday) }),
			"void":    func(t *rapid.T) { i := one(); l.void(t, i, some(l.all[i])) },
			"credit": func(t *rapid.T) {
				i := one()
				p := CreditPart{Part: some(l.all[i])}
				if rapid.Bool().Draw(t, "items") {
					p = CreditPart{Items: []BillItem{{rapid.Int64Range(1, 4).Draw(t, "bill"), rapid.IntRange(-1, 2).Draw(t, "item")}}}
				}
				l.credit(t, i, p)
			},
			"": l.check,
		})
		for _, v := range l.all {
			reached[v.Status]++
		}
	})
	if states := slices.Collect(maps.Keys(reached)); len(states) != 5 {
		t.Errorf("only %v were reached: the machine tries too little", states)
	}
}

func (l *life) void(t *rapid.T, i int, p Part) {
	before := l.all[i]
	after, err := before.Void(p, "skäl", payday)
	if !l.do(t, i, after, err) || i == 0 {
		return
	}
	var voided []InvoiceBill
	for k, b := range after.Bills {
		if b.State != before.Bills[k].State {
			voided = append(voided, b)
		}
	}
	l.all[0] = l.all[0].Restore(voided)
}

func (l *life) credit(t *rapid.T, i int, p CreditPart) {
	marked, credit, err := l.all[i].Credit(p)
	if !l.do(t, i, marked, err) {
		return
	}
	if len(credit.Bills) == 0 {
		t.Fatalf("a credit of nothing: %+v", credit)
	}
	l.next += 10
	l.all = append(l.all, credit.Numbered(l.next, l.next*10, time.UnixMilli(l.next)))
	if l.all[len(l.all)-1].InvoiceNo != fmt.Sprint(l.all[0].InvoiceNo, "_Kredit") {
		t.Fatalf("named %s", credit.InvoiceNo)
	}
}
