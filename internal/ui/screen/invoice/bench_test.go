package invoice

import (
	"fmt"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// BenchmarkInvoiceKey is a key, the frame after it and its footer. Goal: an
// invoice of 5 000 bills costs at most 3 times one of 20, closed and opened.
func BenchmarkInvoiceKey(b *testing.B) {
	for _, n := range []int{20, 5_000} {
		for _, opened := range []bool{false, true} {
			b.Run(fmt.Sprintf("bills=%d/opened=%v", n, opened), func(b *testing.B) {
				v := domain.Invoice{OurRef: 572775, Status: domain.StatusReceived}
				for i := range n {
					bill := domain.InvoiceBill{BillNo: int64(i), RegisteredBy: "Anna Ek"}
					bill.BillRef, bill.Support, bill.Items = fmt.Sprint(i), domain.SupportN, []domain.Item{{Code: "101", Price: 110000}, {Code: "patAvg", Price: -20000}}
					v.Bills = append(v.Bills, bill)
				}
				clock := uitest.NewClock(b, "2026-11-23 10:42:07")
				pl := uitest.Open(b, clock, New(clock.Env(), &port{invoice: v}, "572775"))
				if opened {
					pl.Press("enter")
				}
				down, up, z := uitest.Key(b, "down"), uitest.Key(b, "up"), uitest.Body(uitest.Sizes[0])
				for i := 0; b.Loop(); i++ {
					k := down
					if i/(n-1)%2 == 1 { // through all bills and back
						k = up
					}
					pl.Screen.Update(k)
					_ = pl.Screen.View(z)
					_ = screen.Bindings(pl.Screen.Actions())
				}
			})
		}
	}
}
