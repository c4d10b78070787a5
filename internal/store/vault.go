package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Vault is the directory with one sealed file per user. It implements app.Vault.
type Vault struct {
	dir   string
	clock app.Clock
}

// NewVault uses a directory, which the first Open makes.
func NewVault(dir string, clock app.Clock) *Vault { return &Vault{dir, clock} }

// path is a user's file; its name does not reveal the user. user is the region's
// id.
func (v *Vault) path(user string) string {
	return v.hashed("tandtui/user-id/"+user) + ".db"
}

// hashed is a file of the directory, named by a hash.
func (v *Vault) hashed(what string) string {
	sum := sha256.Sum256([]byte(what))
	return filepath.Join(v.dir, hex.EncodeToString(sum[:16]))
}

// Known implements app.Vault.
func (v *Vault) Known(identity, user string) bool {
	path, err := v.find(identity)
	return err != nil || path != "" && exists(path) || exists(v.path(user))
}

// Open opens a user's store, as app.Vault says. A file that is damaged as a whole
// is put aside under a name ending in ".skadad-TIME", and the next Open begins a
// new one.
func (v *Vault) Open(ctx context.Context, identity, user string, key app.KeyFunc) (app.Store, error) {
	const op = "store.open"
	once := &memory{derive: key}
	defer once.wipe()
	if err := prepareDir(v.dir); err != nil {
		return nil, fault(op, err)
	}
	path, err := v.find(identity)
	if err != nil {
		return nil, fault(op, err)
	}
	if path == "" {
		if user == "" {
			return nil, none(op, app.CodeFirstOnline)
		}
		path = v.path(user)
	}
	s, err := v.open(ctx, path, once.key)
	var aside *asideError
	if errors.As(err, &aside) {
		if s, e := v.rescue(ctx, aside.file, path, once.key); e == nil {
			return s, nil
		}
	}
	if err != nil {
		return nil, fault(op, err)
	}
	s.sweepFiles()
	return s, nil
}

func (v *Vault) open(ctx context.Context, path string, derive app.KeyFunc) (*Store, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(ctx, path, derive); err != nil {
			return nil, err
		}
	}
	db, err := openChecked(path)
	if err != nil {
		return nil, v.damaged(path, err)
	}
	k, outdated, err := unwrap(ctx, db, derive)
	if err != nil {
		return nil, v.damaged(path, errors.Join(err, db.Close()))
	}
	sweepTemp(path)
	s := &Store{path: path, db: db, keys: k, outdated: outdated, changed: !exists(copyPath(path)), commit: (*bolt.Tx).Commit}
	if err := s.tidy(v.clock.Now()); domain.CodeOf(err) == app.CodeStoreUnsure { // other failures are reported where they matter: a full disk can be read
		return nil, errors.Join(err, s.Close())
	}
	_ = s.lookAtMark() // on a full disk the next opening marks it
	return s, nil
}

// damaged puts a file aside if err says that it is damaged.
func (v *Vault) damaged(path string, err error) error {
	if domain.CodeOf(fault("", err)) != app.CodeStoreDamaged {
		return err
	}
	aside, e := setAside(path, v.clock.Now())
	if e != nil {
		return errors.Join(err, e)
	}
	return &domain.Error{Kind: domain.Internal, Code: app.CodeStoreAside, Op: "store.open", Err: &asideError{aside, err}}
}

// asideError is an error of a damaged file that was put aside.
type asideError struct {
	file  string // where it is now
	cause error
}

func (e *asideError) Error() string { return e.cause.Error() }

func (e *asideError) Unwrap() error { return e.cause }

// prepareDir makes the directory, for its owner only.
func prepareDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(dir, 0o700)
}
