package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"example.org/tandtui/test/verbs"
)

// TestMain lets scripts start this test binary as tandtui.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tandtui": main})
}

func TestVerbs(t *testing.T) { verbs.Run(t, nil) }
