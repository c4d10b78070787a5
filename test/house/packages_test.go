package house

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The system's commands, as far as the script sees them. Each call that would
// change the computer is noted in $NOTES.
var commands = map[string]string{
	"dpkg-query": `case " $MISSING " in *" $3 "*) exit 1 ;; *) echo installed ;; esac`,
	"apt-get":    `echo "apt-get $* (by $BY)" >>"$NOTES"`,
	"mkdir":      `echo "mkdir $* (by $BY)" >>"$NOTES"`,
	"id":         `echo "$USER_ID"`,
	"sudo":       `BY=sudo exec "$@"`,
	"unshare":    `exit "$NAMESPACE"`,
}

// run runs the script on a made-up computer and gives what it would have changed
// there.
func run(t *testing.T, target string, leaveOut string, env ...string) (output, changed string, failed bool) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range commands {
		if name == leaveOut {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"bash", "env", "grep"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	notes := filepath.Join(dir, "notes")
	script := exec.CommandContext(t.Context(), filepath.Join(dir, "bash"), "../../scripts/packages.sh", target)
	script.Env = append([]string{"PATH=" + dir, "NOTES=" + notes, "MISSING=", "USER_ID=0", "BY=self", "NAMESPACE=0"}, env...)
	said, err := script.CombinedOutput()
	raw, readErr := os.ReadFile(notes)
	if readErr != nil && !os.IsNotExist(readErr) {
		t.Fatal(readErr)
	}
	return string(said), string(raw), err != nil
}

func TestNothingIsDoneWhenAllIsThere(t *testing.T) {
	for _, target := range []string{"build", "demo", "test", "crash"} {
		for _, user := range []string{"USER_ID=0", "USER_ID=1000"} {
			if said, changed, failed := run(t, target, "", user); said+changed != "" || failed {
				t.Errorf("%s, %s: said %q, changed %q, failed %t", target, user, said, changed, failed)
			}
		}
	}
}

func TestMissingPackagesAreSaidAndInstalled(t *testing.T) {
	for user, by := range map[string]string{"USER_ID=0": "self", "USER_ID=1000": "sudo"} {
		said, changed, failed := run(t, "test", "", user, "MISSING=tmux pcscd")
		if want := "Missing system packages: pcscd tmux (to build, and for the tests'"; !strings.Contains(said, want) || failed {
			t.Errorf("%s: said %q, failed %t, want %q", user, said, failed, want)
		}
		want := "apt-get -qq update (by " + by + ")\napt-get -qq install --yes --no-install-recommends pcscd tmux (by " + by + ")\n"
		if changed != want {
			t.Errorf("%s: did %q, want %q", user, changed, want)
		}
	}
}

func TestATargetInstallsOnlyItsOwn(t *testing.T) {
	for _, target := range []string{"build", "demo"} {
		if said, changed, failed := run(t, target, "", "MISSING=opensc tmux"); said+changed != "" || failed {
			t.Errorf("%s: said %q, changed %q, failed %t", target, said, changed, failed)
		}
	}
}

func TestWithoutSudoTheCommandIsSaid(t *testing.T) {
	said, changed, failed := run(t, "build", "sudo", "USER_ID=1000", "MISSING=gcc")
	if !failed || changed != "" {
		t.Errorf("failed %t, changed %q", failed, changed)
	}
	for _, want := range []string{"as root", "apt-get -qq update", "install --yes --no-install-recommends gcc"} {
		if !strings.Contains(said, want) {
			t.Errorf("said %q, want %q in it", said, want)
		}
	}
}

func TestAFailedInstallationIsAFailure(t *testing.T) {
	was := commands["apt-get"]
	t.Cleanup(func() { commands["apt-get"] = was })
	commands["apt-get"] = "exit 100"
	if said, _, failed := run(t, "build", "", "MISSING=gcc"); !failed {
		t.Errorf("said %q and went on", said)
	}
}

func TestAnotherSystemIsToldWhatItNeeds(t *testing.T) {
	for target, fails := range map[string]bool{"build": false, "demo": true, "test": true} {
		said, changed, failed := run(t, target, "dpkg-query")
		if failed != fails || changed != "" || !strings.Contains(said, "libpcsclite-dev") {
			t.Errorf("%s: said %q, changed %q, failed %t", target, said, changed, failed)
		}
	}
}

// TestFolderOfTheCardService: where a user gets no namespace, as in many
// containers, root must make what pcscd writes to.
func TestFolderOfTheCardService(t *testing.T) {
	_, changed, failed := run(t, "demo", "", "USER_ID=1000", "NAMESPACE=1")
	want := "mkdir -p /run/pcscd (by sudo)\n"
	if _, err := os.Stat("/run/pcscd"); err == nil {
		want = ""
	}
	if changed != want || failed {
		t.Errorf("did %q, failed %t, want %q", changed, failed, want)
	}
}

func TestWrongUse(t *testing.T) {
	if said, changed, failed := run(t, "tset", ""); !failed || changed != "" || !strings.Contains(said, "usage") {
		t.Errorf("said %q, changed %q, failed %t", said, changed, failed)
	}
}
