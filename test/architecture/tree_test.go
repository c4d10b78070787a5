package architecture

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// run gives what a program writes, run at the module's root.
func run(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("%s: %v: %s", cmd, err, exit.Stderr)
	}
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	return out
}

func TestImports(t *testing.T) {
	out := run(t, "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,Deps", "./...")
	var packages []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 40 {
		t.Fatalf("only %d packages: go list was asked wrongly", len(packages))
	}
	for _, fault := range judge(packages) {
		t.Error(fault)
	}
}

// Bubble Tea v1 asks the terminal in a package init; internal/ui/earlybird must
// be initialised before it, and packages are in the order of their paths.
func TestModulePathSortsFirst(t *testing.T) {
	path := strings.TrimSpace(string(run(t, "go", "list", "./internal/ui/earlybird")))
	if path >= "github.com/charmbracelet/bubbletea" {
		t.Errorf("%s is initialised too late", path)
	}
}

// unkept are folders that are not part of the project. The tree is walked instead
// of asking git, which refuses a clone that belongs to another user.
var unkept = []string{".git", ".cache", "bin"}

// files calls each with every text file of the project.
func files(t *testing.T, each func(name string, content []byte)) {
	t.Helper()
	n := 0
	project := os.DirFS(filepath.Join("..", ".."))
	err := fs.WalkDir(project, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // a test beside this one has removed it
			return nil
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(unkept, name):
			return fs.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		content, err := fs.ReadFile(project, name)
		if err == nil && bytes.IndexByte(content, 0) < 0 {
			each(name, content)
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 100 {
		t.Fatalf("only %d files", n)
	}
}

func TestLengths(t *testing.T) {
	files(t, func(name string, content []byte) {
		if fault := tooLong(name, bytes.Count(content, []byte("\n"))); fault != "" {
			t.Error(fault)
		}
	})
}

// No file names the computer or the module proxy it was made with.
func TestNamesNoMachine(t *testing.T) {
	bad := machine(t)
	files(t, func(name string, content []byte) {
		for _, fault := range namesIn(name, string(content), bad) {
			t.Error(fault)
		}
	})
}

// everyones are folders that exist on every computer, and may be named.
var everyones = []string{"/", "/home", "/opt", "/srv", "/tmp", "/usr/local", "/usr/local/src", "/usr/src", "/var/lib", "/var/tmp"}

// machine gives this computer's names that no file may hold; folders end in a
// slash.
func machine(t *testing.T) (bad []string) {
	t.Helper()
	var env struct{ GOPROXY, GOMODCACHE, GOMOD string }
	if err := json.Unmarshal(run(t, "go", "env", "-json", "GOPROXY", "GOMODCACHE", "GOMOD"), &env); err != nil {
		t.Fatal(err)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Dir(env.GOMOD)
	if up := filepath.Dir(root); !slices.Contains(everyones, up) && up != filepath.Clean(os.TempDir()) {
		root = up // a neighbour of the checkout is no better
	}
	for _, dir := range []string{root, home, env.GOMODCACHE} {
		if dir != "/" {
			bad = append(bad, filepath.ToSlash(dir)+"/")
		}
	}
	for _, proxy := range strings.FieldsFunc(env.GOPROXY, func(r rune) bool { return r == ',' || r == '|' }) {
		if u, err := url.Parse(proxy); err == nil && u.Hostname() != "" {
			bad = append(bad, u.Hostname())
		}
	}
	return bad
}

// namesIn gives the bad names that a file holds. A folder counts where a path
// begins, so that "/src/" is not found in "example.org/src/".
func namesIn(file, content string, bad []string) (faults []string) {
	for _, b := range bad {
		for rest, at := content, 0; ; {
			i := strings.Index(rest[at:], b)
			if i < 0 {
				break
			}
			at += i
			inner := b[0] == '/' && at > 0 && strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-}/", rune(rest[at-1]))
			if !inner {
				faults = append(faults, file+": names "+b)
				break
			}
			at += len(b)
		}
	}
	return faults
}
