package upload

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

func plain(pl *uitest.Player) string {
	view := pl.View(uitest.Sizes[0])
	return strings.Join(strings.Fields(strings.ReplaceAll(view, "\u00a0", " ")), " ")
}

func says(t *testing.T, pl *uitest.Player, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(plain(pl), w) {
			t.Errorf("%q is not said:\n%s", w, pl.View(uitest.Sizes[0]))
		}
	}
}

// The manual's own list of errors, from choosing the file to what is found.
func TestC2TheManualsOwnErrors(t *testing.T) {
	w := newWorld(t)
	pl := w.open(t, "")
	pl.Golden("none")
	pl.Press("o")
	pl.Golden("choose")
	pl.Press("down", "enter")
	pl.Golden("faults")
	uitest.CheckKeys(t, pl.Screen)
	says(
		t, pl, "november.xml – Filen innehåller fel", "Ingenting är skickat", "✓ 2 rätta, 1 800,00 kr ✗ 5 med fel",
		"Kliniknummer Räkningsnummer Personnummer Felmeddelande", "31 980835 19690430-2384", "31 980836 19440121-6595", "Räkningens förhandsbedömningsnummer FHB-88001 är ogiltigt.",
	)
	pl.Press("down")
	says(t, pl, "Patienten saknar giltigt intyg för N-tandvård. Besöket är 2026-11-21", "Rad 42 · Åtgärdsdatum · /invoiceFile/invoice[1]/bill[3]")
	pl.Press("enter")
	pl.Golden("details")
	says(t, pl, "Kod R-ENTITLEMENT")
	pl.Press("esc")
	if pl.Last.Nav != screen.NavStay || strings.Contains(plain(pl), "R-ENTITLEMENT") {
		t.Errorf("%+v", pl.Last)
	}
	if len(w.queued) != 0 {
		t.Error("something was sent")
	}
}

// Errors are listed by kind too, each kind leads to its bills, and a search narrows
// both; Esc goes back step by step.
func TestC2ByKindAndSearched(t *testing.T) {
	w := newWorld(t)
	pl := w.open(t, "")
	pl.Paste("/home/anna/november.xml") // dropped on the window
	pl.Press("g")
	pl.Golden("kinds")
	uitest.CheckKeys(t, pl.Screen)
	says(t, pl, "4 4 ✗ Patienten saknar giltigt intyg för N-tandvård.", "1 1 ✗ Räkningens förhandsbedömningsnummer FHB-88001 är")
	pl.Press("enter")
	says(t, pl, "980836", "980839")
	if strings.Contains(plain(pl), "980835") {
		t.Error("another kind's bill is listed")
	}
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("/")
	pl.Type("19451111-8780") // the file has no dash
	pl.Press("down")         // to the rows
	uitest.CheckKeys(t, pl.Screen)
	if v := plain(pl); !strings.Contains(v, "980838") || strings.Contains(v, "980836") {
		t.Error(v)
	}
	pl.Press("esc") // the search
	says(t, pl, "980836")
	pl.Press("esc") // the kind
	says(t, pl, "4 4 ✗ Patienten")
	pl.Press("g")
	says(t, pl, "980835", "980836")
	pl.Press("esc")
	says(t, pl, "Inga fakturafiler är uppladdade")
	if pl.Last.Nav != screen.NavStay {
		t.Errorf("%+v", pl.Last)
	}
}

// Nothing is sent before the question with count and sum; Esc sends nothing.
func TestC4TheCorrectBillsAreSentAfterAQuestion(t *testing.T) {
	w := newWorld(t)
	pl := w.open(t, "")
	pl.Paste("/home/anna/november.xml")
	pl.Press("f8")
	pl.Golden("question")
	says(t, pl, "Ladda upp november.xml: 2 räkningar, 1 800,00 kr?", "5 räkningar med fel skickas inte")
	if a, ok := pl.Screen.(screen.Asker); !ok || !a.Asking() {
		t.Error("keys typed ahead would answer")
	}
	pl.Press("esc")
	if len(w.queued) != 0 {
		t.Fatal("sent without a yes")
	}
	if pl.Press("h"); !strings.Contains(pl.Last.Notice, labels.UploadFaulty(5)) {
		t.Error(pl.Last.Notice)
	}
	w.no = &domain.Error{Kind: domain.Conflict, Code: app.CodeFileChanged}
	pl.Press("f8", "f8")
	says(t, pl, "✓ 2 rätta", strings.Fields(text.Error(app.CodeFileChanged).What)[0])
	w.no = nil
	pl.Press("f8", "f8")
	if len(w.queued) != 1 || w.modes[0] != domain.UploadValid || pl.Last.Nav != screen.NavPush || pl.Last.To != (screen.Route{Name: screen.Upload, Arg: "u1"}) {
		t.Fatalf("%d %+v", len(w.queued), pl.Last)
	}
	if v := plain(pl); strings.Contains(v, "F8") || !strings.Contains(v, "november.xml 16:10") { // Esc leads to the files
		t.Error(v)
	}
}

// A file without faults says so; one that is faulty as a whole cannot be sent, and
// says why.
func TestC4WhatCannotBeSentSaysWhy(t *testing.T) {
	w := newWorld(t)
	whole := w.content["/home/anna/november.xml"]
	w.content["/home/anna/november.xml"] = strings.Replace(whole, "<bills>7", "<bills>8", 1)
	pl := w.open(t, "")
	pl.Paste("/home/anna/november.xml")
	pl.Golden("whole")
	says(t, pl, "Filen har fel som helhet, och inget av den kan skickas.")
	pl.Press("f8")
	if pl.Last.Notice != labels.NotNow(labels.UploadSend, labels.UploadNothing) {
		t.Error(pl.Last.Notice)
	}
	pl.Press("r")
	if !strings.Contains(pl.Last.Notice, labels.UploadWhole) {
		t.Error(pl.Last.Notice)
	}

	first := strings.Index(whole, `    <bill id="a3c1f0de-52a4-4c0b-8d6f-5a2b7b0e9c02">`)
	last := strings.Index(whole, `    <bill id="a3c1f0de-52a4-4c0b-8d6f-5a2b7b0e9c09">`)
	right := strings.NewReplacer("<bills>7", "<bills>2", "<sumOre>630000", "<sumOre>180000").Replace(whole[:first] + whole[last:])
	w.content["/home/anna/november.xml"] = right
	w.check = app.FileCheck{FactsAt: w.clock.Now().Add(-8 * time.Hour), Unasked: 1, Before: &app.Upload{ID: "u0", Answered: w.clock.Now().Add(-24 * time.Hour), Receipt: &domain.Receipt{}}}
	pl.Press("f5") // mended, and checked again
	pl.Golden("right")
	says(
		t, pl, "november.xml – Inga fel hittade än", "Inga fel. Tryck F8", "! Samma fil laddades upp 11-27 16:10: mottagen.",
		"Granskad med intyg hämtade 08:10. Intyg för 1 räkning är inte hämtade hit",
	)
	w.check.Unasked = 0 // only then is it known to be right
	pl.Press("f5")
	says(t, pl, "november.xml – Filen är rätt")
	pl.Press("u", "p")
	if len(w.drafts) != 0 || w.printed != "" {
		t.Error("a draft or a list of nothing")
	}
	pl.Press("h")
	says(t, pl, "Bara i sin helhet: har regionen något att anmärka tas ingenting emot")
	pl.Press("f8")
	if len(w.modes) != 1 || w.modes[0] != domain.UploadAll {
		t.Errorf("%v", w.modes)
	}
}

// A faulty bill becomes a draft; pressed again the same draft is opened.
func TestC6AFaultyBillIsOpenedAsADraft(t *testing.T) {
	w := newWorld(t)
	pl := w.open(t, "")
	pl.Paste("/home/anna/november.xml")
	pl.Press("down", "u")
	want := screen.Route{Name: screen.Bill, Arg: "d2"}
	if pl.Last.Nav != screen.NavPush || pl.Last.To != want {
		t.Fatalf("%+v", pl.Last)
	}
	pl.Press("u")
	if len(w.drafts) != 1 || pl.Last.To != want {
		t.Errorf("%v %+v", w.drafts, pl.Last)
	}
	w.clinic = "44"
	pl.Press("down", "u")
	if pl.Last.Notice != labels.UploadElsewhere("44") {
		t.Errorf("%+v", pl.Last)
	}
	w.clinic = "31"
	pl.Press("u")
	if len(w.drafts) != 2 || pl.Last.Notice != labels.UploadElsewhere("44") {
		t.Errorf("another clinic's draft is made twice: %v %+v", w.drafts, pl.Last)
	}
}

// Two files beside the original, the error list on paper and as a table.
func TestC3C6WhatLeavesTheProgram(t *testing.T) {
	w := newWorld(t)
	pl := w.open(t, "")
	pl.Paste("/home/anna/november.xml")
	pl.Press("r")
	good, bad := w.saved["/home/anna/november-godkända.xml"], w.saved["/home/anna/november-avvisade.xml"]
	if !strings.Contains(good, "<bills>2</bills>") || !strings.Contains(bad, "<bills>5</bills>") || !strings.Contains(bad, "<!-- Rad 42, ") {
		t.Errorf("%s\n%s", good, bad)
	}
	if !strings.Contains(pl.Last.Notice, "november-godkända.xml och /home/anna/november-avvisade.xml") {
		t.Error(pl.Last.Notice)
	}
	pl.Press("p")
	for _, want := range []string{"Fellista november.xml", "980836", "19440121-6595", "Åtgärdsdatum · item[1]/date", "Patienten saknar giltigt intyg för N-tandvård.", "Rad 42"} {
		if !strings.Contains(w.printed, want) {
			t.Errorf("%q is not printed:\n%s", want, w.printed)
		}
	}
	pl.Press("x", "c")
	csv := w.saved["/home/anna/Dokument/fellista.csv"]
	if !strings.Contains(csv, "Kliniknummer;Räkningsnummer;Personnummer;Felmeddelande;Rad;Fält;Vad du gör;Kod") || !strings.Contains(csv, "R-ENTITLEMENT") || !strings.Contains(csv, ";194401216595;") {
		t.Errorf("%s", csv)
	}
	pl.Press("x", "x")
	if !bytes.HasPrefix([]byte(w.saved["/home/anna/Dokument/fellista.xlsx"]), []byte("PK")) {
		t.Error("no workbook")
	}
}

// While a file is checked the screen draws and answers; how far it has come is shown
// at the clock's step; Esc ends the check at once and what it finds is not shown.
func TestC1TheCheckTellsHowFarAndStops(t *testing.T) {
	w := newWorld(t)
	var stopped context.Context
	w.began = func(ctx context.Context, progress func(app.FileProgress)) {
		stopped = ctx
		progress(app.FileProgress{Read: 4_000_000, Size: 16_000_000, Entries: 2560})
	}
	late := uitest.OpenLate(t, w.clock, New(w.env(), w, ""))
	late.Paste("/home/anna/november.xml")
	pl := &uitest.Player{Screen: late.Screen}
	if v := plain(pl); !strings.Contains(v, "Granskar filen på den här datorn. Ingenting skickas.") || !strings.Contains(v, " 0 %") {
		t.Fatal(v)
	}
	w.clock.Pass(2 * time.Second)
	late.Screen.Update(screen.Tick{Now: w.clock.Now()})
	if v := plain(pl); !strings.Contains(v, "25 % 2 560 räkningar · ungefär 6 sekunder kvar") {
		t.Fatal(v)
	}
	uitest.CompareFrame(t, "checking", uitest.Sizes[0], pl.View(uitest.Sizes[0]))
	uitest.CheckOutline(t, late.Screen, uitest.Body(uitest.Sizes[0]))
	late.Press("esc")
	if stopped.Err() == nil {
		t.Error("the check goes on")
	}
	late.AnswerAll()
	if v := plain(pl); strings.Contains(v, "med fel") || !strings.Contains(v, "Inga fakturafiler") {
		t.Error(v)
	}
}

func TestC1WhatCannotBeReadIsTold(t *testing.T) {
	w := newWorld(t)
	pl := w.open(t, "")
	pl.Paste("/home/anna/hemlig.xml")
	says(t, pl, text.Error(files.CodeDenied).What, "Inga fakturafiler är uppladdade")
	w.err = errors.New("disk")
	pl.Paste("/home/anna/november.xml")
	says(t, pl, "Inga fakturafiler är uppladdade", "✗")
	pl.Press("o", "esc")
	if v := plain(pl); strings.Contains(v, "✗") {
		t.Error(v)
	}
}

// No string of a file reaches the terminal with an escape sequence, nor a workbook or
// CSV with a formula.
func TestNothingOfAFileReachesTheTerminalUnfiltered(t *testing.T) {
	w := newWorld(t)
	const esc = "&#27;[2J\u202e=cmd|' /C calc'!A0"
	attack := w.content["/home/anna/november.xml"]
	for _, field := range []string{"<person>", "<support>", "<careModel>", "<billRef>", "<date>", "<code>", "<category>", "<approval>"} {
		attack = strings.Replace(attack, field, field+esc, 2)
	}
	attack = strings.NewReplacer(`clinic="31"`, `clinic="=3\u202e1"`, `invoiceNo="2026`, `invoiceNo="\u202e2026`).Replace(attack)
	attack = strings.ReplaceAll(attack, "&#27;", "\u009b") // XML forbids the escape itself
	const name = "/home/anna/\u202e\x1b]0;x\a.xml"
	w.content[name] = attack
	pl := w.open(t, "")
	pl.Press("o")
	check := func(when string) {
		t.Helper()
		for _, z := range uitest.Sizes {
			if v := pl.Screen.View(uitest.Body(z)); strings.ContainsAny(v, "\x1b\a\u009b\u202e") {
				t.Errorf("%s: %q", when, v)
			}
		}
	}
	check("choosing")
	pl.Press("down", "down", "enter")
	for _, key := range []string{"enter", "down", "down", "enter", "enter", "g", "enter", "f8", "esc", "p", "x", "c"} {
		check("before " + key)
		pl.Press(key)
	}
	if w.printed == "" || strings.ContainsAny(w.printed, "\x1b\a\u009b\u202e") {
		t.Errorf("printed: %q", w.printed)
	}
	csv := w.saved["/home/anna/Dokument/fellista.csv"]
	if csv == "" || strings.ContainsAny(csv, "\x1b\a\u009b\u202e") || strings.Contains(csv, "\n=") || strings.Contains(csv, ";=") {
		t.Errorf("%q", csv)
	}
}

// A file with an error in each of 10 000 bills is listed, searched and grouped.
func TestC2TenThousandErrors(t *testing.T) {
	pl := &uitest.Player{Screen: long(t, 10_000)}
	says(t, pl, "✗ 10 000 med fel", "10 000 fel")
	for _, key := range []string{"/", "r", "-", "9", "9", "9", "9", "down"} {
		pl.Screen.Update(uitest.Key(t, key))
	}
	if says(t, pl, "R-9999"); strings.Contains(plain(pl), "R-9998") {
		t.Error("the search narrows nothing")
	}
	for _, key := range []string{"esc", "g"} {
		pl.Screen.Update(uitest.Key(t, key))
	}
	says(t, pl, "3 334 3 334 ✗ Patienten saknar giltigt intyg", "3 333 3 333 ✗ Räkningens förhandsbedömningsnummer … är")
}

// Who may only read can check a file, and send nothing of it.
func TestAReaderChecksAndSendsNothing(t *testing.T) {
	w := newWorld(t)
	w.role = domain.RoleReader
	pl := w.open(t, "")
	pl.Paste("/home/anna/november.xml")
	says(t, pl, "✓ 2 rätta")
	for _, key := range []string{"f8", "u"} {
		if pl.Press(key); !strings.Contains(pl.Last.Notice, labels.ReaderMayNot) {
			t.Errorf("%s: %+v", key, pl.Last)
		}
	}
	if pl.Press("f8"); len(w.queued)+len(w.drafts) > 0 {
		t.Error("something was sent, or begun")
	}
}

// Credits are named in the question: they take money back (C9).
func TestC9CreditsAreNamedBeforeTheyAreSent(t *testing.T) {
	w := newWorld(t)
	credit := `  <credit id="c0a81b4e-6d2f-4e93-b7a5-1f8c3d9e2b01" clinic="31"><ourRef>518148</ourRef><reason>Fel patient</reason></credit>` + "\n</invoiceFile>"
	w.content["/home/anna/k.xml"] = strings.NewReplacer("<credits>0", "<credits>1", "</invoiceFile>", credit).Replace(w.content["/home/anna/november.xml"])
	pl := w.open(t, "")
	pl.Paste("/home/anna/k.xml")
	pl.Press("f8")
	says(t, pl, "Ladda upp k.xml: 3 räkningar och krediteringar, 1 800,00 kr?", "! 1 kreditering i filen: de tar tillbaka det som är utbetalt.")
}
