package server_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
)

// V1: of the ids that a clinic has receipts for, the region tells which it does
// not know; another clinic's are unknown too.
func TestV1TheRegionTellsWhichReceiptedIDsItLacks(t *testing.T) {
	w := newWorld(t)
	do(t, w.client(anna), "PUT", submitURL(w, clinicA, "known-0001"), submission(t, "F", bill(t, entitledN, "v1")))
	ask := func(who, clinic string, ids ...string) []string {
		body, err := json.Marshal(api.CommandIDs{IDs: ids})
		if err != nil {
			t.Fatal(err)
		}
		a := do(t, w.client(who), "POST", w.base+strings.Replace(api.PathMissing, "{clinic}", clinic, 1), body)
		var got api.Missing
		if err := json.Unmarshal(a.body, &got); err != nil || a.status != 200 {
			t.Fatalf("%d %s %v", a.status, a.body, err)
		}
		for _, r := range got.Receipts {
			if r.Submission != "known-0001" || r.OurRef == 0 || r.Bills != 1 || clinic != clinicA {
				t.Errorf("%s: the receipt %+v", clinic, r)
			}
		}
		if known := clinic == clinicA && slices.Contains(ids, "known-0001"); known != (len(got.Receipts) == 1) {
			t.Errorf("%d receipts", len(got.Receipts))
		}
		return got.IDs
	}
	if got := ask(anna, clinicA, "lost-00001", "known-0001", "lost-00002"); !slices.Equal(got, []string{"lost-00001", "lost-00002"}) {
		t.Errorf("missing %v", got)
	}
	if got := ask(anna, clinicA, "known-0001"); got == nil || len(got) != 0 {
		t.Errorf("missing %v, want an empty list", got)
	}
	if got := ask(bjorn, clinicB, "known-0001"); len(got) != 1 {
		t.Errorf("another clinic's id is known: %v", got)
	}
	for _, body := range []string{`{"ids":[]}`, `{"ids":["` + strings.Repeat(`x","`, api.MaxIDs) + `"]}`} {
		a := do(t, w.client(anna), "POST", w.base+strings.Replace(api.PathMissing, "{clinic}", clinicA, 1), []byte(body))
		if p := a.problem(t); p.Code != api.ProblemBadRequest {
			t.Errorf("%d %+v", a.status, p)
		}
	}
}
