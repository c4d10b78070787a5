package sheet

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// storedNumber is how a workbook keeps a number (ECMA-376 part 1, 18.18.11); Go
// would also read texts such as "0x1p-2", which no workbook means as a number.
var storedNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$`)

// maxWhole is where whole numbers are no longer kept to the last digit.
const maxWhole = 1e15

// number is a number as a style shows it: a day, digits or an amount.
func (f format) number(stored string, old bool) Cell {
	if f.struck {
		return Cell{Bad, struckOut}
	}
	n, err := strconv.ParseFloat(stored, 64)
	if err != nil || !storedNumber.MatchString(stored) || math.Abs(n) >= maxWhole {
		return Cell{Bad, "talet är för stort för en cell eller är inget tal: formatera cellen som text och skriv om det"}
	}
	code := sections(f.code)
	part := code[0]
	switch {
	case n < 0 && len(code) > 1:
		part = code[1]
	case n == 0 && len(code) > 2:
		part = code[2]
	}
	p := parse(part)
	switch {
	case f.code == "" || p.asText:
		return general(n)
	case p.day && p.clock && n != math.Trunc(n), p.clock && !p.day:
		return Cell{Bad, "cellen har ett klockslag"}
	case p.day:
		return dayOf(n, old)
	case p.odd:
		return Cell{Bad, "cellens talformat är ett som inte kan läsas: formatera cellen som text eller allmänt"}
	case p.places == 0:
		return Cell{Bad, concealed}
	}
	return p.show(n)
}

// general shows all digits, without the rounding errors of binary fractions.
func general(n float64) Cell {
	if n == math.Trunc(n) {
		return Cell{Number, strconv.FormatFloat(n, 'f', 0, 64)}
	}
	return Cell{Amount, plain(n)}
}

// plain is a number to the 15 digits that a workbook means.
func plain(n float64) string {
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// dayOf is the day of a serial number. Before March 1900 Excel counts a day too
// many (its 29 February 1900), and no right began then.
func dayOf(n float64, old bool) Cell {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if old {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	day := first.AddDate(0, 0, int(n))
	if n < 61 || day.Year() > 9999 {
		return Cell{Bad, "cellen har inget rimligt datum"}
	}
	return Cell{Date, day.Format("2006-01-02")}
}

// pattern is one section of a number format, read as far as it decides what a
// cell shows (ECMA-376 part 1, 18.8.31).
type pattern struct {
	tokens   []token // places of digits and texts, in order
	places   int     // of digits before the decimal sign
	decimals int
	grouped  bool // thousands are parted
	day      bool // a date
	clock    bool // a time of day
	asText   bool // "@" or General
	odd      bool // percent, power, fraction, condition, thousands left out
}

type token struct {
	digit byte   // '0', '#' or '?'
	text  string // shown as it is
}

func parse(section string) (p pattern) {
	if strings.EqualFold(strings.TrimSpace(section), "General") {
		p.asText = true
		return p
	}
	point := false
	for i := 0; i < len(section); i++ {
		switch c := section[i]; c {
		case '"', '[':
			end := strings.IndexByte(section[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				p.odd = true
				return p
			}
			p.quoted(c, section[i+1:i+1+end])
			i += end + 1
		case '\\':
			if i++; i < len(section) {
				p.literal(section[i : i+1])
			}
		case '_', '*': // the width of a character, or its repetition: a blank
			i++
		case '0', '#', '?':
			if point {
				p.decimals++
			} else {
				p.tokens, p.places = append(p.tokens, token{digit: c}), p.places+1
			}
		case '.':
			point = true
		case ',':
			if rest := strings.TrimLeft(section[i+1:], ","); point || rest == "" || strings.IndexByte("0#?", rest[0]) < 0 {
				p.odd = true // a comma after the last digit shows thousands
			}
			p.grouped = true
		default:
			p.letter(c)
		}
	}
	return p
}

func (p *pattern) quoted(open byte, s string) {
	switch {
	case open == '"':
		p.literal(s)
	case strings.HasPrefix(s, "$"):
		currency, _, _ := strings.Cut(s[1:], "-")
		p.literal(currency)
	case strings.ContainsAny(s, "<>="):
		p.odd = true
	case slices.Contains([]string{"h", "hh", "m", "mm", "s", "ss"}, strings.ToLower(s)):
		p.clock = true
	}
}

func (p *pattern) literal(s string) { p.tokens = append(p.tokens, token{text: s}) }

func (p *pattern) letter(c byte) {
	switch c {
	case 'y', 'Y', 'd', 'D':
		p.day = true
	case 'm', 'M': // a month beside a year or a day, else minutes
	case 'h', 'H', 's', 'S':
		p.clock = true
	case '@':
		p.asText = true
	case '%', 'E', 'e', '/':
		p.odd = p.odd || c != '/' || !p.day
	default:
		p.literal(string([]byte{c})) // bytes of a longer character are put together again
	}
}

// units are texts that an amount of kronor may have about it.
var units = []string{"", "kr", "sek", ":-", "-", "+", "(", ")", "$"}

// show gives digits as the cell shows them, or the amount, if nothing of it is
// rounded away.
func (p pattern) show(n float64) Cell {
	if p.grouped || p.decimals > 0 {
		for _, t := range p.tokens {
			if t.digit == 0 && !slices.Contains(units, strings.ToLower(strings.TrimSpace(t.text))) {
				return Cell{Bad, concealed}
			}
		}
		amount := plain(n)
		if _, dec, _ := strings.Cut(amount, "."); len(dec) > p.decimals {
			return Cell{Bad, rounded}
		}
		return Cell{Amount, amount}
	}
	if n != math.Trunc(n) {
		return Cell{Bad, rounded}
	}
	return Cell{Number, p.digits(strconv.FormatFloat(math.Abs(n), 'f', 0, 64), n < 0)}
}

const rounded = "cellen visar ett avrundat tal: visa alla decimaler, eller skriv talet avrundat"

// digits fills the places of digits from the right; what is left over stands at
// the first place.
func (p pattern) digits(s string, negative bool) string {
	if s == "0" {
		s = ""
	}
	shown, left := "", p.places
	for i := len(p.tokens) - 1; i >= 0; i-- {
		t := p.tokens[i]
		if t.digit == 0 {
			shown = t.text + shown
			continue
		}
		left--
		switch {
		case left == 0 && s != "":
			shown, s = s+shown, ""
		case s != "":
			shown, s = s[len(s)-1:]+shown, s[:len(s)-1]
		case t.digit == '0':
			shown = "0" + shown
		}
	}
	if negative {
		shown = "-" + shown
	}
	return strings.TrimSpace(shown)
}

// sections are the parts of a number format for numbers above, below and at
// nought, and for texts.
func sections(code string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(code); i++ {
		switch {
		case code[i] == '"':
			quoted = !quoted
		case code[i] == '\\' && !quoted:
			i++
		case code[i] == ';' && !quoted:
			parts = append(parts, code[start:i])
			start = i + 1
		}
	}
	return append(parts, code[start:])
}

// stripped is a section without colours, widths and quoted texts of nothing but
// blanks.
func stripped(section string) string {
	var b strings.Builder
	for i := 0; i < len(section); i++ {
		switch section[i] {
		case '[':
			if end := strings.IndexByte(section[i:], ']'); end > 0 {
				i += end
			}
		case '_', '*':
			i++
		default:
			b.WriteByte(section[i])
		}
	}
	return b.String()
}
