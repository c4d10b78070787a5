package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
)

// sent puts invoices at the region and gives them as the mirror has them.
func sent(t *testing.T, w *world, s app.Store, invoices int) (list []domain.Invoice) {
	t.Helper()
	ids := []string{}
	for n := range invoices {
		ids = append(ids, queue(t, s, n, fmt.Sprintf("ref-%d", n)))
	}
	mirrored := func() bool {
		list = nil
		for _, id := range ids {
			d, err := s.Draft(id)
			must(t, err)
			if d.Receipt == nil {
				return false
			}
			v, err := s.Invoice(clinic, d.Receipt.OurRef)
			if err != nil {
				return false
			}
			list = append(list, v)
		}
		return true
	}
	work(t, w.client(anna, w.address), s, mirrored)
	return list
}

func deletion(t *testing.T, v domain.Invoice, part domain.Part) domain.Command {
	t.Helper()
	body, err := json.Marshal(domain.Deletion{OurRef: v.OurRef, Version: v.Version, Part: part})
	must(t, err)
	return domain.Command{
		ID: fmt.Sprintf("deletion-%d", v.OurRef), Kind: domain.CommandDelete, Clinic: clinic, Target: v.OurRef, Version: v.Version, Body: body,
	}
}

// TestDeletedExactlyOnce deletes through a network that cuts connections at
// random: every invoice is changed once, and the mirror ends as the region is.
func TestDeletedExactlyOnce(t *testing.T) {
	const invoices = 20
	w, s := newWorld(t), openStore(t)
	list := sent(t, w, s, invoices)
	for _, v := range list {
		must(t, s.Queue(deletion(t, v, domain.WholeInvoice), app.Filing{At: noon(), Part: domain.WholeInvoice}))
	}
	p := newProxy(t, w.address, 7)
	c := &forgetful{Client: w.client(anna, p.listener.Addr().String())}
	work(t, c, s, func() bool {
		if outbox(t, s) > 0 {
			return false
		}
		for _, v := range list {
			if now, err := s.Invoice(clinic, v.OurRef); err != nil || now.Status != domain.StatusDeleted {
				return false
			}
		}
		return true
	})
	region := mirror(t, w, w.client(anna, w.address))
	answers, err := s.Answers(clinic)
	must(t, err)
	if len(answers) != invoices || c.lost == 0 {
		t.Errorf("%d answers, %d lost ones", len(answers), c.lost)
	}
	for _, a := range answers {
		if a.Refusal != nil || a.Receipt.Kind != domain.CommandDelete || a.Receipt.Sum != 0 {
			t.Errorf("%+v", a)
		}
	}
	for _, v := range list {
		if now := region[v.OurRef]; now.Version != v.Version+1 || now.Status != domain.StatusDeleted || now.Sum() != 0 {
			t.Errorf("invoice %d was in version %d and is in %d, %s", v.OurRef, v.Version, now.Version, now.Status)
		}
	}
}

// TestAnInvoiceThatHasChangedIsNotDeleted: the region has paid it meanwhile, and
// says which version it now is; nothing is overwritten, and the user is told.
func TestAnInvoiceThatHasChangedIsNotDeleted(t *testing.T) {
	w, s := newWorld(t), openStore(t)
	v := sent(t, w, s, 1)[0]
	c := deletion(t, v, domain.WholeInvoice)
	must(t, s.Queue(c, app.Filing{At: noon(), Part: domain.WholeInvoice}))
	d := desk.Desk{Store: w.store, Now: noon, By: domain.Actor{ID: "desk", Via: domain.ViaDesk}}
	plan, err := d.PlanPay(t.Context(), desk.PayOrder{Day: desk.PayDay{On: today, Anyway: true}, OurRef: v.OurRef})
	must(t, err)
	_, err = d.Pay(t.Context(), plan)
	must(t, err)
	work(t, w.client(anna, w.address), s, func() bool {
		now, err := s.Invoice(clinic, v.OurRef)
		return outbox(t, s) == 0 && err == nil && now.Status == domain.StatusPaid
	})
	answers, err := s.Answers(clinic)
	must(t, err)
	now := mirror(t, w, w.client(anna, w.address))[v.OurRef]
	if len(answers) != 1 || !answers[0].Unseen() || answers[0].Refusal.Code != app.CodeVersionChanged || answers[0].Outcome.Version != now.Version {
		t.Errorf("%+v, the region has version %d", answers, now.Version)
	}
	if now.Sum() != v.Sum() || now.Status != domain.StatusPaid {
		t.Errorf("%+v", now)
	}
	if counts, err := s.Counts(clinic); err != nil || counts.Unseen != 1 {
		t.Errorf("%+v %v", counts, err)
	}
}

// TestACommandSentAgainGetsItsFirstAnswer, whatever has become of the invoice;
// other bytes under its id are refused.
func TestACommandSentAgainGetsItsFirstAnswer(t *testing.T) {
	w, s := newWorld(t), openStore(t)
	v := sent(t, w, s, 1)[0]
	client := w.client(anna, w.address)
	c := deletion(t, v, domain.Part{Bills: []int64{v.Bills[0].BillNo}})
	first, err := client.Send(t.Context(), c)
	must(t, err)
	again, err := client.Send(t.Context(), c)
	if err != nil || !reflect.DeepEqual(again, first) || first.Version != v.Version+1 {
		t.Errorf("%+v, then %+v, %v", first, again, err)
	}
	other := deletion(t, v, domain.WholeInvoice)
	_, err = client.Send(t.Context(), other)
	var no *app.RefusedError
	if !errors.As(err, &no) || no.Code != api.ProblemFingerprint {
		t.Errorf("%v", err)
	}
	// What cannot be done says why, in the words of the life of an invoice.
	late := deletion(t, mirror(t, w, client)[v.OurRef], domain.WholeInvoice)
	late.ID += "-late"
	if _, err = client.Send(t.Context(), late); !errors.As(err, &no) || no.Code != string(domain.WhyDeleted) {
		t.Errorf("%v", err)
	}
	gone := deletion(t, domain.Invoice{OurRef: 1 << 40, Version: 1}, domain.WholeInvoice)
	if _, err = client.Send(t.Context(), gone); !errors.As(err, &no) || no.Code != api.ProblemNotFound {
		t.Errorf("%v", err)
	}
}
