// Package output takes text and files out of the program: to the printer or, if
// there is none, to a file, and to the terminal's clipboard. What the text says is
// the caller's business.
package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/aymanbagabas/go-osc52/v2"
)

// Out prints, saves and copies.
type Out struct {
	Terminal io.Writer // for the clipboard (OSC 52)
	Dir      string    // for text files
}

// maxCopy bounds what is put on the clipboard, bytes: a reference, not a page.
const maxCopy = 256

// ErrCopy is returned for a text that cannot go to the clipboard: too long, or
// with characters that are not printable ASCII.
var ErrCopy = errors.New("output: text is not for the clipboard")

// Copy puts a short text on the clipboard of the terminal, by OSC 52. Whether
// the terminal takes it cannot be known.
func (o Out) Copy(s string) error {
	if s == "" || len(s) > maxCopy || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		return ErrCopy
	}
	_, err := osc52.New(s).WriteTo(o.Terminal)
	return err
}

// printPatience bounds the spooler's answer.
const printPatience = 10 * time.Second

// Print prints a page of text. If no printer takes it, it becomes a text file in
// Dir that only the user can read, and file is its path. name is the name of the
// print job and of the file, without extension; it must not hold personal data.
func (o Out) Print(ctx context.Context, name, body string) (file string, err error) {
	return o.print(ctx, name, ".txt", body)
}

// PrintPDF is Print for a PDF.
func (o Out) PrintPDF(ctx context.Context, name string, pdf []byte) (file string, err error) {
	return o.print(ctx, name, ".pdf", string(pdf))
}

func (o Out) print(ctx context.Context, name, extension, body string) (file string, err error) {
	if o.spool(ctx, name, body) == nil {
		return "", nil
	}
	return o.Save(name+extension, func(w io.Writer) error {
		_, err := io.WriteString(w, body)
		return err
	})
}

// spool gives the page to the system's printing (CUPS's lp).
func (o Out) spool(ctx context.Context, name, body string) error {
	lp, err := exec.LookPath("lp")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, printPatience)
	defer cancel()
	job := exec.CommandContext(ctx, lp, "-t", name) // #nosec G204 -- the system's own program, a name of ours
	job.Stdin = strings.NewReader(body)
	return job.Run()
}

// maxSame is how many files of one name there may be.
const maxSame = 99

// Save writes a file in Dir that only the user can read, and gives its path. A file
// of that name is never written over: the new one gets a number. Nothing is left of
// one that could not be written whole. name must not hold personal data.
func (o Out) Save(name string, write func(io.Writer) error) (path string, err error) {
	extension := filepath.Ext(name)
	for n := 1; n <= maxSame; n++ {
		path = filepath.Join(o.Dir, name)
		if n > 1 {
			path = filepath.Join(o.Dir, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, extension), n, extension))
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- the user's own folder
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		err = write(f)
		if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
			return "", errors.Join(err, os.Remove(path))
		}
		return path, nil
	}
	return "", fs.ErrExist
}
