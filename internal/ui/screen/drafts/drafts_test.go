package drafts

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

// port is the app's list of drafts; what is discarded leaves it.
type port struct {
	scope
	data   app.RegionData
	list   []app.DraftSummary
	thrown map[string]bool
	looks  map[string]app.DraftLook
	today  domain.Date
	calls  []string
	err    error // of the list
	failed error // of what is done to a draft
}

func (p *port) Region() app.RegionData { return p.data }
func (p *port) Today() domain.Date     { return p.today }
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

func (p *port) Discarded() (list []app.DraftSummary, err error) {
	for _, d := range p.list {
		if p.thrown[d.ID] {
			d.State = domain.DraftDiscarded
			list = append(list, d)
		}
	}
	return list, nil
}

func (p *port) Look(id string) (app.DraftLook, error) {
	look, ok := p.looks[id]
	look.Draft.ID = id
	if !ok {
		look.Draft.State = domain.DraftOpen
	}
	return look, nil
}

func (p *port) Send(id string) error {
	if err := p.note("send", id); err != nil {
		return err
	}
	for i := range p.list {
		if p.list[i].ID == id {
			p.list[i].State = domain.DraftQueued
		}
	}
	return nil
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
	p := &port{data: app.RegionData{Profile: *profile}, list: list, thrown: map[string]bool{}, today: domain.MustDate("2026-11-23")}
	pl := uitest.Open(t, clock, New(clock.Env(), p))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

// below is the widest window without the pane: all columns are there.
var below = layout.Size{W: 119, H: 40}

// line is the row of a draft as drawn in it.
func line(t *testing.T, pl *uitest.Player, part string) string {
	t.Helper()
	for _, l := range strings.Split(pl.View(below), "\n") {
		if strings.Contains(l, part) {
			return l
		}
	}
	t.Fatalf("%q is not shown:\n%s", part, pl.View(below))
	return ""
}

// V1: what the region has lost was right when it was sent: it is sent again with what
// is ready. What it refused is not.
func TestV1WhatTheRegionLostIsSentAgainWithTheRest(t *testing.T) {
	lost := func(d *app.DraftSummary) { d.State, d.Lost = domain.DraftRefused, true }
	pl, p := open(t, draft("001", 50, lost), draft("002", 50, lost), draft("003", 50, func(d *app.DraftSummary) { d.State = domain.DraftRefused }), draft("004", 50, nil))
	if got := line(t, pl, "2026-11-001"); !strings.Contains(got, "✗ saknas") {
		t.Error(got)
	}
	pl.Press("f8", "enter")
	if got := strings.Join(p.calls, " "); got != "send 001 send 002 send 004" {
		t.Errorf("%q", got)
	}
}

// Every state has a word, and the fewer days are left the louder the mark.
func TestEveryStateAndDeadlineHasItsWord(t *testing.T) {
	pl, _ := open(t, every()...)
	pl.Golden("every")
	for id, want := range map[string]string{
		"001": "✗ avvisad|!!! 5 dagar", "002": "✗ 1 fel|!!! för sent", "003": "✓ klar|!!! 1 dag ", "004": "✗ 2 fel|! 18 dagar",
		"005": "✓ klar|178 dagar", "006": "19600917-2336 +2|… i utkorgen",
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

// The marks change at 30, 14 and 7 days, and so does the colour (B21).
func TestDeadlineMarks(t *testing.T) {
	profile, _, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	colours := theme.New("dark", func(string) string { return "" })
	for left, want := range map[int]struct {
		text  string
		style theme.SGR
	}{
		30: {"30 dagar", theme.SGR("")}, 29: {"! 29 dagar", colours.Warn},
		14: {"! 14 dagar", colours.Warn}, 13: {"!! 13 dagar", colours.Error},
		7: {"!! 7 dagar", colours.Error}, 6: {"!!! 6 dagar", colours.Error},
		0: {"!!! 0 dagar", colours.Error}, -1: {"!!! för sent", colours.Error},
	} {
		first := domain.MustDate("2026-05-23")
		m := &model{env: screen.Env{Theme: colours}, port: &port{
			data: app.RegionData{Profile: *profile}, today: rules.DeadlineOf(first, profile).AddDays(-left),
		}}
		if got := m.days(app.DraftSummary{FirstDate: first}); got.Text != want.text || got.Style != want.style {
			t.Errorf("%d days: %q %q", left, got.Text, got.Style)
		}
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

func TestDiscardAndUndo(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("down", "delete")
	if fmt.Sprint(p.calls) != "[discard 002]" || pl.Last.Notice != labels.DraftDiscarded {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	if strings.Contains(pl.View(below), "2026-11-002") {
		t.Fatal("the discarded draft is still listed")
	}
	pl.Press("delete", "ctrl+z", "ctrl+z")
	if fmt.Sprint(p.calls) != "[discard 002 discard 003 restore 003 restore 002]" || len(p.thrown) != 0 || pl.Last.Notice != labels.DraftRestored {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	line(t, pl, "2026-11-002")
	pl.Press("ctrl+z")
	if len(p.calls) != 4 || pl.Last.Notice != labels.NotNow(labels.KeyUndo, labels.DraftNoUndo) {
		t.Fatal(p.calls, pl.Last.Notice)
	}
}

// A draft that could not be restored can be tried again.
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
		t.Fatal("something not discarded was restored:", p.calls)
	}
}

func TestQueuedIsNotDiscarded(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("down", "down", "down", "down", "down", "delete")
	if len(p.calls) != 0 || pl.Last.Notice != labels.NotNow(labels.DraftDiscard, labels.DraftWaits) {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	for _, b := range screen.Bindings(pl.Screen.Actions()) {
		if b.Help().Key == "Del" && b.Enabled() {
			t.Fatal("Del is offered for a bill on its way")
		}
	}
	pl.Golden("queued")
}

func TestCopyAndNew(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("k")
	if fmt.Sprint(p.calls) != "[copy 001]" || pl.Last.Notice != labels.DraftCopied {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	line(t, pl, "kopian")
	if d, _ := pl.Screen.(*model).list.Chosen(); d.ID != "copy" {
		t.Fatal("the cursor is not on the copy:", d.ID)
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

// What is said of the chosen draft: the region's words of a refused one, else
// the first error, else the first warning.
func TestChosenDraftIsExplained(t *testing.T) {
	pl, p := open(t, every()...)
	at := time.Date(2026, 11, 22, 8, 14, 0, 0, time.UTC)
	used := domain.Finding{Code: rules.CodeBillRefUsed, Severity: domain.SeverityError, Item: domain.WholeBill, Field: domain.FieldBillRef}
	p.looks = map[string]app.DraftLook{
		"001": {
			Draft: domain.Draft{
				State: domain.DraftRefused, Refusal: &domain.Refusal{At: at, Code: "reference-used", Findings: []domain.Finding{used}},
				InvoiceNo: "2026-11-001", Bills: []domain.DraftBill{{Person: "19600917-2336"}},
			},
			Checked: app.Checked{Reading: rules.Reading{Bills: []domain.Bill{{Support: "N", BillRef: "45678", Items: []domain.Item{
				{Date: domain.MustDate("2026-05-28"), Code: "101", Price: domain.Kronor(1100)},
				{Date: domain.MustDate("2026-05-28"), Code: "patAvg", Price: -domain.Kronor(5)},
			}}}}},
		},
		"002": {Checked: app.Checked{Reading: rules.Reading{Findings: []domain.Finding{
			{Code: rules.CodeFeeMissing, Severity: domain.SeverityWarning, Params: map[string]string{"date": "2026-05-22"}},
			{Code: rules.CodeCareModelMissing, Severity: domain.SeverityError},
		}}}},
		"003": {Checked: app.Checked{Reading: rules.Reading{Findings: []domain.Finding{
			{Code: rules.CodeFeeMissing, Severity: domain.SeverityWarning, Params: map[string]string{"date": "2026-05-24"}},
		}}}},
	}
	pl.Send(screen.Changed{})
	pl.Golden("refused")
	for i, want := range []string{
		"✗ Avvisad 2026-11-22 09:14: Räkningsreferensen har redan använts", "✗ Vårdmodell", "! Patientavgift saknas för besöket 2026-05-24",
	} {
		if i > 0 {
			pl.Press("down")
		}
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, want) {
			t.Errorf("%d: %q is not said:\n%s", i, want, view)
		}
	}
}

// A long refusal is read to its end, what Enter does included.
func TestALongRefusalIsReadToItsEnd(t *testing.T) {
	pl, p := open(t, every()...)
	ended := domain.Finding{
		Code: rules.CodeEntitlement, Severity: domain.SeverityError,
		Params: map[string]string{"support": "N", "last": "764018 2026-10-29", "date": "2026-11-28"},
	}
	p.looks = map[string]app.DraftLook{"001": {Draft: domain.Draft{
		State: domain.DraftRefused, Refusal: &domain.Refusal{At: time.Date(2026, 11, 28, 8, 14, 0, 0, time.UTC), Code: "findings", Findings: []domain.Finding{ended, ended}},
	}}}
	pl.Send(screen.Changed{})
	if view := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " "); !strings.Contains(view, "(och 1 till) Enter öppnar vid fältet.") {
		t.Error(view)
	}
}

// Every key of the search is looked for in all that stands in the list, and in
// the references; case and rings of letters do not matter.
func TestSearchWhileTyping(t *testing.T) {
	list := every()
	list[4].Find = "Återbesök 45678"
	pl, _ := open(t, list...)
	for _, c := range []struct {
		typed string
		want  string
	}{
		{"ater", "[005]"}, {"45678 f", "[005]"}, {"16150", "[005]"}, {"2026-06-11", "[004]"}, {"19411216", "[002]"}, {"hittas inte", "[]"},
	} {
		pl.Press("/", "ctrl+u")
		pl.Type(c.typed)
		var ids []string
		for _, d := range pl.Screen.(*model).list.Rows() {
			ids = append(ids, d.ID)
		}
		if fmt.Sprint(ids) != c.want {
			t.Errorf("%q finds %v, want %s", c.typed, ids, c.want)
		}
		pl.Press("esc")
	}
	pl.Press("/")
	pl.Type("hittas inte")
	pl.Golden("searching")
	pl.Press("ctrl+u")
	pl.Type("ater")
	pl.Press("enter")
	if pl.Last.To != (screen.Route{Name: screen.Bill, Arg: "005"}) {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestSendAllThatIsReady(t *testing.T) {
	list := every()
	list[2].Warnings, list[4].Warnings = 2, 1
	pl, p := open(t, list...)
	missing := domain.Finding{Code: rules.CodeFeeMissing, Severity: domain.SeverityWarning, Params: map[string]string{"date": "2026-05-24"}}
	soon := domain.Finding{Code: rules.CodeDateSoon, Severity: domain.SeverityWarning, Params: map[string]string{"last": "2026-11-24", "days": "1"}}
	p.looks = map[string]app.DraftLook{
		"003": {Checked: app.Checked{Reading: rules.Reading{Findings: []domain.Finding{missing, soon}}}},
		"005": {Checked: app.Checked{Reading: rules.Reading{Findings: []domain.Finding{missing}}}},
	}
	if got := line(t, pl, "2026-11-003"); !strings.Contains(got, "! 2 varningar") {
		t.Error(got)
	}
	pl.Press("f8")
	pl.Golden("send-ready")
	for _, want := range []string{"Läs varningarna", "! 19600917-2336: Patientavgift saknas för besöket 2026-05-24. (och 1 till)", "! 19600917-2336: Sista dag att skicka: 2026-11-24 (1 dag kvar)."} {
		if view := pl.View(below); !strings.Contains(view, want) {
			t.Errorf("%q is not said:\n%s", want, view)
		}
	}
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("esc")
	if len(p.calls) != 0 || pl.Screen.(*model).Modal() {
		t.Fatal("Esc sent something:", p.calls)
	}
	pl.Press("f8", "enter")
	if fmt.Sprint(p.calls) != "[send 003 send 005]" || pl.Last.Notice != labels.DraftsSent(2, nil) {
		t.Fatal(p.calls, pl.Last.Notice)
	}
	pl.Press("f8")
	if pl.Last.Notice != labels.NotNow(labels.DraftSendReady, labels.DraftNoneReady) {
		t.Fatal(pl.Last.Notice)
	}
}

// One that cannot be sent stops the rest, and says why.
func TestNothingIsSentBeforeItsWarningsAreShown(t *testing.T) {
	list := every()
	list[2].Warnings = 1
	pl, p := open(t, list...)
	cmd := pl.Screen.Update(uitest.Key(t, "f8")).Cmd // they are being read
	pl.Press("enter")
	if len(p.calls) != 0 {
		t.Fatal(p.calls)
	}
	pl.Send(cmd())
	pl.Press("enter")
	if fmt.Sprint(p.calls) != "[send 003 send 005]" {
		t.Fatal(p.calls)
	}
}

// TestS10WhatIsSentFromUtkastIsReceived under references that are told once all are
// answered, as on the receipt of a single one.
func TestS10WhatIsSentFromUtkastIsReceived(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("f8", "enter")
	p.looks = map[string]app.DraftLook{}
	tell := func(id string, state domain.DraftState, ref int64) {
		d := domain.Draft{ID: id, State: state}
		if ref != 0 {
			d.Receipt = &domain.Receipt{OurRef: ref}
		}
		p.looks[id] = app.DraftLook{Draft: d}
		pl.Send(screen.Changed{What: app.ChangedOutbox})
	}
	p.looks["005"] = app.DraftLook{Draft: domain.Draft{State: domain.DraftQueued}}
	tell("003", domain.DraftReceived, 572775)
	if strings.Contains(pl.Last.Notice, "mottagen") {
		t.Error("told before all are answered:", pl.Last.Notice)
	}
	tell("005", domain.DraftReceived, 572776)
	if want := "2 räkningar är mottagna: Vår referens 572775 och 572776."; pl.Last.Notice != want {
		t.Errorf("%q, want %q", pl.Last.Notice, want)
	}
	pl.Last.Notice = ""
	pl.Send(screen.Changed{What: app.ChangedOutbox})
	if pl.Last.Notice != "" {
		t.Error("told twice:", pl.Last.Notice)
	}
}

func TestSendingStopsAtAFault(t *testing.T) {
	pl, p := open(t, every()...)
	p.failed = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Press("f8", "enter")
	if fmt.Sprint(p.calls) != "[send 003]" || !strings.Contains(pl.Last.Notice, "Disken är full") {
		t.Fatal(p.calls, pl.Last.Notice)
	}
}

func TestNothingIsThrownAway(t *testing.T) {
	pl, _ := open(t)
	pl.Press("v")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, labels.DraftsNoneThrown) {
		t.Error(view)
	}
	pl.Press("esc")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, labels.DraftsNone) {
		t.Error(view)
	}
}

// What was thrown away is to be had later too.
func TestThrownDraftsAreListedAndRestored(t *testing.T) {
	pl, p := open(t, every()...)
	pl.Press("delete", "v")
	pl.Golden("thrown")
	uitest.CheckKeys(t, pl.Screen)
	line(t, pl, "2026-11-001")
	pl.Press("delete", "k", "n", "f8")
	if fmt.Sprint(p.calls) != "[discard 001]" || pl.Last.Nav != screen.NavStay {
		t.Fatal(p.calls, pl.Last)
	}
	pl.Press("enter")
	if fmt.Sprint(p.calls) != "[discard 001 restore 001]" {
		t.Fatal(p.calls)
	}
	pl.Press("esc", "ctrl+z")
	line(t, pl, "2026-11-001")
	if len(p.calls) != 2 {
		t.Fatal("restored twice:", p.calls)
	}
}

// S15: the marks follow the region's own steps.
func TestS15(t *testing.T) {
	pl, p := open(t, draft("001", 40, nil), draft("002", 5, nil))
	days := func() string {
		m := pl.Screen.(*model)
		return m.days(p.list[0]).Text + ", " + m.days(p.list[1]).Text
	}
	for want, steps := range map[string][]int{
		"40 dagar, !!! 5 dagar": {30, 14, 7}, "! 40 dagar, ! 5 dagar": {60}, "! 40 dagar, !! 5 dagar": {60, 6}, "40 dagar, 5 dagar": nil,
	} {
		if p.data.Profile.WarnDays = steps; days() != want {
			t.Errorf("%v: %s, want %s", steps, days(), want)
		}
	}
}

// B28, B23: what the region wants remembered is told with the question, and
// again when the drafts lie in the outbox.
func TestB28(t *testing.T) {
	pl, p := open(t, draft("003", 100, nil))
	p.looks = map[string]app.DraftLook{"003": {Draft: domain.Draft{Bills: []domain.DraftBill{{Support: "N", Items: []domain.DraftItem{{Code: "patAvg"}}}}}}}
	p.data.Profile.Reminder = "FRISK."
	pl.Press("f8")
	const want = "N-tandvård ska även rapporteras till Tandhälsoregistret."
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, want) || !strings.Contains(view, "FRISK.") {
		t.Errorf("the question:\n%s", view)
	}
	pl.Press("enter")
	if said := pl.Last.Notice; !strings.HasSuffix(said, "FRISK. "+want) {
		t.Errorf("sent: %q", said)
	}
}
