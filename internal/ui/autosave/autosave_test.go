package autosave

import (
	"errors"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
)

// world is a saver whose writes the test ends by hand.
type world struct {
	*Saver[domain.Draft]
	now     time.Time
	text    string
	written []string
	err     error
}

func newWorld() *world {
	w := &world{now: time.Date(2026, 11, 23, 10, 42, 7, 0, time.UTC)}
	w.Saver = New(func() time.Time { return w.now },
		func() domain.Draft { return domain.Draft{InvoiceNo: w.text} },
		func(d domain.Draft) (time.Time, error) {
			w.written = append(w.written, d.InvoiceNo)
			return w.now, w.err
		})
	return w
}

// Nothing is "saved" while something typed is on no disk; what is typed during a
// save is saved after it, and a flush holds the newest text at once.
func TestOneSaveAtATime(t *testing.T) {
	w := newWorld()
	if w.SaveNow() != nil || w.Flush() != nil {
		t.Fatal("nothing was typed and something is saved")
	}
	w.text = "a"
	w.MarkDirty()
	if !w.Waits() {
		t.Fatal("no tick is asked for")
	}
	first := w.SaveDue(w.now)
	if w.Waits() {
		t.Fatal("a tick is asked for though nothing waits")
	}
	w.text = "ab"
	w.MarkDirty()
	if w.SaveNow() != nil || !w.SavedAt().IsZero() {
		t.Fatal("two saves at a time")
	}
	flush := w.Flush()
	w.Handle(first())
	w.Handle(flush())
	if len(w.written) != 2 || w.written[0] != "a" || w.written[1] != "ab" || w.SavedAt() != w.now {
		t.Fatalf("%q %v", w.written, w.SavedAt())
	}
}

// A failed save is told, carried to the root, and tried again after a while.
func TestFailedSaveIsTriedAgain(t *testing.T) {
	w := newWorld()
	w.err = &domain.Error{Code: "store.full"}
	w.text = "a"
	w.MarkDirty()
	msg := w.SaveNow()()
	w.Handle(msg)
	if f, ok := msg.(interface{ Failed() error }); !ok || !errors.Is(f.Failed(), w.err) || w.Failed().What == "" || !w.SavedAt().IsZero() {
		t.Fatalf("%+v", msg)
	}
	if w.SaveDue(w.now.Add(retry-1)) != nil {
		t.Fatal("tried again at once")
	}
	w.err, w.now = nil, w.now.Add(retry)
	w.Handle(w.SaveDue(w.now)())
	if w.Failed().What != "" || w.SavedAt() != w.now {
		t.Fatal("the failure stands though it is saved")
	}
}

// One screen does not take another's save for its own.
func TestAnothersSave(t *testing.T) {
	w, other := newWorld(), newWorld()
	other.MarkDirty()
	if w.Handle(other.SaveNow()()) || w.Handle("something else") {
		t.Fatal("taken")
	}
}

// A flush does not wait for the save before it: whichever reaches the disk
// first, the newer text is what stays.
func TestOlderSaveDoesNotOverwriteAFlush(t *testing.T) {
	w := newWorld()
	w.text = "a"
	w.MarkDirty()
	first := w.SaveNow()
	w.text = "ab"
	w.MarkDirty()
	flush := w.Flush()
	w.Handle(flush())
	if !w.SavedAt().IsZero() {
		t.Fatal("saved is said while a save is under way")
	}
	w.Handle(first())
	if last := w.written[len(w.written)-1]; last != "ab" || w.SavedAt() != w.now {
		t.Fatalf("%q, saved at %v", w.written, w.SavedAt())
	}
}

// A clock that is set back while typing keeps nothing from the disk.
func TestClockSetBack(t *testing.T) {
	w := newWorld()
	w.MarkDirty()
	back := w.now.Add(-time.Hour)
	if w.SaveDue(back) == nil {
		t.Error("what was typed waits until the clock has caught up")
	}
	w = newWorld()
	w.err = errors.New("full")
	w.MarkDirty()
	w.Handle(w.SaveNow()())
	if w.SaveDue(back) == nil {
		t.Error("the next try waits until the clock has caught up")
	}
}

// A flush while a save is under way, with nothing typed since, still has an end
// to wait for: the program must not go before the disk has it.
func TestFlushWaitsForTheSaveUnderWay(t *testing.T) {
	w := newWorld()
	w.text = "a"
	w.MarkDirty()
	first := w.SaveNow()
	flush := w.Flush()
	if flush == nil {
		t.Fatal("all is said to be saved before the disk has it")
	}
	w.Handle(flush())
	w.Handle(first())
	if w.SavedAt() != w.now || len(w.written) != 1 || w.written[0] != "a" {
		t.Errorf("%q, saved at %v", w.written, w.SavedAt())
	}
}

// After a failure no tick is asked for: the slow clock tries again.
func TestAFailureWaitsForTheSlowClock(t *testing.T) {
	w := newWorld()
	w.err = errors.New("full")
	w.MarkDirty()
	w.Handle(w.SaveNow()())
	if w.Waits() {
		t.Error("a tick is asked for at once")
	}
	w.err, w.now = nil, w.now.Add(retry)
	w.Handle(w.SaveDue(w.now)())
	w.MarkDirty()
	if !w.Waits() {
		t.Error("no tick is asked for after it went well")
	}
}

// Steady typing leaves nothing unsaved: no pause is waited for (V5, L7). The tick is
// the root's, screen.SaveWithin after the first unsaved key.
func TestV5SteadyTypingIsSaved(t *testing.T) {
	for _, gap := range []time.Duration{5 * time.Millisecond, 60 * time.Millisecond, 120 * time.Millisecond, 250 * time.Millisecond} {
		w := newWorld()
		begin := w.now
		key, tick := begin, time.Time{}
		keys := 0
		var unsaved []time.Time // keys that are on no disk
		for w.now.Before(begin.Add(10 * time.Second)) {
			if tick.IsZero() || key.Before(tick) {
				w.now, key = key, key.Add(gap)
				unsaved = append(unsaved, w.now)
				keys++
				w.MarkDirty()
			} else {
				w.now, tick = tick, time.Time{}
				w.Handle(w.SaveDue(w.now)())
				unsaved = nil
			}
			if w.Waits() && tick.IsZero() {
				tick = w.now.Add(screen.SaveWithin)
			}
			if len(unsaved) > 0 && w.now.Sub(unsaved[0]) > 60*time.Millisecond {
				t.Fatalf("a key every %v: what was typed %v ago is on no disk", gap, w.now.Sub(unsaved[0]))
			}
		}
		if n := len(w.written); n > keys || n > 251 {
			t.Errorf("a key every %v: %d saves of %d keys in ten seconds", gap, n, keys)
		}
	}
}
