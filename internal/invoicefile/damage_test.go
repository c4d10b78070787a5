package invoicefile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// examples are the files of the document, as UTF-8.
func examples(t testing.TB) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("../../docs/fakturafil/*.xml")
	if err != nil || len(paths) < 3 {
		t.Fatalf("%d examples, %v", len(paths), err)
	}
	files := map[string]string{}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		if strings.Contains(text, "ISO-8859-1") {
			text = fromLatin1(strings.Replace(text, `encoding="ISO-8859-1"`, `encoding="UTF-8"`, 1))
		}
		files[filepath.Base(path)] = text
	}
	return files
}

func fromLatin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

// damage changes one thing of a file, as a vendor's program might have it wrong.
func damage(t *rapid.T, text string) string {
	tags := strings.Split(text, "<")
	at := rapid.IntRange(2, len(tags)-1).Draw(t, "at")
	name, rest, _ := strings.Cut(tags[at], ">")
	draw := func(from ...string) string { return rapid.SampledFrom(from).Draw(t, "with") }
	switch how := rapid.IntRange(0, 10).Draw(t, "how"); how {
	case 0: // a tag is missing
		tags = slices.Delete(tags, at, at+1)
	case 1: // or stands twice
		tags = slices.Insert(tags, at, tags[at])
	case 2, 3: // an element stands twice, or elsewhere, or not at all
		from, to := wholeElement(tags, at)
		moved := slices.Clone(tags[from:to])
		if how == 3 || rapid.Bool().Draw(t, "moved") {
			tags = slices.Delete(tags, from, to)
		}
		if how == 2 {
			tags = slices.Insert(tags, rapid.IntRange(2, len(tags)).Draw(t, "to"), moved...)
		}
	case 4: // another value
		tags[at] = name + ">" + draw(values...)
	case 5: // another name
		tags[at] = draw("date", "item", "bill", "/bill", "x", "/x", "extension", "comment/") + ">" + rest
	case 6: // an attribute more
		more := draw(` a="b"`, ` id="x"`, ` version="1.0"`, ` kind="personnummer"`, ` a='b'`, ` a=b`, ` a`, ` a="<"`, ` a="&x;"`, `a="b"`)
		if before, empty := strings.CutSuffix(name, "/"); empty {
			name = before + more + "/"
		} else {
			name += more
		}
		tags[at] = name + ">" + rest
	case 7: // another value of an attribute
		if i := strings.Index(name, `="`); i > 0 {
			end := strings.IndexByte(name[i+2:], '"')
			tags[at] = name[:i+2] + draw("1", "0", "", " true ", "TRUE", "samordningsnummer", "1.0", "2.0", "urn:x", strings.Repeat("9", 21)) + name[i+2+end:] + ">" + rest
		}
	case 8: // a quotation mark is missing
		tags[at] = strings.Replace(tags[at], `"`, "", 1)
	case 9: // text where none belongs
		tags[at] += draw("x", " ", "\n", "<!-- x -->", "<!-- x -- y -->", "<!---->", "&#32;", "<![CDATA[ ]]>")
	case 10: // the rest is missing
		tags = tags[:at]
	}
	return strings.Join(tags, "<")
}

// values are right for one field or another, or for none.
var values = []string{
	"", " ", "x", "-1", "1.5", "99999999999", "999999999999", "2026-02-29", "2024-02-29", "2026-11-28Z", "1799-12-31", "2999-12-31", "true", "N",
	"2026-11-28T24:00:00Z", "2026-11-28T10:00:00+13:59", "2026-11-28T10:00:00", "a.pdf", "a/b.pdf", ".pdf", "a.exe", strings.Repeat("å", 50),
	strings.Repeat("å", 51), strings.Repeat("x ", 250), strings.Repeat("x", 501), " 2026-11-28\n", "&lt;", "&#228;", "&#xE4;", "&nbsp;", "& ",
	"<![CDATA[<]]>", "]]>", "6F1D9B1E-0A53-4C2A-9F0F-3D5C7E1B2A40", "\u00a0", "\U0001F600",
}

// wholeElement is the range of tags of the element that begins at a tag; of an
// end tag or comment it is that alone.
func wholeElement(tags []string, at int) (from, to int) {
	depth := 0
	for to = at; to < len(tags); to++ {
		name, _, _ := strings.Cut(tags[to], ">")
		switch {
		case strings.HasPrefix(name, "/"):
			depth--
		case name == "" || strings.HasSuffix(name, "/") || strings.HasPrefix(name, "!"):
		default:
			depth++
		}
		if depth <= 0 {
			return at, to + 1
		}
	}
	return at, len(tags)
}
