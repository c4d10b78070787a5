package pcscd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const (
	binary     = "/usr/sbin/pcscd"
	driver     = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
	maxSocket  = 107 // bytes of a unix socket's path
	tries      = 5   // port pairs; another process may take one in between
	stopWait   = 3 * time.Second
	logLines   = 200
	socketName = "pcscd.comm"
)

// Daemon is a running daemon.
type Daemon struct {
	socket string
	port   int
	ownDir string // to remove at the end, "" when it is the caller's

	process *os.Process
	ready   chan error    // one result of the start
	done    chan struct{} // closed when the daemon has ended

	mu  sync.Mutex
	log []string
}

// Start starts a daemon and returns when it is ready: a card can be inserted at
// Addr, and programs can connect to Socket. The daemon ends with this process.
// Errors: *MissingError.
func Start(ctx context.Context, o Options) (_ *Daemon, err error) {
	if err := installed(); err != nil {
		return nil, err
	}
	dir, own := o.Dir, ""
	if dir == "" {
		if dir, err = os.MkdirTemp("", "pcscd"); err != nil {
			return nil, fmt.Errorf("pcscd: %w", err)
		}
		own = dir
	}
	socket := filepath.Join(dir, socketName)
	if len(socket) > maxSocket {
		return nil, fmt.Errorf("pcscd: path of %d bytes is too long for a socket", len(socket))
	}
	d, err := startAnyPort(ctx, socket)
	if err != nil {
		if own != "" {
			_ = os.RemoveAll(own)
		}
		return nil, err
	}
	d.ownDir = own
	return d, nil
}

func installed() error {
	var missing MissingError
	for file, pkg := range map[string]string{binary: "pcscd", driver: "vsmartcard-vpcd"} {
		if _, err := os.Stat(file); err != nil {
			missing.Packages = append(missing.Packages, pkg)
		}
	}
	if missing.Packages != nil {
		return &missing
	}
	return nil
}

// startAnyPort tries in namespaces of its own first: there /run is private, so
// that an ordinary user may write to it and a system daemon's files are safe.
func startAnyPort(ctx context.Context, socket string) (*Daemon, error) {
	private := true
	var last error
	for try := 0; try < tries; try++ {
		port, err := freePair()
		if err != nil {
			return nil, err
		}
		d := &Daemon{socket: socket, port: port, ready: make(chan error, 1), done: make(chan struct{})}
		err = d.start(ctx, private)
		switch {
		case err == nil:
			return d, nil
		case errors.Is(err, errNoNamespace):
			private = false // containers often forbid it
			try--
		case !errors.Is(err, errPortTaken):
			return nil, err
		}
		last = err
	}
	return nil, last
}

// freePair finds two neighbouring ports: vpcd has two slots.
func freePair() (int, error) {
	for range 50 {
		first, err := net.Listen("tcp4", "0.0.0.0:0") //nolint:gosec // vpcd listens so; the pair must be free for it
		if err != nil {
			return 0, fmt.Errorf("pcscd: %w", err)
		}
		port := first.Addr().(*net.TCPAddr).Port
		second, err := net.Listen("tcp4", net.JoinHostPort("0.0.0.0", strconv.Itoa(port+1)))
		first.Close()
		if err == nil {
			second.Close()
			return port, nil
		}
	}
	return 0, errors.New("pcscd: no two free ports side by side")
}

// Socket is the path for SocketVariable.
func (d *Daemon) Socket() string { return d.socket }

// Addr is where virtual cards are inserted.
func (d *Daemon) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(d.port)) }

// PID is the daemon's process id.
func (d *Daemon) PID() int { return d.process.Pid }

// Done is closed when the daemon has ended, for whatever reason.
func (d *Daemon) Done() <-chan struct{} { return d.done }

// Log gives the daemon's last lines. They hold no card data.
func (d *Daemon) Log() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var s string
	for _, line := range d.log {
		s += line + "\n"
	}
	return s
}

func (d *Daemon) remember(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.log) == logLines {
		d.log = d.log[1:]
	}
	d.log = append(d.log, line)
}

// Stop ends the daemon and removes its socket. It may be called again.
func (d *Daemon) Stop() error {
	// SIGTERM: with SIGINT it takes 1.7 s and calls it a failure.
	if err := d.process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("pcscd: stop: %w", err)
	}
	select {
	case <-d.done:
	case <-time.After(stopWait):
		if err := d.process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return fmt.Errorf("pcscd: kill: %w", err)
		}
		<-d.done
	}
	if d.ownDir != "" {
		return os.RemoveAll(d.ownDir)
	}
	if err := os.Remove(d.socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
