package login

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

func twoCards() app.CardState {
	return app.CardState{Phase: app.CardChoice, Insertion: 5, Choices: []app.CardOption{
		{Insertion: 4, Reader: "ACS 00", Holder: app.Holder{Name: "Anna Ek", HSAID: "SE0000000000-DEMO01"}},
		{Insertion: 5, Reader: "Cherry 01", Holder: app.Holder{Name: "Bo Al\x1b[2J", HSAID: "SE0000000000-DEMO02"}},
	}}
}

// Two cards are asked about; a PIN that was under way chooses none of them.
func TestT3TwoCardsAreChosenAmong(t *testing.T) {
	pl, p := open(t, "")
	pl.Type(pin[:3])
	set(pl, p, twoCards())
	pl.Type("2" + pin[3:])
	pl.Press("enter") // typed before the question was seen
	pl.Golden("choice")
	uitest.CheckKeys(t, pl.Screen)
	if len(p.chosen) != 0 || len(p.tried) != 0 {
		t.Fatalf("chosen %v, tried %d", p.chosen, len(p.tried))
	}
	if view := pl.Screen.View(uitest.Body(uitest.Sizes[0])); !strings.Contains(view, "Anna Ek") || !strings.Contains(view, "Cherry 01") || strings.Contains(view, "\x1b[2J") {
		t.Fatalf("%q", view)
	}
	pl.Wait(seenAfter)
	pl.Press("down", "down", "enter")
	pl.Press("up", "up", "enter")
	if fmt.Sprint(p.chosen) != "[5 4]" {
		t.Fatalf("chosen %v", p.chosen)
	}
}

// F5 looks at the readers again whatever they hold, and Enter where no PIN can be
// given anyway.
func TestT1F5AndEnterLookAgain(t *testing.T) {
	pl, p := open(t, "")
	set(pl, p, app.CardState{Phase: app.CardUnreadable, Insertion: 1, Reader: "R", Code: app.CodeCardBusy})
	pl.Golden("busy")
	pl.Press("f5", "enter")
	if p.retries != 2 {
		t.Fatalf("looked %d times", p.retries)
	}
	set(pl, p, app.CardState{Phase: app.CardReady, Insertion: 1, PIN: app.PINInfo{Min: 6, Max: 6, Left: 3}})
	pl.Press("f5", "enter")
	if p.retries != 3 || len(p.tried) != 0 {
		t.Fatalf("looked %d times, tried %d", p.retries, len(p.tried))
	}
}

// A login without an answer is told about before five seconds are over, by whom it
// waits for.
func TestV13NoSilentWait(t *testing.T) {
	pl, p := open(t, "")
	pl.Type(pin)
	_ = pl.Screen.Update(uitest.Key(t, "enter")) // in flight
	pl.Wait(slowAfter - time.Second)
	if strings.Contains(pl.View(uitest.Sizes[0]), "svarat än") {
		t.Fatal("told too early")
	}
	pl.Wait(2 * time.Second)
	pl.Golden("slow-card")
	if !strings.Contains(pl.View(uitest.Sizes[0]), "Kortet har inte svarat än") {
		t.Fatal(pl.View(uitest.Sizes[0]))
	}
	p.card.Phase = app.CardUnlocked
	pl.Send(screen.Changed{})
	if !strings.Contains(pl.View(uitest.Sizes[0]), "Servern har inte svarat än") {
		t.Fatal(pl.View(uitest.Sizes[0]))
	}
}
