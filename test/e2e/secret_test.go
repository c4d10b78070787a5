//go:build linux

package e2e

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/secret/memtest"
)

// TestV6V7PINsOfARealLogin: with the real program, PC/SC daemon and card, no PIN that
// was typed is found in the program's memory once it was used, and a burst of PINs
// does not use the card's last try. The right PIN of the demo, 123456, is part of
// the digits that every program holds, and cannot be looked for.
func TestV6V7PINsOfARealLogin(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.see(`PIN \([\s\S]*3 försök kvar`)
	pid, err := w.term.PID()
	if err != nil {
		t.Fatal(err)
	}
	forgotten := func(pin string) {
		t.Helper()
		if found := memtest.Find(t, pid, []byte(pin)); len(found) > 0 {
			t.Fatalf("a PIN lies in memory: %v", found)
		}
	}
	for i, wrong := range []string{"739164", "582037"} {
		w.typeText(wrong)
		w.keys("Enter")
		w.see([]string{`Fel PIN\. 2 försök`, `Fel PIN\. Bara 1 försök`}[i])
		forgotten(wrong)
	}
	for _, wrong := range []string{"406218", "951740", "628305"} { // without a pause
		w.typeText(wrong)
		w.keys("Enter")
	}
	w.see(`Kortets sista försök`)
	w.keys("Escape")
	w.until("the question is over", func(screen string) bool { return !strings.Contains(screen, "J prövar PIN") })
	forgotten("406218")
	w.typeText(w.demo.PIN)
	w.keys("Enter")
	w.see(`J prövar PIN`)
	w.until("an answer that counts", func(screen string) bool { // J counts when the question has been seen for a while
		w.keys("j")
		return strings.Contains(screen, "1 Registrera") && !strings.Contains(screen, "PIN (")
	})
}
