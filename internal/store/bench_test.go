package store

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// sized makes a draft that takes about so many bytes.
func sized(n, bytes int) (domain.Draft, app.DraftSummary) {
	d, sum := draft(n)
	item := domain.DraftItem{Date: "2026-11-20", Code: "101", Position: "11", Price: "950", Comment: strings.Repeat("k", 40)}
	for {
		b, _ := json.Marshal(d)
		if len(b) >= bytes {
			return d, sum
		}
		d.Bills[0].Items = append(d.Bills[0].Items, item)
	}
}

var sizes = []struct {
	name  string
	bytes int
}{{"1K", 1 << 10}, {"10K", 10 << 10}}

// BenchmarkDraftSave and BenchmarkBoltPut are read as a ratio: a save is one
// transaction, and so should cost little more than one bare Put of its size.
func BenchmarkDraftSave(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			s := open(b, b.TempDir())
			d, sum := sized(0, size.bytes)
			for i := 0; b.Loop(); i++ {
				d.ID = fmt.Sprintf("00000000-0000-7000-8000-%012d", i%100)
				must(b, s.SaveDraft(d, sum))
			}
		})
	}
}

func BenchmarkBoltPut(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, nil)
			must(b, err)
			defer func() { must(b, db.Close()) }()
			value := make([]byte, size.bytes)
			for i := 0; b.Loop(); i++ {
				must(b, db.Update(func(tx *bolt.Tx) error {
					bucket, err := tx.CreateBucketIfNotExists([]byte("d"))
					if err != nil {
						return err
					}
					return bucket.Put(numKey(int64(i%100)), value)
				}))
			}
		})
	}
}

// BenchmarkDraftSaveAgainstPut takes turns, so that a busy disk hits both alike,
// and reports the ratio of the medians (goal: at most 1.15).
func BenchmarkDraftSaveAgainstPut(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			s := open(b, b.TempDir())
			d, sum := sized(0, size.bytes)
			db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, nil)
			must(b, err)
			defer func() { must(b, db.Close()) }()
			value := make([]byte, size.bytes)
			var saves, puts []time.Duration
			for i := 0; b.Loop(); i++ {
				d.ID = fmt.Sprintf("00000000-0000-7000-8000-%012d", i%100)
				start := time.Now()
				must(b, s.SaveDraft(d, sum))
				between := time.Now()
				must(b, db.Update(func(tx *bolt.Tx) error {
					bucket, err := tx.CreateBucketIfNotExists([]byte("d"))
					if err != nil {
						return err
					}
					return bucket.Put([]byte(d.ID), value)
				}))
				saves, puts = append(saves, between.Sub(start)), append(puts, time.Since(between))
			}
			b.ReportMetric(median(saves)/median(puts), "x-put")
		})
	}
}

// BenchmarkSubmission is what the store adds to a submission: in the outbox
// with the bytes, out of it with the receipt; two transactions.
func BenchmarkSubmission(b *testing.B) {
	s := open(b, b.TempDir())
	d, sum := sized(0, 1<<10)
	body := make([]byte, 1<<10)
	for i := 0; b.Loop(); i++ {
		d.ID = fmt.Sprintf("00000000-0000-7000-8000-%012d", i%100)
		must(b, s.Queue(filed(d, sum, body)))
		must(b, s.Settle(d.ID, received(1)))
	}
}

const rows = 10_000

// BenchmarkDraftListAgainstWalk opens a list of 10 000 drafts and walks a bare
// bucket with as many values of a row's size in turn, and reports the ratio of
// the medians (goal: at most 12).
func BenchmarkDraftListAgainstWalk(b *testing.B) {
	s := withRows(b, rows)
	db := bare(b, rows)
	var lists, walks []time.Duration
	for b.Loop() {
		start := time.Now()
		if list, err := s.Drafts("101"); err != nil || len(list) != rows {
			b.Fatal(len(list), err)
		}
		between := time.Now()
		stroll(b, db, rows)
		lists, walks = append(lists, between.Sub(start)), append(walks, time.Since(between))
	}
	b.ReportMetric(median(lists)/median(walks), "x-walk")
}

func BenchmarkDraftList10k(b *testing.B) {
	s := withRows(b, rows)
	for b.Loop() {
		if list, err := s.Drafts("101"); err != nil || len(list) != rows {
			b.Fatal(len(list), err)
		}
	}
}

func median(d []time.Duration) float64 {
	slices.Sort(d)
	return float64(d[len(d)/2])
}

// withRows makes a store with the rows of so many drafts.
func withRows(b *testing.B, n int) *Store {
	s := open(b, b.TempDir())
	must(b, s.update("bench", func(r records) error {
		for i := range n {
			_, sum := draft(i)
			if err := r.putRow(sum); err != nil {
				return err
			}
		}
		return nil
	}))
	return s
}

// bare makes a file with so many values of a row's size.
func bare(b *testing.B, n int) *bolt.DB {
	db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, nil)
	must(b, err)
	b.Cleanup(func() { must(b, db.Close()) })
	_, sum := draft(1)
	value := make([]byte, len(rowOf(sum)))
	must(b, db.Update(func(tx *bolt.Tx) error {
		bucket, err := tx.CreateBucket([]byte("d"))
		for i := 0; i < n && err == nil; i++ {
			err = bucket.Put(fmt.Appendf(nil, "%036d", i), value)
		}
		return err
	}))
	return db
}

func stroll(b *testing.B, db *bolt.DB, n int) {
	seen, bytes := 0, 0
	must(b, db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte("d")).Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			seen++
			bytes += len(v)
		}
		return nil
	}))
	if seen != n || bytes == 0 {
		b.Fatal(seen)
	}
}
