package perf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"

	"example.org/tandtui/internal/ui/screen"
)

// childEnv makes the test binary be one of the programs that are compared;
// dirEnv is where its drafts lie.
const (
	childEnv = "TANDTUI_PERF_CHILD"
	dirEnv   = "TANDTUI_PERF_DIR"
)

func TestMain(m *testing.M) {
	child, ok := children[os.Getenv(childEnv)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := child(os.Getenv(dirEnv)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

var children = map[string]func(dir string) error{
	"minimal": minimalChild,
	"login":   loginChild,
	"bill":    billChild,
	"home":    homeChild,
}

// minimalChild is a line that can be typed in, on a full window, drawn as often
// as the program draws.
func minimalChild(string) error {
	_, err := tea.NewProgram(minimal{}, tea.WithAltScreen(), tea.WithFPS(120)).Run()
	return err
}

type minimal struct{ line string }

func (minimal) Init() tea.Cmd { return nil }

func (m minimal) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch k.Type {
		case tea.KeyRunes:
			m.line += string(k.Runes)
		case tea.KeyBackspace:
			m.line = m.line[:len(m.line)-1]
		case tea.KeyCtrlC:
			return m, tea.Quit
		}
	}
	return m, nil
}

func (m minimal) View() string {
	return strings.Repeat(strings.Repeat("·", 79)+"\n", 22) + ready + m.line
}

// ready stands in the first frame of the minimal program.
const ready = "Kommentar "

func loginChild(dir string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a, err := program(ctx, dir)
	if err != nil {
		return err
	}
	return show(ctx, a, screen.Route{Name: screen.Login})
}

func billChild(dir string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a, err := program(ctx, dir)
	if err != nil {
		return err
	}
	if err := atWork(ctx, a); err != nil {
		return err
	}
	d, err := halfDone(a)
	if err != nil {
		return err
	}
	return show(ctx, a, screen.Route{Name: screen.Bill, Arg: d.ID})
}

// terminal is a child on a pseudo terminal, with what it wrote since the last
// key in unread.
type terminal struct {
	cmd    *exec.Cmd
	tty    *os.File
	chunks chan []byte
	unread bytes.Buffer
}

// spawn starts a child in a window of a size.
func spawn(tb testing.TB, name, dir string, size pty.Winsize) *terminal {
	tb.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+name, dirEnv+"="+dir, "TERM=xterm-256color", "NO_COLOR=", "TMUX=")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	tty, err := pty.StartWithSize(cmd, &size)
	if err != nil {
		tb.Fatal(err)
	}
	x := &terminal{cmd: cmd, tty: tty, chunks: make(chan []byte)}
	go func() { // reads at once, so that the time of reading is not that of the reader
		defer close(x.chunks)
		for {
			b := make([]byte, 4096)
			n, err := tty.Read(b)
			if err != nil {
				return
			}
			x.chunks <- b[:n]
		}
	}()
	tb.Cleanup(x.end)
	return x
}

// end kills the program, if it was not killed yet.
func (x *terminal) end() {
	_ = x.cmd.Process.Kill()
	_ = x.tty.Close()
	for range x.chunks { // until its end
	}
	_ = x.cmd.Wait()
}

// until waits for text on the screen.
func (x *terminal) until(tb testing.TB, text string) {
	tb.Helper()
	limit := time.After(30 * time.Second)
	for !bytes.Contains(x.unread.Bytes(), []byte(text)) {
		select {
		case b, open := <-x.chunks:
			if x.unread.Write(b); !open {
				tb.Fatalf("ended before %q: %q", text, x.unread.String())
			}
		case <-limit:
			tb.Fatalf("no %q in %q", text, x.unread.String())
		}
	}
}

// press sends keys and gives the time until text is on the screen.
func (x *terminal) press(tb testing.TB, keys, text string) time.Duration {
	tb.Helper()
	x.unread.Reset()
	began := time.Now()
	if _, err := x.tty.WriteString(keys); err != nil {
		tb.Fatal(err)
	}
	x.until(tb, text)
	return time.Since(began)
}

// rest lets time pass while what is written is taken off the terminal.
func (x *terminal) rest(d time.Duration) {
	for t := time.After(d); ; {
		select {
		case <-x.chunks:
		case <-t:
			return
		}
	}
}
