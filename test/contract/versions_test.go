package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/text"
)

// another runs the region with answers as a server of another version would
// give them: each goes through edit, which may change status, header and body.
func (w *world) another(edit func(r *http.Request, a *httptest.ResponseRecorder)) (address string) {
	w.t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		a := httptest.NewRecorder()
		w.handler.ServeHTTP(a, r)
		edit(r, a)
		for name, values := range a.Header() {
			if name != "Content-Length" {
				out.Header()[name] = values
			}
		}
		out.WriteHeader(a.Code)
		_, _ = out.Write(a.Body.Bytes())
	}))
	s.TLS = w.tls.Clone()
	s.StartTLS()
	w.t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// rewrite edits a JSON answer as free JSON, so that it may hold what the wire
// types do not know.
func rewrite(t *testing.T, a *httptest.ResponseRecorder, edit func(map[string]any)) {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &v); err != nil {
		t.Error(err)
		return
	}
	edit(v)
	raw, err := json.Marshal(v)
	if err != nil {
		t.Error(err)
		return
	}
	a.Body = bytes.NewBuffer(raw)
}

// faulty queues an invoice whose two bills have several faults each, none of
// which hides another.
func faulty(t *testing.T, s app.Store, extra string) (id string) {
	t.Helper()
	person, err := domain.ParsePersonID(entitled, today)
	must(t, err)
	b := func(ref string) domain.Bill {
		return domain.Bill{Person: person, Support: domain.SupportN, BillRef: ref, Items: []domain.Item{
			{Date: today.AddDays(3), Code: "101", Price: domain.Kronor(1100)},
			{Date: today, Code: "901", Price: domain.Kronor(1)},
		}}
	}
	body, err := json.Marshal(domain.Submission{InvoiceNo: "70000", Bills: []domain.Bill{b("v-1"), b("v-2")}})
	must(t, err)
	body = bytes.Replace(body, []byte(`{`), []byte(`{`+extra), 1)
	id = "submission-versions"
	d := domain.Draft{ID: id, Clinic: clinic, State: domain.DraftQueued, InvoiceNo: "70000"}
	row := app.DraftSummary{ID: id, Clinic: clinic, State: domain.DraftQueued}
	must(t, s.Queue(domain.Command{ID: id, Kind: domain.CommandSubmit, Clinic: clinic, Body: body}, app.Filing{At: noon(), Draft: &d, Row: row}))
	return id
}

// refused sends the outbox and gives what the region said no with.
func refused(t *testing.T, c app.Region, s app.Store, id string) domain.Refusal {
	t.Helper()
	work(t, c, s, func() bool { return outbox(t, s) == 0 })
	d, err := s.Draft(id)
	must(t, err)
	if d.State != domain.DraftRefused || d.Refusal == nil {
		t.Fatalf("state %v, refusal %+v", d.State, d.Refusal)
	}
	return *d.Refusal
}

// TestRefusalTellsAllFindings of all bills, each with the sentence that this
// version of the client has itself.
func TestRefusalTellsAllFindings(t *testing.T) {
	w, s := newWorld(t), openStore(t)
	no := refused(t, w.client(anna, w.address), s, faulty(t, s, ""))
	bills := map[int]map[string]bool{0: {}, 1: {}}
	for _, f := range no.Findings {
		bills[f.Bill][f.Code] = true
		own := f
		own.Text = ""
		if f.Text == "" || f.Text != text.Finding(own).String() {
			t.Errorf("%s says %q", f.Code, f.Text)
		}
	}
	if no.Code != api.ProblemFindings || len(bills[0]) < 3 || len(bills[1]) < 3 {
		t.Errorf("%s: %v", no.Code, bills)
	}
}

// TestOlderClientSaysWhatTheRegionSays: findings, problems and words that this
// client does not know come from a newer region, and are shown in its words.
func TestOlderClientSaysWhatTheRegionSays(t *testing.T) {
	const sentence = "Tandens yta saknas. Ange ytan."
	newFinding := func(v map[string]any) {
		list, _ := v["findings"].([]any)
		for _, f := range list {
			if f, ok := f.(map[string]any); ok {
				f["code"], f["text"], f["field"], f["surface"] = "R-SURFACE-MISSING", sentence, "surface", "mo"
			}
		}
		v["trace"] = map[string]any{"id": 7}
	}
	newProblem := func(v map[string]any) {
		v["code"], v["title"], v["detail"] = "clinic-moved", "Kliniken har flyttat.", "Ring regionen.\x1b[2J"
		delete(v, "findings")
	}
	for name, edit := range map[string]func(map[string]any){"finding": newFinding, "problem": newProblem} {
		t.Run(name, func(t *testing.T) {
			w, s := newWorld(t), openStore(t)
			address := w.another(func(r *http.Request, a *httptest.ResponseRecorder) {
				if r.Method == http.MethodPut && a.Code == http.StatusUnprocessableEntity {
					rewrite(t, a, edit)
				}
			})
			no := refused(t, w.client(anna, address), s, faulty(t, s, ""))
			if name == "problem" {
				if no.Code != "clinic-moved" || !strings.HasPrefix(no.Detail, "Kliniken har flyttat. Ring regionen.") {
					t.Errorf("%+v", no)
				}
				return
			}
			if len(no.Findings) < 6 {
				t.Errorf("%d findings", len(no.Findings))
			}
			for _, f := range no.Findings {
				if got := text.Finding(f).String(); got != sentence {
					t.Errorf("shown as %q", got)
				}
			}
		})
	}
}

// TestLookupOfANewerRegion: a no that this client has no words for.
func TestLookupOfANewerRegion(t *testing.T) {
	w := newWorld(t)
	address := w.another(func(r *http.Request, a *httptest.ResponseRecorder) {
		if r.Method == http.MethodPost {
			rewrite(t, a, func(v map[string]any) {
				v["code"], v["title"], v["detail"] = "person-moved", "Patienten är skriven i Dalarna.", "Fakturera dit."
			})
		}
	})
	id, err := domain.ParsePersonID(unknown, today)
	must(t, err)
	_, err = w.client(anna, address).Lookup(t.Context(), clinic, id)
	if got := app.Said(err); got != "Patienten är skriven i Dalarna. Fakturera dit." {
		t.Errorf("%q: %v", got, err)
	}
}

// TestProfileOfANewerRegion: what is new in it is left aside, the rest holds.
func TestProfileOfANewerRegion(t *testing.T) {
	w := newWorld(t)
	address := w.another(func(r *http.Request, a *httptest.ResponseRecorder) {
		if r.URL.Path != api.PathRegion {
			return
		}
		rewrite(t, a, func(v map[string]any) {
			v["signature"] = "abc"
			profile, _ := v["profile"].(map[string]any)
			profile["surfaces"] = []any{"m", "o"}
			profile["logins"] = []any{"siths", "eid"}
			lists, _ := v["prices"].([]any)
			list, _ := lists[0].(map[string]any)
			procedures, _ := list["procedures"].([]any)
			p, _ := procedures[1].(map[string]any)
			p["position"], p["surfaces"] = "tooth;surfaces=2", 2
		})
	})
	d, changed, err := w.client(anna, address).Data(t.Context(), "")
	must(t, err)
	if !changed || d.Profile.Deadline.Number != 6 || len(d.Prices) == 0 || len(d.Prices[0].Procedures) < 100 ||
		!slices.Equal(d.Profile.Logins, []domain.Login{"siths", "eid"}) {
		t.Errorf("%v %+v", changed, d.Profile)
	}
	s := openStore(t)
	must(t, s.PutRegion(d))
	kept, err := s.Region()
	must(t, err)
	if kept.Version != d.Version || kept.Prices[0].Procedures[1].Position != "tooth;surfaces=2" {
		t.Errorf("kept %s %q", kept.Version, kept.Prices[0].Procedures[1].Position)
	}
}

// TestNewerClient sends what the region does not know: the bill comes back with
// the region's word that the program is newer, and nothing of it was stored.
func TestNewerClient(t *testing.T) {
	w, s := newWorld(t), openStore(t)
	before := len(mirror(t, w, w.client(anna, w.address)))
	no := refused(t, w.client(anna, w.address), s, faulty(t, s, `"surface":"mo",`))
	if no.Code != api.ProblemUnknownName || !strings.Contains(no.Detail, "nyare") {
		t.Errorf("%+v", no)
	}
	if after := len(mirror(t, w, w.client(anna, w.address))); after != before {
		t.Errorf("%d invoices, then %d", before, after)
	}
}

// TestOtherProtocol: an answer in another version says nothing sure of what was
// sent, so the submission stays, and the user is told which side is the older.
func TestOtherProtocol(t *testing.T) {
	for version, code := range map[string]string{"0": app.CodeOldServer, "2": app.CodeOldClient, "10": app.CodeOldClient} {
		w := newWorld(t)
		address := w.another(func(_ *http.Request, a *httptest.ResponseRecorder) { a.Header().Set(api.ProtoHeader, version) })
		c := w.client(anna, address)
		_, err := c.User(t.Context())
		if domain.CodeOf(err) != code || !text.HasError(code) {
			t.Errorf("version %s: %v", version, err)
		}
		s := openStore(t)
		id := queue(t, s, 0, "v-3")
		command, _, err := s.BeginAttempt(id)
		must(t, err)
		_, err = c.Send(t.Context(), command)
		if domain.CodeOf(err) != code || errors.As(err, new(*app.RefusedError)) {
			t.Errorf("version %s: a submission is told as %v", version, err)
		}
	}
}

// TestNewPricesReachTheWriter: the desk imports a list while the client runs; a
// bill by the old price comes back, and the client already has the new one.
func TestNewPricesReachTheWriter(t *testing.T) {
	w, s := newWorld(t), openStore(t)
	c := w.client(anna, w.address)
	work(t, c, s, func() bool { _, err := s.Region(); return err == nil })
	profile, _, err := region.Load("vgr")
	must(t, err)
	i := imports.Import{Store: w.store, Profile: profile, Now: noon, By: domain.Actor{ID: "disken", Via: domain.ViaDesk}}
	plan, err := i.Plan(t.Context(), "prices", strings.NewReader("list,code,name,category,specialist,price,actual_cost,position,fhb,valid_from,valid_to\n"+
		profile.PriceLists[0].ID+",101,Basundersökning,,nej,1234,nej,,nej,2026-01-01,\n"), sheet.Options{})
	must(t, err)
	must(t, i.Apply(t.Context(), plan))
	id := queue(t, s, 0, "v-4")
	price := func() domain.Ore {
		d, err := s.Region()
		must(t, err)
		p, _ := d.Prices.Procedure(domain.ListKey{Support: domain.SupportN}, today, "101")
		return p.Price
	}
	work(t, c, s, func() bool { return outbox(t, s) == 0 && price() == domain.Kronor(1234) })
	if d, err := s.Draft(id); err != nil || d.State != domain.DraftRefused {
		t.Errorf("%v %v", d.State, err)
	}
}
