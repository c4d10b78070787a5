//go:build unix

package store

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"

	"example.org/tandtui/internal/domain"
)

// childEnv makes the test binary be another program on the same file; its value
// says what that program does.
const childEnv = "TANDTUI_STORE_CHILD"

func TestMain(m *testing.M) {
	if job, ok := jobs[os.Getenv(childEnv)]; ok {
		os.Exit(job(os.Args[len(os.Args)-1]))
	}
	os.Exit(m.Run())
}

// jobs are what a child does in a directory. They answer on standard output.
var jobs = map[string]func(dir string) int{
	"hold": holdJob,
	"save": saveJob,
	"full": fullJob,
	"six":  sixJob,
	"slot": slotJob,
}

// holdJob keeps the store open until it is killed.
func holdJob(dir string) int {
	if _, err := openIn(dir); err != nil {
		fmt.Println(domain.CodeOf(err))
		return 1
	}
	fmt.Println("open")
	_, _ = bufio.NewReader(os.Stdin).ReadByte() // until the parent is done
	return 0
}

// saveJob saves drafts, numbered on from what is there, until it is killed.
func saveJob(dir string) int {
	s, err := openIn(dir)
	if err != nil {
		fmt.Println("open:", err)
		return 1
	}
	list, err := s.Drafts("101")
	if err != nil {
		fmt.Println("list:", err)
		return 1
	}
	for n := len(list) + 1; ; n++ {
		d, sum := draft(n)
		if err := s.SaveDraft(d, sum); err != nil {
			fmt.Println("save:", err)
			return 1
		}
		fmt.Println("ACK", n)
	}
}

// sixJob saves six drafts.
func sixJob(dir string) int {
	s, err := openIn(dir)
	if err != nil {
		fmt.Println("open:", err)
		return 1
	}
	for n := 1; n <= 6; n++ {
		d, sum := draft(n)
		if err := s.SaveDraft(d, sum); err != nil {
			fmt.Println("NACK", n, domain.CodeOf(err))
			continue
		}
		fmt.Println("ACK", n)
	}
	_ = s.Close() // the answers above are what counts
	return 0
}

// fileLimit is the size a file may have in fullJob, bytes.
const fileLimit = 256 << 10

// fullJob saves 200 drafts where the disk ends after a few, then reads back and
// saves again with room.
func fullJob(dir string) int {
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		fmt.Println(err)
		return 1
	}
	s, err := openIn(dir)
	if err != nil {
		fmt.Println("open:", err)
		return 1
	}
	tight := before
	tight.Cur = fileLimit
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &tight); err != nil {
		fmt.Println(err)
		return 1
	}
	for n := 1; n <= 200; n++ {
		d, sum := bigDraft(n)
		if err := s.SaveDraft(d, sum); err != nil {
			fmt.Println("NACK", n, domain.CodeOf(err))
			continue
		}
		fmt.Println("ACK", n)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		fmt.Println(err)
		return 1
	}
	d, sum := bigDraft(201)
	fmt.Println("ROOM", s.SaveDraft(d, sum))
	return 0
}

func openIn(dir string) (*Store, error) {
	s, err := NewVault(dir, fixedClock{}).Open(backgroundForChild, hsa, hsa, card("anna"))
	if err != nil {
		return nil, err
	}
	return s.(*Store), nil
}

// child starts the test binary as another program.
func child(t *testing.T, job, dir string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$", dir)
	cmd.Env = append(os.Environ(), childEnv+"="+job)
	cmd.Stderr = os.Stderr
	if _, err := cmd.StdinPipe(); err != nil { // open until the child ends
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // most have ended
		_ = cmd.Wait()
	})
	return cmd, bufio.NewScanner(out)
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	must(t, err)
	return n
}
