package bank

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Line is an entry as it is kept, with the account that it is on.
type Line struct {
	Account Account `json:"account"`
	Entry   Entry   `json:"entry"`
}

// Merge adds what a file states to what is kept of earlier ones, so that the same
// money is there once: a file read twice, or camt.053 after camt.054, changes
// nothing. Where both have an entry, the one that is booked and has more details
// stays. What was kept is not written to.
func Merge(kept []Line, file []Statement) []Line {
	lines := slices.Clone(kept)
	at := map[string]int{}
	seen := map[string]int{}
	for i, l := range lines {
		at[l.Entry.identity(seen)] = i
	}
	clear(seen)
	for _, s := range file {
		for _, e := range s.Entries {
			id := e.identity(seen)
			i, there := at[id]
			switch {
			case !there:
				at[id] = len(lines)
				lines = append(lines, Line{s.Account, e})
			case e.fuller(lines[i].Entry):
				lines[i].Entry = e
			}
		}
	}
	return lines
}

// Named is a line under the name by which the same money is known when it is met
// again, in another file.
type Named struct {
	Line
	ID string
}

// Name gives the entries of a file with their names, each once.
func Name(file []Statement) (list []Named) {
	seen := map[string]int{}
	for _, l := range Merge(nil, file) {
		list = append(list, Named{l, l.Entry.identity(seen)})
	}
	return list
}

// fuller tells whether an entry says more than another of the same money.
func (t Entry) fuller(than Entry) bool {
	booked, before := t.Status == Booked, than.Status == Booked
	if booked != before {
		return booked
	}
	return len(t.Details) > len(than.Details)
}

// identity tells entries apart. The bank's own reference is the same in camt.053
// and camt.054, but some banks use one for several entries: what is equal in all
// the rest is counted in its file. The account is left out, which one of the two
// may state as an IBAN and the other not. An entry without a reference is known
// by what its payments say.
func (t Entry) identity(seen map[string]int) string {
	on := t.BookedOn
	if on.IsZero() {
		on = t.ValueOn
	}
	ref := t.ServicerRef
	if ref == "" {
		var said []string
		for _, d := range t.Details {
			said = append(said, d.Refs.ServicerRef, d.Refs.EndToEnd, d.Refs.Transaction, strings.Join(d.Text, " "))
			for _, p := range d.Parts {
				said = append(said, p.Reference, p.Document)
			}
		}
		ref = fmt.Sprintf("%q", said)
	}
	id := fmt.Sprintf("%s %d %s %t %q", on, t.Amount.Minor, t.Amount.Currency, t.Reversal, ref)
	seen[id]++
	return fmt.Sprintf("%s %d", id, seen[id])
}

// inOrder are the lines by day, and those of a day in an order that does not depend
// on which file was read first.
func inOrder(lines []Line) []Line {
	type keyed struct {
		line Line
		id   string
	}
	all, seen := make([]keyed, len(lines)), map[string]int{}
	for i, l := range lines {
		all[i] = keyed{l, l.Entry.identity(seen)}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return cmp.Compare(a.id, b.id) }) // begins with the day
	sorted := make([]Line, len(lines))
	for i, k := range all {
		sorted[i] = k.line
	}
	return sorted
}
