package app_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/store"
	"example.org/tandtui/test/memdir"
)

// shelf is what one clinic should have.
type shelf struct {
	drafts  map[string]bool
	waiting []string // ids of commands, oldest first
	unseen  map[string]bool
	targets map[string]int64 // of the waiting ones
}

// practice is an app with a user at two clinics, beside what each should have.
type practice struct {
	*desk
	at      string
	shelves map[string]*shelf
	bills   int
}

func (p *practice) here() *shelf { return p.shelves[p.at] }

func fine(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

func newPractice(t *rapid.T) *practice {
	d := bareDesk(t)
	d.server.user.Memberships = []domain.Membership{{Clinic: domain.Clinic{No: "31"}}, {Clinic: domain.Clinic{No: "44"}}}
	for i := range d.server.data.Prices { // every login reads them, and what they are is no matter here
		d.server.data.Prices[i].Procedures = d.server.data.Prices[i].Procedures[:20]
	}
	d.vault = store.NewVault(memdir.New(t), d.clock)
	d.App = d.fresh()
	p := &practice{desk: d, shelves: map[string]*shelf{}}
	for _, no := range []string{"31", "44"} {
		p.shelves[no] = &shelf{drafts: map[string]bool{}, unseen: map[string]bool{}, targets: map[string]int64{}}
	}
	t.Cleanup(p.Seal)
	p.comeIn(t)
	p.choose(t)
	var invoices []domain.Invoice
	for ref := range int64(5) {
		invoices = append(invoices, received(ref+1, 1, domain.StatusReceived))
	}
	for no := range p.shelves {
		for i := range invoices {
			invoices[i].Clinic = no
		}
		fine(t, p.work.store.ApplyChanges(no, app.ChangePage{To: "1", Invoices: invoices}))
	}
	return p
}

// comeIn logs in; the clinic is then to be chosen, unless it was before a lock.
func (p *practice) comeIn(t *rapid.T) {
	res, err := p.Login(t.Context(), []byte("123456"), p.try())
	fine(t, err)
	if p.at != "" && !res.Same {
		t.Fatal("the same user is not told as the same")
	}
}

func (p *practice) choose(t *rapid.T) {
	p.at = rapid.SampledFrom([]string{"31", "44"}).Draw(t, "clinic")
	fine(t, p.ChooseClinic(p.at))
}

func (p *practice) lock(t *rapid.T) {
	p.Lock()
	p.Seal()
	if _, err := p.Drafts(); domain.CodeOf(err) != app.CodeNotLoggedIn {
		t.Fatalf("sealed, and readable: %v", err)
	}
	p.comeIn(t)
}

// write begins a draft that can be sent.
func (p *practice) write(t *rapid.T) {
	d, err := p.NewDraft()
	fine(t, err)
	p.bills++
	d.InvoiceNo = fmt.Sprint(p.bills)
	d.Bills[0] = domain.DraftBill{
		Person: "196009172336", Support: "N", BillRef: fmt.Sprintf("ref-%d", p.bills), CareModel: "K1",
		Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: "patAvg", Price: "200"}},
	}
	id, err := domain.ParsePersonID("196009172336", p.Today())
	fine(t, err)
	_, err = p.Lookup(t.Context(), id)
	fine(t, err)
	_, err = p.SaveDraft(d)
	fine(t, err)
	p.here().drafts[d.ID] = true
}

func (p *practice) send(t *rapid.T) {
	id := pick(t, p.here().drafts)
	if id == "" {
		return
	}
	fine(t, p.Send(id))
	delete(p.here().drafts, id)
	delete(p.here().unseen, id)
	p.here().waiting = append(p.here().waiting, id)
}

// remove asks for an invoice to be deleted; once while it waits.
func (p *practice) remove(t *rapid.T) {
	ref := rapid.Int64Range(1, 5).Draw(t, "invoice")
	h, waits, err := p.Waiting(ref)
	fine(t, err)
	err = p.Delete(ref, 1, domain.WholeInvoice)
	if waits {
		if domain.CodeOf(err) != app.CodeWaiting || p.here().targets[h.ID] != ref {
			t.Fatalf("asked twice: %v", err)
		}
		return
	}
	fine(t, err)
	h, waits, err = p.Waiting(ref)
	if err != nil || !waits {
		t.Fatal(waits, err)
	}
	p.here().targets[h.ID] = ref
	p.here().waiting = append(p.here().waiting, h.ID)
}

func (p *practice) unsend(t *rapid.T) {
	s := p.here()
	if len(s.waiting) == 0 {
		return
	}
	id := rapid.SampledFrom(s.waiting).Draw(t, "id")
	fine(t, p.Unsend(id)) // nothing was tried
	p.answered(id, s)
}

func (p *practice) answered(id string, s *shelf) {
	s.waiting = slices.DeleteFunc(s.waiting, func(x string) bool { return x == id })
	if _, command := s.targets[id]; !command {
		s.drafts[id] = true
	}
	delete(s.targets, id)
}

// refuse is the region's no to a command of either clinic.
func (p *practice) refuse(t *rapid.T) {
	no := rapid.SampledFrom([]string{"31", "44"}).Draw(t, "of")
	s := p.shelves[no]
	if len(s.waiting) == 0 {
		return
	}
	id := rapid.SampledFrom(s.waiting).Draw(t, "id")
	fine(t, p.work.store.Settle(id, app.Outcome{At: p.clock.now, Refusal: &domain.Refusal{Code: "findings"}}))
	p.answered(id, s)
	s.unseen[id] = true
	p.work.notify(app.SyncState{Phase: app.SyncOnline, Changed: true})
}

func (p *practice) see(t *rapid.T) {
	if id := pick(t, p.here().unseen); id != "" {
		fine(t, p.Seen(id))
		delete(p.here().unseen, id)
	}
}

func pick(t *rapid.T, of map[string]bool) string {
	var ids []string
	for id := range of {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return ""
	}
	slices.Sort(ids)
	return rapid.SampledFrom(ids).Draw(t, "id")
}

// check: each clinic shows its own, whole, and nothing else; the other's is told
// in numbers only.
func (p *practice) check(t *rapid.T) {
	s, want := p.here(), app.Counts{}
	for no, other := range p.shelves {
		if no != p.at {
			want.Elsewhere = len(other.waiting) + len(other.unseen)
		}
	}
	want.Drafts, want.Outbox, want.Unseen = len(s.drafts), len(s.waiting), len(s.unseen)
	if now := p.Snapshot(); now.Counts != want || now.Clinic.No != p.at {
		t.Fatalf("%+v at %s, want %+v at %s", now.Counts, now.Clinic.No, want, p.at)
	}
	drafts, err := p.Drafts()
	fine(t, err)
	for _, d := range drafts {
		if d.Clinic != p.at || d.State != domain.DraftQueued && !s.drafts[d.ID] {
			t.Fatalf("%+v at %s", d, p.at)
		}
	}
	sendings, err := p.Sendings()
	fine(t, err)
	var waiting []string
	for _, x := range sendings {
		if x.Draft.State == domain.DraftQueued {
			waiting = append(waiting, x.ID)
		}
		if x.Unseen != s.unseen[x.ID] {
			t.Fatalf("%+v, unseen %v", x, s.unseen)
		}
	}
	if !slices.Equal(waiting, s.waiting) {
		t.Fatalf("waiting %v, want %v", waiting, s.waiting)
	}
}

// TestTwoClinicsNeverMix does what a user of two clinics does, in any order.
func TestTwoClinicsNeverMix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPractice(t)
		t.Repeat(map[string]func(*rapid.T){
			"choose": p.choose, "lock": p.lock, "write": p.write, "send": p.send, "remove": p.remove, "unsend": p.unsend,
			"refuse": p.refuse, "see": p.see, "": p.check,
		})
	})
}
