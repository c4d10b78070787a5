package domain

import "strings"

// Teeth is a set of the four sorts of teeth.
type Teeth uint8

// The sorts, by the second digit of the FDI number.
const (
	Incisors  Teeth = 1 << iota // 1, 2
	Canines                     // 3
	Premolars                   // 4, 5
	Molars                      // 6, 7, 8; of the milk teeth 4, 5
)

// teethWords are the sorts as price lists name them, "fram-" as in "fram- eller
// hörntand". A kindtand is a molar or a premolar.
var teethWords = []struct {
	word  string
	teeth Teeth
}{
	{"framtand", Incisors},
	{"framtänder", Incisors},
	{"fram-", Incisors},
	{"incisiv", Incisors},
	{"hörntand", Canines},
	{"hörntänder", Canines},
	{"premolar", Premolars},
	{"kindtand", Premolars | Molars},
	{"kindtänder", Premolars | Molars},
}

// TeethOf tells by its name which teeth a procedure is for; none where the name
// does not say, or says which it is not for.
func TeethOf(name string) (t Teeth) {
	name = strings.ToLower(name)
	if strings.Contains(name, "utom ") || strings.Contains(name, "ej ") {
		return 0
	}
	for _, w := range teethWords {
		if strings.Contains(name, w.word) {
			t |= w.teeth
		}
	}
	if strings.Contains(strings.ReplaceAll(name, "premolar", ""), "molar") {
		t |= Molars
	}
	return t
}

// Fit tells whether every tooth of a position is of the set. A set that is empty
// rules nothing out, and what is no tooth is not looked at. A milk molar stands
// where a premolar will be, and is taken as either.
func (t Teeth) Fit(p Position) bool {
	if t == 0 {
		return true
	}
	for w := range strings.FieldsSeq(string(p)) {
		if validTooth(w) && t&sortOf(w) == 0 {
			return false
		}
	}
	return true
}

func sortOf(tooth string) Teeth {
	switch tooth[1] {
	case '1', '2':
		return Incisors
	case '3':
		return Canines
	}
	if tooth[0] >= '5' {
		return Premolars | Molars
	}
	if tooth[1] <= '5' {
		return Premolars
	}
	return Molars
}

// Teeth are the teeth of a position, and its jaws or quadrant, one by one.
func (p Position) Teeth() []string { return strings.Fields(string(p)) }

// Deciduous is the first milk tooth of a position (FDI 51–85), "" if there is none.
func (p Position) Deciduous() string {
	for w := range strings.FieldsSeq(string(p)) {
		if validTooth(w) && w[0] >= '5' {
			return w
		}
	}
	return ""
}
