package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// lockPatience is how long an open waits for another program that has the file.
const lockPatience = 500 * time.Millisecond

// minFile is less than bbolt's smallest file: two meta pages, free list, root.
const minFile = 4 * minPage

// openChecked opens an existing file after looking at it: kind, owner and mode
// while opening, the whole structure under a shared lock. Only one program can
// have it open; another waits twice lockPatience at most.
func openChecked(path string) (*bolt.DB, error) {
	err := guarded(func() error {
		var file *os.File
		db, err := bolt.Open(path, 0o600, &bolt.Options{
			ReadOnly: true, Timeout: lockPatience,
			OpenFile: func(path string, flag int, mode os.FileMode) (f *os.File, err error) {
				file, err = openPrivate(path, flag, mode)
				return file, err
			},
		})
		if err != nil {
			return err
		}
		info, err := file.Stat()
		if err == nil {
			err = checkPages(file, info.Size())
		}
		return errors.Join(err, db.Close())
	})
	if err != nil {
		return nil, content(err)
	}
	var db *bolt.DB
	// The array free list, bbolt's default: taking the first free pages keeps a
	// save's pages together, which makes it a twentieth faster than the map.
	err = guarded(func() (err error) {
		db, err = bolt.Open(path, 0o600, &bolt.Options{
			Timeout: lockPatience, OpenFile: openPrivate, NoStatistics: true,
		})
		return err
	})
	return db, err
}

// content separates errors of the file's content, for which bbolt has no types,
// from errors of reaching the file.
func content(err error) error {
	var no syscall.Errno
	if errors.As(err, &no) || errors.Is(err, fs.ErrPermission) || errors.Is(err, berrors.ErrTimeout) {
		return err
	}
	return damage("%w", err)
}

// openPrivate opens a regular file that only the user can reach; it does not make
// one.
func openPrivate(path string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(path, flag&^os.O_CREATE|safeOpen, mode)
	if err != nil {
		if info, e := os.Lstat(path); e == nil && !info.Mode().IsRegular() {
			return nil, fmt.Errorf("store: %v: %w", info.Mode().Type(), fs.ErrPermission)
		}
		return nil, err
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = fmt.Errorf("store: %v: %w", info.Mode().Type(), fs.ErrPermission)
	case info.Size() < minFile:
		err = damage("%d bytes", info.Size())
	default:
		err = private(info)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// guarded turns a panic of bbolt, and a fault in the memory it maps, into
// errDamaged. It holds for this goroutine only.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errDamaged, r)
		}
	}()
	return f()
}

// setAside renames a damaged file, so that the next login can begin anew and
// the file can still be rescued. A file that stays where it is does no harm.
func setAside(path string, now time.Time) (aside string, err error) {
	aside = path + ".skadad-" + now.UTC().Format("20060102T150405.000")
	if _, err := os.Lstat(aside); err == nil {
		return "", fs.ErrExist
	}
	if err := os.Rename(path, aside); err != nil {
		return "", err
	}
	return aside, syncDir(filepath.Dir(path))
}

const tempMark = ".new-"

// sweepTemp removes what interrupted creations have left. The file that they were
// to become exists, so nobody needs them.
func sweepTemp(path string) {
	dir, base := filepath.Split(path)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // only tidiness is lost
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), base+tempMark) {
			_ = os.Remove(filepath.Join(dir, e.Name())) // the next open tries again
		}
	}
}
