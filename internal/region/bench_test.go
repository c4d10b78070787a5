package region

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"testing"
	"time"
)

// tenYears is one list of 600 codes a year, in TLV's shape.
func tenYears() (files [][]byte) {
	for year := range 10 {
		var b bytes.Buffer
		b.WriteString("code,name,category,specialist,price_sek,tooth_rule,tooth_rule_evidence\n")
		for i := range 600 {
			fmt.Fprintf(&b, "%d,\"Basundersökning och diagnostik nr %d, utförd av tandläkare\",Undersökning,false,%d,tooth,\"per tand, enligt listans text\"\n", 100+i, i, 1000+i+year)
		}
		files = append(files, b.Bytes())
	}
	return files
}

// BenchmarkPrices loads ten years' lists of 600 codes (goal: 5 ms); its
// reference, in turn with it, is reading the same rows without looking at them.
func BenchmarkPrices(b *testing.B) {
	files := tenYears()
	var load, read time.Duration
	for b.Loop() {
		start := time.Now()
		for _, f := range files {
			if list, err := ParsePrices(bytes.NewReader(f)); err != nil || len(list) != 601 {
				b.Fatal(len(list), err)
			}
		}
		between := time.Now()
		for _, f := range files {
			if _, err := csv.NewReader(bytes.NewReader(f)).ReadAll(); err != nil {
				b.Fatal(err)
			}
		}
		load, read = load+between.Sub(start), read+time.Since(between)
	}
	b.ReportMetric(load.Seconds()*1e3/float64(b.N), "ms-load")
	b.ReportMetric(load.Seconds()/read.Seconds(), "x-rows")
}
