// Package e2e plays the main job with the real programs: PC/SC daemon with the
// virtual card, tandserver with its database, tandtui in a terminal.
package e2e

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/test/tmux"
)

// patience bounds a wait for a state; only a failure uses it up.
const patience = 60 * time.Second

// bin holds the programs, built once for all tests.
var bin string

func TestMain(m *testing.M) {
	if reader := os.Getenv(holdVariable); reader != "" {
		os.Exit(holdCard(reader))
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	bin = dir
	for name, env := range map[string]string{"tandtui": "CGO_ENABLED=1", "tandserver": "CGO_ENABLED=0"} {
		build := exec.Command("go", "build", "-trimpath", "-o", filepath.Join(dir, name), "example.org/tandtui/cmd/"+name)
		build.Env = append(os.Environ(), env)
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build %s: %v\n%s", name, err, out)
			return 1
		}
	}
	return m.Run()
}

// world is a running demo and a terminal on it.
type world struct {
	t    *testing.T
	dir  string
	env  []string
	demo manifest.Manifest
	term *tmux.Terminal

	demoPID  int
	stopDemo func()
}

// start runs the demo's parts without its screen.
func start(t *testing.T) *world {
	t.Helper()
	return startRegion(t, "vgr", "server")
}

// startRegion is start for another region's demo, whose server has a folder of
// its own, or for another user's card.
func startRegion(t *testing.T, region, server string, args ...string) *world {
	t.Helper()
	dir, err := os.MkdirTemp("", "w") // short: sockets lie below it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	w := &world{t: t, dir: dir}
	w.startDemo(append([]string{"--region", region}, args...)...)
	t.Cleanup(func() { w.stopDemo() })
	if w.demo, err = manifest.Read(filepath.Join(dir, server)); err != nil {
		t.Fatal(err)
	}
	return w
}

// startDemo starts the demo's parts in the world's folder, for the first time or
// again, as with another user's card.
func (w *world) startDemo(args ...string) {
	w.t.Helper()
	w.env = []string{"XDG_CONFIG_HOME=" + filepath.Join(w.dir, "config"), "XDG_DATA_HOME=" + filepath.Join(w.dir, "data")}
	cmd := exec.Command(filepath.Join(bin, "tandtui"), append([]string{"demo", "--no-ui", "--dir", w.dir}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.demoPID = cmd.Process.Pid
	w.stopDemo = sync.OnceFunc(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			w.t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			w.t.Error("the demo did not end well:", err)
		}
	})
	w.readEnv(out)
}

func (w *world) readEnv(out io.Reader) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "ready" {
			return
		}
		w.env = append(w.env, lines.Text())
	}
	w.t.Fatal("the demo ended before it was ready")
}

// open starts tandtui in a terminal.
func (w *world) open(width, height int) {
	w.t.Helper()
	term, err := tmux.Start(tmux.Options{Width: width, Height: height, Env: w.env, Command: []string{filepath.Join(bin, "tandtui")}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.term = term
	w.t.Cleanup(func() { _ = term.Stop() })
}

// see waits until the screen shows the pattern.
func (w *world) see(pattern string) []string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	found, err := w.term.WaitFor(ctx, regexp.MustCompile(pattern))
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

// read waits until the screen shows a question in three looks in a row: a key that
// comes in the moment it is drawn is not taken for its answer.
func (w *world) read(pattern string) {
	w.t.Helper()
	question, looks := regexp.MustCompile(pattern), 0
	w.until(pattern, func(screen string) bool {
		if looks++; !question.MatchString(screen) {
			looks = 0
		}
		return looks == 3
	})
}

// ended waits until the program has ended and gives its exit status.
func (w *world) ended() (status int) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	err := w.term.Until(ctx, "the end of the program", func(string) bool {
		dead, code, err := w.term.Dead()
		status = code
		return err == nil && dead
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return status
}

func (w *world) typeText(s string) {
	w.t.Helper()
	if err := w.term.Type(s); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) keys(names ...string) {
	w.t.Helper()
	if err := w.term.Keys(names...); err != nil {
		w.t.Fatal(err)
	}
}

// until waits for a state of the screen, looking at each frame.
func (w *world) until(what string, holds func(screen string) bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := w.term.Until(ctx, what, holds); err != nil {
		w.t.Fatal(err)
	}
}

// pin types the PIN when the card is read.
func (w *world) pin() {
	w.t.Helper()
	w.see(`PIN \([\s\S]*\d försök kvar`)
	w.typeText(w.demo.PIN)
	w.keys("Enter")
}

// login types the PIN and waits until the login screen is gone. That screen gets
// the keys for as long as it shows, even under the menu.
func (w *world) login() {
	w.t.Helper()
	w.pin()
	w.until("work after the login", func(screen string) bool {
		return strings.Contains(screen, "1 Registrera") && !strings.Contains(screen, "PIN (")
	})
}

// tool runs one of the programs to its end.
func (w *world) tool(program string, args ...string) string {
	w.t.Helper()
	cmd := exec.Command(filepath.Join(bin, program), args...)
	cmd.Env = append(os.Environ(), w.env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, out)
	}
	return string(out)
}
