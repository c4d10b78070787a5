package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

// Columns stand below each other whatever names hold, and nothing reaches the
// terminal but what is drawn.
func TestTablesAreWidthSafe(t *testing.T) {
	tb := newTable("Namn", ">Antal", "Slut")
	for _, name := range []string{"Åsa", "Å\u030a\u030asa", "田中", "👩‍⚕️", "\x1b[31mröd\x1b[0m", "rad\nny", "\u202eabc", ""} {
		tb.add(name, "12", "x")
	}
	var out bytes.Buffer
	if err := tb.write(&out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 9 {
		t.Fatalf("%d lines:\n%s", len(lines), &out)
	}
	at := -1
	for _, line := range lines[1:] {
		if strings.ContainsAny(line, "\x1b\u202e\u200d") {
			t.Errorf("%q", line)
		}
		i := strings.LastIndex(line, "x")
		if cell := runewidth.StringWidth(line[:i]); at >= 0 && cell != at {
			t.Errorf("%q ends at %d, the others at %d", line, cell, at)
		} else {
			at = cell
		}
	}
	if !strings.HasSuffix(lines[0], "  Antal  Slut") || strings.HasSuffix(lines[1], " ") {
		t.Errorf("%q", lines)
	}
}
