package server_test

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// expect is what each kind of caller gets from a route, an HTTP status.
type expect struct {
	user, contact, reader int // by role at the caller's clinic; who is refused hears api.ProblemRole
	other                 int // at a clinic where the caller does not work: api.ProblemNotFound
	noRole                int // a user of the clinic in a role that no route lets in
	unknown               int // a card of the region's issuer without a user: api.ProblemUnknownUser
	removed               int // a user whose memberships have ended: api.ProblemUserEnded
	anonymous             int // without a certificate: api.ProblemNoCard
}

var (
	clinicRoute  = expect{user: 200, contact: 200, reader: 200, other: 404, noRole: 403, unknown: 403, removed: 403, anonymous: 403}
	billingRoute = expect{user: 201, contact: 201, reader: 403, other: 404, noRole: 403, unknown: 403, removed: 403, anonymous: 403}
	officeRoute  = expect{user: 403, contact: 201, reader: 403, other: 404, noRole: 403, unknown: 403, removed: 403, anonymous: 403}
	userRoute    = expect{user: 200, contact: 200, reader: 200, other: 200, noRole: 200, unknown: 403, removed: 403, anonymous: 403}
	openRoute    = expect{user: 200, contact: 200, reader: 200, other: 200, noRole: 200, unknown: 200, removed: 200, anonymous: 200}
	cardRoute    = func() expect { e := openRoute; e.anonymous = 403; return e }() // of any card of the issuers
)

// route is a row of the matrix.
type route struct {
	expect
	path  string // with CLINIC, REF and NAME
	body  func(w *world, n string) []byte
	sends any    // of a command: its body's type
	media string // of the body; "": JSON

	keyOnly bool // demands a key of the terminal's own: no card opens it
}

// aCommand adds the route of a kind of command to the matrix: the type of its body,
// and one that the region takes. The test file of each kind calls it; TestMatrix
// fails for a kind without it.
func aCommand(kind domain.CommandKind, sends any, body func(w *world, n string) []byte) route {
	r := route{expect: billingRoute, sends: sends, body: body}
	if kind.OfClinic() {
		r.expect = officeRoute
	}
	r.path = strings.NewReplacer("{clinic}", "CLINIC", "{id}", "matrix-"+string(kind)+"-NAME").Replace(api.PathCommand(kind))
	matrix["PUT "+api.PathCommand(kind)] = r
	return r
}

// matrix has a row for every route; TestMatrix fails for a route without one.
var matrix = map[string]route{
	"GET " + api.PathHealth:  {expect: openRoute, path: "/v1/health"},
	"GET " + api.PathSession: {expect: userRoute, path: "/v1/session"},
	"GET " + api.PathLogin:   {expect: openRoute, path: "/v1/login"},

	"POST " + api.PathBankID:        {keyOnly: true, path: "/v1/bankid"},
	"GET " + api.PathBankIDOrder:    {keyOnly: true, path: "/v1/bankid/NAME"},
	"DELETE " + api.PathBankIDOrder: {keyOnly: true, path: "/v1/bankid/NAME"},
	"DELETE " + api.PathSession:     {expect: cardRoute, path: "/v1/session"},

	"GET " + api.PathRegion: {expect: userRoute, path: "/v1/region"},
	"POST " + api.PathLookup: {
		expect: clinicRoute, path: "/v1/clinics/CLINIC/persons/lookup",
		body: func(*world, string) []byte { return []byte(`{"person":"` + entitledN + `"}`) },
	},
	"POST " + api.PathMissing: {
		expect: clinicRoute, path: "/v1/clinics/CLINIC/commands/missing",
		body: func(*world, string) []byte { return []byte(`{"ids":["one-000001"]}`) },
	},
	"GET " + api.PathChanges:  {expect: clinicRoute, path: "/v1/clinics/CLINIC/changes"},
	"GET " + api.PathInvoices: {expect: clinicRoute, path: "/v1/clinics/CLINIC/invoices"},
	"GET " + api.PathInvoice:  {expect: clinicRoute, path: "/v1/clinics/CLINIC/invoices/REF"},
	"GET " + api.PathEvents:   {expect: clinicRoute, path: "/v1/clinics/CLINIC/invoices/REF/events"},
	"GET " + api.PathOffice:   {expect: clinicRoute, path: "/v1/clinics/CLINIC/office"},
}

// What each role may is read here: the file is made of the list of routes.
func TestRolesOfRoutes(t *testing.T) {
	const file = "testdata/roles.txt"
	want, err := os.ReadFile(file)
	if got := server.RolesOfRoutes(); err != nil || got != string(want) {
		t.Errorf("%v; %s is to be\n%s", err, file, got)
	}
}

// A kind of command that the clients know is one that the server takes.
func TestEveryKindOfCommandHasItsRoute(t *testing.T) {
	for kind := range domain.CommandKinds {
		if rt := "PUT " + api.PathCommand(kind); !slices.Contains(server.Routes(), rt) {
			t.Errorf("no route %s", rt)
		}
	}
}

// TestMatrix goes through every route as every kind of caller (ASVS 8.2.2, 8.4.1).
func TestMatrix(t *testing.T) {
	w := newWorld(t)
	for _, rt := range server.Routes() {
		row, ok := matrix[rt]
		if !ok {
			t.Errorf("route %s has no row in the matrix", rt)
			continue
		}
		method, _, _ := strings.Cut(rt, " ")
		t.Run(rt, func(t *testing.T) {
			call := func(who, clinic, n string) answer {
				// 600001 is an invoice of clinicA.
				url := w.base + strings.NewReplacer("CLINIC", clinic, "REF", "600001", "NAME", n).Replace(row.path)
				var body []byte
				if row.body != nil {
					body = row.body(w, n)
				}
				if row.media != "" {
					return do(t, w.client(who), method, url, body, "Content-Type", row.media)
				}
				return do(t, w.client(who), method, url, body)
			}
			if row.keyOnly {
				for _, who := range []string{anna, nobody, former, ""} {
					if a := call(who, clinicA, "x"); a.status != 403 || a.problem(t).Code != api.ProblemNoCard {
						t.Errorf("%q: %d %s", who, a.status, a.body)
					}
				}
				return
			}
			check := func(name string, a answer, status int, code string) {
				if a.status != status {
					t.Errorf("%s: %d, want %d: %s", name, a.status, status, a.body)
					return
				}
				if status >= 400 {
					if p := a.problem(t); p.Code != code {
						t.Errorf("%s: problem %s, want %s", name, p.Code, code)
					}
				}
			}
			check("fakturerare", call(anna, clinicA, "own-user"), row.user, api.ProblemRole)
			check("klinikkontakt", call(cecilia, clinicA, "own-contact"), row.contact, api.ProblemRole)
			check("läsare", call(reader, clinicA, "own-reader"), row.reader, api.ProblemRole)
			check("other provider's clinic", call(eva, clinicA, "other"), row.other, api.ProblemNotFound)
			check("other clinic of the own provider", call(cecilia, clinicB, "sister"), row.other, api.ProblemNotFound)
			check("clinic that does not exist", call(cecilia, "9999", "none"), row.other, api.ProblemNotFound)
			check("a role that may nothing here", call(lookOn, clinicA, "no-role"), row.noRole, api.ProblemRole)
			check("unknown user", call(nobody, clinicA, "nobody"), row.unknown, api.ProblemUnknownUser)
			check("membership ended", call(former, clinicA, "former"), row.removed, api.ProblemUserEnded)
			if strings.Contains(row.path, "REF") {
				// An invoice of clinicA asked for through one's own clinic.
				check("own clinic, other's invoice", call(david, clinicC, "cross"), row.other, api.ProblemNotFound)
			}
			bare := w.base + strings.NewReplacer("CLINIC", clinicA, "REF", "600001", "NAME", "bare-1").Replace(row.path)
			check("no certificate", do(t, w.client(""), method, bare, nil), row.anonymous, api.ProblemNoCard)
		})
	}
	if len(matrix) != len(server.Routes()) {
		t.Errorf("%d rows for %d routes", len(matrix), len(server.Routes()))
	}
}

func TestUnknownPathsAndMethodsAreProblems(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	for _, x := range []struct {
		method, path string
		status       int
		code         string
	}{
		{"GET", "/", 404, api.ProblemNotFound},
		{"GET", "/v2/health", 404, api.ProblemNotFound},
		{"GET", "/v1/health/", 404, api.ProblemNotFound},
		{"GET", "//v1/health", 404, api.ProblemNotFound},
		{"GET", "/v1/../v1/health", 404, api.ProblemNotFound},
		{"DELETE", "/v1/health", 405, api.ProblemMethod},
		{"PATCH", "/v1/clinics/3101/invoices/600001", 405, api.ProblemMethod},
		{"GET", "/v1/clinics/3101/invoices/0", 404, api.ProblemNotFound},
		{"GET", "/v1/clinics/3101/invoices/x", 404, api.ProblemNotFound},
		{"GET", "/v1/clinics/3101/invoices?sort=up", 400, api.ProblemBadRequest},
		{"GET", "/v1/clinics/3101/invoices?limit=0", 400, api.ProblemBadRequest},
		{"GET", "/v1/clinics/3101/invoices?limit=5&limit=6", 400, api.ProblemBadRequest},
		{"GET", "/v1/clinics/3101/invoices?status=eaten", 400, api.ProblemBadRequest},
		{"GET", "/v1/clinics/3101/invoices?from=2026-13-01", 400, api.ProblemBadRequest},
		{"GET", "/v1/clinics/3101/changes?wait=26", 400, api.ProblemBadRequest},
		{"GET", "/v1/clinics/3101/changes?since=x", 400, api.ProblemBadRequest},
		{"GET", "/v1/clinics/3101/changes?%zz", 400, api.ProblemBadRequest},
	} {
		a := do(t, c, x.method, w.base+x.path, nil)
		if a.status != x.status {
			t.Errorf("%s %s: %d, want %d", x.method, x.path, a.status, x.status)
			continue
		}
		if p := a.problem(t); p.Code != x.code {
			t.Errorf("%s %s: %s, want %s", x.method, x.path, p.Code, x.code)
		}
	}
	if a := do(t, c, "DELETE", w.base+"/v1/health", nil); a.header.Get("Allow") != http.MethodGet {
		t.Errorf("Allow is %q", a.header.Get("Allow"))
	}
}

func TestOldProtocolIsTold(t *testing.T) {
	w := newWorld(t)
	a := do(t, w.client(anna), "GET", w.base+"/v1/session", nil, api.ProtoHeader, "0")
	if p := a.problem(t); a.status != 426 || p.Code != api.ProblemProtocol {
		t.Fatalf("%d %+v", a.status, p)
	}
	a = do(t, w.client(anna), "GET", w.base+"/v1/session", nil, api.ProtoHeader, "10")
	if p := a.problem(t); a.status != 426 || p.Code != api.ProblemProtocolNew {
		t.Fatalf("a newer client: %d %+v", a.status, p)
	}
}
