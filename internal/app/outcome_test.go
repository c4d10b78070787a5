package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestAnOutcomeOnADraft(t *testing.T) {
	at := time.Date(2026, 11, 28, 9, 0, 0, 0, stockholm)
	sent := domain.Draft{
		ID: "d", State: domain.DraftQueued, InvoiceNo: "7", Bills: []domain.DraftBill{{BillRef: "r"}},
		Refusal: &domain.Refusal{Code: "of an earlier try"}, Receipt: &domain.Receipt{OurRef: 1},
	}
	row := app.DraftSummary{ID: "d", State: domain.DraftQueued, Sum: 500, Errors: 4, Warnings: 4}

	t.Run("received", func(t *testing.T) {
		d, r := app.Outcome{At: at, Receipt: &domain.Receipt{OurRef: 9}}.Settled(sent, row)
		if d.State != domain.DraftReceived || d.Refusal != nil || d.Receipt.OurRef != 9 || r.State != d.State || r.Sum != 500 {
			t.Errorf("%+v %+v", d, r)
		}
	})
	t.Run("refused", func(t *testing.T) {
		no := &domain.Refusal{At: at, Code: "findings", Findings: []domain.Finding{
			{Code: "R-A", Severity: domain.SeverityError}, {Code: "R-B", Severity: domain.SeverityWarning}, {Code: "R-C", Severity: domain.SeverityError},
		}}
		d, r := app.Outcome{At: at, Refusal: no}.Settled(sent, row)
		if d.State != domain.DraftRefused || d.Receipt != nil || d.Refusal.Code != "findings" || r.State != d.State || r.Errors != 2 || r.Warnings != 1 {
			t.Errorf("%+v %+v", d, r)
		}
		if d.Refusal.Sent == nil || d.Refusal.Sent.InvoiceNo != "7" || d.Refusal.Sent.Bills[0].BillRef != "r" {
			t.Errorf("what was sent is not kept: %+v", d.Refusal.Sent)
		}
		if no.Sent != nil {
			t.Error("the answer itself was changed")
		}
	})
}

func TestOnlyANoThatNobodySawIsUnseen(t *testing.T) {
	no := app.Outcome{Refusal: &domain.Refusal{}}
	for _, x := range []struct {
		answer app.Answer
		want   bool
	}{
		{app.Answer{Outcome: no}, true},
		{app.Answer{Outcome: no, Seen: true}, false},
		{app.Answer{Outcome: app.Outcome{Receipt: &domain.Receipt{}}}, false},
	} {
		if got := x.answer.Unseen(); got != x.want {
			t.Errorf("%+v: %v", x.answer, got)
		}
	}
}

// What the region says in its own words is shown only where this program has none.
func TestTheRegionsOwnWords(t *testing.T) {
	for _, x := range []struct {
		err  error
		want string
	}{
		{&app.RefusedError{Code: "new", Detail: "Ring oss.", Unknown: true}, "Ring oss."},
		{&domain.Error{Err: &app.RefusedError{Detail: "Ring oss.", Unknown: true}}, "Ring oss."},
		{&app.RefusedError{Code: "findings", Detail: "Se bilagan."}, ""},
		{offline, ""},
		{nil, ""},
	} {
		if got := app.Said(x.err); got != x.want {
			t.Errorf("%v: %q", x.err, got)
		}
	}
}

// No error's text holds more than codes: they end in logs.
func TestErrorsTellNoSecrets(t *testing.T) {
	for _, err := range []error{&app.PINError{Left: 2}, &app.RefusedError{Code: "findings", Detail: "19600917-2336 finns inte"}} {
		if s := err.Error(); strings.Contains(s, "1960") || strings.Contains(s, "2") {
			t.Errorf("%q", s)
		}
	}
}

func TestAClockIsWrongByMoreThanTwoMinutes(t *testing.T) {
	for skew, want := range map[time.Duration]bool{0: false, 2 * time.Minute: false, -2 * time.Minute: false, 121 * time.Second: true, -121 * time.Second: true} {
		if got := (app.SyncState{Skew: skew}).ClockWrong(); got != want {
			t.Errorf("%v: %v", skew, got)
		}
	}
}

func TestScope(t *testing.T) {
	s := app.Scope{Clinics: []domain.Clinic{{No: "31"}, {No: "44"}}}
	for no, want := range map[string]bool{"31": true, "44": true, "": false, "3": false} {
		if s.Has(no) != want {
			t.Errorf("%q: %v", no, !want)
		}
	}
	if (app.Scope{}).Has("31") {
		t.Error("nobody's scope has a clinic")
	}
}

// What was looked up is known without asking again, at the clinic that asked.
func TestKnownIsWhatThisClinicAsked(t *testing.T) {
	d := twoClinics(t)
	choose(t, d, "31")
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, known := d.Known(id); known {
		t.Fatal("known before anybody asked")
	}
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	asked := len(d.server.asked)
	if r, known := d.Known(id); !known || r.Facts.Person != id || !r.At.Equal(d.clock.now) || r.Online {
		t.Errorf("%+v %v", r, known)
	}
	choose(t, d, "44")
	if _, known := d.Known(id); known {
		t.Error("what another clinic asked")
	}
	if list, err := d.Recent(); err != nil || len(list) != 0 || len(d.server.asked) != asked {
		t.Errorf("%v %v, asked %d times more", list, err, len(d.server.asked)-asked)
	}
}

func TestTheSearchBeginsThirtyDaysBack(t *testing.T) {
	d := newDesk(t)
	if p := d.DefaultPeriod(); p.From != domain.MustDate("2026-10-24") || p.To != domain.MustDate("2026-11-23") {
		t.Errorf("%+v", p)
	}
	if !slices.Equal(d.work.events, nil) {
		t.Error("something was started")
	}
}
