//go:build linux

// Package memtest looks for secrets in the memory of a process, as somebody does
// who has it in a debugger or finds it in a core dump. The process is a child of
// the test, so that the test's own copies are not found.
package memtest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// variable names the part that a child plays.
const variable = "TANDTUI_MEMTEST"

// Child is the test's own program, run again to play one part.
type Child struct {
	t   testing.TB
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// Play runs part in place of the tests where this process is a child that is to
// play it; call it from TestMain, or at the start of the test that starts the
// child. part reads its orders from Order, and ends the process with Exit.
func Play(name string, part func()) {
	if os.Getenv(variable) == name {
		part()
		os.Exit(0)
	}
}

// Start starts the test named test again as a child that plays part name. The
// child's goroutines are not interrupted by signals: where the system and the
// runtime save the registers then, no program can wipe, as package secret says.
func Start(t testing.TB, test, name string, env ...string) *Child {
	t.Helper()
	c := &Child{t: t, cmd: exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.timeout=10m")} //nolint:gosec // the test itself
	c.cmd.Env = append(append(os.Environ(), variable+"="+name, "GODEBUG=asyncpreemptoff=1"), env...)
	c.cmd.Stderr = os.Stderr
	in, err := c.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.in, c.out = in, bufio.NewReader(out)
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = c.cmd.Wait()
	})
	return c
}

// Do gives the child an order, bytes without a line feed, and returns its answer.
func (c *Child) Do(order []byte) string {
	c.t.Helper()
	if _, err := c.in.Write(append(bytes.Clone(order), '\n')); err != nil {
		c.t.Fatal(err)
	}
	answer, err := c.out.ReadString('\n')
	if err != nil {
		c.t.Fatalf("the child ended: %v", err)
	}
	return strings.TrimSpace(answer)
}

// PID is the child's process.
func (c *Child) PID() int { return c.cmd.Process.Pid }

// Order reads one order into b, a byte at a time so that no buffer keeps it, and
// gives its length; ok is false when there are no more.
func Order(b []byte) (n int, ok bool) {
	for n < len(b) {
		if _, err := io.ReadFull(os.Stdin, b[n:n+1]); err != nil {
			return 0, false
		}
		if b[n] == '\n' {
			return n, true
		}
		n++
	}
	return n, true
}

// Answer ends an order.
func Answer(format string, a ...any) { fmt.Printf(format+"\n", a...) }

// form is one way in which a secret may lie in memory.
type form struct {
	name  string
	bytes []byte
}

// forms are the secret itself, as text of four bytes a character, and as the
// pads that HMAC makes of a key (RFC 2104 §2).
func forms(secret []byte) []form {
	var wide []byte
	inner, outer := bytes.Clone(secret), bytes.Clone(secret)
	for i, b := range secret {
		wide = binary.LittleEndian.AppendUint32(wide, uint32(b))
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	return []form{{"as it is", secret}, {"as runes", wide}, {"as inner pad", inner}, {"as outer pad", outer}}
}

// Find tells where in a process's writable memory a secret lies, by address.
func Find(t testing.TB, pid int, secret []byte) (found []string) {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		t.Fatal(err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Fatal(err)
	}
	defer mem.Close()
	wanted := forms(secret)
	for _, line := range strings.Split(string(maps), "\n") {
		var from, to int64
		var rights string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &rights); err != nil || !strings.HasPrefix(rights, "rw") {
			continue
		}
		region := make([]byte, to-from)
		n, _ := mem.ReadAt(region, from) // a page that the process gave back meanwhile ends it
		for _, f := range wanted {
			for at, rest := 0, region[:n]; ; {
				i := bytes.Index(rest, f.bytes)
				if i < 0 {
					break
				}
				found = append(found, fmt.Sprintf("%s at %x in %q", f.name, from+int64(at+i), line[strings.LastIndex(line, " ")+1:]))
				at, rest = at+i+1, rest[i+1:]
			}
		}
	}
	return found
}
