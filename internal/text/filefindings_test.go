package text_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
)

// Every finding about a file says what is wrong and what to do.
func TestEveryFileFindingHasItsSentence(t *testing.T) {
	for _, d := range invoicefile.Docs() {
		s := text.Finding(domain.Finding{Code: d.Code})
		if s.What == "" || s.Do == "" || strings.Contains(s.What, "känner till") {
			t.Errorf("%s: %q", d.Code, s)
		}
	}
}

// Counts are written as amounts are, and what names a thing is not.
func TestCountsHaveTheirThousands(t *testing.T) {
	for want, got := range map[string]string{
		"10 000 räkningar": text.Bills(10_000),
		"999 räkningar":    text.Bills(999),
		"Filen har 100 001 räkningar men säger 1 000.": text.Finding(domain.Finding{Code: invoicefile.CodeCountBills, Params: map[string]string{"read": "100001", "stated": "1000"}}).What,
		"Samma id står redan på rad 12345.":            text.Finding(domain.Finding{Code: invoicefile.CodeIDTwice, Params: map[string]string{"other": "12345"}}).What,
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Every kind of file that is chosen by mistake is named, with what to do about it.
func TestEveryKindOfFileHasItsSentence(t *testing.T) {
	seen := map[string]string{}
	for _, kind := range invoicefile.Kinds() {
		s := text.Finding(domain.Finding{Code: invoicefile.CodeFileKind, Params: map[string]string{"kind": kind}})
		if other, again := seen[s.What]; again || s.Do == "" {
			t.Errorf("%s: %q, as %q", kind, s, other)
		}
		seen[s.What] = kind
	}
}

func TestAFileFindingSaysWhatIsWanted(t *testing.T) {
	for want, params := range map[string]map[string]string{
		`date: "2026-13-01" har fel form. Skriv ÅÅÅÅ-MM-DD.`:                                               {"name": "date", "text": "2026-13-01", "kind": "date"},
		`priceOre: "12,50" har fel form. Skriv hela öre utan decimaler, till exempel 125000 för 1 250 kr.`: {"name": "priceOre", "text": "12,50", "kind": "ore"},
		`kind: "x" har fel form. Skriv personnummer, reservnummer.`:                                        {"name": "kind", "text": "x", "kind": "personnummer, reservnummer"},
		`date: "[31m" har fel form. Skriv ÅÅÅÅ-MM-DD.`:                                                     {"name": "date", "text": "\x1b[31m", "kind": "date"},
	} {
		if got := text.Finding(domain.Finding{Code: invoicefile.CodeValue, Params: params}).String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
