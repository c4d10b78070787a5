package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"example.org/tandtui/test/verbs"
)

// TestMain lets scripts start this test binary as tandtui.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tandtui": main})
}

// "drafts DIR" makes a folder of drafts with a file that was put aside.
func TestVerbs(t *testing.T) {
	verbs.Run(t, map[string]verbs.Command{"drafts": func(s *testscript.TestScript, _ bool, args []string) {
		dir, _ := aside(t)
		s.Check(os.Rename(dir, s.MkAbs(args[0])))
	}})
}
