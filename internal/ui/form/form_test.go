package form_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

var (
	person  = form.Of(domain.FieldPerson)
	support = form.Of(domain.FieldSupport)
	model   = form.Of(domain.FieldCareModel)
	exempt  = form.Of(domain.FieldExemption)
	billRef = form.Of(domain.FieldBillRef)
)

func code(i int) form.Key  { return form.In("rows", i, domain.FieldItemCode) }
func price(i int) form.Key { return form.In("rows", i, domain.FieldItemPrice) }

var procedures = form.NewList([]form.Item{
	{Code: "103", Words: "Kompletterande eller akut undersökning, utförd av tandläkare", Right: "445 kr"},
	{Code: "101", Words: "Basundersökning, utförd av tandläkare", Right: "1 100 kr"},
	{Code: "111", Words: "Basundersökning, utförd av tandhygienist", Right: "800 kr"},
	{Code: "825", Words: "Komplicerad partiell protes", Right: "15 250 kr", Favorite: true},
})

func bill() *form.Form {
	return form.New(
		theme.Plain(),
		form.Spec{Key: person, Label: "Personnummer", Width: 16},
		form.Spec{Key: support, Kind: form.Choice, Label: "Avser", Options: []form.Option{{"N", "N"}, {"F", "F"}, {"S", "S"}}},
		form.Spec{Key: model, Kind: form.Select, Label: "Vårdmodell", List: form.NewList([]form.Item{{Code: "K1", Words: "Konventionell"}, {Code: "M1", Words: "Mobil"}})},
		form.Spec{Key: exempt, Kind: form.Check, Label: "Frikort", Hint: "har frikort"},
		form.Spec{Key: billRef, Label: "Räkningsref.", Limit: 10},
		form.Spec{Key: code(0), Kind: form.Pick, Label: "Åtgärd 1", List: procedures},
		form.Spec{Key: price(0), Label: "Pris 1"},
		form.Spec{Key: code(1), Kind: form.Pick, Label: "Åtgärd 2", List: procedures},
		form.Spec{Key: price(1), Label: "Pris 2"},
	)
}

func press(t *testing.T, f *form.Form, names ...string) (e form.Event) {
	t.Helper()
	for _, n := range names {
		e = f.Update(uitest.Key(t, n))
	}
	return e
}

func write(f *form.Form, s string) {
	for _, r := range s {
		f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

func TestLeavingAFieldIsAlwaysFree(t *testing.T) {
	f := bill()
	write(f, "trams")
	f.SetNotes([]form.Note{{Key: person, Severity: domain.SeverityError, Text: "Skriv personnumret."}})
	for _, want := range []form.Key{support, model, exempt, billRef, code(0), price(0), code(1), price(1)} {
		e := press(t, f, "tab")
		if !f.Focused(want) || !e.Moved {
			t.Fatalf("tab: not at %v", want)
		}
	}
	if e := press(t, f, "enter"); !e.Done {
		t.Error("Enter on the last field must say so")
	}
	for range 8 {
		press(t, f, "shift+tab")
	}
	if !f.Focused(person) || f.Value(person) != "trams" {
		t.Errorf("back at %q", f.Value(person))
	}
}

func TestTextIsNFCAndFiltered(t *testing.T) {
	f := bill()
	f.SetFocus(billRef, 0)
	write(f, "A\u030a") // A and its ring as two keys
	if got := f.Value(billRef); got != "Å" {
		t.Errorf("%q", got)
	}
	f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("\x1b[31m o\u0308\nb\u202e"), Paste: true})
	if got := f.Value(billRef); strings.ContainsAny(got, "\x1b\n\u202e") || !strings.Contains(got, "ö") {
		t.Errorf("%q", got)
	}
	f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Repeat("x", 500)), Paste: true})
	if n := len([]rune(f.Value(billRef))); n != 10 {
		t.Errorf("limit 10, got %d", n)
	}
	f.SetValue(billRef, "a\x07b")
	if got := f.Value(billRef); got != "ab" {
		t.Errorf("a value from a file came through as %q", got)
	}
}

func TestEditingInTheMiddle(t *testing.T) {
	f := bill()
	write(f, "åäö")
	press(t, f, "left", "left")
	write(f, "x")
	if ref, col := f.Cursor(); f.Value(person) != "åxäö" || ref != person || col != 2 {
		t.Errorf("%q at %v %d", f.Value(person), ref, col)
	}
	press(t, f, "backspace", "delete")
	if f.Value(person) != "åö" {
		t.Errorf("%q", f.Value(person))
	}
}

func TestCursorComesBack(t *testing.T) {
	f := bill()
	f.SetValue(billRef, "räkning")
	if !f.SetFocus(billRef, 3) {
		t.Fatal("no such field")
	}
	ref, col := f.Cursor()
	g := bill()
	g.SetValue(billRef, f.Value(billRef))
	g.SetFocus(ref, col)
	write(g, "X")
	if got := g.Value(billRef); got != "räkXning" {
		t.Error(got)
	}
}

func TestChoiceAndCheck(t *testing.T) {
	f := bill()
	press(t, f, "tab")
	if f.Typing() {
		t.Error("a choice takes no text")
	}
	press(t, f, "f")
	if f.Value(support) != "F" {
		t.Error(f.Value(support))
	}
	press(t, f, "right", "right")
	if f.Value(support) != "N" {
		t.Error("right goes round:", f.Value(support))
	}
	press(t, f, "left")
	if f.Value(support) != "S" {
		t.Error("left goes round:", f.Value(support))
	}
	f.SetFocus(exempt, 0)
	if e := press(t, f, " "); !e.Changed || f.Value(exempt) != form.Yes {
		t.Error("space ticks")
	}
	if e := press(t, f, " "); !e.Changed || f.Value(exempt) != "" {
		t.Error("space unticks")
	}
}

// Text typed on a choice or a tick, one Enter too early, is the next field's;
// it never takes the place of what stands there.
func TestTextOnAChoiceGoesOn(t *testing.T) {
	f := bill()
	f.SetFocus(exempt, 0)
	to := func() form.Key { ref, _ := f.Cursor(); return ref }
	if e := press(t, f, "7"); !e.Changed || !e.Moved || e.From != exempt || f.Value(to()) != "7" {
		t.Fatalf("%+v, %v", e, to())
	}
	next := to()
	f.SetFocus(exempt, 0)
	if e := press(t, f, "8"); !e.Unheard || !e.Used || e.Changed || e.Moved || f.Value(next) != "7" {
		t.Fatalf("%+v, %q", e, f.Value(next))
	}
	if e := press(t, f, "esc"); e.Used {
		t.Error("a key that is no text is the screen's")
	}
	f.SetFocus(support, 0)
	press(t, f, "k")
	if to() != model || !f.Modal() {
		t.Error("the list after the choice is not filtered:", to())
	}
}

// Enter on a text that nothing in the list fits stays there; Tab leaves it, and
// what was chosen before.
func TestSelectStaysOnWhatFitsNothing(t *testing.T) {
	f := bill()
	f.SetFocus(model, 0)
	write(f, "mob")
	press(t, f, "enter")
	chosen := f.Value(model)
	f.SetFocus(model, 0)
	write(f, "K9")
	if e := press(t, f, "enter"); e.Moved || !f.Modal() {
		t.Fatalf("%+v, the list is open: %v", e, f.Modal())
	}
	if e := press(t, f, "tab"); !e.Moved || f.Value(model) != chosen || chosen == "" {
		t.Errorf("%+v, %q", e, f.Value(model))
	}
}

func TestSelectNeverTakesLooseText(t *testing.T) {
	f := bill()
	f.SetFocus(model, 0)
	write(f, "mob")
	if !f.Modal() {
		t.Fatal("typing opens the list")
	}
	press(t, f, "esc")
	if f.Modal() || f.Value(model) != "" {
		t.Errorf("Esc only closes: %q", f.Value(model))
	}
	write(f, "mob")
	if e := press(t, f, "enter"); f.Value(model) != "M1" || !e.Changed || !f.Focused(exempt) {
		t.Errorf("%q", f.Value(model))
	}
	f.SetFocus(model, 0)
	press(t, f, " ", "down", "up", "enter")
	if f.Value(model) != "K1" {
		t.Error(f.Value(model))
	}
	f.SetFocus(model, 0)
	write(f, "zzz")
	press(t, f, "tab")
	if f.Value(model) != "K1" || !f.Focused(exempt) {
		t.Error("what matches nothing changes nothing and holds nobody")
	}
}

func TestPickKeepsRawTextAndTakesMatch(t *testing.T) {
	f := bill()
	f.SetFocus(code(0), 0)
	write(f, "bas tandl")
	if f.Value(code(0)) != "bas tandl" || !f.Modal() {
		t.Fatal("raw text is the value while typing")
	}
	press(t, f, "enter")
	if f.Value(code(0)) != "101" || !f.Focused(price(0)) {
		t.Errorf("took %q", f.Value(code(0)))
	}
	f.SetFocus(code(1), 0)
	write(f, "xyz")
	if f.Modal() {
		t.Error("no list where nothing matches")
	}
	press(t, f, "tab")
	if f.Value(code(1)) != "xyz" {
		t.Error("unknown text stays:", f.Value(code(1)))
	}
}

func TestArrowsWalkTheGrid(t *testing.T) {
	f := bill()
	f.SetFocus(price(0), 0)
	press(t, f, "down")
	if !f.Focused(price(1)) {
		t.Error("down goes to the same column")
	}
	press(t, f, "up", "up")
	if !f.Focused(billRef) {
		ref, _ := f.Cursor()
		t.Error("up leaves the grid, at", ref)
	}
}

func TestFieldsOffAreSkipped(t *testing.T) {
	f := form.New(theme.Plain(),
		form.Spec{Key: person, Label: "A", Off: "låst"},
		form.Spec{Key: billRef, Label: "B"},
		form.Spec{Key: model, Label: "C", Off: "kommer från intyget"},
		form.Spec{Key: exempt, Kind: form.Check, Label: "D"})
	if !f.Focused(billRef) {
		t.Error("focus starts at the first field that can change")
	}
	press(t, f, "tab")
	if !f.Focused(exempt) || f.SetFocus(model, 0) {
		t.Error("a field that is off took the focus")
	}
	if got := f.Cell(model, 30); got != "kommer från intyget" {
		t.Error("the reason shows:", got)
	}
}

func TestSpecsComeAndGo(t *testing.T) {
	f := form.New(theme.Plain(), form.Spec{Key: person}, form.Spec{Key: model}, form.Spec{Key: billRef})
	f.SetFocus(model, 0)
	write(f, "abc")
	press(t, f, "left")
	f.SetSpecs(form.Spec{Key: billRef}, form.Spec{Key: model})
	if ref, col := f.Cursor(); ref != model || col != 2 {
		t.Error("focus must stay on its field:", ref, col)
	}
	f.SetSpecs(form.Spec{Key: person}, form.Spec{Key: billRef})
	write(f, "d")
	if !f.Focused(model) || f.Value(model) != "abdc" {
		t.Error("what was typed went elsewhere than to the field that is written in:", f.Value(model), f.Value(billRef))
	}
	press(t, f, "shift+tab")
	f.SetSpecs(form.Spec{Key: person}, form.Spec{Key: billRef})
	if f.Has(model) || !f.Focused(billRef) {
		t.Error("a field that is left and not asked for stays")
	}
	f.SetSpecs(form.Spec{Key: billRef}, form.Spec{Key: model})
	if f.Value(model) != "abdc" {
		t.Error("a field that came back lost its text")
	}
}

func TestErrorsComeBeforeWarnings(t *testing.T) {
	f := bill()
	f.SetNotes([]form.Note{
		{Key: price(0), Severity: domain.SeverityError, Text: "E1"},
		{Key: billRef, Severity: domain.SeverityWarning, Text: "W"},
		{Key: billRef, Severity: domain.SeverityError, Text: "E0"},
		{Key: person, Severity: domain.SeverityWarning, Text: "W"},
	})
	if n, _ := f.Note(billRef); n.Text != "E0" {
		t.Error("errors come before warnings:", n.Text)
	}
	view := f.View(layout.Size{W: 70, H: 12})
	if !strings.Contains(view, "✗ E0") || !strings.Contains(view, "! W") {
		t.Error(view)
	}
}

func TestViewKeepsItsSizeAndCursorInSight(t *testing.T) {
	f := bill()
	f.SetNotes([]form.Note{{Key: person, Severity: domain.SeverityError, Text: strings.Repeat("lång mening ", 20)}})
	write(f, strings.Repeat("åäö漢", 30))
	for _, z := range []layout.Size{{W: 80, H: 19}, {W: 40, H: 10}, {W: 20, H: 3}, {W: 9, H: 1}} {
		for range 9 {
			for _, l := range strings.Split(f.View(z), "\n") {
				if w := ansi.StringWidth(l); w > z.W {
					t.Fatalf("%v: %d cells: %q", z, w, l)
				}
			}
			if !strings.Contains(f.View(z), "›") {
				t.Errorf("%v: the cursor's line is out of sight", z)
			}
			press(t, f, "tab")
		}
		f.SetFocus(person, 0)
	}
	f.SetFocus(person, -1)
	if cell := f.Cell(person, 12); !strings.HasSuffix(cell, "_") {
		t.Errorf("the end of a long text is out of sight: %q", cell)
	}
}

func TestPopupLiesUnderItsField(t *testing.T) {
	f := bill()
	f.SetFocus(code(0), 0)
	write(f, "under")
	frame := uitest.Fit(t, f.View(layout.Size{W: 75, H: 19}), layout.Size{W: 75, H: 19})
	uitest.CompareFrame(t, "popup", layout.Size{W: 75, H: 19}, frame)
}

func TestPINIsNeverSeen(t *testing.T) {
	var p form.PIN
	p.Max = 6
	for _, r := range "12x3456789" {
		p.Press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	if p.Len() != 6 {
		t.Error("digits only, six at most:", p.Len())
	}
	for _, s := range []string{p.View(theme.Plain(), 6), fmt.Sprint(&p), fmt.Sprintf("%#v", &p)} {
		if strings.ContainsAny(s, "123456") {
			t.Errorf("PIN in %q", s)
		}
	}
	p.Press(tea.KeyMsg{Type: tea.KeyBackspace})
	if got := p.View(theme.Plain(), 6); got != "•••••_" {
		t.Error(got)
	}
	if got := string(p.Take()); got != "12345" || p.Len() != 0 || p != (form.PIN{Max: 6}) {
		t.Error("Take gives the digits once and wipes the field")
	}
}

func TestPastedPINDoesNotStayInTheMessage(t *testing.T) {
	var p form.PIN
	runes := []rune("123456")
	p.Press(tea.KeyMsg{Type: tea.KeyRunes, Runes: runes, Paste: true})
	if p.Len() != 6 || string(runes) != strings.Repeat("\x00", 6) {
		t.Errorf("%d digits, message %q", p.Len(), string(runes))
	}
}

func TestSelectTurnsAndOpens(t *testing.T) {
	f := bill()
	f.SetFocus(model, 0)
	press(t, f, "enter")
	if !f.Modal() || !f.Focused(model) {
		t.Fatal("Enter on nothing chosen opens the list")
	}
	press(t, f, "esc", "tab")
	if f.Value(model) != "" || !f.Focused(exempt) {
		t.Fatal("Tab goes on without a choice")
	}
	f.SetFocus(model, 0)
	for _, want := range []string{"K1", "M1", "K1"} {
		if e := press(t, f, "right"); f.Value(model) != want || !e.Changed {
			t.Errorf("right: %q, want %q", f.Value(model), want)
		}
	}
	press(t, f, "left")
	if f.Value(model) != "M1" || f.Modal() {
		t.Error(f.Value(model))
	}
	if e := press(t, f, "enter"); !e.Moved {
		t.Error("Enter on a choice goes on")
	}
}

// TestS12AListOpensOnItsValue: Space and Enter change nothing.
func TestS12AListOpensOnItsValue(t *testing.T) {
	for _, value := range []string{"K1", "M1"} {
		f := bill()
		f.SetFocus(model, 0)
		f.SetValue(model, value)
		press(t, f, " ", "enter")
		if got := f.Value(model); got != value {
			t.Errorf("%s became %s", value, got)
		}
		f.SetFocus(model, 0)
		press(t, f, " ", "up", "enter")
		if got := f.Value(model); got != "K1" {
			t.Errorf("the one before %s: %s", value, got)
		}
	}
}

func TestKeysFollowTheField(t *testing.T) {
	f := bill()
	for ref, want := range map[form.Key]string{person: "", support: "←→ ", model: "Mellanslag ←→ ", exempt: "Mellanslag ", price(0): ""} {
		f.SetFocus(ref, 0)
		got := ""
		for _, b := range f.Keys() {
			got += b.Help().Key + " "
		}
		if got != want {
			t.Errorf("%v: %q", ref, got)
		}
	}
	f.SetFocus(code(0), 0)
	write(f, "bas")
	if k := f.Keys(); len(k) != 3 || k[2].Help().Key != "Esc" {
		t.Error("an open list says how to close it:", k)
	}
}

func TestAFullDateIsShownWhole(t *testing.T) {
	date := form.In("rows", 0, domain.FieldItemDate)
	f := form.New(theme.FromEnv("dark"), form.Spec{Key: date, Kind: form.Date})
	write(f, "2026-11-23")
	if got := ansi.Strip(f.Cell(date, 10)); got != "2026-11-23" {
		t.Errorf("%q", got)
	}
	press(t, f, "backspace")
	if got := ansi.Strip(f.Cell(date, 10)); got != "2026-11-2 " {
		t.Errorf("%q", got)
	}
}

// A date one comes to is full: a character typed there must not be dropped, so
// it takes the place of all of it. Any other key edits what is there.
func TestTypingReplacesADateJustComeTo(t *testing.T) {
	before, date := form.Of("before"), form.In("rows", 0, domain.FieldItemDate)
	specs := []form.Spec{{Key: before}, {Key: date, Kind: form.Date}}
	for _, c := range []struct {
		name string
		keys []tea.KeyMsg
		want string
	}{
		{"typed", []tea.KeyMsg{rune1('-'), rune1('1')}, "-1"},
		{"corrected at its end", []tea.KeyMsg{{Type: tea.KeyBackspace}, rune1('1')}, "2026-11-21"},
		{"corrected inside", []tea.KeyMsg{{Type: tea.KeyLeft}, {Type: tea.KeyBackspace}, rune1('1')}, "2026-11-13"},
		{"pasted", []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("20261101"), Paste: true}}, "20261101"},
	} {
		f := form.New(theme.FromEnv("dark"), specs...)
		f.SetValue(date, "2026-11-23")
		f.Update(tea.KeyMsg{Type: tea.KeyTab})
		for _, k := range c.keys {
			f.SetSpecs(specs...) // as screens do after every key
			f.Update(k)
		}
		if got := f.Value(date); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	f := form.New(theme.FromEnv("dark"), specs...)
	f.SetValue(date, "2026-11-2")
	f.SetFocus(date, 9) // where a draft was left
	f.Update(rune1('3'))
	if got := f.Value(date); got != "2026-11-23" {
		t.Errorf("taken up again: %q", got)
	}
}

func rune1(r rune) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}} }

func TestAFieldIsNormalisedWhenItIsLeft(t *testing.T) {
	upper := func(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }
	f := form.New(theme.Plain(), form.Spec{Key: person, Normal: upper}, form.Spec{Key: billRef, Normal: upper, Limit: 10})
	write(f, " ab ")
	if f.Value(person) != " ab " {
		t.Error("changed while it is typed:", f.Value(person))
	}
	f.Update(uitest.Key(t, "tab"))
	if f.Value(person) != "AB" {
		t.Errorf("left: %q", f.Value(person))
	}
	write(f, "x")
	if e := f.Update(uitest.Key(t, "enter")); !e.Done || f.Value(billRef) != "X" {
		t.Errorf("the last field is done with: %v %q", e, f.Value(billRef))
	}
}
