package contract

import (
	"context"
	"fmt"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	remote "example.org/tandtui/internal/sync"
)

// TestExactlyOnce sends a hundred invoices through a network that cuts
// connections at random: none may be lost, none doubled, none refused for its
// own reference, and the mirror must end as the region is, to the öre.
func TestExactlyOnce(t *testing.T) {
	const invoices = 100
	w := newWorld(t)
	s := openStore(t)
	before := mirror(t, w, w.client(anna, w.address))
	ids := map[string]domain.Ore{}
	for n := range invoices {
		ids[queue(t, s, n, fmt.Sprintf("ref-%d", n))] = domain.Kronor(900 * int64(visits(n)))
	}
	p := newProxy(t, w.address, 11)
	everything := func(app.InvoiceSummary) bool { return true }
	c := &forgetful{Client: w.client(anna, p.listener.Addr().String())}
	work(t, c, s, func() bool {
		list, err := s.Invoices(clinic, everything)
		must(t, err)
		return outbox(t, s) == 0 && len(list) >= len(before)+invoices
	})

	after := mirror(t, w, w.client(anna, w.address))
	if len(after) != len(before)+invoices {
		t.Fatalf("the region has %d new invoices, %d were sent", len(after)-len(before), invoices)
	}
	seen := map[int64]bool{}
	for id, sum := range ids {
		d, err := s.Draft(id)
		must(t, err)
		if d.State != domain.DraftReceived {
			t.Fatalf("%s is %s: %+v", id, d.State, d.Refusal)
		}
		v := after[d.Receipt.OurRef]
		if seen[v.OurRef] || v.InvoiceNo != d.InvoiceNo || v.Sum() != sum || d.Receipt.Sum != sum {
			t.Errorf("%s: receipt %+v, invoice %d of %v", id, d.Receipt, v.OurRef, v.Sum())
		}
		seen[v.OurRef] = true
	}
	list, err := s.Invoices(clinic, everything)
	must(t, err)
	for _, row := range list {
		if v := after[row.OurRef]; v.Sum() != row.Sum || v.Status != row.Status {
			t.Errorf("the mirror has %+v, the region %v %v", row, v.Sum(), v.Status)
		}
	}
	replays := w.log.count(`PUT ` + api.PathCommand(domain.CommandSubmit) + `","method":"PUT","status":200`)
	t.Logf("%d connections cut, %d replays", p.cuts.Load(), replays)
	if p.cuts.Load() < 5 || c.lost < 10 || replays < c.lost {
		t.Error("the network was too good to show anything")
	}
}

// forgetful loses every fifth receipt, so that there are replays whatever the
// proxy happens to cut.
type forgetful struct {
	*remote.Client
	answered, lost int
}

// Send is called by the worker's sender only.
func (f *forgetful) Send(ctx context.Context, c domain.Command) (domain.Receipt, error) {
	r, err := f.Client.Send(ctx, c)
	if err != nil {
		return r, err
	}
	if f.answered++; f.answered%5 == 0 {
		f.lost++
		return domain.Receipt{}, &domain.Error{Kind: domain.Offline, Code: app.CodeOffline, Op: "test"}
	}
	return r, nil
}

// mirror reads the region's feed from the start.
func mirror(t *testing.T, w *world, c app.Region) map[int64]domain.Invoice {
	t.Helper()
	all, cursor := map[int64]domain.Invoice{}, ""
	for {
		p, err := c.Changes(t.Context(), app.Following{Clinic: clinic, Cursor: cursor})
		must(t, err)
		for _, v := range p.Invoices {
			all[v.OurRef] = v
		}
		if cursor = p.To; !p.More {
			return all
		}
	}
}

func TestUsedReferenceComesBackToTheWriter(t *testing.T) {
	w := newWorld(t)
	s := openStore(t)
	first, second := queue(t, s, 1, "A 7"), queue(t, s, 2, "A 7")
	work(t, w.client(anna, w.address), s, func() bool { return outbox(t, s) == 0 })
	if d, err := s.Draft(first); err != nil || d.State != domain.DraftReceived {
		t.Errorf("%v %v", d.State, err)
	}
	d, err := s.Draft(second)
	must(t, err)
	if d.State != domain.DraftRefused || d.Refusal.Code != api.ProblemReferenceUse || d.Refusal.Detail == "" || len(d.Refusal.Findings) == 0 {
		t.Errorf("%v %+v", d.State, d.Refusal)
	}
}

func TestRegionAsTheClientSeesIt(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna, w.address)
	u, err := c.User(t.Context())
	if err != nil || u.HSAID != anna || len(u.Memberships) == 0 {
		t.Errorf("%+v %v", u, err)
	}
	d, changed, err := c.Data(t.Context(), "")
	if err != nil || !changed || d.Profile.ID != "vgr" || !d.Demo {
		t.Errorf("%v %v %v", d.Profile.ID, changed, err)
	}
	if _, changed, err = c.Data(t.Context(), d.Version); err != nil || changed {
		t.Errorf("the same data again: %v %v", changed, err)
	}
	if h, err := c.Health(t.Context()); err != nil || !h.Time.Equal(noon()) {
		t.Errorf("%+v %v", h, err)
	}
	lookup := func(number, at string) error {
		id, err := domain.ParsePersonID(number, today)
		must(t, err)
		_, err = c.Lookup(t.Context(), at, id)
		return err
	}
	must(t, lookup(entitled, clinic))
	for _, x := range []struct{ number, at, code string }{
		{unknown, clinic, app.CodePersonUnknown},
		{secret, clinic, app.CodePersonProtected},
		{entitled, other, app.CodeServerRefused},
	} {
		if err := lookup(x.number, x.at); domain.CodeOf(err) != x.code {
			t.Errorf("%s at %s: %v", x.number, x.at, err)
		}
	}
	_, err = w.client(nobody, w.address).User(t.Context())
	if domain.CodeOf(err) != app.CodeUnknownUser || domain.KindOf(err) != domain.Unauthorized {
		t.Errorf("a card without a user: %v", err)
	}
	_, err = c.Changes(t.Context(), app.Following{Clinic: clinic, Cursor: "bm90IGEgY3Vyc29y"})
	if domain.KindOf(err) != domain.Invalid {
		t.Errorf("a cursor that was never given out: %v", err)
	}
}
