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
