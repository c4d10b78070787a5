package store

import "example.org/tandtui/internal/app"

// placeTemplates holds a clinic's templates, under the clinic's number.
var placeTemplates = place{"templates"}

// PutTemplates keeps the templates of a clinic.
func (s *Store) PutTemplates(clinic string, list []app.Template) error {
	return s.update("store.putTemplates", func(r records) error {
		return r.putJSON(placeTemplates, []byte(clinic), list)
	})
}

// Templates gives the templates of a clinic; none is no error.
func (s *Store) Templates(clinic string) (list []app.Template, err error) {
	err = s.view("store.templates", func(r records) error {
		_, err := r.getJSON(placeTemplates, []byte(clinic), &list)
		return err
	})
	return list, err
}
