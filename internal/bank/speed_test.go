package bank

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// largest is a notification of nearly 50 MB, with the elements that a bank writes.
func largest() string {
	var b strings.Builder
	b.WriteString(camtHead)
	for i := 0; b.Len() < MaxFile-4096; i++ {
		_, _ = fmt.Fprintf(&b, `
   <Ntry>
    <Amt Ccy="SEK">%d.50</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-11-30</Dt></BookgDt>
    <ValDt><Dt>2026-11-30</Dt></ValDt>
    <AcctSvcrRef>2026113000%d</AcctSvcrRef>
    <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>
    <NtryDtls>
     <TxDtls>
      <Refs><EndToEndId>U%d</EndToEndId></Refs>
      <Amt Ccy="SEK">%d.50</Amt>
      <CdtDbtInd>CRDT</CdtDbtInd>
      <RltdPties>
       <Dbtr><Pty><Nm>Västra Götalandsregionen</Nm></Pty></Dbtr>
       <DbtrAcct><Id><IBAN>SE4550000000058398257466</IBAN></Id></DbtrAcct>
      </RltdPties>
      <RmtInf>
       <Strd>
        <RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>%d</Nb></RfrdDocInf>
        <RfrdDocAmt><RmtdAmt Ccy="SEK">%d.50</RmtdAmt></RfrdDocAmt>
       </Strd>
      </RmtInf>
     </TxDtls>
    </NtryDtls>
   </Ntry>`, i, i, i, i, i, i)
	}
	b.WriteString(camtTail)
	return b.String()
}

// BenchmarkCamtAgainstTokens reads a file of 50 MB, and lets Go's own decoder give
// its tokens alone, in turns.
func BenchmarkCamtAgainstTokens(b *testing.B) {
	file := largest()
	var read, tokens time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := ReadCamt(strings.NewReader(file)); err != nil {
			b.Fatal(err)
		}
		read += time.Since(start)
		start = time.Now()
		allTokens(b, file)
		tokens += time.Since(start)
	}
	b.ReportMetric(read.Seconds()/tokens.Seconds(), "ratio")
	b.ReportMetric(read.Seconds()/float64(b.N), "s/file")
}

func allTokens(b *testing.B, file string) {
	b.Helper()
	d := xml.NewDecoder(strings.NewReader(file))
	for {
		switch _, err := d.Token(); {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			b.Fatal(err)
		}
	}
}

// BenchmarkMatch fits 100 000 payments to as many dues.
func BenchmarkMatch(b *testing.B) {
	statements, err := ReadCamt(strings.NewReader(largest()))
	if err != nil {
		b.Fatal(err)
	}
	lines := Merge(nil, statements)
	dues := make([]Due, 100_000)
	for i := range dues {
		dues[i] = Due{Ref: int64(i + 1), Amount: 100}
	}
	b.ResetTimer()
	for b.Loop() {
		Match(dues, lines)
	}
	b.ReportMetric(float64(len(lines)), "lines")
}
