package labels

import "fmt"

// Words of lists that open in forms.
const (
	Yes         = "ja"
	No          = "nej"
	ListNone    = "Inget stämmer med det du skrev."
	ListSeveral = "flera börjar så: skriv mer, eller välj med ↓"
	ListStar    = " · ★ favorit"
)

// ListCount tells how many items match.
func ListCount(n, of int) string { return fmt.Sprintf("%d av %d", n, of) }
