package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/ui/theme"
)

// childMode makes the test binary play the program: "run" shows the root,
// "version" prints a line and ends, as the verb does. Both link Bubble Tea, whose
// init is what is tested.
const childMode = "TANDTUI_UI_TEST_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childMode) {
	case "":
		os.Exit(m.Run())
	case "version":
		fmt.Println("tandtui 0")
		os.Exit(0)
	}
	// The clock needs a testing.TB that lives outside any test.
	var tb childTB
	w := newWorld(&tb)
	r := w.root(theme.FromEnv("auto"))
	first := front(r)
	first.view = firstFrame + " "
	if os.Getenv(childMode) == "hangup" {
		signal.Ignore(syscall.SIGHUP) // as a program started by another is not sent one
		first.dirty = true
	}
	ctx, fail := context.WithCancelCause(context.Background())
	if os.Getenv(childMode) == "echo" {
		playEcho(w, r)
	}
	if os.Getenv(childMode) == "panic" {
		first.dirty = true
		panics.OnFault(func(f *panics.Fault) { fail(f) })
		asked := make(chan os.Signal, 1)
		signal.Notify(asked, syscall.SIGUSR1)
		panics.Go(func() {
			<-asked
			panic("no facts of 19340512-8350")
		})
	}
	if err := Run(ctx, r); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := context.Cause(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if first.dirty { // not saved
		os.Exit(3)
	}
	os.Exit(0)
}

type childTB struct{ testing.TB }

func (*childTB) Helper()        {}
func (*childTB) Fatal(a ...any) { panic(fmt.Sprint(a...)) }

const firstFrame = "FÖRSTA-RUTAN"

// window is a child on a pseudo terminal; all that it writes is kept.
type window struct {
	cmd    *exec.Cmd
	tty    *os.File
	before unix.Termios
	out    bytes.Buffer
}

func start(t *testing.T, mode string, env ...string) *window {
	t.Helper()
	return startAs(t, os.Args[:1], mode, env...)
}

// startAs runs a command that starts the test binary as a child.
func startAs(t *testing.T, command []string, mode string, env ...string) *window {
	t.Helper()
	x := &window{cmd: exec.Command(command[0], command[1:]...)}
	x.cmd.Env = append(slices.DeleteFunc(os.Environ(), func(s string) bool {
		return strings.HasPrefix(s, "TERM") || strings.HasPrefix(s, "TMUX") || strings.HasPrefix(s, "COLOR") || strings.HasPrefix(s, "NO_COLOR")
	}), append(env, childMode+"="+mode, "TERM=xterm-256color")...)
	tty, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	x.tty = tty
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	x.before = settings(t, tty)
	x.cmd.Stdin, x.cmd.Stdout, x.cmd.Stderr = slave, slave, slave
	x.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := x.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = slave.Close() // the child has it now
	t.Cleanup(func() {
		_ = x.cmd.Process.Kill()
		_ = x.cmd.Wait()
		_ = tty.Close()
	})
	return x
}

// until reads until marker has been written. answer says what the terminal
// answers to what it has been asked, once for each question.
func (x *window) until(t *testing.T, marker string, answer map[string]string) {
	t.Helper()
	late := time.AfterFunc(30*time.Second, func() { // the terminal has no deadlines once its size is set
		_ = x.cmd.Process.Kill()
		_ = x.tty.Close()
	})
	defer late.Stop()
	buf := make([]byte, 4096)
	for !bytes.Contains(x.out.Bytes(), []byte(marker)) {
		n, err := x.tty.Read(buf)
		x.out.Write(buf[:n])
		if err != nil {
			t.Fatalf("%v after %q", err, x.out.String())
		}
		for ask, reply := range answer {
			if bytes.Contains(buf[:n], []byte(ask)) {
				if _, err := io.WriteString(x.tty, reply); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// questions are the ones that a terminal of today answers.
var questions = map[string]string{
	"\x1b]11;?": "\x1b]11;rgb:0000/0000/0000\x1b\\",
	"\x1b[6n":   "\x1b[1;1R",
}

// TestSilentTerminalShowsTheFirstFrameAsSoon guards internal/ui/earlybird:
// without it a terminal that answers nothing would show the first frame after
// five seconds. The runs are made in turn and compared by their medians.
func TestSilentTerminalShowsTheFirstFrameAsSoon(t *testing.T) {
	const runs = 7
	var silent, answering []time.Duration
	for range runs {
		for _, c := range []struct {
			took    *[]time.Duration
			answers map[string]string
		}{{&answering, questions}, {&silent, nil}} {
			began := time.Now()
			x := start(t, "run")
			x.until(t, firstFrame, c.answers)
			*c.took = append(*c.took, time.Since(began))
			for ask := range questions {
				if bytes.Contains(x.out.Bytes(), []byte(ask)) {
					t.Fatalf("the terminal was asked %q", ask)
				}
			}
		}
	}
	slices.Sort(silent)
	slices.Sort(answering)
	s, a := silent[runs/2], answering[runs/2]
	t.Logf("first frame: silent %v, answering %v, ratio %.2f", s, a, float64(s)/float64(a))
	// The absolute part is what one hiccup of a busy machine may cost the median.
	if s > a*13/10+100*time.Millisecond {
		t.Errorf("silent %v, answering %v: more than 1.3 times", s, a)
	}
}

func TestVersionWritesNoEscapeByte(t *testing.T) {
	x := start(t, "version")
	_, _ = io.Copy(&x.out, x.tty) // ends with EIO when the child has closed its side
	if err := x.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if out := x.out.String(); strings.ContainsRune(out, 0x1b) || out != "tandtui 0\r\n" {
		t.Errorf("%q", out)
	}
}

// TestTerminalIsGivenBack: after Ctrl+C the alternate screen is left, the
// cursor shown, and the settings of the terminal are as before.
func TestTerminalIsGivenBack(t *testing.T) {
	x := start(t, "run")
	x.until(t, firstFrame, nil)
	if settings(t, x.tty) == x.before {
		t.Fatal("the program never took the terminal")
	}
	if _, err := x.tty.Write([]byte{3}); err != nil {
		t.Fatal(err)
	}
	x.until(t, ansi.ResetModeAltScreenSaveCursor, nil)
	_, _ = io.Copy(&x.out, x.tty)
	if err := x.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(x.out.Bytes(), []byte(ansi.ShowCursor)) {
		t.Error("the cursor stays hidden")
	}
	if settings(t, x.tty) != x.before {
		t.Error("the terminal is left in raw mode")
	}
}

// TestClosedWindowEndsTheProgram: nobody sends a signal, the terminal is just
// gone. What was typed is saved, and nothing stays behind.
func TestClosedWindowEndsTheProgram(t *testing.T) {
	x := start(t, "hangup")
	x.until(t, firstFrame, nil)
	if err := x.tty.Close(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- x.cmd.Wait() }()
	select {
	case err := <-ended:
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 3 {
			t.Error("ended without saving")
		}
	case <-time.After(30 * time.Second):
		t.Fatal("the program lives on without a terminal")
	}
}

// TestPanicBesideTheInterface: a goroutine that Bubble Tea does not know of
// panics, as the watch of the card or the sending could. What was typed is saved,
// the terminal is given back, and the panic is told without its value.
func TestPanicBesideTheInterface(t *testing.T) {
	x := start(t, "panic")
	x.until(t, firstFrame, nil)
	if err := x.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
		t.Fatal(err)
	}
	x.until(t, ansi.ResetModeAltScreenSaveCursor, nil)
	_, _ = io.Copy(&x.out, x.tty)
	if err := x.cmd.Wait(); err != nil { // 3: not saved
		t.Fatal(err)
	}
	if settings(t, x.tty) != x.before {
		t.Error("the terminal is left in raw mode")
	}
	if out := x.out.String(); strings.Contains(out, "1934") || !strings.Contains(out, "panic: string · pty_linux_test.go:") {
		t.Errorf("told as %q", out[strings.LastIndex(out, ansi.ResetModeAltScreenSaveCursor):])
	}
}

// settings reads a terminal's settings, without File.Fd, which would end the
// deadlines of its reads.
func settings(t *testing.T, tty *os.File) (m unix.Termios) {
	t.Helper()
	conn, err := tty.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var got *unix.Termios
	var failed error
	if err := conn.Control(func(fd uintptr) { got, failed = unix.IoctlGetTermios(int(fd), unix.TCGETS) }); err != nil {
		t.Fatal(err)
	}
	if failed != nil {
		t.Fatal(failed)
	}
	return *got
}
