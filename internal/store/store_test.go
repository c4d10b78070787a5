package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

const hsa = "SE2321000131-P000000000001"

type fixedClock struct{}

func (fixedClock) Now() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }

// card stands for a SITHS card: the same salt gives the same key, on this card only.
func card(secret string) app.KeyFunc {
	return func(_ context.Context, salt []byte) ([]byte, error) {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(salt)
		return mac.Sum(nil), nil
	}
}

// open opens the user's store in a directory, and closes it with the test.
func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // many tests have closed it
	return s.(*Store)
}

func wantCode(t testing.TB, err error, code string) {
	t.Helper()
	if domain.CodeOf(err) != code {
		t.Fatalf("error %v, want code %s", err, code)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// draft makes the nth draft: its money is n kronor, so that a mixed-up one shows.
func draft(n int) (domain.Draft, app.DraftSummary) {
	now := fixedClock{}.Now()
	d := domain.Draft{
		ID: fmt.Sprintf("00000000-0000-7000-8000-%012d", n), Clinic: "101", Author: hsa, Created: now, Updated: now,
		State: domain.DraftOpen, InvoiceNo: fmt.Sprint(1000 + n),
		Bills: []domain.DraftBill{{
			Person: "19340512-8350", Support: "N", BillRef: fmt.Sprintf("ref-%d", n), Comment: "Klara Öhrn bad om kopia",
			Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101", Price: fmt.Sprint(n)}},
		}},
	}
	return d, app.DraftSummary{
		ID: d.ID, Clinic: d.Clinic, State: d.State, Updated: now, InvoiceNo: d.InvoiceNo, Person: "19340512-8350",
		Support: domain.SupportN, Bills: 1, FirstDate: domain.MustDate("2026-11-20"), Sum: domain.Kronor(int64(n)), Warnings: 1,
		Find: fmt.Sprintf("193405128350 ref-%d", n),
	}
}

func invoice(t testing.TB, ourRef, version int64, status domain.Status) domain.Invoice {
	var p domain.PersonID
	must(t, p.UnmarshalText([]byte("193405128350")))
	return domain.Invoice{
		OurRef: ourRef, Version: version, Clinic: "101", InvoiceNo: fmt.Sprint(ourRef), Received: fixedClock{}.Now(),
		Status: status, Bills: []domain.InvoiceBill{{
			Bill:   domain.Bill{Person: p, Support: domain.SupportN, BillRef: "r1", Items: []domain.Item{{Date: domain.MustDate("2026-11-20"), Code: "101", Price: 95000}}},
			BillNo: ourRef + 500, State: domain.BillOnHold, RegisteredBy: "Anna",
		}},
	}
}

// A save that was under way while its draft was sent does not open it again,
// and leaves both records as they were.
func TestLateSaveDoesNotReopenASentDraft(t *testing.T) {
	s := open(t, t.TempDir())
	d, sum := draft(7)
	must(t, s.SaveDraft(d, sum))
	queued, queuedSum := d, sum
	queued.State, queuedSum.State = domain.DraftQueued, domain.DraftQueued
	must(t, s.Queue(filed(queued, queuedSum, []byte("body"))))
	stays := func(want domain.DraftState) {
		t.Helper()
		late := d
		late.InvoiceNo = "late"
		wantCode(t, s.SaveDraft(late, sum), app.CodeDraftQueued)
		got, err := s.Draft(d.ID)
		must(t, err)
		list, err := s.Drafts("101")
		must(t, err)
		if got.State != want || got.InvoiceNo != d.InvoiceNo || len(list) != 1 || list[0].State != want {
			t.Errorf("%+v %+v", got, list)
		}
	}
	stays(domain.DraftQueued)
	must(t, s.Settle(d.ID, received(1)))
	stays(domain.DraftReceived)
}

func TestDraftsComeBackAsSaved(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	d, sum := draft(7)
	must(t, s.SaveDraft(d, sum))
	other, otherSum := draft(8)
	other.Clinic, otherSum.Clinic = "202", "202"
	must(t, s.SaveDraft(other, otherSum))
	must(t, s.Close())

	s = open(t, dir)
	got, err := s.Draft(d.ID)
	must(t, err)
	if diff := cmp.Diff(d, got, cmp.Comparer(func(a, b domain.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	list, err := s.Drafts("101")
	must(t, err)
	if len(list) != 1 || list[0] != sum {
		t.Errorf("list %+v, want %+v", list, sum)
	}
	_, err = s.Draft("none")
	wantCode(t, err, app.CodeDraftGone)
	if domain.KindOf(err) != domain.NotFound {
		t.Errorf("kind %v", domain.KindOf(err))
	}
}

func TestClosedStoreSaysNotLoggedIn(t *testing.T) {
	s := open(t, t.TempDir())
	must(t, s.Close())
	must(t, s.Close())
	d, sum := draft(1)
	wantCode(t, s.SaveDraft(d, sum), app.CodeNotLoggedIn)
	_, err := s.Draft(d.ID)
	wantCode(t, err, app.CodeNotLoggedIn)
}

func TestOutboxKeepsTheExactBytesInOrder(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for n := 3; n > 0; n-- { // queued 3, 2, 1, all at the same moment
		d, sum := draft(n)
		must(t, s.Queue(filed(d, sum, fmt.Appendf(nil, `{"n":%d,  "spaces":true}`, n))))
	}
	d, sum := draft(3)
	wantCode(t, s.Queue(filed(d, sum, nil)), app.CodeDraftQueued)
	queued, row := d, sum
	queued.State, row.State = domain.DraftQueued, domain.DraftQueued
	must(t, s.update("test", func(r records) error { return r.putDraft(queued, row) })) // as the app queues it
	wantCode(t, s.SaveDraft(d, sum), app.CodeDraftQueued)
	at := fixedClock{}.Now().Add(time.Minute)
	must(t, s.NoteAttempt(d.ID, at, app.CodeOffline, true))
	must(t, s.Close())

	s = open(t, dir)
	items, err := s.Outbox()
	must(t, err)
	if len(items) != 3 || items[0].ID != d.ID || body(t, s, items[2].ID) != `{"n":1,  "spaces":true}` {
		t.Fatalf("outbox %+v", items)
	}
	if !items[0].Tried.Equal(at) || items[0].LastError != app.CodeOffline || !items[1].Tried.IsZero() {
		t.Errorf("tries %+v", items)
	}

	must(t, s.Settle(d.ID, received(42)))
	if err := s.Settle(d.ID, received(42)); domain.KindOf(err) != domain.NotFound {
		t.Errorf("settled twice: %v", err)
	}
	if err := s.NoteAttempt(d.ID, at, "", true); domain.KindOf(err) != domain.NotFound {
		t.Errorf("noted after settling: %v", err)
	}
	if items, err = s.Outbox(); err != nil || len(items) != 2 {
		t.Errorf("%d left, %v", len(items), err)
	}
	if got, err := s.Draft(d.ID); err != nil || got.Receipt.OurRef != 42 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestReceivedDraftIsSweptWhenMirrored(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for n, ref := range []int64{900, 901} { // 900 comes back, 901 does not
		d, sum := draft(n)
		must(t, s.Queue(filed(d, sum, []byte("{}"))))
		must(t, s.Settle(d.ID, received(ref)))
	}
	must(t, s.ApplyChanges("101", app.ChangePage{To: "c1", Invoices: []domain.Invoice{invoice(t, 900, 1, domain.StatusReceived)}}))
	if list, _ := s.Drafts("101"); len(list) != 2 {
		t.Fatalf("%d drafts before the next opening: a receipt on screen has lost its draft", len(list))
	}
	must(t, s.Close())
	list, err := open(t, dir).Drafts("101")
	if err != nil || len(list) != 1 || list[0].InvoiceNo != "1001" {
		t.Errorf("left %+v, %v", list, err)
	}
}

func TestMirror(t *testing.T) {
	s := open(t, t.TempDir())
	all := func(app.InvoiceSummary) bool { return true }
	page := func(from, to string, more bool, invoices ...domain.Invoice) app.ChangePage {
		return app.ChangePage{From: from, To: to, More: more, Invoices: invoices}
	}
	refs := func() (out []int64) {
		t.Helper()
		list, err := s.Invoices("101", all)
		must(t, err)
		for _, v := range list {
			out = append(out, v.OurRef)
		}
		return out
	}
	want := func(expect ...int64) {
		t.Helper()
		if diff := cmp.Diff(expect, refs()); diff != "" {
			t.Fatal(diff)
		}
	}

	must(t, s.ApplyChanges("101", page("", "c1", true, invoice(t, 1, 1, domain.StatusReceived), invoice(t, 2, 2, domain.StatusPaid))))
	want(2, 1)
	err := s.ApplyChanges("101", page("c0", "c2", false, invoice(t, 3, 1, domain.StatusReceived)))
	wantCode(t, err, app.CodeFeedHole)
	if domain.KindOf(err) != domain.Conflict {
		t.Errorf("kind %v", domain.KindOf(err))
	}
	want(2, 1)
	if cursor, _ := s.Cursor("101"); cursor != "c1" {
		t.Errorf("cursor %q after a refused page", cursor)
	}
	must(t, s.ApplyChanges("101", page("c1", "c2", false, invoice(t, 2, 1, domain.StatusReceived)))) // older: dropped
	if v, err := s.Invoice("101", 2); err != nil || v.Status != domain.StatusPaid {
		t.Errorf("back in time: %+v %v", v, err)
	}

	must(t, s.ResetMirror("101"))
	want(2, 1) // still readable
	if cursor, _ := s.Cursor("101"); cursor != "" {
		t.Errorf("cursor %q after a reset", cursor)
	}
	must(t, s.ApplyChanges("101", page("", "d1", true, invoice(t, 5, 1, domain.StatusReceived))))
	want(2, 1)
	must(t, s.ApplyChanges("101", page("d1", "d2", false, invoice(t, 6, 1, domain.StatusReceived))))
	want(6, 5)
	if _, err := s.Invoice("101", 2); domain.KindOf(err) != domain.NotFound {
		t.Errorf("swept invoice: %v", err)
	}
	must(t, s.ResetMirror("101")) // the other way round
	must(t, s.ApplyChanges("101", page("", "e1", false)))
	want()
	if list, err := s.Invoices("202", all); err != nil || len(list) != 0 {
		t.Errorf("another clinic sees %v %v", list, err)
	}
	if err := s.ApplyChanges("202", page("", "x", false, invoice(t, 1, 1, domain.StatusReceived))); err == nil {
		t.Error("took another clinic's invoice")
	}
}

func TestInvoiceSummarySaysWhatListsNeed(t *testing.T) {
	s := open(t, t.TempDir())
	v := invoice(t, 7, 3, domain.StatusApproved)
	v.StatusOn, v.CreditOf = domain.MustDate("2026-12-01"), 5
	must(t, s.ApplyChanges("101", app.ChangePage{To: "c", Invoices: []domain.Invoice{v}}))
	list, err := s.Invoices("101", func(app.InvoiceSummary) bool { return true })
	must(t, err)
	want := []app.InvoiceSummary{{
		OurRef: 7, InvoiceNo: "7", Received: v.Received, Sum: 95000, Status: v.Status, StatusOn: v.StatusOn, CreditOf: 5,
		Bills: 1, OnHold: 1, Persons: []string{"193405128350"}, BillRefs: []string{"r1"}, BillNos: []int64{507},
	}}
	if diff := cmp.Diff(want, list, cmp.Comparer(func(a, b domain.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestCaches(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, err := s.User()
	wantCode(t, err, app.CodeFirstOnline)
	p := invoice(t, 1, 1, domain.StatusReceived).Bills[0].Person
	if _, _, err := s.Person("101", p); domain.KindOf(err) != domain.NotFound {
		t.Errorf("person: %v", err)
	}
	at := fixedClock{}.Now()
	must(t, s.PutPerson("101", domain.PersonFacts{Person: p, BaseUsed: 5}, at))
	must(t, s.PutUser(domain.User{HSAID: hsa, Name: "Anna"}))
	must(t, s.PutRegion(app.RegionData{Version: "v1"}))
	must(t, s.Close())

	s = open(t, dir)
	if f, when, err := s.Person("101", p); err != nil || f.BaseUsed != 5 || !when.Equal(at) {
		t.Errorf("person %+v %v %v", f, when, err)
	}
	if _, _, err := s.Person("202", p); domain.KindOf(err) != domain.NotFound {
		t.Errorf("another clinic's look-up is seen: %v", err)
	}
	if u, err := s.User(); err != nil || u.Name != "Anna" {
		t.Errorf("user %+v %v", u, err)
	}
	if d, err := s.Region(); err != nil || d.Version != "v1" {
		t.Errorf("region %+v %v", d, err)
	}
}

func TestWrongCard(t *testing.T) {
	dir := t.TempDir()
	must(t, open(t, dir).Close())
	_, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("bo"))
	wantCode(t, err, app.CodeStoreWrongCard)
	if domain.KindOf(err) != domain.Unauthorized {
		t.Errorf("kind %v", domain.KindOf(err))
	}
	open(t, dir) // the file is untouched, and the HSA-id's case does not matter
	s, err := NewVault(t.TempDir(), fixedClock{}).Open(t.Context(), hsa, hsa, func(context.Context, []byte) ([]byte, error) {
		return nil, &domain.Error{Kind: domain.Card, Code: app.CodeCardRemoved}
	})
	if wantCode(t, err, app.CodeCardRemoved); s != nil {
		t.Error("a store without a card")
	}
}

func TestFilePerUserWithoutCaseOfID(t *testing.T) {
	v := NewVault("d", fixedClock{})
	if v.identityFile("se1-a") != v.identityFile("SE1-A") || v.oldPath("se1-a") != v.oldPath("SE1-A") || v.path("1") == v.path("2") {
		t.Error("paths of users")
	}
}

func TestCardIsAskedOncePerOpen(t *testing.T) {
	dir, asked := t.TempDir(), 0
	for i := range 2 {
		asked = 0
		s, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, func(ctx context.Context, salt []byte) ([]byte, error) {
			asked++
			return card("anna")(ctx, salt)
		})
		must(t, err)
		must(t, s.Close())
		if asked != 1 {
			t.Errorf("open %d asked the card %d times", i, asked)
		}
	}
}

func TestFaultsKeepTheirKind(t *testing.T) {
	card := &domain.Error{Kind: domain.Card, Code: app.CodeCardRemoved}
	if err := fault("x", fmt.Errorf("y: %w", card)); !errors.Is(err, card) || domain.CodeOf(err) != app.CodeCardRemoved {
		t.Error(err)
	}
}

// filed is a submission of a draft as Store.Queue takes it.
func filed(d domain.Draft, row app.DraftSummary, body []byte) (domain.Command, app.Filing) {
	c := domain.Command{ID: d.ID, Kind: domain.CommandSubmit, Clinic: d.Clinic, Body: body}
	return c, app.Filing{At: d.Updated, Draft: &d, Row: row}
}

// received is the region's yes.
func received(ourRef int64) app.Outcome {
	return app.Outcome{At: fixedClock{}.Now(), Receipt: &domain.Receipt{OurRef: ourRef}}
}

// body gives the bytes of a command in the outbox.
func body(t testing.TB, s *Store, id string) string {
	t.Helper()
	var c domain.Command
	must(t, s.view("test", func(r records) (err error) {
		c, _, err = r.command("test", id)
		return err
	}))
	return string(c.Body)
}
