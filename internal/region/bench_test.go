package region

import (
	"bytes"
	"encoding/csv"
	"testing"
)

// Ten years of lists are read in a few milliseconds; the reference is reading
// the same rows without looking at them.
func BenchmarkPrices(b *testing.B) {
	raw, err := data.ReadFile("data/tlv-2026.csv")
	if err != nil {
		b.Fatal(err)
	}
	const years = 10
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			for range years {
				if _, err := csv.NewReader(bytes.NewReader(raw)).ReadAll(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("lists", func(b *testing.B) {
		for b.Loop() {
			for range years {
				if _, err := ParsePrices(bytes.NewReader(raw)); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
