package settings

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Change is a setting to be written.
type Change struct {
	Name  string
	Text  string
	Items []string // of a list, in place of Text
}

// toml is the value as TOML writes it.
func (c Change) toml() string {
	if c.Items == nil {
		return quoted(c.Text)
	}
	items := make([]string, len(c.Items))
	for i, s := range c.Items {
		items[i] = quoted(s)
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// quoted is text as a TOML string. A literal one keeps the backslashes of a path
// readable.
func quoted(s string) string {
	if strings.Contains(s, `\`) && !strings.ContainsAny(s, "'\n\r\t") {
		return "'" + s + "'"
	}
	return strconv.Quote(s) // for text without control characters the same as TOML's
}

// Write changes settings in a file, and makes it where there is none. Everything
// else in it stays as it was. The file is replaced as a whole, so that a power cut
// leaves the old one or the new one.
func Write(path string, changes []Change) error {
	raw, err := read(path)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	text, err := edit(raw, changes)
	if err != nil {
		return err
	}
	return Replace(path, text)
}

// Replace writes a file as a whole, its folder as well where there is none.
func Replace(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //#nosec G301 -- settings are no secret, and others of the computer may read them
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // gone already where all went well
	_, err = temp.Write(text)
	if err == nil {
		err = temp.Sync()
	}
	if e := temp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(temp.Name(), 0o644) //#nosec G302 -- as above
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	return err
}

// edit puts changes into a file's text. It fails for a text that is no TOML:
// nobody could tell what is whose.
func edit(raw []byte, changes []Change) ([]byte, error) {
	text := decoded(raw)
	end := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		end = "\r\n"
	}
	var values map[string]any
	if err := toml.Unmarshal(text, &values); err != nil {
		return nil, err
	}
	for _, c := range changes {
		text = set(text, c, end)
	}
	if err := toml.Unmarshal(text, &values); err != nil {
		return nil, fmt.Errorf("settings: what was written is no TOML: %w", err)
	}
	return text, nil
}

// set puts one change into a text: in the place of the line that has the setting,
// whose comment stays, or else at the end.
func set(text []byte, c Change, end string) []byte {
	all := bytes.SplitAfter(bytes.Clone(text), []byte("\n"))
	line := c.Name + " = " + c.toml()
	first := lines(text)[c.Name] - 1
	if first < 0 {
		first = firstTable(text) - 1
		if first < 0 {
			first = len(all)
			if last := all[first-1]; len(last) > 0 {
				all[first-1] = append(last, end...)
			}
		}
		return joined(all[:first], line+end, all[first:])
	}
	last := lastLine(all, first)
	comment := commentOf(string(bytes.Join(all[first:last+1], nil)))
	return joined(all[:first], line+comment+end, all[last+1:])
}

func joined(before [][]byte, line string, after [][]byte) []byte {
	return slices.Concat(bytes.Join(before, nil), []byte(line), bytes.Join(after, nil))
}

// lastLine is the line on which a setting ends that begins on line first: the first
// one with which it is TOML by itself.
func lastLine(all [][]byte, first int) int {
	for last := first; last < len(all); last++ {
		if isTOML(string(bytes.Join(all[first:last+1], nil))) {
			return last
		}
	}
	return first
}

// commentOf is the comment behind a setting, with the room before it; "" without
// one. It begins at the first "#" before which the setting is whole.
func commentOf(lines string) string {
	for i := range len(lines) {
		if lines[i] != '#' || !isTOML(lines[:i]) {
			continue
		}
		before := strings.TrimRight(lines[:i], " \t")
		return strings.TrimRight(lines[len(before):], "\r\n")
	}
	return ""
}

func isTOML(text string) bool {
	var values map[string]any
	return toml.Unmarshal([]byte(text), &values) == nil && len(values) > 0
}
