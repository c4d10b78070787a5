// Package markdown reads the Markdown that our own documents use (headings,
// paragraphs, lists, tables, code) and lays it out for a terminal. Pictures are
// left out, emphasis and links are read as their words.
package markdown

import (
	"regexp"
	"strings"
)

// Document is a document that has been read.
type Document struct{ blocks []block }

type kind uint8

const (
	paragraph kind = iota
	heading
	code
	table
)

// block is what is laid out by itself.
type block struct {
	kind   kind
	level  int    // of a heading: 1 is the document's
	bullet string // of a paragraph: "•", "1."
	indent int    // cells before it
	text   string
	rows   [][]string // of a table, its head first
	tight  bool       // follows the block before without an empty line
}

var (
	anItem     = regexp.MustCompile(`^( *)([*-]|\d+\.) +(.*)$`)
	aHeading   = regexp.MustCompile(`^(#{1,4}) +(.*)$`)
	aTableRule = regexp.MustCompile(`^\|[-:| ]+\|$`)
	aPicture   = regexp.MustCompile(`!\[[^\]]*\]\([^)]*\)`)
	aLink      = regexp.MustCompile(`\[([^\]]+)\]\([^)]*\)`)
	strong     = regexp.MustCompile(`\*\*(.+?)\*\*`)
	emphasis   = regexp.MustCompile(`\*([^*\s](?:[^*]*[^*\s])?)\*`)
	codeSpan   = regexp.MustCompile("`([^`]+)`")
)

// words are a line's words without their markup. What stands in a code span is
// read as it is.
func words(line string) string {
	var spans []string
	line = codeSpan.ReplaceAllStringFunc(aPicture.ReplaceAllString(line, ""), func(span string) string {
		spans = append(spans, strings.Trim(span, "`"))
		return "\x00"
	})
	line = strong.ReplaceAllString(aLink.ReplaceAllString(line, "$1"), "$1")
	line = emphasis.ReplaceAllString(line, "$1")
	for _, span := range spans {
		line = strings.Replace(line, "\x00", span, 1)
	}
	return strings.TrimSpace(line)
}

// Read reads a document.
func Read(text string) Document {
	r := reader{empty: true}
	for line := range strings.Lines(text) {
		r.line(strings.TrimRight(line, "\r\n"))
	}
	return Document{r.blocks}
}

type reader struct {
	blocks []block
	fenced bool
	open   bool // the last block takes more lines
	empty  bool // the line before was empty
	inItem bool // what is indented belongs to a list
}

func (r *reader) add(b block) {
	b.tight = !r.empty && b.kind != heading
	r.blocks = append(r.blocks, b)
	r.open, r.empty = b.kind == paragraph, false
}

func (r *reader) line(line string) {
	bare := strings.TrimSpace(line)
	if strings.HasPrefix(bare, "```") {
		r.fenced = !r.fenced
		r.open = false
		return
	}
	if r.fenced {
		r.add(block{kind: code, indent: codeIndent, text: line})
		return
	}
	m, item := aHeading.FindStringSubmatch(line), anItem.FindStringSubmatch(line)
	switch {
	case bare == "" || words(bare) == "": // a picture stands alone
		r.open, r.empty = false, true
	case m != nil:
		r.inItem = false
		r.add(block{kind: heading, level: len(m[1]), text: words(m[2])})
	case strings.HasPrefix(bare, "|"):
		r.row(bare)
	case item != nil:
		r.inItem = true
		r.add(block{bullet: bulletOf(item[2]), indent: len(item[1]), text: words(item[3])})
	case r.open:
		b := &r.blocks[len(r.blocks)-1]
		b.text += " " + words(bare)
	default:
		indent := 0
		if r.inItem = r.inItem && strings.HasPrefix(line, " "); r.inItem {
			indent = len(line) - len(strings.TrimLeft(line, " "))
		}
		r.add(block{indent: indent, text: words(bare)})
	}
}

// codeIndent sets lines of code off from the text.
const codeIndent = 2

func bulletOf(sign string) string {
	if sign == "*" || sign == "-" {
		return "•"
	}
	return sign
}

// row adds a row to the table that the last block is, or begins one.
func (r *reader) row(line string) {
	if aTableRule.MatchString(line) {
		return
	}
	line = strings.ReplaceAll(strings.Trim(line, "|"), `\|`, "\x01")
	cells := strings.Split(line, "|")
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(words(c), "\x01", "|")
	}
	if n := len(r.blocks); n > 0 && !r.empty && r.blocks[n-1].kind == table {
		r.blocks[n-1].rows = append(r.blocks[n-1].rows, cells)
		return
	}
	r.add(block{kind: table, rows: [][]string{cells}})
}

// Headings are the headings of a level and above, in their order.
func (d Document) Headings(level int) (list []string) {
	for _, b := range d.blocks {
		if b.kind == heading && b.level <= level {
			list = append(list, b.text)
		}
	}
	return list
}
