package ui

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/sys/unix"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// echo is a screen that tells the text and the keys that it got.
type echo struct {
	*fake
	text []rune
}

func (e *echo) Update(msg tea.Msg) screen.Step {
	if k, ok := msg.(tea.KeyMsg); ok {
		e.text = append(e.text, k.Runes...)
		if k.Type != tea.KeyRunes {
			e.text = append(e.text, []rune("<"+k.String()+">")...)
		}
	}
	return e.fake.Update(msg)
}

func (e *echo) View(layout.Size) string {
	return fmt.Sprintf("%s %d tecken, sist %q.", firstFrame, len(e.text), string(e.text[max(0, len(e.text)-20):]))
}

// playEcho shows an echo to somebody who can be locked out, and whose name is on
// screen until then.
func playEcho(w *world, r *Root) {
	e := &echo{fake: front(r)}
	e.typing, e.dirty = true, true
	r.stack[0].s = e
	var locked atomic.Bool
	bell := make(chan app.Change, 1)
	r.cfg.State = func() app.Snapshot {
		s := w.snap
		s.Locked = locked.Load()
		return s
	}
	r.cfg.Lock = sync.OnceFunc(func() { locked.Store(true); bell <- app.ChangedSession })
	r.cfg.Updates = bell
}

// typed waits until the echo has got what was typed.
func (x *window) typed(t *testing.T, sent string, want string) {
	t.Helper()
	if _, err := io.WriteString(x.tty, sent); err != nil {
		t.Fatal(err)
	}
	x.until(t, want, nil)
}

// TestT6LostEndOfAPaste: the program is not deaf.
func TestT6LostEndOfAPaste(t *testing.T) {
	x := start(t, "echo")
	x.until(t, firstFrame, nil)
	x.typed(t, "\x1b[200~hej", `sist "hej"`)
	x.typed(t, "x", `sist "hejx"`)
	x.typed(t, "\x1b[200~", "") // no end, no text; the lock comes at once
	x.typed(t, "\x1bOQ", "(login)")
}

// TestT7ABurstThatIsLongerThanARead: every character arrives.
func TestT7ABurstThatIsLongerThanARead(t *testing.T) {
	for _, n := range []int{252, 253, 254, 255} {
		x := start(t, "echo")
		x.until(t, firstFrame, nil)
		x.typed(t, strings.Repeat("x", n)+"åäöåäö", fmt.Sprintf("%d tecken", n+6))
		x.typed(t, "\xc3", "")
		x.typed(t, "\xa5.", fmt.Sprintf(`%d tecken, sist "%såäöåäöå."`, n+8, strings.Repeat("x", 12)))
	}
}

// TestT8KittyKeys: the mode is switched off before anything is shown, and its keys
// are read all the same.
func TestT8KittyKeys(t *testing.T) {
	x := start(t, "echo")
	x.until(t, firstFrame, nil)
	if off := bytes.Index(x.out.Bytes(), []byte("\x1b[=0;1u")); off < 0 || off > bytes.Index(x.out.Bytes(), []byte(firstFrame)) {
		t.Error("the mode is left on")
	}
	x.typed(t, "\x1b[229u\x1b[229;2u\x1b[9u", `sist "åÅ<tab>"`)
	x.typed(t, "\x1b[99;5u", ansi.ResetModeAltScreenSaveCursor)
	if err := x.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// TestT9StoppedFromOutside: SIGTSTP under a shell, as by another window. What was
// typed is saved, nothing about patients stays on the terminal, whose settings are
// the shell's; after fg it is raw again, drawn, and locked.
func TestT9StoppedFromOutside(t *testing.T) {
	for _, stopped := range []syscall.Signal{syscall.SIGTSTP, syscall.SIGSTOP} {
		x := startAs(t, asJob("read x; fg"), "echo")
		x.until(t, firstFrame, nil)
		x.typed(t, "19340512", `sist "19340512"`)
		x.out.Reset()
		if err := syscall.Kill(x.job(t), stopped); err != nil {
			t.Fatal(err)
		}
		x.until(t, "STOPPED", nil)
		if stopped == syscall.SIGTSTP {
			before, _, _ := strings.Cut(x.out.String(), "STOPPED")
			if !strings.Contains(before, ansi.ResetModeAltScreenSaveCursor) || !strings.Contains(before, "\x1b[3J") || !strings.Contains(before, "\x1b[2J") {
				t.Errorf("stopped, but not locked and left: %q", before)
			}
			if settings(t, x.tty) != x.before {
				t.Error("the shell gets a terminal in raw mode")
			}
		}
		x.out.Reset()
		x.typed(t, "\n", "(login)")
		if strings.Contains(x.out.String(), "19340512") && stopped == syscall.SIGTSTP {
			t.Error("the patient is shown after the stop")
		}
		if m := settings(t, x.tty); m.Lflag&(unix.ECHO|unix.ICANON) != 0 {
			t.Error("the terminal echoes")
		}
		x.typed(t, "\x03", ansi.ResetModeAltScreenSaveCursor)
		if err := x.cmd.Wait(); err != nil { // 3: not saved
			t.Fatal(err)
		}
	}
}

// asJob runs the program under a shell, since only a shell's job can be stopped;
// then is what the shell does once that is no longer in front.
func asJob(then string) []string {
	return []string{"sh", "-c", `set -m; "$0"; echo STOPPED; ` + then, os.Args[0]}
}

// job is the process that the shell has started.
func (x *window) job(t *testing.T) int {
	t.Helper()
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", x.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(children)))
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// TestW23AfterAKill: kill -9 leaves the terminal raw. The next start gives it back
// as a shell needs it.
func TestW23AfterAKill(t *testing.T) {
	x := startAs(t, asJob(`"$0"`), "run")
	x.until(t, firstFrame, nil)
	raw := settings(t, x.tty)
	if err := syscall.Kill(x.job(t), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	x.until(t, "STOPPED", nil)
	if settings(t, x.tty) != raw {
		t.Fatal("this shell mends it itself")
	}
	x.out.Reset()
	x.until(t, firstFrame, nil)
	x.typed(t, "\x03", ansi.ResetModeAltScreenSaveCursor)
	if err := x.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	const shell = unix.ICANON | unix.ECHO | unix.ISIG
	if m := settings(t, x.tty); m.Lflag&shell != shell || m.Iflag&unix.ICRNL == 0 || m.Oflag&unix.OPOST == 0 {
		t.Errorf("left as %+v", m)
	}
}
