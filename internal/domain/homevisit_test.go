package domain

import (
	"reflect"
	"testing"
)

// aVisit has something in every list.
func aVisit() HomeVisit {
	return HomeVisit{
		Date: "2026-11-20", CareModel: "M1", Category: "S8", Fees: true, Fee: "200",
		Items: []VisitItem{{ID: 1, Row: DraftItem{Code: "101"}}, {ID: 2, Row: DraftItem{Code: "311"}}},
		Patients: []VisitPatient{
			{Person: "a", BillRef: "1", Without: []int{2}, Where: map[int]string{1: "16"}, NoFee: true, Extra: []DraftItem{{Code: "302"}}},
			{Person: "b"},
		},
	}
}

// Undo and the autosave keep copies of a visit while it is written in: each
// writing changes the copy that it is made in, and no other.
func TestCopyOfAVisitIsItsOwn(t *testing.T) {
	for name, write := range map[string]func(*HomeVisit){
		"date":               func(v *HomeVisit) { v.Date = "x" },
		"procedure":          func(v *HomeVisit) { v.Items[0].Row.Code = "x" },
		"number of a row":    func(v *HomeVisit) { v.Items[1].ID = 9 },
		"another procedure":  func(v *HomeVisit) { v.Items = append(v.Items[:1], VisitItem{ID: 3}) },
		"patient":            func(v *HomeVisit) { v.Patients[1].Person = "x" },
		"another patient":    func(v *HomeVisit) { v.Patients = append(v.Patients[:0], VisitPatient{Person: "c"}) },
		"left out":           func(v *HomeVisit) { v.Patients[0].Without[0] = 1 },
		"tooth":              func(v *HomeVisit) { v.Patients[0].Where[1] = "17" },
		"another tooth":      func(v *HomeVisit) { v.Patients[0].Where[2] = "17" },
		"no tooth":           func(v *HomeVisit) { delete(v.Patients[0].Where, 1) },
		"row of one patient": func(v *HomeVisit) { v.Patients[0].Extra[0].Code = "x" },
		"no fee":             func(v *HomeVisit) { v.Patients[0].NoFee = false },
	} {
		v := aVisit()
		c := v.Clone()
		if !reflect.DeepEqual(c, v) {
			t.Fatalf("the copy is another: %+v", c)
		}
		write(&c)
		if !reflect.DeepEqual(v, aVisit()) {
			t.Errorf("%s, written in the copy, is in the visit: %+v", name, v)
		}
		if reflect.DeepEqual(c, v) {
			t.Errorf("%s was not written", name)
		}
	}
}

func TestCopyOfNothingIsNothing(t *testing.T) {
	if c := (HomeVisit{}).Clone(); !reflect.DeepEqual(c, HomeVisit{}) {
		t.Errorf("%+v", c)
	}
	if c := (VisitPatient{Person: "a"}).Clone(); !reflect.DeepEqual(c, VisitPatient{Person: "a"}) {
		t.Errorf("%+v", c)
	}
}
