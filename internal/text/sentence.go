package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is what users read when something is wrong: what happened, and what
// to do next, verb first.
type Sentence struct{ What, Do string }

// Reason is what is so, as it stands behind a dash: "fakturan är utbetald".
func (s Sentence) Reason() string {
	first, size := utf8.DecodeRuneInString(s.What)
	return string(unicode.ToLower(first)) + strings.TrimSuffix(s.What[size:], ".")
}

// String is both parts on one line.
func (s Sentence) String() string {
	if s.Do == "" {
		return s.What
	}
	return s.What + " " + s.Do
}
