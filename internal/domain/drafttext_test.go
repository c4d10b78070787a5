package domain_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
)

// The digest is another as soon as any field is, or a text stands elsewhere.
func TestDigestSeesEveryField(t *testing.T) {
	seen := map[[32]byte]string{twoBills().Digest(): "nothing"}
	note := func(d domain.Draft, what string) {
		t.Helper()
		if was, twice := seen[d.Digest()]; twice {
			t.Errorf("%s is the same as %s", what, was)
		}
		seen[d.Digest()] = what
	}
	for _, f := range domain.Fields() {
		d := twoBills()
		bill, item := at(f)
		d.SetText(bill, item, f.Name, "1")
		note(d, string(f.Name))
		if f.Scope == domain.OfItem {
			d.SetText(bill, item, f.Name, "")
			d.SetText(0, item, f.Name, "1")
			note(d, string(f.Name)+" on the first bill")
		}
	}
	d := twoBills()
	d.ID = "d2"
	note(d, "another draft")
	d = twoBills()
	d.Bills = d.Bills[:1]
	note(d, "one bill")
	d = twoBills()
	d.Bills[1].Items = d.Bills[1].Items[:1]
	note(d, "one row less")
}

// Where the cursor is, when it was saved and in which state changes nothing of
// what a draft says.
func TestDigestIsOfTheTextAlone(t *testing.T) {
	d := twoBills()
	d.State, d.Cursor.Col, d.Author = domain.DraftRefused, 7, "x"
	if d.Digest() != twoBills().Digest() {
		t.Error("the digest is another, the text is not")
	}
}

func TestCloneIsItsOwn(t *testing.T) {
	d := twoBills()
	d.HomeVisit = &domain.HomeVisit{Patients: make([]domain.VisitPatient, 1)}
	c := d.Clone()
	c.SetText(1, 1, domain.FieldItemCode, "101")
	c.SetText(1, domain.WholeBill, domain.FieldPerson, "x")
	c.HomeVisit.Date, c.HomeVisit.Patients[0].Person = "x", "x"
	if d.Digest() != twoBills().Digest() || d.HomeVisit.Date != "" || d.HomeVisit.Patients[0].Person != "" {
		t.Error("writing in the copy wrote in the draft")
	}
}

// A draft is blank until the user wrote something: what the program fills in by
// itself is nothing to keep a draft for.
func TestBlank(t *testing.T) {
	filledIn := map[domain.Field]bool{
		domain.FieldSupport: true, domain.FieldPriceList: true, domain.FieldItemDate: true, domain.FieldExemptionFrom: true, domain.FieldExemptionTo: true,
	}
	for _, f := range domain.Fields() {
		d := twoBills()
		bill, item := at(f)
		d.SetText(bill, item, f.Name, "1")
		if d.Blank() != filledIn[f.Name] {
			t.Errorf("%s written: blank is %v", f.Name, d.Blank())
		}
	}
	d := twoBills()
	d.InvoiceNo, d.Bills[0].Person = " ", "\t"
	if !d.Blank() {
		t.Error("spaces are nothing")
	}
}
