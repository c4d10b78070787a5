package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
)

type chosen struct{ *bytes.Reader }

func (chosen) Close() error { return nil }

// fileOf is an invoice file of drafts, on the user's disk.
func fileOf(t *testing.T, drafts ...domain.Draft) domain.File {
	t.Helper()
	var out bytes.Buffer
	n := 0
	id := func() string { n++; return "a1f0c1de-52a4-4c0b-8d6f-00000000000" + string(rune('0'+n)) }
	h := invoicefile.Header{FileID: "0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e90", Created: "2026-11-23T10:00:00Z", System: "P", SystemVersion: "1", OrgNumber: "857209-0606"}
	if err := invoicefile.Write(&out, h, invoicefile.FromDrafts(drafts, id), domain.MustDate("2026-11-23")); err != nil {
		t.Fatal(err)
	}
	raw := out.Bytes()
	return domain.File{Name: "november.xml", Size: int64(len(raw)), Open: func() (io.ReadSeekCloser, error) { return chosen{bytes.NewReader(raw)}, nil }}
}

func lacksEntitlement(f invoicefile.Finding) bool { return f.Code == rules.CodeEntitlement }

// A file is checked with what was looked up here; whom nobody has looked up is
// counted, and a clinic that is not the user's is found.
func TestAnInvoiceFileIsCheckedWithTheFactsAtHand(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	good, other := goodDraft(t, d), goodDraft(t, d)
	other.Clinic, other.Bills[0].BillRef = "32", "45679"
	unknown := goodDraft(t, d)
	unknown.Bills[0].Support, unknown.Bills[0].BillRef = "F", "45680"
	f := fileOf(t, good, other)
	c, err := d.CheckFile(t.Context(), f, nil)
	if err != nil || c.Bills != 2 || c.Faulty != 1 || c.Findings[0].Code != invoicefile.CodeClinic || c.Unasked != 1 || !c.FactsAt.IsZero() || c.Before != nil {
		t.Fatalf("%+v %+v %v", c, c.Report, err)
	}
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	read := app.FileProgress{}
	c, err = d.CheckFile(t.Context(), fileOf(t, good, unknown), func(p app.FileProgress) { read = p })
	if err != nil || c.Faulty != 1 || !slices.ContainsFunc(c.Findings, lacksEntitlement) || c.Unasked != 0 || !c.FactsAt.Equal(d.clock.now) {
		t.Fatalf("%+v %+v %v", c, c.Report, err)
	}
	if read.Read != read.Size || read.Entries != 2 {
		t.Errorf("progress %+v", read)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.CheckFile(ctx, f, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Esc: %v", err)
	}
}

// Ladda upp (C1, C4): what is queued is a sealed copy; once the region has answered,
// what it refused comes back as a check here would tell it.
func TestAnInvoiceFileIsQueuedAndItsAnswerComesBack(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	one, two := goodDraft(t, d), goodDraft(t, d)
	two.Bills[0].BillRef = "45679"
	f := fileOf(t, one, two)
	c, err := d.CheckFile(t.Context(), f, nil)
	if err != nil || c.Sendables() != 2 {
		t.Fatalf("%+v %v", c.Report, err)
	}
	id, err := d.QueueUpload(f, c, domain.UploadValid)
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.QueueUpload(f, c, domain.UploadValid)
	wantCode(t, err, app.CodeFileWaits)
	u, err := d.Upload(id)
	if err != nil || u.Name != "november.xml" || u.Bills != 2 || u.Sendable != 2 || u.Sum != 2*domain.Kronor(900) || u.Sent || u.Queued.IsZero() || u.Report() != nil {
		t.Fatalf("%+v %v", u, err)
	}
	if again, err := d.CheckFile(t.Context(), f, nil); err != nil || again.Before == nil || again.Before.ID != id {
		t.Errorf("the same file is not known: %+v %v", again, err)
	}
	list, err := d.Sendings()
	if err != nil || d.Snapshot().Outbox != 1 || len(list) != 1 || list[0].Kind != domain.CommandUpload || list[0].Draft.Sum != u.Sum || list[0].Draft.Bills != 2 {
		t.Errorf("%+v %v", list, err)
	}

	found := domain.FileFinding{Finding: domain.Finding{Code: rules.CodeBillRefUsed, Severity: domain.SeverityError, Item: domain.WholeBill}, Place: 1, Line: 30}
	receipt := domain.Receipt{Submission: id, Kind: domain.CommandUpload, Digest: c.Digest, Received: d.clock.now, Bills: 1, Sum: domain.Kronor(900), Upload: &domain.Uploaded{
		Mode: domain.UploadValid, Bills: 2, Taken: 1, Refused: []int{1}, RefusedSum: domain.Kronor(900), Findings: []domain.FileFinding{found},
	}}
	if err := d.work.store.Settle(id, app.Outcome{At: d.clock.now, Receipt: &receipt}); err != nil {
		t.Fatal(err)
	}
	if u, err = d.Upload(id); err != nil || !u.Unseen || u.Answered.IsZero() {
		t.Fatalf("%+v %v", u, err)
	}
	r := u.Report()
	if r.Sendables() != 1 || !r.Sendable(0) || r.Sendable(1) || r.Sum != 2*domain.Kronor(900) || len(r.Findings) != 1 {
		t.Errorf("%+v", r)
	}
	kept, err := d.UploadFile(id)
	if err != nil {
		t.Fatal(err)
	}
	in, err := kept.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var back bytes.Buffer
	to := invoicefile.Return{Rejected: &back, NewID: func() string { return "0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e91" }, Say: func(f invoicefile.Finding) string { return f.Code }}
	if err := invoicefile.Split(in, r, to); err != nil || !bytes.Contains(back.Bytes(), []byte("45679")) || bytes.Contains(back.Bytes(), []byte("45678")) {
		t.Errorf("%v %s", err, back.String())
	}
	if err := d.Seen(id); err != nil {
		t.Fatal(err)
	}
	if u, err = d.Upload(id); err != nil || u.Unseen {
		t.Errorf("%+v %v", u, err)
	}
}

// Nothing is queued of a file with a fault as a whole, nor all of one that is not all
// correct, nor without a mode.
func TestWhatCannotBeUploadedIsSaidAtOnce(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	good, faulty := goodDraft(t, d), goodDraft(t, d)
	faulty.Bills[0].CareModel, faulty.Bills[0].BillRef = "", "45679"
	f := fileOf(t, good, faulty)
	c, err := d.CheckFile(t.Context(), f, nil)
	if err != nil || c.Faulty != 1 {
		t.Fatalf("%+v %v", c.Report, err)
	}
	for _, mode := range []domain.UploadMode{domain.UploadAll, ""} {
		_, err = d.QueueUpload(f, c, mode)
		wantCode(t, err, app.CodeFileFault)
	}
	c.FileFault = true
	_, err = d.QueueUpload(f, c, domain.UploadValid)
	wantCode(t, err, app.CodeFileFault)
	if d.Snapshot().Outbox != 0 {
		t.Error("queued all the same")
	}
}

// The same bills again, in the same file or another (C7): what the region has stands,
// and its references, which are used now, are no faults of the file. A used reference
// with another patient, day or procedure still is one.
func TestBillsThatTheRegionHasAreNoFaultsOfAFileSentAgain(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	there, changed, fresh := goodDraft(t, d), goodDraft(t, d), goodDraft(t, d)
	v := received(7, 1, domain.StatusReceived)
	who, err := domain.ParsePersonID("19600917-2336", d.Today())
	if err != nil {
		t.Fatal(err)
	}
	for i := range v.Bills {
		b := &v.Bills[i].Bill
		b.Person = who
		b.Items = []domain.Item{{Date: domain.MustDate("2026-11-20"), Code: "101"}, {Date: domain.MustDate("2026-11-20"), Code: "patAvg"}}
	}
	if err := d.work.store.ApplyChanges("31", app.ChangePage{To: "1", Invoices: []domain.Invoice{v}}); err != nil {
		t.Fatal(err)
	}
	there.Bills[0].BillRef, changed.Bills[0].BillRef, fresh.Bills[0].BillRef = "r-501", "R-502", "R-503"
	changed.Bills[0].Items[0].Code = "103"
	c, err := d.CheckFile(t.Context(), fileOf(t, there, changed, fresh), nil)
	if err != nil || c.Report.Before != 1 || c.Faulty != 1 || !c.Sendable(0) || c.Sendable(1) || !c.Sendable(2) {
		t.Fatalf("%+v %v", c.Report, err)
	}
	for _, found := range c.Findings {
		if found.Place == 0 {
			t.Errorf("a fault of what was taken: %+v", found)
		}
	}
	if used := func(f invoicefile.Finding) bool { return f.Code == rules.CodeBillRefUsed && f.Place == 1 }; !slices.ContainsFunc(c.Findings, used) {
		t.Errorf("the changed bill passes: %+v", c.Findings)
	}
}
