package perf

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/store"
)

// kills is how often the program is killed while somebody types.
const kills = 8

// TestL7KilledWhileTyping kills the program about a tenth of a second after a letter
// was seen on the terminal, and looks for every letter in the store. What was seen
// more than a tenth of a second before is there. On a crowded computer one kill in
// four may meet a program that got no time; half a second is then the limit.
func TestL7KilledWhileTyping(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var ages []time.Duration // of the oldest letter that was lost
	for range kills {
		dir := t.TempDir()
		x := spawn(t, "bill", dir, windows[0].size)
		x.until(t, "341") // the last row's code
		var typed string
		var seen []time.Time
		for range 5 + r.IntN(30) {
			x.rest(time.Duration(10+r.IntN(110)) * time.Millisecond) // as people type
			typed += string(rune('a' + r.IntN(26)))
			x.press(t, typed[len(typed)-1:], typed[max(0, len(typed)-20):])
			seen = append(seen, time.Now())
		}
		x.rest(time.Duration(80+r.IntN(60)) * time.Millisecond) // where a later save would not be begun
		killed := time.Now()
		x.end()
		kept := commentIn(t, dir)
		if typed[:min(len(kept), len(typed))] != kept {
			t.Fatalf("typed %q, kept %q", typed, kept)
		}
		lost := time.Duration(0)
		if len(kept) < len(typed) {
			lost = killed.Sub(seen[len(kept)])
		}
		ages = append(ages, lost)
	}
	slices.Sort(ages)
	t.Logf("the oldest letter that was lost: %v", ages)
	if ages[kills*3/4-1] > 100*time.Millisecond || ages[kills-1] > 500*time.Millisecond {
		t.Errorf("letters were lost that had been seen so long: %v", ages)
	}
}

// commentIn is the comment of the only draft.
func commentIn(t *testing.T, dir string) string {
	t.Helper()
	s, err := store.NewVault(dir, clock{}).Open(t.Context(), holder, holder, session{}.StoreKey)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Drafts("3101")
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	d, err := s.Draft(list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return d.Bills[0].Comment
}
