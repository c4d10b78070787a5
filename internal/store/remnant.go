package store

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Remnant is a file beside a user's from which drafts may still be read: one that was
// damaged and put aside, the copy of the newest good state, and what was kept before a
// change of the file's form or a rescue. Without the user's key it tells no more than
// this: no names, and not even what is a draft and what a command.
type Remnant struct {
	File        string    // its name in the directory
	At          time.Time // when it was last changed
	Size        int64     // bytes
	Items       int       // ids of drafts and commands that can be seen in it
	First, Last time.Time // when the oldest and the newest of them was begun; zero: none tells
}

// Damaged tells that the file was put aside as damaged. The others are copies, which
// are there where all is well, too.
func (r Remnant) Damaged() bool { return strings.Contains(r.File, ".skadad-") }

// remnantName is what such a file may be called.
var remnantName = regexp.MustCompile(`^[0-9a-f]{32}\.db\.(kopia|skadad-[0-9T.]+|schema-[0-9]+|undan-[0-9T.]+)$`)

// Remnants lists them, the newest first; the directory may be missing.
func (v *Vault) Remnants() (list []Remnant, err error) {
	const op = "store.remnants"
	entries, err := os.ReadDir(v.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if !remnantName.MatchString(e.Name()) {
			continue
		}
		r, e := v.remnant(e.Name())
		if e != nil {
			return nil, fault(op, e)
		}
		list = append(list, r)
	}
	slices.SortFunc(list, func(x, y Remnant) int { return y.At.Compare(x.At) })
	return list, fault(op, err)
}

func (v *Vault) remnant(name string) (r Remnant, err error) {
	path := filepath.Join(v.dir, name)
	info, err := os.Stat(path)
	if err != nil {
		return r, err
	}
	file, err := readSalvage(path)
	if err != nil {
		return r, err
	}
	r = Remnant{File: name, At: info.ModTime(), Size: info.Size()}
	seen := map[string]bool{}
	file.elements(func(key, _ []byte) {
		at, ok := begun(string(key))
		if !ok || seen[string(key)] {
			return
		}
		seen[string(key)] = true
		r.Items++
		if at.Year() < firstYear {
			return
		}
		if r.First.IsZero() || at.Before(r.First) {
			r.First = at
		}
		if at.After(r.Last) {
			r.Last = at
		}
	})
	return r, nil
}

// firstYear is the year of the first program: an earlier time in an id is not
// one.
const firstYear = 2024

// begun is when an id was made, which its first bits tell (RFC 9562, version 7);
// false for any other text.
func begun(id string) (at time.Time, ok bool) {
	plain := strings.ReplaceAll(id, "-", "")
	raw, err := hex.DecodeString(plain)
	if len(id) != 36 || len(raw) != 16 || err != nil || raw[6]>>4 != 7 {
		return at, false
	}
	var ms int64
	for _, b := range raw[:6] {
		ms = ms<<8 | int64(b)
	}
	return time.UnixMilli(ms), true
}
