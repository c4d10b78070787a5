package server_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

func lookup(t *testing.T, w *world, who, clinic, person string) answer {
	t.Helper()
	return do(t, w.client(who), "POST", w.base+"/v1/clinics/"+clinic+"/persons/lookup", []byte(`{"person":"`+person+`"}`))
}

func TestLookup(t *testing.T) {
	w := newWorld(t)
	a := lookup(t, w, anna, clinicA, entitledN)
	var f domain.PersonFacts
	if err := json.Unmarshal(a.body, &f); err != nil || a.status != 200 {
		t.Fatal(err, a.status)
	}
	e, ok := f.Entitlement(domain.SupportN, today)
	if f.Person.Canonical() != entitledN || !ok || e.Category != "N1" || !e.Validity.To.IsZero() || f.BaseYear != 2026 || f.BaseUsed == 0 {
		t.Fatalf("%s", a.body)
	}
	if a := lookup(t, w, anna, clinicA, unknown); a.status != 404 || a.problem(t).Code != api.ProblemPersonNone {
		t.Errorf("unknown: %d %s", a.status, a.body)
	}
	if a := lookup(t, w, anna, clinicA, secret); a.status != 403 || a.problem(t).Code != api.ProblemPersonSecret {
		t.Errorf("protected: %d %s", a.status, a.body)
	}
	for _, body := range []string{`{}`, `{"person":""}`, `{"person":"196009172337"}`, `{"person":"196009172336","why":1}`, `{"person":"196009172336"}{}`, `null`, ``} {
		if a := do(t, w.client(anna), "POST", w.base+"/v1/clinics/3101/persons/lookup", []byte(body)); a.status != 400 {
			t.Errorf("%s: %d", body, a.status)
		}
	}
}

// What the provider's own clinics have billed is told to them, so that doubles
// are seen while typing; another provider is told nothing of it.
func TestLookupTellsWhatTheProviderHasBilled(t *testing.T) {
	w := newWorld(t)
	earlier := func(who, clinic string) (refs []string) {
		t.Helper()
		var f domain.PersonFacts
		if err := json.Unmarshal(lookup(t, w, who, clinic, entitledN).body, &f); err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Earlier {
			if i.Code == "" || i.Date.IsZero() {
				t.Errorf("%+v", i)
			}
			refs = append(refs, i.BillRef)
		}
		return refs
	}
	b := bill(t, entitledN, "Förra")
	if a := do(t, w.client(anna), "PUT", submitURL(w, clinicA, "past-0001"), submission(t, "F", b)); a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	own := 0
	for _, ref := range earlier(bjorn, clinicB) { // another clinic of the provider
		if ref == "Förra" {
			own++
		}
	}
	if own != len(b.Items) {
		t.Errorf("%d rows of %d are told", own, len(b.Items))
	}
	if refs := earlier(david, clinicC); slices.Contains(refs, "Förra") {
		t.Error("another provider's bill is told")
	}
}

// Every look is in the access log before it is answered, also one at a person
// who is unknown or protected; a refused caller has looked at nobody (E6).
func TestEveryLookIsLogged(t *testing.T) {
	w := newWorld(t)
	db, err := sql.Open("sqlite", w.dir+"/region.db")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	count := func() int {
		t.Helper()
		var n int
		err := db.QueryRow(`SELECT COUNT(*) FROM access_log WHERE hsa_id = ? AND clinic_id = ? AND purpose = 'räkning'`, anna, clinicA).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	for _, p := range []string{entitledN, unknown, secret} {
		lookup(t, w, anna, clinicA, p)
	}
	if got := count() - before; got != 3 {
		t.Errorf("%d rows for 3 looks", got)
	}
	lookup(t, w, anna, clinicC, entitledN)
	if got := count() - before; got != 3 {
		t.Error("a refused look was logged as a look")
	}
	// What a refused submission is told of its patients is a look, too.
	bad := bill(t, entitledN, "look")
	bad.CareModel = ""
	before = count()
	for i, b := range []domain.Bill{bad, bill(t, unknown, "look2"), bill(t, secret, "look3"), bill(t, entitledN, "look4")} {
		do(t, w.client(anna), "PUT", submitURL(w, clinicA, fmt.Sprintf("look-%04d", i)), submission(t, "L", b))
	}
	if got := count() - before; got != 4 {
		t.Errorf("%d rows for 4 submissions", got)
	}
	// So is every list of invoices: a row for each patient on it.
	all := decoded[api.Changes](t, do(t, w.client(anna), "GET", w.base+"/v1/clinics/"+clinicA+"/changes?limit=500", nil))
	var shown []domain.Invoice
	for _, c := range all.Changes {
		if c.Invoice != nil {
			shown = append(shown, *c.Invoice)
		}
	}
	patients, one := persons(shown...), shown[0]
	for _, x := range []struct {
		path string
		rows int
	}{
		{"/changes?limit=500", len(patients)},
		{"/changes?limit=500&since=" + all.To, 0},
		{"/invoices", len(patients)},
		{"/invoices/1", 0}, // there is none
		{fmt.Sprint("/invoices/", one.OurRef), len(persons(one))},
	} {
		before = count()
		do(t, w.client(anna), "GET", w.base+"/v1/clinics/"+clinicA+x.path, nil)
		if got := count() - before; got != x.rows || len(patients) < 2 {
			t.Errorf("%s: %d rows for %d patients", x.path, got, x.rows)
		}
	}
}

func persons(list ...domain.Invoice) map[domain.PersonID]bool {
	all := map[domain.PersonID]bool{}
	for _, v := range list {
		for _, b := range v.Bills {
			all[b.Person] = true
		}
	}
	return all
}

func decoded[T any](t *testing.T, a answer) (v T) {
	t.Helper()
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestRegionIsSentOnce(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	a := do(t, c, "GET", w.base+"/v1/region", nil)
	var d api.RegionData
	if err := json.Unmarshal(a.body, &d); err != nil {
		t.Fatal(err)
	}
	tag := a.header.Get("ETag")
	if tag != `"`+d.Version+`"` || d.Profile.ID != "vgr" || len(d.Prices) == 0 {
		t.Fatalf("%s %s", tag, d.Version)
	}
	if a := do(t, c, "GET", w.base+"/v1/region", nil, "If-None-Match", tag); a.status != 304 || len(a.body) != 0 {
		t.Fatalf("%d", a.status)
	}
	if a := do(t, c, "GET", w.base+"/v1/region", nil, "If-None-Match", `"older"`); a.status != 200 {
		t.Fatalf("%d", a.status)
	}
}

func TestInvoiceListFilters(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	list := func(query string) api.InvoiceList {
		t.Helper()
		a := do(t, c, "GET", w.base+"/v1/clinics/3101/invoices"+query, nil)
		var l api.InvoiceList
		if err := json.Unmarshal(a.body, &l); err != nil || a.status != 200 {
			t.Fatal(a.status, string(a.body))
		}
		return l
	}
	all := list("")
	if all.Next != "" || len(all.Invoices) == 0 {
		t.Fatalf("%d, next %q", len(all.Invoices), all.Next)
	}
	var paged []domain.Invoice
	for after := "?limit=4"; after != ""; {
		l := list(after)
		paged = append(paged, l.Invoices...)
		if after = l.Next; after != "" {
			after = "?limit=4&after=" + l.Next
		}
	}
	if len(paged) != len(all.Invoices) {
		t.Fatalf("pages hold %d, all %d", len(paged), len(all.Invoices))
	}
	for i := range paged {
		if paged[i].OurRef != all.Invoices[i].OurRef || (i > 0 && paged[i].OurRef >= paged[i-1].OurRef) {
			t.Fatalf("place %d: %d", i, paged[i].OurRef)
		}
	}
	for _, v := range list("?status=paid").Invoices {
		if v.Status != domain.StatusPaid {
			t.Errorf("%d is %s", v.OurRef, v.Status)
		}
	}
	// The day is the region's: the invoice of that day's morning is in.
	day := list("?from=2026-11-20&to=2026-11-20").Invoices
	if len(day) != 1 || day[0].Received.In(stockholm).Day() != 20 {
		t.Errorf("one day gives %+v", day)
	}
}
