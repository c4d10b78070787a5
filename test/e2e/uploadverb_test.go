package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/test/tmux"
)

// Without the screen (C11): the verb asks for the card's PIN, which does not show,
// sends the file and says by its exit code what became of it; the same file again
// brings nothing.
func TestUploadWithoutTheScreen(t *testing.T) {
	w := start(t)
	file := filepath.Join(w.dir, "server", manifest.Files, "med-fel.xml")
	for _, want := range []string{`Mottaget: 2 räkningar`, `Samma fil har laddats upp förut`} {
		term, err := tmux.Start(tmux.Options{Width: 120, Height: 40, Env: w.env, Command: []string{"sh", "-c", `"$0" upload --mode valid-only "$1"; echo "slutkod $?"; cat`, filepath.Join(bin, "tandtui"), file}})
		if err != nil {
			t.Fatal(err)
		}
		w.term = term
		t.Cleanup(func() { _ = term.Stop() })
		w.see(`PIN för legitimering \(syns inte\):`)
		w.typeText(w.demo.PIN)
		w.keys("Enter")
		w.see(want)
		w.see(`slutkod 3\b`) // said by the shell: tmux does not always know how a program ended
		w.until("no PIN on the screen", func(screen string) bool { return !strings.Contains(screen, w.demo.PIN) })
	}
}
