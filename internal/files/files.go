// Package files is the way in for files that the user chooses: it lists a folder,
// reads a path as it was typed, pasted or dropped on the window, and opens it.
package files

import (
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/output"
)

// Codes of what is wrong with a path.
const (
	CodeNone    = "files.none"    // there is no such file or folder
	CodeDenied  = "files.denied"  // it may not be read
	CodeFolder  = "files.folder"  // it is a folder
	CodeSpecial = "files.special" // a device, pipe or socket
	CodeFailed  = "files.failed"
)

// Entry is a file or folder in a folder.
type Entry struct {
	Name   string
	Folder bool
	Size   int64 // bytes
	At     time.Time
}

// Disk is the computer's files as the user sees them. It remembers the folder of the
// file that was opened last.
type Disk struct {
	Start string // the folder to begin in

	mu   sync.Mutex
	last string // folder of the last file, with the separator at its end
}

// List gives a folder's entries, folders first, each by name. Hidden ones are left
// out. ~ is the user's home.
func (*Disk) List(folder string) ([]Entry, error) {
	list, err := os.ReadDir(Path(folder))
	if err != nil {
		return nil, wrong("files.list", err)
	}
	entries := make([]Entry, 0, len(list))
	for _, e := range list {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		info, err := os.Stat(filepath.Join(Path(folder), e.Name())) // a link is what it leads to
		if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
			continue
		}
		entries = append(entries, Entry{e.Name(), info.IsDir(), info.Size(), info.ModTime()})
	}
	slices.SortFunc(entries, func(a, b Entry) int {
		if a.Folder != b.Folder {
			if a.Folder {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return entries, nil
}

// First is the folder to begin in, with the separator at its end: where the last file
// was, else the folder before, of an earlier day, if it is still there, else Start.
func (d *Disk) First(before string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.last != "" {
		return d.last
	}
	if info, err := os.Stat(before); err == nil && info.IsDir() {
		return before
	}
	if d.Start == "" {
		return ""
	}
	return strings.TrimSuffix(d.Start, string(filepath.Separator)) + string(filepath.Separator)
}

// Open opens a regular file for reading; nothing else is opened, because reading
// a pipe or device may never end.
func (d *Disk) Open(path string) (io.ReadCloser, error) { return d.open(path) }

func (d *Disk) open(path string) (*os.File, error) {
	const op = "files.open"
	path = Path(path)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, wrong(op, err)
	case info.IsDir():
		return nil, &domain.Error{Kind: domain.Invalid, Code: CodeFolder, Op: op}
	case !info.Mode().IsRegular():
		return nil, &domain.Error{Kind: domain.Invalid, Code: CodeSpecial, Op: op}
	}
	f, err := os.Open(path) // #nosec G304 -- the user chose it
	if err != nil {
		return nil, wrong(op, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = filepath.Dir(path) + string(filepath.Separator)
	return f, nil
}

// File is a file that may be read more than once, as an invoice file is.
func (d *Disk) File(path string) (domain.File, error) {
	f, err := d.open(path)
	if err != nil {
		return domain.File{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return domain.File{}, wrong("files.file", err)
	}
	return domain.File{
		Name: filepath.Base(Path(path)), Folder: d.First(""), Size: info.Size(),
		Open: func() (io.ReadSeekCloser, error) { return d.open(path) },
	}, nil
}

// Beside writes a file of the user's own into the folder of another, never over one
// that is there, and gives its path.
func (*Disk) Beside(path, name string, write func(io.Writer) error) (string, error) {
	made, err := output.Out{Dir: filepath.Dir(Path(path))}.Save(name, write)
	if err != nil {
		return "", wrong("files.beside", err)
	}
	return made, nil
}

// wrong gives an error its code; the path, which may name a patient, is left out.
func wrong(op string, err error) error {
	code := CodeFailed
	switch {
	case errors.Is(err, fs.ErrNotExist):
		code = CodeNone
	case errors.Is(err, fs.ErrPermission):
		code = CodeDenied
	}
	return &domain.Error{Kind: domain.Invalid, Code: code, Op: op, Err: plain(err)}
}

// plain is an error of the system without the path.
func plain(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// Path is a path as it was typed or dropped: without quotes around it, with ~ as the
// user's home.
func Path(typed string) string {
	s := Dropped(typed)
	if rest, ok := strings.CutPrefix(s, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return s
}

// Dropped is a path as terminals write one that was dropped on their window: in
// quotes, with its spaces escaped, or as a file URL.
func Dropped(s string) string { return dropped(s, runtime.GOOS) }

// Whole tells whether a path that was pasted or dropped begins at the top: at a root,
// a drive, a server or the home folder.
func Whole(s string) bool { return whole(s, runtime.GOOS) }

func whole(s, system string) bool {
	s = dropped(s, system)
	if s == "" {
		return false
	}
	if s[0] == '/' || s == "~" || strings.HasPrefix(s, "~/") {
		return true
	}
	return system == "windows" && (s[0] == '\\' || len(s) > 2 && s[1] == ':' && strings.ContainsRune(`\/`, rune(s[2])))
}

func dropped(s, system string) string {
	s = alone(strings.TrimSpace(s), system)
	if len(s) > 1 && (s[0] == '\'' || s[0] == '"') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	if u, err := url.Parse(s); err == nil && u.Scheme == "file" && u.Path != "" {
		if system == "windows" {
			return filepath.FromSlash(strings.TrimPrefix(u.Path, "/"))
		}
		return u.Path
	}
	if system == "windows" || !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// begins finds where a whole path begins behind another one.
var (
	begins        = regexp.MustCompile(`^.*/(['"]?/.*|~/.*)$`)
	beginsWindows = regexp.MustCompile(`^.*[/\\](['"]?[A-Za-z]:[/\\].*|~[/\\].*)$`)
)

// alone is a path without the one that it was typed or dropped behind: the folder
// stood there already, as in /home/anna//media/usb.
func alone(s, system string) string {
	if i := strings.LastIndex(s, "file://"); i >= 0 {
		return s[i:]
	}
	at := begins
	if system == "windows" {
		at = beginsWindows
	}
	if found := at.FindStringSubmatch(s); found != nil {
		return found[1]
	}
	return s
}
