//go:build unix

package store

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
)

// slotJob adds slots and removes every second one of them, until it is killed. It tells
// of each before and after.
func slotJob(dir string) int {
	s, err := openIn(dir)
	if err != nil {
		fmt.Println("open:", err)
		return 1
	}
	for n := 1; ; n++ {
		slot, err := s.AddSlot(backgroundForChild, app.Slot{Kind: app.SlotRecovery}, card("paper"+strconv.Itoa(n)))
		if err != nil {
			fmt.Println("add:", err)
			return 1
		}
		fmt.Println("ADDED", n)
		if n%2 == 0 {
			if err := s.RemoveSlot(slot.ID); err != nil {
				fmt.Println("remove:", err)
				return 1
			}
		}
	}
}

// TestA8KilledWhileASlotIsAdded: after a kill -9 anywhere, the card opens the drafts as
// before, and so does every key that was said to be there.
func TestA8KilledWhileASlotIsAdded(t *testing.T) {
	t.Parallel()
	const kills = 6
	r := rand.New(rand.NewPCG(8, 8))
	dir := t.TempDir()
	s := open(t, dir)
	d, sum := draft(1)
	must(t, s.SaveDraft(d, sum))
	must(t, s.Close())
	for range kills {
		cmd, out := child(t, "slot", dir)
		added, after := 0, 1+r.IntN(6)
		for added < after && out.Scan() {
			n, ok := strings.CutPrefix(out.Text(), "ADDED ")
			if !ok {
				t.Fatalf("child: %s", out.Text())
			}
			added = atoi(t, n)
		}
		time.Sleep(time.Duration(r.IntN(1500)) * time.Microsecond) // not to wait for anything: to strike anywhere in the next change
		must(t, cmd.Process.Kill())
		_ = cmd.Wait()                                                                  // "signal: killed"
		for _, key := range []string{"anna", "paper" + strconv.Itoa(added-1+added%2)} { // the last one that is never removed
			if key == "paper0" {
				continue
			}
			s, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card(key))
			must(t, err)
			if s.Rescued() != nil {
				t.Errorf("%s: the file was damaged: %+v", key, s.Rescued())
			}
			_, err = s.Draft(d.ID)
			must(t, err)
			must(t, s.Close())
		}
	}
}
