package server_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/server"
)

func init() {
	r := aCommand(domain.CommandUpload, nil, func(w *world, n string) []byte {
		return invoiceFile(w.t, billEntry(w.t, n, clinicA, "M", bill(w.t, entitledN, "matrix file "+n)))
	})
	r.path, r.media = r.path+"?mode=valid_only", "application/xml"
	matrix["PUT "+api.PathCommand(domain.CommandUpload)] = r
}

// billEntry is a bill of a file; name makes its id.
func billEntry(t testing.TB, name, clinic, invoiceNo string, b domain.Bill) *invoicefile.Entry {
	t.Helper()
	return &invoicefile.Entry{
		ID: guid(name), Draft: b.Typed(), Invoice: invoicefile.Invoice{No: 1 + len(clinic+invoiceNo)*1000 + int(clinic[len(clinic)-1]), Clinic: clinic, InvoiceNo: invoiceNo},
	}
}

// guid is a sender's id, the same for the same name.
func guid(name string) string {
	var n uint64
	for _, r := range name {
		n = n*131 + uint64(r)
	}
	return fmt.Sprintf("a1f0c1de-52a4-4c0b-8d6f-%012x", n&0xFFFFFFFFFFFF)
}

// invoiceFile is a file of entries, those of an invoice one after the other.
func invoiceFile(t testing.TB, entries ...*invoicefile.Entry) []byte {
	t.Helper()
	numbers := map[string]int{}
	for _, e := range entries {
		if key := e.Invoice.Clinic + "\n" + e.Invoice.InvoiceNo; e.Credit == nil {
			if numbers[key] == 0 {
				numbers[key] = len(numbers) + 1
			}
			e.Invoice.No = numbers[key]
		}
	}
	var out bytes.Buffer
	h := invoicefile.Header{FileID: guid("file"), Created: "2026-11-23T10:00:00Z", System: "P", SystemVersion: "1", OrgNumber: "857209-0606"}
	if err := invoicefile.Write(&out, h, entries, today); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// mixedFile has two invoices of clinicA, with three correct bills and a faulty one.
func mixedFile(t testing.TB) []byte {
	faulty := bill(t, "194401216595", "u4")
	faulty.CareModel = ""
	return invoiceFile(t,
		billEntry(t, "1", clinicA, "U-1", bill(t, entitledN, "u1")), billEntry(t, "2", clinicA, "U-1", bill(t, "194309189126", "u2")),
		billEntry(t, "3", clinicA, "U-2", bill(t, "194505249229", "u3")), billEntry(t, "4", clinicA, "U-2", faulty))
}

func (w *world) upload(who, clinic, id string, mode domain.UploadMode, file []byte) answer {
	w.t.Helper()
	url := w.base + "/v1/clinics/" + clinic + "/uploads/" + id + "?mode=" + string(mode)
	return do(w.t, w.client(who), http.MethodPut, url, file, "Content-Type", "application/xml")
}

// The correct bills of a file become the invoices they stand on, as if each had been
// submitted; the faulty one comes back with its line (C1, C2, C4).
func TestAnInvoiceFileBecomesInvoices(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, anna, clinicA, "", 500)
	file := mixedFile(t)
	a := w.upload(anna, clinicA, "upload-001", domain.UploadValid, file)
	r := receiptOf(t, a)
	u := r.Upload
	if a.status != http.StatusCreated || r.Submission != "upload-001" || r.Kind != domain.CommandUpload || r.Bills != 3 || r.Sum != domain.Kronor(2700) || len(r.Digest) != 64 || !r.Received.Equal(noon()) {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if u.Bills != 4 || u.Taken != 3 || u.Before != 0 || u.Made != 2 || !slices.Equal(u.Refused, []int{3}) || u.RefusedSum != domain.Kronor(900) || u.FileFault || u.Nothing() {
		t.Fatalf("%+v", u)
	}
	if f := u.Findings[0]; f.Code != rules.CodeCareModelMissing || f.Place != 3 || f.Line < 30 || f.BillRef != "u4" || f.Clinic != clinicA || f.Text == "" || !strings.Contains(f.Path, "/invoice[2]/bill[2]") {
		t.Errorf("%+v", u.Findings)
	}
	changes, _ := follow(t, w, anna, clinicA, end, 500)
	if len(changes) != 2 || changes[0].Invoice.OurRef != u.Invoices[0].OurRef || changes[1].Invoice.OurRef != u.Invoices[1].OurRef {
		t.Fatalf("the feed tells %+v", changes)
	}
	v := w.invoice(u.Invoices[0].OurRef)
	if v.Status != domain.StatusReceived || v.InvoiceNo != "U-1" || len(v.Bills) != 2 || v.Sum() != u.Invoices[0].Sum || v.Bills[0].RegisteredBy != "Anna Ek" || v.Bills[0].Entitlement == "" || v.Bills[0].BillRef != "u1" {
		t.Errorf("%+v", v)
	}
	events, err := w.service.Events(context.Background(), as(anna, clinicA), v.OurRef)
	if err != nil || len(events) != 1 || events[0].Act != domain.ActSubmit || events[0].By.ID != anna || events[0].Command != "upload-001" {
		t.Errorf("%+v %v", events, err)
	}
	if audit, err := server.Audit(context.Background(), w.store); err != nil || len(audit.Faults()) > 0 {
		t.Errorf("the books: %v %v", audit.Faults(), err)
	}

	again := w.upload(bjorn, clinicA, "upload-001", domain.UploadValid, file)
	if again.status != http.StatusOK || again.header.Get(api.ReplayedHeader) != "true" || !bytes.Equal(again.body, a.body) {
		t.Errorf("a repeat: %d %s", again.status, again.body)
	}
	if p := w.upload(anna, clinicA, "upload-001", domain.UploadAll, file).problem(t); p.Code != api.ProblemFingerprint {
		t.Errorf("another mode under the same id: %s", p.Code)
	}
}

// The same file again, under another id, brings nothing, and says so; mended, with
// the ids of its bills kept, it brings the rest (C6, C7).
func TestTheSameFileTwiceDoesNoHarm(t *testing.T) {
	w := newWorld(t)
	first := receiptOf(t, w.upload(anna, clinicA, "upload-001", domain.UploadValid, mixedFile(t)))
	_, end := follow(t, w, anna, clinicA, "", 500)
	again := receiptOf(t, w.upload(cecilia, clinicA, "upload-002", domain.UploadValid, mixedFile(t)))
	if u := again.Upload; u.Taken != 0 || u.Before != 3 || u.Earlier != "upload-001" || !slices.Equal(u.Refused, []int{3}) || len(u.Findings) != 1 || again.Sum != 0 {
		t.Fatalf("%+v", u)
	}
	if changes, _ := follow(t, w, anna, clinicA, end, 500); len(changes) != 0 {
		t.Errorf("%+v", changes)
	}
	mended := invoiceFile(t,
		billEntry(t, "1", clinicA, "U-1", bill(t, entitledN, "u1")), billEntry(t, "4", clinicA, "U-2", bill(t, "194401216595", "u4")))
	r := receiptOf(t, w.upload(anna, clinicA, "upload-003", domain.UploadAll, mended))
	if u := r.Upload; u.Taken != 1 || u.Before != 1 || u.Earlier != "" || len(u.Refused) != 0 || r.Sum != domain.Kronor(900) {
		t.Errorf("%+v", u)
	}
	changed := bill(t, entitledN, "u1")
	changed.Comment = "ändrad"
	r = receiptOf(t, w.upload(anna, clinicA, "upload-004", domain.UploadValid, invoiceFile(t, billEntry(t, "1", clinicA, "U-1", changed))))
	if u := r.Upload; u.Taken != 0 || u.Findings[0].Code != invoicefile.CodeIDChanged || u.Findings[0].Params["ourRef"] != fmt.Sprint(first.Upload.Invoices[0].OurRef) {
		t.Errorf("the id with other content: %+v", u)
	}
}

// All or nothing: with a faulty bill nothing is taken, and that is the answer for ever.
func TestAllOrNothingOfAFile(t *testing.T) {
	w := newWorld(t)
	_, end := follow(t, w, anna, clinicA, "", 500)
	a := w.upload(anna, clinicA, "upload-001", domain.UploadAll, mixedFile(t))
	r := receiptOf(t, a)
	if u := r.Upload; u.Taken != 0 || u.Made != 0 || !u.Nothing() || !slices.Equal(u.Refused, []int{3}) || r.Sum != 0 {
		t.Fatalf("%+v", u)
	}
	cut := mixedFile(t)
	cut = cut[:len(cut)-100]
	broken := receiptOf(t, w.upload(anna, clinicA, "upload-002", domain.UploadValid, cut))
	if u := broken.Upload; !u.FileFault || u.Taken != 0 || !u.Nothing() {
		t.Errorf("%+v", u)
	}
	if changes, _ := follow(t, w, anna, clinicA, end, 500); len(changes) != 0 {
		t.Errorf("%+v", changes)
	}
	if again := w.upload(anna, clinicA, "upload-001", domain.UploadAll, mixedFile(t)); again.status != http.StatusOK || !bytes.Equal(again.body, a.body) {
		t.Errorf("%d %s", again.status, again.body)
	}
}

// One file for several clinics of a provider, and only those where the user may bill;
// whose bills stand at another clinic learns nothing of it (C10).
func TestAFileForSeveralClinics(t *testing.T) {
	w := newWorld(t)
	file := invoiceFile(t, billEntry(t, "1", clinicA, "U-1", bill(t, entitledN, "u1")), billEntry(t, "2", clinicB, "U-1", bill(t, "194309189126", "u2")),
		billEntry(t, "3", clinicC, "U-1", bill(t, "194505249229", "u3")), billEntry(t, "4", "9999", "U-1", bill(t, "194401216595", "u4")))
	own := receiptOf(t, w.upload(anna, clinicA, "upload-001", domain.UploadValid, file)).Upload
	if own.Taken != 1 || !slices.Equal(own.Refused, []int{1, 2, 3}) {
		t.Fatalf("%+v", own)
	}
	for _, f := range own.Findings {
		if f.Code != invoicefile.CodeClinic {
			t.Errorf("%+v", f)
		}
	}
	both := receiptOf(t, w.upload(bjorn, clinicB, "upload-001", domain.UploadValid, file)).Upload
	if both.Taken != 1 || both.Before != 1 || both.Invoices[0].Clinic != clinicB || !slices.Equal(both.Refused, []int{2, 3}) {
		t.Fatalf("%+v", both)
	}
	if v, err := w.service.Invoice(context.Background(), as(bjorn, clinicB), both.Invoices[0].OurRef); err != nil || v.Clinic != clinicB {
		t.Errorf("%+v %v", v, err)
	}
}

// Credits in a file are given as the command for one does (C9): by Vår referens, by
// räkningsreferens, and each only once.
func TestCreditsByFile(t *testing.T) {
	w := newWorld(t)
	v := w.paid("K-1000")
	credit := func(name string, c invoicefile.Credit) *invoicefile.Entry {
		c.Reason = "fel patient"
		return &invoicefile.Entry{ID: guid(name), Invoice: invoicefile.Invoice{Clinic: clinicA}, Credit: &c}
	}
	waits := w.waiting(clinicA)
	file := invoiceFile(t, credit("1", invoicefile.Credit{BillRef: v.Bills[0].BillRef}), credit("2", invoicefile.Credit{OurRef: v.OurRef, BillRef: v.Bills[0].BillRef}),
		credit("3", invoicefile.Credit{OurRef: waits.OurRef}), credit("4", invoicefile.Credit{OurRef: 1}), credit("5", invoicefile.Credit{BillRef: "finns inte"}))
	r := receiptOf(t, w.upload(anna, clinicA, "upload-001", domain.UploadValid, file))
	u := r.Upload
	if u.Credits != 5 || u.Taken != 1 || r.Sum != -v.Bills[0].Sum() || !slices.Equal(u.Refused, []int{1, 2, 3, 4}) {
		t.Fatalf("%+v %+v", u, u.Findings)
	}
	for place, code := range map[int]string{1: invoicefile.CodeCreditState, 2: invoicefile.CodeCreditState, 3: invoicefile.CodeCreditNone, 4: invoicefile.CodeCreditNone} {
		path := "/invoiceFile/credit[" + strconv.Itoa(place+1) + "]"
		if !slices.ContainsFunc(u.Findings, func(f domain.FileFinding) bool {
			return f.Place == place && f.Code == code && f.Text != "" && f.Path == path
		}) {
			t.Errorf("%d is not %s: %+v", place, code, u.Findings)
		}
	}
	if marked := w.invoice(v.OurRef); marked.Bills[0].State != domain.BillCredited || marked.Bills[1].State != "" {
		t.Errorf("%+v", marked)
	}
	events, err := w.service.Events(context.Background(), as(anna, clinicA), u.Invoices[0].OurRef)
	if err != nil || events[0].Act != domain.ActCredit || events[0].Reason != "fel patient" || events[0].Command != "upload-001" {
		t.Errorf("%+v %v", events, err)
	}
	again := receiptOf(t, w.upload(anna, clinicA, "upload-002", domain.UploadValid, file)).Upload
	if again.Taken != 0 || again.Before != 1 {
		t.Errorf("%+v", again)
	}
}

// An FHB is not used twice over, on two invoices of a file either.
func TestTwoInvoicesOfAFileShareAnFHB(t *testing.T) {
	w := newWorld(t)
	most := func(ref, tooth string) domain.Bill {
		b := bill(t, "198405152383", ref)
		b.Support, b.CareModel, b.Category, b.Approval = domain.SupportS, "K1", "S1", w.approval(t, b.Person)
		b.Items = []domain.Item{{Date: today.AddDays(-1), Code: "800", Position: domain.Position(tooth), Price: domain.Kronor(6825)}, {Date: today.AddDays(-1), Code: domain.PatientFeeCode, Price: -domain.Kronor(200)}}
		return b
	}
	file := invoiceFile(t, billEntry(t, "1", clinicA, "U-1", most("u1", "11")), billEntry(t, "2", clinicA, "U-22", most("u2", "36")))
	u := receiptOf(t, w.upload(anna, clinicA, "upload-001", domain.UploadValid, file)).Upload
	if u.Taken != 1 || !slices.Equal(u.Refused, []int{1}) || !slices.ContainsFunc(u.Findings, func(f domain.FileFinding) bool {
		return f.Code == rules.CodeApprovalAmount && f.Place == 1 && f.Line > 0
	}) {
		t.Fatalf("%+v", u)
	}
}

// approval is the number of a patient's first FHB.
func (w *world) approval(t *testing.T, id domain.PersonID) string {
	t.Helper()
	facts, err := w.service.Lookup(context.Background(), as(anna, clinicA), id)
	if err != nil || len(facts.Approvals) == 0 {
		t.Fatal(facts, err)
	}
	return facts.Approvals[0].No
}
