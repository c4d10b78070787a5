package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A file is named by its user, whom only the region knows. What an identity
// opens is remembered in a small file beside: its name is a hash of the
// identity, its content the name of the user's file and, on a line of its own,
// the one that the file had before. Programs before that named the file by the
// identity itself.

// fileName is what a user's file may be called.
var fileName = regexp.MustCompile(`^[0-9a-f]{32}\.db$`)

// maxIdentity is more than such a file holds.
const maxIdentity = 200

func (v *Vault) identityFile(identity string) string {
	return v.hashed("tandtui/identity/"+strings.ToUpper(identity)) + ".id"
}

// oldPath is where earlier programs kept the file of an identity.
func (v *Vault) oldPath(identity string) string {
	return v.hashed("tandtui/user/"+strings.ToUpper(identity)) + ".db"
}

// find gives the file that an identity opens, "" where it was never here. One
// that has another name yet gets the right one.
func (v *Vault) find(identity string) (string, error) {
	own, former, err := v.identity(identity)
	if err != nil {
		return "", err
	}
	if own == "" {
		if old := v.oldPath(identity); exists(old) {
			return old, nil
		}
		return "", nil
	}
	if former != "" && !exists(own) && exists(former) {
		return own, v.rename(former, own)
	}
	return own, nil
}

// identity reads what is remembered of an identity. What is no such file is as
// good as none: the region tells again.
func (v *Vault) identity(identity string) (own, former string, err error) {
	content, err := os.ReadFile(v.identityFile(identity))
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", nil
	}
	if err != nil || len(content) > maxIdentity {
		return "", "", err
	}
	names := strings.Fields(string(content))
	for i, name := range names {
		if !fileName.MatchString(name) {
			return "", "", nil
		}
		names[i] = filepath.Join(v.dir, name)
	}
	switch len(names) {
	case 1:
		return names[0], "", nil
	case 2:
		return names[0], names[1], nil
	}
	return "", "", nil
}

// rename gives a file that nobody has open its new name.
func (v *Vault) rename(from, to string) error {
	db, err := openChecked(from)
	if err != nil {
		return v.damaged(from, err)
	}
	if err := db.Close(); err != nil {
		return err
	}
	return replace(from, to)
}

// Bind remembers that an identity opens the user's file. An identity whose file
// has another name lets it have the user's at the next Open, unless there is a
// file of that name: two files of one user stay two, so that neither hides the other.
func (v *Vault) Bind(identity, user string) error {
	const op = "store.bind"
	own, former, err := v.identity(identity)
	if err != nil {
		return fault(op, err)
	}
	want := v.path(user)
	now := own
	switch {
	case own == want && (former == "" || exists(former)):
		return nil
	case own == "":
		now = v.oldPath(identity)
	case former != "" && !exists(own):
		now = former // not renamed yet
	}
	content := filepath.Base(want) + "\n"
	if now != want && exists(now) {
		if exists(want) {
			return nil
		}
		content += filepath.Base(now) + "\n"
	}
	return fault(op, v.writeIdentity(identity, content))
}

func (v *Vault) writeIdentity(identity, content string) error {
	path := v.identityFile(identity)
	f, err := os.CreateTemp(v.dir, filepath.Base(path)+tempMark+"*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.WriteString(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = replace(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // a leftover does no harm
		return err
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
