package output_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/output"
)

func TestCopyIsOSC52AndNothingElse(t *testing.T) {
	var b bytes.Buffer
	o := output.Out{Terminal: &b}
	if err := o.Copy("518148"); err != nil {
		t.Fatal(err)
	}
	if want := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte("518148")) + "\x07"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
	b.Reset()
	for _, s := range []string{"", "5\x1b]0;x\a", "åäö", "a\nb", strings.Repeat("1", 257)} {
		if err := o.Copy(s); !errors.Is(err, output.ErrCopy) || b.Len() > 0 {
			t.Errorf("%q: %v, wrote %q", s, err, b.String())
		}
	}
}

// Without a printer the page is a file of the user's own, and never takes the
// place of another.
func TestPageBecomesAFileWithoutAPrinter(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	o := output.Out{Dir: t.TempDir()}
	for _, want := range []string{"kvittens-518148.txt", "kvittens-518148-2.txt"} {
		file, err := o.Print(t.Context(), "kvittens-518148", "rad 1\nåäö\n")
		if err != nil || filepath.Base(file) != want {
			t.Fatal(file, err)
		}
		raw, err := os.ReadFile(file)
		info, err2 := os.Stat(file)
		if err != nil || err2 != nil || string(raw) != "rad 1\nåäö\n" || info.Mode().Perm() != 0o600 {
			t.Errorf("%q %v %v %v", raw, info.Mode(), err, err2)
		}
	}
	o.Dir = filepath.Join(o.Dir, "finns inte")
	if _, err := o.Print(t.Context(), "x", "y"); err == nil {
		t.Error("a folder that is not there took the file")
	}
}

// The system's lp gets the page and its name; what it refuses becomes a file.
func TestPageGoesToThePrinter(t *testing.T) {
	bin := t.TempDir()
	page := filepath.Join(bin, "page")
	script := "#!/bin/sh\necho \"$@\" > " + page + "\n/bin/cat >> " + page + "\n"
	if err := os.WriteFile(filepath.Join(bin, "lp"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	o := output.Out{Dir: t.TempDir()}
	file, err := o.Print(t.Context(), "kvittens-1", "text")
	raw, readErr := os.ReadFile(page)
	if err != nil || readErr != nil || file != "" || string(raw) != "-t kvittens-1\ntext" {
		t.Fatalf("%q %q %v %v", file, raw, err, readErr)
	}
	if err := os.WriteFile(filepath.Join(bin, "lp"), []byte("#!/bin/sh\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if file, err := o.Print(t.Context(), "kvittens-1", "text"); err != nil || file == "" {
		t.Fatal(file, err)
	}
}

// A PDF goes to the printer as it is, and without one becomes a file of its kind.
func TestPDFBecomesAFileWithoutAPrinter(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	o := output.Out{Dir: t.TempDir()}
	file, err := o.PrintPDF(t.Context(), "faktura-518148", []byte("%PDF-1.7\x00"))
	if err != nil || filepath.Base(file) != "faktura-518148.pdf" {
		t.Fatal(file, err)
	}
	if raw, err := os.ReadFile(file); err != nil || string(raw) != "%PDF-1.7\x00" {
		t.Errorf("%q %v", raw, err)
	}
}

// What could not be written whole leaves nothing, and takes no other file's place.
func TestSavedWholeOrNotAtAll(t *testing.T) {
	o, full := output.Out{Dir: t.TempDir()}, errors.New("full")
	for _, want := range []string{"lista.xlsx", "lista-2.xlsx"} {
		path, err := o.Save("lista.xlsx", func(w io.Writer) error { _, err := w.Write([]byte("x")); return err })
		if err != nil || filepath.Base(path) != want {
			t.Fatal(path, err)
		}
	}
	if _, err := o.Save("lista.xlsx", func(io.Writer) error { return full }); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	if files, err := os.ReadDir(o.Dir); err != nil || len(files) != 2 {
		t.Errorf("%d files, %v", len(files), err)
	}
}
