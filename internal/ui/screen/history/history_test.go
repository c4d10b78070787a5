package history

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	told  app.Events
	err   error
	asked []int64
}

func (p *port) Events(_ context.Context, ourRef int64) (app.Events, error) {
	p.asked = append(p.asked, ourRef)
	return p.told, p.err
}

func told() app.Events {
	at := time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC) // the 21st in Sweden
	return app.Events{At: at, List: []domain.Event{
		{At: at, Act: domain.ActSubmit, By: domain.Actor{ID: "SE2321000131-E000", Name: "Anna Ek", Via: domain.ViaCard, From: "10.0.0.7"}},
		{At: at.Add(time.Hour), Act: domain.ActHold, By: domain.Actor{Name: "Regionen", Via: domain.ViaDesk}, Bills: []int64{4851, 4852}, Reason: "Intyg saknas för 2026-11-03"},
		{At: at.Add(2 * time.Hour), Act: "disputed", By: domain.Actor{ID: "x\x1b[2Jy", Via: "fax"}},
	}}
}

func open(t *testing.T, p *port) *uitest.Player {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	pl := uitest.Open(t, clock, New(clock.Env(), p, "646542"))
	uitest.CheckKeys(t, pl.Screen)
	return pl
}

func says(t *testing.T, pl *uitest.Player, words ...string) {
	t.Helper()
	view := strings.ReplaceAll(pl.View(uitest.Sizes[0]), "\u00a0", " ")
	for _, w := range words {
		if !strings.Contains(view, w) {
			t.Errorf("%q is not said:\n%s", w, view)
		}
	}
}

// D12: who did what when, from where and why, newest first.
func TestD12WhoDidWhatWhen(t *testing.T) {
	p := &port{told: told()}
	pl := open(t, p)
	pl.Golden("history")
	says(t, pl, "3 händelser", "2026-11-21 00:30", "Mottagen", "Anna Ek", "disputed")
	pl.Press("end")
	says(t, pl, "Räkningar: hela · SITHS-kort, 10.0.0.7")
	pl.Press("home")
	if p.asked[0] != 646542 {
		t.Errorf("asked for %v", p.asked)
	}
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "\x1b[2J") || strings.Index(view, "Mottagen") < strings.Index(view, "Under granskning") {
		t.Errorf("%q", view)
	}
	pl.Press("down")
	says(t, pl, "Räkningar: 4851, 4852 · regionens handläggare", "Orsak: Intyg saknas för 2026-11-03")
	pl.Press("/")
	pl.Type("intyg")
	says(t, pl, "Visar 1 av 3 händelser")
}

// Without network the last look is shown, with its age; never looked at, it says
// what to do.
func TestD12WithoutNetwork(t *testing.T) {
	p := &port{told: told()}
	p.told.Old = true
	pl := open(t, p)
	pl.Golden("old")
	says(t, pl, "Regionen svarar inte: historiken är från 2026-11-21 00:30.")
	p.told, p.err = app.Events{}, &domain.Error{Kind: domain.Offline, Code: app.CodeEventsNotCached}
	pl.Press("f5")
	says(t, pl, "Historiken har inte hämtats till den här datorn")
	p.told, p.err = told(), nil
	pl.Send(screen.Changed{What: app.ChangedMirror})
	says(t, pl, "Mottagen")
}

func TestNoEvents(t *testing.T) {
	pl := open(t, &port{})
	says(t, pl, "Regionen har inte sparat vad som hände med fakturan.")
}
