package sheet

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/text"
)

// Source is what a table was read from, so that whoever imports it sees that it
// was the right one.
type Source struct {
	Sheet    string   // the sheet of a workbook; "" for a text file
	Unread   []string // visible sheets beside it
	Hidden   []string // hidden ones
	Encoding string   // of a text file
	Comma    string   // its separator, in words
	Head     int      // row of the head, where others stood above it; else 0
}

// String names the source in Swedish.
func (s Source) String() string {
	if s.Head > 0 {
		head := s.Head
		s.Head = 0
		return s.String() + "; rubrikraden är rad " + strconv.Itoa(head) + ", det som står ovanför är inte läst"
	}
	if s.Sheet == "" {
		return "textfil (" + s.Encoding + ", åtskild med " + s.Comma + ")"
	}
	said := "arbetsbok, " + sheets([]string{s.Sheet})
	if len(s.Unread) > 0 {
		said += "; inte läst: " + sheets(s.Unread)
	}
	if len(s.Hidden) > 0 {
		said += "; dolt och inte läst: " + sheets(s.Hidden)
	}
	return said
}

func sheets(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = "”" + text.Safe(n) + "”"
	}
	word := "bladet "
	if len(names) > 1 {
		word = "bladen "
	}
	return word + strings.Join(quoted, ", ")
}
