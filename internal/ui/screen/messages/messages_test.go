package messages

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	list []app.Posted
	read []int64
	err  error
}

func (p *port) Messages() ([]app.Posted, error) { return p.list, p.err }

func (p *port) ReadMessages(nos ...int64) error {
	p.read = append(p.read, nos...)
	return nil
}

func message(no int64, day int, text string, change func(*app.Posted)) app.Posted {
	p := app.Posted{Message: domain.Message{No: no, Sent: time.Date(2026, 11, day, 8, 15, 0, 0, time.UTC), Text: text}}
	if change != nil {
		change(&p)
	}
	return p
}

func open(t *testing.T, list ...app.Posted) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-28 10:42:07")
	p := &port{list: list}
	pl := uitest.Open(t, clock, New(clock.Env(), p))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

// E8: every state has its word; what is chosen is read, and only that.
func TestE8MessagesAreKeptAndRead(t *testing.T) {
	pl, p := open(
		t,
		message(4, 28, "Utbetalningarna är försenade.", func(p *app.Posted) { p.Incident = true }),
		message(3, 27, "Nya priser från den 1 januari 2027. "+strings.Repeat("Läs prislistan. ", 40), func(p *app.Posted) { p.Ends = domain.MustDate("2026-12-31") }),
		message(2, 20, "Supporten stänger klockan 12 på julafton.", func(p *app.Posted) { p.Read = true }),
		message(1, 2, "Driftstopp i natt.\x1b]52;c;AAAA\a", func(p *app.Posted) { p.Over = true }),
	)
	pl.Golden("all")
	pl.Press("down")
	if fmt.Sprint(p.read) != "[4 3]" {
		t.Fatalf("read: %v", p.read)
	}
	pl.Press("enter")
	pl.Golden("whole")
	pl.Press("esc", "down")
	if fmt.Sprint(p.read) != "[4 3]" {
		t.Fatalf("read: %v", p.read)
	}
	view := pl.View(uitest.Sizes[0])
	for _, want := range []string{"! driftstörning", "nytt", "läst", "gäller inte längre", "Skickat 2026-11-20 09:15"} {
		if !strings.Contains(view, want) {
			t.Errorf("no %q in\n%s", want, view)
		}
	}
	if strings.Contains(view, "\x1b") {
		t.Error("an escape sequence of the region reached the screen")
	}
}

func TestE8NoMessages(t *testing.T) {
	pl, p := open(t)
	pl.Golden("none")
	pl.Press("enter", "down")
	if len(p.read) > 0 {
		t.Fatal(p.read)
	}
}
