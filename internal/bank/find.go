package bank

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// find gives the places of the dues that a payment names, and by what. References
// in elements that nobody knows are noted in the row.
func (m *matcher) find(u unit) ([]int, How) {
	var found []int
	for _, d := range u.details {
		for _, p := range d.Parts {
			known := m.part(p)
			found = union(found, known)
			if named := cmp.Or(p.Reference, p.Document); known == nil && named != "" {
				u.row.Strange = append(u.row.Strange, named)
			}
		}
	}
	if found != nil {
		return m.withCarried(found), ByReference
	}
	for _, d := range u.details {
		found = union(found, m.byPayment[d.Refs.EndToEnd])
		found = union(found, m.byRef[reference(d.Refs.EndToEnd)])
	}
	if found != nil {
		return m.withCarried(found), ByEndToEnd
	}
	for _, text := range u.texts() {
		for _, ref := range tokens(text) {
			found = union(found, m.byRef[ref])
		}
	}
	return m.withCarried(found), ByText
}

// part are the dues that a part of a payment names.
func (m *matcher) part(p Part) []int {
	return union(slices.Clone(m.byRef[reference(p.Reference)]), m.byRef[reference(p.Document)])
}

// texts are what people wrote, and the end-to-end id, which may hold a reference.
func (u unit) texts() []string {
	texts := []string{u.info}
	for _, d := range u.details {
		texts = append(texts, d.Refs.EndToEnd, d.Info)
		texts = append(texts, d.Text...)
		for _, p := range d.Parts {
			texts = append(texts, p.Notes...)
		}
	}
	return texts
}

// withCarried adds what earlier payouts left, where all the rest of a payment is
// found.
func (m *matcher) withCarried(found []int) []int {
	for payment := range m.paymentsOf(found) {
		rest := slices.DeleteFunc(slices.Clone(m.byPayment[payment]), func(i int) bool { return m.dues[i].Ref == 0 })
		if len(union(slices.Clone(found), rest)) == len(found) {
			found = union(found, m.byPayment[payment])
		}
	}
	return found
}

// wholePayments are all dues of the payments that some belong to, with those that
// belong to none.
func (m *matcher) wholePayments(found []int) []int {
	whole := slices.Clone(found)
	for payment := range m.paymentsOf(found) {
		whole = union(whole, m.byPayment[payment])
	}
	return whole
}

func (m *matcher) paymentsOf(places []int) map[string]bool {
	payments := map[string]bool{}
	for _, i := range places {
		if p := m.dues[i].Payment; p != "" {
			payments[p] = true
		}
	}
	return payments
}

// partsStated tells whether a payment says what each of its parts is for, in
// money.
func (m *matcher) partsStated(u unit) bool {
	for _, d := range u.details {
		for _, p := range d.Parts {
			if p.Amount.Currency != "" {
				return true
			}
		}
	}
	return false
}

// partsAgree tells whether the parts that state an amount state what is due: one
// krona too much for one must not make up for one too little for another.
func (m *matcher) partsAgree(u unit, found []int) bool {
	for _, d := range u.details {
		for _, p := range d.Parts {
			known := m.part(p)
			if p.Amount.Currency == "" || known == nil {
				continue
			}
			if p.Amount.Currency != sek || m.sum(known) != p.Amount.Minor {
				return false
			}
		}
	}
	return len(found) > 0
}

// reference is a text as a Vår referens: digits alone; 0 if it is none. Banks pad
// with zeros and blanks.
func reference(s string) int64 {
	s = strings.ReplaceAll(s, " ", "")
	if digits(s) != s {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// tokens are the numbers in a text that stand by themselves.
func tokens(s string) (refs []int64) {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r < 0x80
	}) {
		if ref := reference(word); ref != 0 {
			refs = append(refs, ref)
		}
	}
	return refs
}

// union adds places that are not there yet, in order.
func union(a, b []int) []int {
	for _, i := range b {
		if !slices.Contains(a, i) {
			a = append(a, i)
		}
	}
	slices.Sort(a)
	return a
}
