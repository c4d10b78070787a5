package outbox

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// port is the app's outbox.
type port struct {
	scope
	list   []app.Sending
	drafts map[string]domain.Draft
	calls  []string
	seen   []string
	err    error // of the list
	failed error // of taking back
}

func (p *port) Sendings() ([]app.Sending, error)      { return p.list, p.err }
func (p *port) Draft(id string) (domain.Draft, error) { return p.drafts[id], nil }
func (p *port) Refresh()                              { p.calls = append(p.calls, "refresh") }

func (p *port) Unsend(id string) error {
	p.calls = append(p.calls, "back "+id)
	return p.failed
}

func (p *port) Seen(ids ...string) error {
	p.seen = append(p.seen, ids...)
	return nil
}

func sending(id string, state domain.DraftState, change func(*app.Sending)) app.Sending {
	s := app.Sending{ID: id, Kind: domain.CommandSubmit, Draft: app.DraftSummary{
		ID: id, State: state, Person: "19600917-2336", Support: domain.SupportN, Bills: 1, Sum: domain.Kronor(1100), InvoiceNo: "2026-11-" + id,
	}}
	if state == domain.DraftQueued {
		s.Queued = moment("10:40")
	}
	if change != nil {
		change(&s)
	}
	return s
}

func moment(hm string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-23 "+hm, time.FixedZone("CET", 3600))
	if err != nil {
		panic(err)
	}
	return at
}

func every() *port {
	refused := domain.Draft{ID: "004", Refusal: &domain.Refusal{
		At: moment("09:14"), Code: "findings", Findings: []domain.Finding{{Code: "REGION-77", Severity: domain.SeverityError, Text: "Kliniken har inget avtal för åtgärden."}},
	}}
	received := domain.Draft{ID: "005", Receipt: &domain.Receipt{OurRef: 572775, Received: moment("09:30")}}
	return &port{
		drafts: map[string]domain.Draft{"004": refused, "005": received},
		list: []app.Sending{
			sending("001", domain.DraftQueued, func(s *app.Sending) { s.Now = true }),
			sending("002", domain.DraftQueued, func(s *app.Sending) {
				s.Tried, s.LastError, s.Next = moment("10:41"), app.CodeOffline, moment("10:45")
			}),
			sending("003", domain.DraftQueued, func(s *app.Sending) {
				s.Tried, s.LastError, s.Sent, s.Next = moment("10:41").AddDate(0, 0, -1), app.CodeServerBusy, true, moment("10:42")
			}),
			sending("004", domain.DraftRefused, func(s *app.Sending) { s.Sent, s.Draft.Updated = true, moment("09:14") }),
			sending("005", domain.DraftReceived, func(s *app.Sending) { s.Sent, s.Draft.Updated = true, moment("09:30"); s.Draft.Bills = 3 }),
			sending("006", domain.DraftQueued, nil),
		},
	}
}

func open(t *testing.T, p *port) *uitest.Player {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	return uitest.Open(t, clock, New(clock.Env(), p))
}

// Every state has its word, the times of its tries and a sentence of its own.
func TestEveryStateIsTold(t *testing.T) {
	pl := open(t, every())
	var before string
	for i, want := range []struct{ row, foot, footer string }{
		{"» skickas|nu", labels.OutboxOnItsWay, "t ta tillbaka"},
		{"! väntar|10:41|10:45", "Försöket 10:41 gick inte: Regionens server kan inte nås. Inget har lämnat datorn", "t ta tillbaka"},
		{"! väntar|11-22 10:41|nu", "Regionen kan redan ha fått den", "ta tillbaka – " + labels.OutboxMaySent},
		{"✗ avvisad|–", "Avvisad 2026-11-23 09:14: Kliniken har inget avtal för åtgärden.", labels.OutboxMend},
		{"✓ mottagen|–", "Mottagen 2026-11-23 09:30. Vår referens 572775.", labels.OutboxShow},
		{"… väntar|–|–", labels.OutboxNotTried, "t ta tillbaka"},
	} {
		view := pl.View(uitest.Sizes[1])
		row := ""
		for _, line := range strings.Split(view, "\n") {
			if strings.Contains(line, fmt.Sprintf("2026-11-%03d", i+1)) {
				row = line
			}
		}
		for _, part := range strings.Split(want.row, "|") {
			if !strings.Contains(row, part) {
				t.Errorf("row %d: %q lacks %q", i, row, part)
			}
		}
		if words := strings.Join(strings.Fields(view), " "); !strings.Contains(words, want.foot) {
			t.Errorf("row %d: no %q in\n%s", i, want.foot, view)
		}
		keys := ""
		for _, b := range screen.Bindings(pl.Screen.Actions()) {
			keys += b.Help().Key + " " + b.Help().Desc + "\n"
		}
		if !strings.Contains(keys, want.footer) {
			t.Errorf("row %d: %q lacks %q", i, keys, want.footer)
		}
		uitest.CheckKeys(t, pl.Screen)
		if view == before {
			t.Error("two states look the same")
		}
		before = view
		pl.Golden(fmt.Sprintf("every-%d", i+1))
		pl.Press("down")
	}
}

func TestEnterLeadsOn(t *testing.T) {
	for at, want := range []screen.Route{
		{Name: screen.Receipt, Arg: "001"},
		{Name: screen.Receipt, Arg: "002"},
		{Name: screen.Receipt, Arg: "003"},
		{Name: screen.Bill, Arg: "004"},
		{Name: screen.Receipt, Arg: "005"},
	} {
		pl := open(t, every())
		for range at {
			pl.Press("down")
		}
		pl.Press("enter")
		if pl.Last.Nav != screen.NavPush || pl.Last.To != want {
			t.Errorf("%d: %+v", at, pl.Last)
		}
	}
}

// deletion is a command about an invoice.
func deletion(id string, state domain.DraftState, change func(*app.Sending)) app.Sending {
	return sending(id, state, func(s *app.Sending) {
		s.Kind, s.Target, s.Part = domain.CommandDelete, 572775, domain.Part{Bills: []int64{1, 2}}
		s.Draft.Person, s.Draft.Support = "", ""
		if change != nil {
			change(s)
		}
	})
}

// A deletion is told as one, and leads to its invoice; taken back it is gone.
func TestDeletionOnItsWay(t *testing.T) {
	p := &port{list: []app.Sending{deletion("d1", domain.DraftQueued, nil)}}
	pl := open(t, p)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Radering av 2") || !strings.Contains(view, "ärendet: inget har lämnat datorn") {
		t.Error(view)
	}
	pl.Press("enter")
	if pl.Last.To != (screen.Route{Name: screen.Invoice, Arg: "572775"}) {
		t.Errorf("%+v", pl.Last)
	}
	pl.Press("t")
	if fmt.Sprint(p.calls) != "[back d1]" || pl.Last.Notice != labels.OutboxCommandTaken {
		t.Errorf("%v %+v", p.calls, pl.Last)
	}
}

// What the region refused is counted until somebody has looked at why.
func TestARefusalIsSeenByLookingAtIt(t *testing.T) {
	changed := domain.Refusal{At: moment("09:14"), Code: app.CodeVersionChanged}
	p := &port{list: []app.Sending{
		deletion("d1", domain.DraftRefused, func(s *app.Sending) { s.Refusal, s.Unseen = &changed, true }),
		deletion("d2", domain.DraftRefused, func(s *app.Sending) { s.Refusal, s.Unseen = &changed, true }),
		deletion("d3", domain.DraftReceived, nil),
		sending("d4", domain.DraftQueued, func(s *app.Sending) { s.Damaged = true }),
	}}
	pl := open(t, p)
	pl.Golden("commands")
	if view := pl.View(uitest.Sizes[0]); fmt.Sprint(p.seen) != "[d1]" || !strings.Contains(view, "Fakturan har ändrats sedan du bestämde dig.") {
		t.Errorf("%v\n%s", p.seen, view)
	}
	for i, want := range []string{"Avvisad 2026-11-23 09:14", "Raderad hos regionen. Vår referens 572775.", "Posten är skadad"} {
		pl.Press("down")
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, want) {
			t.Errorf("%d: %q is not said:\n%s", i, want, view)
		}
	}
	if fmt.Sprint(p.seen) != "[d1 d2]" {
		t.Error(p.seen)
	}
}

// A damaged one is taken out after a question that tells what becomes of it; only j
// is a yes. One whose draft is there is opened as a draft.
func TestTakingOutWhatIsDamaged(t *testing.T) {
	damaged := func(s *app.Sending) { s.Damaged = true }
	p := &port{list: []app.Sending{
		sending("d1", domain.DraftQueued, func(s *app.Sending) { s.Damaged, s.Draft.Clinic = true, "101" }),
		sending("d2", domain.DraftQueued, damaged),
	}}
	pl := open(t, p)
	pl.Press("t")
	pl.Golden("damaged")
	for _, no := range []string{"esc", "n"} {
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, labels.OutboxDropAsk) || !strings.Contains(view, "blir ett utkast igen") {
			t.Errorf("asked with\n%s", view)
		}
		pl.Press("enter", "x", no, "t")
	}
	if len(p.calls) != 0 {
		t.Fatal("without a yes:", p.calls)
	}
	pl.Press("j")
	if fmt.Sprint(p.calls) != "[back d1]" || pl.Last.To != (screen.Route{Name: screen.Bill, Arg: "d1"}) {
		t.Fatalf("%v %+v", p.calls, pl.Last)
	}
	pl = open(t, p)
	pl.Press("down", "t")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "går inte att läsa längre") {
		t.Errorf("asked with\n%s", view)
	}
	pl.Press("j")
	if fmt.Sprint(p.calls) != "[back d1 back d2]" || pl.Last.Notice != labels.OutboxDropped {
		t.Fatalf("%v %+v", p.calls, pl.Last)
	}
}

// Only what surely never left the computer is taken back, and opened.
func TestTakingBack(t *testing.T) {
	p := every()
	pl := open(t, p)
	pl.Press("down", "t")
	if len(p.calls) != 1 || p.calls[0] != "back 002" || pl.Last.To != (screen.Route{Name: screen.Bill, Arg: "002"}) {
		t.Fatalf("%v %+v", p.calls, pl.Last)
	}
	for range 3 { // may be sent, refused, received
		pl.Press("down", "t")
		if len(p.calls) != 1 || !strings.Contains(pl.Last.Notice, "tillbaka") {
			t.Fatalf("%v %+v", p.calls, pl.Last)
		}
	}
	p.failed = &domain.Error{Kind: domain.Conflict, Code: app.CodeMayBeSent} // sent between the look and the key
	pl.Press("down", "t")
	if pl.Last.Nav != screen.NavStay && pl.Last.To.Arg == "006" || !strings.Contains(pl.Last.Notice, "kan redan ha fått") {
		t.Fatalf("%v %+v", p.calls, pl.Last)
	}
}

func TestTryNowAndNews(t *testing.T) {
	p := every()
	pl := open(t, p)
	pl.Press("f5")
	if len(p.calls) != 1 || p.calls[0] != "refresh" || pl.Last.Notice != labels.OutboxTrying {
		t.Fatal(p.calls, pl.Last)
	}
	p.list = p.list[:1]
	pl.Send(screen.Changed{})
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "2026-11-002") || !strings.Contains(view, "1 väntar") {
		t.Error(view)
	}
	p.list = nil
	pl.Send(screen.Changed{})
	if pl.Press("f5"); pl.Last.Notice != labels.OutboxNothing {
		t.Error("something is tried where nothing waits:", pl.Last.Notice)
	}
}

func TestEmptyAndUnreadable(t *testing.T) {
	pl := open(t, &port{})
	pl.Golden("empty")
	pl.Press("t", "enter", "down")
	pl = open(t, &port{err: &domain.Error{Code: app.CodeStoreUnsure}})
	if !strings.Contains(pl.View(uitest.Sizes[0]), text.Error(app.CodeStoreUnsure).What) {
		t.Error("an outbox that cannot be read is not told")
	}
}

// Many, long and hostile: nothing breaks out of its cell.
func TestManyLongAndHostile(t *testing.T) {
	p := &port{}
	for i := range 500 {
		p.list = append(p.list, sending(fmt.Sprint(i), domain.DraftQueued, func(s *app.Sending) {
			s.Draft.Person, s.Draft.InvoiceNo = "\x1b[31m"+strings.Repeat("å", 80), strings.Repeat("9\x07", 60)
			s.Draft.Sum, s.LastError, s.Sent = 123456789012, "\x1b]0;x", i%2 == 0
		}))
	}
	pl := open(t, p)
	pl.Press("end", "pgup")
	for _, z := range append(uitest.Sizes, layout.Size{W: 60, H: 15}, layout.Size{W: 20, H: 8}) {
		uitest.CheckFrame(t, uitest.Fit(t, pl.View(z), uitest.Body(z)), uitest.Body(z))
	}
	pl.Golden("many")
}
