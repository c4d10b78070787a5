package app

import (
	"strconv"

	"example.org/tandtui/internal/domain"
)

// userID is the user's name in the local store: the region's id, which stays the
// same when a card is renewed. An older server gives none.
func userID(u domain.User) string {
	if u.ID != 0 {
		return strconv.FormatInt(u.ID, 10)
	}
	return hsaKey(u.HSAID)
}

// hsaKey is an HSA-id as it is compared: in capitals, and only where it is one.
// Folding as for words would make one id of two: "ſ" is also an s there.
func hsaKey(id string) string {
	if read, err := domain.ParseHSAID(id); err == nil {
		return read
	}
	return id
}

func sameUser(x, y domain.User) bool {
	if x.ID != 0 && y.ID != 0 {
		return x.ID == y.ID
	}
	return x.HSAID != "" && hsaKey(x.HSAID) == hsaKey(y.HSAID)
}
