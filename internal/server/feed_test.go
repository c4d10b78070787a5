package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
)

func changes(t testing.TB, w *world, who, clinic, since string, limit, wait int) (api.Changes, answer) {
	t.Helper()
	u := fmt.Sprintf("%s/v1/clinics/%s/changes?limit=%d&wait=%d&since=%s", w.base, clinic, limit, wait, url.QueryEscape(since))
	a := do(t, w.client(who), "GET", u, nil, api.FeedHeader, api.FeedAll)
	var c api.Changes
	if a.status == 200 {
		if err := json.Unmarshal(a.body, &c); err != nil {
			t.Fatal(err)
		}
	}
	return c, a
}

// follow reads the feed to its end in pages and fails on a gap.
func follow(t testing.TB, w *world, who, clinic, since string, limit int) (all []api.Change, cursor string) {
	t.Helper()
	for {
		page, a := changes(t, w, who, clinic, since, limit, 0)
		if a.status != 200 {
			t.Fatalf("%d %s", a.status, a.body)
		}
		if page.From != since {
			t.Fatalf("page is from %q, asked %q", page.From, since)
		}
		for _, c := range page.Changes {
			if n := len(all); n > 0 && c.Seq != all[n-1].Seq+1 {
				t.Fatalf("seq %d after %d", c.Seq, all[n-1].Seq)
			}
			all = append(all, c)
		}
		since = page.To
		if !page.More {
			return all, since
		}
	}
}

func TestFeedInPagesIsWhole(t *testing.T) {
	w := newWorld(t)
	whole, end := follow(t, w, anna, clinicA, "", 500)
	for _, limit := range []int{1, 3, 7} {
		parts, last := follow(t, w, anna, clinicA, "", limit)
		if len(parts) != len(whole) || last != end {
			t.Fatalf("pages of %d: %d changes, want %d", limit, len(parts), len(whole))
		}
	}
	if whole[0].Seq != 1 {
		t.Fatalf("starts at %d", whole[0].Seq)
	}
	payouts := 0
	for _, c := range whole {
		switch {
		case c.Invoice != nil && c.Invoice.Clinic == clinicA && c.Payout == nil:
		case c.Payout != nil && c.Payout.Clinic == clinicA && c.Invoice == nil:
			payouts++
		default:
			t.Fatalf("in the feed of %s: %+v", clinicA, c)
		}
	}
	if payouts == 0 {
		t.Error("the feed tells of no payout")
	}
	page, _ := changes(t, w, anna, clinicA, end, 10, 0)
	if len(page.Changes) != 0 || page.More || page.To != end {
		t.Fatalf("after the end: %+v", page)
	}
}

// Invoices that together are more than a client takes come in several pages,
// whatever limit was asked for; one that is large by itself comes alone.
func TestFeedPagesAreBounded(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, anna, clinicA, "", 500)
	b := bill(t, entitledN, "large")
	b.Items[0].Comment = strings.Repeat("a", 500)
	b.Items = slices.Repeat(b.Items, 200)
	var refs []int64
	err := w.store.Write(context.Background(), func(tx server.Tx) error {
		for i, bills := range []int{20, 20, 20, 20, 75, 1} {
			v := domain.Invoice{OurRef: int64(9_000_000 + i), Clinic: clinicA, Received: noon(), Status: domain.StatusReceived}
			for k := range bills {
				v.Bills = append(v.Bills, domain.InvoiceBill{Bill: b, BillNo: int64(90_000_000 + 100*i + k)})
			}
			refs = append(refs, v.OurRef)
			v.Version = 1
			if err := server.AddInvoice(tx, v, domain.Event{At: noon(), Act: domain.ActSubmit, By: domain.Actor{ID: anna}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c := w.client(anna)
	for since := end; len(refs) > 0; {
		a := do(t, c, "GET", w.base+"/v1/clinics/"+clinicA+"/changes?limit=500&since="+since, nil)
		var page api.Changes
		if err := json.Unmarshal(a.body, &page); err != nil || len(a.body) > api.MaxAnswer || len(page.Changes) == 0 {
			t.Fatalf("%d changes in %d bytes: %v", len(page.Changes), len(a.body), err)
		}
		for _, change := range page.Changes {
			if change.Invoice.OurRef != refs[0] {
				t.Fatalf("%d, not %d", change.Invoice.OurRef, refs[0])
			}
			refs = refs[1:]
		}
		if page.More != (len(refs) > 0) {
			t.Fatalf("more %v, left %d", page.More, len(refs))
		}
		since = page.To
	}
}

// Readers that follow while eight writers send see every invoice once, in order.
func TestFeedUnderConcurrentSubmits(t *testing.T) {
	w := newWorld(t)
	_, start := follow(t, w, anna, clinicA, "", 500)
	const writers, each = 8, 5
	var sending sync.WaitGroup
	c := w.client(anna)
	for i := range writers {
		sending.Go(func() {
			for j := range each {
				id := fmt.Sprintf("feed-%d-%d", i, j)
				a, err := try(c, "PUT", submitURL(w, clinicA, id), submission(t, id, bill(t, entitledN, id)))
				if err != nil || a.status != 201 {
					t.Error(err, a.status, string(a.body))
				}
			}
		})
	}
	sent := make(chan struct{})
	go func() { sending.Wait(); close(sent) }()
	seen := map[string]int{}
	since, over := start, false
	for last := int64(0); ; {
		select {
		case <-sent:
			over = true
		default:
		}
		page, a := changes(t, w, anna, clinicA, since, 3, 0)
		if a.status != 200 {
			t.Fatal(a.status)
		}
		for _, ch := range page.Changes {
			if last != 0 && ch.Seq != last+1 {
				t.Fatalf("seq %d after %d", ch.Seq, last)
			}
			last = ch.Seq
			seen[ch.Invoice.InvoiceNo]++
		}
		since = page.To
		if over && len(page.Changes) == 0 {
			break
		}
	}
	if len(seen) != writers*each {
		t.Fatalf("saw %d of %d", len(seen), writers*each)
	}
	for no, n := range seen {
		if n != 1 {
			t.Errorf("%s seen %d times", no, n)
		}
	}
}

func TestCursors(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, bjorn, clinicA, "", 500)
	// Of another clinic: also of another history.
	if _, a := changes(t, w, bjorn, clinicB, end, 10, 0); a.status != 410 || a.problem(t).Code != api.ProblemCursorOld {
		t.Errorf("another clinic's cursor: %d", a.status)
	}
	// Of a database that had gone further before it was put back.
	do(t, w.client(anna), "PUT", submitURL(w, clinicA, "later-001"), submission(t, "L", bill(t, entitledN, "later")))
	_, future := follow(t, w, bjorn, clinicA, end, 500)
	other := newWorld(t) // the same epoch, since it is a copy, and without the last change
	if _, a := changes(t, other, bjorn, clinicA, future, 10, 0); a.status != 409 || a.problem(t).Code != api.ProblemCursorFuture {
		t.Errorf("a cursor from the future: %d %s", a.status, a.body)
	}
	// Of another database altogether.
	fresh, err := sqlstore.Create(context.Background(), "sqlite:"+t.TempDir()+"/fresh.db", "vgr")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = fresh.Close() }()
	service := newService(t, fresh)
	err = fresh.Write(context.Background(), func(tx server.Tx) error {
		if err := tx.PutProvider(domain.Provider{ID: "P", Name: "P"}); err != nil {
			return err
		}
		if err := tx.PutClinic(domain.Clinic{No: clinicA, Name: "A", ProviderID: "P"}); err != nil {
			return err
		}
		id, err := tx.PutUser(server.HSAID(anna), "Anna")
		if err != nil {
			return err
		}
		return tx.PutMembership(id, clinicA, domain.RoleUser, domain.Period{From: today})
	})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = service.Changes(context.Background(), as(anna, clinicA), server.ChangesQuery{Since: end, Limit: 10}, nil)
	if domain.CodeOf(err) != api.ProblemCursorOld {
		t.Errorf("another epoch: %v", err)
	}
	// HSA-ids compare without case.
	if _, err := service.Session(context.Background(), as("se0000000000-demo01", "")); err != nil {
		t.Errorf("lower case HSA-id: %v", err)
	}
}

// waiting starts a long-poll and gives its page when it is answered.
func waiting(t *testing.T, w *world, since string) <-chan api.Changes {
	t.Helper()
	got := make(chan api.Changes, 1)
	c := w.client(anna)
	u := fmt.Sprintf("%s/v1/clinics/%s/changes?wait=25&since=%s", w.base, clinicA, url.QueryEscape(since))
	go func() {
		var page api.Changes
		a, err := try(c, "GET", u, nil, api.FeedHeader, api.FeedAll)
		if err == nil {
			err = json.Unmarshal(a.body, &page)
		}
		if err != nil {
			t.Error(err)
		}
		got <- page
	}()
	return got
}

// soon is how long a test lets the server take before it gives up on it; far
// below the 25 seconds after which a long-poll answers by itself.
const soon = 10 * time.Second

func take(t *testing.T, got <-chan api.Changes) api.Changes {
	t.Helper()
	select {
	case p := <-got:
		return p
	case <-time.After(soon):
		t.Fatal("the long-poll was not answered")
		return api.Changes{}
	}
}

// A client that hangs up in the middle of a long-poll, as every lock of its screen
// makes it do, is no fault of the server's.
func TestHangUpIsNoServerError(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, anna, clinicA, "", 500)
	ctx, hangUp := context.WithCancel(t.Context())
	u := fmt.Sprintf("%s/v1/clinics/%s/changes?wait=25&since=%s", w.base, clinicA, url.QueryEscape(end))
	req, err := http.NewRequestWithContext(ctx, "GET", u, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, gone := w.client(anna), make(chan struct{})
	go func() {
		defer close(gone)
		if resp, err := c.Do(req); err == nil {
			_ = resp.Body.Close()
			t.Error("answered")
		}
	}()
	w.awaitWaiter(t)
	hangUp()
	<-gone
	for limit := time.Now().Add(soon); !strings.Contains(w.log.String(), "client-gone"); time.Sleep(time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatal(w.log.String())
		}
	}
	if log := w.log.String(); strings.Contains(log, `"status":500`) || strings.Contains(log, `"level":"ERROR"`) {
		t.Error(log)
	}
}

func TestLongPollHearsOwnProcess(t *testing.T) {
	w := newWorld(t)
	w.store.OutsideEvery = time.Hour // what is heard is the process's own bell
	_, end := follow(t, w, anna, clinicA, "", 500)
	got := waiting(t, w, end)
	w.awaitWaiter(t)
	do(t, w.client(bjorn), "PUT", submitURL(w, clinicA, "wake-0001"), submission(t, "W", bill(t, entitledN, "wake")))
	if p := take(t, got); len(p.Changes) != 1 || p.Changes[0].Invoice.InvoiceNo != "W" {
		t.Fatalf("%+v", p)
	}
}

// The desk works in another process: here another connection pool on the file.
func TestLongPollHearsOtherProcess(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, anna, clinicA, "", 500)
	got := waiting(t, w, end)
	other := openStore(t, "sqlite:"+w.dir+"/region.db")
	defer func() {
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	}()
	on := domain.MustDate("2026-12-01")
	elsewhere := desk.Desk{Store: other, Now: noon, By: w.desk().By}
	plan, err := elsewhere.PlanPay(context.Background(), desk.PayOrder{Day: desk.PayDay{On: on, Anyway: true}, Everything: true})
	if err != nil {
		t.Fatal(err)
	}
	run, err := elsewhere.Pay(context.Background(), plan)
	if err != nil || len(run) != 3 || plan.Held != 1 {
		t.Fatalf("%v %+v %d", err, run, plan.Held)
	}
	p := take(t, got)
	if len(p.Changes) == 0 {
		t.Fatal("woken without news")
	}
	for _, c := range p.Changes {
		if c.Payout != nil {
			if c.Payout.Date != on || c.Payout.Sum != run[0].Sum || len(c.Payout.Invoices) != len(run[0].Invoices) {
				t.Errorf("payout %+v, paid %+v", c.Payout, run[0])
			}
			continue
		}
		if c.Invoice.Status != domain.StatusPaid || c.Invoice.StatusOn != on {
			t.Fatalf("%+v", c.Invoice)
		}
	}
}

func TestOtherClinicsNewsWakeNobody(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, anna, clinicA, "", 500)
	got := waiting(t, w, end)
	do(t, w.client(david), "PUT", submitURL(w, clinicC, "else-0001"), submission(t, "E", bill(t, entitledN, "else")))
	do(t, w.client(bjorn), "PUT", submitURL(w, clinicA, "mine-0001"), submission(t, "M", bill(t, entitledN, "mine")))
	if p := take(t, got); len(p.Changes) != 1 || p.Changes[0].Invoice.InvoiceNo != "M" {
		t.Fatalf("%+v", p)
	}
}

// A stop answers those who wait, at once and with an ordinary empty page.
func TestStopAnswersWaiters(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, anna, clinicA, "", 500)
	got := waiting(t, w, end)
	w.awaitWaiter(t)
	begin := time.Now()
	w.stop()
	if p := take(t, got); len(p.Changes) != 0 || p.To != end {
		t.Fatalf("%+v", p)
	}
	if d := time.Since(begin); d > soon {
		t.Fatalf("took %v", d)
	}
}

// awaitWaiter returns when the server holds a long-poll.
func (w *world) awaitWaiter(t *testing.T) {
	t.Helper()
	deadline := time.Now().Add(soon)
	for w.service.Waiting() == 0 {
		if time.Now().After(deadline) {
			t.Fatal("nobody waits")
		}
		time.Sleep(time.Millisecond) // polls a state
	}
}

// A clinic hears of its own data when the region changes them.
func TestFeedTellsOfTheClinic(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, anna, clinicA, "", 500)
	clinics := "provider_id,provider_name,org_number,clinic_no,clinic_name,specialists\nDEMO-V1,Björkens Tandvård AB (DEMO),," + clinicA + ",Björkens nya klinik,nej\n"
	for range 2 { // read in twice, it is news once
		w.imports(t, "clinics", clinics)
	}
	news, end := follow(t, w, anna, clinicA, end, 10)
	if len(news) != 1 || news[0].Clinic == nil || news[0].Clinic.Name != "Björkens nya klinik" || news[0].Invoice != nil || news[0].Payout != nil {
		t.Fatalf("%+v", news)
	}
	if more, _ := follow(t, w, anna, clinicA, end, 10); len(more) != 0 {
		t.Errorf("%+v", more)
	}
}

// A program from before there were several kinds of changes hears of invoices
// alone, each of them, and gets past what lies between.
func TestAnOlderClientHearsOfInvoicesAlone(t *testing.T) {
	w := newWorld(t)
	if _, _, err := w.pay(desk.PayOrder{Day: desk.PayDay{On: today, Anyway: true}, Everything: true}); err != nil {
		t.Fatal(err)
	}
	all, end := follow(t, w, anna, clinicA, "", 500)
	all = slices.DeleteFunc(all, func(c api.Change) bool { return c.Invoice == nil })
	for _, limit := range []int{1, 3, 500} {
		var told []api.Change
		page := api.Changes{More: true}
		for page.More {
			u := fmt.Sprintf("%s/v1/clinics/%s/changes?limit=%d&since=%s", w.base, clinicA, limit, url.QueryEscape(page.To))
			a := do(t, w.client(anna), "GET", u, nil)
			page = api.Changes{}
			if err := json.Unmarshal(a.body, &page); err != nil || a.status != 200 {
				t.Fatalf("%d %s", a.status, a.body)
			}
			told = append(told, page.Changes...)
		}
		if page.To != end || !slices.EqualFunc(told, all, func(x, y api.Change) bool { return x.Seq == y.Seq && x.Invoice != nil }) {
			t.Errorf("pages of %d: to %s, want %s: %+v", limit, page.To, end, told)
		}
	}
}
