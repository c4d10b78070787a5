package store

import (
	"fmt"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/domain"
)

// BenchmarkOutbox20MiB lists an outbox of 20 MiB in 40 commands, and counts it,
// and walks the heads' bucket bare in turn. No body may be opened: goal under 1 ms.
func BenchmarkOutbox20MiB(b *testing.B) {
	const commands, size = 40, 512 << 10
	s := open(b, b.TempDir())
	for n := range commands {
		d, row := draft(n)
		d.State, row.State = domain.DraftQueued, domain.DraftQueued
		must(b, s.Queue(filed(d, row, make([]byte, size))))
	}
	var lists, counts, walks []time.Duration
	for b.Loop() {
		start := time.Now()
		if heads, err := s.Outbox(); err != nil || len(heads) != commands {
			b.Fatal(len(heads), err)
		}
		listed := time.Now()
		if c, err := s.Counts("101"); err != nil || c.Outbox != commands {
			b.Fatal(c, err)
		}
		counted := time.Now()
		must(b, s.db.View(func(tx *bolt.Tx) error {
			return bucketAt(tx, pathHeads).ForEach(func(_, v []byte) error {
				if len(v) == 0 {
					return fmt.Errorf("nothing")
				}
				return nil
			})
		}))
		lists, counts, walks = append(lists, listed.Sub(start)), append(counts, counted.Sub(listed)), append(walks, time.Since(counted))
	}
	b.ReportMetric(median(lists)*1e-6, "list-ms")
	b.ReportMetric(median(counts)*1e-6, "count-ms")
	b.ReportMetric(median(lists)/median(walks), "x-walk")
}
