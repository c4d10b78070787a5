package main

import "testing"

// NO_COLOR takes no code away: it is data. A dumb terminal gets the link.
func TestWhichTerminalsDrawTheCode(t *testing.T) {
	for term, nothing := range map[string]bool{"dumb": true, "xterm-256color": false, "": false} {
		env := map[string]string{"TERM": term, "NO_COLOR": "1"}
		if got := drawsNothing(func(name string) string { return env[name] }); got != nothing {
			t.Errorf("TERM=%s: %v", term, got)
		}
	}
}
