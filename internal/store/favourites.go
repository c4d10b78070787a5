package store

// pathFavourites holds the procedures that a clinic wants first, under the
// clinic's number.
var pathFavourites = bucketPath{"favourites"}

func (s *Store) PutFavourites(clinic string, codes []string) error {
	return s.update("store.putFavourites", func(r records) error {
		return r.putJSON(pathFavourites, []byte(clinic), codes)
	})
}

func (s *Store) Favourites(clinic string) (codes []string, err error) {
	err = s.view("store.favourites", func(r records) error {
		_, err := r.getJSON(pathFavourites, []byte(clinic), &codes)
		return err
	})
	return codes, err
}
