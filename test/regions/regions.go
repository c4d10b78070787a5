// Package regions gives tests the database of a region. Making its tables, and the
// demo's people and invoices, is most of what such a test would wait for; so each
// is made once per test binary, and copied.
package regions

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"example.org/tandtui/internal/demo/data"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server/sqlstore"
)

// Empty makes the database of a region that holds nothing yet, and gives its name
// as on the command line. id is the profile's.
func Empty(t testing.TB, path, id string) (name string) {
	t.Helper()
	check(t, Copy(filepath.Dir(path), "empty "+filepath.Base(path)+id, func(dir string) error {
		return made(filepath.Join(dir, filepath.Base(path)), id, nil)
	}))
	return "sqlite:" + path
}

// Demo makes the database of the demo's region as it is on a day, and what more
// fills in, and gives its name. key names what more does; "" without it.
func Demo(t testing.TB, path, id string, today domain.Date, zone *time.Location, key string, more func(*sqlstore.Store) error) (name string) {
	t.Helper()
	key = "demo " + filepath.Base(path) + id + today.String() + zone.String() + key
	check(t, Copy(filepath.Dir(path), key, func(dir string) error {
		return made(filepath.Join(dir, filepath.Base(path)), id, func(s *sqlstore.Store) error {
			profile, prices, err := region.Load(id)
			if err == nil {
				err = data.Fill(context.Background(), s, profile, prices, today, zone)
			}
			if err == nil && more != nil {
				err = more(s)
			}
			return err
		})
	}))
	return "sqlite:" + path
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func made(path, id string, fill func(*sqlstore.Store) error) error {
	s, err := sqlstore.Create(context.Background(), "sqlite:"+path, id)
	if err != nil {
		return err
	}
	if fill != nil {
		err = fill(s)
	}
	return errors.Join(err, s.Close())
}

type file struct {
	content []byte
	mode    fs.FileMode
}

var (
	mu      sync.Mutex
	folders = map[string]map[string]file{}
)

// Copy puts into a folder what a function makes in an empty one. It is called once
// for each key.
func Copy(dir, key string, fill func(dir string) error) error {
	files, err := folder(key, fill)
	for name, f := range files {
		path := filepath.Join(dir, name)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, f.content, f.mode))
	}
	return err
}

func folder(key string, fill func(dir string) error) (map[string]file, error) {
	mu.Lock()
	defer mu.Unlock()
	if files := folders[key]; files != nil {
		return files, nil
	}
	dir, err := os.MkdirTemp("", "region")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := fill(dir); err != nil {
		return nil, err
	}
	files := map[string]file{}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path) // #nosec G304 -- made just now
		files[name] = file{content, info.Mode().Perm()}
		return err
	})
	if err == nil {
		folders[key] = files
	}
	return files, err
}
