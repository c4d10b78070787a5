package app

import (
	"slices"

	"example.org/tandtui/internal/domain"
)

// maxFavourites is how many procedures a clinic may put first; a longer list
// would not help.
const maxFavourites = 60

// CodeFavouritesFull says that the clinic has as many favourites as it may.
const CodeFavouritesFull = "favourites.full"

// Favourites gives the codes of the procedures that the clinic wants first.
func (a *App) Favourites() ([]string, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	return store.Favourites(clinic.No)
}

// ToggleFavourite makes a procedure a favourite of the clinic, or no longer one,
// and gives all that are. Error: CodeFavouritesFull.
func (a *App) ToggleFavourite(code string) ([]string, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	codes, err := store.Favourites(clinic.No)
	if err != nil {
		return nil, err
	}
	if at := slices.Index(codes, code); at >= 0 {
		codes = slices.Delete(codes, at, at+1)
	} else {
		if len(codes) >= maxFavourites {
			return nil, &domain.Error{Kind: domain.Conflict, Code: CodeFavouritesFull, Op: "app.favourite"}
		}
		codes = append(codes, code)
	}
	return codes, store.PutFavourites(clinic.No, codes)
}
