package app_test

import (
	"fmt"
	"slices"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestFavouritesOfTheClinic(t *testing.T) {
	d := newDesk(t)
	if _, err := d.ToggleFavourite("101"); domain.CodeOf(err) != app.CodeNotLoggedIn {
		t.Fatal(err)
	}
	d.login(t)
	for _, code := range []string{"825", "101", "825"} {
		if _, err := d.ToggleFavourite(code); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := d.Favourites(); err != nil || !slices.Equal(got, []string{"101"}) {
		t.Fatal(got, err)
	}
	var err error
	for i := range 100 {
		if _, err = d.ToggleFavourite(fmt.Sprint(200 + i)); err != nil {
			break
		}
	}
	if domain.CodeOf(err) != app.CodeFavouritesFull {
		t.Fatal(err)
	}
}
