package bank

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

var payer = Account{Bankgiro, "9912346"}

// credit is a booked entry of one payment.
func credit(amount domain.Ore, d Detail) Entry {
	d.Amount = Amount{amount, sek}
	return Entry{ServicerRef: fmt.Sprintf("S%d %v", amount, d), Amount: d.Amount, Status: Booked, BookedOn: domain.MustDate("2026-11-30"), Details: []Detail{d}}
}

func named(refs ...string) (d Detail) {
	for _, r := range refs {
		d.Parts = append(d.Parts, Part{Reference: r})
	}
	return d
}

func lines(entries ...Entry) []Line { return Merge(nil, []Statement{{Entries: entries}}) }

// shown is the rows in short: state, how, expected, got, dues.
func shown(rows []Row) (all []string) {
	for _, r := range rows {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %d/%d %v %s", r.State, r.How, r.Got, r.Expected, r.Dues, strings.Join(r.Strange, ","))))
	}
	return all
}

func TestMatch(t *testing.T) {
	payout := []Due{{Ref: 518148, Payment: "U7", Amount: 1000}, {Ref: 572775, Payment: "U7", Amount: -300}, {Payment: "U7", Amount: -50}}
	claims := []Due{{Ref: 1, Amount: 100, Payer: payer}, {Ref: 2, Amount: 200, Payer: payer}, {Ref: 3, Amount: 100}}
	parts := func(a, b domain.Ore) Detail {
		return Detail{Parts: []Part{{Document: "1", Amount: Amount{a, sek}}, {Document: "2", Amount: Amount{b, sek}}}}
	}
	reversal := credit(-100, named("1"))
	reversal.Reversal = true
	pending, foreign, strangely, debit := credit(100, named("1")), credit(100, named("1")), credit(100, named("1")), credit(-100, named("1"))
	pending.Status, foreign.Amount.Currency, strangely.Status = "PDNG", "NOK", ""
	batch := Entry{Amount: Amount{300, sek}, Status: Booked, ServicerRef: "B", Details: []Detail{named("1"), named("2")}}
	batch.Details[0].Amount, batch.Details[1].Amount = Amount{100, sek}, Amount{200, sek}
	unequal := batch
	unequal.Amount.Minor = 299
	for name, c := range map[string]struct {
		dues []Due
		in   []Entry
		want []string
	}{
		"one reference":               {claims, []Entry{credit(100, named("0000001"))}, []string{"matched reference 100/100 [0]", "missing  0/200 [1]", "missing  0/100 [2]"}},
		"many references":             {claims, []Entry{credit(400, named("1", "2", "3"))}, []string{"matched reference 400/400 [0 1 2]"}},
		"parts agree":                 {claims[:2], []Entry{credit(300, parts(100, 200))}, []string{"matched reference 300/300 [0 1]"}},
		"parts make up for another":   {claims[:2], []Entry{credit(300, parts(110, 190))}, []string{"wrong reference 300/300 [0 1]"}},
		"wrong amount":                {claims[:1], []Entry{credit(99, named("1"))}, []string{"wrong reference 99/100 [0]"}},
		"wrong, then right":           {claims[:1], []Entry{credit(99, named("1")), credit(100, named("1"))}, []string{"matched reference 100/100 [0]", "again reference 99/100 [0]"}},
		"one known, one unknown":      {claims[:1], []Entry{credit(300, named("1", "77"))}, []string{"wrong reference 300/100 [0] 77"}},
		"unknown":                     {claims[:1], []Entry{credit(300, named("77"))}, []string{"unknown  300/0 [] 77", "missing  0/100 [0]"}},
		"the amount alone":            {claims[2:], []Entry{credit(100, Detail{})}, []string{"unknown  100/0 []", "missing  0/100 [0]"}},
		"end to end":                  {payout, []Entry{credit(650, Detail{Refs: Refs{EndToEnd: "U7"}})}, []string{"matched end-to-end 650/650 [0 1 2]"}},
		"end to end is a reference":   {claims[:1], []Entry{credit(100, Detail{Refs: Refs{EndToEnd: "1"}})}, []string{"matched end-to-end 100/100 [0]"}},
		"carried over":                {payout, []Entry{credit(650, named("518148", "572775"))}, []string{"matched reference 650/650 [0 1 2]"}},
		"the bank cut the text":       {payout, []Entry{credit(650, Detail{Text: []string{"Vår ref 518148 +1"}})}, []string{"matched text 650/650 [0 1 2]"}},
		"only a part of a payment":    {payout, []Entry{credit(999, named("518148"))}, []string{"wrong reference 999/1000 [0]", "missing  0/-350 [1 2]"}},
		"text":                        {claims, []Entry{credit(200, Detail{Text: []string{"kredit,2; tack"}})}, []string{"matched text 200/200 [1]", "missing  0/100 [0]", "missing  0/100 [2]"}},
		"text of the bank":            {claims[1:2], []Entry{credit(200, Detail{Info: "ref:2"})}, []string{"matched text 200/200 [0]"}},
		"no number by itself":         {claims[1:2], []Entry{credit(200, Detail{Text: []string{"a2 22 2å"}})}, []string{"unknown  200/0 []", "missing  0/200 [0]"}},
		"the surer one first":         {claims, []Entry{credit(100, Detail{Text: []string{"2"}, Parts: []Part{{Reference: "1"}}})}, []string{"matched reference 100/100 [0]", "missing  0/200 [1]", "missing  0/100 [2]"}},
		"account and amount":          {claims, []Entry{credit(200, Detail{DebtorAcct: payer})}, []string{"matched account 200/200 [1]", "missing  0/100 [0]", "missing  0/100 [2]"}},
		"account, another amount":     {claims[:1], []Entry{credit(101, Detail{DebtorAcct: payer})}, []string{"unknown  101/0 []", "missing  0/100 [0]"}},
		"account, two that fit":       {append(claims, claims[0]), []Entry{credit(100, Detail{DebtorAcct: payer})}, []string{"unknown  100/0 []", "missing  0/100 [0]", "missing  0/200 [1]", "missing  0/100 [2]", "missing  0/100 [3]"}},
		"named before found":          {claims[:1], []Entry{credit(100, Detail{DebtorAcct: payer}), credit(100, named("1"))}, []string{"matched reference 100/100 [0]", "unknown  100/0 []"}},
		"again":                       {claims[:1], []Entry{credit(100, named("1")), credit(100, named("01"))}, []string{"matched reference 100/100 [0]", "again reference 100/100 [0]"}},
		"taken back":                  {claims[:1], []Entry{reversal, credit(100, named("1"))}, []string{"reversed reference 100/100 [0]", "reversed reference -100/100 [0]", "missing  0/100 [0]"}},
		"taken back what never came":  {claims[:1], []Entry{reversal}, []string{"unknown  -100/0 []", "missing  0/100 [0]"}},
		"not booked":                  {claims[:1], []Entry{pending}, []string{"waiting  100/0 []", "missing  0/100 [0]"}},
		"no status":                   {claims[:1], []Entry{strangely}, []string{"waiting  100/0 []", "missing  0/100 [0]"}},
		"another currency":            {claims[:1], []Entry{foreign}, []string{"currency  100/0 []", "missing  0/100 [0]"}},
		"money that went out":         {claims[:1], []Entry{debit}, []string{"missing  0/100 [0]"}},
		"a batch":                     {claims[:2], []Entry{batch}, []string{"matched reference 100/100 [0]", "matched reference 200/200 [1]"}},
		"details that do not add up":  {claims[:2], []Entry{unequal}, []string{"wrong reference 299/300 [0 1]"}},
		"details without their entry": {claims[:1], []Entry{{Amount: Amount{100, sek}, Status: Booked, Info: "1"}}, []string{"matched text 100/100 [0]"}},
		"nothing read":                {payout, nil, []string{"missing  0/650 [0 1 2]"}},
	} {
		if d := gocmp.Diff(c.want, shown(Match(c.dues, lines(c.in...)))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestAStatementAfterItsNotificationChangesNothing(t *testing.T) {
	e := credit(300, Detail{})
	whole, split := e, e
	whole.Details = nil // a statement that tells of the batch alone
	split.Details = []Detail{{Amount: Amount{100, sek}}, {Amount: Amount{200, sek}}}
	waiting := split
	waiting.Status = "PDNG"
	kept := Merge(nil, []Statement{{Account: Account{IBAN, "A"}, Entries: []Entry{whole, whole}}})
	for _, file := range [][]Entry{{split, split}, {whole, split}, {waiting}, {split}, {whole}} {
		before := slices.Clone(kept)
		now := Merge(kept, []Statement{{Account: Account{Bankgiro, "1"}, Entries: file}})
		if len(now) != 2 {
			t.Fatalf("%d lines", len(now))
		}
		if !reflect.DeepEqual(before, kept) {
			t.Errorf("what was kept is another: %+v", kept)
		}
		kept = now
	}
	if len(kept[0].Entry.Details) != 2 || len(kept[1].Entry.Details) != 2 || kept[0].Entry.Status != Booked {
		t.Errorf("kept %+v", kept)
	}
}

// someEntries draws entries of which many look alike. What has a reference of the
// bank's pays the same in every file.
func someEntries(t *rapid.T, name string) []Entry {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Entry {
		servicer, ref := rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "servicer"), rapid.StringMatching("[1-4]").Draw(t, "ref")
		e := credit(domain.Ore(rapid.Int64Range(1, 3).Draw(t, "amount"))*100, named(cmp.Or(servicer, ref)))
		e.ServicerRef = servicer
		if rapid.Bool().Draw(t, "reversed") {
			e.Amount.Minor, e.Details[0].Amount.Minor, e.Reversal = -e.Amount.Minor, -e.Amount.Minor, true
		}
		return e
	}), 0, 6).Draw(t, name)
}

func TestFilesInAnyOrderAndTwiceGiveTheSameRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := []Statement{{Entries: someEntries(t, "a")}}, []Statement{{Entries: someEntries(t, "b")}}
		dues := []Due{{Ref: 1, Amount: 100}, {Ref: 2, Amount: 200, Payment: "P"}, {Ref: 3, Amount: 300, Payment: "P"}}
		want := shown(Match(dues, Merge(Merge(nil, a), b)))
		for _, other := range [][]Line{Merge(Merge(nil, b), a), Merge(Merge(Merge(nil, a), b), a), Merge(Merge(Merge(nil, b), b), a)} {
			if d := gocmp.Diff(want, shown(Match(dues, other))); d != "" {
				t.Fatal(d)
			}
		}
	})
}

// TestEveryOreIsAccountedFor: what came in is in exactly one row, and a due has
// come at most once.
func TestEveryOreIsAccountedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var dues []Due
		for ref := range rapid.Int64Range(0, 5).Draw(t, "dues") {
			dues = append(dues, Due{Ref: ref + 1, Amount: domain.Ore(rapid.Int64Range(1, 3).Draw(t, "due")) * 100, Payment: rapid.SampledFrom([]string{"", "P"}).Draw(t, "payment")})
		}
		kept := lines(someEntries(t, "entries")...)
		var came, told domain.Ore
		for _, l := range kept {
			came += l.Entry.Amount.Minor
		}
		paid, mentioned := map[int]int{}, map[int]bool{}
		for _, r := range Match(dues, kept) {
			told += r.Got
			var sum domain.Ore
			for _, i := range r.Dues {
				sum += dues[i].Amount
				mentioned[i] = true
				if r.State == Matched {
					paid[i]++
				}
			}
			if r.Expected != sum || r.State == Matched && r.Got != sum || r.State == "" {
				t.Fatalf("%+v, the dues are %d", r, sum)
			}
		}
		for i := range dues {
			if paid[i] > 1 || !mentioned[i] {
				t.Fatalf("due %d came %d times, mentioned %v", i, paid[i], mentioned[i])
			}
		}
		if came != told {
			t.Fatalf("%d came, %d told", came, told)
		}
	})
}
