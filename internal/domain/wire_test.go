package domain_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// stored is every kind of thing that lies in stores and goes between programs of
// different ages, each with a file in testdata/wire that holds all its fields.
var stored = map[string]func() any{
	"claim":       func() any { return new(domain.Claim) },
	"clinicEvent": func() any { return new(domain.ClinicEvent) },
	"clinicUser":  func() any { return new(domain.ClinicUser) },
	"draft":       func() any { return new(domain.Draft) },
	"event":       func() any { return new(domain.Event) },
	"invoice":     func() any { return new(domain.Invoice) },
	"payout":      func() any { return new(domain.Payout) },
	"person":      func() any { return new(domain.PersonFacts) },
	"pricelist":   func() any { return new(domain.PriceList) },
	"profile":     func() any { return new(domain.Profile) },
	"receipt":     func() any { return new(domain.Receipt) },
	"user":        func() any { return new(domain.User) },
}

// What was written by an earlier program is read whole: the files are of today,
// and a name that is changed or a field that is lost later fails here. A new
// field gets its value in the file; one of a draft's bill or row is only left out
// where it is empty, and tested in TestFieldsHaveTheirNamesInJSON.
func TestStoredThingsKeepTheirNames(t *testing.T) {
	for name, empty := range stored {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join("testdata", "wire", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			v := empty()
			d := json.NewDecoder(bytes.NewReader(raw))
			d.DisallowUnknownFields()
			if err := d.Decode(v); err != nil {
				t.Fatal(err)
			}
			for _, path := range unset(reflect.ValueOf(v).Elem(), name) {
				t.Errorf("the file has no value for %s", path)
			}
			again, err := json.MarshalIndent(v, "", "\t")
			if err != nil || string(again)+"\n" != string(raw) {
				t.Errorf("%v, it is written otherwise than it was read:\n%s", err, again)
			}
		})
	}
}

// unset lists the fields of a struct, and of the domain's structs in it, that have
// no value.
func unset(v reflect.Value, path string) (list []string) {
	if v.Type() == reflect.TypeFor[domain.DraftBill]() || v.Type() == reflect.TypeFor[domain.DraftItem]() {
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return unset(v.Elem(), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			list = append(list, unset(v.Index(i), path+"[]")...)
		}
	case reflect.Struct:
		if v.Type().PkgPath() != reflect.TypeFor[domain.Bill]().PkgPath() || v.NumField() > 0 && !v.Type().Field(0).IsExported() {
			break // a date, a person or a time
		}
		for i := range v.NumField() {
			list = append(list, unset(v.Field(i), path+"."+v.Type().Field(i).Name)...)
		}
		return list
	}
	if v.IsZero() {
		list = append(list, path)
	}
	return list
}

// The receipt of a submission is given again byte for byte, also by a region
// whose receipts have got more fields since.
func TestReceiptOfASubmissionKeepsItsBytes(t *testing.T) {
	const old = `{"submission":"d1","digest":"ab","ourRef":600001,"invoiceNo":"77","received":"2026-11-20T10:00:00Z","sum":95000,"bills":1}`
	var r domain.Receipt
	if err := json.Unmarshal([]byte(old), &r); err != nil || r.Sum != domain.Kronor(950) {
		t.Fatal(err, r)
	}
	if again, err := json.Marshal(r); err != nil || string(again) != old {
		t.Errorf("%s %v", again, err)
	}
}

// What is left out of a deletion means nothing of the invoice, never all of it.
func TestAnEmptyDeletionDeletesNothing(t *testing.T) {
	for _, text := range []string{`{}`, `{"ourRef":7}`, `{"part":{}}`, `{"part":{"bills":[]}}`, `{"part":{"whole":false}}`, `{"part":null}`} {
		var d domain.Deletion
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			t.Fatal(err)
		}
		v := domain.Invoice{Status: domain.StatusReceived, Bills: []domain.InvoiceBill{{BillNo: 0}}}
		if why := v.CanDelete(d.Part); why != domain.WhyNothingChosen {
			t.Errorf("%s: %q", text, why)
		}
	}
}

// A reason is known by its code in what was stored and sent: all begin alike, and
// none is there twice.
func TestCodesOfReasons(t *testing.T) {
	seen := map[domain.Why]bool{}
	for _, why := range domain.Whys() {
		if seen[why] || !strings.HasPrefix(string(why), "life.") && !strings.HasPrefix(string(why), "clinic.") || strings.ToLower(string(why)) != string(why) {
			t.Errorf("%q", why)
		}
		seen[why] = true
	}
}
