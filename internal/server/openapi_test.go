package server_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func document(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile("../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestDocumentHasTheRoutes(t *testing.T) {
	var documented []string
	for path, item := range document(t).Paths.Map() {
		for method := range item.Operations() {
			documented = append(documented, method+" "+path)
		}
	}
	routes := server.Routes()
	slices.Sort(documented)
	slices.Sort(routes)
	if !slices.Equal(documented, routes) {
		t.Fatalf("documented\n%s\nserved\n%s", strings.Join(documented, "\n"), strings.Join(routes, "\n"))
	}
}

// TestDocumentHasTheTypes compares the names of every wire type with its schema.
func TestDocumentHasTheTypes(t *testing.T) {
	schemas := document(t).Components.Schemas
	types := map[string]any{
		"Health": api.Health{}, "Ways": api.Ways{}, "StartBankID": api.StartBankID{}, "BankIDLogin": api.BankIDLogin{}, "Session": api.Session{}, "User": domain.User{}, "Membership": domain.Membership{},
		"Clinic": domain.Clinic{}, "RegionData": api.RegionData{}, "PriceList": domain.PriceList{}, "Procedure": domain.Procedure{},
		"Lookup": api.Lookup{}, "CommandIDs": api.CommandIDs{}, "Missing": api.Missing{}, "PersonFacts": domain.PersonFacts{}, "Entitlement": domain.Entitlement{},
		"PriorApproval": domain.PriorApproval{}, "FeeExemption": domain.FeeExemption{},
		"Bill": domain.Bill{}, "Item": domain.Item{}, "Receipt": domain.Receipt{}, "Changes": api.Changes{}, "Change": api.Change{},
		"InvoiceList": api.InvoiceList{}, "Invoice": domain.Invoice{}, "InvoiceBill": domain.InvoiceBill{},
		"Part": domain.Part{}, "Taken": domain.Taken{}, "Payout": domain.Payout{}, "Claim": domain.Claim{}, "Payee": domain.Payee{}, "CreditPart": domain.CreditPart{}, "BillItem": domain.BillItem{}, "Message": domain.Message{}, "EventList": api.EventList{},
		"ClinicContact": domain.ClinicContact{}, "Licence": domain.Licence{}, "Office": api.Office{}, "ClinicUser": domain.ClinicUser{}, "UserDetails": domain.UserDetails{},
		"Performer": domain.Performer{}, "ClinicEvent": domain.ClinicEvent{},
		"Uploaded": domain.Uploaded{}, "UploadedInvoice": domain.UploadedInvoice{}, "FileFinding": domain.FileFinding{},
		"Event": domain.Event{}, "Actor": domain.Actor{}, "Finding": domain.Finding{}, "Problem": api.Problem{}, "Period": domain.Period{},
	}
	for _, r := range matrix {
		if r.sends != nil {
			types[reflect.TypeOf(r.sends).Name()] = r.sends
		}
	}
	for name, v := range types {
		schema := schemas[name].Value
		parts := []*openapi3.Schema{schema}
		for _, p := range schema.AllOf {
			parts = append(parts, p.Value)
		}
		var documented, required []string
		for _, p := range parts {
			for n := range p.Properties {
				documented = append(documented, n)
			}
			required = append(required, p.Required...)
		}
		all, always := jsonNames(reflect.TypeOf(v))
		slices.Sort(documented)
		slices.Sort(required)
		if !slices.Equal(documented, all) {
			t.Errorf("%s: documented %v, sent %v", name, documented, all)
		}
		if !slices.Equal(required, always) {
			t.Errorf("%s: required %v, always sent %v", name, required, always)
		}
	}
}

// jsonNames gives the names a type may have in JSON, and those it always has.
func jsonNames(typ reflect.Type) (all, always []string) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Anonymous {
			a, b := jsonNames(f.Type)
			all, always = append(all, a...), append(always, b...)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		all = append(all, name)
		if !strings.Contains(options, "omit") {
			always = append(always, name)
		}
	}
	slices.Sort(all)
	slices.Sort(always)
	return all, always
}

func TestDocumentHasTheProblems(t *testing.T) {
	var documented []string
	for _, c := range document(t).Components.Schemas["Problem"].Value.Properties["code"].Value.Enum {
		documented = append(documented, c.(string))
	}
	known := server.ProblemCodes()
	slices.Sort(documented)
	slices.Sort(known)
	if !slices.Equal(documented, known) {
		t.Fatalf("documented %v, sent %v", documented, known)
	}
}

// TestAnswersFitTheDocument sends real requests and judges them and their
// answers by the document.
func TestAnswersFitTheDocument(t *testing.T) {
	w := newWorld(t)
	doc := document(t)
	doc.Servers = openapi3.Servers{{URL: w.base}}
	router, err := legacy.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	good := submission(t, "F", bill(t, entitledN, "doc"))
	bad := bill(t, entitledN, "doc2")
	bad.CareModel = ""
	for _, x := range []struct {
		who, method, path string
		body              []byte
		status            int
	}{
		{anna, "GET", "/v1/health", nil, 200},
		{anna, "GET", "/v1/session", nil, 200},
		{nobody, "GET", "/v1/session", nil, 403},
		{anna, "GET", "/v1/region", nil, 200},
		{anna, "POST", "/v1/clinics/3101/persons/lookup", []byte(`{"person":"196904302384"}`), 200},
		{anna, "POST", "/v1/clinics/3101/persons/lookup", []byte(`{"person":"` + unknown + `"}`), 404},
		{anna, "PUT", "/v1/clinics/3101/submissions/doc-00001", good, 201},
		{anna, "PUT", "/v1/clinics/3101/submissions/doc-00001", good, 200},
		{anna, "PUT", "/v1/clinics/3101/submissions/doc-00002", good, 409},
		{anna, "PUT", "/v1/clinics/3101/submissions/doc-00003", submission(t, "F", bad), 422},
		{anna, "POST", "/v1/clinics/3101/commands/missing", []byte(`{"ids":["doc-00001","doc-00002"]}`), 200},
		{anna, "GET", "/v1/clinics/3101/changes?limit=500", nil, 200},
		{anna, "GET", "/v1/clinics/3101/invoices?status=paid&limit=3", nil, 200},
		{anna, "GET", "/v1/clinics/3101/invoices/600008", nil, 200},
		{anna, "GET", "/v1/clinics/3101/invoices/600008/events", nil, 200},
		{anna, "PUT", "/v1/clinics/3101/deletions/doc-00004", deletion(t, w.waiting(clinicA), domain.WholeInvoice), 201},
		{anna, "PUT", "/v1/clinics/3101/deletions/doc-00005", []byte(`{"ourRef":600008,"version":1,"part":{"whole":true}}`), 409},
		{anna, "PUT", "/v1/clinics/3101/deletions/doc-00006", []byte(`{"ourRef":1,"version":1,"part":{"whole":true}}`), 404},
		{anna, "GET", "/v1/clinics/5701/invoices", nil, 404},
	} {
		judge(t, w, router, x.who, x.method, x.path, x.body, x.status)
	}
	judge(t, w, router, anna, "PUT", "/v1/clinics/3101/uploads/doc-00010?mode=valid_only", mixedFile(t), 201, "application/xml")
	judge(t, w, router, anna, "PUT", "/v1/clinics/3101/uploads/doc-00010?mode=all", mixedFile(t), 409, "application/xml")
}

func judge(t *testing.T, w *world, router routers.Router, who, method, path string, body []byte, status int, media ...string) {
	t.Helper()
	media = append(media, "application/json")
	a := do(t, w.client(who), method, w.base+path, body, "Content-Type", media[0])
	if a.status != status {
		t.Errorf("%s %s: %d, want %d: %s", method, path, a.status, status, a.body)
		return
	}
	req, err := http.NewRequest(method, w.base+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", media[0])
		req.Header.Set(api.DigestHeader, "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
	}
	route, params, err := router.FindRoute(req)
	if err != nil {
		t.Fatal(err)
	}
	in := &openapi3filter.RequestValidationInput{
		Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}
	if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
		t.Errorf("%s %s: the request does not fit: %v", method, path, err)
	}
	err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: a.status, Header: a.header, Body: io.NopCloser(bytes.NewReader(a.body)),
	})
	if err != nil {
		t.Errorf("%s %s: the answer does not fit: %v", method, path, err)
	}
}
