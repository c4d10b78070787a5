package cli_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"example.org/tandtui/cmd/internal/cli"
)

// JSON for a program may be looked at in a terminal: nothing in it steers that, and
// the value is the same.
func TestJSONIsFitForTheTerminal(t *testing.T) {
	for _, said := range []string{"Räkning 1", "a\x1b[31m\u009b31mb", "x\u202ey\u200bz", "\U000e0041<&>\u2028", "rad\nrad\ttab"} {
		for _, indent := range []string{"", "  "} {
			var out bytes.Buffer
			if err := cli.JSON(&out, map[string]string{"text": said}, indent); err != nil {
				t.Fatal(err)
			}
			if bad := strings.IndexFunc(out.String(), func(r rune) bool { return r != '\n' && !unicode.IsGraphic(r) }); bad >= 0 {
				t.Errorf("%q reaches the terminal", &out)
			}
			var back map[string]string
			if err := json.Unmarshal(out.Bytes(), &back); err != nil || back["text"] != said {
				t.Errorf("%q became %q, %v", said, back["text"], err)
			}
		}
	}
	var out bytes.Buffer
	if err := cli.JSON(&out, []int{1}, "  "); err != nil || out.String() != "[\n  1\n]\n" {
		t.Errorf("%q, %v", &out, err)
	}
}
