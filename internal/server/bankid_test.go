package server_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"math/big"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/bankid"
	"example.org/tandtui/internal/bankid/sim"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/test/memdir"
	"example.org/tandtui/test/storetest"
)

// Test numbers of the Tax Agency: a user at clinicA without a card, and nobody.
var (
	berit    = sim.Person{PersonalNumber: "194401216595", Name: "Berit Ny"}
	stranger = sim.Person{PersonalNumber: "194505249229", Name: "Okänd"}
)

// bankWorld is a world whose users log in by BankID, with a clock that goes on.
type bankWorld struct {
	*world
	sim    *sim.Running
	secret *server.EvidenceSecret
	later  atomic.Int64
}

func (w *bankWorld) now() time.Time       { return noon().Add(time.Duration(w.later.Load())) }
func (w *bankWorld) wait(d time.Duration) { w.later.Add(int64(d)) }

func newBankWorld(t *testing.T) *bankWorld {
	t.Helper()
	w := &bankWorld{world: &world{t: t, dir: memdir.New(t), log: &syncBuffer{}}}
	w.store = openStore(t, filledDatabase(t, w.dir))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(w.store.Write(t.Context(), func(tx server.Tx) error {
		id, err := tx.PutUser(server.Identity{Kind: server.IdentityPersonnummer, Value: berit.PersonalNumber}, berit.Name)
		if err != nil {
			return err
		}
		return tx.PutMembership(id, clinicA, domain.RoleUser, domain.Period{From: today.AddDays(-100)})
	}))
	var err error
	w.sim, err = sim.Listen(t.Context(), "127.0.0.1:0", w.now)
	must(err)
	party, err := bankid.New(w.sim.Party)
	must(err)
	w.secret, err = server.NewEvidenceSecret()
	must(err)
	w.service, err = server.NewService(w.config(party))
	must(err)
	w.start()
	t.Cleanup(func() {
		w.stop()
		for _, err := range []error{w.sim.Close(), w.store.Close()} {
			if err != nil {
				t.Error("close:", err)
			}
		}
	})
	return w
}

// config is that of a server at the world's database.
func (w *bankWorld) config(party *bankid.Client) server.Config {
	w.t.Helper()
	profile, prices, err := region.Load("varmland")
	if err != nil {
		w.t.Fatal(err)
	}
	return server.Config{
		Store: storetest.Twice{Store: w.store}, Profile: profile, Prices: prices, Now: w.now, BankID: party, Evidence: w.secret.Public(),
	}
}

// terminal is a program with a key of its own.
func (w *bankWorld) terminal() *http.Client {
	w.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.keyed(selfSigned(w.t, key, key.Public()))
}

func (w *bankWorld) keyed(c tls.Certificate) *http.Client {
	client := w.clientWith(c)
	client.Transport.(*http.Transport).TLSClientConfig.NextProtos = []string{api.ProtoKey, "http/1.1"}
	client.Transport.(*http.Transport).ForceAttemptHTTP2 = false
	return client
}

// selfSigned is a certificate about a public key, and whatever key it is used with.
func selfSigned(t testing.TB, key *ecdsa.PrivateKey, public any) tls.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(1)}, &x509.Certificate{SerialNumber: big.NewInt(1)}, public, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func (w *bankWorld) login(c *http.Client, method, path string, body []byte) (l api.BankIDLogin) {
	w.t.Helper()
	a := do(w.t, c, method, w.base+path, body)
	if a.status != 200 {
		w.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	if err := json.Unmarshal(a.body, &l); err != nil {
		w.t.Fatal(err)
	}
	return l
}

func (w *bankWorld) begin(c *http.Client) api.BankIDLogin {
	return w.login(c, "POST", "/v1/bankid", []byte(`{"clinic":"`+clinicA+`"}`))
}

// ask asks when BankID may be asked again.
func (w *bankWorld) ask(c *http.Client, id string) api.BankIDLogin {
	w.wait(2 * time.Second)
	return w.login(c, "GET", "/v1/bankid/"+id, nil)
}

// enter logs a terminal in.
func (w *bankWorld) enter(c *http.Client, who sim.Person) api.BankIDLogin {
	w.t.Helper()
	l := w.begin(c)
	ref, _, err := w.sim.Scan(l.QR, who)
	if err != nil {
		w.t.Fatal(err)
	}
	w.sim.Sign(ref)
	return w.ask(c, l.ID)
}

func (w *bankWorld) refused(c *http.Client, status int, code string) {
	w.t.Helper()
	if a := do(w.t, c, "GET", w.base+"/v1/session", nil); a.status != status || a.problem(w.t).Code != code {
		w.t.Errorf("%d %s, want %d %s", a.status, a.body, status, code)
	}
}

func TestALoginByBankID(t *testing.T) {
	w := newBankWorld(t)
	c := w.terminal()
	w.refused(c, 401, api.ProblemSessionEnded)
	l := w.begin(c)
	if l.State != "pending" || l.QR == "" || l.AutoStart == "" {
		t.Fatalf("%+v", l)
	}
	old := l.QR
	w.wait(9 * time.Second)
	l = w.ask(c, l.ID)
	if _, _, err := w.sim.Scan(old, berit); l.QR == old || err == nil {
		t.Error("the code is not renewed, or an old one is taken")
	}
	ref, visible, err := w.sim.Scan(l.QR, berit)
	if err != nil || visible != "Logga in i TEARS FakturaPortal (Region Värmland) som Björkens tandklinik" {
		t.Fatalf("%q %v", visible, err)
	}
	if l = w.ask(c, l.ID); l.State != "pending" || l.QR != "" || l.Hint != "started" {
		t.Fatalf("picked up: %+v", l)
	}
	w.sim.Sign(ref)
	if l = w.ask(c, l.ID); l.State != "complete" || l.AutoStart != "" {
		t.Fatalf("%+v", l)
	}
	if again := w.ask(c, l.ID); again.State != "complete" { // the answer was lost, and is asked for again
		t.Errorf("%+v", again)
	}
	var in api.Session
	if err := json.Unmarshal(do(t, c, "GET", w.base+"/v1/session", nil).body, &in); err != nil || in.User.Name != berit.Name || in.User.Memberships[0].Clinic.No != clinicA {
		t.Errorf("%+v %v", in, err)
	}
	if a := do(t, c, "POST", w.base+"/v1/clinics/3101/persons/lookup", []byte(`{"person":"`+entitledN+`"}`)); a.status != 200 {
		t.Errorf("look-up: %d %s", a.status, a.body)
	}
	w.traces(in.User.ID)
	if a := do(t, c, "DELETE", w.base+"/v1/session", nil); a.status != 200 {
		t.Error(a.status)
	}
	w.refused(c, 401, api.ProblemSessionEnded)
	if log := w.log.String(); strings.Contains(log, berit.PersonalNumber) || strings.Contains(log, old[:20]) {
		t.Error("the log knows too much")
	}
}

// traces checks what a login leaves: evidence that the server cannot read, and the
// user in the access log, under no person number.
func (w *bankWorld) traces(user int64) {
	w.t.Helper()
	err := w.store.Read(w.t.Context(), func(tx server.Tx) error {
		list, err := tx.Evidence(user)
		if err != nil || len(list) != 1 || strings.Contains(string(list[0].Sealed), berit.PersonalNumber) {
			w.t.Fatalf("%d of evidence, %v", len(list), err)
		}
		if p, err := w.secret.Open(list[0]); err != nil || p.PersonalNumber != berit.PersonalNumber || p.Signature == "" || p.OCSP == "" {
			w.t.Errorf("%+v %v", p, err)
		}
		moved := list[0]
		moved.Order = "another"
		if _, err := w.secret.Open(moved); err == nil {
			w.t.Error("evidence can be moved to another login")
		}
		rows, err := tx.AccessRows(server.AccessFilter{Limit: 1})
		if err == nil && rows[0].HSAID != server.UserNo(user) {
			w.t.Errorf("in the access log: %q", rows[0].HSAID)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestAStolenSession: what another terminal could have seen or copied, the order's
// name and the certificate, opens nothing without the key.
func TestAStolenSession(t *testing.T) {
	w := newBankWorld(t)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	own := selfSigned(t, key, key.Public())
	c := w.keyed(own)
	l := w.enter(c, berit)
	thief := w.terminal()
	if a := do(t, thief, "GET", w.base+"/v1/bankid/"+l.ID, nil); a.status != 404 {
		t.Errorf("another's login: %d", a.status)
	}
	if a := do(t, thief, "DELETE", w.base+"/v1/bankid/"+l.ID, nil); a.status != 404 {
		t.Errorf("another's login is cancelled: %d", a.status)
	}
	w.refused(thief, 401, api.ProblemSessionEnded)
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	// The certificate of the session, with a key that is not the session's.
	copied := w.keyed(tls.Certificate{Certificate: own.Certificate, PrivateKey: other})
	if _, err := try(copied, "GET", w.base+"/v1/session", nil); err == nil {
		t.Error("a copied certificate is taken")
	}
	// The session's certificate where cards are shown.
	if a, err := try(w.clientWith(own), "GET", w.base+"/v1/session", nil); err == nil && a.status != 403 {
		t.Errorf("a certificate of nobody's passes for a card: %d", a.status)
	}
	if a := do(t, c, "GET", w.base+"/v1/session", nil); a.status != 200 {
		t.Errorf("the user's own terminal: %d", a.status)
	}
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := try(w.keyed(selfSigned(t, p384, p384.Public())), "GET", w.base+"/v1/login", nil); err == nil {
		t.Error("a key of another kind is taken")
	}
}

func TestSessionsEnd(t *testing.T) {
	w := newBankWorld(t)
	c := w.terminal()
	w.enter(c, berit)
	for range 5 { // at work all day
		w.wait(119 * time.Minute)
		if a := do(t, c, "GET", w.base+"/v1/session", nil); a.status != 200 {
			t.Fatalf("after %v: %d", time.Duration(w.later.Load()), a.status)
		}
	}
	w.wait(119 * time.Minute)
	if a := do(t, c, "GET", w.base+"/v1/session", nil); a.status != 200 {
		t.Fatal(a.status)
	}
	w.wait(7 * time.Minute) // twelve hours
	w.refused(c, 401, api.ProblemSessionEnded)
	w.enter(c, berit)
	w.wait(90 * time.Minute)
	if a := do(t, c, "GET", w.base+"/v1/clinics/3101/changes", nil); a.status != 200 {
		t.Error(a.status)
	}
	w.wait(31 * time.Minute) // a program that waits for news is nobody at work
	w.refused(c, 401, api.ProblemSessionEnded)
}

func TestWhoIsNotTheRegionsUser(t *testing.T) {
	w := newBankWorld(t)
	c := w.terminal()
	if l := w.enter(c, stranger); l.State != "refused" || l.Hint != api.ProblemUnknownUser {
		t.Errorf("%+v", l)
	}
	w.refused(c, 401, api.ProblemSessionEnded)
}

func TestBankIDHasTrouble(t *testing.T) {
	w := newBankWorld(t)
	c := w.terminal()
	start := func(f sim.Fault) answer {
		w.sim.Break(f)
		return do(t, c, "POST", w.base+"/v1/bankid", []byte(`{}`))
	}
	if a := start(sim.Fault{Path: "/auth", Status: 503, Code: bankid.CodeMaintenance}); a.status != 503 || a.problem(t).Code != api.ProblemBankIDDown {
		t.Errorf("maintenance: %d", a.status)
	}
	if a := start(sim.Fault{Path: "/auth", Status: 400, Code: bankid.CodeInProgress}); a.status != 409 || a.problem(t).Code != api.ProblemBankIDBusy {
		t.Errorf("in progress: %d", a.status)
	}
	if a := start(sim.Fault{Path: "/auth", Status: 200, Body: "<html>"}); a.status != 503 {
		t.Errorf("a page: %d", a.status)
	}
	l := w.begin(c)
	w.sim.Break(sim.Fault{Path: "/collect", Status: 500, Code: "internalError"})
	if l = w.ask(c, l.ID); l.State != "pending" || l.QR == "" {
		t.Errorf("one answer that failed: %+v", l)
	}
	if l = w.ask(c, l.ID); l.State != "pending" {
		t.Errorf("the next: %+v", l)
	}
	w.sim.Break(sim.Fault{Path: "/collect", Status: 400, Code: bankid.CodeInvalid})
	if l = w.ask(c, l.ID); l.State != "failed" {
		t.Errorf("an order that BankID has forgotten: %+v", l)
	}
	l = w.begin(c)
	if got := w.login(c, "DELETE", "/v1/bankid/"+l.ID, nil); got.State != "" {
		t.Errorf("%+v", got)
	}
	if l = w.ask(c, l.ID); l.State != "failed" || w.sim.Asked("/cancel") != 1 {
		t.Errorf("cancelled: %+v", l)
	}
}

// TestOneAsksBankID: however many ask at once, BankID is asked once in two seconds.
func TestOneAsksBankID(t *testing.T) {
	w := newBankWorld(t)
	c := w.terminal()
	l := w.begin(c)
	w.wait(2 * time.Second)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if a, err := try(c, "GET", w.base+"/v1/bankid/"+l.ID, nil); err != nil || a.status != 200 {
				t.Error(a.status, err)
			}
		})
	}
	all.Wait()
	if n := w.sim.Asked("/collect"); n != 1 {
		t.Errorf("BankID was asked %d times", n)
	}
}
