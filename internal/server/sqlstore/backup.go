package sqlstore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"example.org/tandtui/internal/domain"
)

// Backup makes a copy of the database as it is at one moment in a new file, reads
// it through and tells what it holds. Others may work meanwhile. A plain copy of
// the file would lack what is still in the log beside it. Kind Conflict, CodeThere,
// if the file is there already.
func Backup(ctx context.Context, name, file string) (r Report, err error) {
	_, path, err := dialectOf(name)
	if err == nil {
		_, err = recogniseSQLite(ctx, path)
	}
	if err != nil {
		return r, err
	}
	if _, err := os.Lstat(file); err == nil {
		return r, &domain.Error{Kind: domain.Conflict, Code: CodeThere, Op: "sqlstore.backup"}
	}
	part := file + ".part"
	if err := removed(part); err != nil { // of a backup that was broken off
		return r, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removed(part)) // there is nothing whole in it
		}
	}()
	if err := copyOut(ctx, path, part); err != nil {
		return r, translateSQLite("sqlstore.backup", err)
	}
	if r, err = Inspect(ctx, part); err != nil {
		return r, err
	}
	return r, putInPlace(part, file)
}

// removed removes a file, if it is there.
func removed(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// copyOut copies a database into a new file, readable by its owner only.
func copyOut(ctx context.Context, path, part string) error {
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- the operator names it
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := readOnly(path)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // only read
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, `PRAGMA query_only(0)`); err != nil { // the file itself stays read-only
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, part)
	return err
}

// Restore puts a backup in the place of the database, which may be gone or
// damaged, and gives the name under which what was there is kept ("" for
// nothing). Nobody may have the database open: CodeInUse. The next Open finds that
// the database is older than its witness, and begins a new history.
func Restore(ctx context.Context, name, file string, now time.Time) (kept string, err error) {
	_, path, err := dialectOf(name)
	if err != nil {
		return "", err
	}
	r, err := Inspect(ctx, file)
	if err != nil {
		return "", err
	}
	w, err := openWitness(witnessOfSQLite(path), syscall.LOCK_EX)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	part := path + ".part"
	if err := removed(part); err != nil {
		return "", err
	}
	if err := copyOut(ctx, file, part); err != nil {
		return "", errors.Join(translateSQLite("sqlstore.restore", err), removed(part))
	}
	err = w.change(true, func(t testimony) (testimony, error) {
		if t.Epoch != "" {
			t.Commits = max(t.Commits, r.Commits) + 1 // whatever is put in its place is older
		}
		return t, nil
	})
	if err != nil {
		return "", err
	}
	if kept, err = setAside(path, now); err != nil {
		return kept, err
	}
	return kept, putInPlace(part, path)
}

// Renew begins a new history of a database that came back together with its
// witness, as when the whole computer was restored: the witness is as old as the
// database, so numbers jump far. The next Open does it.
func Renew(ctx context.Context, name string) (err error) {
	_, path, err := dialectOf(name)
	if err == nil {
		_, err = recogniseSQLite(ctx, path)
	}
	if err != nil {
		return err
	}
	w, err := openWitness(witnessOfSQLite(path), syscall.LOCK_EX)
	if err != nil {
		return err
	}
	return errors.Join(w.file.Truncate(0), w.file.Sync(), w.close())
}

// setAside renames a database with its log, so that it can be looked at later.
func setAside(path string, now time.Time) (kept string, err error) {
	aside := path + ".before-" + now.Format("20060102-150405")
	for _, suffix := range []string{"-wal", "-shm", ""} {
		err := os.Rename(path+suffix, aside+suffix)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return kept, err
		default:
			kept = aside
		}
	}
	return kept, nil
}

// putInPlace renames a finished file, and waits until the disk knows both.
func putInPlace(part, file string) error {
	f, err := os.Open(part) // #nosec G304 -- made here
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close(), os.Rename(part, file)); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Move gives a closed database another name, with its witness.
func Move(from, to string) error {
	if err := os.Rename(from+witnessSuffix, to+witnessSuffix); err != nil {
		return err
	}
	return putInPlace(from, to)
}
