package server_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

var _ = aCommand(domain.CommandSubmit, domain.Submission{}, func(w *world, n string) []byte {
	return submission(w.t, "M", bill(w.t, entitledN, "matrix "+n))
})

func TestSubmissionGivesReceiptAndInvoice(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	body := submission(t, "F-1", bill(t, entitledN, "r1"), bill(t, "194309189126", "r2"))
	a := do(t, c, "PUT", submitURL(w, clinicA, "sub-00001"), body)
	if a.status != http.StatusCreated || a.header.Get(api.ReplayedHeader) != "" {
		t.Fatalf("%d %v %s", a.status, a.header, a.body)
	}
	r := receiptOf(t, a)
	if r.Submission != "sub-00001" || r.InvoiceNo != "F-1" || r.Bills != 2 || r.Sum != domain.Kronor(1800) || len(r.Digest) != 64 || !r.Received.Equal(noon()) {
		t.Fatalf("receipt %+v", r)
	}
	v, err := w.service.Invoice(context.Background(), as(anna, clinicA), r.OurRef)
	if err != nil {
		t.Fatal(err)
	}
	if v.Status != domain.StatusReceived || v.Sum() != r.Sum || v.Bills[0].RegisteredBy != "Anna Ek" || v.Bills[0].Entitlement == "" || v.Bills[0].BillNo == v.Bills[1].BillNo {
		t.Fatalf("invoice %+v", v)
	}
}

// A replay gives the same bytes, also after the rules would say no: it must
// never be told "redan använts" about its own reference.
func TestReplayIsByteEqual(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	body := submission(t, "F-1", bill(t, entitledN, "self"))
	first := do(t, c, "PUT", submitURL(w, clinicA, "sub-00001"), body)
	ref := receiptOf(t, first).OurRef
	if err := w.desk().Void(context.Background(), ref, domain.WholeInvoice, "prov"); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{anna, bjorn} { // a colleague may send it again
		again := do(t, w.client(who), "PUT", submitURL(w, clinicA, "sub-00001"), body)
		if again.status != http.StatusOK || again.header.Get(api.ReplayedHeader) != "true" || !bytes.Equal(first.body, again.body) {
			t.Fatalf("%d %q\n%s\n%s", again.status, again.header.Get(api.ReplayedHeader), first.body, again.body)
		}
	}
}

func TestSameIDOtherBytesIsRefused(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	do(t, c, "PUT", submitURL(w, clinicA, "sub-00001"), submission(t, "F-1", bill(t, entitledN, "one")))
	for name, body := range map[string][]byte{
		"other bill":     submission(t, "F-1", bill(t, entitledN, "two")),
		"one more space": append(submission(t, "F-1", bill(t, entitledN, "one")), ' '),
		"not even JSON":  []byte("x"),
	} {
		a := do(t, c, "PUT", submitURL(w, clinicA, "sub-00001"), body)
		if p := a.problem(t); a.status != 409 || p.Code != api.ProblemFingerprint {
			t.Errorf("%s: %d %s", name, a.status, p.Code)
		}
	}
}

// Another clinic's use of the same id is its own affair: neither refused nor
// answered with what the first one sent.
func TestSameIDAtAnotherClinicLeaksNothing(t *testing.T) {
	w := newWorld(t)
	first := receiptOf(t, do(t, w.client(anna), "PUT", submitURL(w, clinicA, "sub-00001"), submission(t, "F-1", bill(t, entitledN, "one"))))
	for _, body := range [][]byte{
		submission(t, "F-1", bill(t, entitledN, "one")), // the very same bytes
		submission(t, "F-2", bill(t, entitledN, "other")),
	} {
		a := do(t, w.client(david), "PUT", submitURL(w, clinicC, "sub-"+fmt.Sprint(len(body), "-0000")), body)
		if r := receiptOf(t, a); a.status != 201 || r.OurRef == first.OurRef {
			t.Fatalf("%d %+v", a.status, r)
		}
	}
	a := do(t, w.client(david), "PUT", submitURL(w, clinicC, "sub-00001"), submission(t, "F-3", bill(t, entitledN, "third")))
	if r := receiptOf(t, a); a.status != 201 || r.OurRef == first.OurRef {
		t.Fatalf("the same id at another clinic: %d %s", a.status, a.body)
	}
}

func TestUsedReference(t *testing.T) {
	w := newWorld(t)
	c := w.client(bjorn)
	do(t, c, "PUT", submitURL(w, clinicA, "sub-00001"), submission(t, "F-1", bill(t, entitledN, "Ref 1")))
	// At the provider's other clinic, and in another spelling.
	a := do(t, c, "PUT", submitURL(w, clinicB, "sub-00002"), submission(t, "F-2", bill(t, entitledN, " ref  1 ")))
	p := a.problem(t)
	if a.status != 409 || p.Code != api.ProblemReferenceUse || p.Title != "Räkningsreferensen har redan använts, använd ett annat" {
		t.Fatalf("%d %+v", a.status, p)
	}
	if len(p.Findings) == 0 || p.Findings[0].Code != rules.CodeBillRefUsed || p.Findings[0].Field != domain.FieldBillRef {
		t.Fatalf("findings %+v", p.Findings)
	}
	// Another provider may use it.
	if a := do(t, w.client(david), "PUT", submitURL(w, clinicC, "sub-00003"), submission(t, "F-3", bill(t, entitledN, "Ref 1"))); a.status != 201 {
		t.Fatalf("another provider: %d %s", a.status, a.body)
	}
}

// The refused submission left nothing: the same id may be used for the mended bill.
func TestRefusalStoresNothing(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	bad := bill(t, entitledN, "mend")
	bad.Items[0].Price++
	bad.CareModel = ""
	a := do(t, c, "PUT", submitURL(w, clinicA, "sub-00001"), submission(t, "F-1", bad))
	p := a.problem(t)
	for _, f := range p.Findings {
		if f.Text == "" || strings.Contains(f.Text, "{") {
			t.Errorf("%s is told as %q: a client that does not know it has nothing to show", f.Code, f.Text)
		}
	}
	if a.status != 422 || p.Code != api.ProblemFindings {
		t.Fatalf("%d %+v", a.status, p)
	}
	found := map[string]bool{}
	for _, f := range p.Findings {
		found[f.Code] = true
	}
	if !found[rules.CodePriceList] || !found[rules.CodeCareModelMissing] {
		t.Fatalf("not all findings: %+v", p.Findings)
	}
	if a := do(t, c, "PUT", submitURL(w, clinicA, "sub-00001"), submission(t, "F-1", bill(t, entitledN, "mend"))); a.status != 201 {
		t.Fatalf("the mended bill: %d %s", a.status, a.body)
	}
}

func TestPatientsWithoutRights(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	a := do(t, c, "PUT", submitURL(w, clinicA, "sub-00001"), submission(t, "F", bill(t, unknown, "u")))
	if p := a.problem(t); a.status != 422 || !hasFinding(p, rules.CodePersonUnknown) || hasFinding(p, rules.CodeEntitlement) {
		t.Errorf("a person the region does not know: %d %+v", a.status, p)
	}
	a = do(t, c, "PUT", submitURL(w, clinicA, "sub-00002"), submission(t, "F", bill(t, secret, "s")))
	if p := a.problem(t); a.status != 403 || p.Code != api.ProblemPersonSecret {
		t.Errorf("a protected person: %d %+v", a.status, p)
	}
}

func hasFinding(p api.Problem, code string) bool {
	for _, f := range p.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

// Of fifty who send the same reference at once, exactly one wins; the others
// hear the portal's sentence. All send again, as after a lost answer: nobody is
// told anything new.
func TestOneReferenceFiftySenders(t *testing.T) {
	w := newWorld(t)
	const senders = 50
	clinics := []string{clinicA, clinicB}
	for round := range 2 {
		statuses := make([]int, senders)
		var all sync.WaitGroup
		c := w.client(bjorn)
		for i := range senders {
			all.Go(func() {
				a, err := try(c, "PUT", submitURL(w, clinics[i%2], fmt.Sprintf("race-%04d", i)), submission(t, fmt.Sprint(i), bill(t, entitledN, "race")))
				if err != nil {
					t.Error(err)
					return
				}
				statuses[i] = a.status
				if a.status == 409 && !strings.Contains(string(a.body), `"reference-used"`) {
					t.Errorf("loser heard %s", a.body)
				}
			})
		}
		all.Wait()
		count := map[int]int{}
		for _, s := range statuses {
			count[s]++
		}
		won := http.StatusCreated
		if round == 1 {
			won = http.StatusOK
		}
		if count[won] != 1 || count[409] != senders-1 {
			t.Fatalf("round %d: %v", round, count)
		}
	}
}

// Fifty senders of one submission, all with the same bytes: one invoice, and
// fifty times the same receipt.
func TestOneSubmissionFiftySenders(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	body := submission(t, "F", bill(t, entitledN, "same"))
	receipts := make([]string, 50)
	var all sync.WaitGroup
	for i := range receipts {
		all.Go(func() {
			a, err := try(c, "PUT", submitURL(w, clinicA, "same-0001"), body)
			if err != nil || a.status > 201 {
				t.Error(err, a.status)
			}
			receipts[i] = string(a.body)
		})
	}
	all.Wait()
	for _, r := range receipts {
		if r != receipts[0] || r == "" {
			t.Fatalf("receipts differ: %q %q", r, receipts[0])
		}
	}
}

// What was acknowledged is there after the database was opened anew.
func TestReceiptOutlivesTheProcess(t *testing.T) {
	w := newWorld(t)
	body := submission(t, "F", bill(t, entitledN, "kept"))
	first := do(t, w.client(anna), "PUT", submitURL(w, clinicA, "kept-0001"), body)
	receiptOf(t, first)
	// A second store on the same file stands for the process after a kill: the
	// first is not closed, so nothing was folded from the log into the file.
	again := openStore(t, "sqlite:"+w.dir+"/region.db")
	defer func() {
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}()
	r, err := newService(t, again).Do(context.Background(), as(anna, clinicA), domain.CommandSubmit, "kept-0001", body)
	if err != nil || !r.Replayed || !bytes.Equal(r.Body, first.body) {
		t.Fatalf("%v %+v", err, r)
	}
}

func TestBodyMustBeWhatItSays(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	good := submission(t, "F", bill(t, entitledN, "digest"))
	url := submitURL(w, clinicA, "digest-0001")
	for name, header := range map[string][]string{
		"other digest":   {api.DigestHeader, "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"},
		"no digest":      {api.DigestHeader, ""},
		"weak digest":    {api.DigestHeader, "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"},
		"other type":     {"Content-Type", "text/plain"},
		"no type at all": {"Content-Type", ""},
	} {
		if a := do(t, c, "PUT", url, good, header...); a.status != 400 || a.problem(t).Code != api.ProblemBadRequest {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	huge := append([]byte(`{"invoiceNo":"`), bytes.Repeat([]byte("a"), api.MaxBody)...)
	if a := do(t, c, "PUT", url, huge); a.status != 413 || a.problem(t).Code != api.ProblemTooLarge {
		t.Errorf("too large: %d %s", a.status, a.body)
	}
	for _, id := range []string{"short", strings.Repeat("a", 65), "semi;colon", "sp%20ace-1"} {
		if a := do(t, c, "PUT", submitURL(w, clinicA, id), good); a.status != 400 {
			t.Errorf("id %q: %d", id, a.status)
		}
	}
}

// No person number, name or HSA-id reaches the log, whatever is asked.
func TestLogHoldsNoPersonalData(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	do(t, c, "PUT", submitURL(w, clinicA, "log-00001"), submission(t, "Hemlig faktura", bill(t, entitledN, "log")))
	do(t, c, "PUT", submitURL(w, clinicA, "log-00002"), submission(t, "F", bill(t, unknown, "log2")))
	do(t, c, "PUT", submitURL(w, clinicA, "log-00003"), []byte(`{"bills":[{"person":"`+entitledN+`"}],"x":"`+secret+`"}`))
	do(t, c, "GET", w.base+"/v1/clinics/3101/"+entitledN, nil)
	do(t, c, "GET", w.base+"/v1/clinics/3101/invoices?q="+entitledN, nil)
	do(t, c, "POST", w.base+"/v1/clinics/3101/persons/lookup", []byte(`{"person":"`+secret+`"}`))
	do(t, c, "BREW", w.base+"/v1/health", nil)
	w.stop()
	log := w.log.String()
	if n := strings.Count(log, `"msg":"request"`); n != 7 {
		t.Fatalf("%d lines for 7 requests:\n%s", n, log)
	}
	if !strings.Contains(log, `"ourRef":6000`) || !strings.Contains(log, "PUT /v1/clinics/{clinic}/submissions/{id}") {
		t.Fatalf("the log does not tell what it should:\n%s", log)
	}
	for _, word := range []string{entitledN, unknown, secret, "9172336", "Anna", "DEMO01", "Hemlig", "3101", "BREW"} {
		if strings.Contains(log, word) {
			t.Errorf("%q stands in the log:\n%s", word, log)
		}
	}
}
