package app_test

import (
	"fmt"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// E8: a message is told until it is read, at whatever clinic; one about an incident
// for as long as it is valid; all are kept.
func TestE8MessagesAreToldUntilTheyAreRead(t *testing.T) {
	d := twoClinics(t)
	choose(t, d, "31")
	today := domain.DateOf(d.clock.Now())
	all := []domain.Message{
		{No: 1, Sent: d.clock.Now().Add(-time.Hour), Text: "förr", Ends: today.AddDays(-1)},
		{No: 2, Sent: d.clock.Now(), Text: "priser", Ends: today},
		{No: 3, Sent: d.clock.Now(), Text: "driftstopp", Incident: true},
		{No: 4, Sent: d.clock.Now(), Text: "i morgon", From: today.AddDays(1)},
	}
	told := func(clinic string, want string) {
		t.Helper()
		choose(t, d, clinic)
		var nos []int64
		for _, m := range d.Snapshot().News {
			nos = append(nos, m.No)
		}
		if got := fmt.Sprint(nos); got != want {
			t.Errorf("clinic %s is told %v, want %v", clinic, got, want)
		}
	}
	for _, clinic := range []string{"31", "44"} {
		if err := d.work.store.ApplyChanges(clinic, app.ChangePage{To: "1", Messages: all}); err != nil {
			t.Fatal(err)
		}
	}
	told("31", "[3 2]")
	if err := d.ReadMessages(2, 3); err != nil {
		t.Fatal(err)
	}
	if news := d.Snapshot().News; len(news) != 1 || !news[0].Read || !news[0].Incident {
		t.Errorf("%+v", news)
	}
	told("44", "[3]")
	list, err := d.Messages()
	if err != nil || len(list) != 3 || list[0].No != 3 || !list[1].Read || !list[2].Over || list[2].Read {
		t.Errorf("%+v %v", list, err)
	}
}
