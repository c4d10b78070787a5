package manual

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

func open(t *testing.T, chapter string) (*uitest.Player, *model) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	s := New(clock.Env(), chapter)
	p := uitest.Open(t, clock, s)
	uitest.CheckKeys(t, s)
	m, ok := s.(*model)
	if !ok {
		t.Fatalf("%T", s)
	}
	return p, m
}

func first(p *uitest.Player) string {
	lines := strings.Split(p.View(uitest.Sizes[0]), "\n")
	return strings.TrimSpace(lines[1])
}

// The manual is opened at the chapter of the screen that one comes from.
func TestE3OpenedAtItsChapter(t *testing.T) {
	for _, chapter := range Chapters() {
		m, ok := New(screen.Env{Theme: theme.Plain()}, chapter).(*model)
		if !ok || m.here() != chapter && m.top+m.room() < len(m.lines) {
			t.Errorf("%s: opened at another place", chapter)
		}
	}
	if p, _ := open(t, "no such chapter"); first(p) != "Manual för tandtui" {
		t.Errorf("opened at %q", first(p))
	}
}

func TestE3TheManualIsSearched(t *testing.T) {
	p, m := open(t, "Tangenter")
	p.Press("/")
	p.Type("UTKORGEN")
	if len(m.hits) < 3 || !strings.Contains(strings.ToLower(m.lines[m.hits[m.hit]].Text), "utkorg") {
		t.Fatalf("%d places found", len(m.hits))
	}
	p.Press("enter")
	begun := m.hit
	p.Press("n")
	if m.hit != begun+1 || !strings.Contains(p.View(uitest.Sizes[0]), "› ") {
		t.Errorf("n shows place %d after %d", m.hit, begun)
	}
	p.Press("N", "N")
	if want := (begun - 1 + len(m.hits)) % len(m.hits); m.hit != want {
		t.Errorf("N shows place %d, want %d", m.hit, want)
	}
	p.Press("esc")
	if m.text() != "" || p.Last.Nav != screen.NavStay {
		t.Error("Esc did not end the search, or left the manual")
	}
	p.Press("/")
	p.Type("finns inte i manualen alls")
	p.Press("enter", "n")
	if !strings.Contains(p.View(uitest.Sizes[0]), "ingen träff") || !strings.Contains(p.Last.Notice, "ingen träff") {
		t.Error("nobody is told that nothing was found")
	}
}

// Whoever makes the window wider goes on reading where they were.
func TestE3AnotherSizeKeepsThePlace(t *testing.T) {
	_, m := open(t, "Hembesök")
	m.Resize(uitest.Body(uitest.Sizes[1]))
	if m.here() != "Hembesök" {
		t.Errorf("now at %s", m.here())
	}
}

func TestE3Scrolled(t *testing.T) {
	p, m := open(t, "")
	p.Press("end")
	if m.top+m.room() != len(m.lines) {
		t.Errorf("End leaves %d lines below", len(m.lines)-m.top-m.room())
	}
	p.Press("home", "down", "pgdown", "up", "pgup")
	if m.top != 0 {
		t.Errorf("at line %d", m.top)
	}
	p.Press("right")
	if m.here() != Chapters()[1] {
		t.Errorf("the next chapter is %s", m.here())
	}
	p.Press("left")
	if m.top != 0 {
		t.Errorf("the chapter before is at %d", m.top)
	}
}

// What is drawn, of a text that nobody edits.
func TestE3Drawn(t *testing.T) {
	const text = "# Manual\n\nEn **mening** om `F1`.\n\n* en punkt\n* en punkt till\n\n## Tangenter\n\n| tangent | gör |\n|---|---|\n| `F8` | skickar |\n\n### Skicka\n\nEn punkt sist.\n"
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := uitest.Open(t, clock, read(clock.Env(), text, ""))
	p.Golden("beginning")
	p.Press("/")
	p.Type("punkt")
	p.Press("enter", "n")
	p.Golden("found")
}
