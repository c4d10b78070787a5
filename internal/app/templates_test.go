package app_test

import (
	"fmt"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestTemplates(t *testing.T) {
	d := newDesk(t)
	if _, err := d.Templates(); domain.CodeOf(err) != app.CodeNotLoggedIn {
		t.Fatal(err)
	}
	d.login(t)
	row := domain.DraftItem{Date: "2026-11-20", Code: "101", Position: "UK", Comment: "patientens egen"}
	for _, name := range []string{"Undersökning", "akut", "UNDERSÖKNING"} {
		if _, err := d.SaveTemplate(app.Template{Name: name, Rows: []domain.DraftItem{row, row}[:1+len(name)%2]}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := d.Templates()
	if err != nil || len(list) != 2 || list[0].Name != "akut" || list[1].Name != "UNDERSÖKNING" || list[0].Rows[0] != (domain.DraftItem{Code: "101", Position: "UK"}) {
		t.Fatalf("%+v %v", list, err)
	}
	if row.Comment == "" {
		t.Fatal("the bill's own row was changed")
	}
	if list, err = d.RemoveTemplate("AKUT"); err != nil || len(list) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	for i := range 200 {
		if _, err = d.SaveTemplate(app.Template{Name: fmt.Sprint(i)}); err != nil {
			break
		}
	}
	if domain.CodeOf(err) != app.CodeTemplatesFull {
		t.Fatal(err)
	}
}
