package remote_test

import (
	"testing"
	"testing/synctest"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestStates(t *testing.T) {
	for _, x := range []struct {
		err   *domain.Error
		phase app.SyncPhase
	}{
		{&domain.Error{Kind: domain.Unauthorized, Code: app.CodeUnknownUser}, app.SyncRefused},
		{&domain.Error{Kind: domain.Unauthorized, Code: app.CodeUntrusted}, app.SyncRefused},
		{&domain.Error{Kind: domain.Conflict, Code: app.CodeOldClient}, app.SyncRefused},
		{&domain.Error{Kind: domain.Card, Code: app.CodeCardRemoved}, app.SyncOffline},
		{errOffline, app.SyncOffline},
	} {
		synctest.Test(t, func(t *testing.T) {
			_, told := start(t, &region{healthy: x.err, submit: accept}, openStore(t))
			synctest.Wait()
			if st := told.last(); st.Phase != x.phase || st.Code != x.err.Code {
				t.Errorf("%s: %+v", x.err.Code, st)
			}
		})
	}
}

// TestReceiptThatCannotBeStored is asked for again: the region gives the same.
func TestReceiptThatCannotBeStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &full{Store: openStore(t), room: 3}
		r := &region{submit: accept}
		id := queue(t, s, 1, "101")
		start(t, r, s)
		time.Sleep(time.Minute)
		synctest.Wait()
		if d := state(t, s, id); d.State != domain.DraftReceived {
			t.Errorf("%v", d.State)
		}
		tries := r.heard()
		for _, x := range tries {
			if x.body != "bytes of 1" {
				t.Errorf("%+v", x)
			}
		}
		if len(tries) != 4 {
			t.Errorf("%d tries", len(tries))
		}
	})
}

// full is a store on a full disk until some saves have failed.
type full struct {
	app.Store
	room int
}

func (f *full) Settle(id string, o app.Outcome) error {
	if f.room--; f.room >= 0 {
		return &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	}
	return f.Store.Settle(id, o)
}

func TestStopEndsAllAndTouchesNothingAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := openStore(t), &region{submit: accept}
		w, told := start(t, r, s)
		time.Sleep(3 * time.Second) // in a long-poll
		w.Stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		n := len(told.all)
		w.Poke()
		time.Sleep(time.Hour)
		if len(told.all) != n {
			t.Error("told after the stop")
		}
		if st := told.last(); st.Phase != app.SyncOnline {
			t.Errorf("the stop is told as a failure: %+v", st)
		}
	})
}
