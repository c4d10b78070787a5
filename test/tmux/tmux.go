// Package tmux drives a terminal program in a private tmux server as a person
// would: it types, looks at the screen and waits until something shows. The
// end-to-end tests and the drawing of screenshots use it.
package tmux

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Terminal is a tmux server of its own with one window.
type Terminal struct {
	dir    string
	socket string
}

// Options say how the program is started.
type Options struct {
	Width, Height int
	Env           []string // KEY=value, added to the environment
	Command       []string
}

// look is how often the screen is read while waiting for a state.
const look = 40 * time.Millisecond

// Start runs the command in a new terminal. Stop must be called.
func Start(o Options) (*Terminal, error) {
	if _, err := exec.LookPath("tmux"); err != nil {
		return nil, fmt.Errorf("tmux is missing (Debian package tmux): %w", err)
	}
	dir, err := os.MkdirTemp("", "tm") // short: a socket path must stay under 108 bytes
	if err != nil {
		return nil, err
	}
	t := &Terminal{dir: dir, socket: filepath.Join(dir, "s")}
	conf := filepath.Join(dir, "conf")
	settings := "set -g default-terminal tmux-256color\nset -g status off\nset -s escape-time 0\nset -g remain-on-exit on\nset -g history-limit 5000\n"
	if err := os.WriteFile(conf, []byte(settings), 0o600); err != nil {
		return nil, err
	}
	args := []string{"-f", conf, "new-session", "-d", "-x", strconv.Itoa(o.Width), "-y", strconv.Itoa(o.Height)}
	for _, e := range o.Env {
		args = append(args, "-e", e)
	}
	args = append(args, "--")
	if _, err := t.run(append(args, o.Command...)...); err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	return t, nil
}

func (t *Terminal) run(args ...string) (string, error) {
	cmd := exec.Command("tmux", append([]string{"-u", "-S", t.socket}, args...)...)
	cmd.Env = append(os.Environ(), "TMUX=", "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("tmux %s: %w: %s", args[0], err, strings.TrimSpace(string(out)))
	}
	return string(out), nil
}

// Stop ends the terminal and what runs in it.
func (t *Terminal) Stop() error {
	_, err := t.run("kill-server")
	return errors.Join(err, os.RemoveAll(t.dir))
}

// Keys presses named keys: "Enter", "Tab", "BTab", "Escape", "F8", "C-s", "Up".
func (t *Terminal) Keys(names ...string) error {
	_, err := t.run(append([]string{"send-keys"}, names...)...)
	return err
}

// Type types text as it stands.
func (t *Terminal) Type(text string) error {
	_, err := t.run("send-keys", "-l", "--", text)
	return err
}

// Send sends bytes as a terminal would, whatever they mean to one.
func (t *Terminal) Send(raw string) error {
	args := []string{"send-keys", "-H"}
	for _, b := range []byte(raw) {
		args = append(args, fmt.Sprintf("%02x", b))
	}
	_, err := t.run(args...)
	return err
}

// Paste sends text as a terminal sends what is pasted: between the marks of
// bracketed paste, if the program asked for them.
func (t *Terminal) Paste(text string) error {
	if _, err := t.run("set-buffer", "--", text); err != nil {
		return err
	}
	_, err := t.run("paste-buffer", "-p", "-d")
	return err
}

// Screen is the screen as plain text, lines separated by newlines.
func (t *Terminal) Screen() (string, error) { return t.run("capture-pane", "-p") }

// Frame is the screen with its colours, as ANSI text.
func (t *Terminal) Frame() (string, error) { return t.run("capture-pane", "-e", "-p") }

// Everything is screen and scrollback.
func (t *Terminal) Everything() (string, error) { return t.run("capture-pane", "-p", "-S", "-") }

// Resize gives the window another size.
func (t *Terminal) Resize(width, height int) error {
	_, err := t.run("resize-window", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height))
	return err
}

// PID is the process id of the program in the window.
func (t *Terminal) PID() (int, error) {
	out, err := t.run("display-message", "-p", "#{pane_pid}")
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(out))
}

// Dead reports whether the program has ended, and its exit status.
func (t *Terminal) Dead() (dead bool, status int, err error) {
	out, err := t.run("display-message", "-p", "#{pane_dead} #{pane_dead_status}")
	if err != nil {
		return false, 0, err
	}
	flag, code, _ := strings.Cut(strings.TrimSpace(out), " ")
	status, _ = strconv.Atoi(code) // empty for a program ended by a signal
	return flag == "1", status, nil
}

// Respawn starts a command anew in the window whose program has ended.
func (t *Terminal) Respawn(command ...string) error {
	_, err := t.run(append([]string{"respawn-pane", "-k", "--"}, command...)...)
	return err
}

// WaitFor waits until the pattern shows on the screen and gives its match with
// groups; the error shows the last screen.
func (t *Terminal) WaitFor(ctx context.Context, pattern *regexp.Regexp) ([]string, error) {
	var found []string
	err := t.Until(ctx, "pattern "+pattern.String(), func(screen string) bool {
		found = pattern.FindStringSubmatch(screen)
		return found != nil
	})
	return found, err
}

// Until waits until ok is true for the screen.
func (t *Terminal) Until(ctx context.Context, what string, ok func(screen string) bool) error {
	tick := time.NewTicker(look)
	defer tick.Stop()
	var last string
	for {
		screen, err := t.Screen()
		if err == nil && ok(screen) {
			return nil
		}
		if err == nil {
			last = screen
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w; last screen:\n%s", what, ctx.Err(), last)
		case <-tick.C:
		}
	}
}
