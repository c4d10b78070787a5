package storetest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func failedLeavesNothing(t *testing.T, b *bench) {
	boom := errors.New("boom")
	err := b.store.Write(context.Background(), func(tx server.Tx) error {
		if _, err := tx.NextNumbers(server.CounterOurRef, 5); err != nil {
			return err
		}
		if err := server.AddInvoice(tx, invoice(1), made(domain.ActSubmit)); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	b.write(func(tx server.Tx) error {
		n, err := tx.NextNumbers(server.CounterOurRef, 1)
		if n != 600001 {
			t.Errorf("the counter went on to %d", n)
		}
		if head, err := tx.Head("1"); head != 0 || err != nil {
			t.Errorf("head %d %v", head, err)
		}
		if _, err := tx.AnyInvoice(1); domain.KindOf(err) != domain.NotFound {
			t.Errorf("the invoice: %v", err)
		}
		if list, err := tx.Events("1", 1); len(list) != 0 || err != nil {
			t.Errorf("events %v %v", list, err)
		}
		return err
	})
	// A panic in the middle must not leave a writing connection locked.
	func() {
		defer func() { _ = recover() }()
		_ = b.store.Write(context.Background(), func(server.Tx) error { panic("bug") })
	}()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := b.store.Write(ctx, func(tx server.Tx) error { return tx.AddInvoice(invoice(2)) }); err != nil {
		t.Fatal("after a panic:", err)
	}
}

func errorsByKind(t *testing.T, b *bench) {
	for name, x := range map[string]struct {
		do   func(server.Tx) error
		kind domain.Kind
	}{
		"command twice": {func(tx server.Tx) error {
			if err := tx.AddInvoice(invoice(8)); err != nil {
				return err
			}
			c := server.Command{Clinic: "1", ID: "hemlig-0001", Kind: domain.CommandSubmit, OurRef: 8, Answer: []byte("{}")}
			if err := tx.AddCommand(c); err != nil {
				return err
			}
			return tx.AddCommand(c)
		}, domain.Conflict},
		"invoice twice": {func(tx server.Tx) error {
			if err := tx.AddInvoice(invoice(9)); err != nil {
				return err
			}
			return tx.AddInvoice(invoice(9))
		}, domain.Conflict},
		"event of a version twice": {func(tx server.Tx) error {
			if err := tx.AddInvoice(invoice(9)); err != nil {
				return err
			}
			e := made(domain.ActHold)
			e.Clinic, e.OurRef, e.Version, e.Reason = "1", 9, 1, "hemlig"
			if err := tx.AddEvents(e); err != nil {
				return err
			}
			return tx.AddEvents(e)
		}, domain.Conflict},
		"no such user":     {func(tx server.Tx) error { return tx.PutMembership(4711, "1", domain.RoleUser, domain.Period{}) }, domain.Invalid},
		"no such provider": {func(tx server.Tx) error { return tx.PutClinic(domain.Clinic{No: "hemlig", ProviderID: "none"}) }, domain.Invalid},
		"no such clinic":   {func(tx server.Tx) error { _, err := tx.Clinic("hemlig"); return err }, domain.NotFound},
		"no such invoice":  {func(tx server.Tx) error { _, err := tx.Invoice("1", 4711); return err }, domain.NotFound},
		"no such command":  {func(tx server.Tx) error { _, err := tx.Command("1", "hemlig"); return err }, domain.NotFound},
		"nobody": {func(tx server.Tx) error {
			_, err := tx.User(server.HSAID("hemlig"), domain.MustDate("2026-11-23"))
			return err
		}, domain.NotFound},
		"a version that is not there": {func(tx server.Tx) error {
			_, err := tx.SaveInvoice(domain.Invoice{OurRef: 4711, Clinic: "1"}, 1)
			return err
		}, domain.NotFound},
	} {
		err := b.store.Write(context.Background(), x.do)
		if err == nil || domain.KindOf(err) != x.kind {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), "hemlig") {
			t.Errorf("%s: the error repeats a value: %v", name, err)
		}
	}
	err := b.store.Read(context.Background(), func(tx server.Tx) error {
		return tx.PutPersons(server.Person{ID: somebody(t, persona), Protected: false, Given: true})
	})
	if err == nil {
		t.Error("a reading transaction wrote")
	}
}

// made is an event by somebody.
func made(a domain.Act) domain.Event {
	return domain.Event{At: received, Act: a, By: domain.Actor{ID: "SE0000000000-DEMO01", Name: "Anna", Role: domain.RoleUser, Via: domain.ViaCard, From: "127.0.0.1"}}
}

func invoiceAsStored(t *testing.T, b *bench) {
	person := somebody(t, persona)
	v := invoice(7, bill(1, person, 100), bill(2, person, 200))
	v.Bills[0].Comment, v.Bills[0].Items[0].Comment = "egen å ä ö", "till regionen"
	v.Bills[0].Exemption = &domain.FeeExemption{No: "123", Validity: domain.Period{From: domain.MustDate("2026-01-01")}}
	v.CreditOf, v.Reason, v.Status, v.StatusOn, v.Payout = 5, "skäl", domain.StatusApproved, domain.MustDate("2026-12-01"), 3
	b.add(v)
	if got := b.get(7); !reflect.DeepEqual(got, v) {
		t.Errorf("stored\n%+v\nread\n%+v", v, got)
	}
}

func manyBills(t *testing.T, b *bench) {
	const n = 2500 // more than one statement holds
	person := somebody(t, persona)
	bills := make([]domain.InvoiceBill, n)
	for i := range bills {
		bills[i] = bill(int64(i+1), person, 1)
	}
	b.add(invoice(7, bills...))
	v, err := b.get(7).Hold(domain.WholeInvoice)
	if err != nil {
		t.Fatal(err)
	}
	b.write(func(tx server.Tx) error { _, err := tx.SaveInvoice(v, 1); return err })
	got := b.get(7)
	if len(got.Bills) != n || got.Sum() != domain.Kronor(n) || got.Version != 2 {
		t.Fatalf("%d bills for %s, version %d", len(got.Bills), got.Sum(), got.Version)
	}
	for i, x := range got.Bills {
		if x.BillNo != int64(i+1) || x.State != domain.BillOnHold {
			t.Fatalf("place %d: bill %d %q", i, x.BillNo, x.State)
		}
	}
}

func versions(t *testing.T, b *bench) {
	b.add(invoice(7))
	v := b.get(7)
	v.Status, v.StatusOn = domain.StatusApproved, domain.MustDate("2026-12-01")
	b.write(func(tx server.Tx) error {
		saved, err := tx.SaveInvoice(v, v.Version)
		if saved.Version != 2 {
			t.Errorf("version %d", saved.Version)
		}
		return err
	})
	v.Status = domain.StatusVoided // decided on what was read first
	err := b.store.Write(context.Background(), func(tx server.Tx) error { _, err := tx.SaveInvoice(v, v.Version); return err })
	if domain.KindOf(err) != domain.Conflict {
		t.Errorf("an old version was saved: %v", err)
	}
	if got := b.get(7); got.Version != 2 || got.Status != domain.StatusApproved {
		t.Errorf("%+v", got)
	}
}

func fates(t *testing.T, b *bench) {
	person := somebody(t, persona)
	list := make([]domain.InvoiceBill, 4)
	for i := range list {
		list[i] = bill(int64(i+1), person, 100)
	}
	list[3].Items = append(list[3].Items, list[3].Items[0], list[3].Items[0])
	b.add(invoice(7, list...))
	v := b.get(7)
	v.Bills[0].State, v.Bills[0].Reason = domain.BillVoided, "Dubblett"
	v.Bills[1].State = domain.BillCredited
	v.Bills[3].Credited = []int{0, 2}
	b.write(func(tx server.Tx) error { _, err := tx.SaveInvoice(v, 1); return err })
	v.Version = 2
	if got := b.get(7); !reflect.DeepEqual(got, v) {
		t.Errorf("saved\n%+v\nread\n%+v", v, got)
	}
	v.Bills[3].Credited, v.Bills[3].State = nil, domain.BillCredited
	b.write(func(tx server.Tx) error { _, err := tx.SaveInvoice(v, 2); return err })
	if got := b.get(7).Bills[3]; got.Credited != nil || got.State != domain.BillCredited {
		t.Errorf("%+v", got)
	}
}

func lists(t *testing.T, b *bench) {
	for n := range int64(6) {
		v := invoice(n + 1)
		v.Received = received.Add(time.Duration(n) * time.Hour)
		if n%2 == 1 {
			v.Status = domain.StatusPaid
		}
		b.add(v)
	}
	other := invoice(10)
	other.Clinic = "2"
	b.add(other)
	for name, x := range map[string]struct {
		filter server.InvoiceFilter
		want   []int64
	}{
		"all":        {server.InvoiceFilter{}, []int64{6, 5, 4, 3, 2, 1}},
		"a page":     {server.InvoiceFilter{Limit: 2}, []int64{6, 5}},
		"the next":   {server.InvoiceFilter{Limit: 2, After: 5}, []int64{4, 3}},
		"paid":       {server.InvoiceFilter{Status: domain.StatusPaid}, []int64{6, 4, 2}},
		"from":       {server.InvoiceFilter{From: received.Add(4 * time.Hour)}, []int64{6, 5}},
		"to, before": {server.InvoiceFilter{To: received.Add(2 * time.Hour)}, []int64{2, 1}},
		"both, paid": {server.InvoiceFilter{From: received, To: received.Add(5 * time.Hour), Status: domain.StatusPaid}, []int64{4, 2}},
		"none":       {server.InvoiceFilter{Status: domain.StatusVoided}, nil},
	} {
		b.read(func(tx server.Tx) error {
			list, err := tx.ListInvoices("1", x.filter)
			if got := refs(list); !slices.Equal(got, x.want) {
				t.Errorf("%s: %v, want %v", name, got, x.want)
			}
			return err
		})
	}
	b.read(func(tx server.Tx) error {
		list, err := tx.AllWithStatus(domain.StatusReceived)
		if got := refs(list); !slices.Equal(got, []int64{1, 3, 5, 10}) {
			t.Errorf("at the desk: %v", got)
		}
		return err
	})
}

func refs(list []domain.Invoice) (refs []int64) {
	for _, v := range list {
		refs = append(refs, v.OurRef)
	}
	return refs
}

func ownOnly(t *testing.T, b *bench) {
	b.add(invoice(7), invoice(8))
	b.read(func(tx server.Tx) error {
		if _, err := tx.Invoice("2", 7); domain.KindOf(err) != domain.NotFound {
			t.Errorf("another clinic's invoice: %v", err)
		}
		found, err := tx.Invoices("2", []int64{7, 8})
		if len(found) != 0 {
			t.Errorf("another clinic's invoices: %v", found)
		}
		if found, err := tx.Invoices("1", []int64{8, 7, 9}); len(found) != 2 || found[7].OurRef != 7 || err != nil {
			t.Errorf("%v %v", found, err)
		}
		return err
	})
	err := b.store.Write(context.Background(), func(tx server.Tx) error {
		_, err := tx.SaveInvoice(domain.Invoice{OurRef: 7, Clinic: "2", Status: domain.StatusPaid}, 1)
		return err
	})
	if domain.KindOf(err) != domain.NotFound {
		t.Errorf("another clinic's invoice was saved: %v", err)
	}
}

func events(t *testing.T, b *bench) {
	first, second := made(domain.ActSubmit), made(domain.ActDelete)
	first.Command = "sub-00001"
	second.Bills, second.Reason = []int64{1, 2}, "skäl"
	b.write(func(tx server.Tx) error {
		if err := server.AddInvoice(tx, invoice(7), first); err != nil {
			return err
		}
		_, err := server.SaveInvoice(tx, invoice(7), second)
		return err
	})
	first.Clinic, first.OurRef, first.Version = "1", 7, 1
	second.Clinic, second.OurRef, second.Version = "1", 7, 2
	b.read(func(tx server.Tx) error {
		list, err := tx.Events("1", 7)
		if !reflect.DeepEqual(list, []domain.Event{first, second}) {
			t.Errorf("%+v", list)
		}
		if list, err := tx.Events("2", 7); len(list) != 0 || err != nil {
			t.Errorf("another clinic's: %v %v", list, err)
		}
		return err
	})
}

func payouts(t *testing.T, b *bench) {
	p := domain.Payout{No: 1, Clinic: "1", Date: domain.MustDate("2026-12-01"), Sum: -500, Invoices: []int64{7, 8}}
	b.write(func(tx server.Tx) error { return server.PutPayouts(tx, received, nil, server.Settlement{Payout: p}) })
	b.read(func(tx server.Tx) error {
		found, err := tx.Payouts("1", []int64{1, 2})
		if len(found) != 1 || !reflect.DeepEqual(found[1], p) {
			t.Errorf("%+v", found)
		}
		if found, err := tx.Payouts("2", []int64{1}); len(found) != 0 || err != nil {
			t.Errorf("another clinic's: %v %v", found, err)
		}
		if rows, err := tx.Changes("1", 0, 9); err != nil || len(rows) != 1 || rows[0] != (server.Change{Seq: 1, Kind: server.ChangePayout, Ref: 1}) {
			t.Errorf("the feed: %v %v", rows, err)
		}
		return err
	})
}
