package form

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Item is a line of a list. Code is what is put into the field.
type Item struct {
	Code     string
	Words    string
	Find     string // other spellings: searched, not shown
	Label    string // shown and searched in place of a Code that is no word
	Right    string // at the right edge: price, what will be asked next
	Favorite bool   // comes first among equals, marked ★
}

// List is items to search.
type List struct {
	items   []Item
	starred bool     // some are favourites
	codes   []string // folded at the first search
	words   []string // folded, with a space before, so that " x" is a word's start
}

// NewList makes a list of items, which are not to be changed afterwards.
func NewList(items []Item) *List {
	return &List{items: items, starred: slices.ContainsFunc(items, func(it Item) bool { return it.Favorite })}
}

// fold prepares the list for searching, once: most lists of a bill are never
// searched, and a key press shall cost no folding.
func (l *List) fold() {
	if len(l.codes) == len(l.items) {
		return
	}
	l.codes, l.words = make([]string, len(l.items)), make([]string, len(l.items))
	for i, it := range l.items {
		l.codes[i], l.words[i] = Fold(it.label()), " "+Fold(it.Words+" "+it.Find)
	}
}

func (it Item) label() string {
	if it.Label != "" {
		return it.Label
	}
	return it.Code
}

// Len is the number of items; a nil list has none.
func (l *List) Len() int {
	if l == nil {
		return 0
	}
	return len(l.items)
}

// Item finds the item with exactly this code.
func (l *List) Item(code string) (Item, bool) {
	if l == nil || code == "" {
		return Item{}, false
	}
	i := slices.IndexFunc(l.items, func(it Item) bool { return it.Code == code })
	if i < 0 {
		return Item{}, false
	}
	return l.items[i], true
}

// The classes of a match, best first.
const (
	codeExact = iota
	codePrefix
	wordStart
	inside
	noMatch
)

// match classes an item: every word of the query must be in it, and the worst
// of them counts.
func (l *List) match(i int, query []string) int {
	worst := codeExact
	for _, q := range query {
		c := noMatch
		switch {
		case l.codes[i] == q:
			c = codeExact
		case strings.HasPrefix(l.codes[i], q):
			c = codePrefix
		default:
			if at := strings.Index(l.words[i], q); at >= 0 {
				c = inside
				if strings.Contains(l.words[i], " "+q) {
					c = wordStart
				}
			}
		}
		if worst = max(worst, c); worst == noMatch {
			return noMatch
		}
	}
	return worst
}

// find appends to out the indices of what matches, best first, favourites
// first among equals, otherwise in the order of the list.
func (l *List) find(query string, out []int) []int {
	words := strings.Fields(Fold(query))
	if len(words) > 0 && l.Len() > 0 {
		l.fold()
	}
	type hit struct{ class, at int }
	hits := make([]hit, 0, l.Len())
	for i := range l.Len() {
		if c := l.match(i, words); c < noMatch {
			c *= 2
			if !l.items[i].Favorite {
				c++
			}
			hits = append(hits, hit{c, i})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.class - b.class })
	for _, h := range hits {
		out = append(out, h.at)
	}
	return out
}

// Fold makes text comparable for searching: small letters without marks, so
// that å and ä are a, ö is o, é is e.
func Fold(s string) string {
	s = strings.ToLower(s)
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if r < 0x300 || r > 0x36f {
			b.WriteRune(r)
		}
	}
	return b.String()
}
