package sqlstore

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// raw runs statements on a file as another program would.
func raw(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open(driverName, path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

func contentOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// S7: what is no database of ours is refused, and not a byte of it is changed; a
// mistyped name makes no file.
func TestS7OnlyOurOwnDatabaseIsOpened(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	strangers := filepath.Join(dir, "other.db")
	raw(t, strangers, `CREATE TABLE meta (name TEXT)`, `CREATE TABLE books (title TEXT)`)
	newer := filepath.Join(dir, "newer.db")
	s, err := opened(newer)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	raw(t, newer, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	for path, code := range map[string]string{
		filepath.Join(dir, "none.db"):                         CodeMissing,
		file("text", strings.Repeat("not a database\n", 100)): CodeForeign,
		file("short", "x"):                                    CodeForeign,
		file("empty", ""):                                     CodeForeign,
		dir:                                                   CodeForeign,
		strangers:                                             CodeForeign,
		newer:                                                 CodeNewer,
	} {
		before := ""
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			before = contentOf(t, path)
		}
		_, err := Open(context.Background(), "sqlite:"+path)
		if domain.CodeOf(err) != code {
			t.Errorf("%s: %v, want %s", filepath.Base(path), err, code)
		}
		if _, err := Inspect(context.Background(), path); domain.CodeOf(err) != code {
			t.Errorf("%s inspected: %v, want %s", filepath.Base(path), err, code)
		}
		if _, err := Backup(context.Background(), "sqlite:"+path, filepath.Join(dir, "copy")); domain.CodeOf(err) != code {
			t.Errorf("%s backed up: %v, want %s", filepath.Base(path), err, code)
		}
		if before != "" && contentOf(t, path) != before {
			t.Errorf("%s was changed", filepath.Base(path))
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 6 { // the five files and the newer one's witness
		t.Errorf("files left: %v %v", left, err)
	}
}

func TestS7NoDatabaseIsMadeOverAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	open2(t, path)
	if _, err := Create(context.Background(), "sqlite:"+path, "vgr"); domain.CodeOf(err) != CodeThere {
		t.Errorf("made over another: %v", err)
	}
	if _, err := Create(context.Background(), "sqlite:"+path+"2", ""); domain.KindOf(err) != domain.Invalid {
		t.Errorf("made for no region: %v", err)
	}
}

// S6: a database is one region's for ever.
func TestS6TheRegionIsKept(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "x.db")
	s, err := Create(ctx, "sqlite:"+path, "varmland")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := open2(t, path)
	if again.Region() != "varmland" || again.KeepRegion(ctx, "varmland") != nil {
		t.Errorf("kept %q", again.Region())
	}
	for _, other := range []string{"vgr", ""} {
		if err := again.KeepRegion(ctx, other); domain.CodeOf(err) != CodeOtherRegion {
			t.Errorf("%q: %v", other, err)
		}
	}
	old := open2(t, oldDatabase(t))
	if old.Region() != "" || domain.CodeOf(old.KeepRegion(ctx, "")) != "" {
		t.Errorf("an old database is of %q", old.Region())
	}
	if err := old.KeepRegion(ctx, "vgr"); err != nil || old.Region() != "vgr" {
		t.Errorf("%q %v", old.Region(), err)
	}
	if err := old.KeepRegion(ctx, "varmland"); domain.CodeOf(err) != CodeOtherRegion {
		t.Errorf("an old database with a region: %v", err)
	}
}
