package server_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/test/storetest"
)

const aPDF = "%PDF-1.4\nsalt och peppar\n%%EOF\n"

// withAttachments is a ZIP of a file and of what it names.
func withAttachments(t *testing.T, xml []byte, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(name string, content []byte) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	add("fil.xml", xml)
	for _, name := range files {
		add(name, []byte(aPDF+name))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What comes with the bills of a file is kept with them, once, sealed for a key that
// the server does not have; a bill that lacks what it names comes back (C8).
func TestAttachmentsAreKeptSealed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	one := billEntry(t, "1", clinicA, "U-1", bill(t, entitledN, "u1"))
	one.Attachments = []string{"intyg.pdf", "plan.pdf"}
	two := billEntry(t, "2", clinicA, "U-1", bill(t, "194309189126", "u2"))
	two.Attachments = []string{"saknas.pdf"}
	xml := invoiceFile(t, one, two)
	file := withAttachments(t, xml, "intyg.pdf", "plan.pdf")
	r := receiptOf(t, w.upload(anna, clinicA, "upload-001", domain.UploadValid, file))
	if u := r.Upload; u.Taken != 1 || u.Attachments != 2 || !slices.Equal(u.Refused, []int{1}) || u.Findings[0].Code != invoicefile.CodeAttachmentMissing {
		t.Fatalf("%+v", u)
	}
	again := receiptOf(t, w.upload(anna, clinicA, "upload-002", domain.UploadValid, file))
	if u := again.Upload; u.Before != 1 || u.Taken != 0 || u.Attachments != 0 || u.Earlier != "upload-001" {
		t.Errorf("the same file again: %+v", u)
	}
	without := receiptOf(t, w.upload(anna, clinicA, "upload-003", domain.UploadValid, xml))
	if f := without.Upload.Findings; without.Upload.Before != 0 || !slices.ContainsFunc(f, func(f domain.FileFinding) bool { return f.Code == invoicefile.CodeIDChanged && f.Place == 0 }) {
		t.Errorf("the same bills without what came with them: %+v", without.Upload)
	}
	ourRef := r.Upload.Invoices[0].OurRef
	if err := w.store.Read(t.Context(), func(tx server.Tx) error {
		list, err := tx.Attachments(ourRef)
		if err != nil || len(list) != 2 || list[0].Name != "intyg.pdf" || list[0].Kind != "pdf" || list[0].Upload != "upload-001" {
			t.Fatalf("%+v %v", list, err)
		}
		a, err := tx.Attachment(ourRef, list[0].BillNo, "intyg.pdf")
		if err != nil {
			return err
		}
		if bytes.Contains(a.Sealed, []byte("peppar")) {
			t.Error("it is not sealed")
		}
		got, err := attachmentSecret().OpenAttachment(a)
		if err != nil || string(got) != aPDF+"intyg.pdf" {
			t.Errorf("%q %v", got, err)
		}
		a.BillNo++
		if _, err := attachmentSecret().OpenAttachment(a); err == nil {
			t.Error("it opens as another bill's")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// A region without a key for them takes no attachments, and says so: nothing of them
// is thrown away unsaid. The same file without them it takes.
func TestAttachmentsNeedAKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	w.stop()
	if w.service, err = server.NewService(server.Config{Store: storetest.Twice{Store: w.store}, Profile: profile, Prices: prices, Now: noon}); err != nil {
		t.Fatal(err)
	}
	w.start()
	e := billEntry(t, "1", clinicA, "U-1", bill(t, entitledN, "u1"))
	e.Attachments = []string{"intyg.pdf"}
	xml := invoiceFile(t, e)
	a := w.upload(anna, clinicA, "upload-001", domain.UploadValid, withAttachments(t, xml, "intyg.pdf"))
	if u := receiptOf(t, a).Upload; a.status != http.StatusCreated || !u.FileFault || u.Taken != 0 || u.Findings[0].Code != invoicefile.CodeNoKey || u.Findings[0].Text == "" {
		t.Errorf("%d %+v", a.status, u)
	}
	if u := receiptOf(t, w.upload(anna, clinicA, "upload-002", domain.UploadValid, xml)).Upload; u.Taken != 1 || u.Attachments != 0 || u.Findings[0].Code != invoicefile.CodeAttachmentBare {
		t.Errorf("%+v", u)
	}
}

// What is taken as a whole or not at all is one transaction: large attachments are not
// for that, and it is said before anything is stored.
func TestLargeAttachmentsAreNotTakenAllAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := billEntry(t, "1", clinicA, "U-1", bill(t, entitledN, "u1"))
	e.Attachments = []string{"en.pdf", "två.pdf"}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range map[string][]byte{
		"fil.xml": invoiceFile(t, e), "en.pdf": append([]byte(aPDF), make([]byte, 9<<20)...), "två.pdf": append([]byte(aPDF), make([]byte, 9<<20)...),
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = f.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r := receiptOf(t, w.upload(anna, clinicA, "upload-001", domain.UploadAll, out.Bytes()))
	if u := r.Upload; !u.FileFault || u.Taken != 0 || u.Findings[0].Code != invoicefile.CodeAllLarge {
		t.Errorf("%+v", u)
	}
}
