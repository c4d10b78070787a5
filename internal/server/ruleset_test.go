package server_test

import (
	"encoding/json"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// What the desk imports counts at once: clients are sent the new lists under a
// new version, and bills are checked by them.
func TestImportedPricesCountAtOnce(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	before := do(t, c, "GET", w.base+"/v1/region", nil).header.Get("ETag")
	file := "list,code,name,category,specialist,price,actual_cost,position,fhb,valid_from,valid_to\n" +
		"ersattning,101,Basundersökning,,,1200,,,,2026-01-01,\n"
	w.imports(t, "prices", file)

	a := do(t, c, "GET", w.base+"/v1/region", nil, "If-None-Match", before)
	var d api.RegionData
	if err := json.Unmarshal(a.body, &d); err != nil || a.status != 200 {
		t.Fatalf("%d %v: the client keeps the old prices", a.status, err)
	}
	if p, _ := d.Prices.Procedure(domain.ListKey{Support: domain.SupportN}, today, "101"); p.Price != domain.Kronor(1200) || len(d.Prices) != 1 {
		t.Fatalf("%d lists, 101 at %v", len(d.Prices), p.Price)
	}

	old := bill(t, entitledN, "Pris 1")
	p := do(t, c, "PUT", submitURL(w, clinicA, "sub-price"), submission(t, "F-1", old)).problem(t)
	if p.Code != api.ProblemFindings || !hasFinding(p, rules.CodePriceList) {
		t.Fatalf("the old price: %+v", p)
	}
	old.Items[0].Price = domain.Kronor(1200)
	if a := do(t, c, "PUT", submitURL(w, clinicA, "sub-price"), submission(t, "F-1", old)); a.status != 201 {
		t.Fatalf("the new price: %d %s", a.status, a.body)
	}
}

// A provider's agreement is sent to its own users alone; others do not even learn
// from the version that it has changed. The rules know it all the same.
func TestAnAgreementIsItsProvidersAlone(t *testing.T) {
	w := newWorld(t)
	got := func(who string) (d api.RegionData, tag string) {
		a := do(t, w.client(who), "GET", w.base+"/v1/region", nil)
		if err := json.Unmarshal(a.body, &d); err != nil || a.status != 200 {
			t.Fatalf("%d %v", a.status, err)
		}
		return d, a.header.Get("ETag")
	}
	head := "list,code,name,category,specialist,price,actual_cost,position,fhb,valid_from,valid_to,provider\n"
	general := "ersattning,101,Basundersökning,,,1200,,,,2026-01-01,,\n"
	w.imports(t, "prices", head+general)
	_, before := got(anna)
	for _, price := range []string{"1300", "1350"} {
		w.imports(t, "prices", head+"ersattning,101,Basundersökning,,,"+price+",,,,2026-01-01,,DEMO-V2\n")
		ours, tag := got(anna)
		if len(ours.Prices) != 1 || ours.Prices[0].Provider != "" || tag != before {
			t.Errorf("another provider's user has %d lists, version %s, was %s", len(ours.Prices), tag, before)
		}
		theirs, tag := got(david)
		key := domain.ListKey{Provider: "DEMO-V2", Support: domain.SupportN}
		if p, _ := theirs.Prices.Procedure(key, today, "101"); len(theirs.Prices) != 2 || p.Price.String() != price[:1]+" "+price[1:]+",00" || tag == before {
			t.Errorf("its own user has %d lists, 101 at %s", len(theirs.Prices), p.Price)
		}
	}
	b := bill(t, entitledN, "agreed")
	b.Items[0].Price = domain.Kronor(1200)
	if a := do(t, w.client(david), "PUT", submitURL(w, clinicC, "agreed-01"), submission(t, "F", b)); a.status != 422 {
		t.Errorf("the general price at the provider with an agreement: %d %s", a.status, a.body)
	}
	b.Items[0].Price = domain.Kronor(1350)
	if a := do(t, w.client(david), "PUT", submitURL(w, clinicC, "agreed-01"), submission(t, "F", b)); a.status != 201 {
		t.Errorf("the agreed price: %d %s", a.status, a.body)
	}
}
