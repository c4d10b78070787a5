package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// File is a settings file that has been read.
type File struct {
	Path    string
	Exists  bool
	Faults  []Fault
	entries map[string]entry
}

type entry struct {
	text string
	line int
}

// Reason is a kind of fault.
type Reason string

// The reasons.
const (
	Unreadable Reason = "unreadable" // Err tells why
	Syntax     Reason = "syntax"     // no TOML from here on
	Unknown    Reason = "unknown"    // no setting has this name
	WrongType  Reason = "type"       // text is wanted, or a list of texts
	BadServer  Reason = "server"     // no https address
	BadTheme   Reason = "theme"      // none of the themes
	BadText    Reason = "text"       // signs that no screen shows, or too long
)

// Fault is what is wrong with a settings file.
type Fault struct {
	Path      string
	Line, Col int // counted from 1; 0: not of one place
	Reason    Reason
	Key       string
	Near      string // with Unknown: the setting that was most likely meant; "": none is near
	Err       error
}

func (f Fault) Error() string {
	return fmt.Sprintf("settings: %s:%d: %s %s", f.Path, f.Line, f.Reason, f.Key)
}

// ErrNoFile says that a path names no regular file (a folder, a pipe, a device), or
// one larger than settings ever are.
var ErrNoFile = errors.New("settings: no regular file of at most 1 MB")

// maxFile is more than any file of settings holds, bytes.
const maxFile = 1 << 20

// read gives what a file of settings holds. A pipe or a device would keep the program
// waiting for ever, or fill the memory: such a file is a Fault.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, Fault{Path: path, Reason: Unreadable, Err: ErrNoFile}
	}
	return os.ReadFile(path) // #nosec G304 -- the user's own choice
}

// readFile reads a file; one that does not exist is empty.
func readFile(path string) File {
	raw, err := read(path)
	var no Fault
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return File{Path: path}
	case errors.As(err, &no):
		return File{Path: path, Exists: true, Faults: []Fault{no}}
	case err != nil:
		return File{Path: path, Exists: true, Faults: []Fault{{Path: path, Reason: Unreadable, Err: err}}}
	}
	f := parse(path, raw, Names)
	f.check()
	return f
}

// ErrForeign is why a file for all of a computer's users is not read that one of them
// may have written: it names libraries that the program loads.
var ErrForeign = errors.New("settings: not the administrator's file")

// readSystem reads the computer's file.
func readSystem(path string) File {
	f := readFile(path)
	if !f.Exists {
		return f
	}
	ok, err := trusted(path)
	switch {
	case err != nil:
		return File{Path: path, Exists: true, Faults: []Fault{{Path: path, Reason: Unreadable, Err: err}}}
	case !ok:
		return File{Path: path, Exists: true, Faults: []Fault{{Path: path, Reason: Unreadable, Err: ErrForeign}}}
	}
	return f
}

// decoded is a file's text without Notepad's mark at the beginning, and without
// its UTF-16.
func decoded(raw []byte) []byte {
	text, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), raw)
	if err != nil {
		return raw // the parser tells where it is no text
	}
	return text
}

// parse reads a file in which names may stand.
func parse(path string, raw []byte, names []string) File {
	f := File{Path: path, Exists: true, entries: map[string]entry{}}
	raw = decoded(raw)
	values := map[string]any{}
	if err := toml.Unmarshal(raw, &values); err != nil {
		fault := Fault{Path: path, Reason: Syntax, Err: err}
		var d *toml.DecodeError
		if errors.As(err, &d) {
			fault.Line, fault.Col = d.Position()
		}
		f.Faults = []Fault{fault}
		return f
	}
	for key, at := range lines(raw) {
		f.take(key, at, values[key], names)
	}
	sortByLine(f.Faults)
	return f
}

func (f *File) take(key string, line int, value any, names []string) {
	known := false
	for _, n := range names {
		known = known || n == key
	}
	if !known {
		f.Faults = append(f.Faults, Fault{Path: f.Path, Line: line, Reason: Unknown, Key: key, Near: nearest(key, names)})
		return
	}
	text, ok := textOf(value, key == CardIssuer)
	if !ok {
		f.Faults = append(f.Faults, Fault{Path: f.Path, Line: line, Reason: WrongType, Key: key})
		return
	}
	f.entries[key] = entry{text, line}
}

// textOf is a value as a flag has it.
func textOf(value any, list bool) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case []any:
		parts := make([]string, len(v))
		for i, p := range v {
			one, ok := p.(string)
			if !ok || !list {
				return "", false
			}
			parts[i] = one
		}
		return strings.Join(parts, ","), true
	}
	return "", false
}

// lines are the lines on which the keys stand, counted from 1. A table counts as
// the first part of its name.
func lines(raw []byte) map[string]int {
	found := map[string]int{}
	var p unstable.Parser
	p.Reset(raw)
	inTable := false
	for p.NextExpression() {
		e := p.Expression()
		keys := e.Key()
		isKey := e.Kind == unstable.KeyValue
		if isKey && inTable || !keys.Next() {
			continue
		}
		inTable = !isKey
		key := keys.Node()
		if name := string(key.Data); found[name] == 0 {
			found[name] = lineAt(raw, key)
		}
	}
	return found
}

func lineAt(raw []byte, n *unstable.Node) int {
	return 1 + bytes.Count(raw[:n.Raw.Offset], []byte("\n"))
}

// firstTable is the line of the first table, behind which no setting may stand;
// 0 without one.
func firstTable(raw []byte) int {
	var p unstable.Parser
	p.Reset(raw)
	for p.NextExpression() {
		if e := p.Expression(); e.Kind == unstable.Table || e.Kind == unstable.ArrayTable {
			keys := e.Key()
			keys.Next()
			return lineAt(raw, keys.Node())
		}
	}
	return 0
}
