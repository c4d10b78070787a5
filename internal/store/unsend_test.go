package store

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Only what surely never left this computer can be taken back; queued anew it
// is sent with its new bytes.
func TestOnlyTheNeverSentIsTakenBack(t *testing.T) {
	s := open(t, t.TempDir())
	d, sum := draft(1)
	must(t, s.Queue(filed(d, sum, []byte(`"old"`))))
	at := fixedClock{}.Now()

	c, item, err := s.BeginAttempt(d.ID)
	must(t, err)
	if item.Sent || string(c.Body) != `"old"` {
		t.Fatalf("%+v", item)
	}
	wantCode(t, s.Unqueue(d.ID, app.Filing{Draft: &d, Row: sum}), app.CodeMayBeSent) // it is on its way

	must(t, s.NoteAttempt(d.ID, at, app.CodeOffline, false)) // there was no connection
	must(t, s.Unqueue(d.ID, app.Filing{Draft: &d, Row: sum}))
	if items, err := s.Outbox(); err != nil || len(items) != 0 {
		t.Fatalf("%+v %v", items, err)
	}
	if _, _, err := s.BeginAttempt(d.ID); domain.KindOf(err) != domain.NotFound {
		t.Fatalf("what was taken back is sent: %v", err)
	}
	if err := s.Unqueue(d.ID, app.Filing{Draft: &d, Row: sum}); domain.KindOf(err) != domain.NotFound {
		t.Fatalf("taken back twice: %v", err)
	}

	must(t, s.Queue(filed(d, sum, []byte(`"new"`))))
	if c, item, err := s.BeginAttempt(d.ID); err != nil || string(c.Body) != `"new"` || !item.Tried.IsZero() {
		t.Fatalf("%+v %v", item, err)
	}
	must(t, s.NoteAttempt(d.ID, at, app.CodeOffline, true))
	if _, item, err := s.BeginAttempt(d.ID); err != nil || !item.Sent || !item.Tried.Equal(at) {
		t.Fatalf("%+v %v", item, err)
	}
	wantCode(t, s.Unqueue(d.ID, app.Filing{Draft: &d, Row: sum}), app.CodeMayBeSent)
}

// A kill in the middle of a try leaves it unknown whether the region has it.
func TestAKillWhileSendingForbidsTakingBack(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	d, sum := draft(1)
	must(t, s.Queue(filed(d, sum, []byte("{}"))))
	_, _, err := s.BeginAttempt(d.ID)
	must(t, err)
	must(t, s.Close())
	s = open(t, dir)
	wantCode(t, s.Unqueue(d.ID, app.Filing{Draft: &d, Row: sum}), app.CodeMayBeSent)
	if items, err := s.Outbox(); err != nil || len(items) != 1 || !items[0].Sent || !items[0].Tried.IsZero() {
		t.Fatalf("%+v %v", items, err)
	}
}
