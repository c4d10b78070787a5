package bill

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/uitest"
)

// W1: the empty number says that Enter searches, while the cursor stands in it.
func TestW1TheNumberSaysThatEnterSearches(t *testing.T) {
	pl, _ := open(t, "")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, labels.BillPersonHint) {
		t.Error(view)
	}
}

// W2: the next row says that a date may be typed there; one that is typed opens no
// list of procedures that hold the letters, and what Enter makes of it is said.
func TestW2ADateInTheNextRow(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "_ "+labels.BillAdd) {
		t.Error(view)
	}
	pl.Type("ig")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "ig_ "+labels.BillDateTyped(domain.MustDate("2026-11-22"))) || pl.Screen.(*model).form.Modal() {
		t.Error(view)
	}
	pl.Press("enter")
	pl.Type("302")
	pl.Press("enter")
	if items := last(p).Bills[0].Items; items[3] != (domain.DraftItem{Date: "2026-11-22", Code: "302"}) {
		t.Errorf("%+v", items)
	}
	pl.Type("ins") // a word that begins as a date does
	if !pl.Screen.(*model).form.Modal() {
		t.Error("words do not search any more")
	}
}

// W3: that a fee is to be taken away is said with its key.
func TestW3TheFeeIsTakenAwayByAKeyThatIsNamed(t *testing.T) {
	pl, p := open(t, "")
	p.know(t, "19300918-9246", domain.Entitlement{No: "1", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}})
	pl.Type("19300918-9246")
	pl.Press("enter", "tab")
	pl.Type("k1")
	pl.Press("enter", "tab")
	pl.Type("1")
	pl.Press("enter")
	pl.Type("2")
	pl.Press("enter", "enter", "enter")
	pl.Type("pat")
	pl.Press("enter", "f3")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Ta bort patAvg. Ctrl+D") {
		t.Fatal(view)
	}
	pl.Press("ctrl+d")
	if items := last(p).Bills[0].Items; len(items) != 0 {
		t.Errorf("%+v", items)
	}
}

// W10: after a date that does not exist the box goes on, and the next one typed takes
// its place.
func TestW10AWrongDateIsTypedOver(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("ctrl+w")
	pl.Type("2026-13-45")
	pl.Press("enter")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Skriv ett datum") {
		t.Fatal(view)
	}
	pl.Type("ig")
	pl.Press("enter")
	if items := last(p).Bills[0].Items; len(items) != 6 || items[3].Date != "2026-11-22" {
		t.Errorf("%+v", items)
	}
}

// W20: a number with the dashes of other programs is read; what is too long, or
// holds more than a number, stays whole and is flagged.
func TestW20NumbersOfOtherPrograms(t *testing.T) {
	for _, dash := range []string{"\u2010", "\u2011", "\u2013", "\u2212"} {
		pl, p := open(t, "")
		pl.Paste("19600917" + dash + "2336")
		pl.Press("enter")
		if p.looks != 1 || last(p).Bills[0].Person != person {
			t.Errorf("%q: %+v", dash, last(p).Bills[0])
		}
	}
	for _, long := range []string{"19600917-2336 19600917-2336", "Anna Andersson 19600917-2336, Storgatan 1"} {
		pl, p := open(t, "")
		pl.Paste(long)
		pl.Press("enter")
		if got := last(p).Bills[0].Person; got != long || p.looks != 0 {
			t.Errorf("%q is kept as %q, %d look-ups", long, got, p.looks)
		}
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "✗ Personnumret") {
			t.Error(view)
		}
	}
}

// W20: a date that cannot be read stays whole in its field, flagged.
func TestW20DatesThatCannotBeRead(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Paste("101\t20/11/2026 10:15\tkontroll")
	pl.Flush()
	items := last(p).Bills[0].Items
	if it := items[len(items)-1]; it.Code != "101" || !strings.Contains(it.Date, "20/11/2026") || it.Comment != "kontroll" {
		t.Fatalf("%+v", it)
	}
	pl.Press("f3")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "✗ Rad 4") {
		t.Error(view)
	}
	pl, p = open(t, "")
	typeBill(pl)
	pl.Press("shift+tab")
	pl.Paste("20 november 2026 klockan tio")
	pl.Flush()
	items = last(p).Bills[0].Items
	if got := items[len(items)-1].Date; got != "20 november 2026 klockan tio" {
		t.Errorf("cut to %q", got)
	}
}
