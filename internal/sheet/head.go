package sheet

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tandtui/internal/text"
)

// Column is a column that a table may have. Names compare without regard to
// case and to blanks or "_" between words.
type Column struct {
	Name string   // as documented
	Also []string // other names, in Swedish
	May  bool     // may be left out
	Wrap bool     // line breaks in its cells are layout and read as blanks
	Skip bool     // may be there, and is not read
}

// named tells whether a head cell means the column.
func (c Column) named(head string) bool {
	return simple(head) == simple(c.Name) || slices.ContainsFunc(c.Also, func(s string) bool { return simple(s) == simple(head) })
}

func simple(name string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '_' || r == '-' }), " "))
}

// Heading is the head as text, column by column, blanks made single.
func (t *Table) Heading() []string {
	if len(t.Rows) == 0 {
		return nil
	}
	head := make([]string, len(t.Rows[0].Cells))
	for i, c := range t.Rows[0].Cells {
		head[i] = strings.Join(strings.Fields(c.Text), " ")
	}
	return head
}

// maxTitles is how many rows may stand above the head: a title, a date, blanks.
const maxTitles = 10

// FindHead makes the row that has most of the columns' names the first one, where
// offices have written titles above it. Source tells where it stood.
func (t *Table) FindHead(columns []Column) {
	best, most := 0, 1 // one name alone may be a word of a title
	for i := range t.Rows[:min(len(t.Rows), maxTitles+1)] {
		if n := t.Rows[i].names(columns); n > most {
			best, most = i, n
		}
	}
	if best > 0 {
		t.Rows = t.Rows[best:]
		t.Source.Head = t.Rows[0].No
	}
}

// names counts the columns that a row has the names of.
func (r Row) names(columns []Column) (n int) {
	for _, c := range columns {
		if slices.ContainsFunc(r.Cells, func(x Cell) bool { return x.Kind == Text && c.named(x.Text) }) {
			n++
		}
	}
	return n
}

// Lines calls each for every row below the head, whose columns are exactly those
// given, in any order. What each finds wrong it notes on the line; everything
// wrong comes back as Faults.
func (t *Table) Lines(columns []Column, each func(Line)) error {
	if len(t.Rows) == 0 {
		return whole("filen är tom: rubrikraden saknas (" + t.Source.String() + ")")
	}
	if t.Rows[0].Fault != "" {
		return Faults{{Line: t.Rows[0].No, Reason: t.Rows[0].Fault}}
	}
	at, err := t.match(columns)
	if err != nil {
		return err
	}
	var faults Faults
	for i := range t.Rows[1:] {
		if faults.Full() {
			break
		}
		row := &t.Rows[1+i]
		if row.Fault != "" {
			faults.Add(row.No, "", row.Fault)
			continue
		}
		before := len(faults)
		l := Line{No: row.No, cells: row.Cells, at: at, faults: &faults}
		l.check(columns, len(t.Rows[0].Cells), t.Source.Sheet == "")
		if len(faults) == before {
			each(l)
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// match finds each column in the head, or says which ones are missing, unknown or
// there twice.
func (t *Table) match(columns []Column) (map[string]int, error) {
	at, head := map[string]int{}, t.Heading()
	var unknown, twice, missing []string
	for i, name := range head {
		c := slices.IndexFunc(columns, func(c Column) bool { return c.named(name) })
		switch {
		case t.Rows[0].Cells[i].Kind == Bad:
			return nil, Faults{{Line: t.Rows[0].No, Column: letters(i), Reason: name}}
		case name == "" && t.emptyBelow(i):
		case name == "":
			unknown = append(unknown, "kolumn "+letters(i)+", som saknar rubrik")
		case c < 0:
			unknown = append(unknown, "”"+text.Safe(short(name))+"” (kolumn "+letters(i)+")")
		default:
			if _, ok := at[columns[c].Name]; ok {
				twice = append(twice, columns[c].Name)
			}
			at[columns[c].Name] = i
		}
	}
	for _, c := range columns {
		if _, ok := at[c.Name]; !ok && !c.May && !c.Skip {
			missing = append(missing, c.Name)
		}
	}
	var wrong []string
	for _, w := range []struct {
		says  string
		names []string
	}{{"saknar ", missing}, {"har två gånger ", twice}, {"har utöver de kända ", unknown}} {
		if len(w.names) > 0 {
			wrong = append(wrong, w.says+strings.Join(w.names, ", "))
		}
	}
	if len(wrong) == 0 {
		return at, nil
	}
	return nil, Faults{{Line: t.Rows[0].No, Reason: "rubrikraden " + strings.Join(wrong, "; ") + ". Filen är läst som " + t.Source.String() +
		". Rubrikraden ska ha kolumnerna " + Names(columns)}}
}

// Swedish are the columns' Swedish titles, in the order of Names; a column without
// one has its name.
func Swedish(columns []Column) string {
	named := slices.Clone(columns)
	for i, c := range named {
		if len(c.Also) > 0 {
			named[i].Name = c.Also[0]
		}
	}
	return Names(named)
}

// Names lists columns as a help text does.
func Names(columns []Column) string {
	var must, may []string
	for _, c := range columns {
		switch {
		case c.Skip:
		case c.May:
			may = append(may, c.Name)
		default:
			must = append(must, c.Name)
		}
	}
	said := strings.Join(must, ", ")
	if len(may) > 0 {
		said += "; om så önskas " + strings.Join(may, ", ")
	}
	return said
}

func (t *Table) emptyBelow(column int) bool {
	return !slices.ContainsFunc(t.Rows[1:], func(r Row) bool { return column < len(r.Cells) && r.Cells[column].Kind != Empty })
}

// maxName is how much of a head cell is repeated, characters.
const maxName = 40

func short(s string) string {
	if utf8.RuneCountInString(s) <= maxName {
		return s
	}
	return string([]rune(s)[:maxName]) + "…"
}

// shown tells whether all of a text can be seen, on one line. What is imported
// may reach every clinic's terminal.
func shown(s string) bool {
	return utf8.RuneCountInString(s) <= maxText && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) })
}

var unseen = "har tecken som inte syns, radbrytning eller fler än " + strconv.Itoa(maxText) + " tecken"
