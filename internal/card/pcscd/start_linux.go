package pcscd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
)

var (
	errPortTaken   = errors.New("pcscd: the reader's port is taken")
	errNoNamespace = errors.New("pcscd: no namespaces for this user")
)

// script hands the listening socket over as systemd would (sd_listen_fds(3)):
// as descriptor 3, with the process id that only the process itself knows.
// Descriptor 4 is the configuration: a file's path might lie below /run, which
// a private /run hides.
const script = `mkdir -p /run/pcscd 2>/dev/null
LISTEN_PID=$$ LISTEN_FDS=1 exec "$@" --foreground --info --config /proc/self/fd/4`

const scriptPrivate = "mount -t tmpfs tmpfs /run 2>/dev/null\n" + script

// What the daemon's log says of its start.
const (
	logReady     = "daemon ready"
	logPortTaken = "Could not initialize connection"
)

// start starts the daemon and waits until it says that it is ready.
func (d *Daemon) start(ctx context.Context, private bool) error {
	socket, err := listen(d.socket)
	if err != nil {
		return err
	}
	defer socket.Close()
	config, err := d.config()
	if err != nil {
		return err
	}
	defer config.Close()
	output, write, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("pcscd: %w", err)
	}
	defer write.Close()

	cmd := command(ctx, private)
	cmd.ExtraFiles = []*os.File{socket, config}
	cmd.Stdout, cmd.Stderr = write, write
	if err := d.run(cmd, output); err != nil {
		output.Close()
		if private && (errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) || errors.Is(err, syscall.ENOSPC) ||
			errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSYS)) {
			return errNoNamespace
		}
		return fmt.Errorf("pcscd: start: %w", err)
	}
	write.Close() // now only the daemon holds it: its end is our end of file
	return d.awaitReady(ctx)
}

// command is the daemon's command line. It has no context: the daemon outlives
// Start; ctx is for the question before.
func command(ctx context.Context, private bool) *exec.Cmd {
	text := script
	// A process group of its own keeps a terminal's ctrl+c away from it.
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM, Setpgid: true}
	if private {
		text = scriptPrivate
		attr.Cloneflags = syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	args := []string{"-c", text, "sh", binary}
	// Daemons with polkit (2.x) would ask it about every client.
	if help, err := exec.CommandContext(ctx, binary, "--help").CombinedOutput(); err == nil && strings.Contains(string(help), "--disable-polkit") {
		args = append(args, "--disable-polkit")
	}
	cmd := exec.Command("/bin/sh", args...)
	cmd.SysProcAttr = attr
	return cmd
}

// listen makes the socket that the daemon takes over. It exists before the
// daemon does, so that early clients wait instead of failing.
func listen(path string) (*os.File, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("pcscd: %w", err)
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("pcscd: %w", err)
	}
	defer func() { _ = l.Close() }() // its file stays, with the daemon
	l.SetUnlinkOnClose(false)
	return l.File()
}

// config is the reader configuration, a file without a name.
func (d *Daemon) config() (*os.File, error) {
	f, err := os.CreateTemp("", "reader.conf")
	if err != nil {
		return nil, fmt.Errorf("pcscd: %w", err)
	}
	_, err = fmt.Fprintf(f, "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:%d\nLIBPATH %s\nCHANNELID %d\n", d.port, driver, d.port)
	if err = errors.Join(err, os.Remove(f.Name())); err != nil {
		f.Close()
		return nil, fmt.Errorf("pcscd: %w", err)
	}
	return f, nil
}

// run starts cmd from a thread that lives as long as the daemon: its
// parent-death signal comes when the thread that made it ends, not the process.
func (d *Daemon) run(cmd *exec.Cmd, output *os.File) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		defer close(d.done)
		d.follow(output)
		_ = cmd.Wait() // how it ended is in its log
	}()
	err := <-started
	d.process = cmd.Process
	return err
}

// follow keeps what the daemon says, until it ends, and tells when it is ready.
func (d *Daemon) follow(output *os.File) {
	defer output.Close()
	taken := false
	for lines := bufio.NewScanner(output); lines.Scan(); {
		line := lines.Text()
		d.remember(line)
		taken = taken || strings.Contains(line, logPortTaken)
		switch {
		case !strings.Contains(line, logReady):
		case taken:
			d.ready <- errPortTaken
		default:
			d.ready <- nil
		}
	}
	_, _ = io.Copy(io.Discard, output) // after a line too long to scan
	select {
	case d.ready <- fmt.Errorf("pcscd: ended at once:\n%s", d.Log()):
	default:
	}
}

func (d *Daemon) awaitReady(ctx context.Context) error {
	var err error
	select {
	case err = <-d.ready:
	case <-ctx.Done():
		err = fmt.Errorf("pcscd: start: %w", ctx.Err())
	}
	if err == nil {
		return nil
	}
	return errors.Join(err, d.Stop())
}
