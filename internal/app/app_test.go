package app_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/store"
)

var stockholm = time.FixedZone("CET", 3600)

type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

// card is a reader with one person's card; its PIN is 123456.
type card struct {
	chosen  []uint64
	retries int
	states  chan app.CardState
	holder  app.Holder
	chip    string // what its key is made of, beside the holder: a renewed card has another
	closed  int
	noKey   bool          // its key is elliptic
	before  func()        // runs before a PIN is looked at
	pulled  chan struct{} // of the session begun last
	gone    bool          // the card goes while its PIN is looked at
}

func (c *card) Watch(context.Context) <-chan app.CardState { return c.states }

func (c *card) Choose(insertion uint64) { c.chosen = append(c.chosen, insertion) }
func (c *card) Retry()                  { c.retries++ }

func (c *card) Login(_ context.Context, pin []byte, _ app.PINTry) (app.Session, error) {
	if c.before != nil {
		c.before()
	}
	if string(pin) != "123456" {
		return nil, &domain.Error{Kind: domain.Card, Code: app.CodeCardPINWrong, Err: &app.PINError{Left: 2}}
	}
	c.pulled = make(chan struct{})
	s := session{c, c.pulled}
	if c.gone {
		close(c.pulled)
	}
	return s, nil
}

type session struct {
	*card
	ended chan struct{}
}

func (s session) Identity() app.Identity {
	return app.Identity{ID: s.holder.HSAID, Name: s.holder.Name, Via: domain.ViaCard, Until: s.holder.NotAfter, NoKey: s.noKey}
}
func (s session) Ended() <-chan struct{} { return s.ended }
func (s session) Dial(context.Context, *tls.Config) (app.DialFunc, error) {
	return nil, errors.New("no network in this test")
}

func (s session) StoreKey(_ context.Context, salt []byte) ([]byte, error) {
	sum := sha256.Sum256(append([]byte(s.holder.HSAID+s.chip), salt...))
	return sum[:], nil
}
func (s session) Close() error { s.closed++; return nil }

// server is a region whose answers the test decides.
type server struct {
	mu      sync.Mutex
	user    domain.User
	data    app.RegionData
	fail    error
	persons map[domain.PersonID]domain.PersonFacts
	asked   []domain.PersonID
	events  []domain.Event
	office  app.Office
}

func (s *server) Events(context.Context, string, int64) ([]domain.Event, error) {
	return s.events, s.failure()
}

func (s *server) Health(context.Context) (app.Health, error) {
	return app.Health{Time: time.Date(2026, 11, 23, 10, 0, 0, 0, stockholm), Version: "1", Region: "vgr"}, s.failure()
}
func (s *server) User(context.Context) (domain.User, error) { return s.user, s.failure() }
func (s *server) Data(_ context.Context, have string) (app.RegionData, bool, error) {
	return s.data, have != s.data.Version, s.failure()
}

func (s *server) Lookup(_ context.Context, _ string, id domain.PersonID) (domain.PersonFacts, error) {
	s.asked = append(s.asked, id)
	if err := s.failure(); err != nil {
		return domain.PersonFacts{}, err
	}
	f, ok := s.persons[id]
	if !ok {
		return f, &domain.Error{Kind: domain.NotFound, Code: app.CodePersonUnknown}
	}
	return f, nil
}

func (s *server) Send(context.Context, domain.Command) (domain.Receipt, error) {
	return domain.Receipt{}, errors.New("the background sends")
}

func (s *server) Known(context.Context, string, []string) ([]string, []domain.Receipt, error) {
	return nil, nil, errors.New("the background asks")
}

func (s *server) Changes(context.Context, app.Following) (app.ChangePage, error) {
	return app.ChangePage{}, errors.New("the background follows")
}

func (s *server) Office(context.Context, string) (app.Office, error) {
	if err := s.failure(); err != nil {
		return app.Office{}, err
	}
	return s.office, nil
}

func (s *server) Close() {}
func (s *server) failure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fail
}

// background notes what it is told to do.
type background struct {
	events []string
	store  app.Store
	scope  app.Scope
	notify func(app.SyncState)
}

func (b *background) Start(_ app.Region, s app.Store, clinic string, scope app.Scope, notify func(app.SyncState)) app.Worker {
	b.events, b.store, b.scope, b.notify = append(b.events, "start "+clinic), s, scope, notify
	return worker{b}
}

type worker struct{ b *background }

func (w worker) Poke() { w.b.events = append(w.b.events, "poke") }
func (w worker) Stop() { w.b.events = append(w.b.events, "stop") }

var offline = &domain.Error{Kind: domain.Offline, Code: app.CodeOffline}

// desk is an app with everything around it.
type desk struct {
	*app.App
	card   *card
	server *server
	work   *background
	clock  *clock
	vault  app.Vault
	bankID app.BankID
	ring   ring
	ids    int
	region string // that is set; "": none
}

// ring is a key ring; nil: the system has none.
type ring []byte

func (r *ring) Secret(context.Context) ([]byte, error) {
	if *r == nil {
		return nil, &domain.Error{Kind: domain.Unauthorized, Code: app.CodeNoKeyRing}
	}
	return bytes.Clone(*r), nil
}

// try is a PIN typed for the card in the reader.
func (d *desk) try() app.PINTry { return app.PINTry{Insertion: d.Snapshot().Card.Insertion} }

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := bareDesk(t)
	d.vault = store.NewVault(t.TempDir(), d.clock)
	d.App = d.fresh()
	t.Cleanup(func() { d.Seal() })
	return d
}

// bareDesk is a desk that has neither disk nor program yet.
func bareDesk(t interface{ Fatal(args ...any) }) *desk {
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	id, err := domain.ParsePersonID("196009172336", domain.MustDate("2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	return &desk{
		card: &card{states: make(chan app.CardState), holder: app.Holder{Name: "Anna Ek", HSAID: "SE0000000000-DEMO01"}},
		server: &server{
			user:    domain.User{HSAID: "SE0000000000-DEMO01", Name: "Anna Ek", Memberships: []domain.Membership{{Clinic: domain.Clinic{No: "31", Name: "Ängens tandklinik"}}}},
			data:    app.RegionData{Version: "1", Profile: *profile, Prices: prices},
			persons: map[domain.PersonID]domain.PersonFacts{id: {Person: id, Entitlements: []domain.Entitlement{{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-01")}}}}},
		},
		work:  &background{},
		clock: &clock{time.Date(2026, 11, 23, 10, 42, 0, 0, stockholm)},
	}
}

// fresh is the program started anew over the same disk.
func (d *desk) fresh() *app.App {
	return app.New(app.Config{
		Auth: d.card, BankID: d.bankID, KeyRing: &d.ring, Vault: d.vault, Background: d.work, Clock: d.clock,
		Connect: func(app.Session) (app.Region, error) { return d.server, nil },
		NewID:   func() string { d.ids++; return fmt.Sprintf("draft-%03d", d.ids) },
		Region:  d.region,
	})
}

func (d *desk) login(t *testing.T) app.LoginResult {
	t.Helper()
	res, err := d.Login(t.Context(), []byte("123456"), d.try())
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func waitFor(t *testing.T, d *desk, ok func(app.Snapshot) bool) {
	t.Helper()
	for !ok(d.Snapshot()) {
		select {
		case <-d.Updates():
		case <-t.Context().Done():
			t.Fatal("the test ended before the state came")
		}
	}
}

func goodDraft(t *testing.T, d *desk) domain.Draft {
	t.Helper()
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.InvoiceNo = "2026-11-014"
	draft.Bills[0] = domain.DraftBill{
		Person: "19600917-2336", Support: "N", CareModel: "K1", BillRef: "45678",
		Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: "patAvg"}},
	}
	return draft
}

func TestDraftSurvivesAndIsListed(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := goodDraft(t, d)
	draft.Bills[0].Comment = "råtext  med   luft"
	draft.Cursor = domain.Cursor{Item: 1, Field: domain.FieldItemPrice, Col: 3}
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	d.Seal()
	d.App = d.fresh()
	d.login(t)
	list, err := d.Drafts()
	if err != nil || len(list) != 1 || d.Snapshot().Drafts != 1 {
		t.Fatal(list, err, d.Snapshot().Drafts)
	}
	if s := list[0]; s.Person != "19600917-2336" || s.Sum != domain.Kronor(900) || s.Support != domain.SupportN || s.FirstDate.String() != "2026-11-20" || s.Errors != 0 {
		t.Fatalf("%+v", s)
	}
	back, err := d.Draft(draft.ID)
	if err != nil || back.Bills[0].Comment != draft.Bills[0].Comment || back.Cursor != draft.Cursor {
		t.Fatalf("%+v %v", back, err)
	}
}

func TestDiscardRestoreCopy(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := goodDraft(t, d)
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if err := d.Discard(draft.ID); err != nil {
		t.Fatal(err)
	}
	if list, _ := d.Drafts(); len(list) != 0 || d.Snapshot().Drafts != 0 {
		t.Fatal("discarded, but listed")
	}
	if err := d.Restore(draft.ID); err != nil {
		t.Fatal(err)
	}
	twin, err := d.CopyDraft(draft.ID)
	if err != nil || twin.ID == draft.ID || twin.Bills[0].BillRef != "" || twin.Bills[0].Items[0].Code != "101" {
		t.Fatalf("%+v %v", twin, err)
	}
	if list, _ := d.Drafts(); len(list) != 2 {
		t.Fatal(list)
	}
}

func TestLookupOnlineOfflineUnknown(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	other, _ := domain.ParsePersonID("193405128350", d.Today())
	if r, err := d.Lookup(t.Context(), id); err != nil || !r.Online || len(r.Facts.Entitlements) != 1 {
		t.Fatal(r, err)
	}
	if _, err := d.Lookup(t.Context(), other); domain.CodeOf(err) != app.CodePersonUnknown {
		t.Fatal(err)
	}
	d.server.fail = offline
	asked := d.clock.now
	d.clock.now = asked.Add(time.Hour)
	if r, err := d.Lookup(t.Context(), id); err != nil || r.Online || !r.At.Equal(asked) {
		t.Fatalf("offline: %+v %v", r, err)
	}
	if _, err := d.Lookup(t.Context(), other); domain.CodeOf(err) != app.CodePersonNotCached {
		t.Fatal(err)
	}
}

func TestSend(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := goodDraft(t, d)
	draft.Bills[0].BillRef = ""
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if err := d.Send(draft.ID); domain.CodeOf(err) != app.CodeNotSendable {
		t.Fatalf("with an error left: %v", err)
	}
	draft.Bills[0].BillRef = "45678"
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if err := d.Send(draft.ID); err != nil {
		t.Fatal(err)
	}
	items, err := d.Sendings()
	if err != nil || len(items) != 1 || items[0].ID != draft.ID || items[0].Kind != domain.CommandSubmit {
		t.Fatalf("%+v %v", items, err)
	}
	if c, _, err := d.work.store.BeginAttempt(draft.ID); err != nil || !strings.Contains(string(c.Body), `"price":110000`) {
		t.Fatalf("%+v %v", c, err)
	}
	if d.work.events[len(d.work.events)-1] != "poke" || d.Snapshot().Outbox != 1 {
		t.Fatal("the background was not told", d.work.events)
	}
	if _, err := d.SaveDraft(draft); domain.CodeOf(err) != app.CodeDraftQueued {
		t.Fatalf("a queued draft was changed: %v", err)
	}
	if err := d.Send(draft.ID); domain.CodeOf(err) != app.CodeDraftQueued {
		t.Fatalf("sent twice: %v", err)
	}
}

// TestS9ThePeriodOfWhatIsPaid is of the day of payment: what was received long ago
// and is paid today, or on a day to come, is in the list of the last 30 days.
func TestS9ThePeriodOfWhatIsPaid(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	today := d.Today()
	paid := func(ref int64, received int, on domain.Date, status domain.Status, credit int64) domain.Invoice {
		return domain.Invoice{
			OurRef: ref, Version: 1, Clinic: "31", Status: status, StatusOn: on, CreditOf: credit,
			Received: d.clock.now.AddDate(0, 0, -received), Bills: []domain.InvoiceBill{{}},
		}
	}
	if err := st.ApplyChanges("31", app.ChangePage{To: "c1", Invoices: []domain.Invoice{
		paid(1, 60, today, domain.StatusPaid, 0), paid(2, 60, today.AddDays(-31), domain.StatusPaid, 0), paid(3, 90, today.AddDays(-30), domain.StatusPaid, 1),
		paid(4, 60, today, domain.StatusVoided, 0), paid(5, 60, today, domain.StatusApproved, 0), paid(6, 60, today.AddDays(3), domain.StatusPaid, 0),
	}}); err != nil {
		t.Fatal(err)
	}
	for tab, want := range map[app.InvoiceTab]int{app.TabPaid: 2, app.TabCredit: 1, app.TabVoided: 0, app.TabActive: 0} {
		page, err := d.Invoices(app.InvoiceQuery{Tab: tab, Period: d.DefaultPeriod()})
		if err != nil || len(page.Rows) != want {
			t.Errorf("tab %d: %d rows, want %d (%v)", tab, len(page.Rows), want, err)
		}
	}
	last := domain.Period{From: today.AddDays(-30), To: today.AddDays(-1)}
	if page, err := d.Invoices(app.InvoiceQuery{Tab: app.TabPaid, Period: last}); err != nil || len(page.Rows) != 0 {
		t.Errorf("paid today and later, listed until yesterday: %d rows (%v)", len(page.Rows), err)
	}
}

func TestInvoicesByTabTextAndPeriod(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	invoice := func(ref int64, status domain.Status, day int, credit int64) domain.Invoice {
		return domain.Invoice{
			OurRef: ref, Version: 1, Clinic: "31", InvoiceNo: fmt.Sprintf("Nr-%d", ref), Status: status, CreditOf: credit,
			Received: time.Date(2026, 11, day, 23, 30, 0, 0, time.UTC), // the next day in Stockholm
			Bills:    []domain.InvoiceBill{{BillNo: ref * 10, Bill: domain.Bill{Person: id, BillRef: fmt.Sprintf("Ref %d", ref), Items: []domain.Item{{Price: 100}}}}},
		}
	}
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	page := app.ChangePage{From: "", To: "c1", Invoices: []domain.Invoice{
		invoice(1, domain.StatusReceived, 20, 0), invoice(2, domain.StatusApproved, 21, 0), invoice(3, domain.StatusPaid, 1, 0),
		invoice(4, domain.StatusPaid, 2, 3), invoice(5, domain.StatusVoided, 3, 0), invoice(6, domain.StatusDeleted, 3, 0),
	}}
	if err := st.ApplyChanges("31", page); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		tab  app.InvoiceTab
		text string
		from string
		want string
	}{
		{app.TabActive, "", "2026-10-24", "2 1"},
		{app.TabActive, "", "2026-11-22", "2"},
		{app.TabActive, "nr-1", "2026-10-24", "1"},
		{app.TabActive, "REF 2", "2026-10-24", "2"},
		{app.TabActive, "19600917-2336", "2026-10-24", "2 1"},
		{app.TabActive, "10", "2026-10-24", "1"},
		{app.TabActive, "zzz", "2026-10-24", ""},
		{app.TabPaid, "", "2026-10-24", "3"},
		{app.TabCredit, "", "2026-10-24", "4"},
		{app.TabVoided, "", "2026-10-24", "6 5"},
	} {
		p, err := d.Invoices(app.InvoiceQuery{Tab: c.tab, Text: c.text, Period: domain.Period{From: domain.MustDate(c.from)}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range p.Rows {
			got = append(got, fmt.Sprint(r.OurRef))
		}
		if strings.Join(got, " ") != c.want || p.Counts != [4]int{2, 1, 1, 2} || p.Sum != domain.Ore(100*len(p.Rows)) {
			t.Errorf("%+v: %v, counts %v, sum %v", c, got, p.Counts, p.Sum)
		}
	}
	// A reference that an invoice of the clinic has used is told while typing.
	draft := goodDraft(t, d)
	draft.Bills[0].BillRef = "ref  1"
	c, err := d.Check(draft)
	if err != nil || !slices.ContainsFunc(c.Findings, func(f domain.Finding) bool { return f.Code == "R-BILLREF-USED" }) {
		t.Fatalf("%+v %v", c.Findings, err)
	}
}

// storeForTest reaches the store as the background would.
func (d *desk) storeForTest(t *testing.T) (app.Store, error) {
	t.Helper()
	d.Seal()
	s, err := d.vault.Open(t.Context(), d.card.holder.HSAID, "", session{card: d.card}.StoreKey)
	if err == nil {
		t.Cleanup(func() { _ = s.Close() })
		d.server.fail = nil
		d.App = app.New(app.Config{
			Auth: d.card, Vault: opened{s}, Background: d.work, Clock: d.clock,
			Connect: func(app.Session) (app.Region, error) { return d.server, nil },
			NewID:   func() string { d.ids++; return fmt.Sprintf("x%d", d.ids) },
		})
		d.login(t)
	}
	return s, err
}

// opened is a vault whose store is open already and shared with the test.
type opened struct{ app.Store }

func (o opened) Open(context.Context, string, string, app.KeyFunc) (app.Store, error) {
	return keepOpen(o), nil
}

func (opened) Bind(string, string) error { return nil }

func (opened) Known(string, string) bool { return true }

type keepOpen struct{ app.Store }

func (keepOpen) Close() error { return nil }

// The self-check asks the region's server and reads the store; before a login there
// is neither.
func TestHealthAndStoreForTheSelfCheck(t *testing.T) {
	d := newDesk(t)
	if _, _, err := d.Health(t.Context()); domain.CodeOf(err) != app.CodeNotLoggedIn {
		t.Error(err)
	}
	if err := d.StoreWorks(); domain.CodeOf(err) != app.CodeNotLoggedIn {
		t.Error(err)
	}
	d.login(t)
	for _, by := range []time.Duration{5 * time.Minute, -time.Hour} {
		d.clock.now = d.clock.now.Add(by)
		_, skew, err := d.Health(t.Context())
		if err != nil || !(app.SyncState{Skew: skew}).ClockWrong() {
			t.Errorf("a clock that is %v wrong: %v, %v", by, skew, err)
		}
	}
	d.server.fail = offline
	if _, _, err := d.Health(t.Context()); domain.CodeOf(err) != app.CodeOffline {
		t.Error(err)
	}
	if err := d.StoreWorks(); err != nil {
		t.Error(err)
	}
}
