package drafts

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// port is the app's list of drafts; what is discarded leaves it.
type port struct {
	data   app.RegionData
	list   []app.DraftSummary
	thrown map[string]bool
	calls  []string
	err    error // of the list
	failed error // of what is done to a draft
}

func (p *port) Region() app.RegionData { return p.data }
func (p *port) Today() domain.Date     { return domain.MustDate("2026-11-23") }

func (p *port) Drafts() (list []app.DraftSummary, err error) {
	if p.err != nil {
		return nil, p.err
	}
	for _, d := range p.list {
		if !p.thrown[d.ID] {
			list = append(list, d)
		}
	}
	return list, nil
}

func (p *port) note(what, id string) error {
	p.calls = append(p.calls, what+" "+id)
	return p.failed
}

func (p *port) Discard(id string) error {
	if err := p.note("discard", id); err != nil {
		return err
	}
	p.thrown[id] = true
	return nil
}

func (p *port) Restore(id string) error {
	if err := p.note("restore", id); err != nil {
		return err
	}
	delete(p.thrown, id)
	return nil
}

func (p *port) CopyDraft(id string) (domain.Draft, error) {
	if err := p.note("copy", id); err != nil {
		return domain.Draft{}, err
	}
	p.list = append(p.list, app.DraftSummary{ID: "copy", State: domain.DraftOpen, Person: "kopian", Bills: 1})
	return domain.Draft{ID: "copy"}, nil
}

// draft has its earliest treatment so many days before the last one to send it.
func draft(id string, left int, change func(*app.DraftSummary)) app.DraftSummary {
	last := domain.MustDate("2026-11-23").AddDays(left)
	d := app.DraftSummary{ID: id, State: domain.DraftOpen, Person: "19600917-2336", Support: domain.SupportN, Bills: 1, FirstDate: last.AddMonths(-6), Sum: domain.Kronor(1095), InvoiceNo: "2026-11-" + id}
	if change != nil {
		change(&d)
	}
	return d
}

func every() []app.DraftSummary {
	return []app.DraftSummary{
		draft("001", 5, func(d *app.DraftSummary) { d.State = domain.DraftRefused }),
		draft("002", -1, func(d *app.DraftSummary) { d.Person, d.Errors = "19411216-9182", 1 }),
		draft("003", 1, nil),
		draft("004", 18, func(d *app.DraftSummary) {
			d.Person, d.Support, d.Errors, d.Sum = "19520516-2331", domain.SupportS, 2, domain.Kronor(8425)
		}),
		draft("005", 178, func(d *app.DraftSummary) { d.Support, d.Sum = domain.SupportF, domain.Kronor(16150) }),
		draft("006", 178, func(d *app.DraftSummary) { d.State, d.Bills = domain.DraftQueued, 3 }),
		{ID: "007", State: domain.DraftOpen, Person: "1934", Bills: 1},
	}
}

func open(t *testing.T, list ...app.DraftSummary) (*uitest.Player, *port) {
	t.Helper()
	profile, _, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{data: app.RegionData{Profile: *profile}, list: list, thrown: map[string]bool{}}
	pl := uitest.Open(t, clock, New(clock.Env(), p))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

// line is the row of a draft as drawn at 120 columns.
func line(t *testing.T, pl *uitest.Player, part string) string {
	t.Helper()
	for _, l := range strings.Split(pl.View(uitest.Sizes[1]), "\n") {
		if strings.Contains(l, part) {
			return l
		}
	}
	t.Fatalf("%q is not shown:\n%s", part, pl.View(uitest.Sizes[1]))
	return ""
}

// Every state has a word, and the fewer days are left the louder the mark.
func TestEveryStateAndDeadlineHasItsWord(t *testing.T) {
	pl, _ := open(t, every()...)
	pl.Golden("every")
	for id, want := range map[string]string{
		"001": "✗ avvisad|!! 5 dagar", "002": "✗ 1 fel|!! för sent", "003": "✓ klar|!! 1 dag ", "004": "✗ 2 fel|! 18 dagar",
		"005": "✓ klar|178 dagar", "006": "3 räkningar|… i utkorgen",
	} {
		for _, w := range strings.Split(want, "|") {
			if got := line(t, pl, "2026-11-"+id); !strings.Contains(got, w) {
				t.Errorf("%s lacks %q: %s", id, w, got)
			}
		}
	}
	if got := line(t, pl, "1934 "); !strings.Contains(got, "… påbörjad") || !strings.Contains(got, "–") {
		t.Error(got)
	}
	if got := line(t, pl, "2026-11-005"); strings.Contains(got, "!") {
		t.Error("a mark without need:", got)
	}
}

func TestEnterOpensWhereTheDraftIs(t *testing.T) {
	for row, want := range map[int]screen.Route{0: {Name: screen.Bill, Arg: "001"}, 4: {Name: screen.Bill, Arg: "005"}, 5: {Name: screen.Receipt, Arg: "006"}} {
		pl, _ := open(t, every()...)
		for range row {
			pl.Press("down")
		}
		pl.Press("enter")
		if pl.Last.Nav != screen.NavPush || pl.Last.To != want {
			t.Errorf("row %d: %+v", row, pl.Last)
		}
	}
}

func TestDiscardAndTakeBack(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("down", "delete")
	if fmt.Sprint(p.calls) != "[discard 002]" || pl.Last.Notice != text.DraftDiscarded {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	if strings.Contains(pl.View(uitest.Sizes[1]), "2026-11-002") {
		t.Fatal("the discarded draft is still listed")
	}
	pl.Press("delete", "ctrl+z", "ctrl+z")
	if fmt.Sprint(p.calls) != "[discard 002 discard 003 restore 003 restore 002]" || len(p.thrown) != 0 || pl.Last.Notice != text.DraftRestored {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	line(t, pl, "2026-11-002")
	pl.Press("ctrl+z")
	if len(p.calls) != 4 || pl.Last.Notice != text.BillNothingUndo {
		t.Fatal(p.calls, pl.Last.Notice)
	}
}

// A draft that could not be taken back can be tried again.
func TestFailedUndoIsNotForgotten(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("delete")
	p.failed = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Press("ctrl+z")
	if !strings.Contains(pl.Last.Notice, "Disken är full") {
		t.Fatal(pl.Last.Notice)
	}
	p.failed = nil
	pl.Press("ctrl+z")
	if len(p.thrown) != 0 {
		t.Fatal("the draft is lost")
	}
}

func TestFailedDiscardKeepsTheDraft(t *testing.T) {
	pl, p := open(t, every()...)
	p.failed = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Press("delete")
	line(t, pl, "2026-11-001")
	p.failed = nil
	pl.Press("ctrl+z")
	if fmt.Sprint(p.calls) != "[discard 001]" {
		t.Fatal("something not discarded was taken back:", p.calls)
	}
}

func TestQueuedIsNotDiscarded(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("down", "down", "down", "down", "down", "delete")
	if len(p.calls) != 0 || pl.Last.Notice != text.DraftIsQueued {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	for _, b := range pl.Screen.Keys() {
		if b.Help().Key == "Del" && b.Enabled() {
			t.Fatal("Del is offered for a bill on its way")
		}
	}
	pl.Golden("queued")
}

func TestCopyAndNew(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("k")
	if fmt.Sprint(p.calls) != "[copy 001]" || pl.Last.Notice != text.DraftCopied {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	line(t, pl, "kopian")
	if row, id, _ := pl.Screen.(*model).table.Selected(); row != 0 || id != "001" {
		t.Fatal("the cursor left its draft:", id)
	}
	pl.Press("n")
	if pl.Last.Nav != screen.NavPush || pl.Last.To != (screen.Route{Name: screen.Bill}) {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestNoDrafts(t *testing.T) {
	pl, p := open(t)
	pl.Golden("none")
	pl.Press("enter", "k", "delete", "up", "down")
	if len(p.calls) != 0 || pl.Last.Nav != screen.NavStay {
		t.Fatal(p.calls, pl.Last)
	}
	pl.Press("n")
	if pl.Last.To.Name != screen.Bill {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestListThatCannotBeRead(t *testing.T) {
	pl, p := open(t, every()...)
	p.err = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreDamaged}
	pl.Send(screen.Changed{})
	pl.Golden("damaged")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "✗ Filen med utkast är skadad.") || !strings.Contains(view, "räddas") {
		t.Fatal(view)
	}
}

func TestManyLongAndHostile(t *testing.T) {
	var list []app.DraftSummary
	for i := range 300 {
		list = append(list, draft(fmt.Sprint(i), 100, func(d *app.DraftSummary) {
			d.Person, d.InvoiceNo, d.Support = "hej\x1b]0;x\a på dig\u202e du som skrev fel i fältet", strings.Repeat("OCR", 30), "N\x1b"
			d.Sum = domain.Kronor(123456789)
		}))
	}
	pl, p := open(t, list...)
	pl.Press("end")
	pl.Golden("hostile")
	if view := pl.Screen.View(uitest.Body(uitest.Sizes[0])); strings.ContainsAny(view, "\x1b\a\u202e") || !strings.Contains(view, "›") {
		t.Fatalf("%q", view)
	}
	pl.Press("delete")
	if fmt.Sprint(p.calls) != "[discard 299]" {
		t.Fatal(p.calls)
	}
}
