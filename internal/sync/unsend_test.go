package remote_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// unqueue takes a submission back as an open draft.
func unqueue(t *testing.T, s app.Store, id string) error {
	t.Helper()
	d := state(t, s, id)
	d.State = domain.DraftOpen
	return s.Unqueue(id, app.Filing{Draft: &d, Row: app.DraftSummary{ID: id, Clinic: d.Clinic, State: d.State}})
}

// Without a connection nothing was sent: it waits with a time for the next try
// and may be taken back, and is not sent then.
func TestWithoutAConnectionItCanBeTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		r := &region{healthy: errOffline, submit: func(int, string, []byte) (domain.Receipt, error) {
			return domain.Receipt{}, fmt.Errorf("%w: %w", app.ErrNotSent, errOffline)
		}}
		id := queue(t, s, 1, "101")
		w, told := start(t, r, s)
		synctest.Wait()
		if st := told.last(); !st.NextTry.After(time.Now()) || st.Sending != "" {
			t.Errorf("state %+v", st)
		}
		if items, err := s.Outbox(); err != nil || len(items) != 1 || items[0].Sent || items[0].LastError != app.CodeOffline {
			t.Errorf("%+v %v", items, err)
		}
		if err := unqueue(t, s, id); err != nil {
			t.Fatal(err)
		}
		before := len(r.heard())
		r.set(func(r *region) { r.healthy, r.submit = nil, accept })
		w.Poke()
		synctest.Wait()
		if n := len(r.heard()); n != before {
			t.Errorf("sent after it was taken back")
		}
		if st := told.last(); !st.NextTry.IsZero() {
			t.Errorf("state %+v", st)
		}
	})
}

// A try with a connection forbids it for good, also where a later one had none.
func TestWhatMayBeSentStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		var sending []error
		r := &region{healthy: errOffline}
		id := queue(t, s, 1, "101")
		r.submit = func(n int, _ string, _ []byte) (domain.Receipt, error) {
			sending = append(sending, unqueue(t, s, id)) // while it is on its way
			if n == 1 {
				return domain.Receipt{}, errOffline
			}
			return domain.Receipt{}, fmt.Errorf("%w: %w", app.ErrNotSent, errOffline)
		}
		start(t, r, s)
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(sending) < 2 {
			t.Fatal("tried once only")
		}
		for _, err := range append(sending, unqueue(t, s, id)) {
			if domain.CodeOf(err) != app.CodeMayBeSent {
				t.Errorf("%v", err)
			}
		}
	})
}

// While the region thinks, the state names what is on its way.
func TestTheStateNamesWhatIsOnItsWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		thinking := make(chan struct{})
		r := &region{submit: func(n int, id string, body []byte) (domain.Receipt, error) {
			<-thinking
			return accept(n, id, body)
		}}
		id := queue(t, s, 1, "101")
		_, told := start(t, r, s)
		time.Sleep(time.Second)
		sending := func() string {
			told.mu.Lock()
			defer told.mu.Unlock()
			return told.all[len(told.all)-1].Sending
		}
		if got := sending(); got != id {
			t.Errorf("on its way: %q", got)
		}
		close(thinking)
		synctest.Wait()
		if got := sending(); got != "" {
			t.Errorf("answered, and on its way: %q", got)
		}
	})
}

// The client says that nothing was sent only where there was no connection.
func TestNothingWasSentWithoutAConnection(t *testing.T) {
	heard := make(chan struct{}, 1)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		heard <- struct{}{}
		panic(http.ErrAbortHandler) // the region has it, and the answer is lost
	})
	c := client(t, s)
	if _, err := c.Send(t.Context(), submission("101")); err == nil || errors.Is(err, app.ErrNotSent) {
		t.Errorf("with a connection: %v", err)
	}
	<-heard
	s.Close()
	_, err := c.Send(t.Context(), submission("101"))
	if !errors.Is(err, app.ErrNotSent) {
		t.Errorf("without: %v", err)
	}
	want(t, err, domain.Offline, app.CodeOffline)
}

// Stopped in the middle of a try for which there was no connection: it may be
// taken back all the same, after the next start.
func TestStoppedWithoutAConnectionItCanBeTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		dialling, stopped := make(chan struct{}), make(chan struct{})
		r := &region{healthy: errOffline, submit: func(int, string, []byte) (domain.Receipt, error) {
			close(dialling)
			<-stopped
			return domain.Receipt{}, fmt.Errorf("%w: %w", app.ErrNotSent, errOffline)
		}}
		id := queue(t, s, 1, "101")
		w, _ := start(t, r, s)
		<-dialling
		go w.Stop()
		synctest.Wait() // it is being stopped, and waits for the try
		close(stopped)
		synctest.Wait()
		if err := unqueue(t, s, id); err != nil {
			t.Error(err)
		}
	})
}

// An answer is told of as a change, so that lists are read anew.
func TestAnAnswerIsAChange(t *testing.T) {
	for name, submit := range map[string]func(int, string, []byte) (domain.Receipt, error){
		"received": accept,
		"refused": func(int, string, []byte) (domain.Receipt, error) {
			return domain.Receipt{}, &app.RefusedError{Code: "x"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := openStore(t)
				id := queue(t, s, 1, "101")
				_, told := start(t, &region{submit: submit}, s)
				synctest.Wait()
				told.mu.Lock()
				defer told.mu.Unlock()
				for _, st := range told.all {
					if st.Changed {
						return
					}
				}
				t.Errorf("nobody is told that %s is %v", id, state(t, s, id).State)
			})
		})
	}
}
