package data

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
)

// example is an invoice file to try (C1): what a record system would export.
type example struct {
	name     string
	invoices []exampleInvoice
	picture  string // attachment of its first bill, in a ZIP with the file (C8); "": none
}

// exampleInvoice is a clinic's part of such a file.
type exampleInvoice struct {
	clinic string
	bills  []bill
	noFHB  int // which of them has an FHB that the region never gave, from 1; 0: none
}

// noFHB is a number that no FHB of the demo has.
const noFHB = "99999"

// examples are the same in both regions. The second has the errors that the portal's
// manual shows: an FHB that is not valid, and four patients without N-tandvård.
var examples = []example{
	{name: "rätta.xml", invoices: []exampleInvoice{{clinic: "3101", bills: []bill{
		{patient: 0, support: supN, visits: []visit{{"101", "121"}, {"705@16"}}},
		{patient: 1, support: supN, visits: []visit{{"101"}, {"825@UK"}}},
		{patient: 19, support: supF, visits: []visit{{"101", "342"}}},
		{patient: 27, support: supS, category: "S4", visits: []visit{{"101", "341"}}},
	}}}},
	{name: "med-fel.xml", invoices: []exampleInvoice{{"3101", []bill{
		{patient: 2, support: supN, visits: checkUp},
		{patient: 28, support: supS, category: "S4", visits: []visit{{"101"}}},
		{patient: 32, support: supN, visits: checkUp},
		{patient: 33, support: supN, visits: checkUp},
		{patient: 24, support: supN, visits: checkUp},
		{patient: 17, support: supN, visits: checkUp},
		{patient: 3, support: supN, visits: checkUp},
	}, 2}}},
	{name: "två-kliniker.xml", invoices: []exampleInvoice{
		{clinic: "3101", bills: []bill{{patient: 4, support: supN, visits: checkUp}}},
		{clinic: "3102", bills: []bill{{patient: 10, support: supN, visits: checkUp}, {patient: 12, support: supN, visits: checkUp}}},
	}},
	{name: "röntgen.zip", picture: "röntgen.png", invoices: []exampleInvoice{
		{clinic: "3101", bills: []bill{{patient: 5, support: supN, visits: []visit{{"101", "121"}}}}},
	}},
}

// orgNumber is that of the documents' examples.
const orgNumber = "857209-0606"

// exampleFiles writes those that are missing. What a clinic has mended stays.
func (d *Demo) exampleFiles(today domain.Date, now time.Time) error {
	profile, prices, err := region.Load(d.Region)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(d.Dir, manifest.Files), 0o700); err != nil {
		return err
	}
	f := &filler{today: today, profile: profile, prices: prices, zone: now.Location(), refs: firstExample}
	for n, e := range examples {
		raw, err := f.file(n, e, now)
		if err != nil {
			return fmt.Errorf("demo: %s: %w", e.name, err)
		}
		if err := d.writeMissing(filepath.Join(manifest.Files, e.name), func() ([]byte, error) { return raw, nil }); err != nil {
			return err
		}
	}
	return nil
}

// firstExample begins references that the history does not use.
const firstExample = 50_000

// file is an example as a record system would write it.
func (f *filler) file(n int, e example, now time.Time) ([]byte, error) {
	var entries []*invoicefile.Entry
	for i, v := range e.invoices {
		for at, b := range v.bills {
			typed, err := f.typed(b, f.today)
			if err != nil {
				return nil, err
			}
			if at+1 == v.noFHB {
				typed.Approval = noFHB
			}
			entries = append(entries, &invoicefile.Entry{
				ID:      guid(n, len(entries)+1),
				Invoice: invoicefile.Invoice{No: i + 1, Clinic: v.clinic, InvoiceNo: fmt.Sprintf("%d-F%d%d", f.today.Year(), n+1, i+1)},
				Draft:   typed,
			})
		}
	}
	if e.picture != "" {
		entries[0].Attachments = []string{e.picture}
	}
	var out bytes.Buffer
	h := invoicefile.Header{FileID: guid(n, 0), Created: now.Format(time.RFC3339), System: "Journalen (DEMO)", SystemVersion: "1", OrgNumber: orgNumber}
	if err := invoicefile.Write(&out, h, entries, f.today); err != nil || e.picture == "" {
		return out.Bytes(), err
	}
	return zipped(out.Bytes(), e.picture)
}

// guid is an id of an example that stays the same from one demo to the next.
func guid(file, no int) string { return fmt.Sprintf("de300000-0000-4000-8000-%06d%06d", file+1, no) }

// zipped is a file with the picture that it names.
func zipped(xml []byte, picture string) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("fakturor.xml")
	if err == nil {
		_, err = w.Write(xml)
	}
	if err != nil {
		return nil, err
	}
	if w, err = z.Create(picture); err != nil {
		return nil, err
	}
	shades := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range shades.Pix {
		shades.Pix[i] = byte(i / 64 * 4)
	}
	if err := png.Encode(w, shades); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}
