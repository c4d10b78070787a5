package invoicefile_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
)

func split(t *testing.T, in string, r *invoicefile.Report) (accepted, rejected string) {
	t.Helper()
	var a, b bytes.Buffer
	err := invoicefile.Split(strings.NewReader(in), r, invoicefile.Return{
		Accepted: &a, Rejected: &b, NewID: func() string { return "11111111-2222-4333-8444-555555555555" },
		Say: func(f invoicefile.Finding) string { return text.Finding(f.Finding).String() + " --> <x>" },
	})
	if err != nil {
		t.Fatal(err)
	}
	return a.String(), b.String()
}

// The accepted file can be sent as it is; the rejected one, once mended, too (C6).
func TestReturnFiles(t *testing.T) {
	w := newWorld(t, "vgr")
	in := aFile{[]anInvoice{
		{"31", "1", []aBill{{"A", anna, "", visit("2026-11-20")}, {"B", berit, "<comment>R & D</comment>", visit("2026-11-20")}}},
		{"32", "2", []aBill{{"C", berit, "", visit("2026-11-31")}}},
	}}.String()
	accepted, rejected := split(t, in, w.check(t, in))
	if r := w.check(t, accepted); len(r.Findings) > 0 || r.Bills != 1 || r.Header.Bills != 1 {
		t.Errorf("%v\n%s", said(r), accepted)
	}
	for _, want := range []string{"<!-- Rad 7, ", "Skriv & i text som &amp;", "R & D", "- -> <x>", "2026-11-31"} {
		if !strings.Contains(rejected, want) {
			t.Errorf("no %q in\n%s", want, rejected)
		}
	}
	mended := strings.NewReplacer("R & D", "R &amp; D", "2026-11-31", "2026-11-21").Replace(rejected)
	if r := w.check(t, mended); len(r.Findings) > 0 || r.Bills != 2 {
		t.Errorf("%v\n%s", said(r), mended)
	}
}

// What is returned is as it came, whatever prefix and encoding the file has.
func TestReturnFilesKeepTheText(t *testing.T) {
	paths, err := filepath.Glob("../../docs/fakturafil/*.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in := strings.NewReplacer("</", "</f:", "<?", "<?", "<!", "<!", "<j:", "<j:", "<", "<f:", "xmlns=", "xmlns:f=").Replace(string(raw))
		in = strings.NewReplacer("</f:j:", "</j:").Replace(in)
		id := "vgr"
		if strings.Contains(path, "varmland") {
			id = "varmland"
		}
		w := newWorld(t, id)
		accepted, rejected := split(t, in, w.check(t, in))
		if r := w.check(t, accepted); len(butBare(r)) > 0 || rejected != "" || r.Sendables() == 0 {
			t.Errorf("%s: %v\n%s%s", path, said(r), accepted, rejected)
		}
	}
}

// butBare leaves out that attachments do not come along with XML by itself.
func butBare(r *invoicefile.Report) []invoicefile.Finding {
	bare := func(f invoicefile.Finding) bool { return f.Code == invoicefile.CodeAttachmentBare }
	return slices.DeleteFunc(slices.Clone(r.Findings), bare)
}

// Terminal escapes in any text of a file reach neither a sentence nor a comment.
func TestEscapesGoNowhere(t *testing.T) {
	raw, err := os.ReadFile("../../docs/fakturafil/vgr.xml")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, "vgr")
	for i, part := range strings.SplitAfter(string(raw), ">")[3:] {
		value, _, _ := strings.Cut(part, "<")
		if strings.TrimSpace(value) == "" {
			continue
		}
		for _, evil := range []string{"\x1b]52;c;eA==\x07", "\u009b31m", "\u202e", "&#x9b;31m"} {
			in := strings.Replace(string(raw), ">"+value+"<", ">"+value+evil+"<", 1)
			r := w.check(t, in)
			out := fmt.Sprint(i)
			for _, f := range r.Findings {
				out += text.Finding(f.Finding).String()
			}
			if !r.FileFault {
				_, rejected := split(t, in, r)
				before, _, _ := strings.Cut(rejected, "<bill")
				out += before
			}
			if strings.ContainsAny(out, "\x1b\x07\u009b\u202e") {
				t.Errorf("%q after %q: %q", evil, value, out)
			}
		}
	}
}
