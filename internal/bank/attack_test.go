package bank

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"example.org/tandtui/internal/domain"
)

const (
	camtHead = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M</MsgId></GrpHdr><Ntfctn><Id>N</Id>`
	camtTail = `</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`
	oneEntry = `<Ntry><Amt Ccy="SEK">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><AddtlNtryInf>åäö</AddtlNtryInf></Ntry>`
)

func TestFilesThatAreRefused(t *testing.T) {
	deep := strings.Repeat("<A>", 100) + strings.Repeat("</A>", 100)
	entry := func(old, now string) string { return camtHead + strings.Replace(oneEntry, old, now, 1) + camtTail }
	for name, c := range map[string]struct{ file, code string }{
		"nothing":                {"", CodeNotXML},
		"CSV":                    {"Datum;Belopp\n2026-11-30;100,00\n", CodeNotXML},
		"PDF":                    {"%PDF-1.7\n", CodeNotXML},
		"a workbook":             {"PK\x03\x04....", CodeWorkbook},
		"BgMax":                  {"01BGMAX               0120261127", CodeBgMax},
		"another message":        {string(written(t, anOrder(), aProfile(t, "vgr"))), CodeOtherKind},
		"a web page":             {"<html><body>Logga in</body></html>", CodeOtherKind},
		"a tag":                  {"<", CodeTruncated},
		"truncated in an entry":  {camtHead + oneEntry[:50], CodeTruncated},
		"truncated in a tag":     {camtHead + oneEntry[:46], CodeTruncated},
		"truncated at the end":   {camtHead + oneEntry + camtTail[:len(camtTail)-3], CodeTruncated},
		"DOCTYPE":                {`<!DOCTYPE Document [<!ENTITY a "b">]>` + camtHead + camtTail, CodeDoctype},
		"an outer entity":        {`<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><d>&x;</d>`, CodeDoctype},
		"entities in entities":   {`<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>`, CodeDoctype},
		"an entity of no one":    {entry("åäö", "&secret;"), CodeDamaged},
		"deep":                   {camtHead + deep + camtTail, CodeDamaged},
		"wrongly nested":         {camtHead + "<A><B></A></B>" + camtTail, CodeDamaged},
		"two messages":           {strings.Replace(camtHead+camtTail, "</Document>", "<BkToCstmrStmt/></Document>", 1), CodeDamaged},
		"text behind":            {camtHead + camtTail + "more", CodeDamaged},
		"a broken tag behind":    {camtHead + camtTail + "<", CodeTruncated},
		"no amount":              {entry(`<Amt Ccy="SEK">1.00</Amt>`, ""), CodeDamaged},
		"an amount of text":      {entry("1.00", "1,00"), CodeDamaged},
		"a third decimal":        {entry("1.00", "1.001"), CodeDamaged},
		"a huge amount":          {entry("1.00", strings.Repeat("9", 30)), CodeDamaged},
		"no direction":           {entry("CRDT", ""), CodeDamaged},
		"another direction":      {entry("CRDT", "BOTH"), CodeDamaged},
		"no date":                {entry("<Sts>", "<BookgDt><Dt>2026-02-30</Dt></BookgDt><Sts>"), CodeDamaged},
		"half a date":            {entry("<Sts>", "<ValDt><Dt>2026</Dt></ValDt><Sts>"), CodeDamaged},
		"an unknown encoding":    {`<?xml version="1.0" encoding="EBCDIC"?>` + camtHead + camtTail, CodeCharset},
		"UTF-16 that is not":     {`<?xml version="1.0" encoding="UTF-16"?>` + camtHead + camtTail, CodeCharset},
		"no UTF-8":               {camtHead + "<X>\xe5</X>" + camtTail, CodeDamaged},
		"a control character":    {camtHead + "<X>\x1b[2J</X>" + camtTail, CodeDamaged},
		"a text without end":     {camtHead + "<X>" + strings.Repeat("x", maxToken+1) + "</X>" + camtTail, CodeDamaged},
		"a tag without end":      {camtHead + "<X" + strings.Repeat(` a=">"`, maxToken/6+1) + "/>" + camtTail, CodeDamaged},
		"a comment without end":  {"<!--" + strings.Repeat("x", maxToken), CodeDamaged},
		"larger than 50 MB":      {camtHead + strings.Repeat("<X>"+strings.Repeat("x", 1<<19)+"</X>", 101) + camtTail, CodeTooLarge},
		"blanks larger than 50M": {"<a>" + strings.Repeat(strings.Repeat(" ", 1<<19)+"<b/>", 101), CodeTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadCamt(strings.NewReader(c.file))
			if got != nil {
				t.Errorf("a part of it was read: %d statements", len(got))
			}
			coded(t, err, c.code)
		})
	}
}

func TestAnswersThatAreRefused(t *testing.T) {
	head := `<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts>`
	tail := `</OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`
	for name, c := range map[string]struct{ file, code string }{
		"a statement": {camtHead + camtTail, CodeOtherKind},
		"no order":    {head + "<GrpSts>ACCP</GrpSts>" + tail, CodeDamaged},
		"no count":    {head + "<OrgnlMsgId>1</OrgnlMsgId><NbOfTxsPerSts><DtldNbOfTxs>x</DtldNbOfTxs></NbOfTxsPerSts>" + tail, CodeDamaged},
		"truncated":   {head, CodeTruncated},
	} {
		got, err := ReadPain002(strings.NewReader(c.file))
		if got.Original != "" {
			t.Errorf("%s: a part of it was read", name)
		}
		coded(t, err, c.code)
	}
}

// cut fails in the middle, as a network folder does that goes away.
type cut struct{ r io.Reader }

func (c cut) Read(b []byte) (int, error) {
	if n, err := c.r.Read(b); err == nil {
		return n, nil
	}
	return 0, os.ErrClosed
}

func TestAFolderThatGoesAwayIsTold(t *testing.T) {
	for _, file := range []string{"", camtHead + oneEntry} {
		_, err := ReadCamt(cut{strings.NewReader(file)})
		if !errors.Is(err, os.ErrClosed) {
			t.Errorf("%v", err)
		}
		coded(t, err, CodeUnread)
	}
}

func TestEncodingsAndEnvelopesGiveTheSame(t *testing.T) {
	file := camtHead + oneEntry + camtTail
	prefixed := strings.NewReplacer("</", "</a:", "<", "<a:", "xmlns=", "xmlns:a=").Replace(file)
	encoded := func(name string, e encoding.Encoding) string {
		out, err := e.NewEncoder().String(`<?xml version="1.0" encoding="` + name + `"?>` + file)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, other := range map[string]string{
		"a mark":        "\xef\xbb\xbf" + file,
		"CRLF, comment": strings.ReplaceAll("<?xml version='1.0'?>\r\n"+file, "><", ">\r\n<!-- x -->\t<"),
		"prefixes":      strings.ReplaceAll(prefixed, "<a:/a:", "</a:"),
		"an envelope":   `<BizMsgEnvlp><AppHdr><Id>no</Id></AppHdr>` + file + `</BizMsgEnvlp>`,
		"ISO-8859-1":    encoded("ISO-8859-1", charmap.ISO8859_1),
		"ISO-8859-15":   encoded("iso-8859-15", charmap.ISO8859_15),
		"Windows-1252":  encoded("windows-1252", charmap.Windows1252),
		"UTF-16":        encoded("UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"UTF-16BE":      encoded("utf-16", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"CDATA":         strings.Replace(file, "åäö", "<![CDATA[åä]]>ö", 1),
		"references":    strings.Replace(file, "åäö", "&#229;&#xe4;ö", 1),
	} {
		got, err := ReadCamt(strings.NewReader(other))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		e := got[0].Entries[0]
		if got[0].Message != "camt.054.001.08" || got[0].MessageID != "M" || e.Info != "åäö" || e.Amount != (Amount{100, sek}) || e.Status != Booked {
			t.Errorf("%s: %+v", name, got[0])
		}
	}
}

// FuzzRead: no file makes a reader panic, and what is read can be read again from
// what is kept of it.
func FuzzRead(f *testing.F) {
	f.Add([]byte(camtHead + oneEntry + camtTail))
	f.Add([]byte(`<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>1</OrgnlMsgId></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`))
	f.Add(written(f, anOrder(), aProfile(f, "vgr")))
	f.Fuzz(func(t *testing.T, file []byte) {
		statements, err := ReadCamt(bytes.NewReader(file))
		if err == nil {
			kept := Merge(nil, statements)
			if again := Merge(kept, statements); len(again) != len(kept) {
				t.Errorf("%d entries are %d when the file is read twice", len(kept), len(again))
			}
			Match([]Due{{Ref: 1, Amount: 1}}, kept)
		}
		if _, err := ReadPain001(bytes.NewReader(file)); err != nil && domain.CodeOf(err) == "" {
			t.Errorf("an error without a code: %v", err)
		}
		if report, err := ReadPain002(bytes.NewReader(file)); err == nil {
			if _, err := report.Outcomes(anOrder()); err == nil && report.Original != anOrder().MessageID {
				t.Error("an answer to another order was taken")
			}
		}
	})
}
