// Command screens plays the main job on the real demo, in a real terminal, and
// draws the screens into docs/screens. `make screens` runs it in the root of the
// project, after a build.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"example.org/tandtui/test/draw"
	"example.org/tandtui/test/tmux"
)

func main() {
	bin := flag.String("bin", "bin", "folder of tandtui and tandserver")
	out := flag.String("out", filepath.Join("docs", "screens"), "folder of the pictures")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	for _, s := range stories {
		if err := play(ctx, *bin, *out, s); err != nil {
			fmt.Fprintln(os.Stderr, "screens:", s.region, err)
			os.Exit(1)
		}
	}
}

// player is the demo in a terminal.
type player struct {
	*tmux.Terminal
	ctx           context.Context
	bin, dir, out string
	w, h          int
}

func play(ctx context.Context, bin, out string, s story) (err error) {
	bin, err = filepath.Abs(bin)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "sc") // short: sockets live in it
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	p := &player{ctx: ctx, bin: filepath.Join(bin, "tandtui"), dir: dir, out: out, w: 80, h: 24}
	p.Terminal, err = tmux.Start(tmux.Options{Width: p.w, Height: p.h, Env: []string{"TANDTUI_THEME=dark"}, Command: []string{p.bin, "demo", "--dir", dir, "--region", s.region}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Stop()) }()
	for i, step := range s.steps {
		if err := p.step(step); err != nil {
			return fmt.Errorf("step %d %s: %w", i, step.name, err)
		}
	}
	return p.leave()
}

// patience bounds one step.
const patience = 30 * time.Second

// step carries out a step, waits for its sign and draws the screen.
func (p *player) step(s step) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if s.size != [2]int{} {
		p.w, p.h = s.size[0], s.size[1]
		if err := p.Resize(p.w, p.h); err != nil {
			return err
		}
	}
	if s.card != "" {
		if out, err := exec.Command(p.bin, "demo-card", s.card, "--dir", p.dir).CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
	}
	for _, do := range s.do {
		if err := p.do(ctx, do); err != nil {
			return err
		}
	}
	if _, err := p.WaitFor(ctx, regexp.MustCompile(s.sign)); err != nil {
		return err
	}
	if s.name == "" {
		return nil
	}
	frame, err := p.Frame()
	if err != nil {
		return err
	}
	return draw.Save(p.out, s.name, frame, p.w, p.h)
}

// do presses <Key>, waits for ~sign, or types the text as it stands.
func (p *player) do(ctx context.Context, what string) error {
	if sign, ok := strings.CutPrefix(what, "~"); ok {
		_, err := p.WaitFor(ctx, regexp.MustCompile(sign))
		return err
	}
	if len(what) > 2 && what[0] == '<' {
		return p.Keys(strings.Fields(what[1 : len(what)-1])...)
	}
	return p.Type(what)
}

// leave ends the program as a user does and waits until the demo has ended, so
// that nothing of it stays behind.
func (p *player) leave() error {
	if err := p.Keys("C-c"); err != nil {
		return err
	}
	return p.Until(p.ctx, "the end of the demo", func(string) bool {
		dead, _, err := p.Dead()
		return err == nil && dead
	})
}
