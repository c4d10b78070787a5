package bill

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// leave leaves the number and gives the two answers it asked for: what is kept,
// and the region's.
func leave(t *testing.T, pl *uitest.Player) (kept, region tea.Cmd) {
	t.Helper()
	all, _ := pl.Screen.Update(uitest.Key(t, "enter")).Cmd().(tea.BatchMsg)
	for _, c := range all {
		if search, ok := c().(tea.BatchMsg); ok && len(search) == 2 {
			return search[0], search[1]
		}
	}
	t.Fatal("nothing was asked")
	return nil, nil
}

// What is typed while the region is slow stands where it was meant: the keys of
// an N-bill learnt on a quick day.
func TestTypingGoesOnWhileTheRegionIsSlow(t *testing.T) {
	pl, _ := open(t, "")
	pl.Type(person)
	_, region := leave(t, pl)
	pl.Press("enter") // past Avser, which is not decided yet
	pl.Type("k1")
	pl.Press("enter")
	pl.Type("3001") // one Enter too few: a tick takes no text
	pl.Press("enter")
	pl.Type("Z1")
	pl.Golden("searching")
	pl.Send(region())
	pl.Press("enter")
	d := pl.Screen.(*model).ed.Draft()
	if b := d.Bills[0]; b.Support != "N" || b.CareModel != "K1" || d.InvoiceNo != "3001" || b.BillRef != "Z1" || b.Exempt {
		t.Fatalf("%+v, invoice %q", b, d.InvoiceNo)
	}
}

// A patient known from before is shown at once; the region has the last word.
func TestWhatIsKeptIsShownWhileTheRegionIsAsked(t *testing.T) {
	pl, p := open(t, "")
	pl.Type(person)
	kept, region := leave(t, pl)
	pl.Send(kept())
	pl.Golden("asking-again")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "764153") || !strings.Contains(view, "frågar, från") {
		t.Fatalf("what is kept is not shown:\n%s", view)
	}
	p.know(t, person, domain.Entitlement{No: "764154", Support: domain.SupportF, Category: "F1", Validity: domain.Period{From: domain.MustDate("2026-11-01")}})
	pl.Send(region())
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "764153") || !strings.Contains(view, "764154") || strings.Contains(view, "frågar") {
		t.Fatalf("the region said something else:\n%s", view)
	}
	if got := pl.Screen.(*model).ed.Support(); got != domain.SupportF {
		t.Error("the bill is still for", got)
	}
	pl.Send(kept())
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "764154") {
		t.Error("what was kept came late and counts")
	}
}

// What the user chose while the region was asked stays.
func TestTheUsersChoiceStandsAgainstTheRegions(t *testing.T) {
	pl, _ := open(t, "")
	pl.Type(person)
	kept, region := leave(t, pl)
	pl.Send(kept())
	pl.Press("s")
	pl.Send(region())
	if got := pl.Screen.(*model).ed.Support(); got != domain.SupportS {
		t.Error(got)
	}
}

// A draft that was typed without network asks for its patient when it is opened;
// one whose patient is known asks nobody (E6), and undo never does.
func TestOpenedDraftAsksOnlyForTheUnknown(t *testing.T) {
	for _, nothing := range []bool{false, true} {
		clock := uitest.NewClock(t, "2026-11-23 10:42:07")
		p := newPort(t, clock)
		p.nothing = nothing
		p.stored["d9"] = domain.Draft{ID: "d9", State: domain.DraftOpen, Bills: []domain.DraftBill{{Person: person}}, Cursor: domain.Cursor{Item: domain.WholeBill, Field: domain.FieldBillRef}}
		pl := uitest.Open(t, clock, New(clock.Env(), p, "d9"))
		if want := map[bool]int{true: 1}[nothing]; p.looks != want || !strings.Contains(pl.View(uitest.Sizes[0]), "764153") {
			t.Errorf("nothing kept %v: asked %d times\n%s", nothing, p.looks, pl.View(uitest.Sizes[0]))
		}
		pl.Flush()
		if got := len(p.saves); (got > 0) != nothing { // the row in Utkast counts what the answer showed
			t.Errorf("nothing kept %v: saved %d times", nothing, got)
		}
		was := p.looks
		pl.Type("7")
		pl.Press("ctrl+z")
		if p.looks != was {
			t.Error("undo asked the region")
		}
	}
}

// Ctrl+Z on what was typed since does not call the region's answer off.
func TestUndoLeavesTheLookUpAlone(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	l := uitest.OpenLate(t, clock, New(clock.Env(), newPort(t, clock), ""))
	l.AnswerAll()
	l.Type(person)
	l.Press("enter", "tab")
	l.Type("m1")
	l.Press("enter", "ctrl+z")
	l.AnswerAll()
	if got := l.Screen.(*model).ed.Support(); got != domain.SupportN {
		t.Errorf("support %q", got)
	}
}

// A bill that was left before the region had answered gets what follows from the
// answer when it is shown again.
func TestABillLeftBeforeTheAnswerIsFilledInLater(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	l := uitest.OpenLate(t, clock, New(clock.Env(), newPort(t, clock), ""))
	l.AnswerAll()
	l.Type(person)
	l.Press("enter", "f6")
	l.Type("19520516-2331")
	l.Press("enter")
	l.AnswerAll()
	l.Press("pgup")
	l.AnswerAll()
	if got := l.Screen.(*model).raw(); got.Person != person || got.Support != "N" {
		t.Errorf("%+v", got)
	}
}
