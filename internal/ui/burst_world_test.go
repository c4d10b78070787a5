package ui

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/doctor"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/store"
	"example.org/tandtui/internal/ui/routes"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/screen/login"
	"example.org/tandtui/internal/ui/screen/support"
	"example.org/tandtui/internal/ui/theme"
)

// whole is the program as cmd/tandtui joins it, over a real store, with a card
// that takes any PIN and a region that answers at once.
type whole struct {
	app  *app.App
	root *Root
	now  *atomic.Int64 // time since began
}

var began = time.Date(2026, 11, 23, 9, 42, 7, 0, time.UTC)

const (
	wholeUser   = "SE0000000000-DEMO01"
	wholeClinic = "3101"
)

// startWhole gives the program at its first screen. lanes tells whether the root
// listens to the doorbell itself, as it does in an event loop.
func startWhole(t testing.TB, lanes bool) *whole {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	x := &whole{now: new(atomic.Int64)}
	ids := 0
	x.app = app.New(app.Config{
		Auth: anyPIN{}, Vault: store.NewVault(t.TempDir(), x), Background: seeded{}, Clock: x,
		Connect: func(app.Session) (app.Region, error) {
			return readyRegion{data: app.RegionData{Version: "1", Profile: *profile, Prices: prices}}, nil
		},
		NewID: func() string { ids++; return fmt.Sprintf("00000000-0000-7000-8000-%012d", ids) },
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); x.app.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	for x.app.Snapshot().Card.Phase != app.CardReady {
		<-x.app.Updates()
	}
	env := screen.Env{Theme: theme.Plain(), Now: x.Now, Out: nowhere{}, Files: folder{}}
	cfg := Config{
		Env: env, Places: routes.Places(env, x.app, login.Options{Server: "localhost"}, support.About{Version: "test", Check: func(context.Context) []doctor.Line { return nil }}), Start: screen.Route{Name: screen.Login},
		State: x.app.Snapshot, Seal: x.app.Seal, Lock: x.app.Lock, Find: routes.Find(x.app), ChooseClinic: x.app.ChooseClinic,
	}
	if lanes {
		cfg.Updates = x.app.Updates()
	}
	x.root = New(cfg)
	return x
}

// Now is the program's clock: it stands, but for what pass adds.
func (x *whole) Now() time.Time { return began.Add(time.Duration(x.now.Load())) }

func (x *whole) pass(d time.Duration) { x.now.Add(int64(d)) }

type anyPIN struct{}

func (anyPIN) Watch(ctx context.Context) <-chan app.CardState {
	states := make(chan app.CardState, 1)
	states <- app.CardState{Phase: app.CardReady, Insertion: 1, Holder: app.Holder{HSAID: wholeUser, Name: "Anna Ek"}, PIN: app.PINInfo{Min: 6, Max: 8, Left: 3}}
	context.AfterFunc(ctx, func() { close(states) })
	return states
}

func (anyPIN) Login(context.Context, []byte, app.PINTry) (app.Session, error) {
	return proven{}, nil
}
func (anyPIN) Choose(uint64) {}
func (anyPIN) Retry()        {}

type proven struct{}

func (proven) Identity() app.Identity {
	return app.Identity{ID: wholeUser, Name: "Anna Ek", Via: domain.ViaCard}
}
func (proven) Ended() <-chan struct{} { return nil }
func (proven) Close() error           { return nil }
func (proven) Dial(context.Context, *tls.Config) (app.DialFunc, error) {
	return nil, errors.New("no network here")
}

func (proven) StoreKey(_ context.Context, salt []byte) ([]byte, error) {
	sum := sha256.Sum256(salt)
	return sum[:], nil
}

type readyRegion struct {
	app.Region
	data app.RegionData
}

func (readyRegion) User(context.Context) (domain.User, error) {
	member := func(no, name string) domain.Membership {
		return domain.Membership{Clinic: domain.Clinic{No: no, Name: name}}
	}
	return domain.User{HSAID: wholeUser, Name: "Anna Ek", Memberships: []domain.Membership{member(wholeClinic, "Ängens tandklinik"), member("3102", "Björkens tandklinik")}}, nil
}

func (r readyRegion) Data(context.Context, string) (app.RegionData, bool, error) {
	return r.data, true, nil
}
func (readyRegion) Close() {}

func (readyRegion) Lookup(_ context.Context, _ string, id domain.PersonID) (domain.PersonFacts, error) {
	n1 := domain.Entitlement{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-01")}}
	return domain.PersonFacts{Person: id, Entitlements: []domain.Entitlement{n1}, BaseYear: 2026}, nil
}

func (readyRegion) Events(_ context.Context, clinic string, ourRef int64) ([]domain.Event, error) {
	return []domain.Event{{At: began, Clinic: clinic, OurRef: ourRef, Act: domain.ActSubmit, By: domain.Actor{ID: wholeUser, Name: "Anna Ek", Via: domain.ViaCard}}}, nil
}

// nowhere is a way out that leads nowhere.
type nowhere struct{}

func (nowhere) Copy(string) error                                        { return nil }
func (nowhere) Print(context.Context, string, string) (string, error)    { return "", nil }
func (nowhere) PrintPDF(context.Context, string, []byte) (string, error) { return "", nil }
func (nowhere) Save(string, func(io.Writer) error) (string, error)       { return "", nil }

// folder is a folder with one file.
type folder struct{}

func (folder) First(string) string { return "/home/anna/" }

func (folder) List(string) ([]files.Entry, error) {
	return []files.Entry{{Name: "utdrag.xml", Size: 10, At: began}}, nil
}

func (folder) File(string) (domain.File, error) { return domain.File{}, nil }

func (folder) Beside(string, string, func(io.Writer) error) (string, error) { return "", nil }

func (folder) Open(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("")), nil }

// seeded is a background that brings two invoices and then nothing more.
type seeded struct{}

func (seeded) Start(_ app.Region, s app.Store, clinic string, _ app.Scope, notify func(app.SyncState)) app.Worker {
	bill := func(no int64, ref string) domain.InvoiceBill {
		return domain.InvoiceBill{BillNo: no, RegisteredBy: "Anna Ek", Bill: domain.Bill{
			BillRef: ref, Support: domain.SupportN, CareModel: "K1",
			Items: []domain.Item{{Date: domain.MustDate("2026-11-20"), Code: "101", Price: domain.Kronor(1100)}},
		}}
	}
	_ = s.ApplyChanges(clinic, app.ChangePage{To: "1", Invoices: []domain.Invoice{
		{OurRef: 572773, Version: 1, Clinic: clinic, InvoiceNo: "2026-11-012", Received: began, Status: domain.StatusPaid, StatusOn: domain.MustDate("2026-11-23"), Bills: []domain.InvoiceBill{bill(4, "99")}},
		{OurRef: 572774, Version: 1, Clinic: clinic, InvoiceNo: "2026-11-013", Received: began, Status: domain.StatusReceived, Bills: []domain.InvoiceBill{bill(1, "100")}},
		{OurRef: 572775, Version: 1, Clinic: clinic, InvoiceNo: "2026-11-014", Received: began, Status: domain.StatusReceived, Bills: []domain.InvoiceBill{bill(2, "101"), bill(3, "102")}},
	}})
	notify(app.SyncState{Phase: app.SyncOnline, LastSync: began})
	return seeded{}
}
func (seeded) Poke() {}
func (seeded) Stop() {}
