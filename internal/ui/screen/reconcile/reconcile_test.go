package reconcile

import (
	"errors"
	"io"
	"path"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// port answers what a test decides; the real matching is the app's and tested there.
type port struct {
	told   app.Reconciliation
	err    error
	got    []string // contents of the files that were read
	failed error    // of that
}

func (p *port) Reconcile() (app.Reconciliation, error) { return p.told, p.err }

func (p *port) ReadStatement(file io.Reader) (app.Read, error) {
	raw, err := io.ReadAll(file)
	p.got = append(p.got, string(raw))
	return app.Read{Statements: 1, Entries: 5, New: 2, From: domain.MustDate("2026-12-01"), To: domain.MustDate("2026-12-03")}, errors.Join(err, p.failed)
}

// disk is a folder of three files.
type disk struct{ opened []string }

func (d *disk) First(string) string {
	if n := len(d.opened); n > 0 {
		return path.Dir(d.opened[n-1]) + "/"
	}
	return "/home/anna/"
}

func (*disk) File(string) (domain.File, error) { return domain.File{}, nil }

func (*disk) Beside(string, string, func(io.Writer) error) (string, error) { return "", nil }

func (*disk) List(folder string) ([]files.Entry, error) {
	at := time.Date(2026, 12, 3, 7, 0, 0, 0, time.UTC)
	switch folder {
	case "/home/anna/":
		return []files.Entry{{Name: "bank", Folder: true, At: at}, {Name: "camt054-dec.xml", Size: 12_345, At: at}, {Name: "semester\x1b[2J.txt", Size: 5, At: at}}, nil
	case "/home/anna/bank/":
		return []files.Entry{{Name: "utdrag.xml", Size: 3_000_000, At: at}}, nil
	}
	return nil, &domain.Error{Kind: domain.Invalid, Code: files.CodeNone}
}

func (d *disk) Open(name string) (io.ReadCloser, error) {
	d.opened = append(d.opened, name)
	if strings.HasSuffix(name, "nej") {
		return nil, &domain.Error{Kind: domain.Invalid, Code: files.CodeNone}
	}
	return io.NopCloser(strings.NewReader("content of " + name)), nil
}

func told() app.Reconciliation {
	line := func(s bank.State, got, expected domain.Ore, on string, refs ...int64) app.ReconciledRow {
		r := app.ReconciledRow{Row: bank.Row{State: s, Got: got, Expected: expected}, OurRefs: refs, Paid: domain.MustDate("2026-12-01")}
		if on != "" {
			r.On = domain.MustDate(on)
		}
		return r
	}
	unknown := line(bank.Unknown, 250_00, 0, "2026-12-02")
	unknown.Entry = bank.Entry{Details: []bank.Detail{{Debtor: "Hyres\x1b[31mgäst AB", Text: []string{"hyra december"}}}}
	awaited := line(bank.Missing, 0, 300_00, "", 572776)
	awaited.Awaited = true
	return app.Reconciliation{Read: time.Date(2026, 12, 3, 8, 0, 0, 0, time.UTC), Rows: []app.ReconciledRow{
		line(bank.Matched, 16150_00, 16150_00, "2026-12-02", 518148, 572775), unknown, line(bank.WrongAmount, 900_00, 1000_00, "2026-12-02", 646542),
		line(bank.Missing, 0, 485_00, "", 572740), awaited,
	}}
}

func open(t *testing.T, p *port) (*uitest.Player, *disk) {
	t.Helper()
	d := &disk{}
	clock := uitest.NewClock(t, "2026-12-03 10:42:07")
	env := clock.Env()
	env.Files = d
	pl := uitest.Open(t, clock, New(env, p))
	uitest.CheckKeys(t, pl.Screen)
	return pl, d
}

func plain(pl *uitest.Player) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(pl.View(uitest.Sizes[0]), "\u00a0", " ")), " ")
}

func says(t *testing.T, pl *uitest.Player, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(plain(pl), w) {
			t.Errorf("%q is not said:\n%s", w, pl.View(uitest.Sizes[0]))
		}
	}
}

// D13: matched, missing, unknown and wrong stand with their sums and what to do.
func TestD13EachLineSaysWhatItMeans(t *testing.T) {
	pl, _ := open(t, &port{told: told()})
	pl.Golden("lines")
	says(t, pl, "✓ stämmer", "518148, 572775", "1 stämmer · 3 avvikelser", "Summa 16 150,00 kr", "Senast inläst 2026-12-03 09:00")
	for _, want := range []string{"en annan klinik med samma konto", "beloppet är ett annat", "ingen inläst fil visar pengarna", "läs in en senare fil"} {
		pl.Press("down")
		says(t, pl, want)
	}
	pl.Press("home", "down")
	says(t, pl, "hyra december")
	if strings.Contains(pl.View(uitest.Sizes[0]), "\x1b[31m") {
		t.Error("an escape of the bank's file")
	}
	pl.Press("home", "enter")
	if pl.Last.To != (screen.Route{Name: screen.Invoice, Arg: "518148"}) {
		t.Errorf("%+v", pl.Last)
	}
}

func TestD13OnlyWhatDeviates(t *testing.T) {
	pl, _ := open(t, &port{told: told()})
	pl.Press("t")
	if v := plain(pl); strings.Contains(v, "✓ stämmer") || strings.Contains(v, "… väntas") || !strings.Contains(v, "✗ saknas") {
		t.Errorf("%s", v)
	}
	pl.Press("t")
	says(t, pl, "✓ stämmer")
}

// A file is found in its folder, or its path is pasted; what it brought is said.
func TestD13AFileIsChosen(t *testing.T) {
	p := &port{}
	pl, d := open(t, p)
	pl.Golden("none")
	pl.Press("o")
	pl.Golden("choose")
	says(t, pl, "Fil: /home/anna/", "bank/ mapp", "camt054-dec.xml 12 kB 2026-12-03 08:00")
	pl.Press("enter") // into the folder
	says(t, pl, "utdrag.xml 3 MB")
	pl.Press("enter")
	if len(d.opened) != 1 || d.opened[0] != "/home/anna/bank/utdrag.xml" || len(p.got) != 1 || p.got[0] != "content of /home/anna/bank/utdrag.xml" {
		t.Fatalf("%v %q", d.opened, p.got)
	}
	pl.Press("o")
	says(t, pl, "Fil: /home/anna/bank/")
	pl.Paste("'/home/anna/mina filer/a.xml'") // in place of the folder that stands there
	pl.Press("enter")
	if len(d.opened) != 2 || d.opened[1] != "/home/anna/mina filer/a.xml" {
		t.Fatalf("%v", d.opened)
	}
}

func TestD13TypingNarrowsTheList(t *testing.T) {
	p := &port{}
	pl, d := open(t, p)
	pl.Press("o")
	pl.Type("CAMT")
	if v := plain(pl); strings.Contains(v, "bank/") || !strings.Contains(v, "camt054-dec.xml") {
		t.Fatal(v)
	}
	pl.Press("tab")
	says(t, pl, "Fil: /home/anna/camt054-dec.xml")
	pl.Press("enter")
	if len(d.opened) != 1 || d.opened[0] != "/home/anna/camt054-dec.xml" {
		t.Fatalf("%v", d.opened)
	}
}

// Esc leaves the choice, not the screen; a wrong path and a wrong file are told, and
// change nothing.
func TestD13WhatCannotBeReadIsTold(t *testing.T) {
	p := &port{told: told()}
	pl, _ := open(t, p)
	pl.Press("o", "esc")
	says(t, pl, "✓ stämmer")
	if pl.Last.Nav != screen.NavStay {
		t.Fatalf("%+v", pl.Last)
	}
	pl.Press("o", "ctrl+u")
	pl.Type("/finns/")
	says(t, pl, "Det finns ingen sådan fil eller mapp.")
	pl.Type("nej")
	pl.Press("enter")
	says(t, pl, "Det finns ingen sådan fil eller mapp. Kontrollera namnet, eller välj i listan.", "✓ stämmer")
	if len(p.got) != 0 {
		t.Errorf("%v", p.got)
	}
	p.failed = &domain.Error{Kind: domain.Invalid, Code: bank.CodeTruncated}
	pl.Press("o", "ctrl+u")
	pl.Paste("/home/anna/camt054-dec.xml")
	pl.Press("enter")
	says(t, pl, "✓ stämmer", text.Error(bank.CodeTruncated).String())
	p.failed = nil
	pl.Press("o", "enter", "enter")
	if v := plain(pl); strings.Contains(v, text.Error(bank.CodeTruncated).String()) {
		t.Errorf("the fault of a file stays when another was read:\n%s", v)
	}
	p.told, p.failed = app.Reconciliation{Damaged: true}, nil
	pl.Send(screen.Changed{What: app.ChangedMirror})
	says(t, pl, "Läs in bankens filer igen (o).")
}
