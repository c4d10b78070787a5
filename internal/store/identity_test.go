package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

const user = "17"

// enter opens a store as a login does; user is "" before the region has answered.
func enter(t testing.TB, dir, identity, user, secret string) (*Store, error) {
	t.Helper()
	s, err := NewVault(dir, fixedClock{}).Open(t.Context(), identity, user, card(secret))
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = s.Close() }) // many tests have closed it
	return s.(*Store), nil
}

func TestAnUnknownIdentityNeedsTheRegion(t *testing.T) {
	dir := t.TempDir()
	_, err := enter(t, dir, hsa, "", "anna")
	wantCode(t, err, app.CodeFirstOnline)
	if domain.KindOf(err) != domain.NotFound {
		t.Errorf("kind %v", domain.KindOf(err))
	}
	s, err := enter(t, dir, hsa, user, "anna")
	must(t, err)
	d, sum := draft(1)
	must(t, s.SaveDraft(d, sum))
	must(t, NewVault(dir, fixedClock{}).Bind(hsa, user))
	must(t, s.Close())

	s, err = enter(t, dir, strings.ToLower(hsa), "", "anna") // no network
	must(t, err)
	if _, err := s.Draft(d.ID); err != nil {
		t.Error(err)
	}
}

// No name and no content in the directory tells whose file it is.
func TestNothingInTheDirectoryTellsWho(t *testing.T) {
	dir := t.TempDir()
	_, err := enter(t, dir, hsa, user, "anna")
	must(t, err)
	must(t, NewVault(dir, fixedClock{}).Bind(hsa, user))
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		must(t, err)
		if strings.Contains(e.Name()+string(content), hsa) {
			t.Errorf("%s tells who", e.Name())
		}
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", e.Name(), info.Mode(), err)
		}
	}
	if len(entries) != 3 { // the file, its mark, and whose it is
		t.Errorf("%v", entries)
	}
}

// The file of an earlier program, named by the identity, is opened as it is, and
// gets the user's name once that is known and nobody has it open.
func TestAFileNamedByIdentityGetsTheUsersName(t *testing.T) {
	dir, path := schema2(t)
	v := NewVault(dir, fixedClock{})
	s, err := enter(t, dir, hsa, "", "anna")
	must(t, err)
	must(t, v.Bind(hsa, user))
	must(t, v.Bind(hsa, user))
	if !exists(path) || exists(v.path(user)) {
		t.Fatal("renamed while it is open")
	}
	_, err = enter(t, dir, hsa, "", "anna")
	wantCode(t, err, app.CodeStoreInUse)
	must(t, s.Close())

	for range 2 {
		s, err = enter(t, dir, hsa, "", "anna")
		must(t, err)
		if exists(path) || !exists(v.path(user)) {
			t.Error("not renamed")
		}
		wantSchema2(t, s)
		must(t, v.Bind(hsa, user))
		must(t, s.Close())
	}
	if _, former, err := v.identity(hsa); err != nil || former != "" {
		t.Errorf("the former name is remembered for ever: %q %v", former, err)
	}
}

// A kill between the steps of renaming leaves a file that is found.
func TestRenamingIsFoundAfterAKillAnywhere(t *testing.T) {
	for name, steps := range map[string]func(t *testing.T, v *Vault, old string){
		"before it is remembered": func(*testing.T, *Vault, string) {},
		"remembered, not renamed": func(t *testing.T, v *Vault, _ string) { must(t, v.Bind(hsa, user)) },
		"renamed, former remembered": func(t *testing.T, v *Vault, old string) {
			must(t, v.Bind(hsa, user))
			must(t, os.Rename(old, v.path(user)))
		},
		"half a note": func(t *testing.T, v *Vault, _ string) {
			must(t, os.WriteFile(v.identityFile(hsa)+tempMark+"1", []byte("12"), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, old := schema2(t)
			steps(t, NewVault(dir, fixedClock{}), old)
			s, err := enter(t, dir, hsa, "", "anna")
			must(t, err)
			wantSchema2(t, s)
		})
	}
}

// Two files of one user stay two: neither hides the other.
func TestTwoIdentitiesOfOneUserWithAFileEach(t *testing.T) {
	dir, _ := schema2(t)
	v := NewVault(dir, fixedClock{})
	other, err := enter(t, dir, "SE1-OTHER", user, "other card")
	must(t, err)
	must(t, v.Bind("SE1-OTHER", user))
	must(t, other.Close())
	for range 2 {
		s, err := enter(t, dir, hsa, "", "anna")
		must(t, err)
		wantSchema2(t, s)
		must(t, v.Bind(hsa, user))
		must(t, s.Close())
	}
	if _, err := enter(t, dir, "SE1-OTHER", "", "other card"); err != nil {
		t.Error(err)
	}
}

// A note that cannot be read, or names something else than one of our files, is
// ignored: the region tells whose the identity is.
func TestADamagedNoteOfAnIdentity(t *testing.T) {
	dir := t.TempDir()
	v := NewVault(dir, fixedClock{})
	s, err := enter(t, dir, hsa, user, "anna")
	must(t, err)
	must(t, s.Close())
	for _, content := range []string{"", "x", "../../etc/passwd", strings.Repeat("a", maxIdentity+1), "a b c"} {
		must(t, os.WriteFile(v.identityFile(hsa), []byte(content), 0o600))
		_, err := enter(t, dir, hsa, "", "anna")
		wantCode(t, err, app.CodeFirstOnline)
		must(t, v.Bind(hsa, user))
		if s, err = enter(t, dir, hsa, "", "anna"); err != nil {
			t.Fatal(err)
		}
		must(t, s.Close())
	}
}

// A file that was put aside is begun anew under its own name, found by identity.
func TestPutAsideItIsBegunAnew(t *testing.T) {
	dir := t.TempDir()
	v := NewVault(dir, fixedClock{})
	s, err := enter(t, dir, hsa, user, "anna")
	must(t, err)
	must(t, v.Bind(hsa, user))
	must(t, s.Close())
	must(t, os.Remove(copyPath(s.path)))
	must(t, os.WriteFile(s.path, make([]byte, minFile), 0o600))
	_, err = enter(t, dir, hsa, "", "anna")
	wantCode(t, err, app.CodeStoreAside)
	if s, err = enter(t, dir, hsa, "", "anna"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(s.path); errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
