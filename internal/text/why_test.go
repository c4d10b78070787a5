package text_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Every reason that the life of an invoice knows is told with what to do, in the
// client and as the server's problem.
func TestEveryReasonHasItsSentence(t *testing.T) {
	unknown := text.Why("life.of-a-newer-region\x1b")
	if unknown.Do == "" || strings.Contains(unknown.What, "\x1b") {
		t.Errorf("an unknown reason: %q", unknown)
	}
	told := map[text.Sentence]domain.Why{}
	for _, why := range domain.Whys() {
		s := text.Why(why)
		if s.What == "" || s.Do == "" || strings.Contains(s.What, string(why)) {
			t.Errorf("%s has no sentence with a next step: %q", why, s)
		}
		if other, ok := told[s]; ok {
			t.Errorf("%s and %s are told alike", why, other)
		}
		told[s] = why
		if text.ServerProblem(string(why)) != s {
			t.Errorf("the server tells %s otherwise", why)
		}
	}
}

func TestAReasonStandsBehindADash(t *testing.T) {
	for in, want := range map[string]string{"Fakturan är utbetald.": "fakturan är utbetald", "Är det så?": "är det så?", "": ""} {
		if got := (text.Sentence{What: in}).Reason(); in != "" && got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
