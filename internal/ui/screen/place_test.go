package screen_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

func TestWhoMayGoWhere(t *testing.T) {
	for _, c := range []struct {
		place screen.Place
		role  domain.Role
		want  string
	}{
		{screen.Place{}, domain.RoleUser, ""},
		{screen.Place{}, domain.RoleReader, ""},
		{screen.Place{Bills: true}, domain.RoleContact, ""},
		{screen.Place{Bills: true}, domain.RoleUser, ""},
		{screen.Place{Bills: true}, domain.RoleReader, labels.ReaderMayNot},
		{screen.Place{Bills: true, Off: "finns inte än"}, domain.RoleReader, "finns inte än"},
	} {
		if got := c.place.Why(c.role); got != c.want {
			t.Errorf("%+v for %q: %q, want %q", c.place, c.role, got, c.want)
		}
	}
}
