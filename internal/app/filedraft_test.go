package app_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
)

// checkedFile checks a file of two bills, of which the second has a date that cannot be
// read and an element too many.
func checkedFile(t *testing.T, d *desk) (domain.File, app.FileCheck) {
	t.Helper()
	good, bad := goodDraft(t, d), goodDraft(t, d)
	bad.Bills[0].BillRef = "45679"
	f := replaced(t, fileOf(t, good, bad), func(s string) string {
		at := strings.LastIndex(s, "<bill ")
		tail := strings.Replace(s[at:], "<careModel>", "<vardmodell/><careModel>", 1)
		return s[:at] + strings.Replace(tail, "<date>20", "<date>den 20", 1)
	})
	c, err := d.CheckFile(t.Context(), f, nil)
	if err != nil || c.Faulty != 1 || c.Sendable(1) {
		t.Fatalf("%+v %v", c.Report, err)
	}
	return f, c
}

func replaced(t *testing.T, f domain.File, change func(string) string) domain.File {
	t.Helper()
	in, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	raw = []byte(change(string(raw)))
	f.Open = func() (io.ReadSeekCloser, error) { return chosen{bytes.NewReader(raw)}, nil }
	return f
}

// C6: a faulty bill becomes a draft with all that the file says, and with those of its
// faults that the rules do not find by themselves.
func TestC6AFaultyBillBecomesADraft(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	f, c := checkedFile(t, d)
	made, err := d.OpenFaulty(f, c.Report, 1)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := d.Draft(made.ID)
	if err != nil || kept.State != domain.DraftOpen || kept.Bills[0].BillRef != "45679" || !strings.HasPrefix(kept.Bills[0].Items[0].Date, "den 20") {
		t.Fatalf("%+v %v", kept, err)
	}
	no := kept.Stands()
	if no == nil || no.Code != domain.FoundInFile {
		t.Fatalf("%+v", no)
	}
	var codes []string
	for _, x := range no.Findings {
		codes = append(codes, x.Code)
	}
	checked, err := d.Check(kept)
	if err != nil || checked.Errors() == 0 {
		t.Fatalf("%+v %v", checked, err)
	}
	if joined := strings.Join(codes, " "); !strings.Contains(joined, invoicefile.CodeElementUnknown) || strings.Contains(joined, rules.CodeCareModelMissing) {
		t.Errorf("%v", codes)
	}
	list, err := d.Sendings()
	if err != nil || len(list) != 0 {
		t.Errorf("the outbox tells of it: %+v %v", list, err)
	}

	// Thrown away and taken back it is what it was.
	if err := d.Discard(made.ID); err != nil {
		t.Fatal(err)
	}
	if err := d.Restore(made.ID); err != nil {
		t.Fatal(err)
	}
	if kept, _ = d.Draft(made.ID); kept.Stands() == nil || kept.State != domain.DraftOpen {
		t.Errorf("%+v", kept)
	}
	if _, err := d.OpenFaulty(f, c.Report, 2); domain.CodeOf(err) != app.CodeFileNoBill {
		t.Errorf("%v", err)
	}
}

// C6: the return files are written of the file that was checked, and of no other.
func TestC6ReturnFilesOfTheFileThatWasChecked(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	f, c := checkedFile(t, d)
	var good, bad bytes.Buffer
	if err := d.WriteReturn(&good, f, c.Report, false); err != nil || !strings.Contains(good.String(), "45678") || strings.Contains(good.String(), "45679") {
		t.Errorf("%v %s", err, good.String())
	}
	if err := d.WriteReturn(&bad, f, c.Report, true); err != nil || !strings.Contains(bad.String(), "45679") || !strings.Contains(bad.String(), "<!-- Rad ") {
		t.Errorf("%v %s", err, bad.String())
	}
	other := replaced(t, f, func(s string) string { return s + "\n" })
	wantCode(t, d.WriteReturn(&bad, other, c.Report, true), app.CodeFileChanged)
	_, err := d.OpenFaulty(other, c.Report, 1)
	wantCode(t, err, app.CodeFileChanged)
}
