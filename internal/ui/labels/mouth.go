package labels

import (
	"strings"

	"example.org/tandtui/internal/domain"
)

// The chart of the mouth.
const (
	ChartOpen  = "tandkarta"
	ChartMark  = "markera"
	ChartFirst = "välj åtgärd först"
	ChartNone  = "åtgärden ska inte ha tand eller käke"
	ChartTitle = "Tand, käke eller kvadrant"
)

// ChartMarked lists the teeth marked.
func ChartMarked(words []string) string {
	if len(words) == 0 {
		return "Mellanslag markerar flera."
	}
	return "Valda: " + strings.Join(words, " ")
}

var (
	quarters  = [...]string{"höger överkäke", "vänster överkäke", "vänster underkäke", "höger underkäke"}
	permanent = [...]string{"mittersta framtanden", "sidoframtanden", "hörntanden", "första premolaren", "andra premolaren", "första molaren", "andra molaren", "visdomstanden"}
	deciduous = [...]string{"mittersta mjölkframtanden", "mjölksidoframtanden", "mjölkhörntanden", "första mjölkmolaren", "andra mjölkmolaren"}
)

// PositionName says what a tooth, jaw or quadrant is, after its sign: "16 höger
// överkäke, första molaren" (FDI, ISO 3950).
func PositionName(word string) string {
	switch domain.Position(word) {
	case domain.UpperJaw:
		return word + " överkäken"
	case domain.LowerJaw:
		return word + " underkäken"
	case domain.BothJaws:
		return word + " båda käkarna"
	}
	if at, err := domain.ParsePosition(word); err != nil || len(at) != 2 {
		return word
	}
	if word[0] == 'Q' {
		return word + " " + quarters[word[1]-'1']
	}
	tooth := word[1] - '1'
	if word[0] > '4' {
		return word + " " + quarters[word[0]-'5'] + ", " + deciduous[tooth]
	}
	return word + " " + quarters[word[0]-'1'] + ", " + permanent[tooth]
}
