//go:build unix

package store

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

var backgroundForChild = context.Background() // a child has no test to end with

// killsEnv asks for a long run of TestSavedIsSavedAfterKill (make crash N=…).
const killsEnv = "TANDTUI_CRASH_KILLS"

// TestSavedIsSavedAfterKill kills a program with SIGKILL while it saves, again
// and again on one file, and demands every draft that it said was saved.
func TestSavedIsSavedAfterKill(t *testing.T) {
	kills := 40
	if s := os.Getenv(killsEnv); s != "" {
		kills = atoi(t, s)
	}
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(7, 7))
	saved := 0
	for range kills {
		cmd, out := child(t, "save", dir)
		after := 1 + r.IntN(12)
		for got := 0; got < after && out.Scan(); got++ {
			n, ok := strings.CutPrefix(out.Text(), "ACK ")
			if !ok {
				t.Fatalf("child: %s", out.Text())
			}
			saved = atoi(t, n)
		}
		time.Sleep(time.Duration(r.IntN(1500)) * time.Microsecond) // not to wait for anything: to strike anywhere in the next save
		must(t, cmd.Process.Kill())
		for out.Scan() { // what it managed to say
			saved = atoi(t, strings.TrimPrefix(out.Text(), "ACK "))
		}
		_ = cmd.Wait() // "signal: killed"
	}
	s := open(t, dir)
	for n := 1; n <= saved; n++ {
		want, _ := draft(n)
		d, err := s.Draft(want.ID)
		if err != nil || d.Bills[0].Items[0].Price != strconv.Itoa(n) {
			t.Fatalf("draft %d of %d that were said to be saved: %v", n, saved, err)
		}
	}
	list, err := s.Drafts("101")
	if err != nil || len(list) < saved || len(list) > saved+1 {
		t.Errorf("%d in the list, %d were said to be saved: %v", len(list), saved, err)
	}
	t.Logf("%d kills, %d saves", kills, saved)
}

func bigDraft(n int) (domain.Draft, app.DraftSummary) {
	d, sum := draft(n)
	d.Bills[0].Comment = strings.Repeat("x", 4000)
	return d, sum
}

// TestDiskFull lets the disk end in the middle of a day's work (as a limit on
// the file's size, so that it needs neither root nor a small disk).
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	cmd, out := child(t, "full", dir)
	told := map[int]bool{}
	full, room := 0, ""
	for out.Scan() {
		switch f := strings.Fields(out.Text()); f[0] {
		case "ACK":
			told[atoi(t, f[1])] = true
		case "NACK":
			told[atoi(t, f[1])] = false
			if full++; f[2] != app.CodeStoreFull {
				t.Errorf("draft %s: code %s", f[1], f[2])
			}
		case "ROOM":
			room = f[1]
		default:
			t.Fatal(out.Text())
		}
	}
	must(t, cmd.Wait())
	if len(told) != 200 || full < 20 || full > 190 || room != "<nil>" {
		t.Fatalf("%d told, %d of them full, with room again: %s", len(told), full, room)
	}
	s := open(t, dir)
	for n, saved := range told {
		want, _ := bigDraft(n)
		_, err := s.Draft(want.ID)
		if saved != (err == nil) {
			t.Errorf("draft %d: saved %v, found %v", n, saved, err)
		}
	}
	last, _ := bigDraft(201)
	if _, err := s.Draft(last.ID); err != nil {
		t.Errorf("saved when there was room again: %v", err)
	}
}

func TestTwoProgramsOnOneFile(t *testing.T) {
	dir := t.TempDir()
	_, out := child(t, "hold", dir)
	if !out.Scan() || out.Text() != "open" {
		t.Fatalf("child: %q", out.Text())
	}
	_, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
	wantCode(t, err, app.CodeStoreInUse)
	if domain.KindOf(err) != domain.Busy {
		t.Errorf("kind %v", domain.KindOf(err))
	}
}

func TestHolderKilledLeavesNoLock(t *testing.T) {
	dir := t.TempDir()
	cmd, out := child(t, "hold", dir)
	if !out.Scan() {
		t.Fatal("no child")
	}
	must(t, cmd.Process.Kill())
	_ = cmd.Wait() // "signal: killed"
	open(t, dir)
}

func TestTwoOpensInOneProgram(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
	wantCode(t, err, app.CodeStoreInUse)
	must(t, s.Close())
	open(t, dir)
}
