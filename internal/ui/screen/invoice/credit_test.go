package invoice

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

func paid(v *domain.Invoice) {
	v.Status, v.StatusOn = domain.StatusPaid, domain.MustDate("2026-11-20")
	v.Bills[1].State = domain.BillOrdinary
}

// D7: a bill is credited in a screen of its own, the whole invoice after a question
// that states what is left of it.
func TestD7CreditingFromThePaidInvoice(t *testing.T) {
	pl, _ := open(t, paid)
	pl.Golden("paid-actions")
	pl.Press("k")
	if pl.Last.Nav != screen.NavPush || pl.Last.To != screen.CreditOf(572775, 9845678) {
		t.Fatalf("%+v", pl.Last)
	}
	pl, p := open(t, paid)
	pl.Press("K")
	pl.Golden("credit-whole")
	says(t, pl, "Kreditera hela fakturan 2026-11-014, 2 räkningar, 32 300,00 kr?", "bankgiro 5591-09140")
	pl.Press("enter", "K", "k", "D")
	if len(p.credited) != 0 {
		t.Fatal("another key credited:", p.credited)
	}
	pl.Press("j")
	if strings.Join(p.credited, ";") != "572775 v7 {Part:{Whole:true Bills:[]} Items:[]}" || pl.Last.Notice != labels.CreditQueued {
		t.Fatal(p.credited, pl.Last.Notice)
	}
	pl.Press("K", "j", "k")
	if len(p.credited) != 1 || pl.Last.Nav != screen.NavStay {
		t.Fatal("credited twice:", p.credited)
	}
}

// An unpaid invoice is deleted, not credited, and a paid one the other way round.
func TestOnlyWhatTheStatusAllowsIsOffered(t *testing.T) {
	pl, p := open(t, nil)
	pl.Press("k", "K", "j")
	if len(p.credited) != 0 || pl.Last.Nav != screen.NavStay {
		t.Errorf("%v %+v", p.credited, pl.Last)
	}
	pl, p = open(t, paid)
	pl.Press("delete", "j", "D", "j")
	if len(p.deleted) != 0 {
		t.Error(p.deleted)
	}
}

func TestChangedUnderTheQuestionOfCrediting(t *testing.T) {
	pl, p := open(t, paid)
	pl.Press("K")
	p.invoice.Version = 8
	pl.Send(screen.Changed{What: app.ChangedMirror})
	pl.Press("j")
	if len(p.credited) != 0 {
		t.Fatal(p.credited)
	}
}

// D7: a clinic with plusgiro is told what to pay, where and what to state, and a
// key copies it.
func TestD7PlusgiroIsToldWhatToPay(t *testing.T) {
	pl, p := open(t, func(v *domain.Invoice) { v.CreditOf, v.Claim = 518148, 3 })
	p.claim = domain.Claim{No: 3, OurRef: 572775, Amount: 780_00, State: domain.ClaimOpen, Account: "5591-09140"}
	pl.Send(screen.Changed{What: app.ChangedMirror})
	pl.Golden("claim")
	says(t, pl, "Betala tillbaka 780,00 kr till bankgiro 5591-09140 och ange Vår referens")
	if small := strings.Join(strings.Fields(strings.ReplaceAll(pl.View(layout.Size{W: 60, H: 12}), "\u00a0", " ")), " "); !strings.Contains(small, "till bankgiro 5591-09140") {
		t.Errorf("a small window does not say where to pay:\n%s", small)
	}
	pl.Press("c")
	if pl.Last.Notice != labels.CreditCopied || p.copied != "5591-09140 572775" {
		t.Errorf("%q, %+v", p.copied, pl.Last)
	}
	p.claim.State = domain.ClaimSettled
	p.invoice.Status, p.invoice.StatusOn = domain.StatusPaid, domain.MustDate("2026-12-03")
	pl.Send(screen.Changed{What: app.ChangedMirror})
	says(t, pl, "Krediten är återbetald 2026-12-03.")
	if strings.Contains(plain(pl), "Betala tillbaka") {
		t.Errorf("it is paid back, and still asked for:\n%s", plain(pl))
	}
}

// D7: a bill of which a row is credited shows which, where the bill is opened.
func TestD7ACreditedRowIsSeenInTheOpenedBill(t *testing.T) {
	pl, _ := open(t, func(v *domain.Invoice) { paid(v); v.Bills[0].Credited = []int{0} })
	pl.Press("enter")
	if v := pl.View(layout.Size{W: 80, H: 40}); strings.Count(v, labels.CreditDone+": ") != 1 {
		t.Errorf("one row is credited:\n%s", v)
	}
}
