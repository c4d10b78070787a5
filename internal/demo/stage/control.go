package stage

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Slot is the reader's slot with the virtual card.
type Slot interface {
	Insert() error
	Pull() error
}

// controlPatience bounds one exchange over the control socket.
const controlPatience = 5 * time.Second

// ControlPath is where a demo in dir listens for pull and insert.
func ControlPath(dir string) string { return filepath.Join(dir, "card.sock") }

// serveControl answers "pull" and "insert" on a socket only the user can open,
// until ctx ends.
func serveControl(ctx context.Context, path string, slot Slot) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err // left by a demo that was killed: the server of a live one would not have let us start
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = l.Close()
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	go func() {
		defer stop()
		for {
			conn, err := l.Accept()
			if err != nil {
				return // closed
			}
			answer(conn, slot)
		}
	}()
	return nil
}

func answer(conn net.Conn, slot Slot) {
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(controlPatience))
	word, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return // the caller has gone
	}
	switch strings.TrimSpace(word) {
	case "pull":
		err = slot.Pull()
	case "insert":
		err = slot.Insert()
	default:
		err = fmt.Errorf("unknown word")
	}
	if err != nil {
		_, _ = fmt.Fprintf(conn, "error %v\n", err)
		return
	}
	_, _ = fmt.Fprintln(conn, "ok")
}

// ErrNoDemo is given where no demo runs in the folder.
var ErrNoDemo = errors.New("demo: none running here")

// Control tells a running demo to "pull" or "insert" its card.
func Control(dir, word string) error {
	conn, err := net.DialTimeout("unix", ControlPath(dir), controlPatience)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoDemo, err)
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(controlPatience))
	if _, err := fmt.Fprintln(conn, word); err != nil {
		return err
	}
	reply, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return err
	}
	if reply = strings.TrimSpace(reply); reply != "ok" {
		return errors.New(reply)
	}
	return nil
}
