package server_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/server/pki"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/test/memdir"
	"example.org/tandtui/test/regions"
	"example.org/tandtui/test/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The demo's people, by what they are here for.
const (
	anna    = "SE0000000000-DEMO01" // user at 3101
	bjorn   = "SE0000000000-DEMO02" // user at 3101 and 3102, same provider
	cecilia = "SE0000000000-DEMO03" // contact at 3101
	david   = "SE0000000000-DEMO04" // user at 5701, another provider
	eva     = "SE0000000000-DEMO05" // contact at 5701
	reader  = "SE0000000000-READER" // läsare at 3101
	nobody  = "SE0000000000-NOBODY" // a card, no user
	former  = "SE0000000000-FORMER" // membership at 3101 ended
	lookOn  = "SE0000000000-LOOKON" // at 3101 in a role that no route knows
	clinicA = "3101"
	clinicB = "3102"
	clinicC = "5701"

	entitledN = "196009172336" // N1, tills vidare
	secret    = "201304182387"
	unknown   = "189001019802" // a test number the demo does not know
)

var stockholm = func() *time.Location {
	l, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic(err)
	}
	return l
}()

var today = domain.MustDate("2026-11-23")

func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, stockholm) }

// world is one region with a real server, a real database and real TLS.
type world struct {
	t       testing.TB
	dir     string
	store   *sqlstore.Store
	service *server.Service
	handler *server.Handler
	base    string
	log     *syncBuffer
	conns   int
	stop    func() // stops the server and waits for it
}

// filledDatabase puts the demo's database into a folder, with two users more.
func filledDatabase(t testing.TB, dir string) string {
	t.Helper()
	return regions.Demo(t, filepath.Join(dir, "region.db"), "vgr", today, stockholm, "more users", func(s *sqlstore.Store) error {
		return s.Write(context.Background(), func(tx server.Tx) error {
			id, err := tx.PutUser(server.HSAID(former), "Fredrik Forna")
			if err != nil {
				return err
			}
			if err := tx.PutMembership(id, clinicA, domain.RoleUser, domain.Period{From: today.AddDays(-100), To: today.AddDays(-1)}); err != nil {
				return err
			}
			if id, err = tx.PutUser(server.HSAID(lookOn), "Ludvig Lookon"); err != nil {
				return err
			}
			if err := tx.PutMembership(id, clinicA, "onlooker", domain.Period{From: today.AddDays(-100)}); err != nil {
				return err
			}
			if id, err = tx.PutUser(server.HSAID(reader), "Rut Läsare"); err != nil {
				return err
			}
			return tx.PutMembership(id, clinicA, domain.RoleReader, domain.Period{From: today.AddDays(-100)})
		})
	})
}

func openStore(t testing.TB, name string) *sqlstore.Store {
	t.Helper()
	s, err := sqlstore.Open(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	s.OutsideEvery = 20 * time.Millisecond
	return s
}

// attachmentSecret opens what the tests' region has sealed.
var attachmentSecret = sync.OnceValue(func() *server.EvidenceSecret {
	secret, err := server.NewEvidenceSecret()
	if err != nil {
		panic(err)
	}
	return secret
})

func newService(t testing.TB, store server.Store) *server.Service {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.NewService(server.Config{Store: store, Profile: profile, Prices: prices, Now: noon, Demo: true, Version: "test", Attachments: attachmentSecret().Public()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newWorld(t testing.TB) *world { return newWorldOf(t, 0) }

// newWorldOf is newWorld with a bound of connections at once, 0 for the usual one.
func newWorldOf(t testing.TB, conns int) *world {
	t.Helper()
	w := &world{t: t, dir: memdir.New(t), log: &syncBuffer{}, conns: conns}
	w.store = openStore(t, filledDatabase(t, w.dir))
	w.service = newService(t, storetest.Twice{Store: w.store})
	w.start()
	t.Cleanup(func() {
		w.stop()
		if err := w.store.Close(); err != nil {
			t.Error("close:", err)
		}
	})
	return w
}

func (w *world) start() {
	ca := authority(w.t, "clients")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	w.base = "https://" + l.Addr().String()
	h := server.NewHandler(w.service, []*x509.Certificate{ca.Cert}, slog.New(slog.NewJSONHandler(w.log, nil)))
	w.handler = h
	if w.conns > 0 {
		h.SetConns(w.conns)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	own := serverIdentity(w.t)
	go func() {
		done <- h.Run(ctx, l, server.TLSConfig(own, []*x509.Certificate{ca.Cert}))
	}()
	w.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Error("server:", err)
		}
	})
}

func (w *world) desk() desk.Desk {
	return desk.Desk{Store: storetest.Twice{Store: w.store}, Now: noon, By: domain.Actor{ID: "disken", Via: domain.ViaDesk}}
}

// pay plans and pays.
func (w *world) pay(o desk.PayOrder) (run []domain.Payout, held int, err error) {
	plan, err := w.desk().PlanPay(context.Background(), o)
	if err == nil {
		run, err = w.desk().Pay(context.Background(), plan)
	}
	return run, plan.Held, err
}

// imports reads a file of a kind into the region, whatever it changes.
func (w *world) imports(t *testing.T, kind, file string) {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	i := imports.Import{Store: w.desk().Store, Profile: profile, Demo: prices, Now: noon, By: w.desk().By}
	plan, err := i.Plan(t.Context(), kind, strings.NewReader(file), sheet.Options{})
	if err == nil {
		err = i.Apply(t.Context(), plan)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// as is a user's request that is about a clinic.
func as(hsaID, clinic string) server.Caller {
	return server.Caller{Identity: server.HSAID(hsaID), Via: domain.ViaCard, Clinic: clinic, Roles: server.AnyRole}
}

// Keys take long to make: each is made once per test binary.
var (
	keysMu sync.Mutex
	keys   = map[string]*pki.Identity{}
)

func once(t testing.TB, name string, fresh func() (*pki.Identity, error)) *pki.Identity {
	t.Helper()
	keysMu.Lock()
	defer keysMu.Unlock()
	if id, ok := keys[name]; ok {
		return id
	}
	id, err := fresh()
	if err != nil {
		t.Fatal(err)
	}
	keys[name] = id
	return id
}

func authority(t testing.TB, name string) *pki.Identity {
	return once(t, "ca "+name, func() (*pki.Identity, error) { return pki.NewAuthority("DEMO "+name, time.Now()) })
}

func serverIdentity(t testing.TB) tls.Certificate {
	ca := authority(t, "servers")
	id := once(t, "server", func() (*pki.Identity, error) { return ca.IssueServer(time.Now()) })
	return tls.Certificate{Certificate: [][]byte{id.Cert.Raw}, PrivateKey: id.Key}
}

// client is a browser with a card; hsaID "" has none.
func (w *world) client(hsaID string) *http.Client {
	w.t.Helper()
	var certs []tls.Certificate
	if hsaID != "" {
		ca := authority(w.t, "clients")
		id := once(w.t, hsaID, func() (*pki.Identity, error) { return ca.IssuePerson("Test Person", hsaID, time.Now()) })
		certs = []tls.Certificate{{Certificate: [][]byte{id.Cert.Raw}, PrivateKey: id.Key}}
	}
	return w.clientWith(certs...)
}

func (w *world) clientWith(certs ...tls.Certificate) *http.Client {
	w.t.Helper()
	pool := x509.NewCertPool()
	pool.AddCert(authority(w.t, "servers").Cert)
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, Certificates: certs}, ForceAttemptHTTP2: true, ExpectContinueTimeout: soon}
	w.t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr}
}

// answer is a whole response.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) problem(t testing.TB) api.Problem {
	t.Helper()
	if ct := a.header.Get("Content-Type"); ct != api.ProblemType {
		t.Fatalf("status %d with content type %q: %s", a.status, ct, a.body)
	}
	var p api.Problem
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatal(err)
	}
	if p.Status != a.status || p.Title == "" || p.Type != api.ProblemTypeBase+p.Code {
		t.Fatalf("status %d, problem %+v", a.status, p)
	}
	return p
}

func do(t testing.TB, c *http.Client, method, url string, body []byte, header ...string) answer {
	t.Helper()
	a, err := try(c, method, url, body, header...)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func try(c *http.Client, method, url string, body []byte, header ...string) (answer, error) {
	req, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if body != nil {
		sum := sha256.Sum256(body)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set(api.DigestHeader, "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":")
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := c.Do(req)
	if err != nil {
		return answer{}, err
	}
	raw, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	return answer{resp.StatusCode, resp.Header, raw}, err
}

// bill is a bill that passes every check, for a reference.
func bill(t testing.TB, person, ref string) domain.Bill {
	t.Helper()
	id, err := domain.ParsePersonID(person, today)
	if err != nil {
		t.Fatal(err)
	}
	on := today.AddDays(-1)
	return domain.Bill{Person: id, Support: domain.SupportN, CareModel: "K1", BillRef: ref, Items: []domain.Item{
		{Date: on, Code: "101", Price: domain.Kronor(1100)}, {Date: on, Code: domain.PatientFeeCode, Price: -domain.Kronor(200)},
	}}
}

func submission(t testing.TB, invoiceNo string, bills ...domain.Bill) []byte {
	t.Helper()
	raw, err := json.Marshal(domain.Submission{InvoiceNo: invoiceNo, Bills: bills})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// waiting is an invoice of a clinic that came and nothing has been done to.
func (w *world) waiting(clinic string) domain.Invoice {
	w.t.Helper()
	list, _, err := w.service.Invoices(context.Background(), as(bjorn, clinic), server.InvoiceFilter{Status: domain.StatusReceived})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, v := range list {
		if v.Version == 1 && v.CreditOf == 0 {
			return v
		}
	}
	w.t.Fatal("no invoice waits")
	return domain.Invoice{}
}

// deletion is the body that deletes part of an invoice as it is.
func deletion(t testing.TB, v domain.Invoice, p domain.Part) []byte {
	t.Helper()
	raw, err := json.Marshal(domain.Deletion{OurRef: v.OurRef, Version: v.Version, Part: p})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func crediting(t testing.TB, v domain.Invoice, p domain.CreditPart, reason string) []byte {
	t.Helper()
	raw, err := json.Marshal(domain.Crediting{OurRef: v.OurRef, Version: v.Version, Part: p, Reason: reason})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func creditURL(w *world, clinic, id string) string {
	return fmt.Sprintf("%s/v1/clinics/%s/credits/%s", w.base, clinic, id)
}

func deleteURL(w *world, clinic, id string) string {
	return fmt.Sprintf("%s/v1/clinics/%s/deletions/%s", w.base, clinic, id)
}

func submitURL(w *world, clinic, id string) string {
	return fmt.Sprintf("%s/v1/clinics/%s/submissions/%s", w.base, clinic, id)
}

func receiptOf(t testing.TB, a answer) (r domain.Receipt) {
	t.Helper()
	if a.status != http.StatusCreated && a.status != http.StatusOK {
		t.Fatalf("status %d: %s", a.status, a.body)
	}
	if err := json.Unmarshal(a.body, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// syncBuffer is a log that may be read while it is written.
type syncBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
