//go:build unix

package store

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"example.org/tandtui/internal/app"
)

func TestFileIsPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "deep")
	s := open(t, dir)
	if got := inode(t, s.path).Mode().Perm(); got != 0o600 {
		t.Errorf("file %v", got)
	}
	if got := inode(t, dir).Mode().Perm(); got != 0o700 {
		t.Errorf("directory %v", got)
	}
	must(t, s.Close())
	must(t, os.Chmod(dir, 0o755))
	open(t, dir)
	if got := inode(t, dir).Mode().Perm(); got != 0o700 {
		t.Errorf("directory opened with %v", got)
	}
}

// TestGuard: what stands in the file's place and is none of ours is refused,
// and left as it was.
func TestGuard(t *testing.T) {
	for name, put := range map[string]func(t *testing.T, path string){
		"symbolic link to a good file": func(t *testing.T, path string) {
			must(t, os.Rename(path, path+".real"))
			must(t, os.Symlink(path+".real", path))
		},
		"dangling link": func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, os.Symlink("/nonexistent/x", path))
		},
		"directory": func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, os.Mkdir(path, 0o700))
		},
		"pipe": func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, syscall.Mkfifo(path, 0o600))
		},
		"others may read": func(t *testing.T, path string) { must(t, os.Chmod(path, 0o644)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, path := filled(t, 1)
			put(t, path)
			_, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
			wantCode(t, err, app.CodeStorePermission)
			if _, err := os.Lstat(path); err != nil {
				t.Errorf("what stood there is gone: %v", err)
			}
		})
	}
}
