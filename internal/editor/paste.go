package editor

import (
	"regexp"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// pasting reads lines copied from a journal or a spreadsheet as rows: code,
// tooth, date, price and comment in any order. What it cannot place it still
// puts somewhere, so that the rules tell about it and nothing is lost.
type pasting struct {
	today domain.Date
	above string // the date of lines that have none
	find  func(date, code string) (domain.Procedure, bool)
}

// maxCells is how many parts of a line are looked at one by one.
const maxCells = 64

var (
	codeLike   = regexp.MustCompile(`^[0-9]{3,4}[A-Za-z]?$`)
	dateLike   = regexp.MustCompile(`^([0-9]{2}|[0-9]{4})-?[0-9]{2}-?[0-9]{2}$`)
	otherDate  = regexp.MustCompile(`^([0-9]{1,2}[./][0-9]{1,2}[./]([0-9]{2}|[0-9]{4})|[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2})$`) // meant as a date, but in a form that we do not read
	clockAfter = regexp.MustCompile(`^([0-9./-]{6,10})[ T]+[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})?$`)
	toothLike  = regexp.MustCompile(`^[0-9]{2}$`)
	commaFirst = regexp.MustCompile(`^\s*\S+\s*,`)
	hundreds   = regexp.MustCompile(`^[0-9]{3}([.,][0-9]{1,2})?$`)
	hardSpace  = regexp.MustCompile(`([0-9])[\x{a0}\x{202f}]([0-9]{3}\b)`) // as Swedish spreadsheets part thousands
	heading    = regexp.MustCompile(`(?i)^(kod|[åa]tg[äa]rd(skod)?|tand|k[äa]ke|position|(behandlings)?datum|pris|belopp|kommentar)$`)
)

// rows makes rows of lines, no more than most; left counts the lines beyond.
func (p *pasting) rows(lines []string, most int) (rows []domain.DraftItem, left int) {
	for i, line := range lines {
		cells, words := split(line)
		if len(cells) == 0 || i == 0 && isHeading(cells) {
			continue
		}
		if len(rows) == most {
			left++
			continue
		}
		it := p.row(cells, words)
		p.above = it.Date
		rows = append(rows, it)
	}
	return rows, left
}

// split parts a line at tabs and semicolons, else at commas, else at spaces
// (words), and makes the parts fit for the terminal. A comma in the middle of
// words is a part of the comment.
func split(line string) (cells []string, words bool) {
	switch {
	case strings.ContainsAny(line, "\t;"):
		cells = separated(line)
	case commaFirst.MatchString(line):
		cells = strings.Split(line, ",")
	default:
		cells, words = thousands(strings.Fields(hardSpace.ReplaceAllString(line, "$1$2"))), true
	}
	for i, c := range cells {
		cells[i] = strings.TrimSpace(text.Safe(c))
	}
	cells = slices.DeleteFunc(cells, func(c string) bool { return c == "" })
	if len(cells) > maxCells {
		cells = append(cells[:maxCells], strings.Join(cells[maxCells:], " "))
	}
	return cells, words
}

// separated splits a line at tabs, else at semicolons. In quotation marks neither
// splits, and two quotation marks mean one.
func separated(line string) (cells []string) {
	at := '\t'
	if !strings.ContainsRune(line, at) {
		at = ';'
	}
	var cell strings.Builder
	begun, quoted := false, false
	runes := []rune(line)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case r == '"' && quoted && i+1 < len(runes) && runes[i+1] == '"':
			cell.WriteRune(r)
			i++
		case r == '"' && quoted:
			quoted = false
		case r == '"' && !begun:
			if quoted = slices.Contains(runes[i+1:], '"'); !quoted { // a mark alone is a mark
				cell.WriteRune(r)
			}
		case r == at && !quoted:
			cells = append(cells, cell.String())
			cell.Reset()
			begun = false
		default:
			cell.WriteRune(r)
			begun = true
		}
	}
	return append(cells, cell.String())
}

// thousands joins the two parts of an amount: "1" and "250,50". It does so for a
// single digit only: two digits may be a tooth. Those before a hard space were
// joined when the line was split.
func thousands(words []string) (list []string) {
	for i := 0; i < len(words); i++ {
		w := words[i]
		if len(w) == 1 && w >= "1" && w <= "9" && i+1 < len(words) && hundreds.MatchString(words[i+1]) {
			i++
			w += " " + words[i]
		}
		list = append(list, w)
	}
	return list
}

// row puts each part of a line into its field. In a line of words the comment
// begins at the first one that is nothing else.
func (p *pasting) row(cells []string, words bool) domain.DraftItem {
	it, whole := domain.DraftItem{Date: p.above}, cells
	if words {
		cells = slices.Clone(cells)
		for i, c := range cells {
			cells[i] = strings.TrimRight(c, ",")
		}
	}
	dateAt := slices.IndexFunc(cells, func(c string) bool { return p.isDate(c, words) })
	if dateAt >= 0 {
		it.Date = isoDate(clockAfter.ReplaceAllString(cells[dateAt], "$1"), p.today)
	}
	codeAt := slices.IndexFunc(cells, func(c string) bool { _, ok := p.find(it.Date, c); return ok })
	if codeAt < 0 {
		codeAt = slices.IndexFunc(cells, codeLike.MatchString)
	}
	var procedure domain.Procedure
	if codeAt >= 0 {
		it.Code = cells[codeAt]
		procedure, _ = p.find(it.Date, it.Code)
	}
	// Among words only what looks like an amount is one, or the number might be a
	// part of the comment; the price that must be typed may be a bare number.
	strict := words && (!procedure.ActualCost || slices.ContainsFunc(cells, func(c string) bool { return isPrice(c, true) }))
	var rest []string
	for i, whole := range whole {
		c := cells[i]
		switch {
		case i == dateAt || i == codeAt:
		case words && len(rest) > 0:
			rest = append(rest, whole)
		case isPosition(it.Position, c):
			it.Position = strings.TrimSpace(it.Position + " " + c)
		case it.Price == "" && isPrice(c, strict):
			it.Price = c
		default:
			rest = append(rest, whole)
		}
	}
	return p.fit(it, rest)
}

// isDate tells what is meant as a date, also one that the calendar has not.
func (p *pasting) isDate(c string, words bool) bool {
	if dateLike.MatchString(c) || otherDate.MatchString(c) || clockAfter.MatchString(c) {
		return true
	}
	if _, err := domain.ParseDateInput(c, p.today); err != nil || c[0] == '-' { // -200 is an amount here
		return false
	}
	return !words || len(c) > 2 // "i" among words is a word
}

func isPosition(before, c string) bool {
	if len(c) == 1 {
		return false
	}
	if _, err := domain.ParsePosition(strings.TrimSpace(before + " " + c)); err == nil {
		return true
	}
	return before == "" && toothLike.MatchString(c)
}

// isPrice tells an amount; with strict it must look like one.
func isPrice(c string, strict bool) bool {
	_, err := domain.ParseOre(c)
	return err == nil && (!strict || strings.ContainsAny(c, ",.-"))
}

func isHeading(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return !heading.MatchString(c) })
}

// fit puts what is left over into the comment. In a line without a code the first
// part that is left over takes its place, so that the row shows what was pasted.
func (p *pasting) fit(it domain.DraftItem, rest []string) domain.DraftItem {
	if it.Code == "" && len(rest) > 0 {
		it.Code, rest = rest[0], rest[1:]
	}
	if at, err := domain.ParsePosition(it.Position); err == nil {
		it.Position = string(at)
	}
	it.Comment = strings.Join(rest, " ")
	return it
}
