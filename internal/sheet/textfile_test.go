package sheet

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

var ab = []Column{{Name: "a"}, {Name: "b", Also: []string{"bé"}}}

func encode16(s, mark string, big bool) []byte {
	out := []byte(mark)
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func encoded(t testing.TB, c *charmap.Charmap, s string) []byte {
	t.Helper()
	out, err := c.NewEncoder().Bytes([]byte(s))
	must(t, err)
	return out
}

// I1: what Swedish Excel saves as "CSV", "CSV UTF-8" and "Unicode-text" is read,
// and named.
func TestI1EncodingsAreRecognised(t *testing.T) {
	const table = "a;b\r\nÅsa Öberg;räksmörgås – 5 €\r\n"
	want := [][]string{{"Åsa Öberg", "räksmörgås – 5 €"}}
	for name, x := range map[string]struct {
		raw []byte
		is  string
	}{
		"UTF-8":                  {[]byte(table), "UTF-8"},
		"UTF-8 with its mark":    {[]byte("\ufeff" + table), "UTF-8"},
		"Windows":                {encoded(t, charmap.Windows1252, table), "Windows-1252"},
		"UTF-16":                 {encode16(table, "\xff\xfe", false), "UTF-16LE"},
		"UTF-16, big":            {encode16(table, "\xfe\xff", true), "UTF-16BE"},
		"UTF-16 without a mark":  {encode16(table, "", false), "UTF-16LE"},
		"UTF-16, big, no mark":   {encode16(table, "", true), "UTF-16BE"},
		"Unicode text with tabs": {encode16(strings.ReplaceAll(table, ";", "\t"), "\xff\xfe", false), "UTF-16LE"},
	} {
		if got := texts(t, x.raw, ab...); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q", name, got)
		}
		if s := read(t, x.raw).Source; s.Encoding != x.is || !strings.Contains(s.String(), x.is) {
			t.Errorf("%s: %s", name, s)
		}
	}
}

// What is not shown by the file is not guessed: it is said how to save it, on
// the first line where it matters.
func TestI1UnknownEncodingsAreRefused(t *testing.T) {
	const table = "a;b\nx;y\nräka;krås\n"
	for name, x := range map[string]struct {
		raw  []byte
		says string
	}{
		"Macintosh":            {encoded(t, charmap.Macintosh, table), "rad 3: teckenkodningen går inte att känna igen"},
		"MS-DOS":               {encoded(t, charmap.CodePage850, table), "rad 3: teckenkodningen"},
		"two in one":           {append([]byte("a;b\nräka;x\n"), encoded(t, charmap.Windows1252, table)...), "rad 2: å, ä eller ö är förstörda"},
		"saved wrong":          {[]byte("a;b\nx;y\nrÃ¤ka;1\n"), "rad 3: å, ä eller ö är förstörda"},
		"letters lost":         {[]byte("a;b\nr\ufffdka;1\n"), "rad 2: å, ä eller ö"},
		"half a UTF-16":        {encode16(table, "\xff\xfe", false)[:21], "UTF-16LE"},
		"zeros":                {[]byte("a;b\nx\x00;y\n"), "rad 2: teckenkodningen"},
		"UTF-8's mark, broken": {[]byte("\ufeffa;b\nr\xe4ka;1\n"), "rad 2: texten är inte UTF-8"},
	} {
		if says := refused(t, x.raw, ab...); !strings.Contains(says, x.says) {
			t.Errorf("%s: %s", name, says)
		}
	}
}

func TestI1EncodingIsDeclared(t *testing.T) {
	const table = "a;b\nräka;Åsa\n"
	for name, raw := range map[string][]byte{
		"macintosh": encoded(t, charmap.Macintosh, table), "cp850": encoded(t, charmap.CodePage850, table),
		"WINDOWS-1252": encoded(t, charmap.Windows1252, table), "utf-8": []byte("\ufeff" + table),
	} {
		table, err := Read(bytes.NewReader(raw), Options{Encoding: name})
		if err != nil || table.Rows[1].Cells[0].Text != "räka" || table.Rows[1].Cells[1].Text != "Åsa" {
			t.Errorf("%s: %v %v", name, table, err)
		}
	}
	for name, raw := range map[string][]byte{"ebcdic": []byte(table), "utf-8": encoded(t, charmap.Windows1252, table), "cp850": []byte("\ufeff" + table)} {
		var faults Faults
		if _, err := Read(bytes.NewReader(raw), Options{Encoding: name}); !errors.As(err, &faults) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// I2, I11: what spreadsheets put around a table is no part of it.
func TestI2I11SpreadsheetsText(t *testing.T) {
	want := [][]string{{"1", "x"}, {"2", ""}}
	for name, file := range map[string]string{
		"semicolon": "a;b\n1;x\n2;\n", "comma": "a,b\n1,x\n2,\n", "tab": "a\tb\n1\tx\n2\t\n", "bar": "a|b\n1|x\n2|\n",
		"sep=;": "sep=;\r\na;b\r\n1;x\r\n2;\r\n", "sep=,": "sep=,\na,b\n1,x\n2,\n", "sep in quotes": "\"sep=;\"\na;b\n1;x\n2;\n", "sep=tab": "sep=\t\na\tb\n1\tx\n2\t\n",
		"empty rows at the end": "a;b\n1;x\n2;\n;\n;\n\n", "empty rows between": "\n\na;b\n\n1;x\n;\n \u00a0;\n2;\n",
		"empty columns":    "a;b;;;\n1;x;;;\n2;;;;\n;;;;\n",
		"capitals, blanks": " A ;B\n1;x\n2;\n", "Swedish, quoted": "\"a\";\"Bé\"\n\"1\";\" x \"\n2;\n", "order": "b;a\nx;1\n;2\n",
		"old Macintosh": "a;b\r1;x\r2;\r", "a comma in a text": "\"a\";b\n1;x\n2;\n",
	} {
		if got := texts(t, []byte(file), ab...); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for sep, name := range map[string]string{";": "semikolon", ",": "komma", "\t": "tabb", "|": "lodstreck"} {
		if s := read(t, []byte("a"+sep+"b\n")).Source.String(); !strings.Contains(s, name) {
			t.Errorf("%q is said to be %s", sep, s)
		}
	}
}

// I2: a head that does not fit says which column, and how the file was read.
func TestI2HeadsAreToldByColumn(t *testing.T) {
	for file, says := range map[string][]string{
		"a;b;anteckning\n1;2;3\n":                {"rad 1", "”anteckning” (kolumn C)", "semikolon", "UTF-8", "ska ha kolumnerna a, b"},
		"a;b;\n1;2;3\n":                          {"kolumn C, som saknar rubrik"},
		"a;b;A\n1;2;3\n":                         {"har två gånger a"},
		"a\n1\n":                                 {"saknar b"},
		"a b\n1 2\n":                             {"saknar a, b", "”a b”", "semikolon"},
		"":                                       {"rad 1: filen är tom"},
		"\n;;\n":                                 {"rad 1: filen är tom"},
		"\n\nx,y\n":                              {"rad 3", "”x” (kolumn A), ”y” (kolumn B)", "komma"},
		"a;b;\x1b[2Jx\n":                         {"”[2Jx”"},
		"a;b;" + strings.Repeat("x", 500) + "\n": {strings.Repeat("x", 40) + "…"},
		"#REF!;b\n1;2\n":                         {"rad 1, A: cellen visar ett fel"},
	} {
		got := refused(t, []byte(file), ab...)
		for _, s := range says {
			if !strings.Contains(got, s) {
				t.Errorf("%q: %s\ndoes not say %q", file, got, s)
			}
		}
		if strings.Contains(got, "\x1b") {
			t.Errorf("%q: control characters reach the terminal", file)
		}
	}
}

// I10: error values and formulas are no texts, in English and Swedish.
func TestI10TextsThatAreErrors(t *testing.T) {
	for _, cell := range []string{"#N/A", "#REF!", "#saknas!", "#REFERENS!", "#VÄRDEFEL!", "#####", "=A1", "=IF(1=1;\"\"ja\"\")", "#NAMN?"} {
		if says := refused(t, []byte("a;b\nx;y\n1;\""+cell+"\"\n"), ab...); !strings.HasPrefix(says, "rad 3, b: cellen ") {
			t.Errorf("%s: %s", cell, says)
		}
	}
	skip := []Column{{Name: "a"}, {Name: "b", Skip: true}, {Name: "c", Skip: true}}
	if err := read(t, []byte("a;b\n1;#REF!\n")).Lines(skip, func(Line) {}); err != nil {
		t.Errorf("a column that is not read: %v", err)
	}
	if got := texts(t, []byte("a;b\n#1;# 2\n"), ab...); got[0][0] != "#1" || got[0][1] != "# 2" {
		t.Errorf("%q", got)
	}
}

func TestRowsThatDoNotFitAreRefused(t *testing.T) {
	for name, x := range map[string]struct{ file, says string }{
		"short":        {"a;b\n1\n", "rad 2: raden har färre kolumner"},
		"cut off":      {"a;b\n1;2\n3", "rad 3: raden har färre"},
		"long":         {"a;b\n1;2;3\n", "rad 2: raden har fler kolumner"},
		"sep, counted": {"sep=;\na;b\n1\n", "rad 3: raden har färre"},
		"quotes":       {"a;b\n1;\"2\n", "rad 2: fel citattecken"},
		"bare quote":   {"a;b\n1;2\n1;x\"y\n", "rad 3: fel citattecken"},
		"line break":   {"a;b\n1;\"x\ny\"\n", "rad 2, b: har tecken som inte syns"},
		"after one":    {"a;b\n1;\"x\ny\"\n3\n", "rad 4: raden har färre"},
		"escape":       {"a;b\n1;x\x1b[2J\n", "rad 2, b: har tecken"},
		"direction":    {"a;b\n1;x\u202ey\n", "rad 2, b: har tecken"},
		"endless":      {"a;b\n1;" + strings.Repeat("x", 1001) + "\n", "rad 2, b: har tecken"},
		"everything":   {"a;b\n" + strings.Repeat("1\n", 1000), "rad 51: raden har färre"},
		"too many":     {"a;b\n" + strings.Repeat("1;2\n", maxLines+1), "fler än 500000 rader"},
	} {
		if says := refused(t, []byte(x.file), ab...); !strings.Contains(says, x.says) {
			t.Errorf("%s: %.200s", name, says)
		}
	}
	wrap := []Column{{Name: "a"}, {Name: "b", Wrap: true}}
	if got := texts(t, []byte("a;b\n1;\"x \n y\"\n"), wrap...); got[0][1] != "x y" {
		t.Errorf("%q", got)
	}
}

func TestFilesAreBounded(t *testing.T) {
	if _, err := Read(strings.NewReader(strings.Repeat("x", maxFile+1)), Options{}); err == nil || !strings.Contains(err.Error(), "64 MB") {
		t.Error(err)
	}
	broken := errors.New("disk")
	if _, err := Read(failing{broken}, Options{}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
