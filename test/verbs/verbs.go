// Package verbs runs the scripts that show what the programs do on the command
// line. The test binary itself plays the program, so that nothing is built.
package verbs

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// Command is a command that scripts may use beside those of testscript.
type Command = func(s *testscript.TestScript, neg bool, args []string)

// Run runs every script in testdata/script of the package under test. Scripts
// may use the commands in more, and "exits CODE PROGRAM ARGS…", which runs a
// program and compares its exit code; its output is then looked at with stdout
// and stderr as after exec.
func Run(t *testing.T, more map[string]Command) {
	t.Helper()
	commands := map[string]Command{"exits": exits}
	for name, c := range more {
		commands[name] = c
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", Cmds: commands, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("GORACE", os.Getenv("GORACE"))
			return nil
		},
	})
}

func exits(s *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		s.Fatalf("usage: exits CODE PROGRAM ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	s.Check(err)
	code := 0
	err = s.Exec(args[1], args[2:]...)
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended):
		code = ended.ExitCode()
	default:
		s.Check(err)
	}
	if code != want {
		s.Fatalf("exit code %d, want %d", code, want)
	}
}
