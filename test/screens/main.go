// Command screens plays the main job on the real demo, in a real terminal, and
// draws the screens into docs/screens. `make screens` runs it in the root of the
// project, after a build.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/test/draw"
	"example.org/tandtui/test/tmux"
)

func main() {
	bin := flag.String("bin", "bin", "folder of tandtui and tandserver")
	out := flag.String("out", filepath.Join("docs", "screens"), "folder of the pictures")
	only := flag.String("only", "", "draw only the story with this picture")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	defer cancel()
	for _, s := range stories {
		if *only != "" && !slices.ContainsFunc(s.steps, func(s step) bool { return s.name == *only }) {
			continue
		}
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
	server        string // its address, where the program is not told of it
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
	command := []string{p.bin, "demo", "--dir", dir, "--region", s.region, "--user", s.user}
	env := []string{"TANDTUI_THEME=dark"}
	if s.first {
		stop, err := p.serve(command)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, stop()) }()
		command, env = []string{p.bin}, append(env, "XDG_CONFIG_HOME="+dir)
	}
	p.Terminal, err = tmux.Start(tmux.Options{Width: p.w, Height: p.h, Env: env, Command: command})
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

// serve starts the demo without its program and reads where its server is.
func (p *player) serve(command []string) (stop func() error, err error) {
	cmd := exec.Command(command[0], append(command[1:], "--no-ui")...) // #nosec G204 -- the program that was just built
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop = func() error { return errors.Join(cmd.Process.Signal(syscall.SIGTERM), cmd.Wait()) }
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "ready"; {
		if server, ok := strings.CutPrefix(lines.Text(), "TANDTUI_SERVER="); ok {
			p.server = server
		}
	}
	if p.server == "" {
		return nil, errors.Join(errors.New("the demo did not tell its server"), stop())
	}
	return stop, nil
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
	if s.paid {
		if err := p.pay(); err != nil {
			return err
		}
	}
	if len(s.told) > 0 {
		if _, err := p.desk(append(s.told, "--db", p.database())...); err != nil {
			return err
		}
	}
	places := strings.NewReplacer("%bank%", p.bank(), "%server%", p.server)
	for _, do := range s.do {
		if err := p.do(ctx, places.Replace(do)); err != nil {
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

// bank is the folder of the bank's files.
func (p *player) bank() string { return filepath.Join(p.dir, "bank") }

// database is the region's, of VGR's demo.
func (p *player) database() string {
	return "sqlite:" + filepath.Join(p.dir, "server", manifest.Database)
}

// pay lets the region of VGR's demo pay what waits, through a run and the demo's
// bank.
func (p *player) pay() error {
	if err := os.Mkdir(p.bank(), 0o700); err != nil {
		return err
	}
	m, err := manifest.Read(filepath.Join(p.dir, "server"))
	if err != nil {
		return err
	}
	db, order := p.database(), filepath.Join(p.bank(), "order.xml")
	said, err := p.desk("pay", "prepare", "--db", db, "--date", m.Date, "--yes")
	if err != nil {
		return err
	}
	run := regexp.MustCompile(`Körning (\d+) är`).FindStringSubmatch(said)
	if run == nil {
		return fmt.Errorf("no run was prepared: %s", said)
	}
	for _, words := range [][]string{
		{"pay", "close", "--db", db, "--run", run[1], "--out", order, "--yes"},
		{"demo", "bank", "--dir", p.bank(), order},
		{"pay", "confirm", "--db", db, "--yes", filepath.Join(p.bank(), "svar-2321000131-"+run[1]+".xml")},
	} {
		if _, err := p.desk(words...); err != nil {
			return err
		}
	}
	return nil
}

// desk runs a verb of tandserver and gives what it said.
func (p *player) desk(words ...string) (string, error) {
	out, err := exec.Command(filepath.Join(filepath.Dir(p.bin), "tandserver"), words...).CombinedOutput() // #nosec G204 -- the program that was just built
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return string(out), err
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
