package invoicefile_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
)

// payers are test patients who pay fees.
func payers(t testing.TB) (list []string) {
	t.Helper()
	raw, err := os.ReadFile("../domain/testdata/test-personnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	for number := range strings.Lines(string(raw)) {
		id, err := domain.ParsePersonID(number, today)
		if err == nil && id.AgeOn(today) > 25 && id.AgeOn(today) < 84 {
			list = append(list, id.Display())
		}
	}
	return list
}

// bills makes a file of n bills of five rows, a thousand on an invoice, while it
// is read.
type bills struct {
	n, made  int
	patients []string
	left     bytes.Buffer
}

func (b *bills) Read(p []byte) (int, error) {
	for b.left.Len() < len(p) && b.made <= b.n {
		b.next()
	}
	return b.left.Read(p)
}

func (b *bills) next() {
	w, i := &b.left, b.made
	b.made++
	if i == 0 {
		fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<invoiceFile xmlns="urn:tandtui:fakturafil:1" version="1.0">
  <header>
    <fileId>0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e90</fileId><created>2026-11-28T10:00:00Z</created><system>P</system><systemVersion>1</systemVersion>
    <orgNumber>8572090606</orgNumber><bills>%d</bills><credits>0</credits><sumOre>%d</sumOre>
  </header>
`, b.n, b.n*(110000+84000+94000+128000-20000))
	}
	if i%1000 == 0 && i > 0 {
		w.WriteString("  </invoice>\n")
	}
	if i == b.n {
		w.WriteString("</invoiceFile>\n")
		return
	}
	if i%1000 == 0 {
		fmt.Fprintf(w, "  <invoice clinic=\"31\" invoiceNo=\"%d\">\n", i/1000)
	}
	day := today.AddDays(-i / len(b.patients) % 320).String()
	fmt.Fprintf(w, `    <bill id="a1f0c1de-52a4-4c0b-8d6f-%012d">
      <person kind="personnummer">%s</person>
      <support>N</support>
      <careModel>K1</careModel>
      <billRef>2026-%d</billRef>
      <comment>Hembesök på särskilt boende, undersökning och behandling</comment>
      <items>
        <item><date>%s</date><code>101</code><priceOre>110000</priceOre></item>
        <item><date>%s</date><code>302</code><priceOre>84000</priceOre><comment>Efter samtal med boendet</comment></item>
        <item><date>%s</date><code>704</code><position>46</position><priceOre>94000</priceOre><comment>Lagning efter fraktur, distalt</comment></item>
        <item><date>%s</date><code>401</code><position>11</position><priceOre>128000</priceOre><comment>Rotrest</comment></item>
        <fee paid="true"><date>%s</date><amountOre>20000</amountOre></fee>
      </items>
    </bill>
`, i, b.patients[i%len(b.patients)], i, day, day, day, day, day)
}

// Check10k checks 10 000 bills of five rows (12 MB); its reference, in turn with
// it, is a loop over encoding/xml's tokens of the same bytes (goal: at most 1.25).
func BenchmarkCheck10k(b *testing.B) {
	w := newWorld(b, "vgr")
	w.facts.Profile.Deadline = domain.Deadline{} // test patients are few, so the days must be many
	file, err := io.ReadAll(&bills{n: 10_000, patients: payers(b)})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	var checked, tokens time.Duration
	for b.Loop() {
		start := time.Now()
		r, err := invoicefile.Check(b.Context(), bytes.NewReader(file), w, invoicefile.Options{})
		if err != nil || r.FileFault || len(r.Findings) > 0 || r.Bills != 10_000 {
			b.Fatalf("%v %d %+v", err, r.Bills, r.Findings[:min(5, len(r.Findings))])
		}
		between := time.Now()
		d := xml.NewDecoder(bytes.NewReader(file))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
		checked, tokens = checked+between.Sub(start), tokens+time.Since(between)
	}
	b.ReportMetric(checked.Seconds()/tokens.Seconds(), "x-tokens")
	b.ReportMetric(xmllint(b, file)/(checked.Seconds()/float64(b.N)), "xmllint-x-check")
}

// xmllint is how long `xmllint --stream --schema` takes, seconds: the stretch
// goal. It checks no rule.
func xmllint(b *testing.B, file []byte) float64 {
	path := filepath.Join(b.TempDir(), "file.xml")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if out, err := exec.Command("xmllint", "--noout", "--nonet", "--stream", "--schema", "fakturafil-1.xsd", path).CombinedOutput(); err != nil {
		b.Fatalf("%v %.300s", err, out)
	}
	return time.Since(start).Seconds()
}

// CheckMemory: how much more memory a file of 100 000 bills takes than one of
// 10 000 (goal: at most 1.2).
func BenchmarkCheckMemory(b *testing.B) {
	w, patients := newWorld(b, "vgr"), payers(b)
	w.facts.Profile.Deadline = domain.Deadline{}
	most := func(n int) float64 {
		debug.FreeOSMemory()
		peak := uint64(0)
		look := func(int64, int) {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.Sys-m.HeapReleased)
		}
		r, err := invoicefile.Check(b.Context(), &bills{n: n, patients: patients}, w, invoicefile.Options{Progress: look})
		if err != nil || r.FileFault || len(r.Findings) > 0 || r.Bills != n {
			b.Fatalf("%v %d %+v", err, r.Bills, r.Findings[:min(5, len(r.Findings))])
		}
		return float64(peak)
	}
	var few, many float64
	for b.Loop() {
		few, many = most(10_000), most(100_000)
	}
	b.ReportMetric(many/few, "x-memory")
	b.ReportMetric(many/1e6, "MB")
}
