package invoicefile

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// replaced is the file of one bill with one thing changed.
func replaced(old, with string) string {
	text := document(1, 0, 76500, fmt.Sprintf(oneInvoice, bill("a", "")))
	if !strings.Contains(text, old) {
		panic("no such text: " + old)
	}
	return strings.Replace(text, old, with, 1)
}

// Each fault, with its line and path. Line 14 is the bill's.
func TestFaultsAreFound(t *testing.T) {
	const inBill = "/invoiceFile/invoice[1]/bill[1]"
	for _, c := range []struct{ text, want string }{
		{replaced("<support>N</support>", "<support>N</support><support>F</support>"), "F-ELEMENT-TWICE 16 " + inBill + "/support"},
		{replaced("<support>N</support>", ""), "F-ELEMENT-MISSING 14 " + inBill},
		{replaced("<support>N</support>", "<support/>"), "F-VALUE-EMPTY 16 " + inBill + "/support"},
		{replaced("<support>N</support>", "<support>NN</support>"), "F-VALUE-LONG 16 " + inBill + "/support"},
		{replaced("<support>N</support>", "<support>N</support><x><y/></x>"), "F-ELEMENT-UNKNOWN 16 " + inBill + "/x"},
		{replaced("<support>N</support>", "<support>N</support>hej"), "F-TEXT-STRAY 14 " + inBill},
		{replaced("<support>N</support>", "<support a='1'>N</support>"), "F-ATTRIBUTE-UNKNOWN 16 " + inBill + "/support"},
		{replaced("<support>N</support>", "<support xmlns='urn:x'>N</support>"), "F-XML-NAMESPACE 16 " + inBill + "/support"},
		{replaced("<support>N</support>", "<support>N</support><p:support>N</p:support>"), "F-XML-NAMESPACE 16 " + inBill + "/support\nF-ELEMENT-UNKNOWN 16 " + inBill + "/support"},
		{replaced("<date>2026-11-20</date><code>", "<date>2026-11-31</date><code>"), "F-VALUE 20 " + inBill + "/items/item[1]/date"},
		{replaced("<priceOre>96500</priceOre>", "<priceOre>965,00</priceOre>"), "F-VALUE 20 " + inBill + "/items/item[1]/priceOre"},
		{replaced(`<fee paid="true">`, "<fee>"), "F-ATTRIBUTE-MISSING 21 " + inBill + "/items/fee[1]"},
		{replaced(`<fee paid="true">`, `<fee paid="ja">`), "F-VALUE 21 " + inBill + "/items/fee[1]"},
		{replaced(`<fee paid="true">`, `<fee paid="false">`), "F-FEE-UNPAID 21 " + inBill + "/items/fee[1]/amountOre"},
		{replaced("<code>101</code><priceOre>96500</priceOre>", "<code>patavg</code><priceOre>96500</priceOre>"), "F-ITEM-FEE 20 " + inBill + "/items/item[1]/code"},
		{replaced("Provjournal", "Prov&journal"), "F-XML-ENTITY 6 /invoiceFile/header/system"},
		{replaced("Provjournal", "Prov&#1;journal"), "F-XML-ENTITY 6 /invoiceFile/header/system"},
		{replaced("Provjournal", "Prov\x1bjournal"), "F-XML-CHAR 6 /invoiceFile/header/system"},
		{replaced("Provjournal", "Prov\xffjournal"), "F-XML-CHAR 6 /invoiceFile/header/system"},
		{replaced("857209-0606", "857209-0607"), "F-ORGNUMBER 3 /invoiceFile/header"},
		{replaced("<bills>1</bills>", "<bills>2</bills>"), "F-COUNT-BILLS 26 "},
		{replaced("<credits>0</credits>", "<credits>1</credits>"), "F-COUNT-CREDITS 26 "},
		{replaced("<sumOre>76500</sumOre>", "<sumOre>76501</sumOre>"), "F-SUM 26 "},
		{replaced(`version="1.0">`, `version="2.0">`), "F-ROOT 2 /invoiceFile"},
		{replaced("fakturafil:1", "fakturafil:2"), "F-ROOT 2 /invoiceFile"},
		{replaced("<invoiceFile", "<!DOCTYPE invoiceFile><invoiceFile"), "F-XML-DOCTYPE 2 "},
		{replaced("<header>", "<?php x ?><header>"), "F-XML-INSTRUCTION 3 /invoiceFile"},
		{replaced("encoding=\"UTF-8\"", "encoding=\"UTF-16\""), "F-ENCODING 1 "},
		{replaced("</invoiceFile>\n", "</invoiceFile>\nx"), "F-XML-TRAILING 26 "},
		{replaced("</invoiceFile>\n", "</invoiceFile><x/>"), "F-XML-TRAILING 25 "},
		{replaced("</invoiceFile>\n", ""), "F-XML-CUT 25 "},
		{replaced("</invoice>", "</invoice><extension><x/></extension>"), "F-ELEMENT-UNKNOWN 24 /invoiceFile/extension/x"},
	} {
		if got := strings.Join(parse(t, c.text).found, "\n"); got != c.want {
			t.Errorf("found %q, want %q", got, c.want)
		}
	}
}

// What cannot be understood is kept, so that it can be mended in a draft.
func TestAFaultyBillIsADraft(t *testing.T) {
	p := parse(t, replaced("<date>2026-11-20</date><code>101</code><priceOre>96500</priceOre>", "<date>igår</date><code>101</code><priceOre>965 kr</priceOre>"))
	if got := p.entries[0].Draft.Items[0]; got.Date != "igår" || got.Price != "965 kr" || got.Code != "101" {
		t.Errorf("%+v", got)
	}
	for _, f := range p.entries[0].Findings {
		if f.Item != 0 || f.Clinic != "31" || f.BillRef != "45678" || f.Person != "19520516-2331" {
			t.Errorf("%+v", f)
		}
	}
}

// Whatever is wrong in one bill, the next ones are read, and counted.
func TestAFaultyBillNeverStopsTheNext(t *testing.T) {
	for _, broken := range []string{
		"<support>N", "</x>", "<comment", "<comment a=b/>", "<comment>a < b</comment>", "<comment>R&D</comment>", "<!-- -- -->", "<comment>\x00</comment>",
		strings.Repeat("<x>", 100), "<x" + strings.Repeat(" a", 100) + ">", "<x " + strings.Repeat("a", 100_000) + ">", "<comment>" + strings.Repeat("x", 100_000) + "</comment>",
		"</bill><bill>", "<x>&x;</y>",
	} {
		text := document(3, 0, 3*76500, fmt.Sprintf(oneInvoice, bill("a", "")+bill("b", broken)+bill("c", "")))
		p := parse(t, text)
		last := p.entries[len(p.entries)-1]
		if first := p.entries[0]; first.Faulty() || last.Faulty() || first.ID[0] != 'a' || last.ID[0] != 'c' {
			t.Errorf("%.40q: %v", broken, p.found)
		}
		if len(p.entries) < 3 || !p.entries[1].Faulty() {
			t.Errorf("%.40q: the faulty bill is not told: %v", broken, p.found)
		}
	}
}

// A file in each of the encodings says the same.
func TestEncodings(t *testing.T) {
	text := replaced("Provjournal", "Åäö é")
	want := parse(t, text).header.System
	for name, encoded := range map[string]string{
		"mark":   "\xEF\xBB\xBF" + text,
		"none":   strings.Replace(text, ` encoding="UTF-8"`, "", 1),
		"bare":   text[strings.Index(text, "<invoiceFile"):],
		"latin1": must(charmap.ISO8859_1.NewEncoder().String(strings.Replace(text, "UTF-8", "iso-8859-1", 1))),
		"1252":   must(charmap.Windows1252.NewEncoder().String(strings.Replace(text, `"UTF-8"`, `'Windows-1252'`, 1))),
		"lines":  strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		if p := parse(t, encoded); p.header.System != want || len(p.found) > 0 {
			t.Errorf("%s: %q, %v", name, p.header.System, p.found)
		}
	}
	for name, encoded := range map[string]string{
		"mark against declaration": "\xEF\xBB\xBF" + strings.Replace(text, "UTF-8", "ISO-8859-1", 1),
		"UTF-16":                   "\xFF\xFE<\x00?\x00",
		"version 1.1":              strings.Replace(text, `version="1.0" encoding`, `version="1.1" encoding`, 1),
	} {
		if p := parse(t, encoded); p.codes() != CodeEncoding || len(p.entries) > 0 {
			t.Errorf("%s: %v", name, p.found)
		}
	}
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

// Programs that write prefixes, or say where the schema lies, are understood.
func TestPrefixesAreRead(t *testing.T) {
	text := document(1, 0, 76500, fmt.Sprintf(oneInvoice, bill("a", "")))
	text = strings.NewReplacer("</", "</f:", "<?", "<?", "<", "<f:", "xmlns=", `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" xmlns:f=`).Replace(text)
	if p := parse(t, text); len(p.found) > 0 || len(p.entries) != 1 || p.entries[0].Draft.BillRef != "45678" {
		t.Errorf("%v\n%s", p.found, text)
	}
}

func TestLimits(t *testing.T) {
	three := document(3, 0, 3*76500, fmt.Sprintf(oneInvoice, bill("a", "")+bill("b", "")+bill("c", "")))
	for _, c := range []struct {
		change  func(*Limits)
		codes   string
		entries int
	}{
		{func(l *Limits) { l.Entries = 2 }, CodeFileMany, 2},
		{func(l *Limits) { l.Bills = 2 }, CodeInvoiceMany, 3},
		{func(l *Limits) { l.Bytes = 1500 }, CodeFileLarge, 3},
		{func(l *Limits) { l.Entry = 100 }, strings.TrimSpace(strings.Repeat(CodeXMLLong+" ", 3)), 3},
		{func(l *Limits) { l.Depth = 4 }, strings.TrimSpace(strings.Repeat(CodeXMLDeep+" ", 3)), 3},
	} {
		l := DefaultLimits()
		c.change(&l)
		p, err := parseWith(strings.NewReader(three), l)
		if err != nil || p.codes() != c.codes || len(p.entries) != c.entries {
			t.Errorf("%s: %d entries, %v, %v", c.codes, len(p.entries), p.found, err)
		}
	}
}
