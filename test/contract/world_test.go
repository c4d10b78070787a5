package contract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	stdsync "sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/pki"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/internal/store"
	remote "example.org/tandtui/internal/sync"
	"example.org/tandtui/test/regions"
)

func TestMain(m *testing.M) {
	if kind := os.Getenv(childVariable); kind != "" {
		if err := child(kind); err != nil {
			panic(err)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// People and clinics of the demo.
const (
	anna     = "SE0000000000-DEMO01" // user at clinic
	nobody   = "SE0000000000-NOBODY" // a card, no user
	clinic   = "3101"
	other    = "5701"
	entitled = "196009172336" // N1, tills vidare
	secret   = "201304182387"
	unknown  = "189001019802"
)

var today = domain.MustDate("2026-11-23")

// noon is the region's clock; certificates and connections use the real one.
func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

// world is a running server with the demo's people and history.
type world struct {
	t       *testing.T
	store   *sqlstore.Store
	address string
	log     *buffer
	clients *pki.Identity // authority of the cards
	roots   *x509.CertPool
	handler *server.Handler
	tls     *tls.Config
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOf(t, func(*server.Config) {})
}

// newWorldOf is newWorld with another configuration of its server.
func newWorldOf(t *testing.T, change func(*server.Config)) *world {
	t.Helper()
	ctx := context.Background()
	db, err := sqlstore.Open(ctx, regions.Demo(t, filepath.Join(t.TempDir(), "region.db"), "vgr", today, time.UTC, "", nil))
	must(t, err)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	profile, prices, err := region.Load("vgr")
	must(t, err)
	config := server.Config{Store: db, Profile: profile, Prices: prices, Now: noon, Demo: true, Version: "test"}
	change(&config)
	service, err := server.NewService(config)
	must(t, err)

	clients, err := pki.NewAuthority("DEMO cards", time.Now())
	must(t, err)
	servers, err := pki.NewAuthority("DEMO servers", time.Now())
	must(t, err)
	own, err := servers.IssueServer(time.Now())
	must(t, err)
	w := &world{t: t, store: db, log: &buffer{}, clients: clients, roots: x509.NewCertPool()}
	w.roots.AddCert(servers.Cert)

	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	w.address = l.Addr().String()
	h := server.NewHandler(service, []*x509.Certificate{clients.Cert}, slog.New(slog.NewJSONHandler(w.log, nil)))
	w.handler = h
	w.tls = server.TLSConfig(tls.Certificate{Certificate: [][]byte{own.Cert.Raw}, PrivateKey: own.Key}, []*x509.Certificate{clients.Cert})
	running, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		done <- h.Run(running, l, w.tls)
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil && !errors.Is(err, http.ErrServerClosed) {
			t.Error("server:", err)
		}
	})
	return w
}

// client is the program with a card, which reaches the server at an address.
func (w *world) client(hsaID, address string) *remote.Client {
	w.t.Helper()
	id, err := w.clients.IssuePerson("Test Person", hsaID, time.Now())
	must(w.t, err)
	dialler := &tls.Dialer{Config: &tls.Config{
		RootCAs: w.roots, ServerName: "localhost", MinVersion: tls.VersionTLS12,
		Certificates: []tls.Certificate{{Certificate: [][]byte{id.Cert.Raw}, PrivateKey: id.Key}},
	}}
	c, err := remote.NewClient("https://"+address, dialler.DialContext)
	must(w.t, err)
	w.t.Cleanup(c.Close)
	return c
}

func openStore(t *testing.T) app.Store {
	t.Helper()
	s, err := store.NewVault(t.TempDir(), wallClock{}).Open(t.Context(), anna, anna, sameKey)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func sameKey(_ context.Context, salt []byte) ([]byte, error) {
	sum := sha256.Sum256(salt)
	return sum[:], nil
}

// visits is how many visits the nth invoice bills; each comes to 900 kronor.
func visits(n int) int { return 1 + n%3 }

// queue puts the nth invoice in the outbox.
func queue(t *testing.T, s app.Store, n int, ref string) (id string) {
	t.Helper()
	person, err := domain.ParsePersonID(entitled, today)
	must(t, err)
	b := domain.Bill{Person: person, Support: domain.SupportN, CareModel: "K1", BillRef: ref}
	for v := range visits(n) {
		on := today.AddDays(-1 - v)
		b.Items = append(b.Items, domain.Item{Date: on, Code: "101", Price: domain.Kronor(1100)},
			domain.Item{Date: on, Code: domain.PatientFeeCode, Price: -domain.Kronor(200)})
	}
	body, err := json.Marshal(domain.Submission{InvoiceNo: fmt.Sprint(70000 + n), Bills: []domain.Bill{b}})
	must(t, err)
	id = fmt.Sprintf("submission-%04d", n)
	d := domain.Draft{ID: id, Clinic: clinic, State: domain.DraftQueued, InvoiceNo: fmt.Sprint(70000 + n)}
	c := domain.Command{ID: id, Kind: domain.CommandSubmit, Clinic: clinic, Body: body}
	must(t, s.Queue(c, app.Filing{At: noon(), Draft: &d, Row: app.DraftSummary{ID: id, Clinic: clinic, State: domain.DraftQueued}}))
	return id
}

// work runs a worker that never waits between tries, until done is true after
// something it told.
func work(t *testing.T, c app.Region, s app.Store, done func() bool) {
	t.Helper()
	bell := make(chan struct{}, 1)
	w := remote.NewBackground(wallClock{}, func() float64 { return 0 }).Start(c, s, clinic, app.Scope{}, func(app.SyncState) {
		select {
		case bell <- struct{}{}:
		default:
		}
	})
	defer w.Stop()
	patience := time.NewTimer(2 * time.Minute) // far more than it takes: a hang, not a measure
	defer patience.Stop()
	for !done() {
		select {
		case <-bell:
		case <-patience.C:
			items, _ := s.Outbox()
			drafts, _ := s.Drafts(clinic)
			t.Fatalf("it does not end: %d in the outbox, drafts %+v", len(items), drafts[:min(3, len(drafts))])
		}
	}
}

func outbox(t *testing.T, s app.Store) int {
	t.Helper()
	items, err := s.Outbox()
	must(t, err)
	return len(items)
}

// buffer is a log that may be read while it is written.
type buffer struct {
	mu stdsync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) count(s string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return bytes.Count(b.b.Bytes(), []byte(s))
}
