package main

import (
	"context"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"example.org/tandtui/internal/demo/data"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/test/verbs"
)

// TestMain lets scripts and tests start this test binary as tandserver.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tandserver": main})
}

func TestVerbs(t *testing.T) {
	verbs.Run(t, map[string]verbs.Command{"demoregion": demoRegion, "lockfolder": lockFolder})
}

// demoRegion ("demoregion DIR DATE") makes the folder of `tandserver demo`
// without serving it.
func demoRegion(s *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		s.Fatalf("usage: demoregion DIR DATE")
	}
	today, err := domain.ParseDate(args[1])
	s.Check(err)
	clock, err := swedishClock()
	s.Check(err)
	noon := time.Date(today.Year(), today.Month(), today.Day(), 12, 0, 0, 0, clock().Location())
	_, err = data.Prepare(context.Background(), s.MkAbs(args[0]), "vgr", today, noon)
	s.Check(err)
}

// lockFolder ("lockfolder DIR") keeps a demo's folder as a running server does,
// until the script has ended.
func lockFolder(s *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		s.Fatalf("usage: lockfolder DIR")
	}
	lock, err := data.Lock(s.MkAbs(args[0]))
	s.Check(err)
	s.Defer(func() { _ = lock.Close() })
}
