package desk_test

import (
	"bytes"
	"context"
	"testing"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

// meeting is a store between whose transactions another desk does something, once.
type meeting struct {
	server.Store
	after int // transactions, with those that only read where reads is set
	reads bool
	meet  func()
}

func (m *meeting) Write(ctx context.Context, f func(server.Tx) error) error {
	m.count()
	return m.Store.Write(ctx, f)
}

func (m *meeting) Read(ctx context.Context, f func(server.Tx) error) error {
	err := m.Store.Read(ctx, f)
	if m.reads {
		m.count()
	}
	return err
}

func (m *meeting) count() {
	if m.after--; m.after == 0 {
		m.meet()
	}
}

// closing prepares a run with so many invoices more, and looks what closing it would do.
func closing(t *testing.T, d desk.Desk, more int) desk.Closing {
	t.Helper()
	for range more {
		send(t, d, "31", 1)
	}
	p, err := d.PlanPrepare(ctx, payday)
	if err != nil {
		t.Fatal(err)
	}
	run, _, err := d.Prepare(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.PlanClose(ctx, run.No)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Two desks that have looked at different times close the same run together: what
// either puts into a payout is in the bank's file, of which there is one.
func TestTwoDesksCloseARunTogether(t *testing.T) {
	for name, x := range map[string]struct {
		lateIsSlow bool // the desk that looked last is met in the middle
		after      int
		reads      bool
		code       string
	}{
		"the run is ended between payouts":                 {true, 3, false, desk.CodeRunOver},
		"payouts are made while the other writes its file": {false, 3, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := clinics(t)
			quick := closing(t, d, 1)
			slow := closing(t, d, 800)
			if !x.lateIsSlow {
				quick, slow = slow, quick
			}
			var other []byte
			met := d
			met.Store = &meeting{Store: d.Store, after: x.after, reads: x.reads, meet: func() {
				var err error
				if _, other, _, err = d.Close(ctx, quick, profileOf(t)); err != nil {
					t.Error(err)
				}
			}}
			_, file, _, err := met.Close(ctx, slow, profileOf(t))
			if domain.CodeOf(err) != x.code || err == nil && !bytes.Equal(file, other) {
				t.Errorf("%v; files of %d and %d payments", err, bytes.Count(file, []byte("<EndToEndId>")), bytes.Count(other, []byte("<EndToEndId>")))
			}
			for _, s := range settlements(t, d, quick.Run.No) {
				if id := bank.EndToEndID(s.Payout.No, s.Payout.Invoices...); !bytes.Contains(other, []byte(">"+id+"<")) {
					t.Errorf("payout %d of %s kr is in no file", s.Payout.No, s.Payout.Sum)
				}
			}
			if _, again := closeRun(t, d, quick.Run.No); !bytes.Equal(again, other) {
				t.Error("closing it again gives another file")
			}
		})
	}
}

// A name that the bank has no letter of is no name: its clinic waits, and the others
// are paid.
func TestAPayeeThatTheBankCannotWriteWaits(t *testing.T) {
	d := clinics(t)
	write(t, d, func(tx server.Tx) error {
		p := payeeOf[domain.Plusgiro]
		p.Name = "株式会社"
		return server.PutClinic(tx, domain.Clinic{No: "32", Name: "32", ProviderID: "P", Payee: p}, domain.ClinicEvent{At: noon(), By: d.By})
	})
	send(t, d, "31", 100)
	odd := send(t, d, "32", 200)
	run, file := closed(t, d)
	if run.State != domain.RunClosed || !bytes.Contains(file, []byte(">100.00<")) || get(t, d, odd).Payout != 0 {
		t.Errorf("%+v\n%s", run, file)
	}
}
