package store

import "example.org/tandtui/internal/app"

// pathTemplates holds a clinic's templates, under the clinic's number.
var pathTemplates = bucketPath{"templates"}

func (s *Store) PutTemplates(clinic string, list []app.Template) error {
	return s.update("store.putTemplates", func(r records) error {
		return r.putJSON(pathTemplates, []byte(clinic), list)
	})
}

func (s *Store) Templates(clinic string) (list []app.Template, err error) {
	err = s.view("store.templates", func(r records) error {
		_, err := r.getJSON(pathTemplates, []byte(clinic), &list)
		return err
	})
	return list, err
}
