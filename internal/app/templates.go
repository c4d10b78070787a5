package app

import (
	"cmp"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
)

// Bounds of templates: more of them would be no help, and a bill has at most
// 500 rows.
const (
	maxTemplates    = 100
	maxTemplateRows = 100
)

// CodeTemplatesFull tells that a clinic has as many templates as it may.
const CodeTemplatesFull = "templates.full"

// Template is rows of a visit that come again on many bills, under a name
// (B25). Dates and comments are each patient's and not part of it.
type Template struct {
	Name string             `json:"name"`
	Rows []domain.DraftItem `json:"rows"`
}

// Templates gives the clinic's templates by name.
func (a *App) Templates() ([]Template, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	return store.Templates(clinic.No)
}

// SaveTemplate keeps a template, in place of the one of the same name, and gives
// all. Error: CodeTemplatesFull.
func (a *App) SaveTemplate(t Template) ([]Template, error) {
	t.Rows = slices.Clone(t.Rows[:min(len(t.Rows), maxTemplateRows)])
	for i := range t.Rows {
		t.Rows[i].Date, t.Rows[i].Comment = "", ""
	}
	return a.changeTemplates(func(list []Template) ([]Template, error) {
		list = without(list, t.Name)
		if len(list) >= maxTemplates {
			return nil, &domain.Error{Kind: domain.Conflict, Code: CodeTemplatesFull, Op: "app.template"}
		}
		list = append(list, t)
		slices.SortFunc(list, func(x, y Template) int {
			return cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
		})
		return list, nil
	})
}

// RemoveTemplate forgets a template and gives those that are left.
func (a *App) RemoveTemplate(name string) ([]Template, error) {
	return a.changeTemplates(func(list []Template) ([]Template, error) { return without(list, name), nil })
}

func (a *App) changeTemplates(change func([]Template) ([]Template, error)) ([]Template, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	list, err := store.Templates(clinic.No)
	if err != nil {
		return nil, err
	}
	if list, err = change(list); err != nil {
		return nil, err
	}
	return list, store.PutTemplates(clinic.No, list)
}

func without(list []Template, name string) []Template {
	return slices.DeleteFunc(list, func(t Template) bool { return strings.EqualFold(t.Name, name) })
}
