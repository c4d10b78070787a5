package receipt

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	draft   domain.Draft
	err     error
	snap    app.Snapshot
	region  app.RegionData
	asked   []string
	refresh int
}

func (p *port) Draft(id string) (domain.Draft, error) {
	p.asked = append(p.asked, id)
	return p.draft, p.err
}
func (p *port) Snapshot() app.Snapshot { return p.snap }
func (p *port) Refresh()               { p.refresh++ }
func (p *port) Region() app.RegionData { return p.region }

func open(t *testing.T, d domain.Draft) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{draft: d}
	pl := uitest.Open(t, clock, New(clock.Env(), p, "d1"))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

func queued() domain.Draft {
	return domain.Draft{ID: "d1", State: domain.DraftQueued, Bills: []domain.DraftBill{{}}}
}

func received(t *testing.T) domain.Draft {
	d := queued()
	d.State = domain.DraftReceived
	d.Receipt = &domain.Receipt{Submission: "d1", OurRef: 572775, InvoiceNo: "2026-11-014", Received: uitest.NewClock(t, "2026-11-23 10:42:09").Now().UTC(), Sum: domain.Kronor(16150), Bills: 1}
	return d
}

func refused(r domain.Refusal) domain.Draft {
	d := queued()
	d.State, d.Refusal = domain.DraftRefused, &r
	return d
}

func finding(code string, item int, params ...string) domain.Finding {
	f := domain.Finding{Code: code, Severity: domain.SeverityError, Item: item, Params: map[string]string{}}
	for i := 0; i+1 < len(params); i += 2 {
		f.Params[params[i]] = params[i+1]
	}
	return f
}

// Värmland: the fee must be registered in FRISK too, and both the waiting and the
// received bill say so (B23). A bill without a fee, or another region, does not.
func TestReminder(t *testing.T) {
	const frisk = "Patientavgiften måste även i fortsättningen registreras i FRISK."
	for name, c := range map[string]struct {
		draft    domain.Draft
		fee      bool
		reminder string
		want     bool
	}{
		"received":     {received(t), true, frisk, true},
		"waiting":      {queued(), true, frisk, true},
		"no fee":       {received(t), false, frisk, false},
		"no reminder":  {received(t), true, "", false},
		"refused bill": {refused(domain.Refusal{}), true, frisk, false},
	} {
		if c.fee {
			c.draft.Bills = []domain.DraftBill{{Items: []domain.DraftItem{{Code: "101"}, {Code: " patavg"}}}}
		}
		pl, p := open(t, c.draft)
		p.region.Profile.Reminder = c.reminder
		view := pl.View(uitest.Sizes[0])
		if got := strings.Contains(view, "! Patientavgiften måste"); got != c.want {
			t.Errorf("%s: said %v:\n%s", name, got, view)
		}
		if name == "received" {
			pl.Golden("frisk")
		}
	}
}

// B28: N and F are reported to Tandhälsoregistret too, S is not.
func TestB28(t *testing.T) {
	for support, want := range map[string]bool{"N": true, "F": true, "S": false} {
		for _, d := range []domain.Draft{received(t), queued()} {
			d.Bills = []domain.DraftBill{{Support: support}}
			pl, p := open(t, d)
			p.region.Profile = *vgr(t)
			if got := strings.Contains(pl.View(uitest.Sizes[0]), "ska även rapporteras till Tandhälsoregistret"); got != want {
				t.Errorf("%s, %s: said %v", support, d.State, got)
			}
		}
	}
}

func vgr(t *testing.T) *domain.Profile {
	t.Helper()
	profile, _, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	return profile
}

// The screen follows the draft from the outbox to the receipt by itself.
func TestFromOutboxToReceipt(t *testing.T) {
	pl, p := open(t, queued())
	pl.Golden("queued")
	waits := pl.View(uitest.Sizes[0])
	p.snap.Sync = app.SyncState{Phase: app.SyncOffline, Code: app.CodeOffline}
	pl.Send(screen.Changed{})
	pl.Golden("queued-offline")
	offline := pl.View(uitest.Sizes[0])
	uitest.Distinct(t, waits, offline)
	pl.Press("f5", "ctrl+r")
	if p.refresh != 2 {
		t.Fatalf("F5 asked %d times", p.refresh)
	}
	p.draft = received(t)
	pl.Send(screen.Changed{})
	pl.Golden("received")
	uitest.CheckKeys(t, pl.Screen)
	view := pl.View(uitest.Sizes[0])
	for _, want := range []string{"572775", "2026-11-014", "16 150,00 kr", "2026-11-23 10:42"} {
		if !strings.Contains(strings.ReplaceAll(view, "\u00a0", " "), want) {
			t.Errorf("%q is not said:\n%s", want, view)
		}
	}
	for _, id := range p.asked {
		if id != "d1" {
			t.Fatal("another draft was asked for:", id)
		}
	}
}

func TestSeveralBillsAreReceived(t *testing.T) {
	d := received(t)
	d.Receipt.Bills = 5
	pl, _ := open(t, d)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "✓ 5 räkningar är mottagna av regionen.") {
		t.Error(view)
	}
}

func TestWhereTheKeysLead(t *testing.T) {
	for _, c := range []struct {
		name, key string
		draft     domain.Draft
		to        screen.Route
	}{
		{"waiting, next", "enter", queued(), screen.Route{Name: screen.Bill}},
		{"received, next", "enter", received(t), screen.Route{Name: screen.Bill}},
		{"received, list", "v", received(t), screen.Route{Name: screen.Invoices}},
		{"refused, mend", "enter", refused(domain.Refusal{}), screen.Route{Name: screen.Bill, Arg: "d1"}},
	} {
		pl, _ := open(t, c.draft)
		pl.Press(c.key)
		if pl.Last.Nav != screen.NavReplace || pl.Last.To != c.to {
			t.Errorf("%s: %+v", c.name, pl.Last)
		}
	}
	pl, _ := open(t, queued())
	pl.Press("v")
	if pl.Last.Nav != screen.NavStay {
		t.Error("a list without the invoice was opened")
	}
}

func TestRefusedWithFindings(t *testing.T) {
	pl, _ := open(t, refused(domain.Refusal{Code: "findings", Findings: []domain.Finding{
		finding(rules.CodeBillRefUsed, domain.WholeBill),
		finding(rules.CodePositionMissing, 1, "code", "825", "rule", "jaw"),
		finding("R-FROM-THE-FUTURE\x1b[31m", 2),
	}}))
	pl.Golden("refused-findings")
	view := pl.View(uitest.Sizes[0])
	for _, want := range []string{"har redan använts", "Rad 2: ", "Enter öppnar räkningen"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not said:\n%s", want, view)
		}
	}
}

// With several bills each finding tells which one it is about; with more than
// fit the next step still stands there.
func TestRefusedWithMoreFindingsThanRows(t *testing.T) {
	d := refused(domain.Refusal{Code: "findings"})
	d.Bills = make([]domain.DraftBill, 30)
	for i := range 30 {
		f := finding(rules.CodeBillRefUsed, domain.WholeBill)
		f.Bill = i
		d.Refusal.Findings = append(d.Refusal.Findings, f)
	}
	pl, _ := open(t, d)
	pl.Golden("refused-many")
	for _, z := range uitest.Sizes {
		view := pl.View(z)
		if !strings.Contains(view, "Räkning 1: ") || !strings.Contains(view, "Allt du skrev är kvar.") {
			t.Errorf("%v:\n%s", z, view)
		}
	}
	if !strings.Contains(pl.View(uitest.Sizes[0]), labels.ReceiptMore) {
		t.Error("it is not said that there are more")
	}
}

func TestRefusedWithASentenceOnly(t *testing.T) {
	for _, c := range []struct {
		name, says string
		refusal    domain.Refusal
	}{
		{"refused-code", "har redan skickats med annat innehåll", domain.Refusal{Code: "fingerprint-mismatch", Detail: "raw"}},
		{"refused-sentence", "Kliniken är avslutad]0;x sedan 2026-10-01.", domain.Refusal{Code: "new-code", Detail: "Kliniken är avslutad\x1b]0;x\a sedan 2026-10-01." + strings.Repeat(" Ring regionen.", 6)}},
		{"refused-nothing", "new-code", domain.Refusal{Code: "new-code"}},
	} {
		pl, _ := open(t, refused(c.refusal))
		pl.Golden(c.name)
		view := pl.Screen.View(uitest.Body(uitest.Sizes[0]))
		if !strings.Contains(view, c.says) || strings.ContainsAny(view, "\x1b\a") {
			t.Errorf("%s:\n%q", c.name, view)
		}
	}
}

func TestDraftThatIsGone(t *testing.T) {
	pl, p := open(t, queued())
	p.draft, p.err = domain.Draft{}, &domain.Error{Kind: domain.NotFound, Code: app.CodeDraftGone}
	pl.Send(screen.Changed{})
	pl.Golden("gone")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Utkastet finns inte längre.") {
		t.Fatal(view)
	}
}

// A card pulled and put in again is a new login, which clears received drafts
// away: the receipt on screen stays.
func TestReceiptOutlivesItsDraft(t *testing.T) {
	pl, p := open(t, received(t))
	p.draft, p.err = domain.Draft{}, &domain.Error{Kind: domain.NotFound, Code: app.CodeDraftGone}
	pl.Send(screen.Changed{})
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "572775") || strings.Contains(view, "finns inte längre") {
		t.Fatal(view)
	}
}
