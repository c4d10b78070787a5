//go:build crash

package store

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
)

// faultCalls are the system calls through which a save can fail.
var faultCalls = []string{"openat", "pwrite64", "fdatasync", "fsync", "ftruncate", "flock", "linkat", "unlinkat"}

// TestFaultAtEveryCall kills a program, or lets the disk fail or be full, at
// every single system call of a creation and six saves (strace injects it),
// and demands of each answer that it is true. It takes long and needs strace:
// make crash builds it, the gate runs the short form of the kills alone.
func TestFaultAtEveryCall(t *testing.T) {
	runs := 0
	for _, fault := range []string{"signal=SIGKILL", "error=EIO", "error=ENOSPC"} {
		for _, call := range faultCalls {
			for nth := 1; ; nth++ {
				if nth > 200 {
					t.Fatalf("%s has no end", call)
				}
				if !oneFault(t, call, fmt.Sprintf("%s:%s:when=%d", call, fault, nth)) {
					break // there is no nth call
				}
				runs++
			}
		}
	}
	t.Logf("%d faults", runs)
	if runs < 100 {
		t.Error("strace hardly injected anything")
	}
}

// TestFaultWhileMigrating is the same over files of older schemas: whatever
// becomes of bringing them up to date, every draft stays in the list, once, and
// the outbox keeps its bytes.
func TestFaultWhileMigrating(t *testing.T) {
	for name, put := range map[string]func(*testing.T) (string, string){"schema 1": schema1, "schema 2": schema2} {
		t.Run(name, func(t *testing.T) { faultsWhileMigrating(t, put) })
	}
}

func faultsWhileMigrating(t *testing.T, put func(*testing.T) (string, string)) {
	t.Helper()
	runs := 0
	for _, fault := range []string{"signal=SIGKILL", "error=EIO", "error=ENOSPC"} {
		for _, call := range []string{"pwrite64", "fdatasync"} {
			for nth := 1; nth <= 20; nth++ { // the migration, and the saves after it
				dir, _ := put(t)
				inject := fmt.Sprintf("%s:%s:when=%d", call, fault, nth)
				if _, happened := saveUnder(t, dir, call, inject); !happened {
					break
				}
				runs++
				s, err := enter(t, dir, hsa, "", "anna")
				must(t, err)
				seen := map[string]int{}
				for _, clinic := range []string{"101", "202"} {
					list, err := s.Drafts(clinic)
					must(t, err)
					for _, row := range list {
						seen[row.ID]++
					}
				}
				for n := 1; n <= 6; n++ {
					if d, _ := draft(n); seen[d.ID] != 1 {
						t.Errorf("%s: draft %d is in the list %d times", inject, n, seen[d.ID])
					}
				}
				heads, err := s.Outbox()
				must(t, err)
				bodies := ""
				for _, h := range heads {
					bodies += body(t, s, h.ID)
				}
				if !strings.Contains(bodies, `{"sum":1}`) {
					t.Errorf("%s: the outbox holds %q", inject, bodies)
				}
				must(t, s.Close())
			}
		}
	}
	t.Logf("%d faults", runs)
	if runs < 60 {
		t.Error("strace hardly injected anything")
	}
}

var answer = regexp.MustCompile(`(?m)^(ACK|NACK) (\d+) ?(.*)$`)

// saveUnder saves six drafts while a fault strikes, and tells what was answered
// and whether the fault came to pass.
func saveUnder(t *testing.T, dir, call, inject string) (answers string, happened bool) {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := exec.Command("strace", "-f", "-o", trace, "-e", "trace="+call, "-e", "inject="+inject, os.Args[0], "-test.run=^$", dir)
	cmd.Env = append(os.Environ(), childEnv+"=six")
	out, _ := cmd.Output() // ends badly, as it should
	b, err := os.ReadFile(trace)
	must(t, err)
	return string(out), strings.Contains(string(b), "INJECTED") || strings.Contains(string(b), "SIGKILL")
}

// oneFault is false if the fault did not come to pass.
func oneFault(t *testing.T, call, inject string) bool {
	t.Helper()
	dir := t.TempDir()
	answers, happened := saveUnder(t, dir, call, inject)
	if !happened {
		return false
	}
	s := open(t, dir)
	var there []string
	for n := 1; n <= 6; n++ {
		d, _ := draft(n)
		if _, err := s.Draft(d.ID); err == nil {
			there = append(there, fmt.Sprint(n))
		}
	}
	for _, m := range answer.FindAllStringSubmatch(answers, -1) {
		switch has := slices.Contains(there, m[2]); {
		case m[1] == "ACK" && !has:
			t.Errorf("%s: draft %s was said to be saved, and is not", inject, m[2])
		case m[1] == "NACK" && has && m[3] != app.CodeStoreUnsure:
			t.Errorf("%s: draft %s was told as %s, and is there", inject, m[2], m[3])
		}
	}
	must(t, s.Close())
	return true
}
