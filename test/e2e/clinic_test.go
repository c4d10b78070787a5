package e2e

import (
	"path/filepath"
	"slices"
	"testing"

	"example.org/tandtui/internal/card/pcscd"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/demo/stage"
)

// colleague is another computer at the same region: a reader of its own with the
// user's card in it, and drafts of its own.
func (w *world) colleague(server, name string) *world {
	w.t.Helper()
	daemon, err := pcscd.Start(w.t.Context(), pcscd.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = daemon.Stop() })
	at := slices.IndexFunc(w.demo.Users, func(u manifest.User) bool { return u.Name == name })
	card, err := stage.LoadCard(filepath.Join(w.dir, server, w.demo.Users[at].Card), w.demo.PIN, virtualcard.Variant{})
	if err == nil {
		err = card.Insert(w.t.Context(), daemon.Addr())
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(card.Pull)
	env := append(slices.Clone(w.env), pcscd.SocketVariable+"="+daemon.Socket(), "TANDTUI_DATA="+filepath.Join(w.dir, "clinic-of-a-colleague"))
	return &world{t: w.t, dir: w.dir, env: env, demo: w.demo}
}

// TestE2AUserComesAndGoes: a klinikkontakt removes a user and adds her anew; her card
// then logs in, at another computer. The klinikkontakt removes her again while she
// writes: within the minute the region refuses her, her draft stays, and her card does
// not log in any more.
func TestE2AUserComesAndGoes(t *testing.T) {
	w := startRegion(t, "vgr", "server", "--user", "Cecilia Holm")
	w.open(80, 24)
	w.login()
	w.see(`Välkommen Cecilia Holm`)
	w.keys("4")
	w.see(`›Kontaktuppgifter[\s\S]*Namn\s+Björkens tandklinik`)
	w.keys("Right")
	w.see(`› .*Anna Ek\s+fakturerare\s+aktiv`)
	w.removeAnna()
	w.keys("n")
	w.see(`Ny användare[\s\S]*HSA-id`)
	for _, field := range []string{"Anna", "Ek", "SE0000000000-DEMO01", "", "", ""} {
		w.typeText(field)
		w.keys("Enter")
	}
	w.typeText("f")
	w.keys("F8")
	w.read(`Ny användare – Spara\?[\s\S]*fakturerare`)
	w.keys("j")
	w.see(`› .*Anna Ek\s+fakturerare\s+aktiv`)

	anna := w.colleague("server", "Anna Ek")
	anna.open(80, 24)
	anna.login()
	anna.see(`Välkommen Anna Ek`)
	anna.halfABill()
	w.removeAnna()
	anna.see(`Servern nekar`)
	anna.keys("Escape")
	anna.see(`Välkommen Anna Ek`)
	anna.keys("6")
	anna.see(`Utkast ─[\s\S]*19600917-2336`)
	anna.keys("F2")
	anna.pin()
	anna.see(`Du är borttagen som användare`)
}

// removeAnna removes the user whom the list of Klinikadministration stands on.
func (w *world) removeAnna() {
	w.t.Helper()
	w.keys("Delete")
	w.read(`Ta bort Anna Ek från kliniken\?`)
	w.keys("j")
	w.see(`Anna Ek\s+fakturerare\s+borttagen`)
}
