package e2e

import (
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
		w.upload(file, want, 3)
	}
}

// A file that comes with a picture (C8): the region keeps it sealed, and its desk takes
// it out with the other half of the key.
func TestAttachmentsToTheDesk(t *testing.T) {
	w := start(t)
	w.upload(filepath.Join(w.dir, "server", manifest.Files, "röntgen.zip"), `1 bilaga`, 0)
	desk := func(args ...string) string {
		t.Helper()
		args = append(args, "--db", w.database())
		out, err := exec.Command(filepath.Join(bin, "tandserver"), args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	ref := regexp.MustCompile(`\d{6}`).FindString(w.see(`[Rr]eferens (\d{6})`)[0])
	if list := desk("attachments", "list", ref); !strings.Contains(list, "röntgen.png") {
		t.Fatalf("%s", list)
	}
	list := desk("uploads", "list")
	id := regexp.MustCompile(`[0-9a-f-]{36}`).FindString(list)
	if show := desk("uploads", "show", id); id == "" || !strings.Contains(show, "Bilagor sparade: 1.") || !strings.Contains(show, ref) {
		t.Errorf("%s\n%s", list, show)
	}
	folder := t.TempDir()
	desk("attachments", "write", "--key", filepath.Join(w.dir, "server", "bilagor.key"), "--to", folder, ref)
	written, err := filepath.Glob(filepath.Join(folder, "*-röntgen.png"))
	if err != nil || len(written) != 1 {
		t.Fatalf("%v %v", written, err)
	}
	f, err := os.Open(written[0])
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := png.Decode(f); err != nil {
		t.Errorf("it is no picture any more: %v", err)
	}
}

// upload sends a file by the verb, and sees what it says and its exit code.
func (w *world) upload(file, want string, code int) {
	w.t.Helper()
	term, err := tmux.Start(tmux.Options{Width: 120, Height: 40, Env: w.env, Command: []string{"sh", "-c", `"$0" upload --mode valid-only "$1"; echo "slutkod $?"; cat`, filepath.Join(bin, "tandtui"), file}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.term = term
	w.t.Cleanup(func() { _ = term.Stop() })
	w.see(`PIN för legitimering \(syns inte\):`)
	w.typeText(w.demo.PIN)
	w.keys("Enter")
	w.see(want)
	w.see(fmt.Sprintf(`slutkod %d\b`, code)) // said by the shell: tmux does not always know how a program ended
	w.until("no PIN on the screen", func(screen string) bool { return !strings.Contains(screen, w.demo.PIN) })
}
