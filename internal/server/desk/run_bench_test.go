package desk_test

import (
	"context"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
)

// many is a desk with invoices of one bill each, spread over clinics.
func many(b *testing.B, invoices, clinics int) desk.Desk {
	b.Helper()
	s, err := sqlstore.Create(ctx, "sqlite:"+filepath.Join(b.TempDir(), "x.db"), "vgr")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	d := desk.Desk{Store: s, Now: noon, By: domain.Actor{ID: "disken", Via: domain.ViaDesk, From: "dator"}}
	person, err := domain.ParsePersonID("196009172336", today)
	if err != nil {
		b.Fatal(err)
	}
	write(b, d, func(tx server.Tx) error {
		if err := tx.PutProvider(domain.Provider{ID: "P", Name: "P"}); err != nil {
			return err
		}
		for c := range clinics {
			if err := server.PutClinic(tx, domain.Clinic{No: fmt.Sprint(1000 + c), Name: "K", ProviderID: "P", Payee: payeeOf[domain.Bankgiro]}, domain.ClinicEvent{At: noon(), By: d.By}); err != nil {
				return err
			}
		}
		return nil
	})
	for from := 0; from < invoices; from += 5000 {
		write(b, d, func(tx server.Tx) error {
			for n := from; n < min(invoices, from+5000); n++ {
				v := domain.Invoice{Clinic: fmt.Sprint(1000 + n%clinics), InvoiceNo: fmt.Sprint(n), Status: domain.StatusReceived, Bills: []domain.InvoiceBill{{
					Bill: domain.Bill{Person: person, Support: domain.SupportN, BillRef: fmt.Sprint(n), Items: []domain.Item{
						{Date: today, Code: "101", Price: domain.Kronor(950)}, {Date: today, Code: "401", Position: "46", Price: domain.Kronor(1200)}, {Date: today, Code: "Frikort", Price: domain.Kronor(-200)},
					}}, RegisteredBy: "Anna",
				}}}
				v, err := server.Number(tx, v, noon())
				if err == nil {
					err = server.AddInvoice(tx, v, domain.Event{At: noon(), Act: domain.ActSubmit, By: domain.Actor{ID: "kliniken"}})
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	return d
}

// others writes ten times a second until stop, and gives the longest time that one
// write has waited.
func others(d desk.Desk, stop context.Context) <-chan time.Duration {
	longest := make(chan time.Duration, 1)
	go func() {
		var worst time.Duration
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for stop.Err() == nil {
			<-tick.C
			began := time.Now()
			if err := d.Store.Write(context.Background(), func(tx server.Tx) error { return tx.AddDeskAct(server.DeskAct{At: noon(), By: d.By, Verb: "x"}) }); err != nil {
				worst = time.Hour
			}
			worst = max(worst, time.Since(began))
		}
		longest <- worst
	}()
	return longest
}

// processor is the processor time that this program has had: on a crowded computer
// it says more than the clock.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Issue 12, Speed: a pay run of 100 000 bills takes less than 10 s, other writers
// wait less than 1 s meanwhile; an audit of 1 000 000 entries takes less than 10 s.
func BenchmarkPayRun(b *testing.B) {
	for _, clinics := range []int{1, 500} {
		b.Run(fmt.Sprint(clinics, "-clinics"), func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				d := many(b, 100_000, clinics)
				stop, cancel := context.WithCancel(ctx)
				longest := others(d, stop)
				b.StartTimer()
				began := processor(b)
				p, err := d.PlanPrepare(ctx, payday)
				if err != nil {
					b.Fatal(err)
				}
				run, _, err := d.Prepare(ctx, p)
				if err != nil {
					b.Fatal(err)
				}
				prepared := processor(b) - began
				began = processor(b)
				c, err := d.PlanClose(ctx, run.No)
				if err != nil {
					b.Fatal(err)
				}
				if run, _, _, err = d.Close(ctx, c, profileOf(b)); err != nil {
					b.Fatal(err)
				}
				closed := processor(b) - began
				began = processor(b)
				confirm(b, d, report(run, "ACCP", nil))
				confirmed := processor(b) - began
				b.StopTimer()
				cancel()
				b.ReportMetric(prepared.Seconds(), "cpu-s/prepare")
				b.ReportMetric(closed.Seconds(), "cpu-s/close")
				b.ReportMetric(confirmed.Seconds(), "cpu-s/confirm")
				b.ReportMetric((<-longest).Seconds(), "s/others")
				began = processor(b)
				a, err := server.Audit(ctx, d.Store)
				if err != nil || len(a.Faults()) > 0 {
					b.Fatal(err, a.Faults())
				}
				b.ReportMetric((processor(b)-began).Seconds()/float64(a.Entries)*1e6, "cpu-s/audit-million")
			}
		})
	}
}
