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

// Nothing goes to the card before the question has been answered, and neither what
// a PIN consists of nor a key that came before the question was seen answers it.
func TestS1LastTryIsAskedAbout(t *testing.T) {
	pl, p := open(t, "")
	p.card.PIN.Left = 1
	pl.Send(screen.Changed{})
	pl.Type(pin)
	pl.Press("enter", "j") // at once: typed ahead
	pl.Golden("last-try-asked")
	uitest.CheckKeys(t, pl.Screen)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "J prövar PIN, Esc avstår") {
		t.Fatal(view)
	}
	pl.Wait(seenAfter)
	pl.Press("enter", "up", "f5")
	pl.Type(pin + "n ")
	if len(p.tried) != 0 || !pl.Screen.(*model).Modal() {
		t.Fatalf("tried %d times", len(p.tried))
	}
	pl.Press("J")
	if len(p.tried) != 1 || p.tried[0] != pin || !p.last[0] {
		t.Fatalf("tried %d times, last %v", len(p.tried), p.last)
	}
}

func TestS1EscLeavesTheLastTry(t *testing.T) {
	pl, p := open(t, "")
	p.card.PIN.Left = 1
	pl.Type(pin)
	pl.Press("enter")
	pl.Wait(seenAfter)
	pl.Press("esc")
	m := pl.Screen.(*model)
	if len(p.tried) != 0 || m.pin.Len() != 0 || m.Modal() {
		t.Fatal("Esc used the try, kept the PIN, or did not end the question")
	}
	pl.Press("j", "enter")
	if len(p.tried) != 0 {
		t.Fatal("a later J answers a question that is over")
	}
}

// A burst of PIN and Enter three times over, as it comes from impatient hands or a
// bar code reader, uses two tries at most, whatever it ends with, and whether the
// card's state or only the refusal tells what is left.
func TestV7BurstNeverUsesTheLastTry(t *testing.T) {
	for _, late := range []bool{false, true} { // the card's state comes late
		for _, end := range []string{"", "j", "J", "jjj"} {
			pl, p := open(t, "")
			left := 3
			for range 4 {
				left = max(left-1, 1)
				p.err = cardError(app.CodeCardPINWrong, &app.PINError{Left: left})
				pl.Type(pin)
				pl.Press("enter")
				pl.Wait(50 * time.Millisecond)
				if !late {
					p.card.PIN.Left = left
					pl.Send(screen.Changed{})
				}
			}
			pl.Type(end)
			if len(p.tried) != 2 || fmt.Sprint(p.last) != "[false false]" {
				t.Fatalf("late %v, %q: tried %d times, last %v", late, end, len(p.tried), p.last)
			}
		}
	}
}

// The question goes with its card.
func TestS1QuestionIsOfOneCard(t *testing.T) {
	pl, p := open(t, "")
	p.card.PIN.Left = 1
	pl.Type(pin)
	pl.Press("enter")
	pl.Wait(seenAfter)
	other := p.card
	other.Insertion++
	p.card = other // swapped, and J pressed in the same moment
	pl.Press("j")
	if len(p.tried) != 0 || pl.Screen.(*model).Modal() {
		t.Fatal("the consent for one card counts for another")
	}
}
