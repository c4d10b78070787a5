package invoicefile

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	document5 = "../../docs/man/fakturafil.5"
	documentM = "../../docs/fakturafil.md"
)

// The tables of the document and of the manual page are made of the grammar:
// go test ./internal/invoicefile -run Docs -update.
func TestDocsSayWhatTheGrammarDoes(t *testing.T) {
	var man, fields strings.Builder
	fields.WriteString("| element | | form | betyder |\n|---|---|---|---|\n")
	describe(&fields, &man, rootElement, "")
	var kinds, found strings.Builder
	kinds.WriteString("| form | betyder |\n|---|---|\n")
	for _, k := range []valueKind{words, guid, moment, date, ore, count, boolean, fileName} {
		kinds.WriteString("| " + kindWords[k][0] + " | " + kindWords[k][1] + " |\n")
	}
	found.WriteString("| kod | finns i schemat | vad som är fel |\n|---|---|---|\n")
	for _, d := range Docs() {
		level := map[Level]string{LevelXML: "XML", LevelSchema: "ja", LevelContent: "nej"}[d.Level]
		rule := strings.NewReplacer("&", "&amp;", "<", "&lt;", "&amp;amp;", "`&amp;`").Replace(d.Rule)
		if d.Severity == "warning" {
			rule += " (varning)"
		}
		found.WriteString("| `" + d.Code + "` | " + level + " | " + rule + " |\n")
	}
	made := between(t, documentM, "<!-- fields: go test ./internal/invoicefile -run Docs -update -->\n", "<!-- end -->", fields.String())
	made = replaceIn(t, made, "<!-- kinds -->\n", "<!-- end -->", kinds.String())
	made = replaceIn(t, made, "<!-- findings -->\n", "<!-- end -->", found.String())
	same(t, documentM, made)
	same(t, document5, between(t, document5, ".\\\" fields\n", ".\\\" end", man.String()))
}

// The example of the manual page is one.
func TestTheManualPagesExampleIsAFile(t *testing.T) {
	raw, err := os.ReadFile(document5)
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(raw), ".SH EXEMPEL\n.nf\n")
	example, _, _ = strings.Cut(example, ".fi")
	if p := parse(t, example); len(p.found) > 0 || len(p.entries) != 1 {
		t.Errorf("%v", p.found)
	}
}

var kindWords = map[valueKind][2]string{
	words:    {"text", "text på en rad; mellanslag runt om och dubbla räknas inte"},
	guid:     {"id", "GUID: 36 tecken, 8-4-4-4-12 av 0–9 och a–f"},
	moment:   {"tidpunkt", "2026-11-28T16:05:00+01:00, eller Z"},
	date:     {"datum", "2026-11-28"},
	ore:      {"öre", "heltal, högst elva siffror; negativt tecken får stå i sumOre"},
	total:    {"öre", ""},
	count:    {"antal", "heltal, högst femton siffror"},
	boolean:  {"ja/nej", "true, false, 1 eller 0"},
	fileName: {"filnamn", "högst 100 tecken: A–Ö, 0–9, mellanslag och _ - . inuti; slutar på .pdf, .jpg eller .png"},
}

// describe writes an element and what is in it, indented by its depth.
func describe(md, man *strings.Builder, e *element, in string) {
	form := kindWords[e.kind][0]
	if most := e.most(); most > 0 {
		form += fmt.Sprintf(", högst %d tecken", most)
	}
	row := func(name string, must, many bool, form, means string) {
		mark := ""
		if must {
			mark = "\\*"
		}
		if many {
			mark = strings.TrimSpace(mark + " flera")
		}
		md.WriteString("| " + in + "`" + name + "` | " + mark + " | " + form + " | " + means + " |\n")
		star := ""
		if must {
			star = " *"
		}
		man.WriteString(".TP\n.B " + strings.ReplaceAll(in, "· ", "\\ \\ ") + name + star + "\n" + means + "\n")
	}
	row(e.name, e.must, e.many, form, e.means)
	deeper := in + "· "
	in = deeper
	for _, a := range e.attrs {
		form := kindWords[a.kind][0]
		if len(a.values) > 0 {
			form = strings.Join(a.values, ", ")
		}
		if a.limit > 0 {
			form += fmt.Sprintf(", högst %d tecken", a.limit)
		}
		row("@"+a.name, a.must, false, form, a.means)
	}
	for _, c := range e.children {
		describe(md, man, c, deeper)
	}
}

func between(t *testing.T, path, from, to, made string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return replaceIn(t, string(raw), from, to, made)
}

func replaceIn(t *testing.T, text, from, to, made string) string {
	t.Helper()
	before, rest, ok := strings.Cut(text, from)
	_, after, ended := strings.Cut(rest, to)
	if !ok || !ended {
		t.Fatalf("no %q", from)
	}
	return before + from + made + to + after
}

func same(t *testing.T, path, made string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != made {
		t.Errorf("%s is not what the grammar says (%v); run with -update", path, err)
	}
}
