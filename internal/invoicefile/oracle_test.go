package invoicefile

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

// The same file as encoding/xml reads it: a second opinion on every value.
type (
	oracleFile struct {
		XMLName xml.Name      `xml:"urn:tandtui:fakturafil:1 invoiceFile"`
		Header  oracleHeader  `xml:"header"`
		Entries []oracleEntry `xml:",any"`
	}
	oracleHeader struct {
		FileID        string `xml:"fileId"`
		Created       string `xml:"created"`
		System        string `xml:"system"`
		SystemVersion string `xml:"systemVersion"`
		OrgNumber     string `xml:"orgNumber"`
		Bills         string `xml:"bills"`
		Credits       string `xml:"credits"`
		SumOre        string `xml:"sumOre"`
	}
	oracleEntry struct { // an invoice or a credit
		XMLName   xml.Name
		ID        string       `xml:"id,attr"`
		Clinic    string       `xml:"clinic,attr"`
		InvoiceNo string       `xml:"invoiceNo,attr"`
		Bills     []oracleBill `xml:"bill"`
		OurRef    string       `xml:"ourRef"`
		BillRef   string       `xml:"billRef"`
		Reason    string       `xml:"reason"`
	}
	oracleBill struct {
		ID     string `xml:"id,attr"`
		Person struct {
			Kind   string `xml:"kind,attr"`
			Number string `xml:",chardata"`
		} `xml:"person"`
		Support     string `xml:"support"`
		CareModel   string `xml:"careModel"`
		Category    string `xml:"category"`
		Approval    string `xml:"approval"`
		Entitlement string `xml:"entitlement"`
		PriceList   string `xml:"priceList"`
		Exemption   *struct {
			No   string `xml:"no"`
			From string `xml:"from"`
			To   string `xml:"to"`
		} `xml:"exemption"`
		FeeGround string `xml:"feeGround"`
		BillRef   string `xml:"billRef"`
		Comment   string `xml:"comment"`
		Rows      struct {
			Rows []oracleRow `xml:",any"`
		} `xml:"items"`
		Attachments []string `xml:"attachments>attachment"`
	}
	oracleRow struct {
		XMLName   xml.Name
		Paid      string `xml:"paid,attr"`
		Date      string `xml:"date"`
		Code      string `xml:"code"`
		Position  string `xml:"position"`
		PriceOre  string `xml:"priceOre"`
		AmountOre string `xml:"amountOre"`
		Performer string `xml:"performer"`
		Comment   string `xml:"comment"`
	}
)

// flat is what matters of a file, in a form that both readers can be brought to.
func (f *oracleFile) flat() []string {
	t := func(s string) string { return tidy([]byte(s)) }
	h := f.Header
	list := []string{strings.Join([]string{t(h.FileID), t(h.Created), t(h.System), t(h.SystemVersion), t(h.OrgNumber), plain(t(h.Bills)), plain(t(h.Credits)), plain(t(h.SumOre))}, "|")}
	for _, e := range f.Entries {
		switch e.XMLName.Local {
		case "credit":
			list = append(list, strings.Join([]string{t(e.ID), t(e.Clinic), plain(t(e.OurRef)), t(e.BillRef), t(e.Reason)}, "|"))
		case "invoice":
			for _, b := range e.Bills {
				line := []string{t(e.Clinic), t(e.InvoiceNo), t(b.ID), t(b.Person.Kind), t(b.Person.Number), t(b.Support), t(b.CareModel), t(b.Category), t(b.Approval), t(b.Entitlement), t(b.PriceList)}
				if x := b.Exemption; x != nil {
					line = append(line, "frikort", t(x.No), t(x.From), t(x.To))
				}
				line = append(line, t(b.FeeGround), t(b.BillRef), t(b.Comment))
				for _, r := range b.Rows.Rows {
					if paid := t(r.Paid); r.XMLName.Local == "fee" {
						if paid == "false" || paid == "0" {
							continue
						}
						r.Code, r.PriceOre = domain.PatientFeeCode, negative(t(r.AmountOre))
					}
					line = append(line, t(r.Date), t(r.Code), t(r.Position), plain(t(r.PriceOre)), t(r.Performer), t(r.Comment))
				}
				for _, a := range b.Attachments {
					line = append(line, t(a))
				}
				list = append(list, strings.Join(line, "|"))
			}
		}
	}
	return list
}

func flatParsed(p parsed) []string {
	h := p.header
	list := []string{fmt.Sprintf("%s|%s|%s|%s|%s|%d|%d|%d", h.FileID, h.Created, h.System, h.SystemVersion, h.OrgNumber, h.Bills, h.Credits, h.Sum)}
	for _, e := range p.entries {
		if c := e.Credit; c != nil {
			ref := ""
			if c.OurRef != 0 {
				ref = itoa(int(c.OurRef))
			}
			list = append(list, strings.Join([]string{e.ID, e.Invoice.Clinic, ref, c.BillRef, c.Reason}, "|"))
			continue
		}
		d := e.Draft
		line := []string{e.Invoice.Clinic, e.Invoice.InvoiceNo, e.ID, e.PersonKind, d.Person, d.Support, d.CareModel, d.Category, d.Approval, e.Entitlement, d.PriceList}
		if d.Exempt {
			line = append(line, "frikort", d.ExemptionNo, d.ExemptionFrom, d.ExemptionTo)
		}
		line = append(line, d.FeeGround, d.BillRef, d.Comment)
		for _, i := range d.Items {
			price := ""
			if i.Price != "" {
				o, err := domain.ParseOre(i.Price)
				price = itoa(int(o))
				if err != nil {
					price = strings.NewReplacer(" ", "", ",", "").Replace(i.Price)
				}
			}
			line = append(line, i.Date, i.Code, i.Position, price, i.Performer, i.Comment)
		}
		list = append(list, strings.Join(append(line, e.Attachments...), "|"))
	}
	return list
}

// plain is a number without leading zeros, since it is read as one.
func plain(s string) string {
	sign, digits := "", s
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, digits = "-", rest
	}
	if digits == "" {
		return s
	}
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		return "0"
	}
	return sign + digits
}

func negative(s string) string {
	if s == "" {
		return s
	}
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		return rest
	}
	return "-" + s
}

func charsets(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToUpper(label) {
	case "ISO-8859-1":
		return charmap.ISO8859_1.NewDecoder().Reader(in), nil
	case "WINDOWS-1252":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return nil, fmt.Errorf("charset %q", label)
}

// compare holds a file that the reader accepts against encoding/xml, and what the
// writer makes of it against the file.
func compare(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string,
) (accepted bool) {
	t.Helper()
	p, err := parseWith(strings.NewReader(text), DefaultLimits())
	if err != nil {
		t.Fatalf("%v", err)
	}
	if len(p.found) > 0 {
		return false
	}
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = charsets
	var other oracleFile
	if err := d.Decode(&other); err != nil {
		t.Fatalf("accepted, and encoding/xml says %v", err)
	}
	mine := flatParsed(p)
	if diff := cmp.Diff(other.flat(), mine); diff != "" {
		t.Fatalf("encoding/xml (-) reads otherwise (+): %s", diff)
	}
	var again bytes.Buffer
	if err := Write(&again, p.header, p.entries, domain.MustDate("2026-11-28")); err != nil {
		t.Fatalf("written: %v", err)
	}
	back, err := parseWith(&again, DefaultLimits())
	if err != nil {
		t.Fatalf("%v", err)
	}
	if diff := cmp.Diff(mine, flatParsed(back)); diff != "" || len(back.found) > 0 {
		t.Fatalf("written and read again: %v %s", back.found, diff)
	}
	return true
}

func TestReaderAgreesWithEncodingXML(t *testing.T) {
	files := examples(t)
	for name, text := range files {
		if !compare(t, text) {
			t.Errorf("%s is not accepted: %v", name, parse(t, text).found)
		}
	}
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		text := files[rapid.SampledFrom([]string{"krediteringar.xml", "varmland.xml", "vgr.xml"}).Draw(t, "file")]
		if compare(t, damage(t, text)) {
			accepted++
		}
	})
	if accepted == 0 {
		t.Error("no changed file is accepted: that says nothing")
	}
}

// FuzzReader: what is accepted encoding/xml reads in the same way, it can be
// written and read again, and nothing makes the reader fail or forget its limits.
func FuzzReader(f *testing.F) {
	paths, err := filepath.Glob("../../docs/fakturafil/*.xml")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Add(document(1, 0, 76500, fmt.Sprintf(oneInvoice, bill("a", "<comment><![CDATA[<&>]]>&#229;</comment>"))))
	f.Fuzz(func(t *testing.T, text string) { compare(t, text) })
}
