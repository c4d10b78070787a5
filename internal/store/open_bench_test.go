package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// BenchmarkOpen10k is the opening of a file of 10 000 drafts: the card asked,
// every page looked at, the list read for what may go. Its reference, in turn,
// is bbolt's opening of the same file with its own check of it (Tx.Check).
func BenchmarkOpen10k(b *testing.B) {
	dir := b.TempDir()
	s := open(b, dir)
	for at := 0; at < rows; at += 1000 {
		must(b, s.update("bench", func(r records) error {
			for n := at; n < at+1000; n++ {
				d, sum := sized(n, 1<<10)
				must(b, r.putDraft(d, sum))
			}
			return nil
		}))
	}
	must(b, s.Close())
	path := filepath.Join(dir, filepath.Base(s.path))
	var ours, bare []time.Duration
	for b.Loop() {
		start := time.Now()
		s, err := NewVault(dir, fixedClock{}).Open(b.Context(), hsa, hsa, card("anna"))
		must(b, err)
		ours = append(ours, time.Since(start))
		must(b, s.Close())

		start = time.Now()
		db, err := bolt.Open(path, 0o600, nil)
		must(b, err)
		must(b, db.View(func(tx *bolt.Tx) error {
			for err := range tx.Check() {
				return err
			}
			return nil
		}))
		bare = append(bare, time.Since(start))
		must(b, db.Close())
	}
	b.ReportMetric(median(ours)/median(bare), "x-checked-open")
	b.ReportMetric(median(ours)*1e-6, "p50-ms")
}

// BenchmarkLoginWithCopy opens a file of 114 drafts with its copy beside it, and one
// without, in turn, and reports the ratio of the medians (goal: 1.2). The
// copy is made when the file is closed, which nobody waits for; its time, after a save,
// is reported besides.
func BenchmarkLoginWithCopy(b *testing.B) {
	const drafts = 114
	kept, path := filled(b, drafts)
	bare, plain := filled(b, drafts)
	var with, without, left []time.Duration
	d, row := draft(1)
	for b.Loop() {
		must(b, os.Remove(copyPath(plain)))
		start := time.Now()
		s := openQuiet(b, kept)
		with = append(with, time.Since(start))
		must(b, s.SaveDraft(d, row))
		start = time.Now()
		must(b, s.Close())
		left = append(left, time.Since(start))

		start = time.Now()
		s = openQuiet(b, bare)
		without = append(without, time.Since(start))
		must(b, s.Close())
	}
	if !exists(copyPath(path)) {
		b.Fatal("no copy is kept")
	}
	b.ReportMetric(median(with)/median(without), "x-without")
	b.ReportMetric(median(with)/1e6, "open-ms")
	b.ReportMetric(median(left)/1e6, "close-ms")
}

func openQuiet(b *testing.B, dir string) *Store {
	s, err := NewVault(dir, fixedClock{}).Open(b.Context(), hsa, hsa, card("anna"))
	must(b, err)
	return s.(*Store)
}
