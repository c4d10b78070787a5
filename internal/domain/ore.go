package domain

import (
	"errors"
	"strconv"
	"strings"
)

// Ore is an amount of money in whole öre (1/100 krona). Amounts are never floats:
// no öre may be lost between the form and the payment.
type Ore int64

// Kronor is n whole kronor as Ore.
func Kronor(n int64) Ore { return Ore(n * 100) }

// String shows the amount as the portal does, without the unit: "1 234,50",
// "-200,00". A plain space separates thousands.
func (o Ore) String() string {
	n := int64(o)
	neg := n < 0
	u := uint64(n)
	if neg {
		u = -u
	}
	kr := strconv.FormatUint(u/100, 10)
	var b strings.Builder
	if neg {
		b.WriteByte('-')
	}
	for i, c := range kr {
		if i > 0 && (len(kr)-i)%3 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	b.WriteByte(',')
	b.WriteByte(byte('0' + u%100/10))
	b.WriteByte(byte('0' + u%10))
	return b.String()
}

// maxInputKronor bounds typed amounts; no dental bill comes near it, and sums
// of many bills stay far from overflowing int64.
const maxInputKronor = 100_000_000

// amountSigns makes every space a plain one, and the point a comma.
var amountSigns = strings.NewReplacer("\u00a0", " ", "\u202f", " ", ".", ",")

// ErrAmount is returned by ParseOre for text that is not an amount of money.
var ErrAmount = errors.New("domain: not an amount")

// ParseOre reads an amount as people type it: "1250", "1 250", "1250,5",
// "1250.50", "-200", optionally followed by "kr". At most two decimals. A space
// parts thousands and nothing else: "12 50" may be 12,50 as well as 1250, and is
// refused.
func ParseOre(s string) (Ore, error) {
	s = strings.TrimSpace(s)
	s = strings.TrimSpace(strings.TrimSuffix(strings.ToLower(s), "kr"))
	neg := false
	if r, ok := strings.CutPrefix(s, "-"); ok {
		neg, s = true, r
	} else if r, ok := strings.CutPrefix(s, "−"); ok { // U+2212, from pasted text
		neg, s = true, r
	}
	s = amountSigns.Replace(strings.TrimSpace(s))
	whole, dec, _ := strings.Cut(s, ",")
	whole, ok := joinThousands(whole)
	if !ok || whole == "" || len(dec) > 2 || !allDigits(whole) || !allDigits(dec) {
		return 0, ErrAmount
	}
	kr, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || kr > maxInputKronor {
		return 0, ErrAmount
	}
	for len(dec) < 2 {
		dec += "0"
	}
	ore, _ := strconv.ParseInt(dec, 10, 64) // two digits, checked above
	sum := Ore(kr*100 + ore)
	if neg {
		sum = -sum
	}
	return sum, nil
}

// joinThousands takes the spaces out of a whole number. ok is false unless three
// digits follow each of them.
func joinThousands(s string) (joined string, ok bool) {
	if !strings.Contains(s, " ") { // what nearly every amount of a file is
		return s, true
	}
	groups := strings.Split(s, " ")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || len(groups) > 1 && (g == "" || len(g) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
