package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
)

// JSON writes a value for a program, indented where indent is not "". What a file or a
// server said may stand in it: signs that steer a terminal or that nobody sees, which
// encoding/json leaves as they are, are written as escapes. The value is the same.
func JSON(w io.Writer, v any, indent string) error {
	var plain bytes.Buffer
	e := json.NewEncoder(&plain)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return err
	}
	var b bytes.Buffer
	for _, r := range plain.String() { // outside texts JSON is ASCII
		switch {
		case r == '\n' || unicode.IsGraphic(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	_, err := b.WriteTo(w)
	return err
}
