package contract

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
)

type onDisk struct{ *bytes.Reader }

func (onDisk) Close() error { return nil }

// invoiceFile has n invoices of a bill each; every tenth is faulty.
func invoiceFile(t *testing.T, n int) domain.File { return namedFile(t, "file", n) }

// namedFile is such a file whose numbers and references begin with a name.
func namedFile(t *testing.T, name string, n int) domain.File {
	t.Helper()
	return inMemory("f.xml", written(t, name, n))
}

// zippedFile is such a file in a ZIP with a letter that each of its bills names.
func zippedFile(t *testing.T, name string, n int) domain.File {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for part, content := range map[string][]byte{"f.xml": written(t, name, n, "intyg.pdf"), "intyg.pdf": []byte("%PDF-1.4\n%%EOF\n")} {
		w, err := z.Create(part)
		must(t, err)
		_, err = w.Write(content)
		must(t, err)
	}
	must(t, z.Close())
	return inMemory("f.zip", out.Bytes())
}

func inMemory(name string, raw []byte) domain.File {
	sum := sha256.Sum256(raw)
	return domain.File{Name: name, Size: int64(len(raw)), Digest: hex.EncodeToString(sum[:]), Open: func() (io.ReadSeekCloser, error) { return onDisk{bytes.NewReader(raw)}, nil }}
}

// written is the file's XML; each bill names the attachments.
func written(t *testing.T, name string, n int, attachments ...string) []byte {
	t.Helper()
	var entries []*invoicefile.Entry
	for i := range n {
		d := domain.DraftBill{
			Person: entitled, Support: "N", CareModel: "K1", BillRef: fmt.Sprint(name, "-", i),
			Items: []domain.DraftItem{{Date: today.AddDays(-1 - i%60).String(), Code: "101"}, {Date: today.AddDays(-1 - i%60).String(), Code: domain.PatientFeeCode}},
		}
		if i%10 == 9 {
			d.CareModel = ""
		}
		entries = append(entries, &invoicefile.Entry{
			ID: guid(name, i), Draft: d, Attachments: attachments, Invoice: invoicefile.Invoice{No: i + 1, Clinic: clinic, InvoiceNo: fmt.Sprint(name, "-", i)},
		})
	}
	var out bytes.Buffer
	h := invoicefile.Header{FileID: "0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e90", Created: "2026-11-23T10:00:00Z", System: "P", SystemVersion: "1", OrgNumber: "857209-0606"}
	must(t, invoicefile.Write(&out, h, entries, today))
	return out.Bytes()
}

// guid is the sender's id of the ith bill of a file.
func guid(name string, i int) string {
	sum := sha256.Sum256(fmt.Append(nil, name, i))
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

func queueFile(t *testing.T, s app.Store, id string, f domain.File, mode domain.UploadMode) {
	t.Helper()
	c := domain.Command{ID: id, Kind: domain.CommandUpload, Clinic: clinic, File: &f, Mode: mode}
	must(t, s.Queue(c, app.Filing{At: noon(), Note: app.UploadNote{Name: f.Name, Size: f.Size, Digest: f.Digest, Mode: mode}}))
}

// TestUploadedExactlyOnce sends an invoice file through a network that cuts connections
// at random: its correct bills are at the region once, and the receipt tells all.
func TestUploadedExactlyOnce(t *testing.T) {
	w, s := newWorld(t), openStore(t)
	p := newProxy(t, w.address, 11)
	f := invoiceFile(t, 60)
	queueFile(t, s, "upload-0001", f, domain.UploadValid)
	work(t, w.client(anna, p.listener.Addr().String()), s, func() bool { return outbox(t, s) == 0 })
	answers, err := s.Answers(clinic)
	must(t, err)
	if len(answers) != 1 || answers[0].Receipt == nil {
		t.Fatalf("%+v", answers)
	}
	r := answers[0].Receipt
	if u := r.Upload; u.Taken != 54 || u.Made != 54 || len(u.Refused) != 6 || u.Before != 0 || r.Sum != 54*domain.Kronor(900) || !answers[0].Unseen() {
		t.Fatalf("%+v", r.Upload)
	}
	report := invoicefile.Decided(*r)
	if report.Sendable(9) || !report.Sendable(8) {
		t.Error("the split is another")
	}
	again := w.client(anna, w.address)
	_, err = again.Send(t.Context(), domain.Command{ID: "upload-0001", Kind: domain.CommandUpload, Clinic: clinic, File: &f, Mode: domain.UploadAll})
	if no := (*app.RefusedError)(nil); !errors.As(err, &no) || no.Code != api.ProblemFingerprint {
		t.Errorf("another mode: %v", err)
	}
}
