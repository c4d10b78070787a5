package desk_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// D15: why a bill is under granskning stands at the bill, kept in the database, and is
// gone when the review ends.
func TestD15TheReasonOfAReviewIsKept(t *testing.T) {
	d := clinics(t)
	ref := send(t, d, "31", 100, 200)
	read := func() (v domain.Invoice) {
		t.Helper()
		if err := d.Store.Read(ctx, func(tx server.Tx) (err error) { v, err = tx.AnyInvoice(ref); return err }); err != nil {
			t.Fatal(err)
		}
		return v
	}
	part := domain.Part{Bills: []int64{read().Bills[1].BillNo}}
	if err := d.HoldFor(ctx, ref, part, " intyg saknas "); err != nil {
		t.Fatal(err)
	}
	if v := read(); v.Bills[1].Reason != "intyg saknas" || v.Bills[0].Reason != "" || v.Reason != "" {
		t.Errorf("%+v", v)
	}
	if err := d.Release(ctx, ref, part); err != nil {
		t.Fatal(err)
	}
	if v := read(); v.Bills[1].Reason != "" {
		t.Errorf("%+v", v.Bills[1])
	}
}
