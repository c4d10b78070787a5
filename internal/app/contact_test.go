package app_test

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// TestV8TheRegionMustAnswerNowAndThen: who was removed and pulls the cable reads no
// longer than the profile allows, is told before, and an answer begins the days anew.
func TestV8TheRegionMustAnswerNowAndThen(t *testing.T) {
	for _, c := range []struct {
		allowed, days int
		in            bool
	}{{0, 7, true}, {0, 8, false}, {2, 2, true}, {2, 3, false}, {30, 30, true}, {30, 31, false}, {7, -2, false}} {
		d := newDesk(t)
		d.server.data.Profile.OfflineDays = c.allowed
		d.login(t)
		if left := d.Snapshot().OfflineLeft; left < 0 {
			t.Errorf("before the background has answered: %d", left)
		}
		d.Seal()
		d.server.fail = offline
		d.clock.now = d.clock.now.AddDate(0, 0, c.days)
		_, err := d.Login(t.Context(), []byte("123456"), d.try())
		if !c.in {
			wantCode(t, err, app.CodeOfflineLong)
			d.server.fail = nil
			d.login(t)
			d.Seal()
			d.server.fail = offline
			d.login(t)
			continue
		}
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if left := d.Snapshot().OfflineLeft; left != 0 {
			t.Errorf("%+v: %d days left", c, left)
		}
	}
}

// TestV8AlsoWithoutALogin: a session that is never locked ends too.
func TestV8AlsoWithoutALogin(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	d.work.notify(app.SyncState{Phase: app.SyncOnline})
	if left := d.Snapshot().OfflineLeft; left != -1 {
		t.Errorf("%d days left while the region answers", left)
	}
	d.clock.now = d.clock.now.AddDate(0, 0, domain.DefaultOfflineDays)
	d.work.notify(app.SyncState{Phase: app.SyncOffline, Code: app.CodeOffline})
	if s := d.Snapshot(); s.Locked || s.OfflineLeft != 0 {
		t.Fatalf("on the last day: %+v", s)
	}
	d.clock.now = d.clock.now.AddDate(0, 0, 1)
	d.work.notify(app.SyncState{Phase: app.SyncOffline, Code: app.CodeOffline})
	if s := d.Snapshot(); !s.Locked || s.Why != app.LockedByTime {
		t.Errorf("%+v", s)
	}
}
