package screen_test

import (
	"context"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/screen"
)

type found string

func question(s string) func(context.Context) tea.Msg {
	return func(context.Context) tea.Msg { return found(s) }
}

func TestOnlyTheNewestAnswerCounts(t *testing.T) {
	var a screen.Ask
	first, second := a.Do(question("1")), a.Do(question("2"))
	late, newest := first(), second()
	if m, ours := a.Take(late); !ours || m != nil {
		t.Error("a late answer:", m, ours)
	}
	if !a.Waiting() {
		t.Error("the newest is still to come")
	}
	if m, ours := a.Take(newest); !ours || m != found("2") {
		t.Error("the newest answer:", m, ours)
	}
	if a.Waiting() {
		t.Error("nothing is asked any more")
	}
}

func TestAnswersAreRepliesAndKnowTheirAsk(t *testing.T) {
	var a, b screen.Ask
	m := a.Do(question("x"))()
	if _, ok := m.(screen.Reply); !ok {
		t.Error("the root would not bring it home")
	}
	if _, ours := b.Take(m); ours {
		t.Error("taken by another")
	}
	if _, ours := a.Take(tea.KeyMsg{}); ours {
		t.Error("a key is no answer")
	}
}

func TestANewQuestionEndsTheOneBefore(t *testing.T) {
	var a screen.Ask
	var ctx context.Context
	cmd := a.Do(func(c context.Context) tea.Msg { ctx = c; a.Stop(); return found("x") })
	m := cmd()
	if ctx.Err() == nil {
		t.Error("still asking")
	}
	if got, ours := a.Take(m); !ours || got != nil {
		t.Error("a stopped question was answered:", got)
	}
}
