package bill

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/screen"
)

// The screen asks for one check per key, none for an autosave nor for hearing of
// it, and one for F8: app makes one of those that are of the same text.
func TestC4OneCheckPerKey(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Type("1")
	checks := func(want int, what string, do func()) {
		t.Helper()
		before := p.checks
		do()
		if got := p.checks - before; got != want {
			t.Errorf("%s: %d checks, want %d", what, got, want)
		}
	}
	checks(1, "a key", func() { pl.Type("0") })
	checks(0, "its autosave", func() { pl.Wait(time.Second) })
	checks(0, "a draft was saved", func() { pl.Send(screen.Changed{What: app.ChangedDrafts}) })
	checks(0, "the connection is back", func() { pl.Send(screen.Changed{What: app.ChangedConnection}) })
	checks(1, "new prices", func() { pl.Send(screen.Changed{What: app.ChangedRegion}) })
	checks(1, "the mirror", func() { pl.Send(screen.Changed{What: app.ChangedMirror}) })
	checks(1, "the screen is the top one again", func() { pl.Send(screen.Changed{}) })
	pl.Press("ctrl+z")
	checks(1, "F8", func() { pl.Press("f8") })
	checks(0, "Enter", func() { pl.Press("enter") })
	if len(p.sent) != 1 {
		t.Fatalf("sent %v", p.sent)
	}
}

// Ctrl+A in a text goes to its beginning, in every field; it adds no fees and
// leads nowhere.
func TestCtrlAGoesToTheBeginningOfAnyText(t *testing.T) {
	for _, at := range []form.Key{
		form.Of(domain.FieldComment), form.Of(domain.FieldBillRef),
		cell(0, domain.FieldItemDate), cell(1, domain.FieldItemPosition), cell(2, domain.FieldItemCode),
	} {
		pl, p := open(t, "")
		typeBill(pl)
		pl.Press("up", "ctrl+d") // the fee is missing now
		m := pl.Screen.(*model)
		if !m.form.SetFocus(at, -1) {
			t.Fatalf("%v has no focus", at)
		}
		pl.Type("xy")
		pl.Press("ctrl+a")
		pl.Type("z")
		if here, _ := m.form.Cursor(); here != at || m.form.Value(at) != "zxy" || strings.Contains(rows(p), "patAvg") {
			t.Errorf("%v: %q, %s, at %v", at, m.form.Value(at), rows(p), here)
		}
	}
}

// What is pasted beyond a field's length stays whole, with a finding that says
// how much is too much.
func TestL10ALongPasteStaysWhole(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("f4")
	long := strings.Repeat("x", 700)
	pl.Paste(long)
	pl.Press("enter")
	pl.Press("f3", "f3")
	items := last(p).Bills[0].Items
	if got := items[len(items)-1].Comment; got != long {
		t.Fatalf("%d characters are left of 700", len(got))
	}
	found := ""
	for _, f := range pl.Screen.(*model).ed.Findings() {
		if f.Field == domain.FieldItemComment {
			found = f.Params["over"]
		}
	}
	if found != "200" {
		t.Errorf("%q characters too many", found)
	}
}

// A list of person numbers pasted into Personnummer is a bill for each of them,
// no rows.
func TestW19APastedListOfPatients(t *testing.T) {
	pl, p := open(t, "")
	pl.Paste("196009172336\n19520516-2331\r\n\n4309189126")
	pl.Wait(time.Second)
	d := last(p)
	if len(d.Bills) != 3 || d.Bills[0].Person != person || d.Bills[1].Person != "19520516-2331" || d.Bills[2].Person != "19430918-9126" {
		t.Fatalf("%+v", d.Bills)
	}
	for i, b := range d.Bills {
		if len(b.Items) != 0 {
			t.Errorf("bill %d has rows: %+v", i, b.Items)
		}
	}
	if !strings.Contains(pl.Last.Notice, "3 räkningar") || p.looks != 1 {
		t.Errorf("%q, %d look-ups", pl.Last.Notice, p.looks)
	}
	pl.Press("ctrl+z", "ctrl+z") // what was filled in for the first patient, then the list
	if d := last(p); len(d.Bills) != 1 || d.Bills[0].Person != "" {
		t.Errorf("undone: %+v", d.Bills)
	}
}

// A bill of which everything was taken away is put away: it would stand in the
// list as nobody's. What is written in it again makes it a draft again.
func TestW15AnEmptiedBillIsPutAway(t *testing.T) {
	pl, p := open(t, "")
	pl.Type("19")
	pl.Wait(time.Second)
	if d := last(p); d.State != domain.DraftOpen {
		t.Fatalf("%+v", d)
	}
	pl.Press("backspace", "backspace")
	pl.Wait(time.Second)
	if d := last(p); d.State != domain.DraftDiscarded {
		t.Fatalf("nothing is left, and it is %s", d.State)
	}
	pl.Type("1")
	pl.Wait(time.Second)
	if d := last(p); d.State != domain.DraftOpen {
		t.Errorf("it is written in again, and it is %s", d.State)
	}
}
