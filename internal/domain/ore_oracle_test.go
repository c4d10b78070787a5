package domain

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// amountForm is what counts as an amount (rules.md, "Dates and money"): a sign,
// kronor whose thousands may be parted by single spaces, at most two decimals, "kr".
var amountForm = regexp.MustCompile(`^ *[-−]? *([0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,]([0-9]{0,2}))? *(?:[kK][rR])? *$`)

// amountOf reads an amount by the form above and exact arithmetic; nil if it is
// none.
func amountOf(text string) *big.Int {
	text = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
	m := amountForm.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	m[1] = strings.ReplaceAll(m[1], " ", "")
	kronor, _ := new(big.Int).SetString(m[1], 10)
	if kronor.Cmp(big.NewInt(100_000_000)) > 0 {
		return nil
	}
	ore, _ := new(big.Int).SetString((m[2] + "00")[:2], 10)
	sum := kronor.Mul(kronor, big.NewInt(100)).Add(kronor, ore)
	if strings.ContainsAny(text, "-−") {
		sum.Neg(sum)
	}
	return sum
}

func checkAmount(t interface{ Fatalf(string, ...any) }, text string) {
	got, err := ParseOre(text)
	want := amountOf(text)
	if (err == nil) != (want != nil) || err == nil && want.Cmp(big.NewInt(int64(got))) != 0 {
		t.Fatalf("%q: %d, %v; want %v", text, int64(got), err, want)
	}
}

// What people may type, made of the characters that amounts are made of: it is
// read to the öre, or refused, never taken for another amount.
func TestAmountsAgainstExactArithmetic(t *testing.T) {
	for range 20 { // of short texts many are needed: most are refused
		rapid.Check(t, func(t *rapid.T) {
			checkAmount(t, rapid.StringOfN(rapid.RuneFrom([]rune("0123456789012345,.- −\u00a0kr")), 0, 12, -1).Draw(t, "text"))
		})
	}
	for _, text := range []string{"12 5", "1 2 3,4 5", "- 5", "5 k r", "5kr ", "−0,5", "00", "1,", "100000000,99", "100000001"} {
		checkAmount(t, text)
	}
}

// The shown form has two decimals, groups of three, and no more than one sign.
func TestShownAmount(t *testing.T) {
	form := regexp.MustCompile(`^-?[0-9]{1,3}( [0-9]{3})*,[0-9]{2}$`)
	rapid.Check(t, func(t *rapid.T) {
		o := Ore(rapid.Int64().Draw(t, "öre"))
		text := o.String()
		digits := strings.NewReplacer(" ", "", ",", "").Replace(text)
		n, _ := new(big.Int).SetString(digits, 10)
		if !form.MatchString(text) || n == nil || n.Cmp(big.NewInt(int64(o))) != 0 {
			t.Fatalf("%d öre are shown as %q", int64(o), text)
		}
	})
}

func TestKronor(t *testing.T) {
	for n, want := range map[int64]string{0: "0,00", 1: "1,00", -200: "-200,00", 25_000: "25 000,00"} {
		if got := Kronor(n).String(); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	if fmt.Sprint(Kronor(980)+Kronor(-200)) != "780,00" {
		t.Error("a bill of 980 kronor with a fee of 200")
	}
}
