package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func commands(t *testing.T, b *bench) {
	b.add(invoice(7))
	answer := "{\"receipt\":\"å 1\",  \"kept\": \"as it was\"}\n"
	c := server.Command{
		Clinic: "1", ID: "cmd-00001", Kind: domain.CommandSubmit, Digest: "abc", OurRef: 7, UserID: 3, At: received, Answer: []byte(answer),
	}
	b.write(func(tx server.Tx) error { return tx.AddCommand(c) })
	b.read(func(tx server.Tx) error {
		got, err := tx.Command("1", "cmd-00001")
		if string(got.Answer) != answer || got.Digest != "abc" || got.Kind != c.Kind || got.OurRef != 7 || got.UserID != 3 || !got.At.Equal(received) {
			t.Errorf("%+v", got)
		}
		if _, err := tx.Command("2", "cmd-00001"); domain.KindOf(err) != domain.NotFound {
			t.Errorf("another clinic's: %v", err)
		}
		return err
	})
	b.read(func(tx server.Tx) error {
		missing, err := tx.MissingCommands("1", []string{"cmd-00009", "cmd-00001", "cmd-00002"})
		if !slices.Equal(missing, []string{"cmd-00009", "cmd-00002"}) {
			t.Errorf("missing %v", missing)
		}
		return err
	})
	// An id is the clinic's own affair.
	b.write(func(tx server.Tx) error {
		c.Clinic = "2"
		return tx.AddCommand(c)
	})
}

// uploads: what a file brought is known by the sender's id, of whichever of the
// provider's clinics, and by the file.
func uploads(t *testing.T, b *bench) {
	b.add(invoice(7), invoice(8))
	one := server.UploadEntry{Provider: "P", ID: "guid-1", Digest: "d1", OurRef: 7, Amount: 1250_00}
	two := server.UploadEntry{Provider: "P", ID: "guid-2", Digest: "d2", OurRef: 8, Amount: -30_00}
	b.write(func(tx server.Tx) error {
		if err := tx.AddUploadEntries("1", "up-000001", "file", one); err != nil {
			return err
		}
		return tx.AddUploadEntries("1", "up-000001", "file", two)
	})
	b.read(func(tx server.Tx) error {
		got, err := tx.UploadEntry("P", "guid-2")
		if want := two; got != (server.UploadEntry{Provider: want.Provider, ID: want.ID, Digest: want.Digest, Clinic: "1", Upload: "up-000001", OurRef: 8, Amount: -30_00}) {
			t.Errorf("%+v", got)
		}
		if _, err := tx.UploadEntry("Q", "guid-2"); domain.KindOf(err) != domain.NotFound {
			t.Errorf("another provider's: %v", err)
		}
		return err
	})
	b.read(func(tx server.Tx) error {
		made, err := tx.UploadedInvoices("1", "up-000001")
		if len(made) != 2 || made[0].OurRef != 7 || made[0].Bills != 1 || made[0].Sum != 1250_00 || made[1].Sum != -30_00 || made[1].Clinic != "1" {
			t.Errorf("%+v", made)
		}
		return err
	})
	b.read(func(tx server.Tx) error {
		own, err := tx.EarlierUpload("P", "file", "1", "up-000001")
		again, err2 := tx.EarlierUpload("P", "file", "1", "up-000002")
		if own != "" || again != "up-000001" {
			t.Errorf("own %q, again %q", own, again)
		}
		return errors.Join(err, err2)
	})
	answered(t, b)
	err := b.store.Write(context.Background(), func(tx server.Tx) error {
		return tx.AddUploadEntries("1", "up-000002", "other", one)
	})
	if domain.KindOf(err) != domain.Conflict {
		t.Errorf("an id twice: %v", err)
	}
}

// answered: the answers about files are found by clinic, id and time, newest first, and
// those about other commands are not among them.
func answered(t *testing.T, b *bench) {
	b.write(func(tx server.Tx) error {
		for i, c := range []server.Command{
			{Clinic: "1", ID: "up-000001", Kind: domain.CommandUpload},
			{Clinic: "1", ID: "cmd-00001", Kind: domain.CommandSubmit},
			{Clinic: "2", ID: "up-000001", Kind: domain.CommandUpload},
			{Clinic: "1", ID: "up-000002", Kind: domain.CommandUpload},
		} {
			c.Digest, c.UserID, c.At, c.Answer = "d", 3, received.Add(time.Duration(i)*time.Hour), []byte("{}")
			if err := tx.AddCommand(c); err != nil {
				return err
			}
		}
		return nil
	})
	hour := func(i int) time.Time { return received.Add(time.Duration(i) * time.Hour) }
	for want, f := range map[string]server.UploadFilter{
		"1 up-000002, 2 up-000001, 1 up-000001": {},
		"1 up-000002, 2 up-000001":              {Limit: 2},
		"1 up-000002, 1 up-000001":              {Clinic: "1"},
		"2 up-000001, 1 up-000001":              {ID: "up-000001"},
		"2 up-000001":                           {From: hour(1), To: hour(3)},
		"":                                      {Clinic: "3"},
	} {
		var got []string
		b.read(func(tx server.Tx) error {
			got = nil
			return tx.UploadCommands(f, func(c server.Command) error {
				if c.UserID != 3 || string(c.Answer) != "{}" || c.Kind != domain.CommandUpload || c.At.Before(received) {
					t.Errorf("%+v", c)
				}
				got = append(got, c.Clinic+" "+c.ID)
				return nil
			})
		})
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%+v: %q, want %q", f, s, want)
		}
	}
}

// attachments: what came with a bill is found by invoice, bill and name, counted by its
// upload, and given sealed only when it is asked for.
func attachments(t *testing.T, b *bench) {
	b.add(invoice(7), invoice(8))
	one := server.Attachment{
		OurRef: 7, BillNo: 70, Name: "röntgen 1.png", Kind: "png", Size: 12_345_678, Digest: "d1", Clinic: "1", Upload: "up-000001", At: received, Sealed: []byte{0, 255, 'x'},
	}
	two, other := one, one
	two.BillNo, two.Name, two.Digest = 69, "intyg.pdf", "d2"
	other.OurRef, other.Clinic = 8, "2"
	b.write(func(tx server.Tx) error {
		return errors.Join(tx.AddAttachment(one), tx.AddAttachment(two), tx.AddAttachment(other))
	})
	b.read(func(tx server.Tx) error {
		list, err := tx.Attachments(7)
		bare := one
		bare.Sealed = nil
		if len(list) != 2 || list[0].Name != two.Name || !reflect.DeepEqual(list[1], bare) {
			t.Errorf("%+v", list)
		}
		got, err2 := tx.Attachment(7, 70, one.Name)
		if !reflect.DeepEqual(got, one) {
			t.Errorf("%+v", got)
		}
		for _, name := range []string{"röntgen 1.PNG", ""} {
			if _, err := tx.Attachment(7, 70, name); domain.KindOf(err) != domain.NotFound {
				t.Errorf("%q: %v", name, err)
			}
		}
		n, err3 := tx.CountAttachments("1", "up-000001")
		none, err4 := tx.CountAttachments("1", "up-000009")
		if n != 2 || none != 0 {
			t.Errorf("%d and %d", n, none)
		}
		return errors.Join(err, err2, err3, err4)
	})
	if err := b.store.Write(context.Background(), func(tx server.Tx) error { return tx.AddAttachment(one) }); domain.KindOf(err) != domain.Conflict {
		t.Errorf("the same twice: %v", err)
	}
}

func references(t *testing.T, b *bench) {
	const n = 2500 // more than one statement holds
	list, names := make([]server.BillRef, n), make([]string, n)
	for i := range list {
		names[i] = fmt.Sprint("ref-", i)
		list[i] = server.BillRef{Norm: names[i], BillNo: int64(i)}
	}
	b.write(func(tx server.Tx) error {
		taken, err := tx.UseRefs("P", list)
		if len(taken) != 0 {
			t.Errorf("%d were taken of none", len(taken))
		}
		return err
	})
	b.read(func(tx server.Tx) error {
		used, err := tx.UsedRefs("P", append(slices.Clone(names), "free"))
		if len(used) != n || used["free"] {
			t.Errorf("%d used", len(used))
		}
		if used, err := tx.UsedRefs("Q", names); len(used) != 0 || err != nil {
			t.Errorf("another provider's: %d %v", len(used), err)
		}
		if used, err := tx.UsedRefs("P", nil); len(used) != 0 || err != nil {
			t.Errorf("of none: %v %v", used, err)
		}
		return err
	})
	boom := errors.New("boom")
	err := b.store.Write(context.Background(), func(tx server.Tx) error {
		taken, err := tx.UseRefs("P", []server.BillRef{{Norm: "new", BillNo: 9001}, {Norm: "ref-3", BillNo: 9002}})
		if err != nil {
			return err
		}
		if !slices.Equal(taken, []string{"ref-3"}) {
			t.Errorf("taken: %v", taken)
		}
		if _, err := tx.UsedRefs("P", []string{"new"}); err != nil {
			t.Errorf("the transaction cannot go on: %v", err)
		}
		if taken, err := tx.UseRefs("Q", []server.BillRef{{Norm: "ref-3", BillNo: 9003}}); err != nil || len(taken) != 0 {
			t.Errorf("another provider: %v %v", taken, err)
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
}

func counters(t *testing.T, b *bench) {
	b.write(func(tx server.Tx) error {
		for c, first := range map[server.Counter]int64{
			server.CounterOurRef: 600001, server.CounterBillNo: 1000001, server.CounterPayout: 1, server.CounterUser: 1,
		} {
			n, err := tx.NextNumbers(c, 3)
			next, err2 := tx.NextNumbers(c, 1)
			if n != first || next != first+3 {
				t.Errorf("%s: %d, then %d", c, n, next)
			}
			if err := errors.Join(err, err2); err != nil {
				return err
			}
		}
		return nil
	})
}

func feed(t *testing.T, b *bench) {
	rows := []server.Change{{Kind: server.ChangeInvoice, Ref: 7}, {Kind: server.ChangeClinic}, {Kind: server.ChangeInvoice, Ref: 7}, {Kind: server.ChangePayout, Ref: 2}}
	b.write(func(tx server.Tx) error {
		for i := range rows {
			if err := tx.AddChanges("1", rows[i]); err != nil {
				return err
			}
			rows[i].Seq = int64(i + 1)
		}
		return tx.AddChanges("2", server.Change{Kind: server.ChangeClinic})
	})
	b.read(func(tx server.Tx) error {
		for clinic, want := range map[string]int64{"1": 4, "2": 1, "3": 0} {
			if head, err := tx.Head(clinic); err != nil || head != want {
				t.Errorf("clinic %s: head %d, want %d (%v)", clinic, head, want, err)
			}
		}
		all, err := tx.Changes("1", 0, 100)
		if !slices.Equal(all, rows) {
			t.Errorf("%v", all)
		}
		if some, err := tx.Changes("1", 1, 2); err != nil || !slices.Equal(some, rows[1:3]) {
			t.Errorf("%v %v", some, err)
		}
		return err
	})
}

// Two processes write at once: each waits for the other, and numbers never meet.
func twoWriters(t *testing.T, b *bench) {
	const each = 25
	var all sync.WaitGroup
	for _, s := range []server.Store{b.store, b.other} {
		all.Go(func() {
			for range each {
				if err := s.Write(context.Background(), func(tx server.Tx) error {
					n, err := tx.NextNumbers(server.CounterOurRef, 1)
					if err != nil {
						return err
					}
					return server.AddInvoice(tx, invoice(n), made(domain.ActSubmit))
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	b.read(func(tx server.Tx) error {
		changes, err := tx.Changes("1", 0, 10*each)
		if len(changes) != 2*each {
			t.Errorf("%d changes", len(changes))
		}
		for i, c := range changes {
			if c.Seq != int64(i+1) || c.Ref != int64(600001+i) {
				t.Fatalf("place %d: seq %d, Vår referens %d", i, c.Seq, c.Ref)
			}
		}
		return err
	})
}

func listening(t *testing.T, b *bench) {
	rings := make(chan string, 100)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.store.Listen(ctx, func(clinic string) { rings <- clinic }) }()
	<-rings // the one at the start
	if err := b.other.Write(ctx, func(tx server.Tx) error { return server.AddInvoice(tx, invoice(1), made(domain.ActSubmit)) }); err != nil {
		t.Fatal(err)
	}
	select {
	case clinic := <-rings:
		if clinic != "" && clinic != "1" {
			t.Errorf("heard of clinic %s", clinic)
		}
	case <-time.After(10 * time.Second):
		t.Error("not heard")
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if b.store.Epoch() == "" || b.store.Epoch() != b.other.Epoch() {
		t.Errorf("one database has the epochs %q and %q", b.store.Epoch(), b.other.Epoch())
	}
}

// What is written meanwhile is not seen by a read that has begun.
func oneState(t *testing.T, b *bench) {
	b.read(func(tx server.Tx) error {
		if head, err := tx.Head("1"); head != 0 || err != nil {
			t.Fatal(head, err)
		}
		err := b.other.Write(context.Background(), func(tx server.Tx) error { return server.AddInvoice(tx, invoice(1), made(domain.ActSubmit)) })
		if err != nil {
			t.Fatal(err)
		}
		head, err := tx.Head("1")
		if head != 0 {
			t.Errorf("head is %d in the middle of a read", head)
		}
		return err
	})
}
