package slots

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	list  []app.Slot
	fresh *app.NewCard
	calls []string
	err   error
}

func (p *port) Snapshot() app.Snapshot     { return app.Snapshot{NewCard: p.fresh} }
func (p *port) Slots() ([]app.Slot, error) { return p.list, nil }

func (p *port) AddNewCard(context.Context) error {
	p.calls, p.fresh = append(p.calls, "add"), nil
	return p.err
}

func (p *port) MakeRecoveryKey(context.Context) (app.PrintedKey, error) {
	p.calls = append(p.calls, "make")
	groups := []string{"AGE-SECRET-KEY-1"}
	for range 11 {
		groups = append(groups, "QQQQQ")
	}
	return app.PrintedKey{Number: "X0Y1Z2", Holder: "Anna Ek", Made: at(29), Groups: append(groups, "QQQ")}, p.err
}

func (p *port) RemoveSlot(id string) error {
	p.calls = append(p.calls, "remove "+id)
	return p.err
}

func at(day int) time.Time { return time.Date(2026, 11, day, 8, 15, 0, 0, time.UTC) }

// out is a printer, or none.
type out struct {
	screen.Out
	page string
	file string
	err  error
}

func (o *out) Print(_ context.Context, _, body string) (string, error) {
	o.page = body
	return o.file, o.err
}

func (o *out) Save(string, func(io.Writer) error) (string, error) { return "", errors.New("not saved") }

func several() []app.Slot {
	return []app.Slot{
		{ID: "1", Kind: app.SlotCard, About: "Anna Ek\x1b[2J", Until: at(1).AddDate(2, 0, 0), Used: at(29), Current: true},
		{ID: "2", Kind: app.SlotCard, Made: at(3)},
		{ID: "3", Kind: app.SlotRecovery, About: "K7Q2M9", Made: at(2)},
		{ID: "4", Kind: app.SlotKeyring, About: "dator 3", Made: at(4), Used: at(20)},
	}
}

func open(t *testing.T, p *port) (*uitest.Player, *out) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-29 10:42:07")
	env, o := clock.Env(), &out{}
	env.Out = o
	pl := uitest.Open(t, clock, New(env, p))
	uitest.CheckKeys(t, pl.Screen)
	return pl, o
}

// TestA8WhatOpensTheDraftsIsListed: whose, since when, used last; the one that is in use
// cannot be removed, nor the only one.
func TestA8WhatOpensTheDraftsIsListed(t *testing.T) {
	t.Parallel()
	p := &port{list: several()}
	pl, _ := open(t, p)
	pl.Golden("all")
	view := pl.View(uitest.Sizes[0])
	for _, words := range []string{"2028-11-01", "Återställningsnyckel", "nummer K7Q2M9", "Datorns nyckelring", "Nytt kort? Dra ut", "Borttappat kort eller glömd lösenfras?"} {
		if !strings.Contains(view, words) {
			t.Errorf("%q is not there:\n%s", words, view)
		}
	}
	pl.Press("t")
	if !strings.Contains(pl.Last.Notice, labels.SlotsIsNow) || len(p.calls) != 0 {
		t.Errorf("%q, %v", pl.Last.Notice, p.calls)
	}
	p.list = p.list[1:2]
	pl.Send(screen.Changed{})
	pl.Press("t")
	if !strings.Contains(pl.Last.Notice, labels.SlotsIsLast) || len(p.calls) != 0 {
		t.Errorf("%q, %v", pl.Last.Notice, p.calls)
	}
}

// TestA8RemovingIsAsked: what is removed stands in the question; Esc and Enter are no yes.
func TestA8RemovingIsAsked(t *testing.T) {
	t.Parallel()
	p := &port{list: several()}
	pl, _ := open(t, p)
	pl.Press("down", "down", "t")
	pl.Golden("remove")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "nummer K7Q2M9") || !pl.Screen.(*model).Asking() {
		t.Errorf("\n%s", view)
	}
	pl.Press("enter", "esc", "j")
	if len(p.calls) != 0 {
		t.Fatalf("%v", p.calls)
	}
	pl.Press("t", "j")
	if !slices.Equal(p.calls, []string{"remove 3"}) {
		t.Errorf("%v", p.calls)
	}
	p.err = &domain.Error{Kind: domain.Conflict, Code: app.CodeSlotLast}
	pl.Press("t", "j")
	if !strings.Contains(pl.Last.Notice, "enda sättet") {
		t.Errorf("%q", pl.Last.Notice)
	}
}

// shows tells whether a sentence is on the page, whole.
func shows(pl *uitest.Player, sentence string) bool {
	return strings.Contains(strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " "), sentence)
}

// TestA8AKeyIsShownOnce: asked first, shown whole, printed as it stands, and gone with Esc.
func TestA8AKeyIsShownOnce(t *testing.T) {
	t.Parallel()
	p := &port{list: several()}
	pl, o := open(t, p)
	pl.Press("g")
	pl.Golden("make")
	pl.Press("enter")
	if len(p.calls) != 0 {
		t.Fatalf("made without a yes: %v", p.calls)
	}
	pl.Press("j")
	pl.Golden("key")
	view := pl.View(uitest.Sizes[0])
	if strings.Count(view, "QQQQQ") != 11 || !strings.Contains(view, "AGE-SECRET-KEY-1") || !strings.Contains(view, "X0Y1Z2") || !pl.Screen.(*model).Modal() {
		t.Fatalf("\n%s", view)
	}
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("p")
	if strings.Count(o.page, "QQQQQ") != 11 || !strings.Contains(o.page, "Anna Ek") || !strings.Contains(o.page, "2026-11-29") || !shows(pl, labels.SlotsPrinted) {
		t.Errorf("%s\n%s", pl.View(uitest.Sizes[0]), o.page)
	}
	for _, line := range strings.Split(o.page, "\n") {
		if len([]rune(line)) > 80 {
			t.Errorf("too long for a page: %q", line)
		}
	}
	o.file = "/hem/anna/aterstallningsnyckel.txt"
	pl.Press("p")
	if !shows(pl, labels.SlotsSaved(o.file)) { // whole: the key must not stay in a file
		t.Error(pl.View(uitest.Sizes[0]))
	}
	o.err = errors.New("no room")
	pl.Press("p")
	if !shows(pl, labels.SlotsNotPrint) {
		t.Error(pl.View(uitest.Sizes[0]))
	}
	pl.Press("x", "1", "esc")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "QQQQQ") || !strings.Contains(view, "K7Q2M9") {
		t.Errorf("\n%s", view)
	}
	p.err = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Press("g", "j")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "QQQQQ") || !strings.Contains(pl.Last.Notice, "Disken är full") {
		t.Errorf("%q\n%s", pl.Last.Notice, view)
	}
}

// TestA8ANewCardIsAskedAbout by itself, once; a no leaves a key to come back to it.
func TestA8ANewCardIsAskedAbout(t *testing.T) {
	t.Parallel()
	p := &port{list: several(), fresh: &app.NewCard{Name: "Anna Ek", Until: at(1).AddDate(5, 0, 0)}}
	pl, _ := open(t, p)
	pl.Golden("new-card")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Ska det nya kortet öppna dina utkast") || !strings.Contains(view, "2031-11-01") {
		t.Fatalf("\n%s", view)
	}
	pl.Press("esc")
	pl.Send(screen.Changed{})
	if pl.Screen.(*model).Asking() || len(p.calls) != 0 {
		t.Fatalf("asked again, or done: %v", p.calls)
	}
	pl.Press("n", "j")
	if !slices.Equal(p.calls, []string{"add"}) || pl.Last.Notice != labels.SlotsAdded {
		t.Fatalf("%v, %q", p.calls, pl.Last.Notice)
	}
	for _, a := range pl.Screen.Actions() {
		if a.Key.Help().Key == "n" {
			t.Error("offered again")
		}
	}
}
