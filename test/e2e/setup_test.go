package e2e

import (
	"fmt"
	"os"
	"path/filepath"
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

	if out := w.tool("tandtui", "doctor"); !strings.Contains(out, "✓ Kort: Anna Ek. Gäller") || !strings.Contains(out, "✓ Kortläsare: ") || strings.ContainsAny(out, "✗!") {
		t.Errorf("not sound:\n%s", out)
	}
	nina := []string{"Nina", "Ny", "SE0000000000-DEMO09", "nina.ny@bjorken.example", "031-765 43 21", "070-123 45 67"}
	w.tool("tandserver", "users", "add", "--db", w.database(), "--clinic", "3101", "--role", "reader",
		"--first", nina[0], "--last", nina[1], "--hsa-id", nina[2], "--email", nina[3], "--phone", nina[4], "--mobile", nina[5], "--yes")
	bundle := filepath.Join(w.dir, "underlag.txt")
	w.tool("tandtui", "doctor", "--yes", "--bundle", bundle)
	raw, err := os.ReadFile(bundle)
	if err != nil {
		t.Fatal(err)
	}
	w.namesNobody(string(raw), append(nina, "Anna", "Ek", "196009172336")...)
}
