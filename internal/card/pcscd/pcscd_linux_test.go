package pcscd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// helper makes the test binary a program that starts a daemon and dies.
const helper = "PCSCD_TEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(helper) == "" {
		os.Exit(m.Run())
	}
	d, err := Start(context.Background(), Options{Dir: os.Getenv(helper)})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(d.PID(), d.Addr())
	select {} // until killed
}

func start(t *testing.T, o Options) *Daemon {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	d, err := Start(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Stop(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func reachable(d *Daemon) error {
	for _, way := range [][2]string{{"unix", d.Socket()}, {"tcp", d.Addr()}} {
		c, err := net.Dial(way[0], way[1])
		if err != nil {
			return err
		}
		c.Close()
	}
	return nil
}

func TestStartStop(t *testing.T) {
	d := start(t, Options{})
	if err := reachable(d); err != nil {
		t.Fatal(err)
	}
	socket := d.Socket()
	if err := d.Stop(); err != nil {
		t.Fatal(err)
	}
	<-d.Done()
	if _, err := os.Stat(socket); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket stays: %v", err)
	}
}

func TestTwoAtOnceAndRestartAtTheSamePlace(t *testing.T) {
	dir := t.TempDir()
	first, second := start(t, Options{Dir: dir}), start(t, Options{})
	if err := errors.Join(reachable(first), reachable(second)); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(first.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-first.Done()
	again := start(t, Options{Dir: dir})
	if again.Socket() != first.Socket() {
		t.Errorf("socket moved from %s to %s", first.Socket(), again.Socket())
	}
	if err := reachable(again); err != nil {
		t.Error(err)
	}
}

func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	try := func(private bool) error {
		d := &Daemon{socket: t.TempDir() + "/s", port: l.Addr().(*net.TCPAddr).Port, ready: make(chan error, 1), done: make(chan struct{})}
		return d.start(t.Context(), private)
	}
	err = try(os.Getuid() != 0)
	if errors.Is(err, errNoNamespace) { // as in many containers
		err = try(false)
	}
	if !errors.Is(err, errPortTaken) {
		t.Errorf("%v, want errPortTaken", err)
	}
}

func TestSocketPathTooLong(t *testing.T) {
	if _, err := Start(t.Context(), Options{Dir: "/tmp/" + strings.Repeat("x", 120)}); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Error(err)
	}
}

func TestMissingErrorNamesPackages(t *testing.T) {
	if s := (&MissingError{[]string{"pcscd", "vsmartcard-vpcd"}}).Error(); !strings.Contains(s, "pcscd vsmartcard-vpcd") {
		t.Error(s)
	}
}

// runHelper starts a program that starts a daemon, as another user when asked.
func runHelper(t *testing.T, dir string, cred *syscall.Credential) (cmd *exec.Cmd, pid int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if cred != nil { // the test binary's own directory is closed to others
		b, err := os.ReadFile(exe)
		if err != nil {
			t.Fatal(err)
		}
		exe = dir + "/helper"
		if err := os.WriteFile(exe, b, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd = exec.Command(exe)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), helper+"="+dir, "TMPDIR="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred, Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	word, _, _ := strings.Cut(line, " ")
	if pid, err = strconv.Atoi(word); err != nil {
		t.Fatalf("the helper says %q", line)
	}
	return cmd, pid
}

// TestDiesWithItsProgram: a killed program leaves no daemon behind.
func TestDiesWithItsProgram(t *testing.T) {
	cmd, pid := runHelper(t, t.TempDir(), nil)
	awaitEnd(t, cmd, pid)
}

// TestOrdinaryUser runs as nobody when the tests run as root.
func TestOrdinaryUser(t *testing.T) {
	if os.Getuid() != 0 {
		d := start(t, Options{})
		if err := reachable(d); err != nil {
			t.Error(err)
		}
		return
	}
	const nobody = 65534
	dir, err := os.MkdirTemp("", "p")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := errors.Join(os.Chmod(dir, 0o755), os.Chown(dir, nobody, nobody)); err != nil {
		t.Fatal(err)
	}
	cmd, pid := runHelper(t, dir, &syscall.Credential{Uid: nobody, Gid: nobody})
	awaitEnd(t, cmd, pid)
}

// awaitEnd kills the helper and waits until the daemon's process has ended.
func awaitEnd(t *testing.T, cmd *exec.Cmd, pid int) {
	t.Helper()
	handle, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		t.Fatalf("no daemon %d: %v", pid, err)
	}
	defer func() { _ = unix.Close(handle) }()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	n, err := unix.Poll([]unix.PollFd{{Fd: int32(handle), Events: unix.POLLIN}}, 10_000)
	if err != nil || n == 0 {
		t.Fatalf("daemon %d outlives its program (%v)", pid, err)
	}
}
