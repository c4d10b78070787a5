package server_test

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Whatever a modified client sends, it is refused for what it is, nothing is
// stored, and the honest bill with the same id and reference is taken after it.
func TestHostileSubmissions(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	url := submitURL(w, clinicA, "hostile-01")
	for name, x := range map[string]struct {
		edit func(*domain.Bill)
		code string
	}{
		"escape in the reference":  {func(b *domain.Bill) { b.BillRef = "h\x1b]52;c;eA==\a" }, rules.CodeTextSigns},
		"direction in the comment": {func(b *domain.Bill) { b.Comment = "\u202e001" }, rules.CodeTextSigns},
		"NUL in a row's comment":   {func(b *domain.Bill) { b.Items[0].Comment = "\x00" }, rules.CodeTextSigns},
		"tab in the frikort":       {func(b *domain.Bill) { b.Exemption = &domain.FeeExemption{No: "1\t2"} }, rules.CodeTextSigns},
		"largest price":            {func(b *domain.Bill) { b.Items[0].Price = math.MaxInt64 }, rules.CodePriceInvalid},
		"smallest price":           {func(b *domain.Bill) { b.Items[0].Price = math.MinInt64 }, rules.CodePriceInvalid},
		"smallest fee":             {func(b *domain.Bill) { b.Items[1].Price = math.MinInt64 }, rules.CodePriceInvalid},
		"sum that overflows": {func(b *domain.Bill) {
			b.Items = []domain.Item{b.Items[0], b.Items[0]}
			b.Items[0].Price, b.Items[1].Price = math.MaxInt64, math.MaxInt64
		}, rules.CodePriceInvalid},
		"no code and an endless price":   {func(b *domain.Bill) { b.Items[0].Code, b.Items[0].Price = "", math.MaxInt64 }, rules.CodeCodeMissing},
		"unknown part of the support":    {func(b *domain.Bill) { b.Support = "X" }, rules.CodeSupportUnknown},
		"escape in an N bill's category": {func(b *domain.Bill) { b.Category = "\x1b[2J" }, rules.CodeTextSigns},
		"escape in the vårdmodell":       {func(b *domain.Bill) { b.CareModel = "\x1b[2J" }, rules.CodeTextSigns},
		"tooth in another spelling":      {func(b *domain.Bill) { b.Items[0].Position = "16 " }, rules.CodePositionInvalid},
		"letter and ring as two":         {func(b *domain.Bill) { b.BillRef = "A\u030a" }, rules.CodeTextSigns},
		"501 rows":                       {func(b *domain.Bill) { b.Items = make([]domain.Item, 501) }, rules.CodeItemsMany},
	} {
		b := bill(t, entitledN, "hostile")
		x.edit(&b)
		a := do(t, c, "PUT", url, submission(t, "F", b))
		if p := a.problem(t); a.status != http.StatusUnprocessableEntity || !hasFinding(p, x.code) {
			t.Errorf("%s: %d %+v", name, a.status, p)
		}
	}
	if a := do(t, c, "PUT", url, submission(t, "F\x1b[2J", bill(t, entitledN, "hostile"))); !hasFinding(a.problem(t), rules.CodeTextSigns) {
		t.Errorf("escape in the invoice's number: %d %s", a.status, a.body)
	}
	if a := do(t, c, "PUT", url, submission(t, "F", bill(t, entitledN, "hostile"))); a.status != http.StatusCreated {
		t.Fatalf("the honest bill: %d %s", a.status, a.body)
	}
}

// What a refusal repeats of a bill is bounded, so that the answer always fits
// what a client takes.
func TestRefusalsAreSmall(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("\x01", 100_000)
	b := bill(t, entitledN, "long"+long)
	b.CareModel, b.Category, b.Approval = long, long, long
	b.Items[0].Code, b.Items[0].Position = long, domain.Position(long)
	b.Items[1].Position = domain.Position(long)
	a := do(t, w.client(anna), "PUT", submitURL(w, clinicA, "long-0001"), submission(t, long, b))
	if a.status != http.StatusUnprocessableEntity || len(a.body) > 8<<10 {
		t.Errorf("status %d, %d bytes", a.status, len(a.body))
	}
}

// So is the number of findings: a client must always get its answer.
func TestRefusalsOfManyRowsAreBounded(t *testing.T) {
	w := newWorld(t)
	b := bill(t, entitledN, "")
	b.Items = make([]domain.Item, 30)
	a := do(t, w.client(anna), "PUT", submitURL(w, clinicA, "rows-0001"), submission(t, "F", slices.Repeat([]domain.Bill{b}, 2000)...))
	p := a.problem(t)
	if a.status != http.StatusUnprocessableEntity || len(a.body) > api.MaxBody || len(p.Findings) == 0 {
		t.Fatalf("status %d, %d bytes, %d findings", a.status, len(a.body), len(p.Findings))
	}
	if slices.ContainsFunc(p.Findings, func(f domain.Finding) bool { return f.Severity != domain.SeverityError }) {
		t.Error("warnings take the place of errors")
	}
}

// Ten thousand bills are more than an invoice holds, and said so at once.
func TestTooManyBills(t *testing.T) {
	w := newWorld(t)
	one := submission(t, "F", bill(t, entitledN, "many"))
	_, rest, _ := bytes.Cut(one, []byte(`"bills":[`))
	body := fmt.Appendf(nil, `{"invoiceNo":"F","bills":[%s]}`, strings.TrimSuffix(strings.Repeat(strings.TrimSuffix(string(rest), "]}")+",", 10_000), ","))
	a := do(t, w.client(anna), "PUT", submitURL(w, clinicA, "many-0001"), body)
	if p := a.problem(t); a.status != http.StatusBadRequest || p.Code != api.ProblemBadRequest {
		t.Errorf("%d %+v", a.status, p)
	}
}

// Other spellings of a path reach nothing, and redirect nowhere.
func TestPathTricks(t *testing.T) {
	w := newWorld(t)
	c := w.client(david) // of another provider than clinicA's
	for _, path := range []string{
		"/v1/clinics/" + clinicC + "/../" + clinicA + "/invoices", "/v1/clinics/" + clinicC + "%2F..%2F" + clinicA + "/invoices",
		"//v1/clinics/" + clinicA + "/invoices", "/v1/clinics/" + clinicA + "/invoices/", "/v1/clinics/" + clinicA + "%00/invoices",
		"/v1/clinics/%" + fmt.Sprintf("%x", clinicA[0]) + clinicA[1:] + "/invoices", "/v1/clinics/" + clinicA + "/invoices/-1", "/v1/clinics//invoices",
	} {
		a := do(t, c, "GET", w.base+path, nil)
		if a.status != http.StatusNotFound || a.problem(t).Code != api.ProblemNotFound {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
}
