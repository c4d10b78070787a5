package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/text"
)

// desk is the program as the verb sees it; the region answers once it is asked about
// the file.
type desk struct {
	t       *testing.T
	before  *app.Upload
	queued  *app.Upload
	receipt *domain.Receipt // nil: no answer
	sync    app.SyncState
	seen    []string
	bell    chan app.Change
	file    domain.File
}

func (d *desk) CheckFile(ctx context.Context, f domain.File, _ func(app.FileProgress)) (app.FileCheck, error) {
	profile, prices, err := region.Load("vgr")
	if err != nil {
		d.t.Fatal(err)
	}
	in, err := f.Open()
	if err != nil {
		return app.FileCheck{}, err
	}
	defer in.Close()
	r, err := invoicefile.Check(ctx, in, invoicefile.LocalFacts(profile, prices, domain.MustDate("2026-11-23")), invoicefile.Options{})
	return app.FileCheck{Report: r, Before: d.before}, err
}

func (d *desk) QueueUpload(f domain.File, c app.FileCheck, mode domain.UploadMode) (string, error) {
	d.queued, d.file = &app.Upload{ID: "upload-001", UploadNote: app.UploadNote{Mode: mode, Digest: c.Digest}}, f
	return "upload-001", nil
}

func (d *desk) Upload(id string) (app.Upload, error) {
	u := d.queued
	if u == nil {
		u = d.before
	}
	if u == nil || u.ID != id {
		return app.Upload{}, errors.New("another upload")
	}
	if d.receipt != nil {
		d.receipt.Submission, u.Receipt, u.Answered = id, d.receipt, time.Now()
	}
	return *u, nil
}

func (d *desk) UploadFile(string) (domain.File, error) { return d.file, nil }
func (d *desk) Seen(ids ...string) error               { d.seen = ids; return nil }
func (d *desk) Snapshot() app.Snapshot                 { return app.Snapshot{Sync: d.sync} }
func (d *desk) Updates() <-chan app.Change             { return d.bell }
func (d *desk) Today() domain.Date                     { return domain.MustDate("2026-11-28") }

// upload runs the verb on one of the format's examples.
func (d *desk) upload(t *testing.T, u uploader) (out string, code int) {
	t.Helper()
	d.t = t
	if u.name == "" {
		u.name = "../../docs/fakturafil/vgr.xml"
	}
	disk := &files.Disk{}
	f, err := disk.File(u.name)
	if err != nil {
		t.Fatal(err)
	}
	d.file = f
	var buf bytes.Buffer
	u.work, u.s = d, cli.Streams{Out: &buf, Err: io.Discard}
	if u.mode == "" {
		u.mode = domain.UploadValid
	}
	err = u.run(t.Context(), f)
	var exit cli.Exit
	switch {
	case errors.As(err, &exit):
		return buf.String() + exit.Why, exit.Code
	case err != nil:
		return buf.String() + err.Error(), cli.Failed
	}
	return buf.String(), cli.Done
}

func answered(taken int, refused ...int) *domain.Receipt {
	u := &domain.Uploaded{Mode: domain.UploadValid, Bills: 3, Taken: taken, Refused: refused, Made: 1, Invoices: []domain.UploadedInvoice{{Clinic: "31", OurRef: 518148, InvoiceNo: "U-1", Bills: taken, Sum: 2700_00}}}
	for _, place := range refused {
		u.Findings = append(u.Findings, domain.FileFinding{Finding: domain.Finding{Code: rules.CodeBillRefUsed, Severity: domain.SeverityError, Item: domain.WholeBill, Params: map[string]string{"ref": "45678"}}, Place: place, Line: 40, Path: "/invoiceFile", Clinic: "31"})
	}
	return &domain.Receipt{Received: time.Now(), Sum: 2700_00, Upload: u}
}

// The exit codes are an interface (C11): all was taken, something was not, no answer yet.
func TestUploadSaysByItsExitCodeWhatBecameOfTheFile(t *testing.T) {
	all := &desk{receipt: answered(3)}
	if out, code := all.upload(t, uploader{}); code != cli.Done || !strings.Contains(out, "Mottaget: 3 räkningar, 2 700,00 kr, på 1 faktura.") || !strings.Contains(out, "Vår referens 518148") || len(all.seen) != 1 {
		t.Errorf("%d %s", code, out)
	}
	credits := answered(3)
	credits.Upload.Credits = 1
	if out, _ := (&desk{receipt: credits}).upload(t, uploader{}); !strings.Contains(out, "Mottaget: 3 räkningar och krediteringar") {
		t.Error(out)
	}
	some := &desk{receipt: answered(2, 1)}
	if out, code := some.upload(t, uploader{}); code != cli.Findings || !strings.Contains(out, "vgr.xml:40: fel R-BILLREF-USED") || !strings.Contains(out, "Mottaget: 2 räkningar") {
		t.Errorf("%d %s", code, out)
	}
	offline := &desk{sync: app.SyncState{Phase: app.SyncOffline, Code: app.CodeOffline}}
	if out, code := offline.upload(t, uploader{}); code != cli.Later || !strings.Contains(out, "filen ligger i utkorgen") || offline.queued == nil || offline.seen != nil {
		t.Errorf("%d %s", code, out)
	}
	refused := &desk{}
	refused.before = &app.Upload{ID: "upload-000", Answered: time.Time{}} // broken off: the old one is waited for
	refused.receipt = answered(3)
	if out, code := refused.upload(t, uploader{}); code != cli.Done || refused.queued != nil {
		t.Errorf("sent twice: %d %s", code, out)
	}
}

// Nothing is sent of a file that cannot be, nor all of one with faults.
func TestUploadSendsNothingThatCannotBeTaken(t *testing.T) {
	whole, err := os.ReadFile("../../docs/fakturafil/vgr.xml")
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.xml")
	if err := os.WriteFile(cut, whole[:len(whole)-50], 0o600); err != nil {
		t.Fatal(err)
	}
	faulty := filepath.Join(t.TempDir(), "faulty.xml")
	if err := os.WriteFile(faulty, bytes.Replace(whole, []byte("<careModel>"), []byte("<careModel>X"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, u := range []uploader{{name: cut}, {name: faulty, mode: domain.UploadAll}} {
		d := &desk{}
		if out, code := d.upload(t, u); code != cli.Findings || d.queued != nil || !strings.Contains(out, text.UploadNotSent) {
			t.Errorf("%s: %d %s", u.name, code, out)
		}
	}
}

func TestUploadAsJSONAndWithReturnFiles(t *testing.T) {
	d, dir := &desk{receipt: answered(2, 1)}, t.TempDir()
	out, code := d.upload(t, uploader{json: true, returns: dir})
	var got struct {
		Faulty, Sendable int
		Findings         []struct{ Code, What string }
		Rejected         string
		Receipt          struct {
			ID, Mode string
			Taken    int
			Invoices []domain.UploadedInvoice
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != cli.Findings {
		t.Fatal(err, code, out)
	}
	if got.Faulty != 1 || got.Sendable != 2 || got.Findings[0].What == "" || got.Receipt.ID != "upload-001" || got.Receipt.Taken != 2 || got.Receipt.Invoices[0].OurRef != 518148 {
		t.Errorf("%s", out)
	}
	back, err := os.ReadFile(got.Rejected)
	if err != nil || !bytes.Contains(back, []byte("Räkningsreferensen har redan använts")) {
		t.Errorf("%v %s", err, back)
	}
}

// drafts are what the verb export writes.
type drafts map[string]domain.Draft

func (d drafts) Drafts() (list []app.DraftSummary, err error) {
	for id := range d {
		list = append(list, app.DraftSummary{ID: id})
	}
	return list, nil
}
func (d drafts) Draft(id string) (domain.Draft, error) { return d[id], nil }
func (drafts) Today() domain.Date                      { return domain.MustDate("2026-11-23") }
func (drafts) Invoice(ourRef int64) (domain.Invoice, error) {
	return domain.Invoice{OurRef: ourRef, Clinic: "31", InvoiceNo: "F-7", Bills: make([]domain.InvoiceBill, 2)}, nil
}

// A clinic is never locked in: its drafts, also half typed ones, and its invoices go
// out in the format that it may send in. No other file is written over.
func TestExportWritesDraftsAndInvoices(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.xml")
	mine := drafts{"1": {ID: "1", Clinic: "31", InvoiceNo: "U-1", State: domain.DraftOpen, Bills: []domain.DraftBill{{Person: "1960", BillRef: "45678"}}}, "2": {State: domain.DraftReceived, Bills: make([]domain.DraftBill, 5)}}
	c := ExportCmd{File: path, OrgNumber: "857209-0606"}
	if n, err := c.export(mine); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(raw, []byte("<billRef>45678</billRef>")) || !bytes.Contains(raw, []byte(">1960<")) {
		t.Errorf("%v %s", err, raw)
	}
	if _, err := c.export(mine); !errors.Is(err, os.ErrExist) {
		t.Errorf("written over: %v", err)
	}
	c.File, c.Invoice = filepath.Join(t.TempDir(), "invoice.xml"), 7
	if n, err := c.export(mine); err != nil || n != 2 {
		t.Error(n, err)
	}
	if _, err := (ExportCmd{File: path + "2", OrgNumber: "857209-0606"}).export(drafts{}); err == nil {
		t.Error("a file of nothing")
	}
}
