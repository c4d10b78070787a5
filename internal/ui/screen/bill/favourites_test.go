package bill

import (
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// firstInList is the code that stands first in the open list.
func firstInList(pl *uitest.Player) string {
	it, _ := pl.Screen.(*model).form.Chosen()
	return it.Code
}

// A favourite stands first where words are equal to the search; the list that
// is open follows at once, and stays at the procedure chosen.
func TestFavouriteStandsFirst(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Type("und")
	was := firstInList(pl)
	pl.Press("down", "down")
	chosen := firstInList(pl)
	if chosen == was {
		t.Fatal("the list has one line")
	}
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("ctrl+f")
	if !slices.Equal(p.favs, []string{chosen}) || firstInList(pl) != chosen {
		t.Fatalf("favourites %v, chosen %s, was %s", p.favs, firstInList(pl), chosen)
	}
	pl.Golden("favourite")
	pl.Press("backspace") // the search begins anew at the top
	if got := firstInList(pl); got != chosen {
		t.Fatalf("first is %s", got)
	}
	pl.Press("ctrl+f")
	if len(p.favs) != 0 {
		t.Fatal(p.favs)
	}
	pl.Press("backspace", "backspace")
	pl.Type("101") // a code typed exactly is first, whatever the favourites
	if got := firstInList(pl); got != "101" {
		t.Fatal(got)
	}
}

// Favourites of the clinic are there when the bill opens.
func TestFavouritesAreRead(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	p.favs = []string{"114"}
	pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
	typeBill(pl)
	pl.Type("1")
	if got := firstInList(pl); got != "114" {
		t.Fatal(got)
	}
}

func TestFavouriteThatCannotBeKept(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Type("bas")
	p.favErr = &domain.Error{Kind: domain.Conflict, Code: app.CodeFavouritesFull}
	pl.Press("ctrl+f")
	if v := pl.View(uitest.Sizes[1]); !strings.Contains(v, "Kliniken har redan så många favoriter") || firstInList(pl) != "101" {
		t.Fatal(v)
	}
}

// The specialists' codes stand last at a clinic that has none.
func TestSpecialistsCodesStandLast(t *testing.T) {
	for _, specialists := range []bool{false, true} {
		clock := uitest.NewClock(t, "2026-11-23 10:42:07")
		p := newPort(t, clock)
		p.clinic.Specialists = specialists
		pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
		typeBill(pl)
		pl.Type("bas")
		var codes []string
		for range 4 {
			codes = append(codes, firstInList(pl))
			pl.Press("down")
		}
		first, want := strings.Join(codes, " "), "101 111 112 101S"
		if specialists {
			want = "101 101S 111 112"
		}
		if first != want {
			t.Errorf("specialists %v: %s", specialists, first)
		}
	}
}

// The space bar in an empty cell shows all there is, favourites first, the fee
// with its amount.
func TestWholeListOnSpace(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	p.favs = []string{"825"}
	pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
	typeBill(pl)
	pl.Press(" ")
	if got := firstInList(pl); got != "825" {
		t.Fatal(got)
	}
	pl.Type("pata")
	if v := pl.View(uitest.Sizes[0]); firstInList(pl) != "patAvg" || !strings.Contains(v, "-200,00") {
		t.Fatal(v)
	}
}
