//go:build unix

package files

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"example.org/tandtui/internal/domain"
)

func TestDroppedPathsAsTerminalsWriteThem(t *testing.T) {
	for _, c := range []struct{ typed, system, want string }{
		{"/home/anna/bank.xml", "linux", "/home/anna/bank.xml"},
		{" '/home/anna/mina filer/bank.xml' ", "linux", "/home/anna/mina filer/bank.xml"},
		{`"C:\Users\anna\bank.xml"`, "windows", `C:\Users\anna\bank.xml`},
		{`C:\Users\anna\bank.xml`, "windows", `C:\Users\anna\bank.xml`},
		{`/home/anna/mina\ filer/a\(1\).xml`, "linux", "/home/anna/mina filer/a(1).xml"},
		{"file:///home/anna/mina%20filer/%C3%A5r.xml", "linux", "/home/anna/mina filer/år.xml"},
		{"/home/anna//media/usb/bank.xml", "linux", "/media/usb/bank.xml"},
		{"/home/anna/~/bank.xml", "linux", "~/bank.xml"},
		{"/home/anna/'/media/min usb/bank.xml'", "linux", "/media/min usb/bank.xml"},
		{"/home/anna/file:///media/usb/%C3%A5r.xml", "linux", "/media/usb/år.xml"},
		{`C:\Users\anna\D:\bank.xml`, "windows", `D:\bank.xml`},
		{`C:\Users\anna\"D:\mina filer\bank.xml"`, "windows", `D:\mina filer\bank.xml`},
		{`\\server\delad\bank.xml`, "windows", `\\server\delad\bank.xml`},
		{"'", "linux", "'"},
		{"", "linux", ""},
	} {
		if got := dropped(c.typed, c.system); got != c.want {
			t.Errorf("%q on %s: %q, want %q", c.typed, c.system, got, c.want)
		}
	}
}

func TestAWholePathIsOneThatBeginsAtTheTop(t *testing.T) {
	for _, c := range []struct {
		typed, system string
		want          bool
	}{
		{"/home/anna/bank.xml", "linux", true},
		{" '/home/anna/mina filer/bank.xml' ", "linux", true},
		{"file:///home/anna/bank.xml", "linux", true},
		{"~/bank.xml", "linux", true},
		{`"C:\Users\anna\bank.xml"`, "windows", true},
		{`\\server\bank.xml`, "windows", true},
		{"bank.xml", "linux", false},
		{"mapp/bank.xml", "linux", false},
		{"~bank.xml", "linux", false},
		{"", "linux", false},
		{"C:", "windows", false},
	} {
		if got := whole(c.typed, c.system); got != c.want {
			t.Errorf("%q on %s: %t", c.typed, c.system, got)
		}
	}
}

func TestFoldersFirstAndNothingThatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.xml", "Å.xml", "a.txt", ".dold"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "mapp"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "rör"), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := new(Disk).List(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name)
	}
	if got := strings.Join(names, " "); got != "mapp a.txt b.xml Å.xml" {
		t.Errorf("%s", got)
	}
}

// What cannot be opened says why, and its error does not hold the path.
func TestWhatIsNoFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, code := range map[string]string{
		filepath.Join(dir, "19121212-1212.xml"): CodeNone, dir: CodeFolder, filepath.Join(dir, "fifo"): CodeSpecial,
	} {
		_, err := new(Disk).Open(path)
		if domain.CodeOf(err) != code || strings.Contains(err.Error(), "19121212") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := new(Disk).List(filepath.Join(dir, "nej")); domain.CodeOf(err) != CodeNone {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a b.xml"), []byte("hej"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := new(Disk).Open("'" + filepath.Join(dir, "a b.xml") + "'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if raw, err := io.ReadAll(f); err != nil || string(raw) != "hej" {
		t.Errorf("%q %v", raw, err)
	}
}

// A file is written beside the one that was chosen, never over another; choosing
// begins there the next time.
func TestC6AFileBesideAnother(t *testing.T) {
	dir := t.TempDir()
	chosen := filepath.Join(dir, "nov ember.xml")
	if err := os.WriteFile(chosen, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := &Disk{Start: "/elsewhere"}
	if got := d.First("/finns/inte/"); got != "/elsewhere/" {
		t.Error(got)
	}
	if got := d.First(dir + "/"); got != dir+"/" {
		t.Errorf("of an earlier day: %q", got)
	}
	f, err := d.Open("'" + chosen + "'")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := d.First("/"); got != dir+"/" {
		t.Errorf("begins in %q", got)
	}
	write := func(w io.Writer) error { _, err := io.WriteString(w, "y"); return err }
	for _, want := range []string{"avvisade.xml", "avvisade-2.xml"} {
		got, err := d.Beside("'"+chosen+"'", "avvisade.xml", write)
		if err != nil || got != filepath.Join(dir, want) {
			t.Errorf("%q, %v", got, err)
		}
	}
	if _, err := d.Beside("/finns/inte/a.xml", "b.xml", write); domain.CodeOf(err) != CodeNone || strings.Contains(err.Error(), "finns") {
		t.Errorf("%v", err)
	}
}
