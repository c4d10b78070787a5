package labels

import "example.org/tandtui/internal/text"

// Words of lists that open in forms.
const (
	Yes      = "ja"
	No       = "nej"
	ListNone = "Inget stämmer med det du skrev."
	ListStar = " · ★ favorit"
)

// ListGuess says that what was typed chooses nothing: n items begin so.
func ListGuess(n int) string {
	if n == 1 {
		return "koden är en annan än den du skrev: välj den med ↓"
	}
	return "flera börjar så: skriv mer, eller välj med ↓"
}

// ListCount tells how many items match.
func ListCount(n, of int) string { return text.Number(n) + " av " + text.Number(of) }
