package perf

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// BenchmarkAutosave is a save as the bill screen makes it, rules and counting
// included, with ten drafts and with 10 000, in turn with a bare Put of the
// draft's bytes into a file that holds as many of them. The store's part alone is
// internal/store's to measure.
func BenchmarkAutosave(b *testing.B) {
	for _, n := range []int{10, many} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx, cancel := context.WithCancel(b.Context())
			defer cancel()
			a, err := program(ctx, fill(b, n))
			if err != nil {
				b.Fatal(err)
			}
			defer a.Seal()
			if err := atWork(ctx, a); err != nil {
				b.Fatal(err)
			}
			d, err := halfDone(a)
			if err != nil {
				b.Fatal(err)
			}
			value, err := json.Marshal(d)
			if err != nil {
				b.Fatal(err)
			}
			db := bare(b, n)
			var saves, puts []time.Duration
			for b.Loop() {
				start := time.Now()
				if _, err := a.SaveDraft(d); err != nil {
					b.Fatal(err)
				}
				between := time.Now()
				if err := db.Update(func(tx *bolt.Tx) error {
					bucket, err := tx.CreateBucketIfNotExists([]byte("d"))
					if err != nil {
						return err
					}
					return bucket.Put([]byte(d.ID), value)
				}); err != nil {
					b.Fatal(err)
				}
				saves, puts = append(saves, between.Sub(start)), append(puts, time.Since(between))
			}
			b.ReportMetric(quantile(saves, 50)/quantile(puts, 50), "x-put")
			b.ReportMetric(quantile(saves, 50)*1e3, "p50-ms")
		})
	}
}

// bare makes a bbolt file with the bytes of as many drafts as fill makes.
func bare(b *testing.B, n int) *bolt.DB {
	b.Helper()
	db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() }) // it was only measured
	if err := db.Update(func(tx *bolt.Tx) error {
		bucket, err := tx.CreateBucket([]byte("d"))
		for i := 0; i < n && err == nil; i++ {
			d := lying(i)
			var value []byte
			if value, err = json.Marshal(d); err == nil {
				err = bucket.Put([]byte(d.ID), value)
			}
		}
		return err
	}); err != nil {
		b.Fatal(err)
	}
	return db
}
