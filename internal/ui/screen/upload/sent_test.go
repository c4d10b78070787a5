package upload

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// Another file that was chosen by mistake is told by what it is, and nothing else.
func TestC2AFileOfAnotherKind(t *testing.T) {
	w := newWorld(t)
	w.content["/home/anna/november.xml"] = "klinik;belopp\n31;10\n"
	pl := w.open(t, "")
	pl.Paste("/home/anna/november.xml")
	says(t, pl, "✗ Inget av filen kan skickas.", "✗ Filen är text i kolumner (CSV), ingen fakturafil. Välj den XML-fil", "1 fel")
	if v := plain(pl); strings.Contains(v, "Rätta felet") || strings.Contains(v, "Rad 1 ·") {
		t.Error(v)
	}
}

// A ZIP: what comes with the bills is counted before it is sent, what is missing stands
// at its bill, and the receipt says what the region keeps (C8).
func TestC8AttachmentsOnTheScreen(t *testing.T) {
	w := newWorld(t)
	naming := func(xml, ref, attachment string) string {
		return strings.Replace(xml, "<billRef>"+ref+"</billRef>", "<billRef>"+ref+"</billRef><attachments><attachment>"+attachment+"</attachment></attachments>", 1)
	}
	xml := naming(naming(w.content["/home/anna/november.xml"], "980830", "röntgen 16.png"), "980831", "intyg.pdf")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range map[string]string{"november.xml": xml, "röntgen 16.png": "\x89PNG\r\n\x1a\n"} {
		part, err := z.Create(name)
		if err == nil {
			_, err = part.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	w.content["/home/anna/november.zip"] = out.String()
	pl := w.open(t, "")
	pl.Paste("/home/anna/november.zip")
	pl.Press("end")
	pl.Golden("attached")
	says(t, pl, "1 bilaga", "Bilagan intyg.pdf finns inte i ZIP-filen.")

	w.uploads = []app.Upload{{ID: "u1", UploadNote: app.UploadNote{Name: "november.zip", Bills: 7, Sendable: 1, Sum: domain.Kronor(900)}, Answered: w.clock.Now()}}
	w.uploads[0].Receipt = &domain.Receipt{Kind: domain.CommandUpload, Bills: 1, Sum: domain.Kronor(900), Upload: &domain.Uploaded{
		Mode: domain.UploadValid, Bills: 7, Taken: 1, Attachments: 1, Refused: []int{1, 2, 3, 4, 5, 6}, Made: 1,
		Invoices: []domain.UploadedInvoice{{Clinic: "31", OurRef: 572775, InvoiceNo: "2026-11-014", Bills: 1, Sum: domain.Kronor(900)}},
	}}
	sent := w.open(t, "u1")
	sent.Golden("attached-received")
	says(t, sent, "✓ 1 bilaga är sparad hos regionen, krypterad.")
}

// An upload from the outbox to its receipt: what was taken stands by invoice, what
// comes back in the error list.
func TestC1TheReceiptHasItsInvoicesAndWhatComesBack(t *testing.T) {
	w := newWorld(t)
	note := app.UploadNote{Name: "november.xml", Folder: "/media/usb/", Bills: 7, Sendable: 2, Sum: domain.Kronor(1800)}
	w.uploads = []app.Upload{{ID: "u1", UploadNote: note, Queued: w.clock.Now()}}
	pl := w.open(t, "u1")
	pl.Golden("queued")
	says(t, pl, "… Filen ligger i utkorgen: 2 räkningar, 1 800,00 kr.")

	found := domain.FileFinding{
		Finding: domain.Finding{Code: "R-BILLREF-USED", Severity: domain.SeverityError, Item: domain.WholeBill, Field: domain.FieldBillRef},
		Place:   6, Line: 78, Path: "/invoiceFile/invoice[1]/bill[7]/billRef", Clinic: "31", BillRef: "980831", Person: "194309189126",
	}
	w.uploads[0].Receipt = &domain.Receipt{Kind: domain.CommandUpload, Bills: 1, Sum: domain.Kronor(900), Upload: &domain.Uploaded{
		Mode: domain.UploadValid, Bills: 7, Taken: 1, Before: 1, Refused: []int{1, 2, 3, 4, 5, 6}, Findings: []domain.FileFinding{found},
		Invoices: []domain.UploadedInvoice{{Clinic: "31", OurRef: 572775, InvoiceNo: "2026-11-014", Bills: 1, Sum: domain.Kronor(900)}, {Clinic: "44", OurRef: 572776, Bills: 1}},
	}}
	w.uploads[0].Answered, w.uploads[0].Unseen = w.clock.Now(), true
	pl.Send(screen.Changed{What: app.ChangedOutbox})
	pl.Golden("received")
	uitest.CheckKeys(t, pl.Screen)
	says(
		t, pl, "✓ 1 räkning är mottagen av regionen.", "! 1 räkning hade tagits emot förut", "✗ 6 räkningar togs inte emot",
		"31 2026-11-014 572775 1 900,00",
	)
	if len(w.seen) != 1 {
		t.Errorf("seen: %v", w.seen)
	}
	pl.Press("enter")
	if pl.Last.To != (screen.Route{Name: screen.Invoice, Arg: "572775"}) {
		t.Errorf("%+v", pl.Last)
	}
	pl.Press("down", "enter")
	if !strings.Contains(pl.Last.Notice, labels.UploadOtherClinic("44")) {
		t.Errorf("%+v", pl.Last)
	}
	pl.Press("f")
	pl.Golden("back")
	uitest.CheckKeys(t, pl.Screen)
	says(t, pl, "31 980831 19430918-9126", "Rad 78")
	pl.Press("u", "r")
	if len(w.drafts) != 1 || w.drafts[0] != 6 || !strings.Contains(w.saved["/media/usb/november-avvisade.xml"], "<bills>6</bills>") {
		t.Errorf("%v %v", w.drafts, w.saved)
	}

	again := w.open(t, "")
	again.Golden("uploads")
	says(t, again, "november.xml 16:10 2 1 800,00 ! 6 kom tillbaka")
	again.Press("enter")
	if again.Last.To != (screen.Route{Name: screen.Upload, Arg: "u1"}) {
		t.Errorf("%+v", again.Last)
	}
	again.Press("o")
	says(t, again, "Fil: /media/usb/")
	gone := w.open(t, "u9")
	says(t, gone, text.Error(app.CodeFileGone).What)
	w.uploads[0].Receipt, w.uploads[0].Refusal = nil, &domain.Refusal{Code: "new", Detail: "Stängt\x1b[2J för bokslut."}
	refused := w.open(t, "u1")
	says(t, refused, "✗ Regionen tog inte emot filen.", "Stängt[2J för bokslut.")
}
