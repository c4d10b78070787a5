package bill

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/uitest"
)

// bytes is what undo must bring back: the draft without its times and cursor.
func bytesOf(t testing.TB, d domain.Draft) string {
	t.Helper()
	d.Cursor, d.Updated = domain.Cursor{}, time.Time{}
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// words and names are what random users type.
var (
	randomWords = []string{person, "101", "825", "k1", "pat", "uk", "å", "x", "2026-11-20", "ig", "1", "2026-11-014", "bas tandl"}
	randomKeys  = []string{
		"tab", "shift+tab", "enter", "up", "down", "left", "right", "esc", "f3", "f4", "f6", "pgup", "pgdown", "home", "end",
		"backspace", "delete", "ctrl+d", "ctrl+u", "f5", " ", "f8",
		"ctrl+k", "ctrl+w", "ctrl+q", "ctrl+x", "alt+a", "ctrl+f", "f7", "f9", "f10", "f11", "ctrl+a",
	}
)

// play does something random on the screen.
func play(rt *rapid.T, pl *uitest.Player, names []string) {
	switch rapid.IntRange(0, 8).Draw(rt, "kind") {
	case 8:
		pl.Paste(rapid.SampledFrom([]string{"101;16;2026-11-20\n825\tuk", "x", "301\r302\rfel 57"}).Draw(rt, "pasted"))
	case 0, 1:
		pl.Type(rapid.SampledFrom(randomWords).Draw(rt, "word"))
	case 2:
		pl.Wait(time.Duration(rapid.IntRange(1, 12).Draw(rt, "pause")) * 250 * time.Millisecond)
	default:
		pl.Press(rapid.SampledFrom(names).Draw(rt, "key"))
	}
}

// All undone is what was there first, to the byte, and all done again what was
// there last; saving follows.
func TestUndoAllAndRedoAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pl, p := open(t, "")
		m := pl.Screen.(*model)
		first := bytesOf(t, m.ed.Draft())
		for range rapid.IntRange(1, 60).Draw(rt, "n") {
			play(rt, pl, randomKeys)
		}
		settle(pl)
		lastly := bytesOf(t, m.ed.Draft())
		n := 0
		for {
			pl.Press("ctrl+z")
			if pl.Last.Notice == labels.BillNothingUndo {
				break
			}
			n++
		}
		if got := bytesOf(t, m.ed.Draft()); got != first {
			rt.Fatalf("all undone:\n%s\nat first:\n%s", got, first)
		}
		for range n {
			pl.Press("ctrl+y")
		}
		if got := bytesOf(t, m.ed.Draft()); got != lastly {
			rt.Fatalf("all done again:\n%s\nbefore:\n%s", got, lastly)
		}
		pl.Wait(time.Second)
		if n > 0 && bytesOf(t, last(p)) != lastly {
			rt.Fatal("what stands there is not what is saved")
		}
	})
}

// A field typed in one go is one step; a pause and leaving the field end it.
func TestStepsOfTyping(t *testing.T) {
	pl, p := open(t, "")
	pl.Press("tab", "tab", "tab", "tab")
	pl.Type("2026")
	pl.Wait(3 * time.Second)
	pl.Type("-11")
	pl.Press("tab")
	pl.Type("45678")
	var got []string
	for range 3 {
		pl.Press("ctrl+z")
		got = append(got, last(p).InvoiceNo+"/"+last(p).Bills[0].BillRef)
	}
	pl.Press("ctrl+y", "ctrl+y", "ctrl+y")
	got = append(got, last(p).InvoiceNo+"/"+last(p).Bills[0].BillRef)
	if s := strings.Join(got, " "); s != "2026-11/ 2026/ / 2026-11/45678" {
		t.Fatal(s)
	}
}

// Ctrl+Z works while a list is open, and puts the cursor where the change was.
func TestUndoInAnOpenList(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Type("bas")
	pl.Press("ctrl+z")
	if n := len(last(p).Bills[0].Items); n != 3 || cursor(pl) != "3 code" || pl.Screen.(*model).Modal() {
		t.Fatalf("%d rows, cursor at %s", n, cursor(pl))
	}
	pl.Press("ctrl+z") // the fee
	if n := len(last(p).Bills[0].Items); n != 2 || cursor(pl) != "2 code" {
		t.Fatalf("%d rows, cursor at %s", n, cursor(pl))
	}
	pl.Golden("undone")
}

// A change after undoing ends what could be done again.
func TestRedoEndsWithANewChange(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("ctrl+z")
	pl.Type("301")
	pl.Press("enter", "ctrl+y")
	if items := last(p).Bills[0].Items; len(items) != 3 || items[2].Code != "301" || !strings.Contains(pl.Last.Notice, "inget ångrat") {
		t.Fatalf("%+v, %q", items, pl.Last.Notice)
	}
}

// A bill too many is taken back to where the user stood.
func TestAddedBillIsTakenBackToThePlace(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	pl.Press("up")
	was := cursor(pl)
	if !strings.HasPrefix(was, "2 ") {
		t.Fatal("the test stands on no row:", was)
	}
	pl.Press("f6", "ctrl+z")
	if got := cursor(pl); got != was || pl.Screen.(*model).ed.Bills() != 1 {
		t.Errorf("at %s, not %s", got, was)
	}
}

func TestRemoveRowAndUndo(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("up", "up", "ctrl+d")
	if got := last(p).Bills[0].Items; len(got) != 2 || got[1].Code != "patAvg" {
		t.Fatalf("%+v", got)
	}
	pl.Press("ctrl+z")
	if got := last(p).Bills[0].Items; len(got) != 3 || got[1].Code != "825" {
		t.Fatalf("%+v", got)
	}
}

func TestTakingBackLosesNothingTypedSince(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("up", "up", "ctrl+d", "up", "up")
	pl.Type("senare skrivet")
	pl.Press("ctrl+z", "ctrl+z")
	if b := last(p).Bills[0]; len(b.Items) != 3 || b.Items[1].Code != "825" || b.Comment != "" {
		t.Fatalf("%+v", b)
	}
	pl.Press("ctrl+y", "ctrl+y")
	if b := last(p).Bills[0]; len(b.Items) != 2 || b.Comment != "senare skrivet" {
		t.Fatalf("%+v", b)
	}
}

func TestRemoveBill(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("f6")
	pl.Type("19520516-2331")
	pl.Press("enter", "ctrl+d")
	if d := last(p); len(d.Bills) != 1 || d.Bills[0].Person != person {
		t.Fatalf("%+v", d.Bills)
	}
	pl.Press("ctrl+z")
	if d := last(p); len(d.Bills) != 2 || d.Bills[1].Person != "19520516-2331" {
		t.Fatalf("%+v", d.Bills)
	}
	pl.Press("pgup", "shift+tab", "shift+tab", "ctrl+d") // the other one, from its fields
	if d := last(p); len(d.Bills) != 1 {
		t.Fatalf("%+v", d.Bills)
	}
	pl.Press("ctrl+d") // an invoice keeps its last bill
	if d := last(p); len(d.Bills) != 1 {
		t.Fatalf("%+v", d.Bills)
	}
}
