package labels

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Outbox and invoice say of every kind what it is and what was done: a credit
// must not be reported as a deletion.
func TestEveryKindOfCommandHasItsWords(t *testing.T) {
	names := map[string]domain.CommandKind{}
	for kind := range domain.CommandKinds {
		if kind == domain.CommandSubmit { // it is told by its patient
			continue
		}
		w, ok := commandWords[kind]
		if !ok || w.name == "" || w.done == "" {
			t.Errorf("%s has no words", kind)
		}
		if other, taken := names[w.name]; taken {
			t.Errorf("%s and %s have the same name", kind, other)
		}
		names[w.name] = kind
	}
	if len(commandWords) != len(names) {
		t.Errorf("%d kinds have words, %d exist", len(commandWords), len(names))
	}
}

func TestWordsOfACommand(t *testing.T) {
	one, two := domain.Part{Bills: []int64{1}}, domain.Part{Bills: []int64{1, 2}}
	for _, c := range []struct{ got, want string }{
		{Command(domain.CommandDelete, domain.WholeInvoice, nil), "Radering"},
		{Command(domain.CommandDelete, two, []string{"R-1", "R-2"}), "Radering av 2"},
		{Command(domain.CommandDelete, one, []string{"R-\x1b1"}), "Radering R-1"},
		{Command(domain.CommandDelete, one, nil), "Radering av 1"},
		{CommandWaits(domain.CommandDelete), "Radering väntar i utkorgen."},
		{CommandDone(domain.CommandDelete, 0), "Raderad hos regionen."},
		{CommandDone(domain.CommandDelete, 7), "Raderad hos regionen. Vår referens 7."},
		{Command("of a newer program", two, nil), "Ärende av 2"},
		{CommandDone("of a newer program", 7), "Utfört hos regionen. Vår referens 7."},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// A code that this program knows has its own sentence; else the region's is
// shown, filtered.
func TestWhyTheRegionRefused(t *testing.T) {
	if got := Refused(domain.Refusal{Code: string(domain.WhyPaid), Detail: "Regionens ord."}); got != text.Error(string(domain.WhyPaid)) {
		t.Errorf("%+v", got)
	}
	if got := Refused(domain.Refusal{Code: "new", Detail: "Regionens\x1b[2J ord."}); got.What != text.Safe("Regionens\x1b[2J ord.") || got.Do != "" {
		t.Errorf("%+v", got)
	}
	if got := Refused(domain.Refusal{Code: "new"}); got != text.Error("new") {
		t.Errorf("%+v", got)
	}
}
