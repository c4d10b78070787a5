package bank

import (
	"errors"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// Amount is money as a bank's file states it: hundredths of a currency's unit,
// which are öre where the currency is SEK.
type Amount struct {
	Minor    domain.Ore `json:"minor"`
	Currency string     `json:"currency"`
}

// maxMinor bounds a stated amount: ten million millions. Sums of what fits into a
// file stay far from overflowing.
const maxMinor = 1_000_000_000_000_000

var errAmount = errors.New("not an amount")

// parseMinor reads a decimal number of the schemas (xs:decimal: "12", "12.5",
// ".6") as hundredths, exactly. More than two decimals that are not zeros are
// refused: nothing here rounds.
func parseMinor(s string) (domain.Ore, error) {
	s = strings.TrimSpace(s)
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	if whole+fraction == "" && !strings.Contains(s, "0") || len(fraction) > 2 {
		return 0, errAmount
	}
	for len(fraction) < 2 {
		fraction += "0"
	}
	if digits(whole+fraction) != whole+fraction {
		return 0, errAmount
	}
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil || n > maxMinor {
		return 0, errAmount
	}
	if negative {
		n = -n
	}
	return domain.Ore(n), nil
}

// decimal writes öre as the schemas want them: "1234.50".
func decimal(o domain.Ore) string {
	sign, n := "", int64(o)
	if n < 0 {
		sign, n = "-", -n
	}
	s := strconv.FormatInt(n%100+100, 10)
	return sign + strconv.FormatInt(n/100, 10) + "." + s[1:]
}
