package tmux

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestTypeLookResize(t *testing.T) {
	term, err := Start(Options{Width: 40, Height: 10, Env: []string{"WORD=åäö"}, Command: []string{"sh", "-c", `echo "env $WORD"; exec cat`}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := term.Stop(); err != nil {
			t.Error(err)
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := term.WaitFor(ctx, regexp.MustCompile("env åäö")); err != nil {
		t.Fatal(err)
	}
	if err := term.Type("-räkning 12"); err != nil {
		t.Fatal(err)
	}
	if err := term.Keys("Enter"); err != nil {
		t.Fatal(err)
	}
	// Once typed and once from cat.
	if err := term.Until(ctx, "echo", func(s string) bool { return strings.Count(s, "-räkning 12") == 2 }); err != nil {
		t.Fatal(err)
	}
	if err := term.Resize(60, 12); err != nil {
		t.Fatal(err)
	}
	if err := term.Keys("C-d"); err != nil {
		t.Fatal(err)
	}
	err = term.Until(ctx, "end", func(string) bool { dead, _, err := term.Dead(); return err == nil && dead })
	if err != nil {
		t.Fatal(err)
	}
}

func TestWaitForShowsTheLastScreen(t *testing.T) {
	term, err := Start(Options{Width: 40, Height: 10, Command: []string{"sh", "-c", `echo only this; exec cat`}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = term.Stop() }()
	ready, cancelReady := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancelReady()
	if _, err := term.WaitFor(ready, regexp.MustCompile("only this")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*look)
	defer cancel()
	_, err = term.WaitFor(ctx, regexp.MustCompile("something else"))
	if err == nil || !strings.Contains(err.Error(), "only this") {
		t.Fatalf("error %v does not show the screen", err)
	}
}
