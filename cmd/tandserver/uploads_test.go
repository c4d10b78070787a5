package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// What the desk sees of an invoice file: numbers, invoices and codes, and nothing of
// its patients.
func TestAnInvoiceFileAtTheDesk(t *testing.T) {
	file := server.UploadedFile{Clinic: "31", UserID: 7, Receipt: domain.Receipt{
		Submission: "7f3c1e0a-52a4-4c0b-8d6f-5a2b7b0e9c11", Digest: strings.Repeat("0123456789abcdef", 4), Received: time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC),
		Sum: domain.Kronor(1_250_000),
		Upload: &domain.Uploaded{
			FileID: "0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e90\x1b[2J", Mode: domain.UploadAll, Bills: 11_999, Credits: 1, Taken: 10_000, Before: 1_500, Refused: make([]int, 500),
			Attachments: 2, Unlisted: 1_200, Made: 10_001, Invoices: []domain.UploadedInvoice{{Clinic: "32", OurRef: 600_012, InvoiceNo: "2026-1", Bills: 4, Sum: domain.Kronor(900)}},
		},
	}}
	u := uploadOf(file, map[string]int{"R-DOUBLE": 1_499, "F-VALUE": 1}, "ANV-7")
	var out bytes.Buffer
	if err := tellUpload(cli.Streams{Out: &out}, u, time.UTC); err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{
		"2026-11-28 09:00:00 31 ANV-7 0123456789ab 10 000 1 250 000,00 1 500 500 allt eller inget 7f3c1e0a-52a4-4c0b-8d6f-5a2b7b0e9c11",
		"I filen: 12 000 räkningar och krediteringar. Bilagor sparade: 2.",
		"32 2026-1 600012 4 900,00 Och 10 000 fakturor till.",
		"F-VALUE 1 R-DOUBLE 1 499 Och 1 200 anmärkningar till",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("an escape sequence reaches the terminal")
	}
	raw, err := json.Marshal(u)
	if want := `"takenSumOre":125000000,`; err != nil || !strings.Contains(string(raw), want) || !strings.Contains(string(raw), `"faults":[{"code":"F-VALUE","count":1}`) {
		t.Errorf("%s %v", raw, err)
	}
}
