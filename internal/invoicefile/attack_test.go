package invoicefile

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain/rules"
)

// repeated reads one text again and again, between a beginning and an end, so
// that a file need not be held by the test either.
func repeated(begin, text string, n int, end string) io.Reader {
	parts := make([]io.Reader, 0, n/1000+2)
	parts = append(parts, strings.NewReader(begin))
	thousand := strings.Repeat(text, 1000)
	for range n / 1000 {
		parts = append(parts, strings.NewReader(thousand))
	}
	return io.MultiReader(append(parts, strings.NewReader(end))...)
}

// Files made to exhaust a reader end in a few findings, in bounded memory.
func TestAttacks(t *testing.T) {
	begin := fmt.Sprintf(head, 1, 0, 0) + `<invoice clinic="31"><bill id="a1f0c1de-52a4-4c0b-8d6f-5a2b7b0e9c11">`
	const many, bomb = 200_000, `<!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><invoiceFile xmlns="urn:tandtui:fakturafil:1" version="1.0">&b;</invoiceFile>`
	for _, c := range []struct {
		name string
		in   io.Reader
		code string
	}{
		{"entities that grow", strings.NewReader(bomb), CodeXMLDoctype},
		{"a file from outside", strings.NewReader(`<!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>`), CodeXMLDoctype},
		{"very many elements in each other", repeated(begin, "<x>", many, ""), CodeXMLDeep},
		{"very many attributes", repeated(begin+"<comment", ` a="b"`, many, ">"), CodeXMLLong},
		{"many attributes", strings.NewReader(begin + "<comment " + manyAttributes(100) + "/>"), CodeXMLAttributes},
		{"an endless text", repeated(begin+"<comment>", "xxxxxxxxxx", many, ""), CodeXMLLong},
		{"an endless comment", repeated(begin+"<!--", "xxxxxxxxxx", many, ""), CodeXMLCut},
		{"an endless name", repeated(begin+"<", "xxxxxxxxxx", many, ""), CodeXMLLong},
		{"very many rows", repeated(begin+"<items>", "<item><date>2026-11-20</date><code>1</code></item>", many, "</items>"), rules.CodeItemsMany},
		{"very many strange elements", repeated(begin, "<x/>", many, ""), CodeElementUnknown},
		{"very many bills", repeated(fmt.Sprintf(head, 0, 0, 0)+`<invoice clinic="31">`, "<bill/>", many, ""), CodeFileMany},
		{"very many invoices", repeated(fmt.Sprintf(head, 0, 0, 0), "<invoice/>", many, ""), CodeElementMissing},
		{"nothing at all", strings.NewReader(""), CodeFileKind},
		{"only white space", repeated(" ", " \n", many, ""), CodeRoot},
		{"zeros", io.LimitReader(zeros{}, 10<<20), CodeFileKind},
	} {
		p, err := parseWith(c.in, DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if !strings.Contains(p.codes(), c.code) {
			t.Errorf("%s: %.200s", c.name, p.codes())
		}
		if l := DefaultLimits(); len(p.entries) < 100 && len(p.found) > 2*l.Findings+10 {
			t.Errorf("%s: %d findings", c.name, len(p.found))
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` a%d="b"`, i)
	}
	return b.String()
}

// A file read in single bytes says the same as one read at once, wherever it is
// divided.
func TestReadingInPieces(t *testing.T) {
	for name, text := range examples(t) {
		text = strings.Replace(text, "Journalen", "Journalen åäö \U0001F600 &amp;", 1)
		want := parse(t, text)
		got, err := parseWith(single{strings.NewReader(text)}, DefaultLimits())
		if err != nil || fmt.Sprint(flatParsed(got)) != fmt.Sprint(flatParsed(want)) || len(got.found) > 0 {
			t.Errorf("%s: %v %v", name, got.found, err)
		}
	}
}

type single struct{ in io.Reader }

func (s single) Read(p []byte) (int, error) { return s.in.Read(p[:min(len(p), 1)]) }

// An error of the disk is an error, and not a fault of the file.
func TestAReadErrorIsAnError(t *testing.T) {
	text := document(1, 0, 76500, fmt.Sprintf(oneInvoice, bill("a", "")))
	for n := range len(text) {
		if _, err := parseWith(io.MultiReader(strings.NewReader(text[:n]), broken{}), DefaultLimits()); err == nil {
			t.Fatalf("after %d bytes: no error", n)
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }
