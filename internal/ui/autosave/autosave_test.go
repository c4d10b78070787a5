package autosave

import (
	"errors"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
)

// world is a saver whose writes the test ends by hand.
type world struct {
	*Saver
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
	if w.Now() != nil || w.Flush() != nil {
		t.Fatal("nothing was typed and something is saved")
	}
	w.text = "a"
	w.Touch()
	if w.AfterPause(w.now) != nil {
		t.Fatal("saved while typing")
	}
	first := w.AfterPause(w.now.Add(pause))
	w.text = "ab"
	w.Touch()
	if w.Now() != nil || !w.SavedAt().IsZero() {
		t.Fatal("two saves at a time")
	}
	flush := w.Flush()
	w.Take(first())
	w.Take(flush())
	if len(w.written) != 2 || w.written[0] != "a" || w.written[1] != "ab" || w.SavedAt() != w.now {
		t.Fatalf("%q %v", w.written, w.SavedAt())
	}
}

// A failed save is told, carried to the root, and tried again after a while.
func TestFailedSaveIsTriedAgain(t *testing.T) {
	w := newWorld()
	w.err = &domain.Error{Code: "store.full"}
	w.text = "a"
	w.Touch()
	msg := w.Now()()
	w.Take(msg)
	if f, ok := msg.(interface{ Failed() error }); !ok || !errors.Is(f.Failed(), w.err) || w.Failed().What == "" || !w.SavedAt().IsZero() {
		t.Fatalf("%+v", msg)
	}
	if w.AfterPause(w.now.Add(retry-1)) != nil {
		t.Fatal("tried again at once")
	}
	w.err, w.now = nil, w.now.Add(retry)
	w.Take(w.AfterPause(w.now)())
	if w.Failed().What != "" || w.SavedAt() != w.now {
		t.Fatal("the failure stands though it is saved")
	}
}

// One screen does not take another's save for its own.
func TestAnothersSave(t *testing.T) {
	w, other := newWorld(), newWorld()
	other.Touch()
	if w.Take(other.Now()()) || w.Take("something else") {
		t.Fatal("taken")
	}
}

// A flush does not wait for the save before it: whichever reaches the disk
// first, the newer text is what stays.
func TestOlderSaveDoesNotOverwriteAFlush(t *testing.T) {
	w := newWorld()
	w.text = "a"
	w.Touch()
	first := w.Now()
	w.text = "ab"
	w.Touch()
	flush := w.Flush()
	w.Take(flush())
	if !w.SavedAt().IsZero() {
		t.Fatal("saved is said while a save is under way")
	}
	w.Take(first())
	if last := w.written[len(w.written)-1]; last != "ab" || w.SavedAt() != w.now {
		t.Fatalf("%q, saved at %v", w.written, w.SavedAt())
	}
}

// A clock that is set back while typing keeps nothing from the disk.
func TestClockSetBack(t *testing.T) {
	w := newWorld()
	w.Touch()
	back := w.now.Add(-time.Hour)
	if w.AfterPause(back) == nil {
		t.Error("what was typed waits until the clock has caught up")
	}
	w = newWorld()
	w.err = errors.New("full")
	w.Touch()
	w.Take(w.Now()())
	if w.AfterPause(back) == nil {
		t.Error("the next try waits until the clock has caught up")
	}
}

// A flush while a save is under way, with nothing typed since, still has an end
// to wait for: the program must not go before the disk has it.
func TestFlushWaitsForTheSaveUnderWay(t *testing.T) {
	w := newWorld()
	w.text = "a"
	w.Touch()
	first := w.Now()
	flush := w.Flush()
	if flush == nil {
		t.Fatal("all is said to be saved before the disk has it")
	}
	w.Take(flush())
	w.Take(first())
	if w.SavedAt() != w.now || len(w.written) != 1 || w.written[0] != "a" {
		t.Errorf("%q, saved at %v", w.written, w.SavedAt())
	}
}
