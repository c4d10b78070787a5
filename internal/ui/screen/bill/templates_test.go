package bill

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// The rows of a visit are saved under a name and come again on another bill.
func TestTemplateIsSavedAndTaken(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("f12")
	pl.Golden("templates-none")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("ctrl+s")
	if len(p.templates) != 0 || !strings.Contains(pl.Last.Notice, "skriv först vad mallen ska heta") {
		t.Fatal(pl.Last.Notice)
	}
	pl.Type("Protes nedre")
	pl.Press("ctrl+s")
	if len(p.templates) != 1 || p.templates[0].Name != "Protes nedre" || len(p.templates[0].Rows) != 3 {
		t.Fatalf("%+v", p.templates)
	}
	pl.Golden("templates")
	pl.Press("esc", "f6")
	pl.Type("19520516-2331")
	pl.Press("enter", "alt+m")
	pl.Type("prot")
	pl.Press("enter")
	b := last(p).Bills[1]
	if len(b.Items) != 3 || b.Items[1] != (domain.DraftItem{Date: "2026-11-23", Code: "825", Position: "UK"}) || cursor(pl) != "-1 billRef" {
		t.Fatalf("%+v, cursor at %s", b.Items, cursor(pl))
	}
	pl.Press("ctrl+z") // one step
	if b := last(p).Bills[1]; len(b.Items) != 0 {
		t.Fatalf("%+v", b.Items)
	}
}

func TestTemplateIsRemoved(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	p.templates = []app.Template{{Name: "a\x1b[31m", Rows: []domain.DraftItem{{Code: "1\x1b01"}}}, {Name: "b"}}
	pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
	pl.Press("f12")
	if v := pl.Screen.View(uitest.Body(uitest.Sizes[0])); strings.Contains(v, "\x1b") {
		t.Fatalf("%q", v)
	}
	pl.Press("ctrl+d")
	if len(p.templates) != 1 || p.templates[0].Name != "b" || !strings.Contains(pl.Last.Notice, "är borttagen") {
		t.Fatalf("%+v, %q", p.templates, pl.Last.Notice)
	}
	pl.Type("finns inte")
	pl.Press("enter") // takes nothing
	if pl.Screen.(*model).box == nil || len(p.saves) != 0 {
		t.Fatal("something was taken")
	}
	pl.Press("ctrl+s")
	if !strings.Contains(pl.Last.Notice, "här finns ingen rad ännu") {
		t.Fatal(pl.Last.Notice)
	}
}

func TestTemplateThatCannotBeKept(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	p.templateErr = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Press("f12")
	pl.Type("x")
	pl.Press("ctrl+s")
	if v := pl.View(uitest.Sizes[0]); !strings.Contains(v, "Disken är full") {
		t.Fatal(v)
	}
}
