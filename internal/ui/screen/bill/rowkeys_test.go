package bill

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/uitest"
)

// rows is what the draft on the disk holds, short: "20 101 -", day, code, position.
func rows(p *port) string {
	var out []string
	for _, it := range last(p).Bills[0].Items {
		day := it.Date
		if len(day) == 10 {
			day = day[8:]
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", day, it.Code, it.Position)))
	}
	return strings.Join(out, ", ")
}

func TestCopyRow(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("ctrl+k") // on the empty row: the one above again
	if got := rows(p); got != "23 101, 23 825 UK, 23 patAvg, 23 patAvg" || cursor(pl) != "3 code" {
		t.Fatal(got, cursor(pl))
	}
	pl.Press("ctrl+d", "up", "up", "ctrl+k")
	if got := rows(p); got != "23 101, 23 825 UK, 23 825 UK, 23 patAvg" || cursor(pl) != "2 code" {
		t.Fatal(got, cursor(pl))
	}
	pl.Press("ctrl+z")
	if got := rows(p); got != "23 101, 23 825 UK, 23 patAvg" {
		t.Fatal(got)
	}
}

func TestMoveRow(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("up", "ctrl+q", "alt+up")
	if got := rows(p); got != "23 patAvg, 23 101, 23 825 UK" || cursor(pl) != "0 code" {
		t.Fatal(got, cursor(pl))
	}
	pl.Press("ctrl+q", "ctrl+up") // it is the first already
	pl.Press("ctrl+x", "ctrl+down", "ctrl+down")
	if got := rows(p); got != "23 101, 23 825 UK, 23 patAvg" || cursor(pl) != "2 code" {
		t.Fatal(got, cursor(pl))
	}
	pl.Press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
	if got := rows(p); got != "23 101, 23 825 UK, 23 patAvg" {
		t.Fatal(got)
	}
}

// The rows of a visit come again on another date, and the next row follows it.
func TestSameProceduresAnotherDate(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("ctrl+w")
	pl.Golden("visit")
	pl.Type("99")
	pl.Press("enter")
	pl.Golden("visit-wrong")
	pl.Press("backspace", "backspace")
	pl.Type("-3")
	pl.Press("enter")
	if got := rows(p); got != "23 101, 23 825 UK, 23 patAvg, 20 101, 20 825 UK, 20 patAvg" || cursor(pl) != "6 code" {
		t.Fatal(got, cursor(pl))
	}
	if m := pl.Screen.(*model); m.ed.NewRowDate() != "2026-11-20" || !strings.Contains(pl.Last.Notice, "3 rader lades till.") {
		t.Fatal(m.ed.NewRowDate(), pl.Last.Notice)
	}
	pl.Golden("visit-added")
	pl.Press("up", "up", "ctrl+w") // only the visit of the row
	pl.Type("i")
	pl.Press("esc", "ctrl+z")
	if got := rows(p); got != "23 101, 23 825 UK, 23 patAvg" {
		t.Fatal(got)
	}
}

// A row that is begun where another was taken away is a new one: nothing is
// said of it while it is being typed for the first time.
func TestNewRowAfterARemovedOne(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	pl.Press("up", "ctrl+d")
	pl.Type("99")
	if v := pl.View(uitest.Sizes[0]); strings.Contains(v, "Åtgärd 99") {
		t.Fatal(v)
	}
	pl.Press("tab")
	if v := pl.View(uitest.Sizes[0]); !strings.Contains(v, "Åtgärd 99") {
		t.Fatal(v)
	}
}

// The next patient of the same round: the rows of the bill before.
func TestSameProceduresAsTheBillBefore(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("f6")
	pl.Type("19520516-2331")
	pl.Press("enter", "ctrl+w")
	pl.Golden("same-as-before")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("enter")
	b := last(p).Bills[1]
	if !slices.Equal(b.Items, last(p).Bills[0].Items) || b.CareModel != "K1" || cursor(pl) != "-1 billRef" {
		t.Fatalf("%+v, cursor at %s", b, cursor(pl))
	}
	pl.Press("ctrl+z", "ctrl+w")
	pl.Type("ig")
	pl.Press("enter")
	if b := last(p).Bills[1]; len(b.Items) != 3 || b.Items[0].Date != "2026-11-22" || last(p).Bills[0].Items[0].Date != "2026-11-23" {
		t.Fatalf("%+v", b)
	}
}

// A bill begins with the rows of the patient's last visit (B25): the locked
// prices come from today's list, what was really paid stays.
func TestSameProceduresAsThePatientsLastVisit(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	for i := range p.data.Prices {
		p.data.Prices[i].Procedures = append(slices.Clone(p.data.Prices[i].Procedures), domain.Procedure{Code: "890X", Name: "Tandtekniskt arbete", ActualCost: true})
	}
	on := domain.MustDate("2026-08-26")
	past := app.History{CareModel: "K1", Bills: []app.PastBill{
		{State: domain.BillCredited, Last: domain.MustDate("2026-10-01"), Items: []domain.Item{{Date: on, Code: "999"}}},
		{Last: on, Items: []domain.Item{{Date: on, Code: "825", Position: "UK", Price: 1}, {Date: on, Code: "890X", Price: 123450}, {Date: on, Code: "patAvg", Price: -20000}}},
	}}
	p.history = map[string]app.History{"196009172336": past}
	pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
	pl.Type(person)
	pl.Press("enter")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("ctrl+w")
	pl.Golden("same-as-last-visit")
	pl.Press("enter")
	want := []domain.DraftItem{{Date: "2026-11-23", Code: "825", Position: "UK"}, {Date: "2026-11-23", Code: "890X", Price: "1 234,50"}, {Date: "2026-11-23", Code: "patAvg"}}
	if got := last(p).Bills[0].Items; !slices.Equal(got, want) {
		t.Fatalf("%+v", got)
	}
	pl.Press("ctrl+z", "ctrl+w")
	pl.Type("-3")
	pl.Press("enter")
	if got := last(p).Bills[0].Items; len(got) != 3 || got[0].Date != "2026-11-20" {
		t.Fatalf("%+v", got)
	}
}

func TestRowKeysWithoutRows(t *testing.T) {
	pl, p := open(t, "")
	pl.Press("down", "down", "down", "down", "down", "down", "down")
	if cursor(pl) != "0 code" && cursor(pl) != "0 date" {
		t.Fatal(cursor(pl))
	}
	pl.Press("ctrl+k", "ctrl+w", "ctrl+q", "ctrl+x", "ctrl+d")
	if pl.Screen.(*model).box != nil || len(p.saves) != 0 || !strings.Contains(pl.Last.Notice, "ingen rad") {
		t.Fatalf("%+v, %q", p.saves, pl.Last.Notice)
	}
}

func TestABillHoldsAsManyRowsAsTheRulesRead(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	d := domain.Draft{ID: "d2", State: domain.DraftOpen, Bills: []domain.DraftBill{{Items: make([]domain.DraftItem, editor.MaxRows)}}}
	for i := range d.Bills[0].Items {
		d.Bills[0].Items[i] = domain.DraftItem{Date: "2026-11-20", Code: "101"}
	}
	d.Cursor = domain.Cursor{Item: 7, Field: domain.FieldItemCode}
	p.stored["d2"] = d
	pl := uitest.Open(t, clock, New(clock.Env(), p, "d2"))
	pl.Press("ctrl+k")
	if len(pl.Screen.(*model).ed.Raw(0).Items) != editor.MaxRows || !strings.Contains(pl.Last.Notice, "högst 500 rader") {
		t.Fatal(pl.Last.Notice)
	}
}

// In every state of the rows the keys are all typable and none means two things.
func TestKeysOfTheRows(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("f3", "ctrl+w")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("esc", "up", "tab")
	uitest.CheckKeys(t, pl.Screen)
	if faults := uitest.Faults(append(keys.Global(), copyKey, visitKey, upKey, downKey, keys.Redo, rowComment, removeKey, another)...); faults != nil {
		t.Fatal(faults)
	}
}

// firstCell is where the first procedure is typed.
func (m *model) firstCell() form.Key { return cell(0, domain.FieldItemCode) }
