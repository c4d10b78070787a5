package stage

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
)

type slot struct {
	words []string
	err   error
}

func (s *slot) Insert() error { s.words = append(s.words, "insert"); return s.err }
func (s *slot) Pull() error   { s.words = append(s.words, "pull"); return s.err }

func TestControl(t *testing.T) {
	dir, err := os.MkdirTemp("", "d") // a socket path must stay under 108 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := Control(dir, "pull"); !errors.Is(err, ErrNoDemo) {
		t.Fatalf("without a demo: %v, want ErrNoDemo", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := &slot{}
	if err := serveControl(ctx, ControlPath(dir), s); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"pull", "insert"} {
		if err := Control(dir, word); err != nil {
			t.Fatal(word, err)
		}
	}
	if got := strings.Join(s.words, " "); got != "pull insert" {
		t.Fatalf("the card heard %q", got)
	}
	if err := Control(dir, "eat"); err == nil {
		t.Fatal("an unknown word was taken")
	}
	s.err = errors.New("stuck")
	if err := Control(dir, "pull"); err == nil || !strings.Contains(err.Error(), "stuck") {
		t.Fatalf("a stuck card gave %v", err)
	}
	if info, err := os.Stat(ControlPath(dir)); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("socket mode %v %v", info.Mode(), err)
	}
}
