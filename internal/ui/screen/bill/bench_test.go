package bill

import (
	"fmt"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/uitest"
)

// BenchmarkKey is one key typed in the search for a procedure, with its frame:
// in a bill as most are, which is the reference, and in the longest there may be.
// Rows out of sight cost next to nothing: 70 times the rows, about 15 times the
// time.
func BenchmarkKey(b *testing.B) {
	for _, n := range []int{7, editor.MaxRows} {
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			clock := uitest.NewClock(b, "2026-11-23 10:42:07")
			p := newPort(b, clock)
			d := domain.Draft{ID: "d2", State: domain.DraftOpen, InvoiceNo: "7", Bills: []domain.DraftBill{{Person: person, Support: "N", CareModel: "K1", BillRef: "9"}}}
			for range n {
				d.Bills[0].Items = append(d.Bills[0].Items, domain.DraftItem{Date: "2026-11-20", Code: "301"})
			}
			d.Cursor = domain.Cursor{Item: n, Field: domain.FieldItemCode}
			p.stored["d2"] = d
			s := New(clock.Env(), p, "d2")
			uitest.Open(b, clock, s)
			typed := []string{"b", "a", "s", "backspace", "backspace", "backspace"}
			z := uitest.Body(uitest.Sizes[0])
			for i := 0; b.Loop(); i++ {
				s.Update(uitest.Key(b, typed[i%len(typed)])) // the check runs beside
				_ = s.View(z)
			}
		})
	}
}
