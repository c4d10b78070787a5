package rules

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The short way gives what the long one does.
func TestCleanIsJoinedFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("aå1- \t\n\u00a0")), 0, 8, -1).Draw(t, "text")
		if got, want := clean(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Fatalf("%q is cleaned to %q, want %q", s, got, want)
		}
	})
}
