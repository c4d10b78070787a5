package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/demo/phone"
	"example.org/tandtui/test/qrread"
)

// code waits for a QR code on the screen and reads it there.
func (w *world) code() (text string) {
	w.t.Helper()
	w.until("a QR code that can be read", func(string) bool {
		frame, err := w.term.Frame()
		if err != nil {
			return false
		}
		text, err = qrread.Decode(frame)
		return err == nil
	})
	return text
}

// TestBankID logs in as a telephone would: the code is read from the terminal's
// cells. The drafts get a passphrase, since this computer has no key ring; after a
// lock BankID and the passphrase open them again.
func TestBankID(t *testing.T) {
	w := startRegion(t, "varmland", "server-varmland", "--user", "Cecilia Holm")
	w.env = append(w.env, "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR="+w.dir, "NO_COLOR=1")
	w.tool("tandtui", "demo-card", "pull", "--dir", w.dir)
	app, err := manifest.ReadPhone(filepath.Join(w.dir, "server-varmland"))
	if err != nil {
		t.Fatal(err)
	}
	cecilia := w.demo.Users[2]
	w.open(80, 24)
	w.see(`Tryck Enter för att logga in med BankID`)
	w.keys("Enter")
	first := w.code()
	w.see(`Logga in i\s+TEARS`)
	w.until("the next code", func(string) bool { return w.code() != first })
	if err := phone.Sign(t.Context(), app, cecilia, w.code()[:90]); err == nil {
		t.Error("a code that was cut is taken")
	}
	if err := phone.Sign(t.Context(), app, cecilia, w.code()); err != nil {
		t.Fatal(err)
	}
	w.see(`Ny lösenfras`)
	w.typeText("fyra små grå katter")
	w.keys("Enter")
	w.see(`Samma igen`)
	w.typeText("fyra små grå katter")
	w.keys("Enter")
	w.see(`Välkommen Cecilia Holm`)
	w.see(`BankID Cecilia Holm`)
	w.keys("1")
	w.see(`›Personnummer`)
	w.typeText("1960091723")
	w.see(`1960091723`)
	w.keys("F2")
	w.see(`Låst[\s\S]*BankID`)
	w.until("nothing of the patient", func(screen string) bool { return !strings.Contains(screen, "1960091723") })
	w.keys("Enter")
	w.code()
	w.keys("t") // the demo's own telephone
	w.see(`Lösenfras`)
	w.typeText("fel fras, med flit")
	w.keys("Enter")
	w.see(`Lösenfrasen öppnar inte utkasten`)
	w.typeText("fyra små grå katter")
	w.keys("Enter")
	w.see(`1960091723`)
	w.keys("C-c")
	if status := w.ended(); status != 0 {
		t.Errorf("exit status %d", status)
	}
}
