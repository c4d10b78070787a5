package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestFirstStart: on a computer without settings the program asks for the region's
// server, takes the file that the region hands out, and goes on to the login. What it
// wrote is found sound by the self-check, with the real reader and card; and the
// bundle for the support names nobody.
func TestFirstStart(t *testing.T) {
	w := start(t)
	value := func(name string) string {
		for _, e := range w.env {
			if v, ok := strings.CutPrefix(e, name+"="); ok {
				return v
			}
		}
		t.Fatalf("the demo does not tell %s", name)
		return ""
	}
	ca, err := os.ReadFile(value("TANDTUI_CA"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(w.dir, "regionen.toml")
	content := fmt.Sprintf("server = %q\nregion = \"vgr\"\ncard-issuer = [%q]\nca-pem = \"\"\"\n%s\"\"\"\n", value("TANDTUI_SERVER"), w.demo.Issuer, ca)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	w.env = slices.DeleteFunc(w.env, func(e string) bool { return strings.HasPrefix(e, "TANDTUI_") })
	w.env = append(w.env, "LANG=C.UTF-8")
	w.open(80, 24)
	w.see(`Adress \(https://…\) eller fil:`)
	w.typeText("127.0.0.1:1")
	w.keys("Enter")
	w.see(`✗ regionens server https://127\.0\.0\.1:1 svarar inte\.[\s\S]*fil:`)
	w.typeText(file)
	w.keys("Enter")
	w.see(`Servern är regionens[\s\S]*Skriva inställningarna[\s\S]*Skriv[\s]+ja:`)
	w.typeText("ja")
	w.keys("Enter")
	w.see(`PIN \(`)
	w.typeText(w.demo.PIN)
	w.keys("Enter")
	w.see(`1 Registrera`)
	w.typeText("5")
	w.see(`Kort +✓ Anna Ek\. Gäller \d+ dagar`)
	w.see(`Server +✓`)
	w.typeText("??")
	w.see(`Manual[\s\S]*Vem du ringer|vem du ringer`)
	w.keys("C-c")
	w.ended()

	if out := w.tool("tandtui", "doctor"); !strings.Contains(out, "✓ Kort: Anna Ek. Gäller") || !strings.Contains(out, "✓ Kortläsare: ") || strings.Contains(out, "✗") {
		t.Errorf("not sound:\n%s", out)
	}
	bundle := filepath.Join(w.dir, "underlag.txt")
	w.tool("tandtui", "doctor", "--yes", "--bundle", bundle)
	raw, err := os.ReadFile(bundle)
	if err != nil {
		t.Fatal(err)
	}
	w.namesNobody(string(raw))
}

var aPersonNumber = regexp.MustCompile(`\b\d{6,8}[-+ ]?\d{4}\b`)

// namesNobody fails for a text with anybody of the demo in it.
func (w *world) namesNobody(text string) {
	w.t.Helper()
	words := []string{"SE0000000000"}
	for _, u := range w.demo.Users {
		words = append(append(words, u.HSAID), strings.Fields(u.Name)[0])
	}
	for _, p := range append(slices.Clone(w.demo.Patients), w.demo.First...) {
		words = append(words, p.Person, strings.ReplaceAll(p.Person, "-", ""), p.Person[2:])
	}
	for _, word := range words {
		if strings.Contains(text, word) {
			w.t.Errorf("%q stands in it:\n%s", word, text)
		}
	}
	if n := aPersonNumber.FindString(text); n != "" {
		w.t.Errorf("%q stands in it:\n%s", n, text)
	}
}
