package domain_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// twoBills is a draft with a place for every field.
func twoBills() domain.Draft {
	return domain.Draft{ID: "d1", Bills: []domain.DraftBill{{Items: make([]domain.DraftItem, 2)}, {Items: make([]domain.DraftItem, 2)}}}
}

// at is the place of a field in the draft's second bill and row.
func at(f domain.FieldSpec) (bill, item int) {
	if f.Scope == domain.OfItem {
		return 1, 1
	}
	return 1, domain.WholeBill
}

// Every string and tick that a draft holds for the user is in the table once,
// and nothing else is: a field that is forgotten there fails here.
func TestEveryFieldIsInTheTable(t *testing.T) {
	own := map[domain.Scope]int{}
	for _, f := range domain.Fields() {
		own[f.Scope]++
	}
	for scope, of := range map[domain.Scope]reflect.Type{domain.OfBill: reflect.TypeFor[domain.DraftBill](), domain.OfItem: reflect.TypeFor[domain.DraftItem]()} {
		n := 0
		for i := range of.NumField() {
			if k := of.Field(i).Type.Kind(); k == reflect.String || k == reflect.Bool {
				n++
			}
		}
		if own[scope] != n {
			t.Errorf("%v has %d fields, the table %d", of, n, own[scope])
		}
	}
	if own[domain.OfInvoice] != 1 {
		t.Errorf("%d fields of the invoice", own[domain.OfInvoice])
	}
}

// Writing a field changes that one alone, and what was written is read again.
func TestFieldsReadWhatWasWritten(t *testing.T) {
	for _, f := range domain.Fields() {
		d, written := twoBills(), domain.Ticked
		bill, item := at(f)
		d.SetText(bill, item, f.Name, written)
		for _, other := range domain.Fields() {
			b, i := at(other)
			if got := d.Text(b, i, other.Name); (got == written) != (other.Name == f.Name) {
				t.Errorf("%s written, %s reads %q", f.Name, other.Name, got)
			}
		}
		if first := d.Text(0, item, f.Name); f.Scope != domain.OfInvoice && first != "" {
			t.Errorf("%s was written on another bill too", f.Name)
		}
		d.SetText(bill, item, f.Name, "")
		if !reflect.DeepEqual(d, twoBills()) {
			t.Errorf("%s leaves something behind: %+v", f.Name, d)
		}
	}
}

// The name of a field is its name in JSON, so that a finding's field is found in
// what was sent.
func TestFieldsHaveTheirNamesInJSON(t *testing.T) {
	otherwise := map[domain.Field]string{domain.FieldExemption: "exempt", domain.FieldItemComment: "comment"}
	for _, f := range domain.Fields() {
		d := twoBills()
		bill, item := at(f)
		d.SetText(bill, item, f.Name, "only here")
		raw, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		name := string(f.Name)
		if other := otherwise[f.Name]; other != "" {
			name = other
		}
		if want := `"` + name + `":`; !strings.Contains(string(raw), want+`"only here"`) && !strings.Contains(string(raw), want+"true") {
			t.Errorf("%s is not %s in %s", f.Name, name, raw)
		}
	}
}

// A refusal's finding on any field stands while the field says what was refused.
func TestRefusalFollowsEveryField(t *testing.T) {
	for _, f := range domain.Fields() {
		d := twoBills()
		bill, item := at(f)
		d.Refusal = &domain.Refusal{
			Sent:     &domain.Sent{Bills: d.Clone().Bills},
			Findings: []domain.Finding{{Code: "x", Bill: bill, Item: item, Field: f.Name}},
		}
		if len(d.Refusal.Standing(d)) != 1 {
			t.Errorf("%s: the finding does not stand", f.Name)
		}
		d.SetText(bill, item, f.Name, domain.Ticked)
		if list := d.Refusal.Standing(d); len(list) != 0 {
			t.Errorf("%s was changed, its finding stands: %+v", f.Name, list)
		}
	}
}

// The order is that of the form: the bill's fields, its rows as a whole, a row's.
func TestFieldOrder(t *testing.T) {
	fields := domain.Fields()
	if !slices.IsSortedFunc(fields, func(a, b domain.FieldSpec) int { return a.Name.Order() - b.Name.Order() }) {
		t.Error("the table is not in its own order")
	}
	rows, last := domain.FieldItems.Order(), domain.Field("of a newer server").Order()
	for _, f := range fields {
		if (f.Name.Order() > rows) != (f.Scope == domain.OfItem) || f.Name.Order() >= last || f.Limit < 1 {
			t.Errorf("%+v", f)
		}
	}
}

// What is not there has no text, and writing there does nothing.
func TestNoSuchPlace(t *testing.T) {
	for _, c := range []struct {
		bill, item int
		field      domain.Field
	}{
		{2, domain.WholeBill, domain.FieldPerson},
		{-1, domain.WholeBill, domain.FieldPerson},
		{0, 2, domain.FieldItemCode},
		{0, -2, domain.FieldItemCode},
		{0, 0, domain.FieldPerson},
		{0, domain.WholeBill, domain.FieldItemCode},
		{0, 0, "none"},
	} {
		d := twoBills()
		d.SetText(c.bill, c.item, c.field, "x")
		if got := d.Text(c.bill, c.item, c.field); got != "" || !reflect.DeepEqual(d, twoBills()) {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
