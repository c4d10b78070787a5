package store

// placeFavourites holds the procedures that a clinic wants first, under the
// clinic's number.
var placeFavourites = place{"favourites"}

// PutFavourites keeps the codes of the clinic's favourite procedures.
func (s *Store) PutFavourites(clinic string, codes []string) error {
	return s.update("store.putFavourites", func(r records) error {
		return r.putJSON(placeFavourites, []byte(clinic), codes)
	})
}

// Favourites gives the codes of the clinic's favourite procedures, as they were
// put; none is no error.
func (s *Store) Favourites(clinic string) (codes []string, err error) {
	err = s.view("store.favourites", func(r records) error {
		_, err := r.getJSON(placeFavourites, []byte(clinic), &codes)
		return err
	})
	return codes, err
}
