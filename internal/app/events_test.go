package app_test

import (
	"errors"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// D12: without network the history is the one last looked at, and says its age;
// another clinic's is never shown.
func TestD12HistoryWithoutNetwork(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	d.server.events = []domain.Event{{OurRef: 646542, Act: domain.ActHold, At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), By: domain.Actor{ID: "region", Name: "Regionen", Via: domain.ViaDesk}}}
	told, err := d.Events(t.Context(), 646542)
	if err != nil || told.Old || len(told.List) != 1 {
		t.Fatalf("%+v, %v", told, err)
	}
	at := told.At
	d.clock.now = d.clock.now.Add(time.Hour)
	d.server.fail = &domain.Error{Kind: domain.Offline, Code: app.CodeOffline}
	told, err = d.Events(t.Context(), 646542)
	if err != nil || !told.Old || !told.At.Equal(at) || len(told.List) != 1 || told.List[0].Act != domain.ActHold {
		t.Fatalf("%+v, %v", told, err)
	}
	if _, err = d.Events(t.Context(), 646543); domain.KindOf(err) != domain.Offline || domain.CodeOf(err) != app.CodeEventsNotCached {
		t.Errorf("never looked at: %v", err)
	}
	no := &domain.Error{Kind: domain.NotFound, Code: app.CodeInvoiceNone}
	d.server.fail = no
	if _, err = d.Events(t.Context(), 646542); !errors.Is(err, no) {
		t.Errorf("a refusal to tell was hidden: %v", err)
	}
}
