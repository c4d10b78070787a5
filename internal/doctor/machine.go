package doctor

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/charmbracelet/x/term"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Machine is what the computer tells of itself.
type Machine struct {
	Free    int64 // bytes left on the disk of the drafts; -1: not known
	Shown   bool  // there is a terminal
	Width   int   // cells
	Height  int
	Colours string // "sixteen", "256", "true", "none"
	UTF8    bool
}

// What a disk must have left, bytes: a clinic's file grows by some MB a year, and
// bbolt writes pages anew before it lets old ones go.
const (
	fullBelow  = 50 << 20
	lowBelow   = 500 << 20
	freeNotYet = -1
)

// Look looks at the computer: at the disk of a folder, at the terminal, at what the
// environment says of it.
func Look(folder string, getenv func(string) string) Machine {
	m := Machine{Free: freeNotYet, Colours: coloursOf(getenv), UTF8: isUTF8(getenv)}
	if n, err := freeBytes(existing(folder)); err == nil {
		m.Free = n
	}
	if out := os.Stdout.Fd(); term.IsTerminal(out) {
		if w, h, err := term.GetSize(out); err == nil {
			m.Shown, m.Width, m.Height = true, w, h
		}
	}
	return m
}

// existing is the folder, or the nearest above it that is there.
func existing(folder string) string {
	for {
		if _, err := os.Stat(folder); err == nil || filepath.Dir(folder) == folder {
			return folder
		}
		folder = filepath.Dir(folder)
	}
}

func coloursOf(getenv func(string) string) string {
	kind := getenv("TERM")
	switch depth := getenv("COLORTERM"); {
	case getenv("NO_COLOR") != "", kind == "dumb":
		return "none"
	case depth == "truecolor", depth == "24bit":
		return "true"
	case strings.Contains(kind, "256color"):
		return "256"
	}
	return "sixteen"
}

// isUTF8 reads the locale as POSIX orders its variables. Windows' console is always
// written in UTF-8.
func isUTF8(getenv func(string) string) bool {
	if runtime.GOOS == "windows" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(getenv(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}

func (f Facts) disk() Line {
	switch n := f.Machine.Free; {
	case n == freeNotYet:
		return open(Disk, text.DoctorDiskUnknown)
	case n < fullBelow:
		return told(Disk, Fault, "disk.full", text.DoctorDiskFull(n))
	case n < lowBelow:
		return told(Disk, Warn, "disk.low", text.DoctorDiskFull(n))
	default:
		return fine(Disk, text.DoctorDisk(n))
	}
}

// The smallest window that the program draws in, and the one that it is made for.
const (
	leastWidth, leastHeight = 60, 15
	goodWidth, goodHeight   = 80, 24
)

func (f Facts) terminal() Line {
	m := f.Machine
	small := told(Terminal, Fault, "terminal.small", text.DoctorSmall(m.Width, m.Height))
	switch {
	case !m.Shown:
		return open(Terminal, text.DoctorNoTerminal)
	case m.Width < leastWidth || m.Height < leastHeight:
		return small
	case !m.UTF8:
		return told(Terminal, Fault, "terminal.utf8", text.DoctorNotUTF8)
	case m.Width < goodWidth || m.Height < goodHeight:
		small.Grade = Warn
		return small
	}
	return fine(Terminal, text.DoctorTerminal(m.Width, m.Height, m.Colours))
}

// Folder looks whether drafts can be kept in a folder: one that is not there yet
// can be made. What it writes to find out is removed again. Errors have the store's
// codes.
func Folder(dir string) error {
	file, err := os.CreateTemp(existing(dir), ".tandtui-*")
	if err == nil {
		_, err = file.WriteString("tandtui")
		err = errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrPermission):
		return &domain.Error{Kind: domain.Internal, Code: "store.permission", Op: "doctor.folder", Err: err}
	case isFull(err):
		return &domain.Error{Kind: domain.Internal, Code: "store.full", Op: "doctor.folder", Err: err}
	}
	return &domain.Error{Kind: domain.Internal, Code: "store.failed", Op: "doctor.folder", Err: err}
}
