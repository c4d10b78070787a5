package store

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
)

// create makes a user's file: complete and durable under another name first, and
// only then under its own. bbolt's initialisation in place is not safe against a
// power failure (etcd#16596).
func create(ctx context.Context, path string, derive app.KeyFunc) error {
	temp, err := build(ctx, path, derive)
	if err != nil {
		return err
	}
	return publish(temp, path)
}

// build makes a complete file under a temporary name and gives that.
func build(ctx context.Context, path string, derive app.KeyFunc) (temp string, err error) {
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // never fails (crypto/rand)
	secret, err := derive(ctx, salt)
	if err != nil {
		return "", err
	}
	defer clear(secret)
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+tempMark+"*") // mode 0600
	if err != nil {
		return "", err
	}
	temp = f.Name()
	defer func() {
		if err != nil {
			_ = os.Remove(temp) // the next open removes it otherwise
		}
	}()
	if err = f.Close(); err != nil {
		return temp, err
	}
	err = guarded(func() error {
		db, err := bolt.Open(temp, 0o600, &bolt.Options{Timeout: lockPatience, NoStatistics: true})
		if err != nil {
			return err
		}
		err = db.Update(func(tx *bolt.Tx) error { return wrap(tx, salt, secret) })
		return errors.Join(err, db.Sync(), db.Close())
	})
	return temp, err
}

// publish gives a durable file its own name. A link, unlike a rename, does not
// replace a file that another program has made meanwhile; that one is then used.
func publish(temp, path string) error {
	err := os.Link(temp, path)
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	if err != nil {
		if _, e := os.Lstat(path); e == nil { // another program has made it, and removed ours
			err = nil
		}
	}
	_ = os.Remove(temp) // the next open removes it otherwise
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// copyOf makes a durable copy of an open file under a temporary name.
func copyOf(db *bolt.DB, path string) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+tempMark+"*")
	if err != nil {
		return "", err
	}
	err = guarded(func() error {
		return db.View(func(tx *bolt.Tx) error {
			_, err := tx.WriteTo(f)
			return err
		})
	})
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(f.Name()) // the next open removes it otherwise
	}
	return f.Name(), err
}

// finish puts a temporary file that was written in its place, unless err says that it
// was not.
func finish(f *os.File, err error, path string) error {
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = replace(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // a leftover does no harm
	}
	return err
}

// replace puts a durable copy in a file's place.
func replace(temp, path string) error {
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}
