package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A file is named by its user, whom only the region knows. Which file an identity
// opens is remembered in a small file beside it. Its name is a hash of the
// identity; its content is the name of the user's file and, on a second line, the
// name that the file had before. Earlier programs named the file by the identity
// itself.

// fileName is what a user's file may be called.
var fileName = regexp.MustCompile(`^[0-9a-f]{32}\.db$`)

// maxIdentity bounds such a file, bytes.
const maxIdentity = 200

func (v *Vault) identityFile(identity string) string {
	return v.hashed("tandtui/identity/"+strings.ToUpper(identity)) + ".id"
}

// oldPath is where earlier programs kept the file of an identity.
func (v *Vault) oldPath(identity string) string {
	return v.hashed("tandtui/user/"+strings.ToUpper(identity)) + ".db"
}

// find gives the file that an identity opens, "" if the identity was never here.
// A file that still has its old name is renamed.
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

// identity reads what is remembered about an identity. A file that cannot be
// understood counts as missing: the region says again who it is.
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

// rename renames a file that no program has open.
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

// Bind remembers that an identity opens the user's file. If the identity's file
// has another name, it gets the user's at the next Open, unless there is a file
// of that name: two files of one user stay two, so that neither hides the other.
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
	return finish(f, err, path)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
