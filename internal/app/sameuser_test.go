package app

import (
	"testing"

	"example.org/tandtui/internal/domain"
)

// An HSA-id is compared in capitals of ASCII alone: as words, "ſ" would be an s
// and somebody else's drafts one's own.
func TestUsersAreToldApartByTheirIDs(t *testing.T) {
	user := func(id int64, hsa string) domain.User { return domain.User{ID: id, HSAID: hsa} }
	for _, c := range []struct {
		x, y domain.User
		want bool
	}{
		{user(0, "SE0000000000-DEMO01"), user(0, "se0000000000-demo01"), true},
		{user(0, "SE0000000000-ES01"), user(0, "SE0000000000-Eſ01"), false},
		{user(0, "SE0000000000-KM01"), user(0, "SE0000000000-\u212aM01"), false}, // the sign for kelvin
		{user(7, "SE0000000000-A"), user(7, "SE0000000000-B"), true},             // a renewed card
		{user(7, "SE0000000000-A"), user(8, "SE0000000000-A"), false},
		{user(0, ""), user(0, ""), false},
	} {
		if got := sameUser(c.x, c.y); got != c.want {
			t.Errorf("%q and %q: %v", c.x.HSAID, c.y.HSAID, got)
		}
		if c.x.ID == 0 && c.want != (userID(c.x) == userID(c.y)) && c.x.HSAID != "" {
			t.Errorf("%q and %q in the store: %q, %q", c.x.HSAID, c.y.HSAID, userID(c.x), userID(c.y))
		}
	}
}
