package ui

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"go.uber.org/goleak"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/theme"
)

// watched is an output that tells when something has been written to it.
type watched struct {
	mu   sync.Mutex
	buf  bytes.Buffer
	want string
	seen chan struct{}
}

func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.buf.Write(p)
	if w.want != "" && strings.Contains(w.buf.String(), w.want) {
		w.want = ""
		close(w.seen)
	}
	return len(p), nil
}

func (w *watched) expect(s string) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.want, w.seen = s, make(chan struct{})
	if strings.Contains(w.buf.String(), s) {
		w.want = ""
		close(w.seen)
	}
	return w.seen
}

// TestTheProgramHearsTheBellAndSavesAtTheEnd runs the real event loop: the
// doorbell wakes it, and the end of its context saves before it leaves.
func TestTheProgramHearsTheBellAndSavesAtTheEnd(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	w := newWorld(t)
	bell := make(chan app.Change, 1)
	var mu sync.Mutex // the state is read by the event loop and changed here
	snap := w.snap
	r := New(Config{
		Env: w.root(theme.Plain()).cfg.Env, Places: w.root(theme.Plain()).cfg.Places, Updates: bell, Seal: func() {},
		State: func() app.Snapshot { mu.Lock(); defer mu.Unlock(); return snap },
	})
	r.cfg.Start.Name = "a"
	r.stack = []entry{r.build(r.cfg.Start)}
	front(r).dirty = true
	out := &watched{}
	ready := out.expect("Ängens tandklinik")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- Run(ctx, r, tea.WithInput(nil), tea.WithOutput(out)) }()
	<-ready
	changed := out.expect("Bergets tandklinik")
	mu.Lock()
	snap.Clinic.Name = "Bergets tandklinik"
	mu.Unlock()
	bell <- app.ChangedConnection
	<-changed
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if !slices.Contains(w.log, "save a") {
		t.Error("what was typed is not saved:", w.log)
	}
}

// TestWhatIsLeftIsSavedWhenTheProgramDies: the terminal may go without a word.
func TestWhatIsLeftIsSavedWhenTheProgramDies(t *testing.T) {
	w := newWorld(t)
	r := w.root(theme.Plain())
	front(r).dirty = true
	err := Run(context.Background(), r, tea.WithInput(brokenInput{}), tea.WithOutput(&watched{}))
	if err == nil || !slices.Contains(w.log, "save a") {
		t.Errorf("err %v, %v", err, w.log)
	}
}

type brokenInput struct{}

func (brokenInput) Read([]byte) (int, error) { return 0, errors.New("terminal gone") }
