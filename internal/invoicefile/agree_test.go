package invoicefile

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What the schema accepts the reader accepts, but for what only the reader can
// know; and the other way round. xmllint is the judge.
func TestSchemaAndReaderAgree(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Fatalf("xmllint is needed: scripts/packages.sh test (%v)", err)
	}
	dir, files, texts := t.TempDir(), examples(t), map[string]string{}
	names := []string{"krediteringar.xml", "varmland.xml", "vgr.xml"}
	for _, name := range names {
		texts[name] = files[name]
	}
	for len(texts) < 300 {
		rapid.Check(t, func(t *rapid.T) {
			texts[fmt.Sprintf("%03d.xml", len(texts))] = damage(t, files[rapid.SampledFrom(names).Draw(t, "file")])
		})
	}
	args := []string{"--noout", "--nonet", "--schema", "fakturafil-1.xsd"}
	for name, text := range texts {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	said, _ := exec.Command(lint, args...).CombinedOutput() // fails where a file does
	valid := 0
	for name, text := range texts {
		judged := strings.Contains(string(said), filepath.Join(dir, name)+" validates\n")
		found := slices.DeleteFunc(parse(t, text).found, func(f string) bool {
			code, _, _ := strings.Cut(f, " ")
			return LevelOf(code) == LevelContent
		})
		if judged {
			valid++
		}
		if judged != (len(found) == 0) {
			t.Errorf("the schema says %v, the reader %v:\n%s", judged, found, text)
		}
	}
	if valid < 20 || valid > len(texts)-100 {
		t.Errorf("%d of %d are valid: that says little", valid, len(texts))
	}
}
